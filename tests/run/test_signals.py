"""Ctrl-C, SIGTERM and SIGKILL on a real run: the plan so far, or the former folder, is whole."""

import os
import signal
import subprocess
import sysconfig
import time
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[2]
SCRIPT = Path(sysconfig.get_path("scripts")) / "schedule"
DEMO = ROOT / "scenarios" / "demo.yaml"
SEARCHING = "Building a first plan"


class Planning:
    """A planning run of the demo in a process group of its own, as a terminal makes it."""

    def __init__(self, folder):
        command = (DEMO, "--time-limit", 100, "--gap", 0, "--language", "en", "--output", folder)
        self.process = subprocess.Popen(
            [SCRIPT, *map(str, command)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        self.said = ""

    def wait_for(self, words):
        assert self.process.stderr is not None
        while words not in self.said:
            line = self.process.stderr.readline()
            assert line, f"ended before it said {words}: {self.said}"
            self.said += line

    def signal(self, number):
        os.killpg(self.process.pid, number)

    def end(self):
        out, rest = self.process.communicate(timeout=60)
        self.said += rest
        return self.process.returncode, out


@pytest.fixture
def start():
    started = []

    def start(folder):
        started.append(Planning(folder))
        return started[-1]

    yield start
    for planning in started:
        if planning.process.poll() is None:
            planning.signal(signal.SIGKILL)
        planning.process.communicate()


def content(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_ends_with_the_best_plan(start, tmp_path, number, capsys):
    folder = tmp_path / "plan"
    planning = start(folder)
    planning.wait_for(SEARCHING)
    time.sleep(0.5)
    if number == signal.SIGINT:
        planning.signal(number)
    else:
        planning.process.send_signal(number)
    assert planning.end() == (130, f"{folder}\n")
    assert "Traceback" not in planning.said, planning.said
    assert '"status": "feasible"' in (folder / "result.json").read_text(encoding="utf-8")
    assert '"interrupted": true' in (folder / "result.json").read_text(encoding="utf-8")
    assert cli.run_safely(["verify", str(folder)]) == 0, capsys.readouterr()


@pytest.mark.slow
def test_a_second_signal_leaves_the_former_folder(start, tmp_path):
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "result.json").write_text("{}\n", encoding="utf-8")
    before = content(tmp_path)
    planning = start(folder)
    planning.wait_for(SEARCHING)
    planning.signal(signal.SIGINT)
    planning.wait_for("Ctrl-C again")
    planning.signal(signal.SIGINT)
    code, out = planning.end()
    assert "Traceback" not in planning.said, planning.said
    if (code, out) == (130, ""):  # as good as always; else it was faster than the second signal
        assert "Abandoned" in planning.said
        assert content(tmp_path) == before


@pytest.mark.slow
def test_a_killed_run_leaves_the_former_folder(start, tmp_path):
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "result.json").write_text("{}\n", encoding="utf-8")
    before = content(tmp_path)
    planning = start(folder)
    planning.wait_for(SEARCHING)
    planning.signal(signal.SIGKILL)
    assert planning.end()[0] == -signal.SIGKILL
    assert content(tmp_path) == before
