"""What the page's script draws and searches: figures and people, the same in each language.

Of a person the page holds id, name, title, unit, tier and class: no reason of any absence and no
address.
"""

import json
from collections.abc import Sequence
from typing import Any

from models.result import CoverageRow
from scheduler.outputs.figures import tidy
from scheduler.outputs.names import token
from scheduler.outputs.repeat import Repeat
from scheduler.outputs.spending import Spending
from scheduler.outputs.view import View
from scheduler.outputs.weeks import Weeks

Json = dict[str, Any]


def payload(
    view: View,
    coverage: Sequence[CoverageRow],
    repeat: Repeat,
    money: Spending,
    weeks: Weeks,
    persons: Sequence[Sequence[Any]],
) -> str:
    """Return JSON that may stand inside a script element."""
    content = {
        "classes": [
            {
                "id": one.id,
                "anchor": class_anchor(one.id),
                "title": one.programme.title,
                "tiers": [tier.id for tier in one.tiers],
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
            }
            for one in view.courses.values()
        ],
        "tiers": [{"id": tier.id, "name": tier.name} for tier in view.scenario.tiers],
        "units": [unit.name for unit in view.scenario.units],
        "places": places(view, coverage),
        "venues": venues(view),
        "weeks": [
            [one.span.first.isoformat(), one.sessions, one.days, one.classes, int(one.span.risk)]
            for one in weeks.totals()
        ],
        "byWeek": weeks.by_week,
        "repeat": [
            [row.course.id, tidy(row.remains), tidy(row.uninformed)] for row in repeat.classes
        ],
        "cost": [[row.course.id, [tidy(line) for line in row.lines]] for row in money.classes],
        "people": persons,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def places(view: View, coverage: Sequence[CoverageRow]) -> list[list[Any]]:
    """Return place in the units' table, longitude, latitude, population, before, after, anchor.

    The last figure is 1 for a unit that has others below it, which the map names.
    """
    sums: dict[str, list[int]] = {}
    for row in coverage:
        if row.unit is not None:
            here = sums.setdefault(row.unit, [0, 0, 0])
            for place, value in enumerate((row.population, row.covered_before, row.covered_after)):
                here[place] += value
    parents = {unit.parent for unit in view.scenario.units}
    return [
        [number, unit.lon, unit.lat, *sums[unit.id], unit_anchor(unit.id), int(unit.id in parents)]
        for number, unit in enumerate(view.scenario.units)
        if unit.id in sums and unit.lat is not None and unit.lon is not None
    ]


def class_anchor(class_id: str) -> str:
    """Return the name of the place of a class in the page."""
    return f"class-{token(class_id)}"


def unit_anchor(unit_id: str) -> str:
    """Return the name of the place of a unit in the page."""
    return f"unit-{token(unit_id)}"


def venues(view: View) -> list[Json]:
    """Return the venues in use that have a place on the map, with their classes."""
    held: dict[str, list[str]] = {}
    for one in view.courses.values():
        if not one.room.online:
            held.setdefault(one.venue.id, []).append(one.id)
    return [
        {"name": one.name, "lon": one.lon, "lat": one.lat, "classes": held[one.id]}
        for one in view.scenario.venues
        if one.id in held and one.lat is not None and one.lon is not None
    ]


def people(view: View) -> list[list[Any]]:
    """Return id, name, title, unit, tier and classes of everyone planned, attending ones first."""
    tiers = {tier.id: place for place, tier in enumerate(view.scenario.tiers)}
    units = {unit.id: place for place, unit in enumerate(view.scenario.units)}
    courses = {class_id: place for place, class_id in enumerate(view.courses)}
    attends: dict[str, list[int]] = {}
    for class_id, cadres in view.cadres_of_class.items():
        for cadre in cadres:
            attends.setdefault(cadre.id, []).append(courses[class_id])
    rows = [
        [
            *(one.id, one.name, one.title or "", units[one.unit], tiers[one.tier]),
            attends.get(one.id, []),
        ]
        for one in view.scenario.cadres
        if one.id in view.population or one.id in attends
    ]
    return sorted(rows, key=lambda row: (not row[5], row[5], row[3], row[0]))
