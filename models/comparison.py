"""Two or more plans side by side: the first is what the others are compared with."""

from enum import StrEnum
from typing import Any

from models.base import Id, Model, Text
from models.result import Status
from models.rules import Component


class Doubt(StrEnum):
    """Whether two values of a level differ for certain.

    `real`: what is proven of one plan's scenario lies above the other's value, or the other way
    round. `gap`: a longer search could close the difference. `above`: the levels above differ, so
    the bounds speak of different things. `unknown`: a bound is missing.
    """

    EQUAL = "equal"
    REAL = "real"
    GAP = "gap"
    ABOVE = "above"
    UNKNOWN = "unknown"


class ComparedPlan(Model):
    """One plan: `name` tells it apart, `folder` is where it lies."""

    name: Id
    folder: str
    title: Text
    status: Status | None = None


class ComparedValue(Model):
    """One figure of every plan, with the differences of the others to the first."""

    values: tuple[float | None, ...]
    differences: tuple[float | None, ...]


class ComparedComponent(ComparedValue):
    """A component of the objective."""

    component: Component


class ComparedLevel(ComparedValue):
    """A level with its bounds; `doubts` says of each other plan whether the difference is real."""

    objective: dict[Component, float]
    bounds: tuple[float | None, ...]
    doubts: tuple[Doubt, ...]


class ComparedTier(Model):
    """Coverage of a tier."""

    tier: Id
    population: ComparedValue
    target: ComparedValue
    covered: ComparedValue
    shortfall: ComparedValue


class ComparedCost(ComparedValue):
    """A line of the cost: lecturers, rooms, allowance, travel or total."""

    line: str


class ClassChange(Model):
    """One thing that is otherwise about a class: open, start, room, size, modules, lecturers."""

    class_id: Id
    what: str
    before: str
    after: str


class Mover(Model):
    """A cadre who attends other classes."""

    cadre: Id
    before: tuple[Id, ...]
    after: tuple[Id, ...]


class Against(Model):
    """What one of the other plans changes about classes and people of the first."""

    name: Id
    classes: tuple[ClassChange, ...] = ()
    movers: tuple[Mover, ...] = ()


class Comparison(Model):
    """Everything that is compared."""

    plans: tuple[ComparedPlan, ...]
    components: tuple[ComparedComponent, ...]
    levels: tuple[ComparedLevel, ...]
    coverage: tuple[ComparedTier, ...]
    costs: tuple[ComparedCost, ...]
    against: tuple[Against, ...]
    warnings: tuple[str, ...] = ()

    def differs(self) -> bool:
        """Tell whether any two figures, classes or people differ."""
        rows: list[ComparedValue] = [*self.components, *self.levels, *self.costs]
        for tier in self.coverage:
            rows += [tier.population, tier.target, tier.covered, tier.shortfall]
        figures = any(value != row.values[0] for row in rows for value in row.values[1:])
        return figures or any(one.classes or one.movers for one in self.against)

    def counts(self, one: Against) -> dict[str, int]:
        """Return how many people changed, by whether they attend more, fewer or other classes."""
        sizes = [(len(m.before), len(m.after)) for m in one.movers]
        return {
            "count": len(sizes),
            "added": sum(a < b for a, b in sizes),
            "removed": sum(a > b for a, b in sizes),
            "switched": sum(a == b for a, b in sizes),
        }

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as `compare --json` prints it."""
        return self.model_dump(mode="json")
