"""How a run is told: few lines off a terminal, none when quiet, a drawing on a terminal."""

import os
import pty
import subprocess
import sys

from models.result import LevelResult, Progress
from models.rules import Component
from scheduler.terminal.narrator import Narrator, phase_name
from tests.builders import scenario

LEVELS = (LevelResult(objective={Component.REPEAT: 1}, value=4, bound=3, gap=0.25),)


def tell(narrator):
    with narrator:
        narrator.loaded(scenario(), ())
        for elapsed in range(50):
            phase = "assign" if elapsed < 40 else "check"
            narrator.progress(Progress(phase=phase, elapsed=elapsed, levels=LEVELS))
        narrator.ending()


def test_a_line_for_each_phase(capsys):
    tell(Narrator())
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 4
    assert "Small: 3 cadres, 1 possible classes, 2 lecturers" in err
    assert "Checking independently" in err
    assert "\x1b" not in err
    assert "\r" not in err


def test_the_language_asked_for_wins(capsys):
    tell(Narrator(language="vi"))
    assert "Kiểm tra độc lập" in capsys.readouterr().err


def test_quiet_says_nothing(capsys):
    tell(Narrator(quiet=True))
    assert capsys.readouterr() == ("", "")


def test_a_closed_stderr_ends_no_run(monkeypatch):
    class Closed:
        def isatty(self):
            return False

        def write(self, text):
            raise BrokenPipeError

        def flush(self):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Closed())
    tell(Narrator())


def test_an_unknown_phase_is_shown_as_it_is():
    assert phase_name("a phase of tomorrow", "vi") == "a phase of tomorrow"


CODE = """
import time
from models.result import Progress
from scheduler.terminal.narrator import Narrator
from tests.terminal.test_narrator import LEVELS
from tests.builders import scenario
from rich.text import Text
from scheduler.terminal.screen import screen
screen().print(Text("warning", style="red"))
with Narrator() as narrator:
    narrator.loaded(scenario(), ())
    narrator.progress(Progress(phase="check", elapsed=1, levels=LEVELS))
    time.sleep(0.4)
"""


def on_a_terminal(**environment):
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-c", CODE],
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"} | environment,
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    assert done.wait() == 0
    return seen.decode()


def test_a_terminal_gets_a_live_table_in_colour():
    seen = on_a_terminal()
    for piece in ("Checking independently", "Repeated content", "25%", "\x1b[31mwarning"):
        assert piece in seen, piece


def test_no_color_is_respected():
    seen = on_a_terminal(NO_COLOR="1")
    assert "warning" in seen
    assert not any(f"\x1b[3{n}m" in seen for n in range(8))
