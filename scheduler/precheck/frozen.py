"""Classes frozen by `freeze_before` that can no longer be held as the baseline has them."""

from collections.abc import Iterator
from math import ceil

import numpy as np

from models.finding import Finding, Severity
from scheduler.formulation.instance import ClassData, Frozen
from scheduler.precheck.case import Case
from scheduler.precheck.openings import free_run, most_at_once
from scheduler.precheck.texts import listed

Broken = tuple[str, int, int, list[str]]


def broken(case: Case) -> Iterator[Finding]:
    """FREEZE-01: a frozen class and the scenario after its edits contradict each other."""
    for cls in case.frozen:
        frozen = cls.frozen
        assert frozen is not None
        if _fixed_otherwise(case, cls, frozen):
            yield _finding(case, cls, ("fixed", 1, 0, []))
        for check in (_content, _days, _room, _lecturers, _members):
            for found in check(case, cls, frozen):
                yield _finding(case, cls, found)


def _finding(case: Case, cls: ClassData, found: Broken) -> Finding:
    variant, needed, available, names = found
    frozen = cls.frozen
    assert frozen is not None
    return case.finding(
        "FREEZE-01",
        variant,
        Severity.ERROR,
        {"class": [cls.id]},
        {"needed": needed, "available": available},
        classes=cls.id,
        names=listed(names),
    )


def _fixed_otherwise(case: Case, cls: ClassData, frozen: Frozen) -> bool:
    definition = next(item for item in case.scenario.classes if item.id == cls.id)
    fixed, rooms = definition.fixed, case.instance.room_ids
    members = {case.instance.cadre_ids[i] for i in frozen.members.tolist() if i >= 0}
    return (
        fixed.open is False
        or cls.start != frozen.start
        or (fixed.room is not None and (frozen.room < 0 or rooms[frozen.room] != fixed.room))
        or any(m not in frozen.modules for m in cls.electives)
        or any(frozen.lecturers.get(m, x) != x for m, x in cls.lecturers.items())
        or any(cadre not in members for cadre in fixed.cadres)
    )


def _length(case: Case, cls: ClassData, frozen: Frozen) -> int:
    activities = case.instance.programmes[cls.programme].activities
    taught = sum(int(case.instance.module_sessions[m]) for m in frozen.modules)
    return taught + sum(activity.sessions for activity in activities)


def _content(case: Case, cls: ClassData, frozen: Frozen) -> Iterator[Broken]:
    programme = case.instance.programmes[cls.programme]
    held, names = set(frozen.modules), case.instance.module_ids
    lost = [m for m in programme.core if m not in held]
    offered = {m for _, options in programme.choices for m in options}
    foreign = [m for m in frozen.modules if m not in programme.core and m not in offered]
    counts = [(count, len(held & set(options)), options) for count, options in programme.choices]
    wrong = [m for count, taken, options in counts if taken != count for m in options]
    if lost or foreign or wrong:
        needed = len(programme.core) + sum(count for count, _, _ in counts)
        kept = len(programme.core) - len(lost) + sum(min(c, n) for c, n, _ in counts)
        yield "modules", needed, kept, sorted(names[m] for m in {*lost, *foreign, *wrong})


def _days(case: Case, cls: ClassData, frozen: Frozen) -> Iterator[Broken]:
    instance, programme = case.instance, case.instance.programmes[cls.programme]
    days = ceil(_length(case, cls, frozen) / instance.slots_per_day)
    open_days = instance.open_days[cls.programme]
    span = range(frozen.start, frozen.start + days)
    good = [d for d in span if cls.first_day <= d <= cls.last_day and d >= 0 and open_days[d]]
    if len(good) < days:
        closed = [f"{case.date(d):%d/%m/%Y}" for d in span if d not in good]
        yield "days", days, len(good), closed
    if programme.max_days is not None and days > programme.max_days:
        yield "length", days, programme.max_days, []


def _room(case: Case, cls: ClassData, frozen: Frozen) -> Iterator[Broken]:
    instance = case.instance
    room = frozen.room
    if room < 0 or room not in cls.rooms:
        yield "room", 1, 0, [] if room < 0 else [instance.room_ids[room]]
        return
    name = [instance.room_ids[room]]
    length = _length(case, cls, frozen)
    first = frozen.start * instance.slots_per_day
    free = instance.room_free[room, max(0, first) : max(0, first + length)]
    if not free.all():
        yield "room_away", length, int(free.sum()), name
    if len(frozen.members) > instance.room_capacity[room]:
        yield "seats", len(frozen.members), int(instance.room_capacity[room]), name


def _lecturers(case: Case, cls: ClassData, frozen: Frozen) -> Iterator[Broken]:
    instance, programme = case.instance, case.instance.programmes[cls.programme]
    first = frozen.start * instance.slots_per_day
    end = first + _length(case, cls, frozen)
    for m, x in sorted(frozen.lecturers.items()):
        sessions = int(instance.module_sessions[m])
        names = [instance.module_ids[m]]
        if x < 0:
            yield "lecturer_gone", sessions, 0, names
            continue
        names = [*case.lecturer_names({instance.lecturer_ids[x]}), *names]
        if not programme.level[x, m]:
            yield "lecturer_level", sessions, 0, names
        elif not free_run(instance, x, first, end, sessions):
            free = int(instance.lecturer_free[x, max(0, first) : max(0, end)].sum())
            yield "lecturer_away", sessions, min(free, sessions - 1), names


def _members(case: Case, cls: ClassData, frozen: Frozen) -> Iterator[Broken]:
    instance, programme = case.instance, case.instance.programmes[cls.programme]
    everyone, number = frozen.members, len(frozen.members)
    members = everyone[everyone >= 0]
    if len(members) < number:
        yield "gone", number, len(members), []
    if number < programme.size_min:
        yield "few", programme.size_min, number, []
    if number > programme.size_max:
        yield "many", number, programme.size_max, []
    days = ceil(_length(case, cls, frozen) / instance.slots_per_day)
    able = programme.admits[members].copy()
    if frozen.start >= 0 and frozen.start + days <= instance.num_days:
        able &= instance.attends(frozen.start, days)[members]
    if frozen.room >= 0:
        served = instance.serves[instance.room_venue[frozen.room]]
        able &= served[instance.unit_of[members]]
    if not able.all():
        lost = [instance.cadre_ids[i] for i in members[~able].tolist()]
        yield "members", len(members), int(able.sum()), lost
    mask = np.zeros(instance.num_cadres, dtype=bool)
    mask[members] = True
    together = most_at_once(case, mask)
    if together < len(members):
        yield "together", len(members), together, []
