"""Lists of the page: classes, rooms, lecturers' loads, units and the figures of the summary."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.plan import Plan
from models.result import CoverageRow, Result
from models.rules import Component
from scheduler.outputs.figures import spoken
from scheduler.outputs.levels import percent
from scheduler.outputs.payload import class_anchor
from scheduler.outputs.repeat import Repeat
from scheduler.outputs.view import Course, Lesson, View
from scheduler.outputs.words import Words


@dataclass(frozen=True)
class ClassCard:
    """A class as the page shows it; `units` counts people, most first."""

    course: Course
    anchor: str
    lessons: Sequence[Lesson]
    lecturers: tuple[str, ...]
    units: tuple[tuple[str, int], ...]
    find: str


@dataclass(frozen=True)
class RoomRow:
    """How much a room is used; `filled` is the mean share of seats."""

    id: str
    name: str
    venue: str
    capacity: int
    classes: int
    days: int
    filled: float
    tiers: str
    find: str


@dataclass(frozen=True)
class Tile:
    """One figure of the summary, what it means, and the list it comes from."""

    label: str
    figure: str
    note: str
    why: str
    leads_to: str


def fold(text: str) -> str:
    """Return the text in small letters without marks, as the search box compares it."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(one for one in plain if not unicodedata.combining(one))


def find(*words: str) -> str:
    """Return the words that lead to an entry, folded."""
    return fold(" ".join(dict.fromkeys(words)))


def tiers_of(lessons: Sequence[Lesson]) -> str:
    """Return the tiers that some sessions are for, as the filter compares them."""
    return " ".join(sorted({tier.id for one in lessons for tier in one.course.tiers}))


def cards(view: View) -> tuple[ClassCard, ...]:
    """Return the open classes, in order of start."""
    return tuple(_card(one, view) for one in view.courses.values())


def _card(course: Course, view: View) -> ClassCard:
    lessons = view.lessons_of_class[course.id]
    lecturers = tuple(dict.fromkeys(one.lecturer.name for one in lessons if one.lecturer))
    counts = Counter(view.units[cadre.unit].name for cadre in view.cadres_of_class[course.id])
    units = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    place = (course.room.id, course.room.name or "", course.venue.name)
    titles = (one.module.title for one in lessons if one.module)
    ids = (one.lecturer.id for one in lessons if one.lecturer)
    words = (course.id, course.programme.title, *place, *lecturers, *ids, *counts, *titles)
    return ClassCard(course, class_anchor(course.id), lessons, lecturers, units, find(*words))


def room_rows(view: View) -> tuple[RoomRow, ...]:
    """Return the rooms in use, in the order of their table."""
    rows = []
    for room_id, lessons in view.lessons_of_room.items():
        room = view.rooms[room_id]
        courses = {one.course.id: one.course for one in lessons}
        seats = room.capacity * len(courses)
        name = f"{room.id} · {room.name}" if room.name else room.id
        venue = view.venues[room.venue].name
        rows.append(
            RoomRow(
                id=room_id,
                name=name,
                venue=venue,
                capacity=room.capacity,
                classes=len(courses),
                days=len({one.date for one in lessons}),
                filled=sum(one.size for one in courses.values()) / seats if seats else 0,
                tiers=tiers_of(lessons),
                find=find(name, venue, *courses),
            )
        )
    return tuple(rows)


def unit_rows(view: View, coverage: Sequence[CoverageRow]) -> tuple[tuple[CoverageRow, ...], ...]:
    """Return the rows of each unit together, units and tiers in the order of their tables."""
    tiers = {tier.id: place for place, tier in enumerate(view.scenario.tiers)}
    groups: dict[str, list[CoverageRow]] = {}
    for row in coverage:
        if row.unit is not None:
            groups.setdefault(row.unit, []).append(row)
    return tuple(
        tuple(sorted(groups[unit.id], key=lambda row: tiers[row.tier]))
        for unit in view.scenario.units
        if unit.id in groups
    )


def tiles(view: View, result: Result, repeat: Repeat, words: Words) -> tuple[Tile, ...]:
    """Return the figures of the summary."""

    def num(value: float) -> str:
        return spoken(value, words.language)

    def tile(name: str, figure: str, note: str, leads_to: str, **values: object) -> Tile:
        why = words(f"why_{name}", **values)
        return Tile(words(f"tile_{name}"), figure, note, why, leads_to)

    plan: Plan = view.plan
    teaching = [load for load in view.loads if load.sessions]
    met = sum(row.shortfall == 0 for row in result.coverage)
    missing = sum(row.shortfall for row in result.coverage)
    people = num(len({row.cadre for row in plan.enrolments}))
    days = sum(one.days for one in view.courses.values())
    taught = words("tile_sessions", n=num(sum(load.sessions for load in teaching)))
    shown = words("tile_met", met=met, all=len(result.coverage))
    enrolled = words("tile_enrolments", n=num(len(plan.enrolments)))
    candidates = words("tile_of", n=num(len(plan.classes)))
    found = [
        tile("classes", num(len(view.courses)), candidates, "classes"),
        tile("people", people, enrolled, "cadres"),
        tile("shortfall", num(missing), shown, "coverage"),
        tile("lecturers", num(len(teaching)), taught, "lecturers"),
        tile("days", num(days), words("tile_rooms", n=num(len(view.lessons_of_room))), "rooms"),
    ]
    if repeat.uninformed > 0:
        remains, without = (
            spoken(repeat.remains, words.language, 0),
            spoken(repeat.uninformed, words.language, 0),
        )
        note = words("tile_repeat_of", n=remains)
        figure = percent(round(1 - repeat.remains / repeat.uninformed, 3), words)
        found.append(tile("repeat", figure, note, "repeat", remains=remains, uninformed=without))
    if (standby := result.run.standby) is not None:
        share = percent(round(standby.share, 3), words)
        note = words(
            "tile_standby_of", covered=num(standby.covered), sessions=num(standby.sessions)
        )
        found.append(tile("standby", share, note, "lecturers"))
    cost = result.components.get(Component.COST)
    if cost is not None:
        found.append(tile("cost", num(round(cost)), words("tile_currency"), "cost"))
    return tuple(found)
