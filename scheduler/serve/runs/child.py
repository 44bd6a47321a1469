"""The process of one run: plans or repairs, and writes into the run's folder how it goes.

Run as `python -m scheduler.serve.runs.child FOLDER`, in a session of its own: it outlives the
server. The first SIGINT ends it with its best plan, the second at once.
"""

import contextlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from models.result import Progress
from models.scenario import Scenario
from scheduler.errors import InputError, ScheduleError
from scheduler.interruption import Interruption
from scheduler.serve.runs import files
from scheduler.serve.runs.process import birth

if TYPE_CHECKING:
    from scheduler.plan import Run

PAUSE = 0.5  # seconds between two lines of progress


class Reporter:
    """Writes into the folder of the run what a watcher hears."""

    def __init__(self, folder: Path, status: files.Status) -> None:
        self.folder = folder
        self.status = status
        self._phase = ""
        self._written = 0.0
        self._lock = threading.RLock()  # a signal may come while a line is written

    def say(self, **news: Any) -> None:
        """Write the status with what is new."""
        with self._lock:
            self.status = self.status.model_copy(update=news)
            files.write(self.folder, files.STATUS, self.status)

    def loaded(self, scenario: Scenario, warnings: tuple[str, ...]) -> None:
        """Hear that the input is understood."""
        self.say(title=scenario.title, time_limit=scenario.solve.time_limit)

    def progress(self, progress: Progress) -> None:
        """Keep a line when the phase is new or the last line is old."""
        moment = time.monotonic()
        if progress.phase != self._phase or moment - self._written >= PAUSE:
            self._phase, self._written = progress.phase, moment
            files.add_progress(self.folder, progress)

    def stopping(self) -> None:
        """Say that the run ends with its best plan."""
        with contextlib.suppress(ScheduleError):  # a full disk must not keep a run from ending
            self.say(stopping=True)


def carry_out(request: files.Request, reporter: Reporter, stop: Callable[[], bool]) -> "Run":
    """Plan or repair what was asked."""
    from scheduler.plan import Settings, make_plan
    from scheduler.repairing import repair_plan

    within = Path(request.within)
    settings = Settings(
        output=Path(request.workspace) / request.output,
        time_limit=request.time_limit,
        gap=request.gap,
        workers=request.workers,
        language=request.language,
        within=within,
    )
    path = within / request.scenario
    if request.how == "repair":
        return repair_plan(path, (), None, settings, reporter, stop).run
    return make_plan(path, settings, reporter, stop)


def ending(run: "Run") -> dict[str, Any]:
    """Return how a run ended, as its status says it."""
    result = run.result
    return {
        "state": "empty" if run.folder is None else "planned",
        "outcome": result.status.value,
        "interrupted": run.interrupted,
        "words": tuple(result.reasons if run.folder is None else run.warnings),
    }


def go(folder: Path) -> None:
    """Carry out the run of a folder and write how it ended, whatever happens."""
    pid = os.getpid()
    status = files.Status(state="running", pid=pid, born=birth(pid) or "", began=files.now())
    reporter = Reporter(folder, status)
    with Interruption(reporter.stopping) as stop:
        try:
            reporter.say()
            request = files.read_request(folder)
            if request is None:
                raise ScheduleError(f"{folder.name}: what the run was asked cannot be read")
            news = ending(carry_out(request, reporter, stop))
        except KeyboardInterrupt:
            news = {"state": "abandoned"}
        except InputError as error:
            news = {"state": "refused", "faults": files.told(error)}
        except ScheduleError as error:
            news = {
                "state": "refused" if error.exit_code == 2 else "failed",
                "words": (str(error),),
            }
        except MemoryError:
            news = {"state": "failed", "words": ("memory ran out before there was a plan",)}
        except Exception as error:  # its message may name people: the kind says enough here
            news = {"state": "failed", "words": (type(error).__name__,)}
        reporter.say(ended=files.now(), **news)


def main() -> NoReturn:
    """Carry out the run of the folder that the command line names."""
    try:
        go(Path(sys.argv[1]))
    finally:  # an abandoned solver thread cannot be ended otherwise
        for process in multiprocessing.active_children():
            process.terminate()
        os._exit(0)


if __name__ == "__main__":
    main()
