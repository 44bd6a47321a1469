"""What attending a class gives to each requirement, over the class's spans and menus."""

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from scheduler.formulation.instance import Floats
from scheduler.formulation.program.program import Program, Values
from scheduler.formulation.program.variables import ClassVariables

Terms = list[tuple[IntVar, int]]


class Gains:
    """What one class gives: `least[q]` and `most[q]`, and in which spans it counts at all."""

    def __init__(self, program: Program, variables: ClassVariables) -> None:
        """Tabulate what the class gives to each requirement."""
        instance, candidate = program.instance, variables.candidate
        self.program, self.variables = program, variables
        number = len(instance.requirement_unit)
        counts = candidate.programme.counts_for
        inside = candidate.start[:, None] >= instance.requirement_start[None, :]
        self.inside = inside & counts[None, :]
        periods = instance.module_periods
        self.base = float(periods[list(candidate.course.always)].sum())
        units = {"class": np.ones(len(candidate.start)), "day": candidate.days.astype(float)}
        self.least, self.most = np.zeros(number), np.zeros(number)
        for q, unit in enumerate(instance.requirement_unit):
            low, high = self._range(units.get(unit), q)
            self.least[q], self.most[q] = low, high

    def _range(self, values: Floats | None, q: int) -> tuple[float, float]:
        inside = self.inside[:, q]
        if not inside.any():
            return 0.0, 0.0
        if values is not None:
            given = np.where(inside, values, 0.0)
            return float(given.min()), float(given.max())
        low, high = self._periods()
        return (low if inside.all() else 0.0), high

    def _periods(self) -> tuple[float, float]:
        course, periods = self.variables.candidate.course, self.program.instance.module_periods
        low = high = self.base
        if course.menus is not None and course.optional:
            totals = [float(periods[sorted(menu)].sum()) for menu in course.menus]
            return min(totals), max(totals)
        for count, options in course.groups:
            ordered = sorted(float(periods[m]) for m in options)
            low += sum(ordered[:count])
            high += sum(ordered[len(ordered) - count :])
        return low, high

    def bounds(self, q: int, scale: int) -> list[Terms]:
        """Return linear terms; what the class gives to q is the least of the sums, scaled."""
        candidate, variables = self.variables.candidate, self.variables
        unit = self.program.instance.requirement_unit[q]
        spans = self.variables.spans(self.inside[:, q])
        if unit != "period":
            days = candidate.days[self.inside[:, q]] if unit == "day" else np.ones(len(spans))
            return [[(span, int(scale * d)) for span, d in zip(spans, days, strict=True)]]
        periods = self.program.instance.module_periods
        most = round(scale * float(self.most[q]))
        given = [(variables.open, round(scale * self.base))]
        given += [(lit, round(scale * float(periods[m]))) for m, lit in variables.taken.items()]
        return [given, [(span, most) for span in spans]]


def total_of(terms: Terms) -> LinearExpr:
    """Return terms as the solver reads them."""
    return LinearExpr.weighted_sum([v for v, _ in terms], [weight for _, weight in terms])


def value_of(terms: Terms, values: Values) -> int:
    """Return the value of terms under a solution."""
    return sum(weight * values[variable.index] for variable, weight in terms)
