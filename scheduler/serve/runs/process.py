"""Whether a process lives that a file remembers: its number alone may have gone to another."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

START_TIME = 19  # place of the start time in /proc/PID/stat, counted from the state
GONE = ("Z", "X")


def birth(pid: int) -> str | None:
    """Return what tells this process from every other of its number, None where none lives."""
    if Path("/proc/self/stat").exists():
        return _birth_on_linux(pid)
    return _birth_elsewhere(pid)


def lives(pid: int, born: str) -> bool:
    """Tell whether the process that was born then still lives."""
    return bool(born) and birth(pid) == born


def interrupt(pid: int, born: str) -> bool:
    """Ask a process to end, as Ctrl-C does; False where it has ended."""
    if not lives(pid, born):
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
        return True
    return False


def _birth_on_linux(pid: int) -> str | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in GONE else f"{boot} {fields[START_TIME]}"


def _birth_elsewhere(pid: int) -> str | None:  # pragma: no cover - not on Linux
    tool = shutil.which("ps")
    if tool is None:
        return None
    done = subprocess.run(
        [tool, "-o", "state=,lstart=", "-p", str(pid)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C"},
        check=False,
    )
    state, _, start = done.stdout.strip().partition(" ")
    return None if not state or state[0] in GONE else start.strip()
