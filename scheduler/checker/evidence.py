"""What a rule looks at: the scenario's facts, the plan on paper and what follows from both."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from models.curriculum import Programme
from models.plan import Plan
from models.result import Violation
from models.rules import Rule
from models.scenario import Scenario
from models.training_class import TrainingClass
from scheduler.checker.coverage import Coverage, coverage
from scheduler.checker.facts import Facts
from scheduler.checker.paper import HeldClass, Paper
from scheduler.checker.repeat import repeated_parts
from scheduler.checker.words import sentence


@dataclass(frozen=True)
class Teaching:
    """One slot in which a lecturer teaches a module of an open class."""

    day: date
    slot: str
    class_id: str
    venue: str | None


class Evidence:
    """A scenario and a plan side by side."""

    def __init__(self, scenario: Scenario, plan: Plan, facts: Facts | None = None) -> None:
        self.scenario = scenario
        self.facts = Facts(scenario) if facts is None else facts.amended(scenario)
        self.plan = Paper(plan, self.facts.slots, self.facts.classes)
        self.baseline = (
            None if scenario.baseline is None else Paper(scenario.baseline, self.facts.slots)
        )

    def breach(self, rule: Rule, subject: str, key: str, **values: object) -> Violation:
        """Return a violation in the language of the scenario."""
        message = sentence(self.scenario.language, key, **values)
        return Violation(rule=rule, subject=subject, message=message)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence in the language of the scenario."""
        return sentence(self.scenario.language, key, **values)

    def all_of(self, ids: Iterable[str]) -> str:
        """Return sorted ids as a sentence lists what goes together."""
        joint = self.say("and")
        return f" {joint} ".join(sorted(ids))

    def moment(self, day: date, slot: str) -> tuple[date, int]:
        """Return the place of a slot in time, for sorting."""
        return day, self.facts.slots.get(slot, len(self.facts.slots))

    def held_classes(self) -> Iterator[tuple[HeldClass, TrainingClass, Programme]]:
        """Yield each open class with its definition and programme, by id."""
        for class_id, held in self.plan.held.items():
            definition = self.facts.classes[class_id]
            yield held, definition, self.facts.programmes[definition.programme]

    def venue_of(self, held: HeldClass) -> str | None:
        """Return the venue of the room in which the class meets, None if the room is unknown."""
        room = self.facts.rooms.get(held.room or "")
        return None if room is None else room.venue

    @cached_property
    def teaching(self) -> dict[str, tuple[Teaching, ...]]:
        """What each known lecturer teaches, in the order of time."""
        found: dict[str, list[Teaching]] = defaultdict(list)
        for held, _, _ in self.held_classes():
            venue = self.venue_of(held)
            for row in held.taught:
                if row.lecturer in self.facts.lecturers:
                    found[row.lecturer].append(Teaching(row.date, row.slot, held.class_id, venue))
        return {
            lecturer: tuple(sorted(rows, key=self._in_time))
            for lecturer, rows in sorted(found.items())
        }

    def _in_time(self, item: Teaching) -> tuple[date, int, str]:
        return *self.moment(item.day, item.slot), item.class_id

    @cached_property
    def coverage(self) -> Coverage:
        """Who is covered before and after the plan."""
        return coverage(self.facts, self.plan)

    @cached_property
    def repeated_parts(self) -> dict[tuple[str, str], int]:
        """What each (cadre, class) repeats, in parts of a period (`topic_scale`)."""
        return repeated_parts(self.facts, self.plan)

    def repeated_periods(self, cadre: str, class_id: str) -> Fraction:
        """Return the periods that the cadre repeats in the class."""
        return Fraction(self.repeated_parts[cadre, class_id], self.facts.topic_scale)

    @cached_property
    def km(self) -> dict[str, Fraction]:
        """The kilometres of all enrolments of each open class, counted unit by unit."""
        return {class_id: self._km_of(held) for class_id, held in self.plan.held.items()}

    def _km_of(self, held: HeldClass) -> Fraction:
        room = self.facts.rooms.get(held.room or "")
        if room is None:
            return Fraction(0)
        cadres = (self.facts.cadres.get(cadre) for cadre in held.cadres)
        units = Counter(cadre.unit for cadre in cadres if cadre is not None)
        parts = (self.facts.km(unit, room) * count for unit, count in units.items())
        return sum(parts, Fraction(0))
