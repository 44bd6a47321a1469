"""index.html: the plan as one page that needs nothing else and names no attending cadre."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.plan import Plan
from models.result import CoverageRow, Result
from models.rules import Component
from scheduler.outputs import levels, rosters
from scheduler.outputs.figures import day, spoken
from scheduler.outputs.names import token
from scheduler.outputs.pages import template
from scheduler.outputs.view import Course, Lesson, View
from scheduler.outputs.words import Words
from scheduler.outputs.year import months

COLOURS = 6


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

    name: str
    venue: str
    capacity: int
    classes: int
    days: int
    filled: float
    find: str


@dataclass(frozen=True)
class Tile:
    """One figure of the summary."""

    label: str
    figure: str
    note: str


def index_html(view: View, result: Result, coverage: Sequence[CoverageRow], words: Words) -> bytes:
    """Return the page."""
    tiers = {tier.id: place for place, tier in enumerate(view.scenario.tiers)}
    rows = sorted(coverage, key=lambda row: (tiers[row.tier], row.unit or ""))

    def colour(course: Course) -> str:
        one = course.tiers[0].id if len(course.tiers) == 1 else None
        return "many" if one is None else f"c{tiers[one] % COLOURS}"

    return (
        template("index.html.j2")
        .render(
            t=words,
            view=view,
            scenario=view.scenario,
            result=result,
            status=levels.status_text(result, words),
            tiles=_tiles(view, result, words),
            tier_rows=[row for row in rows if row.unit is None],
            unit_rows=[row for row in rows if row.unit is not None],
            months=months(view, words),
            cards=[_card(one, view) for one in view.courses.values()],
            loads=sorted(view.loads, key=lambda load: (-load.sessions, load.lecturer.id)),
            busiest=max((load.sessions for load in view.loads), default=0),
            rooms=_rooms(view),
            levels=levels.level_texts(result, words),
            components=[
                (levels.component_name(one, words), value, levels.component_unit(one, words))
                for one, value in result.components.items()
            ],
            num=lambda value, digits=2: spoken(value, words.language, digits),
            pct=lambda share: levels.percent(share, words),
            day=day,
            dates=_dates,
            fold=fold,
            colour=colour,
            colours=COLOURS,
            anchor=anchor,
            content=lambda lesson: rosters.content(lesson, words),
            place=lambda course: rosters.place(course, words),
        )
        .encode()
    )


def fold(text: str) -> str:
    """Return the text in small letters without marks, as the search box compares it."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(one for one in plain if not unicodedata.combining(one))


def anchor(class_id: str) -> str:
    """Return the name of the place of a class in the page."""
    return f"class-{token(class_id)}"


def _dates(course: Course) -> str:
    first, last = day(course.start), day(course.end)
    return first if first == last else f"{first} - {last}"


def _card(course: Course, view: View) -> ClassCard:
    lessons = view.lessons_of_class[course.id]
    lecturers = tuple(dict.fromkeys(one.lecturer.name for one in lessons if one.lecturer))
    counts = Counter(view.units[cadre.unit].name for cadre in view.cadres_of_class[course.id])
    units = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    place = (course.room.id, course.room.name or "", course.venue.name)
    titles = (one.module.title for one in lessons if one.module)
    ids = (one.lecturer.id for one in lessons if one.lecturer)
    words = (course.id, course.programme.title, *place, *lecturers, *ids, *counts, *titles)
    return ClassCard(course, anchor(course.id), lessons, lecturers, units, _find(*words))


def _rooms(view: View) -> tuple[RoomRow, ...]:
    rows = []
    for room_id, lessons in view.lessons_of_room.items():
        room = view.rooms[room_id]
        courses = {one.course.id: one.course for one in lessons}
        seats = room.capacity * len(courses)
        name = f"{room.id} · {room.name}" if room.name else room.id
        venue = view.venues[room.venue].name
        rows.append(
            RoomRow(
                name=name,
                venue=venue,
                capacity=room.capacity,
                classes=len(courses),
                days=len({one.date for one in lessons}),
                filled=sum(one.size for one in courses.values()) / seats if seats else 0,
                find=_find(name, venue, *courses),
            )
        )
    return tuple(rows)


def _tiles(view: View, result: Result, words: Words) -> tuple[Tile, ...]:
    def num(value: float) -> str:
        return spoken(value, words.language)

    plan: Plan = view.plan
    teaching = [load for load in view.loads if load.sessions]
    met = sum(row.shortfall == 0 for row in result.coverage)
    missing = sum(row.shortfall for row in result.coverage)
    tiles = [
        Tile(
            words("tile_classes"),
            num(len(view.courses)),
            words("tile_of", n=num(len(plan.classes))),
        ),
        Tile(
            words("tile_people"),
            num(len({row.cadre for row in plan.enrolments})),
            words("tile_enrolments", n=num(len(plan.enrolments))),
        ),
        Tile(
            words("tile_shortfall"),
            num(missing),
            words("tile_met", met=met, all=len(result.coverage)),
        ),
        Tile(
            words("tile_lecturers"),
            num(len(teaching)),
            words("tile_sessions", n=num(sum(load.sessions for load in teaching))),
        ),
        Tile(
            words("tile_days"),
            num(sum(one.days for one in view.courses.values())),
            words("tile_rooms", n=num(len(view.lessons_of_room))),
        ),
    ]
    if (standby := result.run.standby) is not None:
        share = levels.percent(round(standby.share, 3), words)
        note = words(
            "tile_standby_of", covered=num(standby.covered), sessions=num(standby.sessions)
        )
        tiles.append(Tile(words("tile_standby"), share, note))
    cost = result.components.get(Component.COST)
    if cost is not None:
        tiles.append(Tile(words("tile_cost"), num(round(cost)), words("tile_currency")))
    return tuple(tiles)


def _find(*words: str) -> str:
    return fold(" ".join(dict.fromkeys(words)))
