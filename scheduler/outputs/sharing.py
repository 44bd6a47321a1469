"""The files of a plan for readers outside the planning office, made from what they may know.

Writers are given a scenario and a plan from which everything else has been taken out, so that no
writer can let slip what its reader may not read.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.plan import Plan
from models.readers import May, Reader, Shared
from models.result import CoverageRow, Result
from models.scenario import Scenario
from scheduler.outputs import calendars, tables
from scheduler.outputs.page import index_html
from scheduler.outputs.payload import people
from scheduler.outputs.readers import may
from scheduler.outputs.view import View
from scheduler.outputs.words import Words
from scheduler.outputs.workbook import timetable_xlsx

MARK = "share.json"
WHAT = "a shared folder"
FEWEST = 5  # a row about fewer people tells of persons
PARTS = ("coverage", "year", "classes", "load", "rooms")
SHEETS = ("plan", "timetable", "rooms", "coverage")


@dataclass(frozen=True)
class Whole:
    """A plan with all that the planning office knows of it."""

    scenario: Scenario
    plan: Plan
    result: Result
    coverage: Sequence[CoverageRow]


def shared_files(
    whole: Whole, units: frozenset[str], head: Shared, words: Words
) -> dict[str, bytes]:
    """Return the files for the public (no units) or for a unit, by path.

    `units` are those whose people may be named.
    """
    told = reduced(whole, units)
    view = View(told.scenario, told.plan, words.language)
    own = ("lists", "units") if units else ()
    persons = people(view)
    parts = (*PARTS[:1], "map", *PARTS[1:], "cadres") if units else PARTS
    files = {
        "classes.csv": _classes_csv(told.plan),
        "sessions.csv": tables.sessions_csv(told.plan),
        "enrolments.csv": tables.enrolments_csv(told.plan),
        "coverage.csv": tables.coverage_csv(told.coverage),
        "plan.json": _plan_json(view, told, head),
        "index.html": index_html(view, told.result, told.coverage, words, persons, parts),
        "timetable.xlsx": timetable_xlsx(
            view, told.result, told.coverage, words, (*SHEETS[:3], *own, *SHEETS[3:])
        ),
        **dict(calendars.calendar_files(view, words)),
    }
    files = {name: data for name, data in files.items() if may(name, head.audience) != May.NOTHING}
    return {MARK: _json(head.model_dump(mode="json")), **files}


def units_of(scenario: Scenario, unit: str | None, *, below: bool) -> frozenset[str]:
    """Return the units whose people a reader may know; none where `unit` is None."""
    known = {unit} if unit is not None else set()
    while below:
        more = {one.id for one in scenario.units if one.parent in known} - known
        if not more:
            break
        known |= more
    return frozenset(known)


def reduced(whole: Whole, units: frozenset[str]) -> Whole:
    """Return what may be known by readers who may know the people of some units, or of none."""
    scenario, plan = whole.scenario, whole.plan
    cadres = tuple(one for one in scenario.cadres if one.unit in units)
    known = {one.id for one in cadres}
    teaching = {row.lecturer for row in plan.sessions}
    return Whole(
        scenario.model_copy(
            update={
                "cadres": cadres,
                "history": (),
                "unavailability": (),
                "qualifications": (),
                "distances": (),
                "lecturers": tuple(
                    type(one)(id=one.id, name=one.name)
                    for one in scenario.lecturers
                    if one.id in teaching
                ),
                "rooms": tuple(
                    one.model_copy(update={"cost_per_day": 0}) for one in scenario.rooms
                ),
                "classes": tuple(
                    type(one)(id=one.id, programme=one.programme) for one in scenario.classes
                ),
                "units": tuple(
                    one.model_copy(update={"max_absent": None}) for one in scenario.units
                ),
                "rules": type(scenario.rules)(),
                "baseline": None,
                "freeze_before": None,
            }
        ),
        Plan(
            classes=tuple(one.model_copy(update={"cost": 0}) for one in plan.classes),
            sessions=plan.sessions,
            enrolments=tuple(row for row in plan.enrolments if row.cadre in known),
        ),
        Result(
            scenario=whole.result.scenario,
            status=whole.result.status,
            coverage=tuple(row for row in whole.result.coverage if row.population >= FEWEST),
            run=whole.result.run.model_copy(update={"standby": None}),
        ),
        tuple(_rows(whole.coverage, units)),
    )


def _rows(coverage: Sequence[CoverageRow], units: frozenset[str]) -> Iterator[CoverageRow]:
    """Yield the rows of whole tiers of enough people, and those of the units themselves."""
    for row in coverage:
        if row.unit in units or (row.unit is None and row.population >= FEWEST):
            yield row


def _classes_csv(plan: Plan) -> bytes:
    """Return classes.csv without its last column, the cost."""
    lines = tables.classes_csv(plan).decode().split("\n")[:-1]  # no id holds a line break
    return "".join(f"{line.rpartition(',')[0]}\n" for line in lines).encode()


def _plan_json(view: View, told: Whole, head: Shared) -> bytes:
    """Return the plan for programs: classes with their sessions and, for a unit, its people."""
    attending = {
        class_id: [{"id": one.id, "name": one.name, "unit": one.unit} for one in cadres]
        for class_id, cadres in view.cadres_of_class.items()
    }
    content = {
        **head.model_dump(mode="json"),
        "status": told.result.status.value,
        "coverage": [row.model_dump(mode="json") for row in told.coverage],
        "classes": [
            {
                "id": one.id,
                "title": one.programme.title,
                "tiers": [tier.id for tier in one.tiers],
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
                "room": one.room.name or one.room.id,
                "venue": one.venue.name,
                "size": one.size,
                "sessions": [_session(lesson) for lesson in view.lessons_of_class[one.id]],
                **({"cadres": attending[one.id]} if head.audience is Reader.UNIT else {}),
            }
            for one in view.courses.values()
        ],
    }
    return _json(content)


def _session(lesson: Any) -> dict[str, Any]:
    return {
        "date": lesson.date.isoformat(),
        "start": f"{lesson.slot.start:%H:%M}",
        "end": f"{lesson.slot.end:%H:%M}",
        "content": lesson.module.title if lesson.module else lesson.kind,
        "lecturer": lesson.lecturer.name if lesson.lecturer else None,
    }


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
