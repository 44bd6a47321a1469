"""Exact planning: the whole problem, or a part of it, as one program solved to a proof."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.result import Status
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance
from scheduler.formulation.program.build import build
from scheduler.formulation.program.scope import Scope, candidate, whole
from scheduler.formulation.program.symmetry import break_symmetry, in_order
from scheduler.formulation.program.thinning import useful_starts
from scheduler.solve.conflict import Conflict, find_conflict
from scheduler.solve.levels import LevelSolver, Limits, gap_of

EXPLAIN_SECONDS = 10.0
ROUNDING = 1e-8  # of a value: what weights scaled to integers take off its bound at most


@dataclass(frozen=True)
class ExactOutcome:
    """What exact planning gave; `bounds` hold given the levels above at `values`.

    `bounds` has None for a level that was not reached; `conflict` is empty unless infeasible.
    """

    status: Status
    decisions: Decisions | None = None
    values: tuple[float, ...] = ()
    bounds: tuple[float | None, ...] = ()
    conflict: tuple[Conflict, ...] = ()


def solve_exact(
    instance: Instance,
    *,
    deadline: float,
    seed: int = 1,
    workers: int = 1,
    gap: float = 0.0,
    start: Decisions | None = None,
    on_improve: Callable[[Decisions], None] | None = None,
    stop: Callable[[], bool] | None = None,
    bounds: Sequence[float | None] | None = None,
) -> ExactOutcome:
    """Return the best plan by the deadline (time.monotonic) with proven bounds per level.

    `start` is a valid plan to improve; `bounds` are known lower bounds of every plan, per level.
    """
    limits = Limits(deadline, seed, workers, gap, stop=stop or (lambda: False))
    keep = () if start is None else ((k, decision.start) for k, decision in start.items())
    free = whole(instance).free
    scope = Scope(free=free, starts=useful_starts(instance, keep))
    program = build(instance, scope)
    break_symmetry(program)
    solver = LevelSolver(program, limits, on_improve)
    if start is not None:
        solver.offer(in_order(instance, scope, start))
    solver.run(range(len(solver.forms)), bounds or ())
    if solver.infeasible:
        until = max(deadline, time.monotonic() + EXPLAIN_SECONDS)
        conflict = find_conflict(instance, deadline=until, seed=seed, stop=limits.stop)
        return ExactOutcome(Status.INFEASIBLE, conflict=conflict)
    if solver.best is None or solver.values is None:
        return ExactOutcome(Status.NONE)
    proven = all(
        bound is not None and gap_of(value, bound) <= gap + ROUNDING
        for value, bound in zip(solver.values, solver.bounds, strict=True)
    )
    return ExactOutcome(
        Status.OPTIMAL if proven else Status.FEASIBLE,
        solver.best,
        tuple(solver.values),
        tuple(solver.bounds),
    )


def solve_scope(
    instance: Instance,
    scope: Scope,
    *,
    start: Decisions,
    deadline: float,
    seed: int = 1,
    levels: Sequence[int] | None = None,
    gap: float = 0.0,
    stop: Callable[[], bool] | None = None,
) -> Decisions | None:
    """Return a plan better than `start` that differs only inside a scope, None if none was found.

    `start` is valid, with the scope's kept classes as they are; `levels` (None: all) are minimised
    in their order, none of the levels above the first of them gets worse.
    """
    limits = Limits(deadline, seed, 1, gap, stop=stop or (lambda: False))
    program = build(instance, scope)
    break_symmetry(program)
    solver = LevelSolver(program, limits)
    solver.offer(in_order(instance, scope, start))
    before = solver.best
    chosen = range(len(solver.forms)) if levels is None else levels
    if chosen:
        solver.fix_levels_above(chosen[0])
    solver.run(chosen)
    return None if solver.best is before else solver.best


def estimate_size(instance: Instance) -> int:
    """Return about how many decision literals the program of the whole problem has."""
    scope = whole(instance)
    size = 0
    for k in scope.free:
        found = candidate(instance, scope, k)
        options = max(1, len(found.course.optional))
        size += len(found.cadres) * options + len(found.start) + len(found.rooms)
        size += len(found.course.modules) * found.longest
        size += sum(len(teachers) + found.longest for teachers in found.teachers.values())
    return size
