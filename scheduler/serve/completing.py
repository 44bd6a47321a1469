"""Page, workbook and calendars of a version, written by a process beside the server.

They take seconds, in which planners go on working; a version without them is no loss, since its
figures stand and say everything.
"""

import contextlib
import logging
import multiprocessing as mp
import os
import signal
import threading
from multiprocessing import resource_tracker
from pathlib import Path

from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.outputs.folder import MOVES, replace_folder
from scheduler.outputs.write import plan_files
from scheduler.serve.opened import Opened, Shelf

POLITE = 10  # of the 19 steps by which a process may stand back

log = logging.getLogger("scheduler.serve")


class Completer:
    """Has versions completed one after another."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._waiting: list[Opened] = []
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, opened: Opened) -> None:
        """Have a version completed, unless that is being done."""
        with self._guard:
            if any(one.folder == opened.folder for one in self._waiting):
                return
            self._waiting.append(opened)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="complete", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Return when everything is written."""
        while (thread := self._thread) is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._guard:
                if not self._waiting:
                    self._thread = None
                    return
                opened = self._waiting[0]
            try:
                if _in_a_process(opened.folder):
                    self._shelf.keep(opened)
                else:
                    log.error("a version could not be completed")
            except OSError as error:
                log.error("completing a version: %s", type(error).__name__)
            with self._guard:
                self._waiting.remove(opened)


def _in_a_process(folder: Path) -> bool:
    """Complete a folder in a process of its own; tell whether it is complete then."""
    process = mp.get_context("spawn").Process(target=complete, args=(folder,), daemon=True)
    # A Ctrl-C of the terminal ends the server, which waits for this.
    resource_tracker.ensure_running()
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    process.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, former)
    process.join()
    done = process.exitcode == 0
    process.close()
    return done


def complete(folder: Path) -> None:
    """Write what people read of a plan folder that holds the figures only."""
    with contextlib.suppress(AttributeError, OSError):  # not every system knows how
        os.nice(POLITE)
    scenario = load_scenario(folder / "scenario.json").scenario
    result, coverage = load_result(folder), load_coverage(folder)
    if result is None or coverage is None:
        return
    files = plan_files(scenario, load_plan(folder), result, coverage)
    moves = folder / MOVES
    if moves.exists():
        files[MOVES] = moves.read_bytes()
    replace_folder(folder, files)
