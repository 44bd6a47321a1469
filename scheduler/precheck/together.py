"""Classes that must open, taken together: people, room days and lecturers they have to share."""

from collections.abc import Iterator
from math import ceil

import numpy as np

from models.finding import Finding, Severity
from scheduler.formulation.instance import Bools, Ints
from scheduler.precheck.case import Case
from scheduler.precheck.dates import starts_with_room
from scheduler.precheck.groups import Group, possible_days
from scheduler.precheck.network import Network, Shortage
from scheduler.precheck.texts import day, listed

MAX_GROUPS = 60


def must_open(case: Case) -> list[Group]:
    """Return the groups whose classes must open; none where a bit mask could not hold them."""
    groups = [group for group in case.groups if group.must]
    return groups if len(groups) <= MAX_GROUPS else []


def too_few_cadres(case: Case) -> Iterator[Finding]:
    """SIZE-02: for some classes that must open, sum of least sizes > seats the cadres can fill."""
    groups = must_open(case)
    if not groups:
        return
    masks = np.zeros(case.instance.num_cadres, dtype=np.int64)
    for bit, group in enumerate(groups):
        masks |= _may_attend(case, group).astype(np.int64) << bit
    allowed = np.full(case.instance.num_cadres, case.scenario.rules.max_classes_per_cadre)
    for cls in case.frozen:
        if cls.frozen is not None:
            allowed[cls.frozen.members] -= 1
    network = Network()
    for bit, group in enumerate(groups):
        least = max(group.programme.size_min, len(group.cls.members))
        network.demand(bit, least * group.size)
    kinds, counts = np.unique(np.stack([masks, np.maximum(0, allowed)]), axis=1, return_counts=True)
    for n, (mask, each) in enumerate(kinds.T.tolist()):
        amount = int(counts[n])
        network.supply(("people", n), amount * each)
        for bit, group in enumerate(groups):
            if mask >> bit & 1:
                network.link(bit, ("people", n), amount * min(each, group.size))
    shortage = network.shortage()
    if shortage is None:
        return
    short = [groups[bit] for bit in shortage.demands if isinstance(bit, int)]
    programmes = sorted({group.programme.id for group in short})
    ids = sorted(one for group in short for one in group.ids)
    yield case.finding(
        "SIZE-02",
        "people",
        Severity.ERROR,
        {"class": ids, "programme": programmes},
        {"needed": shortage.needed, "available": shortage.available},
        classes=listed(ids),
        missing=shortage.needed - shortage.available,
        each=case.scenario.rules.max_classes_per_cadre,
    )


def _may_attend(case: Case, group: Group) -> Bools:
    able = group.programme.admits & case.fits_repeat(group) & case.served(group)
    if not group.starts:
        return able
    ever = np.zeros_like(able)
    for start in group.starts:
        ever |= case.instance.attends(start, group.days)
        if ever[able].all():
            break
    result: Bools = able & ever
    return result


def too_few_rooms(case: Case) -> Iterator[Finding]:
    """ROOM-01: class days of classes that must open > free days of the rooms they may use."""
    groups = must_open(case)
    if not groups:
        return
    possible = np.stack([_possible(case, group) for group in groups])
    left = room_days(case)
    network = Network()
    for n, group in enumerate(groups):
        network.demand(n, group.days * group.size)
    kinds, kind = np.unique(possible, axis=1, return_inverse=True)
    for room in sorted({room for group in groups for room in group.rooms}):
        for t in range(kinds.shape[1]):
            network.supply((room, t), int(left[room][kind.ravel() == t].sum()))
            for n, group in enumerate(groups):
                if kinds[n, t] and room in group.rooms:
                    network.link(n, (room, t))
    shortage = network.shortage()
    if shortage is not None:
        short = [groups[n] for n in shortage.demands if isinstance(n, int)]
        yield _room_finding(case, short, shortage)


def _possible(case: Case, group: Group) -> Bools:
    """Return [d]: d can be one of the first days of the class, as many as it surely has."""
    days = np.zeros(case.instance.num_days, dtype=bool)
    for start in starts_with_room(case, group):
        days[start : start + group.days] = True
    return days


def room_days(case: Case) -> list[Bools]:
    """Return for each room the days on which a class can use it, frozen classes taken off."""
    instance = case.instance
    days = [
        instance.working & instance.room_free[room].reshape(instance.num_days, -1)[:, 0]
        for room in range(len(instance.room_ids))
    ]
    for cls in case.frozen:
        if cls.frozen is not None:
            programme = instance.programmes[cls.programme]
            slots = sum(int(instance.module_sessions[m]) for m in cls.frozen.modules)
            slots += sum(activity.sessions for activity in programme.activities)
            start = cls.frozen.start
            days[cls.frozen.room][start : start + ceil(slots / instance.slots_per_day)] = False
    return days


def _room_finding(case: Case, groups: list[Group], shortage: Shortage) -> Finding:
    rooms = sorted({case.instance.room_ids[room] for group in groups for room in group.rooms})
    ids = sorted(one for group in groups for one in group.ids)
    return case.finding(
        "ROOM-01",
        "required",
        Severity.ERROR,
        {"class": ids, "room": rooms},
        {"needed": shortage.needed, "available": shortage.available},
        classes=listed(ids),
        rooms=listed(rooms),
        first=day(case.date(min(group.starts[0] for group in groups))),
        last=day(case.date(max(group.starts[-1] + group.days - 1 for group in groups))),
        missing=shortage.needed - shortage.available,
    )


def too_few_sessions(case: Case) -> Iterator[Finding]:
    """LEC-02: sessions of modules of classes that must open > what their lecturers can give."""
    groups, instance = must_open(case), case.instance
    network = Network()
    parts: dict[tuple[int, int], tuple[int, ...]] = {}
    used: set[tuple[int, int]] = set()
    for n, group in enumerate(groups):
        weeks = sorted(_weeks(case, group))
        for p, (count, modules) in enumerate(case.contents(group)):
            parts[n, p] = modules
            each = sorted(int(instance.module_sessions[m]) for m in modules)[:count]
            network.demand(("part", n, p), sum(each) * group.size)
            for x in sorted({x for m in modules for x in case.lecturers(group, m)}):
                for week in weeks:
                    used.add((x, week))
                    network.link(("part", n, p), ("week", x, week))
    days = np.zeros(instance.num_days, dtype=bool)
    for group in groups:
        days |= possible_days(case.instance, group)
    by_week = {x: sessions_by_week(case, x, days) for x in {x for x, _ in used}}
    for x, week in sorted(used):
        network.link(("week", x, week), ("lecturer", x), int(by_week[x][week]))
    taken = frozen_sessions(case)
    for x in sorted(by_week):
        network.supply(("lecturer", x), max(0, int(instance.lecturer_total[x] - taken[x])))
    shortage = network.shortage()
    if shortage is None:
        return
    short = [(key[1], key[2]) for key in shortage.demands if isinstance(key, tuple)]
    names = sorted({instance.module_ids[m] for key in short for m in parts[key]})
    lecturers = {
        instance.lecturer_ids[x]
        for n, p in short
        for m in parts[n, p]
        for x in case.lecturers(groups[n], m)
    }
    ids = sorted({one for n, _ in short for one in groups[n].ids})
    yield case.finding(
        "LEC-02",
        "required",
        Severity.ERROR,
        {"class": ids, "module": names, "lecturer": lecturers},
        {"needed": shortage.needed, "available": shortage.available},
        classes=listed(ids),
        modules=listed(names),
        lecturers=listed(case.lecturer_names(lecturers)),
        missing=shortage.needed - shortage.available,
    )


def _weeks(case: Case, group: Group) -> set[int]:
    """Return the weeks in which a class can have days; a class may be longer than its least."""
    last = case.instance.num_days - 1
    most = group.programme.max_days or max((menu.days for menu in group.menus), default=0)
    most = max(most, group.days) if group.all_menus else last
    return {
        int(case.instance.week[min(d, last)])
        for start in group.starts
        for d in {*range(start, start + most, 7), start + most - 1}
    }


def frozen_sessions(case: Case) -> Ints:
    """Return [lecturer]: the sessions that frozen classes take."""
    taken = np.zeros(len(case.instance.lecturer_ids), dtype=np.int64)
    for cls in case.frozen:
        for m, x in (cls.frozen.lecturers if cls.frozen else {}).items():
            taken[x] += case.instance.module_sessions[m]
    return taken


def sessions_by_week(case: Case, lecturer: int, days: Bools) -> Ints:
    """Return [week]: the most sessions that a lecturer can give on some days (H7, H8)."""
    instance = case.instance
    free = instance.lecturer_free[lecturer].reshape(instance.num_days, -1).sum(axis=1)
    daily = np.where(days, np.minimum(free, instance.lecturer_day[lecturer]), 0)
    weekly = np.bincount(instance.week, weights=daily).astype(np.int64)
    result: Ints = np.minimum(weekly, instance.lecturer_week[lecturer])
    return result
