"""Edits for reforms and mishaps: merged units, called-off and online classes, newer editions."""

import shutil
from typing import ClassVar

import pytest

from models.edits import EDIT_TYPES
from scheduler.edits import describe
from scheduler.errors import InputError
from scheduler.load import load_scenario
from tests.edits.what_if import GOOD, unchanged, what_if

BASE = load_scenario(GOOD).scenario
ONLINE = {"edit": "add-room", "room": {"id": "ON", "venue": "V1", "capacity": 50, "online": True}}


def after(tmp_path, *edits):
    return load_scenario(what_if(tmp_path, *edits)).scenario


def refused(tmp_path, *edits):
    with pytest.raises(InputError) as caught:
        after(tmp_path, *edits)
    return caught.value.text("en")


def offline_only(tmp_path):
    """The good scenario without its online room."""
    folder = tmp_path / "bare"
    shutil.copytree(GOOD.parent, folder)
    rooms = folder / "data" / "rooms.csv"
    rooms.write_text(rooms.read_text("utf-8").replace("có", "no"), encoding="utf-8")
    return folder / GOOD.name


def merge(*units, successor="U9", **keys):
    return {"edit": "merge-units", "units": list(units), "successor": successor, **keys}


class TestMergeUnits:
    def test_two_units_become_a_new_one(self, tmp_path):
        found = after(tmp_path, merge("U1", "U2", name="Xã mới"))
        assert {row.unit for row in found.cadres} == {"U9"}
        assert [row.id for row in found.units if row.name == "Xã mới"] == ["U9"]
        assert not {"U1", "U2"} & {row.id for row in found.units}
        assert found.history == BASE.history
        assert not {"U1", "U2"} & {name for row in found.venues for name in row.serves}
        assert len({(row.unit, row.venue) for row in found.distances}) == len(found.distances)

    def test_a_unit_is_renamed_with_all_that_names_it(self, tmp_path):
        found = after(tmp_path, merge("U2"))
        old, new = ({row.id: row for row in s.units} for s in (BASE, found))
        assert new["U9"] == old["U2"].model_copy(update={"id": "U9"})
        assert sum(c.unit == "U9" for c in found.cadres) == sum(c.unit == "U2" for c in BASE.cadres)
        assert "U2" not in new

    def test_into_a_known_unit(self, tmp_path):
        found = after(tmp_path, merge("U2", successor="U1"))
        assert {row.unit for row in found.cadres} == {"U1"}
        before = {row.id: row for row in BASE.units}["U1"]
        assert {row.id: row for row in found.units}["U1"].name == before.name

    def test_what_is_wrong_is_refused(self, tmp_path):
        assert "unknown unit 'U7'" in refused(tmp_path, merge("U7"))
        assert "named twice" in refused(tmp_path, merge("U1", "U1"))
        assert "has no name" in refused(tmp_path, merge("U1", "U2"))
        assert "unknown unit 'U7'" in refused(tmp_path, merge("U1", parent="U7"))
        assert "below a unit that is merged" in refused(tmp_path, merge("U1", parent="U1"))
        assert "changes nothing" in refused(tmp_path, merge("U1", successor="U1"))

    def test_later_edits_know_the_successor_only(self, tmp_path):
        away = {"edit": "unit-unavailable", "from": "2024-05-01", "to": "2024-05-02"}
        assert after(tmp_path, merge("U2"), {**away, "unit": "U9"})
        assert "unknown unit 'U2'" in refused(tmp_path, merge("U2"), {**away, "unit": "U2"})


class TestCancelClass:
    def test_the_class_stays_listed_and_does_not_open(self, tmp_path):
        found = after(tmp_path, {"edit": "cancel-class", "class": "B-01", "reason": "bão"})
        assert unchanged(BASE, found) == {"name", "classes"}
        fixed = found.classes[2].fixed
        assert (fixed.open, fixed.start, fixed.lecturers, fixed.cadres) == (False, None, {}, ())

    def test_what_is_wrong_is_refused(self, tmp_path):
        cancel = {"edit": "cancel-class", "class": "A-01"}
        assert "unknown class 'A-9'" in refused(tmp_path, {**cancel, "class": "A-9"})
        assert "edits.1.class: the edit changes nothing" in refused(tmp_path, cancel, cancel)


class TestOnlineFallback:
    def test_any_online_room_or_the_one_named(self, tmp_path):
        found = after(tmp_path, ONLINE, {"edit": "online-fallback", "class": "A-01"})
        assert (found.classes[0].rooms, found.classes[0].venues) == (("R2", "ON"), ())
        edit = {"edit": "online-fallback", "class": "A-02", "room": "ON"}
        assert after(tmp_path, ONLINE, edit).classes[1].rooms == ("ON",)

    def test_what_is_wrong_is_refused(self, tmp_path):
        edit = {"edit": "online-fallback", "class": "A-01"}
        offline = {"edit": "add-room", "room": {"id": "OFF", "venue": "V1", "capacity": 50}}
        bare = load_scenario(offline_only(tmp_path)).scenario
        assert not any(row.online for row in bare.rooms)
        with pytest.raises(InputError, match="no room of the scenario is online"):
            load_scenario(what_if(tmp_path, offline, edit, base=tmp_path / "bare" / GOOD.name))
        assert "room 'R1' is not online" in refused(tmp_path, ONLINE, {**edit, "room": "R1"})
        assert "unknown room 'R77'" in refused(tmp_path, ONLINE, {**edit, "room": "R77"})
        assert "changes nothing" in refused(tmp_path, ONLINE, edit, edit)


class TestReplaceModule:
    EDITION: ClassVar = {"id": "M1@2025", "title": "Chuyên đề 1 (2025)", "topics": "a@2025;b:2"}

    def test_a_new_edition_is_taught_by_those_who_taught_the_old_one(self, tmp_path):
        edit = {"edit": "replace-module", "module": "M1", "edition": self.EDITION}
        found = after(tmp_path, edit)
        assert found.modules[-1].topics == {"a@2025": 1, "b": 2}
        assert "M1" in {row.id for row in found.modules}
        assert found.history == BASE.history
        for old, new in zip(BASE.programmes, found.programmes, strict=True):
            assert new.modules == tuple("M1@2025" if m == "M1" else m for m in old.modules)
        assert found.classes[2].fixed.lecturers == {"M1@2025": "L1"}
        own = [q for q in BASE.qualifications if q.module == "M1"]
        assert sum(q.module == "M1@2025" for q in found.qualifications) == len(own)

    def test_given_qualifications_replace_them(self, tmp_path):
        rows = [{"lecturer": "L2", "level": 3}]
        edit = {"edit": "replace-module", "module": "M1", "edition": self.EDITION}
        fixed = {"edit": "fix-class", "class": "B-01", "lecturers": {}}
        found = after(tmp_path, fixed, {**edit, "qualifications": rows})
        taught = [(q.lecturer, q.level) for q in found.qualifications if q.module == "M1@2025"]
        assert taught == [("L2", 3)]

    def test_what_is_wrong_is_refused(self, tmp_path):
        edit = {"edit": "replace-module", "module": "M1"}
        assert "give either by or edition" in refused(tmp_path, edit)
        assert "unknown module 'M77'" in refused(tmp_path, {**edit, "module": "M77", "by": "M1"})
        assert "unknown module 'M77'" in refused(tmp_path, {**edit, "by": "M77"})
        assert "changes nothing" in refused(tmp_path, {**edit, "by": "M1"})
        known = {**self.EDITION, "id": "M1"}
        assert "module 'M1' exists already" in refused(tmp_path, {**edit, "edition": known})


@pytest.mark.parametrize(
    ("values", "en", "vi"),
    [
        (
            {"edit": "merge-units", "units": ["U1", "U2"], "successor": "U9", "name": "Xã A"},
            "Units U1, U2 are merged into U9 (Xã A), with the history of their cadres.",
            "Các đơn vị U1, U2 nhập thành U9 (Xã A), giữ nguyên quá trình bồi dưỡng.",
        ),
        (
            {"edit": "cancel-class", "class": "A-01", "reason": "bão"},
            "Class A-01 is called off (bão).",
            "Hủy lớp A-01 (bão).",
        ),
        (
            {"edit": "online-fallback", "class": "A-01", "room": "ON"},
            "Class A-01 is held online in room ON.",
            "Lớp A-01 chuyển sang học trực tuyến tại phòng ON.",
        ),
        (
            {"edit": "replace-module", "module": "M1", "by": "M2"},
            "Module M1 is replaced by M2.",
            "Chuyên đề M1 được thay bằng M2.",
        ),
    ],
)
def test_sentences(values, en, vi):
    edit = EDIT_TYPES[values["edit"]].model_validate(values)
    assert (describe(edit, "en"), describe(edit, "vi")) == (en, vi)
