"""Parts of a scenario, checked against each other, become one Scenario."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from models.calendar import Calendar
from models.scenario import Scenario
from models.training_class import TrainingClass
from scheduler.calendar import UnknownCountryError, countries, has_working_day, public_holidays
from scheduler.errors import Sentence
from scheduler.load.faults import near
from scheduler.load.messages import say
from scheduler.load.references import Parts, References, Report
from scheduler.load.schema import TABLES
from scheduler.load.tables import Table

MAX_HORIZON_YEARS = 30
MAX_NAMES = 10
IDENTIFIED = ("units", "cadres", "modules", "lecturers", "venues", "rooms")


@dataclass
class Checked:
    """What the cross-checks leave behind for the scenario: its calendar, rows and warnings."""

    calendar: Calendar | None = None
    history: tuple[Any, ...] = ()
    warnings: dict[str, Sentence] = field(default_factory=dict)


def table_ids(tables: dict[str, Table], ids: dict[str, Any]) -> None:
    """Add the ids of the tables to those of the sections; None where a table is incomplete."""
    for name in IDENTIFIED:
        table = tables.get(name)
        ids[name] = table.ids if table is not None and table.complete else None


def expand_classes(
    entries: list[tuple[int, Any]], report: Report
) -> list[tuple[int, TrainingClass]]:
    """Return one class per repeat with the position of its entry; report ids that meet."""
    classes: list[tuple[int, TrainingClass]] = []
    first: dict[str, int] = {}
    for index, entry in entries:
        content = {name: getattr(entry, name) for name in TrainingClass.model_fields}
        repeat = getattr(entry, "repeat", None)
        ids = [f"{entry.id}-{n:02d}" for n in range(1, repeat + 1)] if repeat else [entry.id]
        for name in ids:
            if name in first:
                report(("classes", index, "id"), say("class_twice", id=name, first=first[name]))
                continue
            first[name] = index
            classes.append((index, TrainingClass.model_construct(**content | {"id": name})))
    return classes


def check_parts(parts: Parts, report: Report, holidays: tuple[date, ...] | None = None) -> Checked:
    """Report what does not fit together; `holidays` are kept where they are known already."""
    calendar, horizon = parts.values.get("calendar"), parts.values.get("horizon")
    if calendar is not None:
        parts.ids["slots"] = {slot.id for slot in calendar.slots}
    References(parts, report).check()
    checked = Checked()
    _check_zone(parts.values.get("timezone"), report)
    _check_activity(parts, report)
    if calendar is not None and horizon is not None:
        checked.calendar = _resolve_calendar(parts, report, holidays)
    checked.history = _known_history(parts, checked.warnings)
    _warn_of_dates(parts, checked)
    return checked


def _warn_of_dates(parts: Parts, checked: Checked) -> None:
    horizon, term = parts.values.get("horizon"), parts.values.get("term")
    if horizon is None or term is None:
        return
    late = sum(row.date >= horizon.start for row in checked.history)
    if late:
        sentence = say("history_not_before", rows=late, day=horizon.start)
        checked.warnings["late history"] = sentence
    if horizon.start < term.start or term.end < horizon.end:
        days = {"start": horizon.start, "end": horizon.end}
        sentence = say("horizon_outside_term", **days, first=term.start, last=term.end)
        checked.warnings["horizon"] = sentence


def _check_zone(zone: str | None, report: Report) -> None:
    if zone is None:
        return
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        report(("timezone",), say("timezone_unknown", zone=zone))


def _check_activity(parts: Parts, report: Report) -> None:
    for index, row in enumerate(parts.tables["cadres"].rows if "cadres" in parts.tables else ()):
        start, end = row.active_from, row.active_to
        if start is not None and end is not None and end < start:
            report(("cadres", index, "active_to"), say("active_reversed", to=end, start=start))


def _resolve_calendar(
    parts: Parts, report: Report, holidays: tuple[date, ...] | None
) -> Calendar | None:
    calendar: Calendar = parts.values["calendar"]
    horizon, term = parts.values["horizon"], parts.values.get("term", parts.values["horizon"])
    years = horizon.end.year - horizon.start.year
    if years > MAX_HORIZON_YEARS:
        long = say("horizon_long", years=years, limit=MAX_HORIZON_YEARS)
        report(("horizon", "to"), long)
        return None
    first = max(min(horizon.start.year, term.start.year), horizon.start.year - MAX_HORIZON_YEARS)
    last = min(max(horizon.end.year, term.end.year), horizon.end.year + MAX_HORIZON_YEARS)
    try:
        if holidays is None:
            holidays = public_holidays(calendar.country, first, last)
    except UnknownCountryError:
        hint = near(calendar.country, countries())
        unknown = say("country_unknown", country=calendar.country, near=hint)
        report(("calendar", "country"), unknown)
        return None
    if not has_working_day(calendar, horizon, holidays):
        report(("horizon",), say("no_working_day"))
    return Calendar.model_construct(
        **{name: getattr(calendar, name) for name in Calendar.model_fields}
        | {"public_holidays": holidays}
    )


def _known_history(parts: Parts, warnings: dict[str, Sentence]) -> tuple[Any, ...]:
    table = parts.tables.get("history")
    cadres, modules = parts.ids.get("cadres"), parts.ids.get("modules")
    if table is None:
        return ()
    rows = table.rows
    if cadres is not None:
        known = [row for row in rows if row.cadre in cadres]
        if len(known) < len(rows):
            strangers = sorted({row.cadre for row in rows} - set(cadres))
            left = {"rows": len(rows) - len(known), "cadres": len(strangers)}
            names = _some(strangers)
            warnings["cadres"] = say("history_unknown_cadres", **left, names=names)
        rows = known
    if modules is not None:
        missing = sorted({row.module for row in rows} - set(modules))
        if missing:
            count, names = len(missing), _some(missing)
            warnings["modules"] = say("history_unknown_modules", modules=count, names=names)
    return tuple(rows)


def _some(names: list[str]) -> str:
    return ", ".join(names[:MAX_NAMES]) + (", …" if len(names) > MAX_NAMES else "")


def build_scenario(
    parts: Parts, checked: Checked, classes: list[tuple[int, TrainingClass]], **more: Any
) -> Scenario:
    """Return the scenario; everything in it has been validated part by part already."""
    values = {name: parts.values[name] for name in Scenario.model_fields if name in parts.values}
    values |= {name: tuple(parts.tables[name].rows) for name in TABLES if name in parts.tables}
    values |= {
        "calendar": checked.calendar,
        "history": checked.history,
        "classes": tuple(entry for _, entry in classes),
    }
    return Scenario.model_construct(**values | more)
