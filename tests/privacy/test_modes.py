"""Files are written for their owner alone, whatever the mask of the login, unless asked for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from scheduler.outputs.folder import replace_folder
from tests.privacy.places import mode

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "01-valid-plan" / "scenario.yaml"
MASKS = [0o000, 0o002, 0o022, 0o077]


@pytest.fixture
def home(tmp_path, monkeypatch):
    place = tmp_path / "home"
    place.mkdir()
    shutil.copytree(CASE.parent, place / "case", copy_function=shutil.copyfile)
    with (place / "case" / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("organisation: {id: qt, name: Mẫu, domain: qt.example}\n")
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def masked():
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def run(*words):
    return cli.run_safely([str(word) for word in words])


def modes(folder):
    """Modes of everything below a folder, by whether it is a folder."""
    found = {True: set(), False: set()}
    for path in [folder, *folder.rglob("*")]:
        found[path.is_dir()].add(oct(mode(path)))
    return found


PRIVATE = {True: {"0o700"}, False: {"0o600"}}
MADE = ("out", "web", "sent", "public", "demo", "own")


def everything(home):
    """Run every command that writes."""
    assert run("case/scenario.yaml", "--time-limit", 5, "--output", "out/plan", "--quiet") == 0
    assert run("publish", "out/plan", "--output", "web/qt", "--who", "x") == 0
    assert run("documents", "out/plan", "--output", "sent") == 0
    assert run("templates", "own") == 0
    assert run("share", "out/plan", "--audience", "public", "-o", "public") == 0
    assert run("init", "demo", "demo") == 0
    assert run("export-record", "backup") == 0
    assert run("history", "--output", "past/history.csv") == 0
    assert run("compare", "out/plan", "out/plan", "--output", "side") in (0, 2)


@pytest.mark.parametrize("mask", MASKS, ids=oct)
def test_whatever_is_written_is_its_owners_alone(home, masked, mask):
    masked(mask)
    everything(home)
    assert os.umask(mask) == mask  # the caller's mask is what it was
    for name in MADE:
        assert modes(home / name) == PRIVATE, name
    for name in ("record.sqlite", "backup", "past/history.csv"):
        assert mode(home / name) == 0o600, name
    assert mode(home / "past") == 0o700


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("027", {True: {"0o750"}, False: {"0o640"}}),
        ("0", {True: {"0o777"}, False: {"0o666"}}),
        ("keep", {True: {"0o775"}, False: {"0o664"}}),
    ],
)
def test_more_is_written_when_asked_for(home, masked, monkeypatch, asked, expected):
    masked(0o002)
    monkeypatch.setenv("SCHEDULE_UMASK", asked)
    assert run("case/scenario.yaml", "--time-limit", 5, "--output", "out/plan", "--quiet") == 0
    assert modes(home / "out") == expected


@pytest.mark.parametrize("wrong", ["777", "700", "u=rwx", "-1", "0o27", "99"])
def test_a_mask_that_is_none_is_refused(home, monkeypatch, capsys, wrong):
    monkeypatch.setenv("SCHEDULE_UMASK", wrong)
    assert run("init", "demo", "demo") == 2
    assert "SCHEDULE_UMASK: found" in capsys.readouterr().err
    assert not (home / "demo").exists()


def test_a_former_folder_is_narrowed_not_widened(tmp_path, masked):
    for mask, former, expected in (
        (0o077, 0o755, 0o700),
        (0o077, 0o700, 0o700),
        (0o022, 0o700, 0o700),
        (0o022, 0o750, 0o750),
        (0o022, 0o777, 0o755),
    ):
        masked(mask)
        place = tmp_path / "plan"
        replace_folder(place, {"result.json": b"1"})
        place.chmod(former)
        replace_folder(place, {"result.json": b"2"})
        assert mode(place) == expected, (oct(mask), oct(former))
        shutil.rmtree(place)


def test_what_others_put_into_the_folder_keeps_its_mode(tmp_path, masked):
    masked(0o077)
    place = tmp_path / "plan"
    replace_folder(place, {"result.json": b"1"})
    (place / "notes.txt").write_text("mine")
    (place / "notes.txt").chmod(0o644)
    replace_folder(place, {"result.json": b"2"})
    assert mode(place / "notes.txt") == 0o644
    assert mode(place / "result.json") == 0o600


def test_folders_are_private_while_they_grow(tmp_path, masked, monkeypatch):
    masked(0o022)
    seen = []

    def looked(event, arguments):
        if event == "os.rename" and watching:
            fresh = Path(os.fsdecode(arguments[0]))
            seen.append((mode(fresh), [mode(path) for path in fresh.rglob("*")]))

    watching = True
    sys.addaudithook(looked)  # cannot be taken off again; `watching` ends it
    assert run("init", "demo", tmp_path / "demo") == 0
    from scheduler.commands.private_files import private_files

    with private_files():
        replace_folder(tmp_path / "plan", {"result.json": b"1", "ics/all.ics": b"2"})
    watching = False
    assert seen
    assert all(folder == 0o700 for folder, _ in seen)
    assert {one for _, inside in seen for one in inside} <= {0o600, 0o700}


def test_runs_of_a_sweep_are_private_too(home, masked):
    masked(0o022)
    (home / "s.yaml").write_text(
        "format: 1\nname: s\nlanguage: en\nscenarios: [case/scenario.yaml]\nseeds: [1]\n"
        "solve: {time_limit: 5}\n"
    )
    code = run("sweep", "s.yaml", "--output", "swept", "--jobs", 1)
    assert code == 0
    assert modes(home / "swept") == PRIVATE


def test_the_program_as_it_is_called(home):
    command = [sys.executable, str(ROOT / "cli.py"), "init", "demo", "demo"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, cwd=home, env=environment, umask=0o022)
    assert modes(home / "demo") == PRIVATE
