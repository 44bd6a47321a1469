"""Linear and mixed-integer programs given as arrays, solved by HiGHS or GLOP through ortools."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from ortools.math_opt import (
    model_pb2,
    model_update_pb2,
    result_pb2,
    solution_pb2,
    sparse_containers_pb2,
)
from ortools.math_opt.core.python import solver as core
from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk  # type: ignore[import-untyped]

from scheduler.formulation.instance import Bools, Floats, Ints

INFINITY = float("inf")
FEASIBLE = solution_pb2.SOLUTION_STATUS_FEASIBLE


@dataclass(frozen=True)
class LinearSolution:
    """Values of the variables (None: none found), best proven bound, row duals of an LP."""

    values: Floats | None
    objective: float
    bound: float
    optimal: bool
    infeasible: bool
    duals: Floats | None = None


@dataclass
class LinearProgram:
    """Minimise cost @ x with lower <= A x <= upper; columns and rows are added in blocks."""

    cost: list[Floats] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    integer: list[Bools] = field(default_factory=list)
    row_lower: list[Floats] = field(default_factory=list)
    row_upper: list[Floats] = field(default_factory=list)
    entries: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    num_columns: int = 0
    num_rows: int = 0

    def columns(
        self,
        number: int,
        *,
        cost: Floats | float = 0.0,
        lower: Floats | float = 0.0,
        upper: Floats | float = INFINITY,
        integer: bool = False,
    ) -> Ints:
        """Add variables and return their indices."""
        self.cost.append(np.broadcast_to(np.asarray(cost, dtype=float), (number,)))
        self.lower.append(np.broadcast_to(np.asarray(lower, dtype=float), (number,)))
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=float), (number,)))
        self.integer.append(np.full(number, integer))
        first = self.num_columns
        self.num_columns += number
        return np.arange(first, first + number)

    def rows(
        self,
        number: int,
        *,
        lower: Floats | float = -INFINITY,
        upper: Floats | float = INFINITY,
    ) -> Ints:
        """Add constraints without terms and return their indices."""
        self.row_lower.append(np.broadcast_to(np.asarray(lower, dtype=float), (number,)))
        self.row_upper.append(np.broadcast_to(np.asarray(upper, dtype=float), (number,)))
        first = self.num_rows
        self.num_rows += number
        return np.arange(first, first + number)

    def add(self, rows: Ints, columns: Ints, coefficients: Floats | float = 1.0) -> None:
        """Add terms; a pair of row and column may be named once only."""
        rows, columns = np.broadcast_arrays(np.asarray(rows), np.asarray(columns))
        values = np.broadcast_to(np.asarray(coefficients, dtype=float), rows.shape)
        self.entries.append((rows.ravel(), columns.ravel(), values.ravel()))

    def solve(
        self,
        *,
        seconds: float,
        relaxed: bool = False,
        gap: float = 0.0,
        seed: int = 1,
        solver: mathopt.SolverType = mathopt.SolverType.HIGHS,
    ) -> LinearSolution:
        """Solve within a time limit; `relaxed` drops the integrality and gives duals.

        A solver that breaks down has found nothing.
        """
        parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=max(0.01, seconds)),
            relative_gap_tolerance=gap or None,
            random_seed=seed,
        )
        try:
            result = solve_proto(self._proto(relaxed), solver, parameters)
        except RuntimeError:
            return LinearSolution(None, INFINITY, -INFINITY, optimal=False, infeasible=False)
        return self._read(result, relaxed)

    def _proto(self, relaxed: bool) -> model_pb2.ModelProto:
        proto = model_pb2.ModelProto()
        integer = np.concatenate(self.integer) if self.integer else np.zeros(0, dtype=bool)
        variables = proto.variables
        variables.ids.extend(range(self.num_columns))
        variables.lower_bounds.extend(_joined(self.lower).tolist())
        variables.upper_bounds.extend(_joined(self.upper).tolist())
        variables.integers.extend((integer & (not relaxed)).tolist())
        proto.linear_constraints.ids.extend(range(self.num_rows))
        proto.linear_constraints.lower_bounds.extend(_joined(self.row_lower).tolist())
        proto.linear_constraints.upper_bounds.extend(_joined(self.row_upper).tolist())
        cost = _joined(self.cost)
        used = np.flatnonzero(cost)
        proto.objective.linear_coefficients.ids.extend(used.tolist())
        proto.objective.linear_coefficients.values.extend(cost[used].tolist())
        if self.entries:
            rows, columns, values = (
                np.concatenate(part) for part in zip(*self.entries, strict=True)
            )
            order = np.lexsort((columns, rows))
            matrix = proto.linear_constraint_matrix
            matrix.row_ids.extend(rows[order].tolist())
            matrix.column_ids.extend(columns[order].tolist())
            matrix.coefficients.extend(values[order].tolist())
        return proto

    def _read(self, result: result_pb2.SolveResultProto, relaxed: bool) -> LinearSolution:
        reason = mathopt.TerminationReason(result.termination.reason)
        optimal = reason == mathopt.TerminationReason.OPTIMAL
        values = duals = None
        objective = INFINITY
        solution = result.solutions[0] if result.solutions else None
        if solution is not None and solution.primal_solution.feasibility_status == FEASIBLE:
            objective = solution.primal_solution.objective_value
            values = dense(solution.primal_solution.variable_values, self.num_columns)
            if relaxed and optimal and solution.HasField("dual_solution"):
                duals = dense(solution.dual_solution.dual_values, self.num_rows)
        return LinearSolution(
            values,
            objective,
            result.termination.objective_bounds.dual_bound,
            optimal,
            reason == mathopt.TerminationReason.INFEASIBLE,
            duals,
        )


def solve_proto(
    proto: model_pb2.ModelProto, solver: mathopt.SolverType, parameters: mathopt.SolveParameters
) -> result_pb2.SolveResultProto:
    """Solve a program given as a message; RuntimeError where the solver breaks down.

    The readable interface spends longer on unpacking 50,000 values than HiGHS on solving.
    """
    arguments = mathopt.StreamableSolverInitArguments().to_proto()
    with _breakdowns_told():
        return core.solve(proto, solver.value, arguments, *_asked(parameters))


def _asked(parameters: mathopt.SolveParameters) -> tuple[object, ...]:
    """Return what a solve is called with after the program: no messages, callbacks, interrupter."""
    model = mathopt.ModelSolveParameters().to_proto()
    registration = mathopt.CallbackRegistration().to_proto()
    return parameters.to_proto(), model, None, registration, None, None


@contextlib.contextmanager
def _breakdowns_told() -> Iterator[None]:
    """Turn what a solver says when it breaks down into a RuntimeError."""
    try:
        yield
    except StatusNotOk as error:
        raise RuntimeError(str(error)) from None


class Resolver:
    """A linear program solved again and again while boxes change; each solve begins at the last."""

    def __init__(self, proto: model_pb2.ModelProto, solver: mathopt.SolverType) -> None:
        """Take over the program; its variables are numbered from 0."""
        arguments = mathopt.StreamableSolverInitArguments().to_proto()
        with _breakdowns_told():
            self._solver = core.new(solver.value, proto, arguments)
        self._lower = np.array(proto.variables.lower_bounds)
        self._upper = np.array(proto.variables.upper_bounds)

    def solve(
        self, lower: Floats, upper: Floats, parameters: mathopt.SolveParameters
    ) -> result_pb2.SolveResultProto:
        """Solve with these boxes; RuntimeError where the solver breaks down."""
        update = model_update_pb2.ModelUpdateProto()
        bounds = update.variable_updates
        for old, new, part in (
            (self._lower, lower, bounds.lower_bounds),
            (self._upper, upper, bounds.upper_bounds),
        ):
            changed = np.flatnonzero(old != new)
            part.ids.extend(changed.tolist())
            part.values.extend(new[changed].tolist())
        self._lower, self._upper = lower.copy(), upper.copy()
        with _breakdowns_told():
            if not self._solver.update(update):
                raise RuntimeError("the solver cannot change boxes")
            return self._solver.solve(*_asked(parameters))


def dense(vector: sparse_containers_pb2.SparseDoubleVectorProto, size: int) -> Floats:
    """Return a sparse vector as an array."""
    result = np.zeros(size)
    result[np.array(vector.ids, dtype=np.int64)] = np.array(vector.values, dtype=float)
    return result


def _joined(blocks: list[Floats]) -> Floats:
    return np.concatenate(blocks) if blocks else np.zeros(0)
