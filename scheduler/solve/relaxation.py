"""Edits of a scenario that free it of one bond, in families that grow more generous.

The cost of an edit is a base by its sort plus the relative change: changed numbers and dates come
first (0), then permissions (1), presence of people and rooms (2), new abilities (3), dropped
wishes (4), and last the opening of a class (10). A month counts as a change of 1.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from models.base import Model
from models.rules import Rule
from models.scenario import Scenario
from models.training_class import TrainingClass
from scheduler.errors import Sentence
from scheduler.formulation.instance import Instance

NUMBER, PERMISSION, PRESENCE, ABILITY, WISH, OPENING = 0.0, 1.0, 2.0, 3.0, 4.0, 10.0
DAYS_OF_A_MONTH = 30
M = TypeVar("M", bound=Model)
Starts = Mapping[str, tuple[date, ...]]


@dataclass(frozen=True)
class Edit:
    """One change of a scenario, in words and as the scenario that it gives."""

    sentence: Sentence
    cost: float
    scenario: Scenario


@dataclass(frozen=True)
class Trial:
    """A scenario to be judged; classes in `starts` begin on one of these days."""

    scenario: Scenario
    starts: Starts = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """Edits 0 .. size - 1; what one allows, every later one allows, and costs no less.

    `trial(n)` (None: the scenario of edit n) allows what any of the edits 0 .. n allows.
    """

    size: int
    floor: float
    edit: Callable[[int], Edit]
    trial: Callable[[int], Trial] | None = None

    def probe(self, number: int) -> Trial:
        """Return what stands for the edits up to a number."""
        return Trial(self.edit(number).scenario) if self.trial is None else self.trial(number)


@dataclass(frozen=True)
class Case:
    """A scenario, its arrays, and the contradictory set to be broken."""

    scenario: Scenario
    instance: Instance
    members: tuple[tuple[Rule, str], ...]

    @property
    def classes(self) -> tuple[TrainingClass, ...]:
        """The classes of the contradictory set."""
        subjects = {subject for _, subject in self.members}
        return tuple(cls for cls in self.scenario.classes if cls.id in subjects)

    def definition(self, class_id: str) -> TrainingClass | None:
        """Return a class by its id, None where the subject is something else."""
        return next((cls for cls in self.scenario.classes if cls.id == class_id), None)


def single(cost: float, sentence: Sentence, make: Callable[[], Scenario]) -> Family:
    """Return the family of one edit."""
    return Family(1, cost, lambda _: Edit(sentence, cost, make()))


def numeric(
    old: float,
    values: Sequence[float],
    make: Callable[[Any], Scenario],
    words: Callable[[Any], Sentence],
    base: float = NUMBER,
) -> list[Family]:
    """Return the family that changes a number to one of the values, nearest first."""
    if not values:
        return []

    def cost(value: float) -> float:
        return base + abs(value - old) / (abs(old) or 1.0)

    def edit(number: int) -> Edit:
        value = values[number]
        return Edit(words(value), cost(value), make(value))

    return [Family(len(values), cost(values[0]), edit)]


def dated(
    old: date,
    days: Sequence[date],
    make: Callable[[date], Scenario],
    words: Callable[[date], Sentence],
    trial: Callable[[tuple[date, ...]], Trial] | None = None,
) -> list[Family]:
    """Return the family that moves a date to one of the days, nearest first."""
    if not days:
        return []

    def cost(day: date) -> float:
        return NUMBER + abs((day - old).days) / DAYS_OF_A_MONTH

    def edit(number: int) -> Edit:
        day = days[number]
        return Edit(words(day), cost(day), make(day))

    probe = None if trial is None else (lambda number: trial(tuple(days[: number + 1])))
    return [Family(len(days), cost(days[0]), edit, probe)]


def altered(item: M, **changes: object) -> M:
    """Return the item with other values, validated anew."""
    return type(item).model_validate(item.model_dump(by_alias=False) | changes)


def with_item(scenario: Scenario, section: str, item_id: str, **changes: object) -> Scenario:
    """Return the scenario in which one item of a section has other values."""
    items = tuple(
        altered(item, **changes) if item.id == item_id else item
        for item in getattr(scenario, section)
    )
    return scenario.model_copy(update={section: items})


def with_fixed(scenario: Scenario, cls: TrainingClass, **changes: object) -> Scenario:
    """Return the scenario in which a class fixes something else."""
    return with_item(scenario, "classes", cls.id, fixed=altered(cls.fixed, **changes))


def with_rules(scenario: Scenario, **changes: object) -> Scenario:
    """Return the scenario with other parameters of its rules."""
    return scenario.model_copy(update={"rules": altered(scenario.rules, **changes)})


def without_row(scenario: Scenario, section: str, row: object) -> Scenario:
    """Return the scenario without one row of a section."""
    rows = tuple(one for one in getattr(scenario, section) if one is not row)
    return scenario.model_copy(update={section: rows})
