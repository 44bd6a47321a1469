"""The process that plans one scenario: bytes in by stdin, the plan folder's bytes out by stdout.

Run as `python -m scheduler.sweep.child`. It ends when its stdin is closed: no run outlives the
process that asked for it.
"""

import multiprocessing
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import NoReturn

from models.result import Progress
from models.scenario import Scenario
from scheduler.errors import ScheduleError, told_of
from scheduler.sweep.parcel import ERROR, RESULT, SCENARIO, pack, unpack

HEADER = 8


class _Quiet:
    """A watcher that says nothing."""

    def loaded(self, scenario: Scenario, warnings: tuple[str, ...]) -> None:
        """Hear that the input is understood."""

    def progress(self, progress: Progress) -> None:
        """Hear how far the run has come."""


def plan_files_of(scenario: bytes, folder: Path) -> dict[str, bytes]:
    """Return the files of a run by their path; a failed run has its result and its scenario."""
    from scheduler.outputs.tables import result_json
    from scheduler.plan import Settings, make_plan

    source = folder / SCENARIO
    source.write_bytes(scenario)
    output = folder / "plan"
    run = make_plan(source, Settings(output=output), _Quiet())
    if run.folder is None:
        return {SCENARIO: scenario, RESULT: result_json(run.result)}
    paths = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def main() -> NoReturn:
    """Plan what stdin brings and write the parcel of the outcome to stdout."""
    answer = os.dup(1)
    os.dup2(2, 1)  # whatever libraries print is no part of the answer
    scenario = unpack(_read(int.from_bytes(_read(HEADER), "big")))[SCENARIO]
    folder = Path(tempfile.mkdtemp(prefix="schedule-run-"))
    threading.Thread(target=_follow, args=(folder,), daemon=True).start()
    try:
        files = plan_files_of(scenario, folder)
    except Exception as error:  # told as data: one run that fails must not end a sweep
        ours = isinstance(error, ScheduleError)  # its words name nobody
        said = f"{type(error).__name__}: {error}" if ours else told_of(error)
        files = {ERROR: said.encode()}
    with os.fdopen(answer, "wb") as stream:
        stream.write(pack(files))
    _leave(folder, 0)


def _read(size: int) -> bytes:
    data = b""
    while len(data) < size and (part := os.read(0, size - len(data))):
        data += part
    return data


def _follow(folder: Path) -> None:
    """End this process as soon as the one that started it is gone."""
    while os.read(0, 1):
        pass
    _leave(folder, 1)


def _leave(folder: Path, code: int) -> NoReturn:
    for process in multiprocessing.active_children():
        process.terminate()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(code)


if __name__ == "__main__":
    main()
