"""The clock and notebook of one run: when which plan was found, in a planner's own process."""

import resource
import time
from dataclasses import dataclass, field

from models.plan import Plan
from models.result import CoverageRow, Result
from scheduler.formulation.decisions import Decisions


class NotAttemptedError(Exception):
    """A planner cannot take part: what it needs is missing, or it does not cover the rules."""


@dataclass(frozen=True)
class Found:
    """A plan of another planner and the second in which it was known."""

    seconds: float
    decisions: Decisions


@dataclass(frozen=True)
class Reported:
    """Values and bounds that our planner reported in some second; None: no bound yet."""

    seconds: float
    values: tuple[float, ...]
    bounds: tuple[float | None, ...]


@dataclass
class Clock:
    """Counts from the moment the instance is in memory; a planner notes what it finds."""

    limit: float
    workers: int
    seed: int
    gap: float
    began: float = field(default_factory=time.monotonic)
    found: list[Found] = field(default_factory=list)
    reported: list[Reported] = field(default_factory=list)
    answer: tuple[Plan, Result, tuple[CoverageRow, ...]] | None = None
    bounds: tuple[float | None, ...] = ()
    note: str = ""
    only_children: bool = False

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.began

    def left(self) -> float:
        """Return the seconds until the limit."""
        return self.limit - self.seconds()

    def restart(self) -> None:
        """Count from now: what lay before was preparing, not planning."""
        self.began = time.monotonic()

    def keep(self, decisions: Decisions, seconds: float | None = None) -> None:
        """Note a plan that was known after `seconds` (None: now)."""
        self.found.append(Found(self.seconds() if seconds is None else seconds, decisions))

    def peak_megabytes(self) -> float:
        """Return the peak memory of this process and of its largest child, added up."""
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        return float(children if self.only_children else own + children) / 1024
