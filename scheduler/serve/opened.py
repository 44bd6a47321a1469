"""Plans held in memory as they lie on the disk: read once, judged fast, dropped when outdated."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from weakref import WeakValueDictionary

from models.plan import Plan
from models.result import CoverageRow, Result, Verdict
from models.scenario import Language, Scenario
from scheduler.checker import Facts, verify
from scheduler.errors import UsageError
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.outputs.view import View
from scheduler.serve.workspace import PLAN_FILES

KEPT = 4
Stamp = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, eq=False)
class Opened:
    """A plan with its scenario, what the run said and the checker's facts, kept warm."""

    folder: Path
    scenario: Scenario
    plan: Plan
    result: Result
    coverage: tuple[CoverageRow, ...]
    facts: Facts

    @cached_property
    def verdict(self) -> Verdict:
        """What the checker says of the plan as it is."""
        return verify(self.scenario, self.plan, facts=self.facts)

    @cached_property
    def _views(self) -> dict[Language, View]:
        return {}

    def view(self, language: Language) -> View:
        """Return the plan joined with its names."""
        if language not in self._views:
            self._views[language] = View(self.scenario, self.plan, language)
        return self._views[language]


class Shelf:
    """The plans looked at last; a folder whose files changed is read anew."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[Stamp, Opened]] = OrderedDict()
        self._guard = threading.Lock()
        self._reading: WeakValueDictionary[Path, threading.Lock] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._kept)

    def open(self, folder: Path) -> Opened:
        """Return the plan of a folder; raises InputError or UsageError where it cannot be read."""
        with self._guard:
            lock = self._reading.setdefault(folder, threading.Lock())
        with lock:
            stamp = stamp_of(folder)
            with self._guard:
                kept = self._kept.get(folder)
                if kept is not None and kept[0] == stamp:
                    self._kept.move_to_end(folder)
                    return kept[1]
            opened = _read(folder)
            self._put(folder, stamp, opened)
            return opened

    def keep(self, opened: Opened) -> None:
        """Keep a plan that was just written."""
        self._put(opened.folder, stamp_of(opened.folder), opened)

    def _put(self, folder: Path, stamp: Stamp, opened: Opened) -> None:
        with self._guard:
            self._kept[folder] = (stamp, opened)
            self._kept.move_to_end(folder)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def digest_of(folder: Path) -> str:
    """Return a digest of what the plan of a folder says."""
    digest = hashlib.sha256()
    for name in PLAN_FILES:
        digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()[:16]


def _read(folder: Path) -> Opened:
    scenario = load_scenario(folder / "scenario.json").scenario
    plan = load_plan(folder)
    result, coverage = load_result(folder), load_coverage(folder)
    if result is None or coverage is None:
        raise UsageError(
            f"{folder}: lacks result.json or coverage.csv; plan the scenario again to have them"
        )
    return Opened(folder, scenario, plan, result, coverage, Facts(scenario))


def stamp_of(folder: Path) -> Stamp:
    """Return what changes when a file of the plan is written."""
    found = ((folder / name).stat() for name in PLAN_FILES)
    return tuple((one.st_ino, one.st_mtime_ns, one.st_size) for one in found)
