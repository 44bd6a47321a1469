"""Plan folders: the three files, the claims, and what is said when they are broken."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.load import load_coverage, load_plan, load_result, load_scenario

PLAN = Path(__file__).parents[1] / "cases" / "53-false-figures-again" / "plan"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(PLAN, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_reads_rows_with_blanks(folder):
    (folder / "classes.csv").write_text(
        "class,programme,open,start,end,room,venue,size,cost\nK1,A,0,,,,,,\n", encoding="utf-8"
    )
    [row] = load_plan(folder).classes
    assert (row.open, row.start, row.room, row.size, row.cost) == (False, None, None, 0, 0)


def test_reads_what_a_spreadsheet_made_of_it(folder):
    (folder / "enrolments.csv").write_text(
        "\ufeffcadre;class;repeat_periods;km\nCB-0001;K1;1,5;12,5\n;;;\n", encoding="utf-8"
    )
    (folder / "sessions.csv").write_text(
        "class;seq;date;slot;kind;module;lecturer\nK1;1;04/03/2024;S;closing;;\n", encoding="utf-8"
    )
    plan = load_plan(folder)
    assert (plan.enrolments[0].repeat_periods, plan.enrolments[0].km) == (1.5, 12.5)
    assert plan.sessions[0].date == date(2024, 3, 4)


def test_the_same_class_twice_is_left_to_the_checker(folder):
    text = (folder / "classes.csv").read_text("utf-8")
    (folder / "classes.csv").write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    assert len(load_plan(folder).classes) == len(text.splitlines())


def test_all_faults_of_all_files(folder):
    (folder / "classes.csv").write_text("class,programme\n", encoding="utf-8")
    (folder / "sessions.csv").unlink()
    (folder / "enrolments.csv").write_text(
        "cadre,class,repeat_periods,km,extra\nC1,K1,x,0,1\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        load_plan(folder)
    columns = [(Path(f.file).name, f.column) for f in caught.value.faults]
    assert columns[:7] == [
        ("classes.csv", name) for name in ("cost", "end", "open", "room", "size", "start", "venue")
    ]
    assert columns[7:] == [
        ("enrolments.csv", "extra"),
        ("enrolments.csv", "repeat_periods"),
        ("sessions.csv", None),
    ]


def test_missing_folder(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        load_plan(tmp_path / "none")


def test_claims_are_none_where_absent(tmp_path):
    assert load_result(tmp_path) is None
    assert load_coverage(tmp_path) is None


def test_claims(folder):
    result, coverage = load_result(folder), load_coverage(folder)
    assert result is not None
    assert coverage is not None
    assert result.run.gap == 0.02
    assert (coverage[1].unit, coverage[1].target, coverage[1].shortfall) == ("U1", None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "broken JSON"),
        ("[]", "expected keys with values"),
        ('{"format": 1}', "scenario: missing"),
        ('{"format": 1, "scenario": "x", "status": "good", "run": {}}', "status: found 'good'"),
    ],
)
def test_broken_result(folder, text, message):
    (folder / "result.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_result(folder)


@pytest.mark.parametrize("name", ["result.json", "scenario.json"])
def test_json_that_nests_without_end_is_a_fault_of_the_file(tmp_path, name):
    path = tmp_path / name
    path.write_text('{"a":[' * 3000, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_result(tmp_path) if name == "result.json" else load_scenario(path)
    assert [fault.message for fault in caught.value.faults] == ["nested deeper than 40 levels"]
