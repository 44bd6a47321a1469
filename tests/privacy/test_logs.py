"""What is said to terminals and logs names nobody: ids and lines tell who is meant."""

import os
import shutil
from pathlib import Path

import pytest

import cli
from scheduler.errors import told_of, traceback_of
from scheduler.load import load_scenario
from tests.privacy.places import spellings

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "01-valid-plan"
NAMES = ("Nguyễn Văn Ẩn Danh", "Trần Thị Kín", "Lê Đức Riêng")
ADDRESS = "kin@mail.example"
SECRET = (*NAMES, ADDRESS, "Giảng viên Kín", "bệnh nặng")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A small scenario whose people, lecturers and absences are named."""
    shutil.copytree(CASE, tmp_path / "case")
    scenario = load_scenario(CASE / "scenario.yaml").scenario
    tables = tmp_path / "case" / "data"
    rows = [(c.id, NAMES[n % 3], c.tier, c.unit) for n, c in enumerate(scenario.cadres)]
    write(tables / "cadres.csv", ("id", "name", "tier", "unit"), rows)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "case"


def write(path, header, rows):
    lines = [",".join(map(str, row)) for row in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows_of(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[0].split(","), [line.split(",") for line in lines[1:]]


def names_nobody(*texts):
    for text in texts:
        for secret in SECRET:
            for one in spellings(secret):
                assert one not in text.encode(), secret


def heard(capsys, *words):
    code = cli.run_safely([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_good_run_names_nobody(home, capsys):
    words = (home / "scenario.yaml", "--time-limit", 5, "--output", "plan")
    code, out, err = heard(capsys, *words)
    assert code == 0
    assert err
    names_nobody(out, err)
    for words in (
        ("verify", "plan"),
        ("check", home / "scenario.yaml"),
        ("compare", "plan", "plan"),
    ):
        names_nobody(*heard(capsys, *words)[1:])


def nul(row):
    return [row[0], f"{row[1]}\0", *row[2:]]


FAULTS = {
    "a NUL in a name": nul,
    "a tier that is none": lambda row: [*row[:2], "X", row[3]],
    "a unit that is none": lambda row: [*row[:3], "U99"],
    "a name in the column of tiers": lambda row: [*row[:2], row[1], row[3]],
    "a name in the column of units": lambda row: [*row[:3], row[1]],
    "a cell too many": lambda row: [*row, row[1]],
    "no id": lambda row: ["", *row[1:]],
    "the same id twice": lambda row: ["CB-DUPLICATE", *row[1:]],
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_faulty_rows_are_told_by_line(home, capsys, fault, language):
    path = home / "data" / "cadres.csv"
    header, rows = rows_of(path)
    write(path, header, map(FAULTS[fault], rows))
    words = (home / "scenario.yaml", "--language", language)
    code, out, err = heard(capsys, *words)
    assert code == 2
    assert "cadres.csv:" in err
    names_nobody(out, err)


def test_lecturers_addresses_and_reasons_are_not_repeated(home, capsys):
    scenario = load_scenario(home / "scenario.yaml").scenario
    one = scenario.lecturers[0].id
    write(
        home / "data" / "lecturers.csv",
        ("id", "name", "kind", "max_sessions", "email"),
        [(one, "Giảng viên Kín", "x", ADDRESS, ADDRESS)],
    )
    write(
        home / "data" / "unavailability.csv",
        ("kind", "id", "from", "to", "slot", "reason"),
        [("cadre", "CB-1", "bệnh nặng", "2024-01-01", "", "bệnh nặng")],
    )
    text = (home / "scenario.yaml").read_text(encoding="utf-8")
    text = text.replace("tables:", "tables:\n  unavailability: data/unavailability.csv", 1)
    (home / "scenario.yaml").write_text(text, encoding="utf-8")
    code, out, err = heard(capsys, home / "scenario.yaml", "--language", "en")
    assert code == 2
    for place in ("lecturers.csv:2: max_sessions", "unavailability.csv:2: from"):
        assert f"{place}: found (a text about a person, not shown); expected" in err
    names_nobody(out, err)


def test_a_value_that_is_nobodys_name_is_told(home, capsys):
    path = home / "data" / "cadres.csv"
    header, rows = rows_of(path)
    write(path, header, [FAULTS["a tier that is none"](row) for row in rows])
    assert "'X'" in heard(capsys, home / "scenario.yaml", "--language", "en")[2]


class FellError(Exception):
    """What a library may raise: its words are made of data."""


def falls(kind):
    def fall(*_, **__):
        people = {"name": NAMES[0]}
        if kind == "words":
            raise FellError(f"cannot place {people['name']}")
        if kind == "key":
            return {}[people["name"]]
        if kind == "number":
            return int(people["name"])
        if kind == "behind":
            try:
                return int(people["name"])
            except ValueError as error:
                raise RuntimeError(f"after {NAMES[1]}") from error
        from models.people import Cadre

        return Cadre(**people, tier=7, unit=NAMES[1])

    return fall


@pytest.mark.parametrize("kind", ["words", "key", "number", "behind", "model"])
def test_a_defect_names_nobody(home, capsys, monkeypatch, kind):
    monkeypatch.setattr("scheduler.plan.solve", falls(kind))
    monkeypatch.setenv("SCHEDULE_DEBUG", "trace.txt")
    code, out, err = heard(capsys, home / "scenario.yaml", "--output", "plan")
    assert code == 70
    assert "defect of the program" in err
    trace = Path("trace.txt").read_text(encoding="utf-8")
    assert "Traceback" in trace
    assert "test_logs.py" in trace
    names_nobody(out, err, trace)
    if os.name == "posix":
        assert Path("trace.txt").stat().st_mode & 0o777 == 0o600


def test_words_of_the_program_itself_are_told():
    def known():
        raise RuntimeError("the solver fell over")

    def none():
        return None.name

    for raising, said in ((known, "RuntimeError: the solver fell over"), (none, "'NoneType'")):
        with pytest.raises((RuntimeError, AttributeError)) as caught:
            raising()
        assert said in told_of(caught.value)
        assert said in traceback_of(caught.value)


def test_a_disagreement_names_nobody(home, capsys, monkeypatch):
    from scheduler import plan as room

    whole = room.solve

    def wrong(*args, **fields):
        solution = whole(*args, **fields)
        rows = solution.plan.enrolments
        twice = solution.plan.model_copy(update={"enrolments": (*rows, *rows[:1])})
        return type(solution)(**{**vars(solution), "plan": twice})

    monkeypatch.setattr(room, "solve", wrong)
    words = (home / "scenario.yaml", "--time-limit", 5, "--output", "plan")
    code, out, err = heard(capsys, *words)
    assert code == 70
    names_nobody(out, err)


def test_a_contradiction_names_nobody(home, capsys):
    text = (home / "scenario.yaml").read_text(encoding="utf-8")
    scenario = load_scenario(home / "scenario.yaml").scenario
    one, person = scenario.classes[0], scenario.cadres[0].id
    write(
        home / "data" / "unavailability.csv",
        ("kind", "id", "from", "to", "reason"),
        [("cadre", person, "2024-01-01", "2024-12-31", "bệnh nặng")],
    )
    fixed = f"{{id: {one.id}, programme: {one.programme}, fixed: {{cadres: [{person}]}}}}"
    plain = f"{{id: {one.id}, programme: {one.programme}}}"
    assert plain in text
    text = text.replace(plain, fixed)
    text = text.replace("tables:", "tables:\n  unavailability: data/unavailability.csv", 1)
    (home / "scenario.yaml").write_text(text, encoding="utf-8")
    for words in ((home / "scenario.yaml", "--time-limit", 10), ("check", home / "scenario.yaml")):
        code, out, err = heard(capsys, *words)
        assert code == 3, (out, err)
        assert person in out + err
        names_nobody(out, err)
