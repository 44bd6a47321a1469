"""Dual values for cuts at a point near the centre, where they hold well for all classes around."""

import numpy as np
from ortools.math_opt.python import mathopt

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.relaxation.cuts import Core
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import solve

STEP = 0.04
PRICE = 5.0


def near_centre(
    program: Program,
    core: Core,
    cost: Floats,
    centre: Floats,
    classes: Floats,
    deadline: float,
) -> Floats | None:
    """Return dual values of the persons' program with the classes fixed near the centre.

    The point lies a step from `centre` towards `classes` (both by core column). Rows that ask for
    persons, and limits of levels above, may be broken at a price there; the dual values are valid
    without the price as well.
    """
    point = (1.0 - STEP) * centre + STEP * classes
    part, price, kept = _elastic(program, core, cost, point)
    scale = float(np.abs(cost).max(initial=0.0)) or 1.0
    answer = solve(part, price / scale, deadline, solver=mathopt.SolverType.GLOP)
    if answer.y is None:
        return None
    y = np.zeros(len(program.row_lower))
    y[kept] = answer.y * scale
    return y


def _elastic(
    program: Program, core: Core, cost: Floats, point: Floats
) -> tuple[Program, Floats, Ints]:
    """Return the persons' rows with the core fixed at a point, slack at a price, and the rows."""
    kept = np.ones(len(program.row_lower), dtype=bool)
    kept[: len(core.own_rows)] = ~core.own_rows
    row_of = np.cumsum(kept) - 1
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[core.columns] = upper[core.columns] = point
    wanting = kept & np.isfinite(program.row_lower) & (program.row_lower < program.row_upper)
    wanting[len(core.own_rows) :] = True
    slack = np.flatnonzero(wanting)
    sign = np.where(np.isfinite(program.row_lower[slack]), 1.0, -1.0)
    first, count = len(lower), len(slack)
    at = kept[program.rows]
    rows = np.concatenate([row_of[program.rows[at]], row_of[slack]])
    order = np.argsort(rows, kind="stable")
    columns = np.concatenate([program.columns[at], np.arange(first, first + count)])
    part = Program(
        lower=np.concatenate([lower, np.zeros(count)]),
        upper=np.concatenate([upper, np.full(count, 1e6)]),
        integer=np.zeros(first + count, dtype=bool),
        core=np.zeros(first + count, dtype=bool),
        row_lower=program.row_lower[kept],
        row_upper=program.row_upper[kept],
        rows=rows[order],
        columns=columns[order],
        values=np.concatenate([program.values[at], sign])[order],
    )
    price = PRICE * float(np.abs(cost).max(initial=1.0))
    return part, np.concatenate([cost, np.full(count, price)]), np.flatnonzero(kept)
