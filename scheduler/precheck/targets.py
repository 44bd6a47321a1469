"""Targets out of reach: too few seats, room days or lecturer sessions, too little money."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import ceil

import numpy as np

from models.finding import Finding, Severity, SubjectKind
from scheduler.formulation.instance import Bools
from scheduler.precheck.case import Case
from scheduler.precheck.costs import cost_of_seat, least_cost
from scheduler.precheck.groups import Group, possible_days
from scheduler.precheck.reach import Reach
from scheduler.precheck.tasks import Task, task_of
from scheduler.precheck.texts import listed, maybe
from scheduler.precheck.together import frozen_sessions, room_days, sessions_by_week

ROUNDING = 1e-6
MANY_SETS = 40


def too_few_seats(case: Case, reach: Reach, tasks: list[Task]) -> Iterator[Finding]:
    """SEAT-01: enrolments the target still needs > seats of the classes that admit the tier."""
    for task in tasks:
        alone = [task_of(case, reach, (t,)) for t in task.tiers]
        short = [one for one in alone if one.demand > one.seats]
        for one in short or ([task] if task.demand > task.seats else []):
            tiers = [case.scenario.tiers[t].id for t in one.tiers]
            classes = sorted(i for offer in one.offers for i in offer.group.ids)
            yield case.finding(
                "SEAT-01",
                "seats",
                Severity.WARNING,
                {"tier": tiers, "class": classes},
                {"needed": one.demand, "available": one.seats},
                tiers=" + ".join(tiers),
                count=len(classes),
                missing=one.demand - one.seats,
            )


def too_few_rooms(case: Case, tasks: list[Task]) -> Iterator[Finding]:
    """ROOM-01: least class days that reach the targets > free days of all rooms allowed."""
    found = [finding for task in tasks for finding in _rooms_of(case, [task])]
    if not found and len(tasks) > 1:
        found = list(_rooms_of(case, tasks))
    yield from found


def _rooms_of(case: Case, tasks: list[Task]) -> Iterator[Finding]:
    instance = case.instance
    offers = [offer for task in tasks for offer in task.offers]
    if not offers:
        return
    needed = ceil(sum(task.least(lambda o: o.group.days) for task in tasks) - ROUNDING)
    possible = np.zeros(instance.num_days, dtype=bool)
    shortest = min(offer.group.days for offer in offers)
    for offer in offers:
        possible |= possible_days(case.instance, offer.group)
    rooms = sorted({room for offer in offers for room in offer.group.rooms})
    free = room_days(case)
    available = sum(_in_runs(possible & free[room], shortest) for room in rooms)
    if needed > available:
        names = [instance.room_ids[room] for room in rooms]
        yield _short(
            case, "ROOM-01", tasks, needed, available, {"room": names}, rooms=listed(names)
        )


def _in_runs(days: Bools, least: int) -> int:
    """Return the number of days in runs that hold a class of the least length."""
    total = run = 0
    for is_free in [*days.tolist(), False]:
        if is_free:
            run += 1
            continue
        total += run if run >= least else 0
        run = 0
    return total


def _short(
    case: Case,
    name: str,
    tasks: list[Task],
    needed: float,
    available: float,
    subjects: dict[SubjectKind, list[str]],
    **values: object,
) -> Finding:
    tiers = [case.scenario.tiers[t].id for task in tasks for t in task.tiers]
    return case.finding(
        name,
        "targets",
        Severity.WARNING,
        {"tier": tiers, **subjects},
        {"needed": needed, "available": available},
        tiers=" + ".join(sorted(tiers)),
        missing=round(needed - available, 2),
        **values,
    )


def too_dear(case: Case, tasks: list[Task]) -> Iterator[Finding]:
    """BUDGET-01: least cost of classes that reach the targets > budget."""
    budget = case.scenario.rules.budget
    if budget is None or not tasks:
        return
    needed = sum(
        task.least(lambda o: least_cost(case, o.group, 0), lambda o: cost_of_seat(case, o.group))
        for task in tasks
    )
    if needed > budget * (1 + 1e-9) + ROUNDING:
        yield _short(case, "BUDGET-01", tasks, round(needed, 2), budget, {"rule": ["budget"]})


@dataclass(frozen=True)
class _Skill:
    """A module before a programme's tiers, with the lecturers who may teach it, as bits."""

    module: int
    lecturers: int


def too_few_sessions(case: Case, tasks: list[Task]) -> Iterator[Finding]:
    """LEC-02: least sessions of a set of modules that reach the targets > what lecturers give."""
    found = [finding for task in tasks for finding in _sessions_of(case, [task])]
    if not found and len(tasks) > 1:
        found = list(_sessions_of(case, tasks))
    yield from found


def _sessions_of(case: Case, tasks: list[Task]) -> Iterator[Finding]:
    offers = [offer for task in tasks for offer in task.offers]
    contents = {o.group.ids: _contents(case, o.group) for o in offers}
    skills = sorted(
        {skill for parts in contents.values() for _, some in parts for skill in some},
        key=lambda skill: (skill.module, skill.lecturers),
    )
    days = np.zeros(case.instance.num_days, dtype=bool)
    for offer in offers:
        days |= possible_days(case.instance, offer.group)
    left = np.maximum(0, case.instance.lecturer_total - frozen_sessions(case))
    give = [
        min(int(left[x]), int(sessions_by_week(case, x, days).sum()))
        for x in range(len(case.instance.lecturer_ids))
    ]
    short: list[tuple[int, int, int, int]] = []
    for lecturers in sorted(_teams(skills)):
        available = sum(n for x, n in enumerate(give) if lecturers >> x & 1)
        rates = {ids: _sessions_needed(case, parts, lecturers) for ids, parts in contents.items()}
        if sum(rates[o.group.ids] * o.group.size for o in offers) <= available:
            continue
        least = sum(task.least(lambda o, rates=rates: rates[o.group.ids]) for task in tasks)  # type: ignore[misc]
        needed = ceil(least - ROUNDING)
        if needed > available:
            size = sum(skill.lecturers & ~lecturers == 0 for skill in skills)
            short.append((size, available - needed, lecturers, available))
    told: set[int] = set()
    for _, missing, lecturers, available in sorted(short):
        modules = {s.module for s in skills if s.lecturers & ~lecturers == 0}
        if not modules & told:
            told |= modules
            rates = {
                ids: _sessions_needed(case, parts, lecturers) for ids, parts in contents.items()
            }
            concerned = [t for t in tasks if any(rates[o.group.ids] for o in t.offers)]
            needed = available - missing
            yield _sessions_finding(case, concerned, modules, lecturers, needed, available)


def _sessions_finding(
    case: Case, tasks: list[Task], modules: set[int], lecturers: int, needed: int, available: int
) -> Finding:
    instance = case.instance
    names = sorted(instance.module_ids[m] for m in modules)
    people = [one for x, one in enumerate(instance.lecturer_ids) if lecturers >> x & 1]
    return _short(
        case,
        "LEC-02",
        tasks,
        needed,
        available,
        {"module": names, "lecturer": people},
        modules=listed(names),
        lecturers=listed(case.lecturer_names(people)) if people else maybe("no_one"),
    )


def _contents(case: Case, group: Group) -> list[tuple[int, tuple[_Skill, ...]]]:
    return [
        (
            count,
            tuple(_Skill(m, sum(1 << x for x in case.lecturers(group, m))) for m in modules),
        )
        for count, modules in case.contents(group)
    ]


def _teams(skills: list[_Skill]) -> set[int]:
    """Return sets of lecturers worth a look: those of one module, of two, of three that meet."""
    single = sorted({skill.lecturers for skill in skills})
    pairs = {a | b for a, b in combinations(single, 2) if a & b}
    teams = {*single, *pairs}
    if len(single) <= MANY_SETS:
        teams |= {a | b for a in pairs for b in single if a & b}
    everyone = 0
    for one in single:
        everyone |= one
    return teams | {everyone}


def _sessions_needed(
    case: Case, parts: list[tuple[int, tuple[_Skill, ...]]], lecturers: int
) -> int:
    """Return the fewest sessions that a class must have from some lecturers alone."""
    length, total = case.instance.module_sessions, 0
    for count, skills in parts:
        inside = sorted(int(length[s.module]) for s in skills if s.lecturers & ~lecturers == 0)
        forced = count - (len(skills) - len(inside))
        total += sum(inside[: max(0, forced)])
    return total
