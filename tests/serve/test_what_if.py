"""What-ifs from forms: what was typed becomes a file, what is wrong stands at its field."""

import datetime

import pytest
from starlette.datastructures import FormData

from models.edits import EDIT_TYPES
from scheduler.load import load_scenario
from scheduler.serve.whatif.fields import edit_fields
from scheduler.serve.whatif.typing_in import raw_edit
from scheduler.serve.whatif.writing import edits_of, new_file, with_edit, without_edit
from tests.serve.client import visitor
from tests.serve.running import demo_workspace

AWAY = {
    "kind": "lecturer-unavailable",
    "file.name": "away",
    "lecturer": "L01",
    "from": "2024-05-06",
    "to": "2024-05-10",
    "reason": "học: lớp #1",
}
FORMS = {
    "lecturer-unavailable": {k: v for k, v in AWAY.items() if k not in ("kind", "file.name")},
    "room-unavailable": {"room": "R1", "from": "2024-05-06", "to": "2024-05-10", "slot": "S"},
    "cadre-unavailable": {"cadre": "CB-0001", "from": "2024-05-06", "to": "2024-05-10"},
    "unit-unavailable": {"unit": "X1", "from": "2024-05-06", "to": "2024-05-10"},
    "close-days": {"from": "2024-05-06", "to": "2024-05-10", "tiers": ["P", "D"]},
    "add-lecturer": {
        "lecturer.id": "L99",
        "lecturer.name": "Người mới",
        "lecturer.max_sessions": "5",
        "qualifications.count": "3",
        "qualifications.0.module": "theme:skills",
        "qualifications.2.module": "M01",
        "qualifications.2.level": "3",
    },
    "add-module": {
        "module.id": "M99",
        "module.title": "Mới",
        "module.topics": "a;b:2",
        "qualifications.count": "1",
        "qualifications.0.lecturer": "L01",
    },
    "add-room": {
        "room.id": "R9",
        "room.venue": "V1",
        "room.capacity": "30",
        "room.online": "true",
    },
    "add-programme": {
        "programme.id": "P9",
        "programme.title": "Mới",
        "programme.tiers": ["P"],
        "programme.modules": ["M01", "M02"],
        "programme.choose.count": "1",
        "programme.choose.0.count": "1",
        "programme.choose.0.from": ["M03", "M04"],
        "programme.activities.count": "1",
        "programme.activities.0.kind": "opening",
        "programme.activities.0.sessions": "1",
        "programme.order": "M01 > M02",
        "programme.size.min": "10",
        "programme.size.max": "20",
    },
    "add-classes": {
        "classes.count": "2",
        "classes.0.id": "E",
        "classes.0.programme": "G-1N",
        "classes.0.repeat": "2",
        "classes.0.fixed.open": "false",
        "classes.0.window.from": "2024-05-06",
        "classes.0.window.to": "2024-05-31",
    },
    "drop-class": {"class": "G-02"},
    "fix-class": {
        "class": "P-01",
        "open": "true",
        "start": "2024-05-06",
        "lecturers.count": "1",
        "lecturers.0.module": "M01",
        "lecturers.0.lecturer": "L05",
        "cadres": "CB-0001; CB-0002",
    },
    "set-target": {"tier": "D", "share": "0,95"},
    "set-rule": {"rule": "budget", "value": "90000000"},
    "set-objective": {
        "levels.shortfall.level": "1",
        "levels.cost.level": "3",
        "levels.cost.weight": "0,000001",
        "levels.repeat.level": "2",
        "levels.priority.level": "2",
        "levels.priority.weight": "4",
    },
    "scale-cadres": {"share.P": "0,5"},
    "merge-units": {"units": ["X1", "X2"], "successor": "X12", "name": "Xã mới"},
    "cancel-class": {"class": "G-02", "reason": "mưa"},
    "online-fallback": None,
    "replace-module": {
        "module": "M10",
        "edition.id": "M10-2",
        "edition.title": "Bản mới",
        "edition.topics": "a; b: 2",
    },
    "set": {"path": "rules.max_absent", "value": "0.5"},
}


@pytest.fixture
def workspace(tmp_path):
    return demo_workspace(tmp_path)


@pytest.fixture
def client(workspace):
    return visitor(workspace)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    from scheduler.samples import write_sample

    return load_scenario(write_sample("demo", tmp_path_factory.mktemp("demo"))).scenario


def post(client, form, scenario="demo.yaml"):
    return client.post(f"/scenarios/{scenario}/what-if", data=form)


def test_there_is_a_form_for_every_kind_of_edit(client):
    assert set(FORMS) == set(EDIT_TYPES)
    page = client.get("/scenarios/demo.yaml/what-if").text
    for kind in EDIT_TYPES:
        address = f"/scenarios/demo.yaml/what-if?kind={kind}"
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert client.get("/scenarios/demo.yaml/what-if?kind=none").status_code == 404


@pytest.mark.parametrize("kind", [kind for kind, form in FORMS.items() if form is not None])
def test_a_filled_form_becomes_a_file_that_loads(client, workspace, kind):
    answer = post(client, {"kind": kind, "file.name": "try"} | FORMS[kind])
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/scenarios/whatif:try.yaml"
    loaded = load_scenario(workspace / "whatif" / "try.yaml")
    assert len(loaded.changes) == 1
    page = client.get("/scenarios/whatif:try.yaml").text
    assert "&lt;" not in page


def test_what_was_typed_arrives_as_it_was_meant(client, workspace):
    post(client, {"kind": "fix-class", "file.name": "fix"} | FORMS["fix-class"])
    scenario = load_scenario(workspace / "whatif" / "fix.yaml").scenario
    fixed = next(one for one in scenario.classes if one.id == "P-01").fixed
    assert (fixed.open, fixed.start) == (True, datetime.date(2024, 5, 6))
    assert fixed.lecturers == {"M01": "L05"}
    assert fixed.cadres == ("CB-0001", "CB-0002")
    post(client, {"kind": "set-objective", "file.name": "levels"} | FORMS["set-objective"])
    levels = load_scenario(workspace / "whatif" / "levels.yaml").scenario.objective
    assert [{c.value: w for c, w in level.items()} for level in levels] == [
        {"shortfall": 1},
        {"priority": 4, "repeat": 1},
        {"cost": 0.000001},
    ]


def test_faults_stand_at_their_fields_and_nothing_is_written(client, workspace):
    form = AWAY | {"lecturer": "L0x<b>", "to": "2024-05-01", "file.name": "bad"}
    answer = post(client, form)
    assert answer.status_code == 422
    assert 'value="L0x&lt;b&gt;" selected' in answer.text
    assert "Chưa lưu" in answer.text
    assert "L0x<b>" not in answer.text
    assert not (workspace / "whatif").exists()
    answer = post(
        client,
        {"kind": "add-lecturer", "file.name": "bad"}
        | FORMS["add-lecturer"]
        | {
            "lecturer.max_sessions": "viele",
            "qualifications.2.level": "7",
        },
    )
    assert answer.status_code == 422
    for path in ("lecturer.max_sessions", "qualifications.1.level"):
        assert f'id="w-{path}"' in answer.text, path
        assert f'aria-describedby="w-{path}"' in answer.text, path
    assert 'value="viele"' in answer.text


def test_blank_and_taken_names_are_told(client, workspace):
    assert "Tên chỉ gồm" in post(client, AWAY | {"file.name": "../x"}).text
    assert post(client, AWAY).status_code == 303
    answer = post(client, AWAY)
    assert answer.status_code == 422
    assert "Đã có giả định tên này" in answer.text
    assert [one.name for one in (workspace / "whatif").iterdir()] == ["away.yaml"]


def test_changes_are_added_and_removed(client, workspace):
    assert post(client, AWAY).status_code == 303
    name = "whatif:away.yaml"
    assert client.get(f"/scenarios/{name}/what-if?into={name}").status_code == 200
    more = {"kind": "drop-class", "into": name, "class": "G-02"}
    assert post(client, more, name).status_code == 303
    path = workspace / "whatif" / "away.yaml"
    assert len(edits_of(path, "vi")) == 2
    answer = post(client, more, name)  # it is dropped already
    assert answer.status_code == 422
    assert len(edits_of(path, "vi")) == 2
    assert client.post(f"/scenarios/{name}/edits/7/remove").status_code == 409
    assert client.post(f"/scenarios/{name}/edits/0/remove").status_code == 303
    assert edits_of(path, "en") == ["Class G-02 is dropped."]
    assert client.post(f"/scenarios/{name}/edits/0/remove").status_code == 303
    assert load_scenario(path).changes == ()
    assert client.get(f"/scenarios/demo.yaml/what-if?into={name}").status_code == 404


COMMENTED = """# mine
format: 1
name: x
base: ../demo.yaml
edits:
  # first
  - edit: drop-class
    class: G-02     # why

  # second
  - {edit: set-target, tier: D, share: 1.0}
# end
solve: {seed: 2}
"""


def test_comments_of_a_what_if_stay(tmp_path):
    path = tmp_path / "x.yaml"
    text = with_edit(COMMENTED, {"edit": "cancel-class", "class": "G-01"})
    path.write_text(text, encoding="utf-8")
    assert edits_of(path, "en")[2] == "Class G-01 is called off."
    assert text.replace("  - {edit: cancel-class, class: G-01}\n", "") == COMMENTED
    assert without_edit(text, 2) == COMMENTED
    path.write_text(without_edit(COMMENTED, 0), encoding="utf-8")
    assert edits_of(path, "en") == ["The target of tier D becomes share 1."]
    for comment in ("# mine", "# first", "# second", "# end"):
        assert comment in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("edits", ["edits: []", "edits: [{edit: drop-class, class: G-02}]", ""])
def test_other_ways_to_write_edits_are_written_anew(tmp_path, edits):
    path = tmp_path / "x.yaml"
    text = f"# mine\nformat: 1\nname: x\nbase: ../demo.yaml\n{edits}\n"
    changed = with_edit(text, {"edit": "cancel-class", "class": "G-01"})
    path.write_text(changed, encoding="utf-8")
    assert changed.startswith("# mine\n")
    assert edits_of(path, "en")[-1] == "Class G-01 is called off."


def test_a_blank_form_is_an_edit_without_keys(scenario):
    for kind in EDIT_TYPES:
        raw = raw_edit(kind, edit_fields(kind, scenario), FormData())
        assert raw == {"edit": kind}


def test_values_are_written_so_that_they_are_read_again(tmp_path):
    path = tmp_path / "x.yaml"
    reason = "'a: {b}' # \"c\" - ở đâu"
    edit = {"edit": "cancel-class", "class": "007", "reason": reason}
    path.write_text(new_file({"format": 1, "name": "x", "base": "b.yaml"}, [edit]))
    assert edits_of(path, "en") == [f"Class 007 is called off ({reason})."]
