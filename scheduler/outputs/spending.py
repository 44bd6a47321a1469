"""Where the money goes: the cost of a plan by line and by class."""

from collections import defaultdict
from dataclasses import dataclass

from scheduler.outputs.view import Course, View

LINES = ("fees", "rooms", "allowances", "travel")


@dataclass(frozen=True)
class ClassCost:
    """The lines of one class, in the order of LINES."""

    course: Course
    lines: tuple[float, ...]

    @property
    def total(self) -> float:
        """All lines together."""
        return sum(self.lines)


@dataclass(frozen=True)
class Spending:
    """The cost of each open class, in order of start."""

    classes: tuple[ClassCost, ...]

    @property
    def lines(self) -> tuple[tuple[str, float], ...]:
        """Each line with its amount in the whole plan."""
        sums = [sum(row.lines[place] for row in self.classes) for place in range(len(LINES))]
        return tuple(zip(LINES, sums, strict=True))

    @property
    def total(self) -> float:
        """The whole plan."""
        return sum(row.total for row in self.classes)


def spending(view: View) -> Spending:
    """Return fees, room hire, allowances and travel of every open class."""
    rules = view.scenario.rules
    km: dict[str, float] = defaultdict(float)
    for row in view.plan.enrolments:
        km[row.class_id] += row.km
    rows = []
    for course in view.courses.values():
        lessons = view.lessons_of_class[course.id]
        fees = sum(one.lecturer.fee for one in lessons if one.lecturer)
        rent = course.room.cost_per_day * course.days
        allowance = rules.allowance_per_person_day * course.days * course.size
        travel = rules.travel_cost_per_km * km[course.id] if rules.travel_cost_per_km else 0.0
        rows.append(ClassCost(course, (fees, rent, allowance, travel)))
    return Spending(tuple(rows))
