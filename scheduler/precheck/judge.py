"""All checks of a scenario in their order: classes first, then targets, persons and data."""

from collections.abc import Callable, Iterable, Iterator

from models.finding import Finding, Severity
from models.scenario import Language, Scenario
from scheduler.precheck import (
    absence,
    content,
    costs,
    dates,
    fixings,
    frozen,
    months,
    openings,
    persons,
    programmes,
    sessions,
    targets,
    tasks,
    together,
)
from scheduler.precheck.case import Case, open_case
from scheduler.precheck.codes import CLOSES
from scheduler.precheck.reach import reach_of

Check = Callable[[Case], Iterable[Finding]]

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}

ALONE: tuple[Check, ...] = (
    programmes.too_long,
    programmes.in_a_circle,
    programmes.without_lecturer,
    programmes.for_nobody,
    openings.no_such_choice,
    dates.no_dates,
    dates.no_free_room,
    openings.no_free_lecturer,
    openings.too_small,
    fixings.contradictory,
    fixings.unable,
    fixings.clashing,
    frozen.broken,
)
TOGETHER: tuple[Check, ...] = (
    together.too_few_cadres,
    together.too_few_rooms,
    together.too_few_sessions,
    costs.too_dear,
)
PLAIN: tuple[Check, ...] = (
    persons.beyond_population,
    content.known_already,
    content.without_history,
    content.alike,
)


def check(scenario: Scenario, language: Language | None = None) -> tuple[Finding, ...]:
    """Return what can be said before solving: errors first, then warnings and notes, by code."""
    case = open_case(scenario, language or scenario.language)
    alone = [finding for one in ALONE for finding in one(case)]
    case = case.without(_never_open(alone))
    found = [*alone, *_run(TOGETHER, case.without(_clashing(alone))), *_run(PLAIN, case)]
    reach = reach_of(case)
    left = tasks.tasks_of(case, reach)
    found += [
        *persons.held_back(case, reach),
        *absence.units_send_too_few(case, reach),
        *absence.cover_groups_too_large(case, reach),
        *targets.too_few_seats(case, reach, left),
        *targets.too_few_rooms(case, left),
        *targets.too_few_sessions(case, left),
        *targets.too_dear(case, left),
    ]
    if any(finding.severity is Severity.ERROR for finding in found):
        return tuple(sorted(_gravest(found), key=_rank))
    found += [
        *months.rooms_by_month(case, left, found),
        *sessions.sessions_by_month(case, left, found),
    ]
    return tuple(sorted(_gravest(found), key=_rank))


def _gravest(found: list[Finding]) -> list[Finding]:
    """Return the findings; a budget that is too small for what must open is told once."""
    too_dear = any(finding.code == "E-BUDGET-01" for finding in found)
    return [f for f in found if not (too_dear and f.code == "W-BUDGET-01")]


def _run(checks: Iterable[Check], case: Case) -> Iterator[Finding]:
    for one in checks:
        yield from one(case)


def _never_open(found: Iterable[Finding]) -> set[str]:
    """Return the classes that a finding closes for good."""
    return {one for f in found if f.code[2:] in CLOSES for one in f.ids("class")}


def _clashing(found: Iterable[Finding]) -> set[str]:
    return {one for f in found if f.code[2:] == "FIX-02" for one in f.ids("class")}


def _rank(finding: Finding) -> tuple[int, str, tuple[str, ...], str]:
    subjects = tuple(f"{subject.kind} {subject.id}" for subject in finding.subjects)
    return ORDER[finding.severity], finding.code, subjects, finding.message
