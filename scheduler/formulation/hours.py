"""Who could give the modules of many classes, dates aside: a transport program of sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.math_opt.python import mathopt

from scheduler.formulation.instance import Floats, Instance, Ints, Menu
from scheduler.formulation.linear import LinearProgram

MISSED = 1_000.0  # what a module without a lecturer costs, where the fullest lecturer costs 1
NEARLY = 1e-6


@dataclass(frozen=True)
class Demand:
    """A class that is to be taught with a menu; the demands of one `lot` are planned at once."""

    k: int
    menu: Menu
    lot: int


def hours_by_lot(
    instance: Instance, demands: Sequence[Demand], used: Mapping[int, int], seconds: float
) -> Floats | None:
    """Return [lot, l]: sessions of each lecturer for each lot, None where time was too short.

    As many modules as possible have a lecturer within what `used` leaves of everybody's sessions
    (H6, H8); of all such ways one in which the fullest lecturer is as free as can be. Shares of a
    module may go to several lecturers.
    """
    column, row = _ways(instance, demands)
    sessions = instance.module_sessions[row.module].astype(float)
    left = instance.lecturer_total.astype(float)
    for x, number in used.items():
        left[x] -= number
    program = LinearProgram()
    y = program.columns(len(column.lecturer))
    missed = program.columns(len(row.module), cost=MISSED)
    fullest = program.columns(1, cost=1.0)
    modules = program.rows(len(row.module), lower=row.number, upper=row.number)
    program.add(modules[column.row], y)
    program.add(modules, missed)
    within = program.rows(len(left), upper=np.maximum(0.0, left))
    evenly = program.rows(len(left), upper=0.0)
    spent = sessions[column.row]
    program.add(within[column.lecturer], y, spent)
    program.add(evenly[column.lecturer], y, spent)
    program.add(evenly, np.broadcast_to(fullest, evenly.shape), -np.maximum(1.0, left))
    solved = program.solve(seconds=seconds, relaxed=True, solver=mathopt.SolverType.GLOP)
    if solved.values is None:
        return None
    lots = max((demand.lot for demand in demands), default=-1) + 1
    result = np.zeros((lots, len(left)))
    np.add.at(result, (row.lot[column.row], column.lecturer), spent * solved.values[y])
    return result


@dataclass(frozen=True)
class _Rows:
    """Modules wanted by classes alike in a lot, and by how many of them."""

    lot: Ints
    module: Ints
    number: Floats


@dataclass(frozen=True)
class _Columns:
    """A lecturer who can give what a row wants."""

    row: Ints
    lecturer: Ints


def _ways(instance: Instance, demands: Sequence[Demand]) -> tuple[_Columns, _Rows]:
    numbers: dict[tuple[int, int, int, int | None], int] = {}
    for demand in demands:
        cls = instance.classes[demand.k]
        for m in demand.menu.modules:
            key = demand.lot, cls.programme, m, cls.lecturers.get(m)
            numbers[key] = numbers.get(key, 0) + 1
    columns: list[tuple[int, int]] = []
    for n, (_, p, m, fixed) in enumerate(numbers):
        able = np.flatnonzero(instance.programmes[p].level[:, m] > 0).tolist()
        columns += [(n, x) for x in able if fixed in (None, x)]
    row, lecturer = np.array(columns, dtype=np.int64).reshape(-1, 2).T
    wanted = [(lot, m) for lot, _, m, _ in numbers]
    lot, module = np.array(wanted, dtype=np.int64).reshape(-1, 2).T
    number = np.array(list(numbers.values()), dtype=float)
    return _Columns(row, lecturer), _Rows(lot, module, number)
