"""A plan joined with the names of its scenario: what every writer for people looks up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.calendar import DailySlot
from models.curriculum import Module, Programme
from models.people import Cadre, Tier, Unit
from models.plan import Plan, PlannedClass, PlannedSession
from models.resources import Lecturer, Room, Venue
from models.scenario import Scenario

MODULE = "module"


@dataclass(frozen=True)
class Lesson:
    """One session with what it refers to; `part` of `parts` counts within its module or activity.

    Sessions of activities of one kind are counted through the class: the plan does not tell two
    discussions apart.
    """

    date: date
    slot: DailySlot
    seq: int
    kind: str
    course: "Course"
    module: Module | None
    lecturer: Lecturer | None
    part: int
    parts: int


@dataclass(frozen=True)
class Course:
    """An open class with its programme, place and tiers; `days` counts days of class."""

    id: str
    programme: Programme
    tiers: tuple[Tier, ...]
    start: date
    end: date
    room: Room
    venue: Venue
    size: int
    cost: float

    @property
    def days(self) -> int:
        """Number of class days; they are consecutive calendar days."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Load:
    """What one lecturer teaches; `fee` in all."""

    lecturer: Lecturer
    sessions: int
    periods: float
    days: int
    fee: float


class View:
    """Look-ups of one plan in one language; every list has a stated order."""

    def __init__(self, scenario: Scenario, plan: Plan, language: str) -> None:
        self.scenario = scenario
        self.plan = plan
        self.language = language
        self.slots = {slot.id: slot for slot in scenario.calendar.slots}
        self._slot_order = {slot.id: place for place, slot in enumerate(scenario.calendar.slots)}
        self.modules = {module.id: module for module in scenario.modules}
        self.lecturers = {lecturer.id: lecturer for lecturer in scenario.lecturers}
        self.rooms = {room.id: room for room in scenario.rooms}
        self.venues = {venue.id: venue for venue in scenario.venues}
        self.units: dict[str, Unit] = {unit.id: unit for unit in scenario.units}
        self.tiers = {tier.id: tier for tier in scenario.tiers}
        self.programmes = {programme.id: programme for programme in scenario.programmes}

    @cached_property
    def courses(self) -> dict[str, Course]:
        """Open classes by id, in order of start."""
        rows = [row for row in self.plan.classes if row.open and row.start and row.end and row.room]
        rows.sort(key=lambda row: (row.start or date.max, row.class_id))
        return {row.class_id: self._course(row) for row in rows}

    @cached_property
    def closed(self) -> tuple[PlannedClass, ...]:
        """Classes that do not open, by id."""
        rows = (row for row in self.plan.classes if row.class_id not in self.courses)
        return tuple(sorted(rows, key=lambda row: row.class_id))

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """All sessions of open classes, in order of time and class."""
        rows_of: dict[str, list[PlannedSession]] = defaultdict(list)
        for row in self.plan.sessions:
            if row.class_id in self.courses:
                rows_of[row.class_id].append(row)
        found = [
            lesson
            for class_id, rows in rows_of.items()
            for lesson in self._lessons(self.courses[class_id], rows)
        ]
        return tuple(sorted(found, key=self._when))

    @cached_property
    def lessons_of_class(self) -> dict[str, list[Lesson]]:
        """Sessions by class; classes in order of start."""
        groups: dict[str, list[Lesson]] = {class_id: [] for class_id in self.courses}
        for lesson in sorted(self.lessons, key=lambda one: one.seq):
            groups[lesson.course.id].append(lesson)
        return groups

    @cached_property
    def lessons_of_lecturer(self) -> dict[str, list[Lesson]]:
        """Sessions by lecturer id, of those who teach, in the order of the table."""
        pairs = ((lesson.lecturer.id, lesson) for lesson in self.lessons if lesson.lecturer)
        return _grouped(pairs, self.lecturers)

    @cached_property
    def lessons_of_room(self) -> dict[str, list[Lesson]]:
        """Sessions by room id, of rooms in use, in the order of the table."""
        return _grouped(((lesson.course.room.id, lesson) for lesson in self.lessons), self.rooms)

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """The load of every lecturer, in the order of the table."""
        return tuple(self._load(lecturer) for lecturer in self.lecturers.values())

    @cached_property
    def cadres_of_class(self) -> dict[str, list[Cadre]]:
        """Who attends, by class; in the order of the units' table, then by cadre id."""
        cadres = {cadre.id: cadre for cadre in self.scenario.cadres}
        unit_order = {unit.id: place for place, unit in enumerate(self.scenario.units)}
        groups: dict[str, list[Cadre]] = {class_id: [] for class_id in self.courses}
        for row in self.plan.enrolments:
            if row.class_id in groups:
                groups[row.class_id].append(cadres[row.cadre])
        for group in groups.values():
            group.sort(key=lambda cadre: (unit_order[cadre.unit], cadre.id))
        return groups

    @cached_property
    def population(self) -> dict[str, Cadre]:
        """The cadres that this run plans: eligible and active on the horizon's last day."""
        last = self.scenario.horizon.end
        return {
            cadre.id: cadre
            for cadre in self.scenario.cadres
            if cadre.eligible
            and (cadre.active_from or date.min) <= last <= (cadre.active_to or date.max)
        }

    @cached_property
    def served(self) -> dict[str, frozenset[str]]:
        """The units that a venue serves, those below them included; only venues with a limit."""
        below: dict[str, list[str]] = defaultdict(list)
        for unit in self.scenario.units:
            if unit.parent is not None:
                below[unit.parent].append(unit.id)
        found = {}
        for venue in self.scenario.venues:
            if venue.serves:
                units = list(venue.serves)
                for unit_id in units:  # grows while it is read
                    units += below[unit_id]
                found[venue.id] = frozenset(units)
        return found

    def periods(self, module: Module) -> float:
        """Return the periods of a module, by the rule where the table gives none."""
        if module.periods is not None:
            return module.periods
        return module.sessions * self.scenario.rules.periods_per_session

    def _course(self, row: PlannedClass) -> Course:
        programme = self.programmes[row.programme]
        room = self.rooms[row.room or ""]
        return Course(
            id=row.class_id,
            programme=programme,
            tiers=tuple(self.tiers[tier] for tier in programme.tiers),
            start=row.start or date.min,
            end=row.end or date.min,
            room=room,
            venue=self.venues[room.venue],
            size=row.size,
            cost=row.cost,
        )

    def _lessons(self, course: Course, rows: list[PlannedSession]) -> list[Lesson]:
        rows = sorted(rows, key=lambda row: row.seq)
        parts: dict[str, int] = defaultdict(int)
        for row in rows:
            parts[_subject(row)] += 1
        seen: dict[str, int] = defaultdict(int)
        lessons = []
        for row in rows:
            subject = _subject(row)
            seen[subject] += 1
            lessons.append(
                Lesson(
                    date=row.date,
                    slot=self.slots[row.slot],
                    seq=row.seq,
                    kind=row.kind,
                    course=course,
                    module=self.modules[row.module] if row.module else None,
                    lecturer=self.lecturers[row.lecturer] if row.lecturer else None,
                    part=seen[subject],
                    parts=parts[subject],
                )
            )
        return lessons

    def _load(self, lecturer: Lecturer) -> Load:
        lessons = self.lessons_of_lecturer.get(lecturer.id, [])
        taught = {(one.course.id, one.module.id): one.module for one in lessons if one.module}
        return Load(
            lecturer=lecturer,
            sessions=len(lessons),
            periods=sum(self.periods(module) for module in taught.values()),
            days=len({lesson.date for lesson in lessons}),
            fee=lecturer.fee * len(lessons),
        )

    def _when(self, lesson: Lesson) -> tuple[date, int, str]:
        return lesson.date, self._slot_order[lesson.slot.id], lesson.course.id


def _subject(row: PlannedSession) -> str:
    return f"{MODULE} {row.module}" if row.kind == MODULE else row.kind


def _grouped(pairs: Iterable[tuple[str, Lesson]], order: Iterable[str]) -> dict[str, list[Lesson]]:
    groups: dict[str, list[Lesson]] = defaultdict(list)
    for key, lesson in pairs:
        groups[key].append(lesson)
    return {key: groups[key] for key in order if key in groups}
