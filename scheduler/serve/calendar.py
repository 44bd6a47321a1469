"""What the calendar draws: classes as bars that can be dragged, days off behind them."""

from datetime import timedelta
from typing import Any

from models.scenario import Language
from scheduler.outputs.figures import day
from scheduler.outputs.view import Course, View
from scheduler.outputs.words import Words
from scheduler.outputs.year import special_runs
from scheduler.serve.opened import Opened

COLOURS = 6


def events(opened: Opened, language: Language) -> list[dict[str, Any]]:
    """Return the events of the calendar; an end is the day after the last, as it expects."""
    view = opened.view(language)
    tiers = {tier: number % COLOURS for number, tier in enumerate(view.tiers)}
    found = [_class(course, opened, tiers, view) for course in view.courses.values()]
    for first, last, style, reason in special_runs(view, Words(language)):
        found.append(
            {
                "start": first.isoformat(),
                "end": (last + timedelta(days=1)).isoformat(),
                "title": reason,
                "display": "background",
                "classNames": [f"day-{style}"],
            }
        )
    return found


def _class(course: Course, opened: Opened, tiers: dict[str, int], view: View) -> dict[str, Any]:
    colour = tiers[course.tiers[0].id] if course.tiers else 0
    span = day(course.start) if course.days == 1 else f"{day(course.start)} - {day(course.end)}"
    pinned = is_pinned(opened, course.id)
    return {
        "id": course.id,
        "title": f"{course.id} · {course.room.id} · {course.size}",
        "start": course.start.isoformat(),
        "end": (course.end + timedelta(days=1)).isoformat(),
        "classNames": [f"c{colour}", *(["pinned"] if pinned else [])],
        "extendedProps": {
            "tip": f"{course.id}: {course.programme.title}, {span}, "
            f"{course.room.name or course.room.id}, {course.venue.name}, {course.size}",
            "pinned": pinned,
        },
    }


def is_pinned(opened: Opened, class_id: str) -> bool:
    """Tell whether the day of a class is fixed."""
    return opened.facts.classes[class_id].fixed.start is not None
