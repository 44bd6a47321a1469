"""The files of a run: what was asked, how far it is, how it ended."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from models.base import Model
from models.result import Progress
from models.scenario import Language
from scheduler.errors import Fault, InputError
from scheduler.outputs.folder import replace_files

REQUEST, STATUS, PROGRESS, LOG = "request.json", "status.json", "progress.jsonl", "log.txt"
STOP = "stop"  # there as soon as the run was asked to end
TAIL = 65_536  # bytes of the progress that hold its last line for certain


class Request(Model):
    """What a run shall do: `output` below `workspace`, `scenario` below `within`, both absolute.

    Nothing outside `within` is read.
    """

    format: Literal[1] = 1
    workspace: str
    within: str
    scenario: str
    output: str
    how: Literal["plan", "repair"] = "plan"
    time_limit: float | None = Field(default=None, gt=0)
    gap: float | None = Field(default=None, ge=0)
    workers: int | None = Field(default=None, ge=1)
    language: Language | None = None
    asked: str


class ToldFault(Model):
    """One fault of the input, as data."""

    file: str
    line: int | None = None
    column: str | None = None
    sheet: str | None = None
    en: str
    vi: str = ""

    def fault(self) -> Fault:
        """Return the fault as the loader had it."""
        return Fault(self.file, self.line, self.column, self.en, self.sheet, self.vi)


class Status(Model):
    """How a run stands, as it says itself.

    `state` is `running` until the run says how it ended: `planned` (a plan was written), `empty`
    (none exists or none was found), `refused` (faulty input or usage), `abandoned`, `failed`.
    `outcome` is the status of the result.
    """

    state: Literal["running", "planned", "empty", "refused", "abandoned", "failed"]
    pid: int
    born: str
    began: str
    ended: str | None = None
    title: str = ""
    time_limit: float | None = None
    outcome: str | None = None
    interrupted: bool = False
    stopping: bool = False
    words: tuple[str, ...] = ()
    faults: tuple[ToldFault, ...] = ()


def now() -> str:
    """Return this moment as files write it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def told(error: InputError) -> tuple[ToldFault, ...]:
    """Return the faults of an error as data."""
    return tuple(
        ToldFault(file=f.file, line=f.line, column=f.column, sheet=f.sheet, en=f.message, vi=f.vi)
        for f in error.faults
    )


def write(folder: Path, name: str, value: Model) -> None:
    """Write one file of a run, whole or not at all."""
    replace_files(folder, {name: (value.model_dump_json(indent=1) + "\n").encode()})


def read_request(folder: Path) -> Request | None:
    """Return what a run was asked, None where its file is damaged or missing."""
    with contextlib.suppress(OSError, ValidationError):
        return Request.model_validate_json((folder / REQUEST).read_bytes())
    return None


def read_status(folder: Path) -> Status | None:
    """Return what a run says of itself, None before it says anything."""
    with contextlib.suppress(OSError, ValidationError):
        return Status.model_validate_json((folder / STATUS).read_bytes())
    return None


def add_progress(folder: Path, progress: Progress) -> None:
    """Add one line of progress; a full disk must not end the run."""
    with contextlib.suppress(OSError), (folder / PROGRESS).open("ab") as stream:
        stream.write((progress.model_dump_json() + "\n").encode())


def read_progress(folder: Path) -> Progress | None:
    """Return the last whole line of progress."""
    try:
        with (folder / PROGRESS).open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - TAIL))
            lines = stream.read().split(b"\n")
    except OSError:
        return None
    for line in reversed(lines[:-1]):
        with contextlib.suppress(ValidationError):
            return Progress.model_validate_json(line)
    return None
