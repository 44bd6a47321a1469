"""How many people could attend a class together: presence, caps on absences, cover groups."""

import numpy as np

from scheduler.explain.situation import Situation
from scheduler.formulation.instance import Bools, Ints


def crowd(situation: Situation, cadres: Ints, starts: Ints, days: int) -> Ints:
    """Return [s]: at most so many of the cadres can attend `days` days from each start together.

    Nobody joins two classes on one day; of a cover group one person counts, whatever the unit.
    """
    inst, usage = situation.instance, situation.usage
    result = np.zeros(len(starts), dtype=np.int64)
    if not len(starts) or not len(cadres):
        return result
    groups = inst.group_of[cadres]
    single = cadres[groups < 0]
    by_unit = single[np.argsort(inst.unit_of[single], kind="stable")]
    present = _present(situation, by_unit, starts, days)
    units, first = np.unique(inst.unit_of[by_unit], return_index=True)
    if len(units):
        counts = np.add.reduceat(present, first, axis=1, dtype=np.int64)
        used = _most(usage.unit_day[:, units], starts, days)
        left = np.maximum(0, inst.unit_cap[units] - used)
        result += np.minimum(counts, left).sum(axis=1)
    grouped = cadres[groups >= 0]
    grouped = grouped[np.argsort(inst.group_of[grouped], kind="stable")]
    names, first = np.unique(inst.group_of[grouped], return_index=True)
    if len(names):
        present = _present(situation, grouped, starts, days)
        anyone = np.logical_or.reduceat(present, first, axis=1)
        taken = _most(usage.group_day[:, names], starts, days) > 0
        result += (anyone & ~taken).sum(axis=1)
    return result


def _present(situation: Situation, cadres: Ints, starts: Ints, days: int) -> Bools:
    """Return [s, n]: nothing keeps the cadre away and no other class of theirs is on these days."""
    inst = situation.instance
    present = inst.away[starts + days][:, cadres] == inst.away[starts][:, cadres]
    where = np.full(inst.num_cadres, -1, dtype=np.int64)
    where[cadres] = np.arange(len(cadres))
    for decision in situation.decisions.values():
        busy = where[decision.members]
        busy = busy[busy >= 0]
        if len(busy):
            end = decision.start + decision.menu.days
            overlap = np.flatnonzero((starts < end) & (decision.start < starts + days))
            present[np.ix_(overlap, busy)] = False
    return np.asarray(present, dtype=bool)


def _most(per_day: Ints, starts: Ints, days: int) -> Ints:
    """Return [s, u]: the most on one of the days."""
    return np.max(np.stack([per_day[starts + d] for d in range(days)]), axis=0)  # type: ignore[no-any-return]
