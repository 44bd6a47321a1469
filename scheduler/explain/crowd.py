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
    units = np.unique(inst.unit_of[single])
    if len(units):
        used = _most(usage.unit_day[:, units], starts, days)
        left = np.maximum(0, inst.unit_cap[units] - used)
        counts = _by_unit(situation, single, starts, days)[:, units]
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


def _by_unit(situation: Situation, cadres: Ints, starts: Ints, days: int) -> Ints:
    """Return [s, u]: how many of the cadres of each unit are there on all days."""
    inst = situation.instance
    # Most people are never away and attend nothing: they are counted once for all starts.
    steady = (inst.away[-1, cadres] == inst.away[0, cadres]) & (situation.usage.count[cadres] == 0)
    always = np.bincount(inst.unit_of[cadres[steady]], minlength=len(inst.unit_cap))
    counts = np.tile(always.astype(np.int64), (len(starts), 1))
    others = cadres[~steady]
    others = others[np.argsort(inst.unit_of[others], kind="stable")]
    units, first = np.unique(inst.unit_of[others], return_index=True)
    if len(units):
        present = _present(situation, others, starts, days)
        counts[:, units] += np.add.reduceat(present, first, axis=1, dtype=np.int64)
    return counts


def _present(situation: Situation, cadres: Ints, starts: Ints, days: int) -> Bools:
    """Return [s, n]: nothing keeps the cadre away and no other class of theirs is on these days."""
    inst = situation.instance
    end = inst.away[np.ix_(starts + days, cadres)]
    present = end == inst.away[np.ix_(starts, cadres)]
    where = np.full(inst.num_cadres, -1, dtype=np.int64)
    where[cadres] = np.arange(len(cadres))
    for decision in situation.decisions.values():
        busy = where[decision.members]
        busy = busy[busy >= 0]
        if len(busy):
            last = decision.start + decision.menu.days
            overlap = np.flatnonzero((starts < last) & (decision.start < starts + days))
            present[np.ix_(overlap, busy)] = False
    return np.asarray(present, dtype=bool)


def _most(per_day: Ints, starts: Ints, days: int) -> Ints:
    """Return [s, u]: the most on one of the days."""
    return np.max(np.stack([per_day[starts + d] for d in range(days)]), axis=0)  # type: ignore[no-any-return]
