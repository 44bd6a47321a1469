"""What a sweep keeps on disk: one plan folder per run, and the table over all of them."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from models.result import Result
from scheduler.errors import InputError, UsageError
from scheduler.load import load_result
from scheduler.load.sweep import PlannedRun, digest_of
from scheduler.outputs.folder import replace_folder
from scheduler.sweep.parcel import RESULT, SCENARIO

MARK = "sweep.json"
RUNS = "runs"
PLAN = ("classes.csv", "sessions.csv", "enrolments.csv", "coverage.csv", "lecturers.csv")
OTHERS = ("standby.csv", "timetable.xlsx", "index.html", "ics")


class Store:
    """The folder of one sweep."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; raises UsageError where it belongs to somebody else."""
        self.folder = folder
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder}: is a file; expected a folder for the sweep")
        if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
            raise UsageError(
                f"{folder}: holds files but no {MARK}, so it is not the folder of a sweep; it is "
                "left as it is; choose another folder with --output"
            )

    def path_of(self, run: str) -> Path:
        """Return the plan folder of a run."""
        return self.folder / RUNS / run

    def finished(self, run: PlannedRun, data: bytes) -> Result | None:
        """Return the result of a run that ended before with the same input, whole on disk."""
        folder = self.path_of(run.id)
        if not (folder / RESULT).is_file():
            return None
        try:
            result = load_result(folder)
            same = (folder / SCENARIO).read_bytes() == data
        except (InputError, OSError):
            return None
        if result is None or not same or result.run.interrupted:
            return None
        if result.run.input_sha256 != digest_of(data):
            return None
        planned = result.status in ("optimal", "feasible")
        whole = not planned or all((folder / name).is_file() for name in PLAN)
        return result if whole else None

    def keep(self, run: str, files: Mapping[str, bytes]) -> Result:
        """Write the folder of a run, whole or not at all, and return its result."""
        folder = self.path_of(run)
        replace_folder(folder, files, gone=frozenset({*PLAN, *OTHERS}))
        result = load_result(folder)
        assert result is not None
        return result

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files of the sweep itself, each whole or not at all."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                fresh = self.folder / f".{name}.schedule-new"
                try:
                    with fresh.open("wb") as stream:
                        stream.write(content)
                        stream.flush()
                        os.fsync(stream.fileno())
                    fresh.replace(self.folder / name)
                finally:
                    with contextlib.suppress(OSError):
                        fresh.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(
                f"{self.folder}: the sweep could not be written: {error.strerror or error}; the "
                "runs that are finished are kept"
            ) from error
