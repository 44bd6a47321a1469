"""Every edit of a what-if file: what it changes, and that nothing else changes."""

import json
from datetime import date
from pathlib import Path

import pytest

from models.edits import EDIT_TYPES, Edit
from scheduler.edits import APPLY, describe
from scheduler.edits.sentences import SENTENCES
from scheduler.errors import InputError
from scheduler.load import load_scenario
from tests.edits.what_if import CASES, GOOD, unchanged, what_if

WITH_EDITS = [p for p in sorted(CASES.glob("*/scenario.yaml")) if "edits:" in p.read_text("utf-8")]
AWAY = {"from": "2024-05-01", "to": "2024-05-03"}


def after(tmp_path, *edits, **head):
    return load_scenario(what_if(tmp_path, *edits, **head)).scenario


def test_catalogues_know_every_edit():
    assert {kind for kind in APPLY} == set(SENTENCES) == set(EDIT_TYPES.values())
    assert set(Edit.__origin__.__args__) == set(EDIT_TYPES.values())


def test_no_edit_changes_nothing_but_the_name(tmp_path):
    base = load_scenario(GOOD).scenario
    assert unchanged(base, after(tmp_path)) == {"name"}


@pytest.mark.parametrize("kind", ["lecturer", "room", "cadre", "unit"])
def test_unavailable(tmp_path, kind):
    name = {"lecturer": "L2", "room": "R1", "cadre": "CB-0001", "unit": "U2"}[kind]
    edit = {"edit": f"{kind}-unavailable", kind: name, **AWAY, "slot": "C", "reason": "ốm"}
    base, found = load_scenario(GOOD).scenario, after(tmp_path, edit)
    assert unchanged(base, found) == {"name", "unavailability"}
    row = found.unavailability[-1]
    assert (row.kind, row.id, row.slot, row.reason) == (kind, name, "C", "ốm")
    assert (row.start, row.end) == (date(2024, 5, 1), date(2024, 5, 3))


def test_days_outside_the_horizon_are_a_warning(tmp_path):
    edit = {"edit": "room-unavailable", "room": "R1", "from": "2042-05-01", "to": "2042-05-03"}
    warnings = load_scenario(what_if(tmp_path, edit)).warnings
    assert warnings == ("edits.0: the days 2042-05-01 to 2042-05-03 lie outside the horizon",)


def test_close_days(tmp_path):
    found = after(tmp_path, {"edit": "close-days", **AWAY, "tiers": ["D"], "reason": "họp"})
    closure = found.calendar.closures[-1]
    assert (closure.tiers, closure.units, closure.reason) == (("D",), (), "họp")


def test_add_lecturer_with_cells_as_in_the_table(tmp_path):
    lecturer = {"id": "L9", "họ và tên": "Giảng viên 09", "fee": 7}
    rows = [{"module": "M1", "mức": 3}, {"module": "Theme: kinh tế", "tier": "D"}]
    found = after(tmp_path, {"edit": "add-lecturer", "lecturer": lecturer, "qualifications": rows})
    assert (found.lecturers[-1].name, found.lecturers[-1].fee) == ("Giảng viên 09", 7)
    skills = [(q.lecturer, q.module, q.tier, q.level) for q in found.qualifications[-2:]]
    assert skills == [("L9", "M1", None, 3), ("L9", "theme:kinh tế", "D", 2)]


@pytest.mark.parametrize("topics", ["y;z:2", ["y", "z:2"], {"y": 1, "z": 2}])
def test_add_module(tmp_path, topics):
    if isinstance(topics, list):
        topics = ";".join(topics)
    module = {"id": "M9", "title": "Chuyên đề 9", "topics": topics, "sessions": 2}
    edit = {"edit": "add-module", "module": module, "qualifications": [{"lecturer": "L1"}]}
    found = after(tmp_path, edit)
    assert found.modules[-1].topics == {"y": 1, "z": 2}
    assert (found.qualifications[-1].lecturer, found.qualifications[-1].module) == ("L1", "M9")


def test_add_room(tmp_path):
    room = {"id": "R9", "venue": "V1", "capacity": 5, "online": "có"}
    found = after(tmp_path, {"edit": "add-room", "room": room})
    assert (found.rooms[-1].capacity, found.rooms[-1].online) == (5, True)


def test_add_programme_and_classes(tmp_path):
    size = {"min": 1, "max": 5}
    programme = {"id": "Z", "title": "Z", "tiers": ["P"], "modules": ["M1"], "size": size}
    found = after(
        tmp_path,
        {"edit": "add-programme", "programme": programme},
        {"edit": "add-classes", "classes": [{"id": "Z", "programme": "Z", "repeat": 2}]},
    )
    assert [c.id for c in found.classes] == ["A-01", "A-02", "B-01", "Z-01", "Z-02"]
    assert found.programmes[-1].counts_for is None


def test_drop_class_after_repeat(tmp_path):
    found = after(tmp_path, {"edit": "drop-class", "class": "A-01"})
    assert [c.id for c in found.classes] == ["A-02", "B-01"]


def test_fix_class_replaces_whole_keys_and_keeps_others(tmp_path):
    edit = {"edit": "fix-class", "class": "B-01", "open": True, "cadres": ["CB-0002"]}
    fixed = (
        after(tmp_path, edit, {"edit": "fix-class", "class": "B-01", "room": None}).classes[2].fixed
    )
    assert (fixed.open, fixed.cadres, fixed.room) == (True, ("CB-0002",), None)
    assert (fixed.start, fixed.lecturers) == (date(2024, 5, 13), {"M1": "L1"})


def test_set_target_removes_the_path(tmp_path):
    tier = after(tmp_path, {"edit": "set-target", "tier": "P", "count": 1}).tiers[0]
    assert (tier.target.count, tier.target.share, tier.path) == (1, None, {})


def test_set_target_to_the_same_value_still_removes_a_path(tmp_path):
    tier = after(tmp_path, {"edit": "set-target", "tier": "P", "share": 1.0}).tiers[0]
    assert tier.path == {}


def test_set_rule(tmp_path):
    found = after(
        tmp_path,
        {"edit": "set-rule", "rule": "budget", "value": 5},
        {"edit": "set-rule", "rule": "max_absent", "value": None},
        {"edit": "set-rule", "rule": "moves.class", "value": 3},
    )
    assert (found.rules.budget, found.rules.max_absent, found.rules.moves.class_) == (5, None, 3)


def test_set_objective(tmp_path):
    levels = [{"shortfall": 1}, {"classes": 1}]
    assert after(tmp_path, {"edit": "set-objective", "levels": levels}).objective == (
        {"shortfall": 1},
        {"classes": 1},
    )


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("rules.budget", 400, lambda s: s.rules.budget),
        ("tiers.P.weight", 5, lambda s: s.tiers[0].weight),
        ("tiers.1.weight", 5, lambda s: s.tiers[1].weight),
        ("tiers.P.path.2024.share", 0.5, lambda s: s.tiers[0].path[2024].share),
        ("tiers.P.path.2025", {"count": 3}, lambda s: {"count": s.tiers[0].path[2025].count}),
        ("objective.1.cost", 0.1, lambda s: s.objective[1]["cost"]),
        ("objective.0.risk", 2, lambda s: s.objective[0]["risk"]),
        ("classes.A-02.required", True, lambda s: s.classes[1].required),
        ("classes.B-01.fixed.start", "2024-05-20", lambda s: str(s.classes[2].fixed.start)),
        ("classes.B-01.fixed.lecturers.M1", "L2", lambda s: s.classes[2].fixed.lecturers["M1"]),
        ("calendar.closures.0.to", "2024-12-09", lambda s: str(s.calendar.closures[0].end)),
        ("calendar.slots.C.end", "17:30", lambda s: s.calendar.slots[1].end.isoformat("minutes")),
        ("programmes.A.size.max", 20, lambda s: s.programmes[0].size.max),
        ("programmes.A.choose.0.count", 2, lambda s: s.programmes[0].choose[0].count),
        ("programmes.A.modules.0", "M1", None),
        ("horizon.to", "2024-11-30", lambda s: str(s.horizon.end)),
        ("solve.seed", 7, lambda s: s.solve.seed),
        ("title", "Khác", lambda s: s.title),
        ("organisation.name", "Khác", lambda s: s.organisation.name),
        ("requirements.yearly.window", "horizon", lambda s: s.requirements[1].window),
    ],
)
def test_set(tmp_path, path, value, read):
    edit = {"edit": "set", "path": path, "value": value}
    if read is None:
        with pytest.raises(InputError, match="changes nothing"):
            after(tmp_path, edit)
    else:
        assert read(after(tmp_path, edit)) == value


def test_set_begins_what_is_not_given(tmp_path):
    found = after(
        tmp_path,
        {"edit": "set", "path": "classes.A-01.window.from", "value": "2024-02-01"},
        {"edit": "set", "path": "classes.A-01.window.to", "value": "2024-02-29"},
    )
    assert found.classes[0].window.end == date(2024, 2, 29)
    with pytest.raises(InputError, match=r"edits\.0: classes\.0\.window\.to: missing"):
        after(tmp_path, {"edit": "set", "path": "classes.A-01.window.from", "value": "2024-02-01"})


def test_ids_with_dots_are_found(tmp_path):
    classes = [{"id": "K.1.a", "programme": "B"}]
    found = after(
        tmp_path,
        {"edit": "add-classes", "classes": classes},
        {"edit": "set", "path": "classes.K.1.a.required", "value": True},
    )
    assert found.classes[-1].required is True


def test_horizon_that_moves_takes_other_holidays(tmp_path):
    found = after(
        tmp_path,
        {"edit": "set", "path": "horizon", "value": {"from": "2027-01-01", "to": "2027-12-31"}},
        {"edit": "set", "path": "term.to", "value": "2027-12-31"},
    )
    assert date(2027, 9, 2) in found.calendar.public_holidays


def test_country_that_changes_takes_other_holidays(tmp_path):
    found = after(tmp_path, {"edit": "set", "path": "calendar.country", "value": None})
    assert found.calendar.public_holidays == ()


class TestScaleCadres:
    def test_copies_stand_in_table_order_with_their_history(self, tmp_path):
        found = after(tmp_path, {"edit": "scale-cadres", "share": {"P": 2.5, "D": 1.0}})
        ids = [cadre.id for cadre in found.cadres]
        assert ids == ["CB-0001", "CB-0002", "CB-0003", "CB-0001~2", "CB-0002~2", "CB-0001~3"]
        copies = [row for row in found.history if row.cadre == "CB-0001~3"]
        assert [row.module for row in copies] == ["M1"]
        assert found.cadres[5].model_copy(update={"id": "CB-0001"}) == found.cadres[0]

    def test_first_cadres_stay(self, tmp_path):
        edit = {"edit": "cadre-unavailable", "cadre": "CB-0002", **AWAY}
        found = after(tmp_path, edit, {"edit": "scale-cadres", "share": {"P": 0.5}})
        assert [cadre.id for cadre in found.cadres] == ["CB-0001", "CB-0003"]
        assert {row.cadre for row in found.history} == {"CB-0001"}
        assert "CB-0002" not in {row.id for row in found.unavailability}

    def test_scaling_twice_finds_free_ids(self, tmp_path):
        edit = {"edit": "scale-cadres", "share": {"D": 2}}
        found = after(tmp_path, edit, edit)
        ids = [cadre.id for cadre in found.cadres][2:]
        assert ids == ["CB-0003", "CB-0003~2", "CB-0003~3", "CB-0003~2~2"]

    def test_shares_are_decimals_as_written(self, tmp_path):
        grown = {"edit": "scale-cadres", "share": {"D": 25}}
        found = after(tmp_path, grown, {"edit": "scale-cadres", "share": {"D": 0.28}})
        assert sum(cadre.tier == "D" for cadre in found.cadres) == 7

    def test_absurd_size_is_refused(self, tmp_path):
        with pytest.raises(InputError, match="expected at most 1000000"):
            after(tmp_path, {"edit": "scale-cadres", "share": {"P": 1e9}})


def test_edits_on_different_subjects_commute(tmp_path):
    edits = [
        {"edit": "set-rule", "rule": "budget", "value": 5},
        {"edit": "set-target", "tier": "D", "share": 0.5},
        {"edit": "drop-class", "class": "A-02"},
    ]
    assert after(tmp_path, *edits) == after(tmp_path, *reversed(edits))


@pytest.mark.parametrize("path", WITH_EDITS, ids=lambda path: path.parent.name)
def test_every_edit_of_the_cases_is_a_sentence(path):
    changes = load_scenario(path).changes
    assert changes
    assert all(change.endswith(".") for change in changes)


def test_sentences_in_both_languages():
    edit = EDIT_TYPES["lecturer-unavailable"].model_validate_json(
        json.dumps({"edit": "lecturer-unavailable", "lecturer": "L3", **AWAY, "slot": "S"})
    )
    assert describe(edit, "en") == (
        "Lecturer L3 is not available from 01/05/2024 to 03/05/2024, slot S."
    )
    assert describe(edit, "vi") == "Giảng viên L3 vắng từ 01/05/2024 đến 03/05/2024, buổi S."


def test_sentences_of_the_case_with_every_edit():
    changes = load_scenario(Path(CASES / "54-every-edit" / "scenario.yaml")).changes
    assert changes[4:7] == (
        "Không mở lớp ngày 08/03/2024 với đối tượng P (Hội nghị).",
        "Thêm giảng viên L9 dạy M1.",
        "Thêm chuyên đề M9 do L9 dạy.",
    )
    assert changes[11] == "Ấn định lớp K4: open true."
    assert changes[14:16] == (
        "Thứ tự mục tiêu là 1 shortfall > 0.01 cost.",
        "Số cán bộ thay đổi: P x 1.5, D x 0.5.",
    )
