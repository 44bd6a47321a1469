"""Whole numbers of classes near a fractional solution: by a dive, then by an integer program."""

import time
from dataclasses import dataclass, replace

import numpy as np

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.relaxation.dive import WHOLE, dive
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import solve

LIKELY_CLASSES = 0.1
LIKELY_PERSONS = 2.0


@dataclass(frozen=True)
class Solved:
    """A program with a solution x and dual values y; `opening` and `attending` are columns."""

    program: Program
    cost: Floats
    x: Floats
    y: Floats
    opening: Ints
    attending: Ints

    def whole(
        self, deadline: float, seed: int, seconds: float
    ) -> tuple[Floats | None, list[Floats]]:
        """Return the best columns found with whole numbers of classes, and dual values.

        An integer program betters what the dive found for so many `seconds`, first over the same
        columns, then over every class that the solution opens at all.
        """
        found, duals = dive(self.attractive(), self.cost, self.x, self.opening, deadline)
        until = min(deadline, time.monotonic() + seconds)
        for likely in (LIKELY_CLASSES, WHOLE):
            if seconds <= 0 or time.monotonic() >= until:
                break
            other = whole_classes(self.attractive(likely), self.cost, self.opening, until, seed)
            if other is not None and (found is None or self.cost @ other < self.cost @ found):
                found = other
        return found, duals

    def attractive(self, likely: float = LIKELY_CLASSES) -> Program:
        """Return the program without classes and attendances that its solution hardly wants.

        A class is wanted where it is open `likely` as much as a whole one.
        """
        program = self.program
        reduced = self.cost - program.transposed_times(self.y)
        upper = program.upper.copy()
        opening, attending = self.opening, self.attending
        closed = opening[(self.x[opening] < likely) & (program.lower[opening] <= 0)]
        upper[closed] = 0.0
        dear = attending[(reduced[attending] > LIKELY_PERSONS) & (self.x[attending] <= 1e-9)]
        upper[dear] = 0.0
        return replace(program, upper=upper)


def whole_classes(
    program: Program, cost: Floats, classes: Ints, deadline: float, seed: int
) -> Floats | None:
    """Return the best columns found whose `classes` are whole, None where none were found.

    Persons and lecturers may stay in parts. `deadline` is a time of time.monotonic().
    """
    used = (program.upper > 0) | (program.lower < 0)
    whole = np.zeros(len(program.lower), dtype=bool)
    whole[classes] = True
    scale = float(np.abs(cost).max(initial=0.0)) or 1.0
    all_rows = np.ones(len(program.row_lower), dtype=bool)
    small = replace(program, integer=whole).part(used, all_rows)
    answer = solve(small, cost[used] / scale, deadline, integer=True, seed=seed)
    if answer.x is None:
        return None
    result = np.zeros(len(used))
    result[used] = answer.x
    result[classes] = np.round(result[classes])
    return result
