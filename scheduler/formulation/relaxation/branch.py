"""Bounds by cases: fewer or more classes of a programme, of a kind, of a kind at a place.

Each case is the linear program with one more row; what its dual values prove holds in that case,
and the least of all cases holds for every plan.
"""

import heapq
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.relaxation.opening import Opening
from scheduler.formulation.relaxation.sheet import Program

FRACTION = 1e-4
IDLE_SPLITS = 5
Row = tuple[int, float, float]  # number of a set of columns, least and most of their sum
Solve = Callable[[Program, float], tuple[float, Floats | None]]


@dataclass(order=True)
class _Case:
    bound: float
    number: int
    rows: tuple[Row, ...] = field(compare=False)
    x: Floats | None = field(compare=False)


def sets_of(opening: Opening, programme_of: Ints) -> list[list[Ints]]:
    """Return sets of columns whose sums are whole in every plan, coarse ones first.

    `programme_of[kind]`. The sets: by programme, by kind, by kind and place.
    """
    programme = programme_of[opening.kind]
    keys = [
        programme[None, :],
        opening.kind[None, :],
        np.stack([opening.kind, opening.place]),
    ]
    return [_groups(opening.columns, key) for key in keys]


def _groups(columns: Ints, key: Ints) -> list[Ints]:
    found, place = np.unique(key, axis=1, return_inverse=True)
    place = place.ravel()
    return [columns[place == n] for n in range(found.shape[1])]


def bound_by_cases(
    program: Program,
    sets: list[list[Ints]],
    root: tuple[float, Floats],
    solve: Solve,
    enough: float,
    deadline: float,
) -> float:
    """Return the least bound over all cases, split where the bound is least, until time is up.

    `root` is bound and solution of the program itself. `solve(program, deadline)` returns a bound
    (infinite where there is no plan) and a solution, None where the solver found none.
    """
    flat = [group for level in sets for group in level]
    numbers = itertools.count()
    open_cases = [_Case(root[0], next(numbers), (), root[1])]
    least_closed = np.inf
    idle = 0
    while open_cases and open_cases[0].bound < min(enough, least_closed):
        if time.monotonic() >= deadline or idle >= IDLE_SPLITS:
            break
        before = min(open_cases[0].bound, least_closed)
        case = heapq.heappop(open_cases)
        split = None if case.x is None else _split(case.x, sets)
        if split is None:
            least_closed = min(least_closed, case.bound)
            continue
        group, floor = split
        for row in ((group, -np.inf, floor), (group, floor + 1.0, np.inf)):
            rows = (*case.rows, row)
            bound, x = solve(_with_rows(program, flat, rows), deadline)
            child = _Case(max(bound, case.bound), next(numbers), rows, x)
            heapq.heappush(open_cases, child)
        risen = open_cases[0].bound > before + 1e-6 * max(1.0, abs(before))
        idle = 0 if risen else idle + 1
    least_open = open_cases[0].bound if open_cases else np.inf
    return float(min(least_open, least_closed))


def _split(x: Floats, sets: list[list[Ints]]) -> tuple[int, float] | None:
    """Return the set to split at and where, the most undecided one of the coarsest sort."""
    first = 0
    for level in sets:
        sums = np.array([x[group].sum() for group in level])
        away = np.abs(sums - np.round(sums))
        worst = int(np.argmax(away)) if len(away) else 0
        if len(away) and away[worst] > FRACTION:
            return first + worst, float(np.floor(sums[worst]))
        first += len(level)
    return None


def _with_rows(program: Program, groups: list[Ints], rows: tuple[Row, ...]) -> Program:
    count = len(program.row_lower)
    used = [groups[number] for number, _, _ in rows]
    return replace(
        program,
        row_lower=np.concatenate([program.row_lower, [low for _, low, _ in rows]]),
        row_upper=np.concatenate([program.row_upper, [high for _, _, high in rows]]),
        rows=np.concatenate(
            [program.rows, np.repeat(np.arange(count, count + len(rows)), [len(g) for g in used])]
        ),
        columns=np.concatenate([program.columns, *used]),
        values=np.concatenate([program.values, np.ones(sum(len(g) for g in used))]),
    )
