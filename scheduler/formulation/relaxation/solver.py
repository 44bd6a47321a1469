"""Linear and integer programs through ortools, and bounds that hold whatever the solver did."""

import contextlib
import datetime
import math
import time
from dataclasses import dataclass, replace

import numpy as np
from ortools.math_opt import model_pb2, result_pb2
from ortools.math_opt.python import mathopt

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.linear import FEASIBLE, Resolver, dense, solve_proto
from scheduler.formulation.relaxation.sheet import Program

SMALL, LARGE = 10_000, 100_000
UNPACKING = 1e-6


@dataclass(frozen=True)
class Answer:
    """What a solver said: values and duals where it had them, its own bound, infeasible or not."""

    bound: float
    infeasible: bool
    x: Floats | None = None
    y: Floats | None = None


def _proto(program: Program, cost: Floats, integer: bool) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    count, rows = len(program.lower), len(program.row_lower)
    proto.variables.ids.extend(range(count))
    proto.variables.lower_bounds.extend(program.lower.tolist())
    proto.variables.upper_bounds.extend(program.upper.tolist())
    proto.variables.integers.extend((program.integer & integer).tolist())
    proto.linear_constraints.ids.extend(range(rows))
    proto.linear_constraints.lower_bounds.extend(program.row_lower.tolist())
    proto.linear_constraints.upper_bounds.extend(program.row_upper.tolist())
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(program.rows.tolist())
    matrix.column_ids.extend(program.columns.tolist())
    matrix.coefficients.extend(program.values.tolist())
    used = np.flatnonzero(cost)
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(cost[used].tolist())
    return proto


def solve(
    program: Program,
    cost: Floats,
    deadline: float,
    *,
    solver: mathopt.SolverType | None = None,
    integer: bool = False,
    seed: int = 0,
) -> Answer:
    """Minimise cost x; integrality only where asked for. A solver that fails proves nothing.

    `deadline` is a time of time.monotonic(). Integer programs go to SCIP: HiGHS was caught
    calling a feasible one infeasible.
    """
    usual = mathopt.SolverType.GSCIP if integer else mathopt.SolverType.HIGHS
    params = _parameters(program, deadline, seed if integer else None)
    try:
        result = solve_proto(_proto(program, cost, integer), solver or usual, params)
    except RuntimeError:
        return Answer(-np.inf, infeasible=False)
    return _read(result, program, integer)


def _parameters(program: Program, deadline: float, seed: int | None) -> mathopt.SolveParameters:
    # What comes in and goes out takes time too, in proportion to the size of the program.
    size = len(program.lower) + len(program.values)
    left = deadline - time.monotonic() - UNPACKING * size
    return mathopt.SolveParameters(
        time_limit=datetime.timedelta(seconds=max(0.02, left)),
        random_seed=seed,
        relative_gap_tolerance=None if seed is None else 1e-7,
    )


def _read(result: result_pb2.SolveResultProto, program: Program, integer: bool) -> Answer:
    reason = mathopt.TerminationReason(result.termination.reason)
    infeasible = reason == mathopt.TerminationReason.INFEASIBLE
    bound = result.termination.objective_bounds.dual_bound
    x = y = None
    if result.solutions:
        solution = result.solutions[0]
        if solution.primal_solution.feasibility_status == FEASIBLE:
            x = dense(solution.primal_solution.variable_values, len(program.lower))
        if not integer and solution.HasField("dual_solution"):
            y = dense(solution.dual_solution.dual_values, len(program.row_lower))
    return Answer(bound, infeasible, x, y)


class Repeated:
    """One linear program solved by GLOP again and again with other boxes, each from the last."""

    def __init__(self, program: Program, cost: Floats) -> None:
        """Take the program over; `cost` is scaled for the solver, not for those who read."""
        self.program = program
        self.scale = float(np.abs(cost).max(initial=0.0)) or 1.0
        self._resolver: Resolver | None = None
        with contextlib.suppress(RuntimeError):
            proto = _proto(program, cost / self.scale, integer=False)
            self._resolver = Resolver(proto, mathopt.SolverType.GLOP)

    def solve(self, lower: Floats, upper: Floats, deadline: float) -> Answer:
        """Minimise within these boxes; a box that is empty is the point `lower`."""
        if self._resolver is None:
            return Answer(-np.inf, infeasible=False)
        params = _parameters(self.program, deadline, None)
        try:
            result = self._resolver.solve(lower, np.maximum(lower, upper), params)
        except RuntimeError:
            return Answer(-np.inf, infeasible=False)
        answer = _read(result, self.program, integer=False)
        return answer if answer.y is None else replace(answer, y=answer.y * self.scale)


def solve_relaxed(
    program: Program, cost: Floats, deadline: float, *, limited: bool, exact: bool = False
) -> Answer:
    """Minimise cost x without integrality, for its dual values.

    GLOP is the fastest where no level above limits the program, but gets lost where one does;
    PDLP has dual values of some use at any time; with `exact` large programs do not go there.
    """
    scale = float(np.abs(cost).max(initial=0.0)) or 1.0
    if len(cost) > LARGE and not exact:
        order = [(mathopt.SolverType.PDLP, 1.0)]
    elif limited or len(cost) < SMALL:
        order = [(mathopt.SolverType.HIGHS, 1.0)]
    else:
        order = [(mathopt.SolverType.GLOP, 0.4), (mathopt.SolverType.HIGHS, 1.0)]
    answer = Answer(-np.inf, infeasible=False)
    for solver, share in order:
        until = deadline - (1.0 - share) * max(0.0, deadline - time.monotonic())
        answer = solve(program, cost / scale, until, solver=solver)
        if answer.y is not None or answer.infeasible:
            break
    return answer if answer.y is None else replace(answer, y=answer.y * scale)


def safe_bound(program: Program, cost: Floats, y: Floats, person_rows: Ints) -> float:
    """Return a lower bound of min cost x from any duals, rounding errors taken off.

    Duals of the person rows (coefficients 1, upper bounds only) are replaced by their best.
    """
    y = np.where(np.isfinite(y), y, 0.0)
    y = np.where((y > 0) & ~np.isfinite(program.row_lower), 0.0, y)
    y = np.where((y < 0) & ~np.isfinite(program.row_upper), 0.0, y)
    y[person_rows] = 0.0
    reduced = cost - program.transposed_times(y)
    is_person = np.zeros(len(program.row_lower), dtype=bool)
    is_person[person_rows] = True
    at = is_person[program.rows]
    best = np.zeros(len(program.row_lower))
    np.minimum.at(best, program.rows[at], reduced[program.columns[at]] / program.values[at])
    y[person_rows] = best[person_rows]
    reduced = cost - program.transposed_times(y)
    side = np.where(y > 0, program.row_lower, program.row_upper)
    by_rows = np.where(y != 0, y * np.where(y != 0, side, 0.0), 0.0)
    by_columns = np.where(reduced > 0, reduced * program.lower, reduced * program.upper)
    size = float(np.abs(by_rows).sum() + np.abs(by_columns).sum() + np.abs(cost).max(initial=0.0))
    return math.fsum(by_rows) + math.fsum(by_columns) - 1e-11 * size
