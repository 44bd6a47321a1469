"""One run in a process of its own, which a kill, a crash or a leak cannot reach beyond."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from scheduler.sweep.parcel import ERROR, pack

HEARING = 0.1  # seconds
LAST_WORDS = 400


class Stopped(Exception):
    """The run was ended because the sweep was."""


def plan_apart(parcel: bytes, stop: Callable[[], bool] = lambda: False) -> bytes:
    """Plan the scenario of a parcel in a child process and return the parcel of the outcome.

    A child that dies is an outcome too: its parcel holds the error. Raises Stopped when `stop`
    turned true.
    """
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as words:
        child = _child(answer, words)
        try:
            with contextlib.suppress(BrokenPipeError):  # died already, which is told below
                assert child.stdin is not None
                child.stdin.write(len(parcel).to_bytes(8, "big") + parcel)
                child.stdin.flush()
            while child.poll() is None:
                if stop():
                    raise Stopped
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(HEARING)
        finally:
            _end(child)
        answer.seek(0)
        outcome = answer.read()
        if child.returncode == 0 and outcome:
            return outcome
        words.seek(0)
        said = words.read().decode(errors="replace").strip()[-LAST_WORDS:]
        return pack({ERROR: f"the process ended with {child.returncode}: {said}".encode()})


def _child(answer: IO[bytes], words: IO[bytes]) -> "subprocess.Popen[bytes]":
    here = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler.sweep.child"],
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=words,
        env=os.environ | {"PYTHONPATH": here},
        start_new_session=True,  # a Ctrl-C is ours to answer, and the group is ours to end
    )


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child with everything it has started, and wait for it."""
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()
    if child.poll() is None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(child.pid, signal.SIGKILL)
            else:  # pragma: no cover - Windows
                child.kill()
    child.wait()
