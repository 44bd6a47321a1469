"""Rooms and lecturers month by month: what the targets need against what is there.

The need is spread over the months so that the fullest part of them is as empty as it can be; where
even that spread needs more than is there, no plan reaches the targets.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from models.finding import Finding, Severity
from scheduler.formulation.instance import Bools, Floats, Ints
from scheduler.formulation.linear import LinearProgram
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group, possible_days
from scheduler.precheck.tasks import Task
from scheduler.precheck.texts import listed
from scheduler.precheck.together import room_days

SECONDS = 5.0
SPARING = 1e-6  # of a share, for each day: nothing is used without need
ROUNDING = 1e-6


def groups_of(case: Case, tasks: list[Task]) -> dict[tuple[str, ...], Group]:
    """Return the classes that the targets may use and those that must open."""
    offered = [offer.group for task in tasks for offer in task.offers if offer.seats]
    must = [group for group in case.groups if group.must and group.starts and group.rooms]
    return {group.ids: group for group in [*offered, *must]}


def sum_by_month(case: Case, days: Bools | Ints) -> Floats:
    """Return [month]: the sum over its days."""
    return np.bincount(case.instance.month, weights=days.astype(float)).astype(float)


def month_name(case: Case, month: int) -> str:
    """Return a month of the horizon as people write it."""
    first = int(np.flatnonzero(case.instance.month == month)[0])
    return f"{case.date(first):%m/%Y}"


def whole(number: float) -> int:
    """Return a number of days or sessions rounded up, but not by rounding errors."""
    return int(np.ceil(number - 1e-4))


def table(case: Case, needed: Floats, available: Floats) -> str:
    """Return the months with what is needed of what is there in each."""
    return "; ".join(
        f"{month_name(case, m)}: {whole(needed[m])}/{round(available[m])}"
        for m in range(len(needed))
        if available[m] or needed[m] > ROUNDING
    )


@dataclass(frozen=True)
class _Use:
    """A variable: class days of a group in a room and month."""

    group: Group
    room: int
    month: int
    possible: float


def rooms_by_month(case: Case, tasks: list[Task], found: Iterable[Finding]) -> Iterator[Finding]:
    """ROOM-02: class days needed in some months > free room days of these months."""
    if not tasks or any(one.code[2:] == "ROOM-01" for one in found):
        return
    days = room_days(case)
    free = np.stack([sum_by_month(case, one) for one in days]) if days else np.zeros((0, 0))
    uses = [
        _Use(group, room, m, float(each))
        for group in groups_of(case, tasks).values()
        for possible in (possible_days(case.instance, group),)
        for room in group.rooms
        for m, each in enumerate(sum_by_month(case, possible & days[room]))
        if each
    ]
    if not uses:
        return
    solved = _spread(case, tasks, uses, free)
    if solved is None:
        return
    share, values = solved
    needed = np.zeros_like(free)
    for use, value in zip(uses, values, strict=True):
        needed[use.room, use.month] += value
    rooms = sorted({use.room for use in uses})
    tiers = sorted({case.scenario.tiers[t].id for task in tasks for t in task.tiers})
    full = np.divide(needed, free, out=np.zeros_like(free), where=free > 0) >= share - ROUNDING
    by_month, available = needed[rooms].sum(axis=0), free[rooms].sum(axis=0)
    short = share > 1 + ROUNDING
    tight = full if short else _fullest(by_month, available)[None, :] & (free > 0)
    tight = tight & np.isin(np.arange(len(free)), rooms)[:, None]
    names = sorted({case.instance.room_ids[r] for r in np.flatnonzero(tight.any(axis=1))})
    yield case.finding(
        "ROOM-02",
        "short" if short else "table",
        Severity.WARNING if short else Severity.NOTE,
        {"tier": tiers, "room": names},
        {"needed": whole(needed[tight].sum()), "available": round(free[tight].sum())},
        tiers=" + ".join(tiers),
        rooms=listed(names),
        months=listed([month_name(case, m) for m in np.flatnonzero(tight.any(axis=0)).tolist()]),
        table=table(case, by_month, available),
    )


def _fullest(needed: Floats, available: Floats) -> Bools:
    """Return [month]: it is the one with the largest share used."""
    shares = np.divide(needed, available, out=np.zeros_like(needed), where=available > 0)
    result: Bools = np.arange(len(shares)) == int(shares.argmax())
    return result


def _spread(
    case: Case, tasks: list[Task], uses: list[_Use], free: Floats
) -> tuple[float, Floats] | None:
    """Return the least share of the fullest room and month, and the class days of each use."""
    program = LinearProgram()
    share = program.columns(1, cost=1.0)
    columns = program.columns(len(uses), cost=SPARING)
    cells = program.rows(free.size, upper=0.0)
    place = np.array([use.room * free.shape[1] + use.month for use in uses])
    program.add(cells[place], columns)
    program.add(cells, share, -free.ravel())
    narrow = [n for n, use in enumerate(uses) if use.possible < free[use.room, use.month]]
    if narrow:
        bounds = program.rows(len(narrow), upper=0.0)
        program.add(bounds, columns[narrow])
        program.add(bounds, share, -np.array([uses[n].possible for n in narrow]))
    for group in {use.group.ids: use.group for use in uses}.values():
        own = [n for n, use in enumerate(uses) if use.group is group]
        days = float(group.days * group.size)
        row = program.rows(1, lower=days if group.must else 0.0, upper=days)
        program.add(row, columns[own])
    for task in tasks:
        groups = {offer.group.ids for offer in task.offers if offer.seats}
        own = [n for n, use in enumerate(uses) if use.group.ids in groups]
        seats = [
            case.instance.capacity(uses[n].group.cls.index, uses[n].room) / uses[n].group.days
            for n in own
        ]
        if not own:
            continue
        row = program.rows(1, lower=float(min(task.demand, task.seats)))
        program.add(row, columns[own], np.array(seats))
    solution = program.solve(seconds=SECONDS, relaxed=True)
    if not solution.optimal or solution.values is None:
        return None
    return float(solution.values[0]), solution.values[1:]
