"""A person is taken out of record, plans, calendars and documents; counts stay right."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

import cli
from models.record import Mark
from scheduler.documents import Request, write_documents
from scheduler.erasure import Settings, erase
from scheduler.load import load_plan, load_scenario
from scheduler.load.recorded import open_history
from scheduler.outputs import write_folder
from scheduler.outputs.tables import moves_csv
from scheduler.outputs.write import plan_files
from scheduler.record import open_record
from scheduler.record.backup import record_faults
from scheduler.releases import export, restore
from tests import builders
from tests.privacy.conftest import NAMES, made, scenario
from tests.privacy.places import contents, holding
from tests.publishing import plans

GONE = "NHAN-1"
TRACES = [GONE, NAMES[0]]
AT = datetime(2024, 6, 1, tzinfo=UTC)


def run(*words):
    return cli.run_safely([str(word) for word in words])


def mark(cadre, completed=True):
    return Mark(
        tenant="qt", release=1, class_id="K1", cadre=cadre, completed=completed, who="x", at=AT
    )


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def published(folder, place, home):
    words = ["--record", place, "--personal", "--output", home / "web", "--who", "x"]
    assert run("publish", folder, *words) == 0
    open_record(place).add_marks([mark(GONE), mark("NHAN-2", completed=False)])


def test_a_plan_without_the_person_is_still_true(folder, home, capsys):
    assert run("verify", folder) == 0
    before = load_plan(folder)
    assert run("erase", GONE, folder) == 0
    assert holding(folder, [*TRACES, "Chức danh 1"]) == []
    assert run("verify", folder) == 0
    after = load_plan(folder)
    assert len(after.enrolments) == len(before.enrolments)
    assert after.classes == before.classes
    assert [row.cadre for row in after.enrolments if row.class_id == "K1"] == [
        "ERASED-0001",
        "NHAN-2",
    ]
    assert holding(folder, NAMES[1:])
    told = load_scenario(folder / "scenario.json").scenario
    assert told.cadres[-1].id == "ERASED-0001"  # no gap between neighbours tells the id
    assert told.classes[0].fixed.cadres == ("ERASED-0001",)
    assert [row.id for row in told.unavailability] == ["L3", "U2"]
    assert all(NAMES[0] not in row.reason for row in told.unavailability)


def test_once_more_changes_nothing(folder, home, capsys):
    assert run("erase", GONE, folder) == 0
    before = contents(folder)
    assert run("erase", GONE, folder, "--language", "en") == 0
    assert contents(folder) == before
    assert "in none of the places" in capsys.readouterr().out
    assert run("erase", "NHAN-2", folder) == 0
    assert {row.cadre for row in load_plan(folder).enrolments} >= {"ERASED-0001", "ERASED-0002"}


def test_a_trial_writes_nothing(folder, home, place, capsys):
    published(folder, place, home)
    record = open_record(place)
    before, digest = contents(home), export(place, home / "backup")
    assert run("erase", GONE, folder, "web", "--record", place, "--dry-run", "--json") == 0
    (home / "again").write_bytes((home / "backup").read_bytes())
    assert export(place, home / "again") == digest
    after = {
        path: data
        for path, data in contents(home).items()
        if path in before and not path.startswith("record.sqlite")
    }
    assert all(before[path] == data for path, data in after.items())
    assert record_faults(record) == ()
    text = capsys.readouterr().out
    told = json.loads(text[text.index("{") :])
    assert (told["dry_run"], told["releases"], told["marks"], told["feeds"]) == (True, 1, 1, 1)
    assert told["pseudonym"] == "ERASED-0001"
    names = {one["folder"] for one in told["folders"]}
    assert names == {str(folder), "web"}


def test_the_record_forgets_and_stays_whole(folder, home, place, capsys):
    published(folder, place, home)
    history = open_history(place, None)
    heads = [one.sha256 for one in open_record(place).releases("qt")]
    assert run("erase", GONE, folder, "web", "--record", place) == 0
    said = capsys.readouterr().out
    assert "ERASED-0001" in said
    assert "sao lưu" in said  # backups are told of
    assert holding(home, TRACES) == []
    record = open_record(place)
    assert record_faults(record) == ()
    assert [one.sha256 for one in record.releases("qt")] != heads
    assert [(one.cadre, one.completed) for one in record.marks("qt")] == [
        ("ERASED-0001", True),
        ("NHAN-2", False),
    ]
    fresh = open_history(place, None)
    assert len(fresh) == len(history)
    assert {row.cadre for row in fresh} == {
        "ERASED-0001" if row.cadre == GONE else row.cadre for row in history
    }
    export(place, home / "backup")
    assert restore(home / "backup", str(home / "copy.sqlite"))[1]
    assert run("erase", GONE, "--record", place, "--language", "en") == 0
    assert "in none of the places" in capsys.readouterr().out


def test_releases_and_feeds_go_on_without_the_person(folder, home, place):
    published(folder, place, home)
    second = made(classes=[plans.held("K1", 0, 1, cadres=("NHAN-1", "NHAN-2"))])
    write_folder(home / "second", *second)
    words = ["--record", place, "--personal", "--output", home / "web", "--who", "x"]
    assert run("publish", home / "second", *words) == 0
    feeds = {path.name for path in (home / "web" / "feeds").iterdir()}
    assert run("erase", GONE, folder, "second", "web", "--record", place) == 0
    record = open_record(place)
    assert record_faults(record) == ()
    for number in (1, 2):
        told = record.load_release("qt", number)
        assert all(GONE.encode() not in data for data in told.values())
        assert all(NAMES[0].encode() not in data for data in told.values())
    assert GONE not in {subject for kind, subject in record.tokens("qt") if kind == "cadre"}
    left = {path.name for path in (home / "web" / "feeds").iterdir()}
    assert len(feeds - left) == 1
    # the same plan is the same release as before, and nobody gets a calendar of a pseudonym
    assert run("publish", home / "second", *words) == 0
    assert len(open_record(place).releases("qt")) == 2
    assert {path.name for path in (home / "web" / "feeds").iterdir()} == left


def test_the_guards_are_back(folder, home):
    published(folder, "record.sqlite", home)
    assert run("erase", GONE) == 0  # record.sqlite of the current folder
    with sqlite3.connect("record.sqlite") as connection:
        for statement in ("UPDATE marks SET cadre = 'x'", "DELETE FROM contents"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                connection.execute(statement)
        notes = connection.execute("SELECT value FROM about WHERE key LIKE 'erased-%'").fetchall()
    connection.close()
    assert len(notes) == 1
    assert GONE not in notes[0][0]
    assert holding(home / "record.sqlite", TRACES) == []  # not in its free pages either


def test_all_or_nothing_when_a_folder_cannot_be_written(folder, home, place, monkeypatch, capsys):
    published(folder, place, home)
    write_folder(home / "zz", *made())
    digest, before = export(place, home / "backup"), contents(folder)
    from scheduler.erasure import folders

    whole, calls = folders.Work.write, []

    def write(work):
        calls.append(work)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        whole(work)

    monkeypatch.setattr(folders.Work, "write", write)
    assert run("erase", GONE, folder, "zz", "--record", place) == 2
    assert len(calls) == 2
    assert contents(folder) == before
    assert export(place, home / "backup") == digest
    monkeypatch.undo()
    monkeypatch.chdir(home)
    assert run("erase", GONE, folder, "zz", "--record", place) == 0
    assert holding(folder, TRACES) == []


def test_all_or_nothing_when_the_record_refuses(folder, home, monkeypatch):
    published(folder, "record.sqlite", home)
    before, digest = contents(folder), export("record.sqlite", home / "backup")
    from scheduler.record import connection

    with connection.writing(open_record("record.sqlite").engine) as other:
        monkeypatch.setattr(connection, "PATIENCE", 0.1)
        assert run("erase", GONE, folder) == 2
        assert contents(folder) == before
        other.rollback()
    assert export("record.sqlite", home / "backup") == digest


def test_copies_and_baselines_go_too(home):
    base = scenario(classes=(builders.training_class("K1"), builders.training_class("K2")))
    copy = base.cadres[0].model_copy(update={"id": f"{GONE}~2"})
    opened = [plans.held("K1", 0, cadres=(GONE, "NHAN-2", f"{GONE}~2"))]
    of = base.model_copy(update={"cadres": (*base.cadres, copy)})
    parts = made(of, opened)
    of = of.model_copy(update={"baseline": parts[1]})
    write_folder(home / "plan", of, *parts[1:])
    assert run("erase", GONE, "plan") == 0
    assert holding(home / "plan", TRACES) == []
    told = load_scenario(home / "plan" / "scenario.json").scenario
    assert [one.id for one in told.cadres[-2:]] == ["ERASED-0001", "ERASED-0001~2"]
    assert {row.cadre for row in told.baseline.enrolments} == {
        *("ERASED-0001", "ERASED-0001~2", "NHAN-2")
    }


def test_moves_name_nobody(folder, home):
    from models.moves import Move

    move = Move(
        kind="cadre-added", class_id="K1", cadre=GONE, code="x", reason=f"{GONE} ({NAMES[0]}) đổi"
    )
    (folder / "moves.csv").write_bytes(moves_csv([move]))
    (folder / "notes.txt").write_text("the planner's own")
    assert run("erase", GONE, folder) == 0
    assert holding(folder, TRACES) == []
    row = (folder / "moves.csv").read_text().splitlines()[1]
    assert row == "cadre-added,K1,,ERASED-0001,,,0,x,ERASED-0001 (Đã xóa) đổi"
    assert (folder / "notes.txt").read_text() == "the planner's own"


def test_documents_that_name_the_person_go_and_edited_ones_are_told_of(folder, home, capsys):
    write_documents(folder, home / "sent", Request())
    paths = {path for path in contents(home / "sent") if "!" not in path}
    naming = {path.split("!")[0] for path, _ in holding(home / "sent", [NAMES[0]])}
    edited = sorted(naming)[0]
    with (home / "sent" / edited).open("ab") as file:
        file.write(b" ")
    assert run("erase", GONE, folder, "sent", "--language", "en") == 1
    said = capsys.readouterr().out
    assert f"- sent/{edited}" in said.split("still name")[1]
    left = {path for path in contents(home / "sent") if "!" not in path}
    assert paths - left == naming - {edited}
    assert {path.split("!")[0] for path, _ in holding(home / "sent", [NAMES[0]])} == {edited}


def test_what_was_shared_is_made_anew(folder, home):
    assert run("share", folder, "--audience", "unit", "-o", "units") == 0
    assert run("share", folder, "--audience", "admin", "-o", "office") == 0
    assert holding(home / "units", TRACES)
    assert run("erase", GONE, folder, "units", "office") == 0
    assert holding(home / "units", TRACES) == []
    assert holding(home / "office", TRACES) == []
    rows = (home / "units" / "U1" / "enrolments.csv").read_text().splitlines()
    assert rows[1].startswith("ERASED-0001,K1")


def test_what_cannot_be_made_anew_is_told_of(folder, home, capsys):
    assert run("share", folder, "--audience", "unit", "-o", "units") == 0
    assert run("erase", GONE, "units", "--language", "en") == 1
    assert "still name the person" in capsys.readouterr().out
    (folder / "minutes.txt").write_text(f"Mr {NAMES[0]} asked")
    assert run("erase", GONE, folder) == 1
    assert f"- {folder / 'minutes.txt'}" in capsys.readouterr().out


def test_files_beside_our_folders_are_looked_at_too(folder, home, capsys):
    (home / "all").mkdir()
    folder.rename(home / "all" / "plan")
    (home / "all" / "list.csv").write_text("x,NHAN-1,y\n")
    (home / "all" / "other.csv").write_text("x,NHAN-10,y\n")
    assert run("erase", GONE, "all", "--dry-run") == 1
    assert capsys.readouterr().out.count("- all/list.csv") == 1
    assert run("erase", GONE, "all") == 1
    said = capsys.readouterr().out
    assert "- all/list.csv" in said
    assert "other.csv" not in said
    assert holding(home / "all" / "plan", TRACES) == []
    assert run("verify", "all/plan") == 0


def test_others_with_the_name_or_a_longer_id_stay(home):
    cadres = [one for one in scenario().cadres]
    cadres[1] = cadres[1].model_copy(update={"name": NAMES[0]})
    cadres[2] = cadres[2].model_copy(update={"id": "NHAN-11"})
    of = scenario(cadres=tuple(cadres))
    opened = [plans.held("K1", 0, cadres=("NHAN-1", "NHAN-2", "NHAN-11"))]
    write_folder(home / "plan", *made(of, opened))
    assert run("erase", GONE, "plan") == 0
    told = load_scenario(home / "plan" / "scenario.json").scenario
    assert [(one.id, one.name) for one in told.cadres if one.unit == "U1"] == [
        ("NHAN-2", NAMES[0]),
        ("NHAN-11", NAMES[2]),
        ("ERASED-0001", "Đã xóa"),
    ]
    assert "NHAN-11" in (home / "plan" / "enrolments.csv").read_text()


def test_a_title_stays_only_where_a_class_asks_for_it(home):
    strict = builders.programme(titles=("Chức danh 1", "Chức danh 2", "Chức danh 3"))
    of = scenario(programmes=(strict,))
    opened = [plans.held("K1", 0, cadres=("NHAN-1", "NHAN-2"))]
    write_folder(home / "plan", *made(of, opened))
    for name in ("NHAN-1", "NHAN-3"):
        assert run("erase", name, "plan") == 0
    assert run("verify", "plan") == 0
    told = load_scenario(home / "plan" / "scenario.json").scenario
    assert {one.id: one.title for one in told.cadres if one.id.startswith("ERASED")} == {
        "ERASED-0001": "Chức danh 1",
        "ERASED-0002": None,
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["erase", GONE], "nothing to erase from"),
        (["erase", GONE, "nowhere"], "no such folder"),
        (["erase", GONE, "empty"], "holds no plan"),
        (["erase", GONE, "--record", "none.sqlite"], "no such record"),
        (["erase", "ERASED-0001", "empty"], "already"),
    ],
)
def test_wrong_words_are_refused(home, capsys, words, said):
    (home / "empty").mkdir()
    assert run(*words) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in home.iterdir()) == ["empty"]


def test_a_faulty_plan_is_refused_whole(folder, home):
    (folder / "enrolments.csv").write_text("cadre,class\nNHAN-1\n")
    before = contents(folder)
    assert run("erase", GONE, folder) == 2
    assert contents(folder) == before


def test_the_folder_is_as_a_run_would_write_it(folder, home):
    erase(GONE, Settings(folders=(folder,)))
    scenario_, plan = load_scenario(folder / "scenario.json").scenario, load_plan(folder)
    from scheduler.load import load_coverage, load_result

    files = plan_files(scenario_, plan, load_result(folder), load_coverage(folder))
    assert {path: data for path, data in contents(folder).items() if "!" not in path} == files
