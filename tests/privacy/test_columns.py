"""Nothing beyond the columns of the format is kept: what else a table holds leaves no trace."""

import gzip
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

import cli
from scheduler.load import load_scenario
from scheduler.record import open_record
from tests.privacy.places import contents, holding

CASE = Path(__file__).parents[1] / "cases" / "01-valid-plan"
SECRET = "NOT-OF-THE-FORMAT"
# The columns of the format, as its page lists them, by the names of the fields in scenario.json.
COLUMNS = {
    "units": "id name parent lat lon max_absent",
    "cadres": "id name tier unit title active_from active_to eligible priority cover_group",
    "history": "cadre class date module completed counts_for",
    "modules": "id title topics theme sessions periods",
    "lecturers": "id name kind max_sessions max_per_week max_per_day fee email",
    "qualifications": "lecturer module tier level",
    "venues": "id name lat lon serves",
    "rooms": "id venue capacity name cost_per_day online",
    "unavailability": "kind id from to slot reason",
    "distances": "unit venue km",
}
MARKS = "tenant number release class cadre completed modules who at corrects source note"


@pytest.fixture
def home(tmp_path, monkeypatch):
    shutil.copytree(CASE, tmp_path / "case")
    with (tmp_path / "case" / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write(f"organisation: {{id: qt, name: Mẫu, domain: qt.example}}  # {SECRET}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return cli.run_safely([str(word) for word in words])


def with_notes(path, header):
    """Give a table another column, a title above and the secret in both."""
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{SECRET} above", f"{head},{header}", *(f"{row},{SECRET}" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_workbook(path, header):
    """Write a table as a workbook with the secret wherever one can be hidden."""
    head, *rows = (line.split(",") for line in path.read_text(encoding="utf-8").splitlines())
    book = openpyxl.Workbook()
    page = book.active
    page.title = "data"
    page.append([*head, header])
    for row in rows:
        page.append([*row, SECRET])
    page["A2"].comment = Comment(SECRET, SECRET)
    other = book.create_sheet("hidden")
    other["A1"] = SECRET
    other.sheet_state = "hidden"
    book.properties.creator = SECRET
    book.save(path.with_suffix(".xlsx"))
    path.unlink()


def kept(home):
    """Every file that the program wrote, and what the record holds unpacked."""
    backup = gzip.decompress((home / "backup").read_bytes())
    (home / "backup.txt").write_bytes(backup)
    folder = home / "released"
    for path, data in open_record("record.sqlite").load_release("qt", 1).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shutil.rmtree(home / "case")
    return home


def made(home):
    assert run("case/scenario.yaml", "--time-limit", 5, "--output", "plan", "--quiet") == 0
    assert run("publish", "plan", "--personal", "--who", "x") == 0
    assert run("documents", "plan") == 0
    assert run("share", "plan", "--audience", "unit") == 0
    assert run("export-record", "backup") == 0


@pytest.mark.parametrize("header", ["# ghi chú", "#số CCCD"])
def test_marked_columns_leave_no_trace(home, capsys, header):
    for path in (home / "case" / "data").iterdir():
        with_notes(path, header)
    made(home)
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    assert holding(kept(home), [SECRET]) == []


def test_nothing_of_a_workbook_but_its_table(home, capsys):
    text = (home / "case" / "scenario.yaml").read_text(encoding="utf-8")
    for path in list((home / "case" / "data").iterdir()):
        as_workbook(path, "# note")
        text = text.replace(f"data/{path.name}", f"data/{path.stem}.xlsx#data")
    (home / "case" / "scenario.yaml").write_text(text, encoding="utf-8")
    made(home)
    assert holding(kept(home), [SECRET]) == []


@pytest.mark.parametrize("header", ["số CCCD", "dân tộc", "ngày sinh", "email2", "note"])
def test_other_columns_are_refused(home, capsys, header):
    table = home / "case" / "data" / "cadres.csv"
    with_notes(table, header)
    assert run("case/scenario.yaml", "--output", "plan") == 2
    err = capsys.readouterr().err
    assert f"cadres.csv:2: {header}: " in err
    assert SECRET not in err
    assert not (home / "plan").exists()


def test_keys_beyond_the_format_are_refused(home, capsys):
    with (home / "case" / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("contacts: {planner: x}\n")
    assert run("case/scenario.yaml", "--output", "plan", "--language", "en") == 2
    assert "contacts: unknown key" in capsys.readouterr().err


def test_what_is_kept_are_the_columns_of_the_format(home):
    made(home)
    told = json.loads((home / "plan" / "scenario.json").read_text(encoding="utf-8"))
    for table, columns in COLUMNS.items():
        for row in told[table]:
            assert row.keys() <= set(columns.split()), table
    from models.people import Cadre, HistoryRow, Unavailability
    from models.record import Mark
    from models.resources import Lecturer

    for model, columns in (
        (Cadre, COLUMNS["cadres"]),
        (HistoryRow, COLUMNS["history"]),
        (Unavailability, COLUMNS["unavailability"]),
        (Lecturer, COLUMNS["lecturers"]),
        (Mark, MARKS),
    ):
        fields = {info.alias or name for name, info in model.model_fields.items()}
        assert fields == set(columns.split()), model


def test_a_sign_in_list_leaves_marks_only(home):
    made(home)
    scenario = load_scenario(home / "plan" / "scenario.json").scenario
    plan_rows = (home / "plan" / "enrolments.csv").read_text(encoding="utf-8").splitlines()[1:]
    people = {row.split(",")[0] for row in plan_rows if row.split(",")[1] == "K1"}
    lines = ["Mã,Họ và tên,Năm sinh,# CCCD,Có mặt"]
    lines += [f"{c.id},{c.name},{SECRET},{SECRET},x" for c in scenario.cadres if c.id in people]
    (home / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run("attend", "K1", "list.csv", "--who", "x") == 0
    (home / "list.csv").unlink()
    assert run("export-record", "backup") == 0
    assert len(open_record("record.sqlite").marks("qt")) == len(people)
    assert holding(kept(home), [SECRET]) == []
    assert contents(home)
