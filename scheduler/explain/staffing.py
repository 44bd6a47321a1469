"""Who could teach the modules of a class that did not open, by what lecturers have left."""

from collections.abc import Sequence

import numpy as np

from scheduler.explain.situation import Situation
from scheduler.formulation.instance import Bools, Instance, Ints, Menu


def able(instance: Instance, k: int, m: int) -> Ints:
    """Return who may teach module m in class k (H6, H15)."""
    cls = instance.classes[k]
    level = instance.programmes[cls.programme].level[:, m]
    fixed = cls.lecturers.get(m)
    if fixed is None:
        return np.flatnonzero(level > 0)
    return np.array([fixed] if level[fixed] > 0 else [], dtype=np.int64)


def scarce(situation: Situation, k: int, menu: Menu) -> tuple[tuple[int, ...], int, int] | None:
    """Return modules that need more sessions than their lecturers have left, with both numbers.

    Counted are lecturers who have enough left for at least one of the modules. Such a set cannot
    be taught whatever the dates; None where there is none. Sessions of one module may be split
    here, so nothing is claimed wrongly.
    """
    inst = situation.instance
    left = np.maximum(0, inst.lecturer_total - situation.usage.lecturer_load)
    need = {m: int(inst.module_sessions[m]) for m in menu.modules}
    who = {m: [int(x) for x in able(inst, k, m) if left[x] >= need[m]] for m in menu.modules}
    given: dict[int, list[int]] = {}
    spare = {x: int(left[x]) for xs in who.values() for x in xs}
    for m in sorted(menu.modules, key=lambda m: (len(who[m]), m)):
        for _ in range(need[m]):
            seen: set[int] = set()
            if not _augment(m, who, spare, given, seen):
                modules = tuple(sorted({m} | {j for x in seen for j in given.get(x, ())}))
                lecturers = {x for j in modules for x in who[j]}
                return modules, sum(need[j] for j in modules), int(sum(left[x] for x in lecturers))
    return None


def _augment(
    m: int,
    who: dict[int, list[int]],
    spare: dict[int, int],
    given: dict[int, list[int]],
    seen: set[int],
) -> bool:
    """Find one more session for module m, moving others to lecturers they share."""
    for x in who[m]:
        if x in seen:
            continue
        seen.add(x)
        if spare[x] > 0:
            spare[x] -= 1
            given.setdefault(x, []).append(m)
            return True
        for n, other in enumerate(given.get(x, [])):
            if _augment(other, who, spare, given, seen):
                given[x][n] = m
                return True
    return False


def open_slots(situation: Situation, venue: int) -> Bools:
    """Return [x, h]: lecturer x could teach one more session at a venue in slot h (H7, H8)."""
    inst, usage = situation.instance, situation.usage
    days = np.arange(inst.num_slots) // inst.slots_per_day
    at = usage.lecturer_venue[:, days]
    result: Bools = np.array(inst.lecturer_free & (usage.lecturer_class < 0))
    result &= (at < 0) | (at == venue)
    result &= (usage.lecturer_day < inst.lecturer_day[:, None])[:, days]
    result &= (usage.lecturer_week < inst.lecturer_week[:, None])[:, inst.week[days]]
    result &= (usage.lecturer_load < inst.lecturer_total)[:, None]
    return result


def teachable(situation: Situation, k: int, menu: Menu, starts: Ints, slots: Bools) -> Bools:
    """Return [n, s]: somebody is free for the n-th module somewhere in a class from start s."""
    inst = situation.instance
    activities = inst.programmes[inst.classes[k].programme].activities
    low = sum(a.sessions for a in activities if a.position == "first")
    high = menu.length - sum(a.sessions for a in activities if a.position == "last")
    left = inst.lecturer_total - situation.usage.lecturer_load
    first = starts * inst.slots_per_day
    result = np.zeros((len(menu.modules), len(starts)), dtype=bool)
    for n, m in enumerate(menu.modules):
        sessions = int(inst.module_sessions[m])
        who = able(inst, k, m)
        who = who[left[who] >= sessions]
        runs = _runs(slots[who], sessions)
        total = np.zeros(inst.num_slots + 1, dtype=np.int64)
        np.cumsum(runs, out=total[1:])
        if high - low >= sessions:
            result[n] = total[first + high - sessions + 1] > total[first + low]
    return result


def _runs(rows: Bools, sessions: int) -> Bools:
    """Return [h]: some row is true in slots h .. h + sessions - 1."""
    runs = rows.copy()
    for n in range(1, sessions):
        runs[:, :-n] &= rows[:, n:]
        runs[:, -n:] = False
    result: Bools = np.asarray(runs.any(axis=0), dtype=bool)
    return result


def unqualified(instance: Instance, k: int, menus: Sequence[Menu]) -> tuple[int, ...]:
    """Return modules that nobody may teach, where every menu has one; else nothing."""
    lacking = [tuple(m for m in menu.modules if not len(able(instance, k, m))) for menu in menus]
    return min(lacking, key=len, default=())
