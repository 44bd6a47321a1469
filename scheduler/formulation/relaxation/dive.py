"""Whole numbers of classes near a fractional solution, found by rounding up a few at a time."""

import time
from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import Repeated

ROUNDS = 200
HARDLY, WHOLE = 0.03, 1e-6
DIVES_COLUMNS = 30_000  # programs of more are dived into once


@dataclass(frozen=True)
class Care:
    """What is rounded up at once: numbers with a part above `nearly`, else a share of them all."""

    nearly: float
    share: float


FAST = Care(nearly=0.7, share=0.1)
CAREFUL = (Care(0.9, 0.03), Care(0.8, 0.05), Care(0.95, 0.02))


def dive(
    program: Program, cost: Floats, x: Floats, classes: Ints, deadline: float
) -> tuple[Floats | None, list[Floats]]:
    """Return columns whose `classes` are whole, None without time, and dual values on the way.

    `x` is where to begin. Into programs that are not large one dives in several ways; the best end
    is returned.
    """
    best, duals = _dive(program, cost, x, classes, deadline, FAST)
    if len(program.lower) > DIVES_COLUMNS:
        return best, duals
    for care in CAREFUL:
        if time.monotonic() >= deadline:
            break
        found, others = _dive(program, cost, x, classes, deadline, care)
        if found is not None and (best is None or cost @ found < cost @ best):
            best, duals = found, others
    return best, duals


def _dive(
    program: Program, cost: Floats, x: Floats, classes: Ints, deadline: float, care: Care
) -> tuple[Floats | None, list[Floats]]:
    """Dive once; what can no longer be rounded up, since rows forbid it, is rounded down."""
    duals: list[Floats] = []
    repeated = Repeated(program, cost)
    lower, upper = program.lower.copy(), program.upper.copy()
    for _ in range(ROUNDS):
        floor = np.floor(x[classes] + WHOLE)
        lower[classes] = np.maximum(lower[classes], floor)
        taken, dropped = _chosen(x[classes] - floor, floor, upper[classes], care)
        if not len(taken):
            break
        if deadline <= time.monotonic():
            return None, duals
        upper[classes[dropped]] = lower[classes[dropped]]
        tried = lower.copy()
        tried[classes[taken]] = floor[taken] + 1
        answer = repeated.solve(tried, upper, deadline)
        if answer.x is not None:
            lower = tried
        else:
            upper[classes[taken]] = np.maximum(lower[classes[taken]], floor[taken])
            answer = repeated.solve(lower, upper, deadline)
        if answer.x is None:
            return None, duals
        x = answer.x
        if answer.y is not None:
            duals.append(answer.y)
    result = x.copy()
    result[classes] = np.floor(result[classes] + WHOLE)
    return result, duals


def _chosen(part: Floats, floor: Floats, upper: Floats, care: Care) -> tuple[Ints, Ints]:
    """Return which fractional numbers to round up now and which, nearly nothing, to close."""
    open_still = np.flatnonzero((part > WHOLE) & (upper > floor))
    order = open_still[np.argsort(-part[open_still], kind="stable")]
    taken = order[part[order] > care.nearly]
    if not len(taken):
        taken = order[: max(1, int(care.share * len(order)))]
    return taken, order[(part[order] < HARDLY) & (floor[order] == 0)]
