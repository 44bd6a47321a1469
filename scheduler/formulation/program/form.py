"""Linear forms over the variables of a program, with decimal weights, and their integer twins."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python.cp_model import IntVar, LinearExpr

from scheduler.formulation.program.scaling import to_integers


@dataclass
class Form:
    """constant + sum of weight * variable, in the unit of the component it measures."""

    constant: float = 0.0
    variables: list[IntVar] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, variable: IntVar, weight: float = 1.0) -> None:
        """Add one term."""
        if weight:
            self.variables.append(variable)
            self.weights.append(float(weight))

    def add_all(self, variables: Sequence[IntVar], weights: Iterable[float]) -> None:
        """Add terms."""
        for variable, weight in zip(variables, weights, strict=True):
            self.add(variable, weight)

    def plus(self, other: "Form", factor: float = 1.0) -> None:
        """Add another form times a factor."""
        self.constant += factor * other.constant
        if factor:
            self.variables += other.variables
            self.weights += [factor * weight for weight in other.weights]

    def merged(self) -> "Form":
        """Return the same form with each variable once, in the order of the program."""
        total: dict[int, float] = {}
        seen: dict[int, IntVar] = {}
        for variable, weight in zip(self.variables, self.weights, strict=True):
            index = variable.index
            total[index] = total.get(index, 0.0) + weight
            seen[index] = variable
        order = [index for index in sorted(total) if abs(total[index]) > 1e-12]
        return Form(self.constant, [seen[n] for n in order], [total[n] for n in order])


class ScaledForm:
    """A form in integers: scale * (form - constant), with a bound on the rounding error."""

    def __init__(self, form: Form) -> None:
        """Round the weights of the form at the finest scale that cannot overflow."""
        merged = form.merged()
        widths = [width(variable) for variable in merged.variables]
        numbers, scale, rounded = to_integers(merged.weights, widths=widths)
        self.variables, self.constant = merged.variables, merged.constant
        self.numbers, self.scale = numbers, scale
        terms = zip(merged.weights, numbers, widths, strict=True)
        parts = [abs(weight * scale - number) * width for weight, number, width in terms]
        self.error = math.fsum(parts) if rounded else 0.0

    @property
    def expression(self) -> LinearExpr:
        """The integer form as the solver reads it."""
        return LinearExpr.weighted_sum(self.variables, self.numbers)

    @property
    def least(self) -> float:
        """Return the least value that the domains of the variables allow."""
        ends = [bounds_of(variable) for variable in self.variables]
        total = sum(min(n * a, n * b) for n, (a, b) in zip(self.numbers, ends, strict=True))
        return (total - self.error) / self.scale + self.constant

    def limit(self, value: float) -> int:
        """Return the largest integer that a solution of this value or a better one can have."""
        return math.floor((value - self.constant) * self.scale + self.error + 0.01)

    def floor(self, value: float) -> int:
        """Return an integer below which no solution lies if `value` is a lower bound."""
        return math.ceil((value - self.constant) * self.scale - self.error - 0.01)

    def bound(self, number: float) -> float:
        """Return the lower bound that a lower bound on the integers proves."""
        return (math.ceil(number - 1e-6) - self.error) / self.scale + self.constant

    def value(self, values: Sequence[int]) -> float:
        """Return the value of the form under a solution."""
        total = sum(n * values[v.index] for v, n in zip(self.variables, self.numbers, strict=True))
        return total / self.scale + self.constant


def bounds_of(variable: IntVar) -> tuple[int, int]:
    """Return the least and the largest value of a variable's domain."""
    domain = variable.proto.domain
    return int(domain[0]), int(domain[len(domain) - 1])


def width(variable: IntVar) -> int:
    """Return the range of a variable, at least 1."""
    least, most = bounds_of(variable)
    return max(1, most - least)
