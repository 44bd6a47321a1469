"""What the page of a plan shows: coverage, levels, the last change, one class with its choices."""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date

from models.moves import MoveKind
from models.resources import Lecturer, Room
from models.scenario import Language
from scheduler.outputs.figures import day, spoken
from scheduler.outputs.folder import MOVES
from scheduler.outputs.levels import LevelText, level_texts
from scheduler.outputs.view import Course, Lesson
from scheduler.outputs.words import Words
from scheduler.serve.calendar import is_pinned
from scheduler.serve.opened import Opened
from scheduler.serve.texts import Say

PEOPLE = (MoveKind.CADRE_ADDED.value, MoveKind.CADRE_REMOVED.value)
SHOWN = 40


@dataclass(frozen=True)
class Tier:
    """Coverage of a tier, with shares of its population in percent for the bar."""

    name: str
    population: int
    before: int
    after: int
    target: int
    shortfall: int

    def share(self, count: int) -> float:
        """Return a count as a percentage of the population, a hundred at most."""
        return round(min(100.0, 100 * count / self.population), 2) if self.population else 0.0


@dataclass(frozen=True)
class MoveLine:
    """Something that changed against the version before."""

    kind: str
    subject: str
    what: str
    reason: str


@dataclass(frozen=True)
class Taught:
    """A module of a class: when, by whom, and who else may."""

    module: str
    title: str
    when: str
    lecturer: Lecturer | None
    others: tuple[Lecturer, ...]


@dataclass(frozen=True)
class ClassSheet:
    """One open class, what may be chosen for it, and whether it is pinned."""

    course: Course
    pinned: bool
    rooms: tuple[Room, ...]
    modules: tuple[Taught, ...]
    lessons: tuple[Lesson, ...]
    first: date
    last: date


def tiers(opened: Opened, language: Language) -> tuple[Tier, ...]:
    """Return the coverage of each tier."""
    names = opened.view(language).tiers
    return tuple(
        Tier(
            name=names[row.tier].name,
            population=row.population,
            before=row.covered_before,
            after=row.covered_after,
            target=row.target,
            shortfall=row.shortfall,
        )
        for row in opened.result.coverage
    )


def levels(opened: Opened, language: Language) -> tuple[LevelText, ...]:
    """Return the levels in words."""
    return level_texts(opened.result, Words(language))


def move_lines(opened: Opened, language: Language) -> tuple[MoveLine, ...]:
    """Return what a version changed, people counted by class and reason."""
    path = opened.folder / MOVES
    if not path.exists():
        return ()
    say = Say(language)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [_line(row, say) for row in rows if row["kind"] not in PEOPLE]
    counted = Counter(
        (row["kind"], row["class"], row["reason"]) for row in rows if row["kind"] in PEOPLE
    )
    lines += [
        MoveLine(say(f"move_{kind}"), name, say("people", count=count), reason)
        for (kind, name, reason), count in sorted(counted.items())
    ]
    return tuple(lines[:SHOWN])


def _line(row: dict[str, str], say: Say) -> MoveLine:
    subject = f"{row['class']} · {row['module']}" if row["module"] else row["class"]
    what = " → ".join(part for part in (row["before"], row["after"]) if part)
    return MoveLine(say(f"move_{row['kind']}"), subject, what, row["reason"])


def class_sheet(opened: Opened, class_id: str, language: Language) -> ClassSheet | None:
    """Return one open class, None where there is no such class open."""
    view = opened.view(language)
    course = view.courses.get(class_id)
    if course is None:
        return None
    lessons = tuple(view.lessons_of_class[class_id])
    window = opened.facts.classes[class_id].window or opened.scenario.horizon
    return ClassSheet(
        course=course,
        pinned=is_pinned(opened, class_id),
        rooms=_rooms(opened, course),
        modules=tuple(_modules(opened, course, lessons, language)),
        lessons=lessons,
        first=window.start,
        last=window.end,
    )


def _rooms(opened: Opened, course: Course) -> tuple[Room, ...]:
    """Return the rooms that the class may use, its own among them, by id."""
    definition = opened.facts.classes[course.id]
    free = not definition.rooms and not definition.venues
    return tuple(
        room
        for room in sorted(opened.scenario.rooms, key=lambda one: one.id)
        if room.id == course.room.id
        or free
        or room.id in definition.rooms
        or room.venue in definition.venues
    )


def _modules(
    opened: Opened, course: Course, lessons: tuple[Lesson, ...], language: Language
) -> list[Taught]:
    words = Words(language)
    found: dict[str, Taught] = {}
    for lesson in lessons:
        if lesson.module is None or lesson.module.id in found:
            continue
        module = lesson.module.id
        found[module] = Taught(
            module=module,
            title=lesson.module.title,
            when=f"{words.short_weekdays[lesson.date.weekday()]} {day(lesson.date)}, "
            f"{lesson.slot.name}",
            lecturer=lesson.lecturer,
            others=_qualified(opened, course, module),
        )
    return list(found.values())


def _qualified(opened: Opened, course: Course, module: str) -> tuple[Lecturer, ...]:
    """Return who may teach a module to all tiers of the class, by name."""
    facts = opened.facts
    able = (
        one
        for one in opened.scenario.lecturers
        if all(facts.level(one.id, module, tier) for tier in course.programme.tiers)
    )
    return tuple(sorted(able, key=lambda one: (one.name, one.id)))


def number(value: float, language: Language) -> str:
    """Return a number for people."""
    return spoken(value, language)
