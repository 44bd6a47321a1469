"""Proves bounds level by level; remembers dual values, which stay valid for any values above."""

import time
from dataclasses import dataclass, field, replace

import numpy as np

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.relaxation.cuts import Core, Cut, core_of, make_cut, solve_core
from scheduler.formulation.relaxation.relaxation import Relaxation
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import solve

DUALS_KEPT = 8
WHOLE_INTEGERS_AT_MOST = 4_000
WHOLE_COLUMNS_AT_MOST = 12_000
LIKELY_CLASSES = 0.1
LIKELY_PERSONS = 2.0


@dataclass
class Prover:
    """One relaxation with the dual values and the fractional plans found so far, by level."""

    relaxation: Relaxation
    core: Core = field(init=False)
    duals: list[list[Floats]] = field(init=False)
    values: dict[int, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without dual values."""
        self.core = core_of(self.relaxation.program)
        self.duals = [[] for _ in self.relaxation.frame.instance.weights]

    @property
    def is_small(self) -> bool:
        """Tell whether the whole relaxation can be solved with integral columns at once."""
        program = self.relaxation.program
        return (
            len(program.lower) <= WHOLE_COLUMNS_AT_MOST
            and int(program.integer.sum()) <= WHOLE_INTEGERS_AT_MOST
        )

    @property
    def person_rows(self) -> Ints:
        """Return the rows that hold each person to the allowed number of classes."""
        return self.relaxation.attending.person_rows

    def cuts(self, level: int, values_above: list[float]) -> list[Cut]:
        """Return the cuts of a level under these values above, that of no duals first."""
        program = self.relaxation.limited(values_above[:level])
        cost, constant = self.relaxation.level(level)
        none = np.zeros(len(program.row_lower))
        return [
            make_cut(program, self.core, cost, constant, y, self.person_rows)
            for y in [none, *self.duals[level]]
        ]

    def limits(self, level: int, values_above: list[float]) -> list[tuple[Cut, float]]:
        """Return what the levels above demand of the classes."""
        found = []
        for above in range(level):
            value = values_above[above]
            limit = value + 1e-6 * max(1.0, abs(value))
            found += [(cut, limit) for cut in self.cuts(above, values_above)]
        return found

    def prove(
        self, level: int, values_above: list[float], deadline: float, enough: float, seed: int
    ) -> float:
        """Return a bound; stops early where it reaches `enough`; inf: there is no such plan."""
        best = self._remembered(level, values_above)
        if best >= enough:
            return best
        if self.duals[level] or any(self.duals[:level]):
            best = max(best, self._classes(level, values_above, deadline, seed))
        if best >= enough or _left(deadline) <= 0:
            return best
        best = max(best, self._persons(level, values_above, deadline))
        if best >= enough or _left(deadline) <= 0:
            return best
        if self.is_small:
            return max(best, self._whole(level, values_above, deadline, seed))
        return max(best, self._classes(level, values_above, deadline, seed))

    def _remembered(self, level: int, values_above: list[float]) -> float:
        """Return what the cuts known prove with every class column by its box alone."""
        part = self.core.program
        best = -np.inf
        for cut in self.cuts(level, values_above):
            by_columns = np.where(cut.slope > 0, cut.slope * part.lower, cut.slope * part.upper)
            best = max(best, cut.base + float(by_columns.sum()))
        return best

    def _persons(self, level: int, values_above: list[float], deadline: float) -> float:
        """Solve the linear program over classes and persons and remember its dual values."""
        program = self.relaxation.limited(values_above)
        cost, constant = self.relaxation.level(level)
        scale = float(np.abs(cost).max(initial=0.0)) or 1.0
        answer = solve(program, cost / scale, _left(deadline))
        if answer.infeasible:
            return np.inf
        if answer.x is not None:
            self.values[level] = answer.x
        if answer.y is None:
            return -np.inf
        y = answer.y * scale
        self.duals[level].append(y)
        if len(self.duals[level]) > DUALS_KEPT:
            del self.duals[level][0]
        return constant + self.relaxation.proven(program, cost, y)

    def _classes(self, level: int, values_above: list[float], deadline: float, seed: int) -> float:
        """Return the best of integral classes and teaching, persons by the cuts known so far."""
        answer = solve_core(
            self.core,
            self.cuts(level, values_above),
            self.limits(level, values_above),
            _left(deadline),
            seed=seed,
        )
        return np.inf if answer.infeasible else answer.bound

    def _whole(self, level: int, values_above: list[float], deadline: float, seed: int) -> float:
        """Solve everything at once with integral classes and teaching."""
        program = self.relaxation.limited(values_above)
        cost, constant = self.relaxation.level(level)
        answer = solve(program, cost, _left(deadline), integer=True, seed=seed)
        if answer.infeasible:
            return np.inf
        if answer.x is not None:
            self.values[level] = answer.x
        return answer.bound + constant

    def suggest(
        self, level: int, values_above: list[float], deadline: float, seed: int
    ) -> Floats | None:
        """Return columns with integral numbers of classes that are good at the level.

        Only classes and persons that the linear program finds attractive may be used.
        """
        if level not in self.values or not self.duals[level]:
            self._persons(level, values_above, deadline)
        x = self.values.get(level)
        if x is None or not self.duals[level] or _left(deadline) <= 0:
            return x
        program = self.relaxation.limited(values_above)
        cost, _ = self.relaxation.level(level)
        answer = solve(
            self._attractive(program, cost, x, level),
            cost,
            _left(deadline),
            integer=True,
            seed=seed,
        )
        return x if answer.x is None else answer.x

    def _attractive(self, program: Program, cost: Floats, x: Floats, level: int) -> Program:
        opening, attending = self.relaxation.opening.columns, self.relaxation.attending.columns
        reduced = cost - program.transposed_times(self.duals[level][-1])
        upper = program.upper.copy()
        closed = opening[(x[opening] < LIKELY_CLASSES) & (program.lower[opening] <= 0)]
        upper[closed] = 0.0
        dear = attending[(reduced[attending] > LIKELY_PERSONS) & (x[attending] <= 1e-9)]
        upper[dear] = 0.0
        integer = np.zeros(len(upper), dtype=bool)
        integer[opening] = True
        return replace(program, upper=upper, integer=integer)


def _left(deadline: float) -> float:
    return deadline - time.monotonic()
