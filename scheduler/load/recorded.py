"""History out of the record: what its releases read, and what their classes brought about."""

import os
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.base import DateRange
from models.people import HistoryRow
from models.plan import Plan
from models.record import Mark, Release
from models.scenario import Scenario
from scheduler.load.plans import load_plan

if TYPE_CHECKING:
    from scheduler.record import Record

WORD = "record"
VARIABLE = "SCHEDULE_RECORD"
DEFAULT = "record.sqlite"


class Issue(NamedTuple):
    """A release with its scenario and plan."""

    release: Release
    scenario: Scenario
    plan: Plan


def record_place(reference: str, folder: Path) -> str | None:
    """Return where the record lies that a table reference names, None where it names a file.

    `record` alone is the one of the environment, `record:PLACE` a file relative to the scenario
    or a URL.
    """
    word, colon, place = reference.partition(":")
    if word.strip() != WORD:
        return None
    if not colon or not place.strip():
        return os.environ.get(VARIABLE) or DEFAULT
    place = place.strip()
    return place if "://" in place else os.path.normpath(folder / place)


def load_history(record: "Record", tenant: str) -> tuple[HistoryRow, ...]:
    """Return the history of every cadre whom the record knows, sorted.

    What the last release of each period read, the newest that knows the cadre winning; and the
    classes of the record whose attendance was marked, as the marks in force say.
    """
    marks = in_force(record.marks(tenant))
    issues: dict[int, Issue] = {}

    def issue(number: int) -> Issue:
        if number not in issues:
            issues[number] = load_issue(record, tenant, number)
        return issues[number]

    marked = {class_id for class_id, _ in marks}
    rows: set[HistoryRow] = set()
    known: set[str] = set()
    for number in last_of_periods(record.releases(tenant)):
        scenario = issue(number).scenario
        fresh = {cadre.id for cadre in scenario.cadres} - known
        rows |= {r for r in scenario.history if r.cadre in fresh and r.class_id not in marked}
        known |= fresh
    of_class: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for mark in marks.values():
        of_class[mark.release, mark.class_id].append(mark)
    for (number, class_id), some in of_class.items():
        rows |= set(class_history(issue(number), class_id, some))
    return tuple(sorted(rows, key=lambda r: (r.cadre, r.date, r.class_id, r.module)))


def for_scenario(
    rows: Sequence[HistoryRow], requirements: Collection[str] | None, horizon: DateRange | None
) -> tuple[HistoryRow, ...]:
    """Return what a scenario can use: rows before its period, for requirements that it has.

    The classes of the period itself are what it plans.
    """
    kept = [row for row in rows if horizon is None or row.date < horizon.start]
    if requirements is None:
        return tuple(kept)
    return tuple(
        row
        if row.counts_for is None
        else row.model_construct(
            **dict(row)
            | {"counts_for": tuple(one for one in row.counts_for if one in requirements)}
        )
        for row in kept
    )


def class_history(issue: Issue, class_id: str, marks: Sequence[Mark]) -> list[HistoryRow]:
    """Return a row per person who completed a class, day and module.

    A day without modules gives a row with the kind of its activity, so that days of class are
    counted in full; no module bears that id, so it brings neither topics nor periods.
    """
    row = next(one for one in issue.plan.classes if one.class_id == class_id)
    programme = next(one for one in issue.scenario.programmes if one.id == row.programme)
    taught: dict[date, list[str]] = defaultdict(list)
    for session in sorted(issue.plan.sessions, key=lambda one: one.seq):
        if session.class_id == class_id:
            taught[session.date].append(session.module or "")
    kinds = {s.date: s.kind for s in issue.plan.sessions if s.class_id == class_id}
    pairs = [
        (day, module)
        for day, modules in taught.items()
        for module in dict.fromkeys([m for m in modules if m] or [kinds[day]])
    ]
    return [
        HistoryRow.model_construct(
            cadre=mark.cadre,
            class_id=class_id,
            date=day,
            module=module,
            completed=True,
            counts_for=programme.counts_for,
        )
        for mark in marks
        if mark.completed
        for day, module in pairs
        if not mark.modules or module in mark.modules
    ]


def in_force(marks: Sequence[Mark]) -> Mapping[tuple[str, str], Mark]:
    """Return the last mark of each class and cadre; earlier ones stay in the trail."""
    return {(mark.class_id, mark.cadre): mark for mark in sorted(marks, key=lambda m: m.number)}


def last_of_periods(releases: Sequence[Release]) -> list[int]:
    """Return the last release of each planned period, newest first."""
    last = {(one.horizon_from, one.horizon_to): one.number for one in releases}
    return sorted(last.values(), reverse=True)


def load_issue(record: "Record", tenant: str, number: int) -> Issue:
    """Return a release with its scenario and plan; its files were checked when published."""
    from scheduler.record import release_folder  # opens a database library: only where needed

    release = record.release(tenant, number)
    with release_folder(record, tenant, number) as folder:
        data = (folder / "scenario.json").read_bytes()
        return Issue(release, Scenario.model_validate_json(data, strict=True), load_plan(folder))


def open_history(place: str, tenant: str | None) -> tuple[HistoryRow, ...]:
    """Return the history of a record; raises UsageError where there is none."""
    from scheduler.record import open_record

    record = open_record(place)
    return load_history(record, record.tenant(tenant).id)
