"""The runs of a workspace: start, look at, stop; what is known of each lies in its folder."""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.result import Progress
from scheduler.serve.runs import files
from scheduler.serve.runs.process import interrupt, lives

STARTING = 30.0  # seconds in which a new process must have said that it lives
HEARING, PAUSE = 10.0, 0.1  # seconds
MOST_KEPT = 200
MOST_RUNNING = 2


class TooManyRunsError(Exception):
    """As many runs as the machine shall carry are under way."""


@dataclass(frozen=True)
class Seen:
    """A run as it is at this moment.

    `state` is that of the run's own status, `starting` before it has one, `killed` where its
    process is gone and never said how it ended.
    """

    id: str
    state: str
    request: files.Request | None
    status: files.Status | None
    progress: Progress | None
    asked_to_stop: bool = False

    @property
    def under_way(self) -> bool:
        """Tell whether the run goes on."""
        return self.state in ("starting", "running")

    @property
    def stopping(self) -> bool:
        """Tell whether the run is about to end with its best plan."""
        said = self.status is not None and self.status.stopping
        return self.under_way and (self.asked_to_stop or said)


class Runs:
    """The runs below one folder."""

    def __init__(self, folder: Path, most_running: int = MOST_RUNNING) -> None:
        self.folder = folder
        self.most_running = most_running
        self._children: list[subprocess.Popen[bytes]] = []
        self._lock = threading.RLock()

    def start(self, request: files.Request) -> str:
        """Start a run and return its id; raises where as many run as shall."""
        with self._lock:
            self._reap()
            self._prune()
            if sum(seen.under_way for seen in self.all()) >= self.most_running:
                raise TooManyRunsError
            moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
            name = f"{moment}-{secrets.token_hex(2)}"
            for folder in (self.folder.parent, self.folder, self.folder / name):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.write(folder, files.REQUEST, request)
            self._children.append(_spawn(folder))
            return name

    def all(self, most: int | None = None) -> list[Seen]:
        """Return all runs or the newest so many, the newest first."""
        self._reap()
        return [self._look(name) for name in self._names()[:most]]

    def get(self, name: str) -> Seen | None:
        """Return one run, None where there is none of that name."""
        self._reap()
        return self._look(name) if name in self._names() else None

    def _look(self, name: str) -> Seen:
        folder = self.folder / name
        status = files.read_status(folder)
        state = _state(folder, status)
        if state == "killed":  # it may have written its last words after we had read them
            status = files.read_status(folder)
            state = _state(folder, status)
        return Seen(
            name,
            state,
            files.read_request(folder),
            status,
            files.read_progress(folder),
            (folder / files.STOP).exists(),
        )

    def stop(self, name: str, *, at_once: bool = False) -> bool:
        """Ask a run to end with its best plan; asked `at_once` after that, it ends without one.

        False where it is over. Whoever asks twice by mistake does not lose the plan.
        """
        seen = self.get(name)
        patience = time.monotonic() + HEARING
        while seen is not None and seen.state == "starting" and time.monotonic() < patience:
            time.sleep(PAUSE)  # it cannot hear yet
            seen = self.get(name)
        if seen is None or seen.status is None or not seen.under_way:
            return False
        if seen.stopping and not at_once:
            return True
        (self.folder / name / files.STOP).touch()
        return interrupt(seen.status.pid, seen.status.born)

    def forget(self, name: str) -> bool:
        """Remove what is kept about a run that is over; its plan stays."""
        seen = self.get(name)
        if seen is None or seen.under_way:
            return False
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return True

    def _names(self) -> list[str]:
        with contextlib.suppress(OSError):
            entries = [e for e in self.folder.iterdir() if e.is_dir() and not e.is_symlink()]
            return sorted((entry.name for entry in entries), reverse=True)
        return []

    def _prune(self) -> None:
        for name in self._names()[MOST_KEPT:]:
            self.forget(name)

    def _reap(self) -> None:
        """Take note of children that ended, so that the system can forget them."""
        with self._lock:
            self._children = [child for child in self._children if child.poll() is None]


def _state(folder: Path, status: files.Status | None) -> str:
    if status is None:
        with contextlib.suppress(OSError):
            age = time.time() - (folder / files.REQUEST).stat().st_mtime
            return "starting" if 0 <= age < STARTING else "killed"
        return "killed"
    if status.state == "running" and not lives(status.pid, status.born):
        return "killed"
    return status.state


def _spawn(folder: Path) -> "subprocess.Popen[bytes]":
    here = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
    with (folder / files.LOG).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "scheduler.serve.runs.child", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=os.environ | {"PYTHONPATH": here},
            cwd=folder,
            start_new_session=True,  # neither a Ctrl-C nor the end of the server is its own
        )
