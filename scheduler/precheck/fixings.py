"""What classes fix, against the scenario and against each other."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from models.finding import Finding, Severity, SubjectKind
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group, most_sessions, severity_of
from scheduler.precheck.openings import never_free
from scheduler.precheck.texts import listed, maybe


def contradictory(case: Case) -> Iterator[Finding]:
    """FIX-04: fixed closed but required, a room not allowed, more fixed cadres than may come."""
    for group in case.groups:
        fixed = group.definition.fixed
        if group.must and fixed.open is False:
            yield _contradiction(case, group, "closed", 1, 0)
        if fixed.room is not None and not case.instance.rooms(group.cls.index):
            yield _contradiction(case, group, "room", 1, 0, room=fixed.room)
        yield from _too_many_fixed(case, group)


def _contradiction(
    case: Case, group: Group, variant: str, needed: int, available: int, **values: str
) -> Finding:
    kinds: tuple[SubjectKind, ...] = ("room", "unit", "cover_group")
    subjects: dict[SubjectKind, tuple[str, ...]] = {"class": group.ids}
    subjects |= {kind: (values[kind],) for kind in kinds if kind in values}
    return case.finding(
        "FIX-04",
        variant,
        severity_of([group]),
        subjects,
        {"needed": needed, "available": available},
        classes=listed(group.ids),
        **values,
    )


def _too_many_fixed(case: Case, group: Group) -> Iterator[Finding]:
    instance, members = case.instance, group.cls.members
    if not group.definition.fixed.cadres:
        return
    seats = max((instance.capacity(group.cls.index, room) for room in group.rooms), default=None)
    if seats is not None and len(group.definition.fixed.cadres) > seats:
        number = len(group.definition.fixed.cadres)
        yield _contradiction(case, group, "seats", number, seats)
    counts = np.bincount(instance.unit_of[members], minlength=len(instance.unit_cap))
    for u in np.flatnonzero(counts > instance.unit_cap).tolist():
        unit = case.scenario.units[u].id
        limit = int(instance.unit_cap[u])
        yield _contradiction(case, group, "unit", int(counts[u]), limit, unit=unit)
    groups, often = np.unique(instance.group_of[members], return_counts=True)
    for g, number in zip(groups.tolist(), often.tolist(), strict=True):
        if g >= 0 and number > 1:
            yield _contradiction(case, group, "cover", number, 1, cover_group=case.cover_groups[g])


def unable(case: Case) -> Iterator[Finding]:
    """FIX-03, FIX-05: a fixed lecturer or cadre who may not teach or attend the class."""
    for group in case.groups:
        yield from _unable_lecturers(case, group)
        yield from _unable_cadres(case, group)


def _unable_lecturers(case: Case, group: Group) -> Iterator[Finding]:
    instance, programme = case.instance, group.programme
    offered = {*programme.core, *(m for _, options in programme.choices for m in options)}
    contents = list(case.contents(group))
    forced = {m for count, modules in contents for m in modules if count == len(modules)}
    for m, x in sorted(group.cls.lecturers.items()):
        sessions = int(instance.module_sessions[m])
        reason = None
        if m not in offered:
            reason = "not_taught"
        elif not programme.level[x, m]:
            reason = "unqualified"
        elif not case.lecturers(group, m):
            reason = "limited"
        elif group.starts and never_free(case, group, m):
            reason = "away"
        if reason is None:
            continue
        closes = m in forced
        yield case.finding(
            "FIX-03" if closes else "FIX-05",
            "lecturer",
            severity_of([group]) if closes else Severity.WARNING,
            {
                "class": group.ids,
                "lecturer": [instance.lecturer_ids[x]],
                "module": [instance.module_ids[m]],
            },
            {"needed": sessions, "available": 0},
            classes=listed(group.ids),
            lecturer=listed(case.lecturer_names({instance.lecturer_ids[x]})),
            module=instance.module_ids[m],
            reason=maybe(f"lecturer_{reason}"),
        )


def _unable_cadres(case: Case, group: Group) -> Iterator[Finding]:
    fixed = sorted(set(group.definition.fixed.cadres))
    if not fixed:
        return
    instance = case.instance
    index = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    fits, served = case.fits_repeat(group), case.served(group)
    refused: dict[str, list[str]] = {}
    for cadre in fixed:
        i = index.get(cadre)
        reason = None
        if i is None:
            reason = "not_planned"
        elif not group.programme.admits[i]:
            reason = "not_admitted"
        elif group.rooms and not served[i]:
            reason = "not_served"
        elif not fits[i]:
            reason = "repeats"
        elif group.starts and not any(instance.attends(s, group.days)[i] for s in group.starts):
            reason = "away"
        if reason is not None:
            refused.setdefault(reason, []).append(cadre)
    for reason, cadres in sorted(refused.items()):
        yield case.finding(
            "FIX-03",
            "cadres",
            severity_of([group]),
            {"class": group.ids, "cadre": cadres},
            {"needed": len(fixed), "available": len(fixed) - len(cadres)},
            classes=listed(group.ids),
            cadres=listed(cadres),
            reason=maybe(f"cadre_{reason}"),
        )


def clashing(case: Case) -> Iterator[Finding]:
    """FIX-02: two classes that fix the same room, lecturer or cadre at the same time."""
    classes = [(one, group) for group in case.groups for one in group.ids]
    started = [(one, g) for one, g in classes if g.cls.start is not None and g.starts]
    for a, b in combinations(sorted(started, key=lambda item: item[0]), 2):
        if _meet(a[1], b[1]):
            yield from _clash(case, a, b)
    yield from _too_often(case, classes)


def _meet(a: Group, b: Group) -> bool:
    return a.starts[0] < b.starts[0] + b.days and b.starts[0] < a.starts[0] + a.days


def _clash(case: Case, a: tuple[str, Group], b: tuple[str, Group]) -> Iterator[Finding]:
    both, must = (a[1], b[1]), a[1].must and b[1].must
    severity = Severity.ERROR if must else Severity.WARNING
    ids = sorted((a[0], b[0]))
    room = a[1].cls.room
    values = {"first": ids[0], "second": ids[1]}
    if room is not None and room == b[1].cls.room:
        name = case.instance.room_ids[room]
        subjects: dict[SubjectKind, list[str]] = {"class": ids, "room": [name]}
        numbers = {"needed": 2, "available": 1}
        yield case.finding("FIX-02", "room", severity, subjects, numbers, room=name, **values)
    for x in sorted(set(both[0].cls.lecturers.values()) & set(both[1].cls.lecturers.values())):
        needed = sum(_fixed_sessions(case, group, x) for group in both)
        available = _slots_of_both(case, both, x)
        if needed > available:
            name = case.instance.lecturer_ids[x]
            subjects = {"class": ids, "lecturer": [name]}
            numbers = {"needed": needed, "available": available}
            spoken = listed(case.lecturer_names({name}))
            yield case.finding(
                "FIX-02", "lecturer", severity, subjects, numbers, lecturer=spoken, **values
            )
    shared = sorted(set(a[1].definition.fixed.cadres) & set(b[1].definition.fixed.cadres))
    if shared and case.scenario.rules.max_classes_per_cadre > 1:
        subjects = {"class": ids, "cadre": shared}
        numbers = {"needed": 2, "available": 1}
        cadres = listed(shared)
        yield case.finding("FIX-02", "cadre", severity, subjects, numbers, cadres=cadres, **values)


def _fixed_sessions(case: Case, group: Group, lecturer: int) -> int:
    """Return the sessions that a class surely wants of a lecturer."""
    forced = {
        m for count, modules in case.contents(group) for m in modules if count == len(modules)
    }
    return sum(
        int(case.instance.module_sessions[m])
        for m, x in group.cls.lecturers.items()
        if x == lecturer and m in forced
    )


def _slots_of_both(case: Case, groups: tuple[Group, Group], lecturer: int) -> int:
    """Return the free slots of a lecturer within the longest spans of two started classes."""
    instance = case.instance
    slots: set[int] = set()
    for group in groups:
        first = group.starts[0] * instance.slots_per_day
        slots |= set(range(first, first + most_sessions(instance, group.programme)))
    free = instance.lecturer_free[lecturer]
    return sum(1 for h in slots if h < len(free) and free[h])


def _too_often(case: Case, classes: list[tuple[str, Group]]) -> Iterator[Finding]:
    """Compare the classes that fix a cadre with `max_classes_per_cadre`."""
    allowed = case.scenario.rules.max_classes_per_cadre
    where: dict[str, list[str]] = {}
    for one, group in classes:
        for cadre in set(group.definition.fixed.cadres):
            where.setdefault(cadre, []).append(one)
    sets: dict[tuple[str, ...], list[str]] = {}
    for cadre, ids in where.items():
        if len(ids) > allowed:
            sets.setdefault(tuple(sorted(ids)), []).append(cadre)
    for several, cadres in sorted(sets.items()):
        yield case.finding(
            "FIX-02",
            "often",
            Severity.ERROR,
            {"class": several, "cadre": cadres},
            {"needed": len(several), "available": allowed},
            classes=listed(several),
            cadres=listed(sorted(cadres)),
        )
