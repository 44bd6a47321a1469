"""The relaxation seen from the classes alone: persons enter through cuts made of dual values.

For duals y of the rows with persons, every point of the relaxation whose levels above hold has
level value >= base + slope @ core (Lagrangian bound, exact over the persons by boxes and their
own rows). Few such cuts with integral classes and teaching make a small program with a strong
bound.
"""

from dataclasses import dataclass, replace

import numpy as np

from scheduler.formulation.instance import Bools, Floats, Ints
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import Answer, safe_bound, solve


@dataclass(frozen=True)
class Cut:
    """A level's value is at least base + slope @ core."""

    base: float
    slope: Floats


@dataclass(frozen=True)
class Core:
    """Core columns and the rows that hold no others."""

    columns: Ints
    own_rows: Bools
    program: Program


def core_of(program: Program) -> Core:
    """Return the part of a program that is about classes and teaching only."""
    own = np.ones(len(program.row_lower), dtype=bool)
    own[program.rows[~program.core[program.columns]]] = False
    return Core(np.flatnonzero(program.core), own, program.part(program.core, own))


def make_cut(
    program: Program, core: Core, cost: Floats, constant: float, y: Floats, person_rows: Ints
) -> Cut:
    """Return the cut of duals y (by rows of `program`, which may have more than the core saw)."""
    y = np.where(np.isfinite(y), y, 0.0)
    y[: len(core.own_rows)][core.own_rows] = 0.0
    y = np.where((y > 0) & ~np.isfinite(program.row_lower), 0.0, y)
    y = np.where((y < 0) & ~np.isfinite(program.row_upper), 0.0, y)
    slope = (cost - program.transposed_times(y))[core.columns]
    zero = np.where(program.core, 0.0, program.lower)
    persons = replace(program, lower=zero, upper=np.where(program.core, 0.0, program.upper))
    base = safe_bound(persons, np.where(program.core, 0.0, cost), y, person_rows)
    return Cut(base + constant, slope)


def solve_core(
    core: Core,
    objective: list[Cut],
    limits: list[tuple[Cut, float]],
    deadline: float,
    *,
    seed: int,
) -> Answer:
    """Minimise the largest of the objective's cuts with every limited cut at most its value.

    The last column of the answer is that largest cut; classes and teaching are integral.
    """
    part = core.program
    count = len(part.lower)
    spread = [
        float(np.abs(c.slope) @ np.maximum(np.abs(part.lower), part.upper)) for c in objective
    ]
    low = min(c.base - s for c, s in zip(objective, spread, strict=True))
    high = max(c.base + s for c, s in zip(objective, spread, strict=True))
    rows, columns, values, upper = [part.rows], [part.columns], [part.values], []
    first = len(part.row_lower)
    entries = [(cut, -cut.base, True) for cut in objective]
    entries += [(cut, limit - cut.base, False) for cut, limit in limits]
    for n, (cut, limit, bounded) in enumerate(entries):
        used = np.flatnonzero(np.abs(cut.slope) > 1e-12)
        scale = float(np.abs(cut.slope[used]).max(initial=1.0))
        rows.append(np.full(len(used) + bounded, first + n))
        columns.append(np.concatenate([used, [count]]) if bounded else used)
        slope = cut.slope[used] / scale
        values.append(np.concatenate([slope, [-1.0 / scale]]) if bounded else slope)
        upper.append(limit / scale)
    program = Program(
        lower=np.concatenate([part.lower, [low]]),
        upper=np.concatenate([part.upper, [high]]),
        integer=np.concatenate([part.integer, [False]]),
        core=np.concatenate([part.core, [True]]),
        row_lower=np.concatenate([part.row_lower, np.full(len(entries), -np.inf)]),
        row_upper=np.concatenate([part.row_upper, upper]),
        rows=np.concatenate(rows),
        columns=np.concatenate(columns),
        values=np.concatenate(values),
    )
    cost = np.zeros(count + 1)
    cost[count] = 1.0
    return solve(program, cost, deadline, integer=True, seed=seed)
