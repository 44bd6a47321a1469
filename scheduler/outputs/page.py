"""index.html: the plan as one page that needs nothing else, in two languages.

The page holds its text twice, in the asked language and, inert, in the other one; the script
exchanges the two. What is drawn and searched is held once (see `payload`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from models.result import CoverageRow, Result
from scheduler.outputs import cards, levels, rosters
from scheduler.outputs.figures import day, spoken
from scheduler.outputs.pages import template
from scheduler.outputs.payload import class_anchor, payload, unit_anchor
from scheduler.outputs.repeat import repeat_of
from scheduler.outputs.spending import spending
from scheduler.outputs.view import Course, View
from scheduler.outputs.weeks import Weeks
from scheduler.outputs.words import Words
from scheduler.outputs.year import months, special_days

PARTS = (
    *("coverage", "map", "year", "classes", "load", "lecturers", "rooms", "repeat", "cost"),
    *("quality", "notes", "cadres"),
)
COLOURS = 6
MOST_TOPICS = 15
MOST_CADRES = 40


def index_html(
    view: View,
    result: Result,
    coverage: Sequence[CoverageRow],
    words: Words,
    people: Sequence[Sequence[Any]] = (),
    parts: Sequence[str] = PARTS,
) -> bytes:
    """Return the page; it names the cadres in `people` (see `payload.people`) and no others.

    `parts` are what it shows, by default all there is.
    """
    tiers = {tier.id: place for place, tier in enumerate(view.scenario.tiers)}
    repeat, money = repeat_of(view), spending(view)
    known: dict[str, Any] = {
        "view": view,
        "scenario": view.scenario,
        "result": result,
        "tier_rows": sorted(
            (row for row in coverage if row.unit is None), key=lambda row: tiers[row.tier]
        ),
        "unit_rows": cards.unit_rows(view, coverage),
        "cards": cards.cards(view),
        "loads": sorted(view.loads, key=lambda load: (-load.sessions, load.lecturer.id)),
        "busiest": max((load.sessions for load in view.loads), default=0),
        "rooms": cards.room_rows(view),
        "repeat": repeat,
        "topics": repeat.topics[:MOST_TOPICS],
        "modules_with": _modules_with(view),
        "money": money,
        "num_people": len(people),
        "most_cadres": MOST_CADRES,
        "parts": parts,
    }
    other = Words("en" if words.language == "vi" else "vi")
    data = payload(view, coverage, repeat, money, Weeks(view, words), people)
    return (
        template("index.html.j2")
        .render(
            scenario=view.scenario,
            t=words,
            other=other,
            body=_body(view, result, words, known),
            other_body=_body(view, result, other, known),
            data=data,
        )
        .encode()
    )


def _body(view: View, result: Result, words: Words, known: Mapping[str, Any]) -> str:
    """Return all that people read, in one language."""
    weeks = Weeks(view, words)

    def colour(course: Course) -> str:
        one = course.tiers[0].id if len(course.tiers) == 1 else None
        place = next((n for n, tier in enumerate(view.scenario.tiers) if tier.id == one), 0)
        return "many" if one is None else f"c{place % COLOURS}"

    return template("body.html.j2").render(
        **known,
        t=words,
        status=levels.status_text(result, words),
        tiles=[
            tile
            for tile in cards.tiles(view, result, known["repeat"], words)
            if tile.leads_to in known["parts"]
        ],
        months=months(view, words),
        special_days=special_days(view, words),
        by_week=weeks.by_week,
        totals=weeks.totals(),
        lecturer_grid=weeks.lecturers(),
        room_grid=weeks.rooms(),
        levels=levels.level_texts(result, words),
        components=[
            (levels.component_name(one, words), value, levels.component_unit(one, words))
            for one, value in result.components.items()
        ],
        num=lambda value, digits=2: spoken(value, words.language, digits),
        pct=lambda share: levels.percent(round(share, 3), words),
        day=day,
        dates=_dates,
        fold=cards.fold,
        find=cards.find,
        tiers_of=cards.tiers_of,
        colour=colour,
        colours=COLOURS,
        class_anchor=class_anchor,
        unit_anchor=unit_anchor,
        content=lambda lesson: rosters.content(lesson, words),
        place=lambda course: rosters.place(course, words),
    )


def _dates(course: Course) -> str:
    first, last = day(course.start), day(course.end)
    return first if first == last else f"{first} - {last}"


def _modules_with(view: View) -> dict[str, list[str]]:
    """Return the modules taught in the plan that hold a topic."""
    found: dict[str, list[str]] = {}
    taught = {one.module.id: one.module for one in view.lessons if one.module}
    for module in sorted(taught.values(), key=lambda one: one.id):
        for topic in module.topics:
            found.setdefault(topic, []).append(f"{module.id} {module.title}")
    return found
