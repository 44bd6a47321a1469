"""Fewer start days without losing the best plan: days that nothing distinguishes stand for others.

A class at start s can move to s' where everything that keeps anybody away at s' keeps him away at
s too, the risk is no higher and the month (where it counts) is the same, provided that s' shares
no ISO week with another class: all rules that join classes join days or weeks. The other classes
touch a known number of weeks, so one start more than that, no two of them in one week, is enough.
"""

from collections.abc import Iterable

import numpy as np

from models.rules import Component
from scheduler.formulation.instance import COMPONENTS, Bools, Instance, Ints
from scheduler.formulation.program.scope import Candidate, candidate, whole


def useful_starts(
    instance: Instance, keep: Iterable[tuple[int, int]] = ()
) -> dict[int, tuple[int, ...]]:
    """Return for each class the start days that suffice; pairs (class, day) in `keep` stay."""
    scope = whole(instance)
    candidates = {k: candidate(instance, scope, k) for k in scope.free}
    weeks = {k: _most_weeks(instance, found) for k, found in candidates.items()}
    wanted: dict[int, set[int]] = {k: set() for k in candidates}
    for k, day in keep:
        wanted[k].add(day)
    for k, found in candidates.items():
        enough = sum(weeks.values()) - weeks[k] + 1
        baseline = found.cls.baseline
        if baseline is not None:
            wanted[k].add(baseline.start)
        for length in found.course.lengths:
            wanted[k] |= _representatives(instance, found, length, enough)
    return {k: tuple(sorted(days)) for k, days in wanted.items()}


def _most_weeks(instance: Instance, found: Candidate) -> int:
    """Return the most ISO weeks that the class can touch."""
    last = found.start + found.days - 1
    return int((instance.week[last] - instance.week[found.start]).max(initial=-1)) + 1


def _representatives(instance: Instance, found: Candidate, length: int, enough: int) -> set[int]:
    """Return starts of one length to which every other start can move."""
    starts = found.start[found.length == length]
    if len(starts) <= enough:
        return set(starts.tolist())
    days = -(-length // instance.slots_per_day)
    bad, group = np.unique(_marks(instance, found, starts, length), axis=0, return_inverse=True)
    group = group.ravel()
    members = [starts[group == g] for g in range(len(bad))]
    chosen = [_in_different_weeks(instance, days_of, days, enough) for days_of in members]
    kept: set[int] = set()
    for g, picked in enumerate(chosen):
        if len(picked) < enough:
            kept |= set(members[g].tolist())
        elif not _is_dominated(bad, chosen, g, enough):
            kept |= set(picked)
    return kept


def _is_dominated(bad: Ints, chosen: list[list[int]], g: int, enough: int) -> bool:
    """Tell whether another full group is nowhere worse than g (and g not earlier one's equal)."""
    for other in range(len(bad)):
        if other != g and len(chosen[other]) >= enough and (bad[other] <= bad[g]).all():
            return True
    return False


def _in_different_weeks(instance: Instance, starts: Ints, days: int, enough: int) -> list[int]:
    """Return up to `enough` of the starts, no two of which touch a common ISO week."""
    chosen: list[int] = []
    free_from = -1
    for start in starts.tolist():
        if instance.week[start] >= free_from:
            chosen.append(start)
            free_from = int(instance.week[start + days - 1]) + 1
        if len(chosen) == enough:
            break
    return chosen


def _marks(instance: Instance, found: Candidate, starts: Ints, length: int) -> Ints:
    """Return [start, mark]: integers that are at most those of every worse start."""
    days = -(-length // instance.slots_per_day)
    away = instance.away[starts + days][:, found.cadres] > instance.away[starts][:, found.cadres]
    blocks: list[Bools | Ints] = [away]
    size = instance.slots_per_day
    lecturers = sorted({x for teachers in found.teachers.values() for x in teachers})
    for slot in range(length):
        at = starts * size + slot
        blocks.append(~instance.room_free[list(found.rooms)][:, at].T)
        blocks.append(~instance.lecturer_free[lecturers][:, at].T)
    blocks.append(starts[:, None] < instance.requirement_start[None, :])
    before = np.concatenate([[0.0], np.cumsum(instance.risk)])
    risk = np.unique((before[starts + days] - before[starts]).round(9), return_inverse=True)[1]
    blocks.append(risk.reshape(-1, 1))
    if instance.weights[:, COMPONENTS.index(Component.PEAK_MONTH)].any():
        month = instance.month[starts][:, None]
        blocks += [month, -month]
    return np.hstack([np.asarray(block, dtype=np.int64) for block in blocks])
