"""Repeated content: what remains where, and what an uninformed assignment would have brought.

Uninformed is a planner who opens the same classes, with the same modules, rooms and sizes, but
fills each seat without looking at what people have had: every enrolment then repeats, on average,
what the mean over all people repeats whom the class admits (population, tier and title, active on
its days, unit served by its venue). Absence limits and earlier classes of the same plan are left
out of that mean.
"""

from calendar import isleap
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from models.people import Cadre
from scheduler.outputs.view import Course, View


@dataclass(frozen=True)
class Gift:
    """What attending a class gives of each topic, in periods; `largest` in a single module."""

    total: dict[str, float]
    largest: dict[str, float]


@dataclass(frozen=True)
class ClassRepeat:
    """Person-periods repeated in one class: in this plan and in an uninformed one of its size."""

    course: Course
    remains: float
    uninformed: float


@dataclass(frozen=True)
class TopicRepeat:
    """Person-periods repeated of one topic in the whole plan, and by how many people."""

    topic: str
    periods: float
    people: int


@dataclass(frozen=True)
class Repeat:
    """Repeat of the plan by class and by topic, most first among topics."""

    classes: tuple[ClassRepeat, ...]
    topics: tuple[TopicRepeat, ...]

    @property
    def remains(self) -> float:
        """Person-periods that the plan repeats."""
        return sum(row.remains for row in self.classes)

    @property
    def uninformed(self) -> float:
        """Person-periods that the same classes would repeat, filled without looking."""
        return sum(row.uninformed for row in self.classes)


def repeat_of(view: View) -> Repeat:
    """Return what the plan repeats and what it avoids."""
    seen = seen_topics(view)
    crowd = _Crowd(view, seen)
    gifts = {course.id: _gift(view, course) for course in view.courses.values()}
    remains: dict[str, float] = defaultdict(float)
    for row in view.plan.enrolments:
        remains[row.class_id] += row.repeat_periods
    classes = tuple(
        ClassRepeat(course, remains[course.id], course.size * crowd.mean(course, gifts[course.id]))
        for course in view.courses.values()
    )
    return Repeat(classes, _topics(view, gifts, seen))


def seen_topics(view: View) -> dict[str, set[str]]:
    """Return the topics that completed history within memory holds, by cadre."""
    scenario = view.scenario
    last = scenario.horizon.start
    first = _years_before(last, scenario.rules.memory_years)
    topics = {module.id: tuple(module.topics) for module in scenario.modules}
    seen: dict[str, set[str]] = defaultdict(set)
    for row in scenario.history:
        if row.completed and row.module in topics and first <= row.date < last:
            seen[row.cadre].update(topics[row.module])
    return seen


class _Crowd:
    """How many people, and how many who have had a topic, stand behind each class."""

    def __init__(self, view: View, seen: dict[str, set[str]]) -> None:
        self._view = view
        self._people: Counter[tuple[str, str | None, str]] = Counter()
        self._had: dict[tuple[str, str | None, str], Counter[str]] = {}
        self._passing: list[tuple[Cadre, set[str]]] = []  # active on some days only
        self._known: dict[tuple[str, str], tuple[int, Counter[str]]] = {}
        for cadre in view.population.values():
            had = seen.get(cadre.id, set())
            if cadre.active_from is not None or cadre.active_to is not None:
                self._passing.append((cadre, had))
                continue
            key = (cadre.tier, cadre.title, cadre.unit)
            self._people[key] += 1
            self._had.setdefault(key, Counter()).update(had)

    def mean(self, course: Course, gift: Gift) -> float:
        """Return the periods that the mean admissible person repeats in the class."""
        people, had = self._settled(course)
        had = had.copy()
        for cadre, topics in self._passing:
            if self._admits(course, cadre) and self._active(course, cadre):
                people += 1
                had.update(topics)
        if not people:
            return 0.0
        again = sum(gift.total.values()) - sum(gift.largest.values())
        return again + sum(part * had[topic] / people for topic, part in gift.largest.items())

    def _settled(self, course: Course) -> tuple[int, Counter[str]]:
        """Return how many are admitted, and had which topic, of those active on every day."""
        key = (course.programme.id, "" if course.room.online else course.venue.id)
        if key not in self._known:
            people, had = 0, Counter[str]()
            for group, count in self._people.items():
                if self._open_to(course, *group):
                    people += count
                    had.update(self._had[group])
            self._known[key] = people, had
        return self._known[key]

    def _admits(self, course: Course, cadre: Cadre) -> bool:
        return self._open_to(course, cadre.tier, cadre.title, cadre.unit)

    def _open_to(self, course: Course, tier: str, title: str | None, unit: str) -> bool:
        programme, serves = course.programme, self._view.served.get(course.venue.id)
        return (
            tier in programme.tiers
            and (not programme.titles or title in programme.titles)
            and (serves is None or unit in serves)
        )

    @staticmethod
    def _active(course: Course, cadre: Cadre) -> bool:
        return (cadre.active_from or date.min) <= course.start and course.end <= (
            cadre.active_to or date.max
        )


def _gift(view: View, course: Course) -> Gift:
    total: dict[str, float] = defaultdict(float)
    largest: dict[str, float] = defaultdict(float)
    taught = {one.module.id: one.module for one in view.lessons_of_class[course.id] if one.module}
    for module in taught.values():
        weight = sum(module.topics.values())
        for topic, share in module.topics.items():
            part = view.periods(module) * share / weight
            total[topic] += part
            largest[topic] = max(largest[topic], part)
    return Gift(dict(total), dict(largest))


def _topics(
    view: View, gifts: dict[str, Gift], seen: dict[str, set[str]]
) -> tuple[TopicRepeat, ...]:
    classes_of: dict[str, list[str]] = defaultdict(list)
    for row in view.plan.enrolments:
        if row.class_id in gifts:
            classes_of[row.cadre].append(row.class_id)
    periods: dict[str, float] = defaultdict(float)
    people: Counter[str] = Counter()
    for cadre, classes in classes_of.items():
        had = seen.get(cadre, set())
        for topic in dict.fromkeys(topic for one in classes for topic in gifts[one].total):
            again = sum(gifts[one].total.get(topic, 0) for one in classes)
            if topic not in had:
                again -= max(gifts[one].largest.get(topic, 0) for one in classes)
            if again > 1e-9:
                periods[topic] += again
                people[topic] += 1
    order = sorted(periods, key=lambda topic: (-round(periods[topic], 6), topic))
    return tuple(TopicRepeat(topic, periods[topic], people[topic]) for topic in order)


def _years_before(day: date, years: int) -> date:
    """Return the same day `years` earlier; 29 February becomes the 28th in a common year."""
    year = day.year - years
    if year < 1:
        return date.min
    leaps = (day.month, day.day) == (2, 29) and not isleap(year)
    return day.replace(year=year, day=28 if leaps else day.day)
