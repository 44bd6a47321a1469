"""Classes that must open: a plan of them alone where greedy search fails, or why there is none."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance
from scheduler.formulation.program.build import build
from scheduler.formulation.program.scope import Scope
from scheduler.solve.conflict import Conflict, find_conflict
from scheduler.solve.exact import estimate_size
from scheduler.solve.levels import LevelSolver, Limits

PAIRS_AT_MOST = 20_000
LITERALS_AT_MOST = 4_000
CONFLICT_SECONDS = 20.0
ANY_PLAN = 1e9


@dataclass(frozen=True)
class Forced:
    """A valid plan with the classes that must open, or a proof that there is none, or neither."""

    decisions: Decisions | None = None
    infeasible: bool = False
    conflict: tuple[Conflict, ...] = ()


def is_small(instance: Instance) -> bool:
    """Tell whether the program of the whole problem is small enough to be solved as it is."""
    if instance.num_cadres * len(instance.classes) > PAIRS_AT_MOST:
        return False
    return 0 < estimate_size(instance) <= LITERALS_AT_MOST


def forced_plan(
    instance: Instance, limits: Limits, starts: Mapping[int, Collection[int]] | None = None
) -> LevelSolver:
    """Return the solver after it sought the first level's best plan of the classes that must open.

    Classes in `starts` begin on one of these days.
    """
    forced = tuple(cls.index for cls in instance.classes if cls.must_open)
    solver = LevelSolver(build(instance, Scope(free=forced, starts=starts or {})), limits)
    solver.run(range(1))
    return solver


def open_forced(instance: Instance, deadline: float, seed: int, stop: Callable[[], bool]) -> Forced:
    """Solve the classes that must open alone; other classes break no rule by staying closed."""
    limits = Limits(deadline, seed, 1, ANY_PLAN, effort=0.0, stop=stop)
    solver = forced_plan(instance, limits)
    if solver.best is not None:
        return Forced(solver.best)
    if not solver.infeasible:
        return Forced()
    # A contradiction deserves its reasons even where the time for a plan is up.
    until = max(deadline, time.monotonic() + CONFLICT_SECONDS)
    return Forced(None, True, find_conflict(instance, deadline=until, seed=seed, stop=stop))
