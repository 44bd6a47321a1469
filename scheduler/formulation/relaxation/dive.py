"""Whole numbers of classes near a fractional solution, found by rounding up a few at a time."""

import time

import numpy as np

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import Repeated

ROUNDS = 40
SHARE = 0.1  # of the fractional numbers, rounded up at once where none is nearly whole
NEARLY, HARDLY, WHOLE = 0.7, 0.03, 1e-6


def dive(
    program: Program, cost: Floats, x: Floats, classes: Ints, deadline: float
) -> tuple[Floats | None, list[Floats]]:
    """Return columns whose `classes` are whole, None without time, and dual values on the way.

    `x` is where to begin. What can no longer be rounded up, since rows forbid it, is rounded down.
    """
    duals: list[Floats] = []
    repeated = Repeated(program, cost)
    lower, upper = program.lower.copy(), program.upper.copy()
    for _ in range(ROUNDS):
        floor = np.floor(x[classes] + WHOLE)
        lower[classes] = np.maximum(lower[classes], floor)
        taken, dropped = _chosen(x[classes] - floor, floor, upper[classes])
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


def _chosen(part: Floats, floor: Floats, upper: Floats) -> tuple[Ints, Ints]:
    """Return which fractional numbers to round up now and which, nearly nothing, to close."""
    open_still = np.flatnonzero((part > WHOLE) & (upper > floor))
    order = open_still[np.argsort(-part[open_still], kind="stable")]
    taken = order[part[order] > NEARLY]
    if not len(taken):
        taken = order[: max(1, int(SHARE * len(order)))]
    return taken, order[(part[order] < HARDLY) & (floor[order] == 0)]
