"""Proves bounds level by level; remembers dual values, which stay valid for any values above."""

import time
from dataclasses import dataclass, field

import numpy as np

from scheduler.formulation.instance import Floats
from scheduler.formulation.relaxation.branch import bound_by_cases, sets_of
from scheduler.formulation.relaxation.coarse import Coarse, coarsened
from scheduler.formulation.relaxation.cuts import Core, Cut, core_of, make_cut, solve_core
from scheduler.formulation.relaxation.relaxation import Relaxation
from scheduler.formulation.relaxation.rounds import near_centre
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import Answer, solve, solve_relaxed
from scheduler.formulation.relaxation.whole import Solved

DUALS_KEPT = 40
AT_ONCE_COLUMNS = 3_000
COARSE_COLUMNS = 100_000  # programs of more are solved coarsely
DIVE_COLUMNS = 50_000  # from here on classes are found coarsely
WHOLE_COLUMNS = 12_000
WHOLE_INTEGERS = 4_000
IDLE_ROUNDS = 12
CASES_SHARE = 0.7


@dataclass
class Prover:
    """One relaxation with the dual values and the fractional plans found so far, by level."""

    relaxation: Relaxation
    core: Core = field(init=False)
    duals: list[list[Floats]] = field(init=False)
    values: dict[int, Floats] = field(default_factory=dict)
    solved: dict[int, tuple[float, ...]] = field(default_factory=dict)
    roots: dict[int, float] = field(default_factory=dict)
    _cuts: dict[tuple[int, tuple[float, ...]], list[Cut]] = field(default_factory=dict)
    _coarse: dict[int, Coarse | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without dual values."""
        self.core = core_of(self.relaxation.program)
        self.duals = [[] for _ in self.relaxation.frame.instance.weights]

    def cuts(self, level: int, values_above: list[float]) -> list[Cut]:
        """Return the cuts of a level under these values above, that of no duals first."""
        program = self.relaxation.limited(values_above[:level])
        cost, constant = self.relaxation.level(level)
        known = self._cuts.setdefault((level, tuple(values_above[:level])), [])
        none = np.zeros(len(program.row_lower))
        for y in [none, *self.duals[level]][len(known) :]:
            persons = self.relaxation.attending.person_rows
            known.append(make_cut(program, self.core, cost, constant, y, persons))
        return known

    def remember(self, level: int, y: Floats) -> None:
        """Keep dual values of a level; when they are too many, the older half goes."""
        if len(self.duals[level]) >= DUALS_KEPT:
            del self.duals[level][: DUALS_KEPT // 2]
            self._cuts.clear()
        self.duals[level].append(y)

    def limits(self, level: int, values_above: list[float]) -> list[tuple[Cut, float]]:
        """Return what the levels above demand of the classes."""
        found = []
        for above in range(level):
            value = values_above[above]
            limit = value + 1e-6 * max(1.0, abs(value))
            found += [(cut, limit) for cut in self.cuts(above, values_above)]
        return found

    def prove(
        self,
        level: int,
        values_above: list[float],
        deadline: float,
        enough: float,
        seed: int,
        *,
        brief: bool = False,
    ) -> float:
        """Return a bound; stops early where it reaches `enough`; inf: there is no such plan."""
        size = len(self.relaxation.program.lower)
        integers = int(self.relaxation.program.integer.sum())
        whole = size <= WHOLE_COLUMNS and integers <= WHOLE_INTEGERS
        best = self._remembered(level, values_above)
        if best < enough and (self.duals[level] or not self._concerns_persons(level)):
            best = max(best, self._classes(level, values_above, deadline, seed)[0])
        fresh = self.solved.get(level) != tuple(values_above)
        if best < enough and fresh and (whole or self._concerns_persons(level)):
            best = max(best, self._persons(level, values_above, deadline))
        if brief:
            return best
        if best < enough and size > AT_ONCE_COLUMNS and self._concerns_persons(level):
            best = max(best, self._cases(level, values_above, deadline, enough))
        if best < enough and size > AT_ONCE_COLUMNS:
            until = deadline - (0.5 * _left(deadline) if whole else 0.0)
            best = max(best, self._rounds(level, values_above, until, best, enough, seed))
        if best < enough and whole and _left(deadline) > 0:
            best = max(best, self._whole(level, values_above, deadline, seed))
        return best

    def _concerns_persons(self, level: int) -> bool:
        cost, _ = self.relaxation.level(level)
        return bool(cost[~self.relaxation.program.core].any())

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
        if _left(deadline) <= 0:
            return -np.inf
        program = self.relaxation.limited(values_above)
        cost, constant = self.relaxation.level(level)
        answer = Answer(-np.inf, infeasible=False)
        if len(cost) > COARSE_COLUMNS:
            answer = self._coarsely(program, cost, deadline, level)
        if answer.y is None:
            answer = solve_relaxed(program, cost, deadline, limited=level > 1)
        if answer.infeasible:
            return np.inf
        if answer.x is not None:
            self.values[level] = answer.x
        if answer.y is None:
            return -np.inf
        self.remember(level, answer.y)
        self.solved[level] = tuple(values_above)
        self.roots[level] = constant + self.relaxation.proven(program, cost, answer.y)
        return self.roots[level]

    def _coarsely(self, program: Program, cost: Floats, deadline: float, level: int) -> Answer:
        """Solve the coarse program; values and duals are those of the whole, nothing else is said.

        That the coarse program has no solution says nothing of the whole one.
        """
        coarse = self._coarse_at(level)
        if coarse is None:
            return Answer(-np.inf, infeasible=False)
        small = coarse.of(program, cost)
        answer = solve_relaxed(*small, deadline, limited=level > 1, exact=True)
        x = None if answer.x is None else coarse.lifted(answer.x)
        y = None if answer.y is None else coarse.duals(answer.y, program)
        return Answer(-np.inf, infeasible=False, x=x, y=y)

    def _coarse_at(self, level: int) -> Coarse | None:
        if level not in self._coarse:
            self._coarse[level] = coarsened(self.relaxation, level)
        return self._coarse[level]

    def _cases(
        self, level: int, values_above: list[float], deadline: float, enough: float
    ) -> float:
        """Return the bound by cases of whole numbers of classes, remembering nothing."""
        x = self.values.get(level)
        if x is None or self.solved.get(level) != tuple(values_above):
            return -np.inf
        relaxation = self.relaxation
        cost, constant = relaxation.level(level)
        programmes = np.array([kind.programme for kind in relaxation.frame.kinds], dtype=np.int64)

        def solve_case(program: Program, until: float) -> tuple[float, Floats | None]:
            if len(cost) > COARSE_COLUMNS:
                answer = self._coarsely(program, cost, until, level)
            else:
                answer = solve_relaxed(program, cost, until, limited=level > 1)
            if answer.infeasible:
                return np.inf, None
            if answer.y is None:
                return -np.inf, None
            return constant + relaxation.proven(program, cost, answer.y), answer.x

        root = self.roots[level], x
        until = time.monotonic() + CASES_SHARE * _left(deadline)
        sets = sets_of(relaxation.opening, programmes)
        program = relaxation.limited(values_above)
        return bound_by_cases(program, sets, root, solve_case, enough, until)

    def _classes(
        self, level: int, values_above: list[float], deadline: float, seed: int
    ) -> tuple[float, Floats | None]:
        """Return the bound by integral classes, persons by the cuts known, and those classes."""
        if _left(deadline) <= 0:
            return -np.inf, None
        answer = solve_core(
            self.core,
            self.cuts(level, values_above),
            self.limits(level, values_above),
            deadline,
            seed=seed,
        )
        bound = -np.inf if answer.infeasible else answer.bound
        return bound, None if answer.x is None else answer.x[:-1]

    def _rounds(
        self,
        level: int,
        values_above: list[float],
        deadline: float,
        best: float,
        enough: float,
        seed: int,
    ) -> float:
        """Return the bound after rounds of integral classes and new cuts near a centre."""
        centre = next(
            (self.values[above] for above in range(level, -1, -1) if above in self.values), None
        )
        if centre is None:
            return best
        program = self.relaxation.limited(values_above)
        cost, _ = self.relaxation.level(level)
        idle = 0
        while best < enough and idle < IDLE_ROUNDS:
            bound, classes = self._classes(level, values_above, deadline, seed)
            idle = 0 if bound > best + 1e-6 * max(1.0, abs(best)) else idle + 1
            best = max(best, bound)
            if classes is None or _left(deadline) <= 0:
                break
            y = near_centre(program, self.core, cost, centre[self.core.columns], classes, deadline)
            if y is None:
                break
            self.remember(level, y)
        return best

    def _whole(self, level: int, values_above: list[float], deadline: float, seed: int) -> float:
        """Solve everything at once with integral classes and teaching."""
        program = self.relaxation.limited(values_above)
        cost, constant = self.relaxation.level(level)
        answer = solve(program, cost, deadline, integer=True, seed=seed)
        if answer.infeasible:
            return -np.inf
        if answer.x is not None:
            self.values[level] = answer.x
        return answer.bound + constant

    def suggest(
        self,
        level: int,
        values_above: list[float],
        deadline: float,
        seed: int,
        *,
        seconds: float = 0.0,
    ) -> Floats | None:
        """Return columns with integral numbers of classes that are good at the level.

        A dive: the linear program over what it finds attractive is solved again and again, each
        time with a few more numbers of classes rounded up for good. An integer program looks for
        better numbers for so many `seconds`; the clock ends it.
        """
        program = self.relaxation.limited(values_above)
        cost, _ = self.relaxation.level(level)
        columns = self.relaxation.opening.columns, self.relaxation.attending.columns
        coarse = self._coarse_at(level) if len(cost) > DIVE_COLUMNS else None
        if coarse is None:
            if self.solved.get(level) != tuple(values_above):
                self._persons(level, values_above, deadline)
            x = self.values.get(level)
            if x is None or not self.duals[level] or _left(deadline) <= 0:
                return x
            solved = Solved(program, cost, x, self.duals[level][0], *columns)
            found, duals = solved.whole(deadline, seed, seconds)
        else:
            small, price = coarse.of(program, cost)
            answer = solve_relaxed(small, price, deadline, limited=level > 1, exact=True)
            if answer.x is None or answer.y is None or _left(deadline) <= 0:
                return None if answer.x is None else coarse.lifted(answer.x)
            here = coarse.columns[columns[0]], np.unique(coarse.columns[columns[1]])
            solved = Solved(small, price, answer.x, answer.y, *here)
            found, duals = solved.whole(deadline, seed, seconds)
            found = None if found is None else coarse.lifted(found)
            duals = [coarse.duals(y, program) for y in (answer.y, *duals)]
            self.values.setdefault(level, coarse.lifted(answer.x))
        for y in duals:
            self.remember(level, y)
        return found


def _left(deadline: float) -> float:
    return deadline - time.monotonic()
