"""Proven lower bounds of the levels over all valid plans, with a guide for those who search."""

import time
import weakref
from dataclasses import dataclass, field

import numpy as np
from ortools.math_opt.python import mathopt

from models.rules import Component
from scheduler.formulation.instance import Floats, Instance
from scheduler.formulation.relaxation.lattice import rounded_up, step_of
from scheduler.formulation.relaxation.relaxation import Relaxation, build, person_rows
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import Answer, safe_bound, solve

INTEGERS_AT_MOST = 4_000
COLUMNS_AT_MOST = 12_000


@dataclass(frozen=True)
class Guide:
    """Where the relaxation opens classes: (classes alike, room, electives) -> how many."""

    counts: dict[tuple[tuple[int, ...], int, tuple[int, ...] | None], float] = field(
        default_factory=dict
    )
    starts: dict[tuple[tuple[int, ...], int], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Bound:
    """No valid plan with the levels above at most as given is below `value` at the level.

    `infeasible`: there is no such plan at all, as far as the relaxation can tell.
    """

    value: float
    guide: Guide
    infeasible: bool = False


_built: list[tuple[weakref.ref[Instance], Relaxation | None]] = []


def relaxation_of(instance: Instance) -> Relaxation | None:
    """Return the relaxation of an instance, built once."""
    for known, relaxation in _built:
        if known() is instance:
            return relaxation
    relaxation = build(instance)
    _built[:] = [(weakref.ref(instance), relaxation)]
    return relaxation


def bound_level(
    instance: Instance,
    level: int,
    values_above: list[float],
    *,
    deadline: float,
    workers: int = 1,
    seed: int = 1,
) -> Bound:
    """Return a proven lower bound of a level given values of the levels above it.

    `deadline` is a time of time.monotonic(); `workers` is kept for solvers that can use it.
    """
    relaxation = relaxation_of(instance)
    if relaxation is None:
        return Bound(0.0, Guide(), infeasible=True)
    program = limited_program(relaxation, values_above)
    cost, constant = relaxation.level(level)
    answer, best = _relaxed(program, cost, relaxation, deadline)
    if answer.infeasible:
        return Bound(0.0, Guide(), infeasible=True)
    small = len(program.lower) <= COLUMNS_AT_MOST and program.integer.sum() <= INTEGERS_AT_MOST
    step = step_of(instance, level)
    left = deadline - time.monotonic()
    if small and left > 0.05:
        whole = solve(program, cost, left, integer=True, seed=seed)
        if whole.infeasible:
            return Bound(0.0, Guide(), infeasible=True)
        best = max(best, whole.bound)
        answer = whole if whole.x is not None else answer
    value = max(0.0, rounded_up(best + constant, step)) if np.isfinite(best) else 0.0
    return Bound(value, guide_of(relaxation, answer.x))


def limited_program(relaxation: Relaxation, values_above: list[float]) -> Program:
    """Return the program with the levels above and the budget as rows."""
    limits: list[tuple[Floats, float]] = []
    for level, value in enumerate(values_above):
        cost, constant = relaxation.level(level)
        limits.append((cost, value - constant + 1e-6 * max(1.0, abs(value))))
    budget = relaxation.frame.instance.scenario.rules.budget
    if budget is not None:
        figure = relaxation.figures[Component.COST]
        cost = np.zeros(len(relaxation.program.lower))
        np.add.at(cost, figure.columns, figure.coefficients)
        limits.append((cost, budget - figure.constant + 1e-6 * max(1.0, budget)))
    return relaxation.limited(limits)


def _relaxed(
    program: Program, cost: Floats, relaxation: Relaxation, deadline: float
) -> tuple[Answer, float]:
    """Return the answer of the linear program and the bound its duals prove."""
    scale = float(np.abs(cost).max(initial=0.0)) or 1.0
    answer = Answer(-np.inf, False)
    best = safe_bound(program, cost, np.zeros(len(program.row_lower)), person_rows(relaxation))
    for solver, share in ((mathopt.SolverType.HIGHS, 0.7), (mathopt.SolverType.PDLP, 1.0)):
        left = deadline - time.monotonic()
        if left <= 0.02:
            break
        answer = solve(program, cost / scale, left * share, solver=solver)
        if answer.y is not None:
            proven = safe_bound(program, cost, answer.y * scale, person_rows(relaxation))
            best = max(best, proven)
        if answer.infeasible or answer.y is not None:
            break
    return answer, best


def guide_of(relaxation: Relaxation, x: Floats | None) -> Guide:
    """Return how many classes of each kind a solution opens, where, with which electives."""
    if x is None:
        return Guide()
    frame, opening = relaxation.frame, relaxation.opening
    counts: dict[tuple[tuple[int, ...], int, tuple[int, ...] | None], float] = {}
    values = x[opening.columns]
    for c in np.flatnonzero(values > 1e-6):
        kind = frame.kinds[opening.kind[c]]
        offer = frame.offers[kind.programme][opening.offer[c]]
        room = frame.places[opening.place[c]].rooms[0]
        counts[kind.classes, room, offer.electives] = float(values[c])
    starts: dict[tuple[tuple[int, ...], int], float] = {}
    values = x[opening.starts]
    for c in np.flatnonzero(values > 1e-6):
        kind = frame.kinds[opening.start_kind[c]]
        day = int(np.flatnonzero(frame.spans.of_day == opening.start_span[c])[0])
        key = (kind.classes, day)
        starts[key] = starts.get(key, 0.0) + float(values[c])
    return Guide(counts, starts)
