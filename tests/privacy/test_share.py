"""What the public and a unit are given: no byte about people whom they may not know."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from models.readers import May, Reader
from scheduler.documents import Request, write_documents
from scheduler.outputs import write_folder
from scheduler.outputs.readers import OUTPUTS, SHARE, may
from tests.outputs.sample import make
from tests.privacy.conftest import NAMES, SECRET, made, scenario
from tests.privacy.places import contents, holding, persons

CONTACT = ["L1@mail.example", "mail.example", "777001", "777.001", "777,001", "KIND-SECRET", SECRET]


def share(*words):
    assert cli.run_safely(["share", *map(str, words)]) == 0


def test_the_search_finds_what_is_there(folder):
    found = {path.split("!")[0] for path, _ in holding(folder, persons(scenario()))}
    assert found == {
        "index.html",
        "timetable.xlsx",
        "enrolments.csv",
        "scenario.json",
        "result.json",
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_public_is_told_of_nobody(folder, tmp_path, language):
    share(folder, "--audience", "public", "-o", tmp_path / "web", "--language", language)
    assert holding(tmp_path / "web", [*persons(scenario()), *CONTACT, "Chức danh", "K-OLD"]) == []
    told = contents(tmp_path / "web")
    assert {name.split("/")[0] for name in told if "!" not in name} == {
        *("index.html", "timetable.xlsx", "classes.csv", "sessions.csv", "coverage.csv"),
        *("plan.json", "share.json", "ics"),
    }
    for name in ("index.html", "plan.json", "ics/all.ics"):
        text = told[name].decode()
        assert "TS. L1" in text, name
        assert "K1" in text, name


def test_a_unit_is_told_of_its_own_people(folder, tmp_path):
    share(folder, "--audience", "unit", "--unit", "U1", "-o", tmp_path / "u1")
    own, others = persons(scenario())[:6], persons(scenario())[6:]
    assert holding(tmp_path / "u1", [*others, *CONTACT, "K-OLD"]) == []
    named = {text for _, text in holding(tmp_path / "u1", own)}
    assert named == set(own)
    for name in ("index.html", "plan.json", "timetable.xlsx"):
        assert holding(tmp_path / "u1" / name, own), name
    assert "chỉ dùng trong nội bộ đơn vị" in (tmp_path / "u1" / "index.html").read_text()
    rows = (tmp_path / "u1" / "enrolments.csv").read_text().splitlines()
    assert [row.split(",")[:2] for row in rows[1:]] == [
        ["NHAN-1", "K1"],
        ["NHAN-2", "K1"],
        ["NHAN-3", "K2"],
    ]


def test_without_unit_each_gets_a_folder(folder, tmp_path):
    share(folder, "--audience", "unit", "-o", tmp_path / "units")
    one, other = persons(scenario())[:6], persons(scenario())[6:]
    assert holding(tmp_path / "units" / "U1", other) == []
    assert holding(tmp_path / "units" / "U2", one) == []
    assert holding(tmp_path / "units" / "U2", other)


def test_units_below_are_told_only_where_asked_for(tmp_path):
    units = (*scenario().units, scenario().units[0].model_copy(update={"id": "U3"}))
    parents = (units[0], units[1].model_copy(update={"parent": "U1"}), units[2])
    write_folder(tmp_path / "plan", *made(scenario(units=parents)))
    share(tmp_path / "plan", "--audience", "unit", "--unit", "U1", "-o", tmp_path / "a")
    share(tmp_path / "plan", "--audience", "unit", "--unit", "U1", "-o", tmp_path / "b", "--below")
    assert holding(tmp_path / "a", [NAMES[4]]) == []
    assert holding(tmp_path / "b", [NAMES[4]])


def test_the_office_is_given_everything(folder, tmp_path):
    (folder / "notes.txt").write_text("a planner's own")
    share(folder, "--audience", "admin", "-o", tmp_path / "office")
    given = contents(tmp_path / "office")
    assert given == {name: data for name, data in contents(folder).items() if name != "notes.txt"}


def test_a_plan_of_many_classes(tmp_path):
    sample = make()
    write_folder(tmp_path / "plan", *sample.parts)
    everyone = persons(sample.scenario)
    share(tmp_path / "plan", "--audience", "public")
    assert holding(tmp_path / "plan-public", everyone) == []
    share(tmp_path / "plan", "--audience", "unit", "--unit", "U002")
    foreign = [c for c in sample.scenario.cadres if c.unit != "U002"]
    own = {c.name for c in sample.scenario.cadres if c.unit == "U002"}
    secret = [one.id for one in foreign] + [one.name for one in foreign if one.name not in own]
    assert holding(tmp_path / "plan-unit", secret) == []


def test_the_workbook_of_the_public(folder, tmp_path):
    share(folder, "--audience", "public", "-o", tmp_path / "web", "--language", "en")
    book = openpyxl.load_workbook(tmp_path / "web" / "timetable.xlsx")
    assert len(book.sheetnames) == 5  # with the index
    header = [cell.value for cell in book["Plan"][4]]
    assert "Cost" not in header
    assert header[-1] == "Place"


def test_small_groups_are_not_counted_for_others(tmp_path):
    few = scenario(cadres=scenario().cadres[:4])
    opened = [h for h in plans_of_four()]
    write_folder(tmp_path / "plan", *made(few, opened))
    share(tmp_path / "plan", "--audience", "public")
    assert len((tmp_path / "plan-public" / "coverage.csv").read_text().splitlines()) == 1
    share(tmp_path / "plan", "--audience", "unit", "--unit", "U1")
    rows = (tmp_path / "plan-unit" / "coverage.csv").read_text().splitlines()
    assert [row.split(",")[:2] for row in rows[1:]] == [["P", "U1"]]


def plans_of_four():
    from tests.publishing import plans

    return [plans.held("K1", 0, cadres=("NHAN-1", "NHAN-2", "NHAN-3"))]


def test_shared_files_are_those_of_the_table(folder, tmp_path):
    whole = {path for path in contents(folder) if "!" not in path}
    for reader in Reader:
        share(folder, "--audience", reader.value, "-o", tmp_path / reader.value)
    shares = {"public": tmp_path / "public", "unit": tmp_path / "unit" / "U1"}
    for name, target in shares.items():
        given = {path for path in contents(target) if "!" not in path} - {"share.json"}
        allowed = {path for path in whole | {"plan.json"} if may(path, Reader(name)) != May.NOTHING}
        assert given == allowed, name
        for one in OUTPUTS:
            seen = getattr(one, name)
            if one.made == SHARE and seen == May.WHOLE:
                for path in whole:
                    if path.startswith(one.name):
                        assert (target / path).read_bytes() == (folder / path).read_bytes()


def test_documents_are_as_private_as_the_table_says(folder, tmp_path):
    write_documents(folder, tmp_path / "sent", Request())
    everyone = [name for name in persons(scenario())[1::2]]
    seen = {path.split("/")[0].split(".")[0] for path, _ in holding(tmp_path / "sent", everyone)}
    assert seen == {"class-list", "opening", "summons"}
    kinds = {one.name: one for one in OUTPUTS if one.made == "documents"}
    assert all(kinds[name].public == May.NOTHING for name in seen)
    letters = sorted((tmp_path / "sent" / "summons").iterdir())
    assert len(letters) == 2
    for letter in letters:  # one unit's names each
        named = {name for _, name in holding(letter, everyone)}
        assert named in (set(everyone[:3]), set(everyone[3:]))


def test_a_shared_folder_is_no_plan_and_stays_apart(folder, tmp_path, capsys):
    before = contents(folder)
    assert cli.run_safely(["share", str(folder), "--audience", "public", "-o", str(folder)]) == 2
    assert (
        cli.run_safely(["share", str(folder), "--audience", "admin", "-o", str(folder / "x")]) == 2
    )
    assert contents(folder) == before
    share(folder, "--audience", "public", "-o", tmp_path / "web")
    assert cli.run_safely(["share", str(tmp_path / "web"), "--audience", "public"]) == 2
    said = capsys.readouterr().err
    assert "another" in said
    assert "scenario.json" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--audience", "unit", "--unit", "U9"], "no such unit"),
        (["--audience", "public", "--unit", "U1"], "--unit goes with --audience unit"),
        (["--audience", "press"], "public"),
        ([], "--audience"),
    ],
)
def test_wrong_words_are_refused(folder, capsys, words, said):
    assert cli.run_safely(["share", str(folder), *words]) == 2
    assert said in capsys.readouterr().err


def test_what_stands_in_share_json(folder, tmp_path):
    share(folder, "--audience", "unit", "--unit", "U2", "-o", tmp_path / "u2")
    head = json.loads((tmp_path / "u2" / "share.json").read_text())
    assert (head["audience"], head["unit"], head["scenario"]) == ("unit", "U2", "qt-2024")


def test_a_plan_that_contradicts_itself_is_not_shared(folder, capsys):
    with (folder / "enrolments.csv").open("a") as file:
        file.write("NHAN-99,K1,0,0\n")
    assert cli.run_safely(["share", str(folder), "--audience", "public"]) == 2
    assert "schedule verify" in capsys.readouterr().err
    assert not folder.with_name("plan-public").exists()


def test_paths_go_to_stdout(folder, tmp_path):
    words = ["share", str(folder), "--audience", "unit", "-o", str(tmp_path / "units")]
    said = CliRunner().invoke(cli.cli, words, standalone_mode=False).stdout.split()
    assert said == [str(tmp_path / "units" / "U1"), str(tmp_path / "units" / "U2")]


def test_the_folder_is_what_it_was(folder):
    before = contents(folder)
    share(folder, "--audience", "public")
    assert contents(folder) == before
    assert cli.run_safely(["verify", str(folder)]) == 0
