"""What keeps units and cover groups from sending enough people at a time (H12)."""

from collections.abc import Iterable, Iterator

import numpy as np

from models.finding import Finding, Severity
from scheduler.formulation.instance import Ints
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group
from scheduler.precheck.reach import Reach
from scheduler.precheck.texts import listed

MOST_NAMED = 100


def units_send_too_few(case: Case, reach: Reach) -> Iterator[Finding]:
    """UNIT-01: persons the tier still needs > sum over its units of what H12 lets each send."""
    instance = case.instance
    able = case.wanted & (reach.hindrance == 0)
    for tier in np.flatnonzero(case.need > 0).tolist():
        counts = np.bincount(
            instance.unit_of[able & (instance.tier_of == tier)], minlength=len(instance.unit_cap)
        )
        needed = min(int(case.need[tier]), int(counts.sum()))
        limits = _limits(case, tier)
        send = np.minimum(counts, limits)
        if needed <= int(send.sum()):
            continue
        lacking = np.argsort(send - counts, kind="stable").tolist()
        units = [case.scenario.units[u] for u in lacking if send[u] < counts[u]]
        words = [f"{unit.id} {unit.name}" for unit in units]
        named = case.scenario.tiers[tier].id
        yield case.finding(
            "UNIT-01",
            "send",
            Severity.WARNING,
            {"tier": [named], "unit": [unit.id for unit in units]},
            {"needed": needed, "available": int(send.sum())},
            tier=named,
            units=listed(words),
            missing=needed - int(send.sum()),
        )


def _limits(case: Case, tier: int) -> list[int]:
    """Return for each unit the most cadres of a tier whom it can send to classes."""
    instance = case.instance
    known: dict[tuple[int, ...], int] = {}
    limits = []
    for u in range(len(instance.unit_cap)):
        groups = [
            n
            for n, group in enumerate(case.groups)
            if case.admits(group, tier)
            and any(instance.serves[instance.room_venue[room], u] for room in group.rooms)
        ]
        key = tuple(groups)
        if key not in known:
            known[key] = apart(case.groups[n] for n in groups)
        limits.append(known[key] * int(instance.unit_cap[u]))
    return limits


def apart(groups: Iterable[Group]) -> int:
    """Return a bound on how many classes of some groups can be held without a common day."""
    able = [group for group in groups if group.starts]
    ends = sorted((start + group.days, start) for group in able for start in group.starts)
    held, free_from = 0, -1
    for end, start in ends:
        if start >= free_from:
            held, free_from = held + 1, end
    return min(held, sum(group.size for group in able))


def cover_groups_too_large(case: Case, reach: Reach) -> Iterator[Finding]:
    """COVER-01: members of cover groups still to be covered > classes that meet on no day."""
    instance = case.instance
    able = case.wanted & (reach.hindrance == 0) & (instance.group_of >= 0)
    members: dict[int, list[int]] = {}
    for i in np.flatnonzero(able).tolist():
        members.setdefault(int(instance.group_of[i]), []).append(i)
    dates = _dates(case, {g: some for g, some in members.items() if len(some) > 1})
    short = sorted(g for g, number in dates.items() if len(members[g]) > number)
    if not short:
        return
    names = case.cover_groups
    words = [f"{names[g]} ({len(members[g])} > {dates[g]})" for g in short]
    lost = _lost(case, [(members[g], dates[g]) for g in short])
    reachable = np.bincount(
        instance.tier_of[case.wanted & (reach.hindrance == 0)], minlength=len(lost)
    )
    missed = (reachable - lost < np.minimum(case.need, reachable)).any()
    cadres = [instance.cadre_ids[i] for g in short for i in members[g]]
    yield case.finding(
        "COVER-01",
        "members",
        Severity.WARNING if missed else Severity.NOTE,
        {"cover_group": [names[g] for g in short], "cadre": cadres[:MOST_NAMED]},
        {"needed": len(cadres), "available": sum(dates[g] for g in short)},
        groups=listed(words),
    )


def _dates(case: Case, members: dict[int, list[int]]) -> dict[int, int]:
    """Return for each cover group how many classes its members may attend are apart in time."""
    tiers = range(len(case.need))
    may = np.zeros((len(case.groups), case.instance.num_cadres), dtype=bool)
    for n, group in enumerate(case.groups):
        counting = [t for t in tiers if case.admits(group, t)]
        may[n] = group.programme.admits & np.isin(case.instance.tier_of, counting)
    known: dict[bytes, int] = {}
    dates = {}
    for g, some in members.items():
        able = may[:, some].any(axis=1)
        key = able.tobytes()
        if key not in known:
            known[key] = apart(case.groups[n] for n in np.flatnonzero(able).tolist())
        dates[g] = known[key]
    return dates


def _lost(case: Case, short: list[tuple[list[int], int]]) -> Ints:
    """Return for each tier the persons that it surely loses in too large cover groups."""
    lost = np.zeros(len(case.need), dtype=np.int64)
    for members, dates in short:
        counts = np.bincount(case.instance.tier_of[members], minlength=len(lost))
        lost += np.maximum(0, counts - dates)
    return lost
