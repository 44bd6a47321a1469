"""Who can still be covered: the first thing that keeps a cadre from it, and how many classes."""

from dataclasses import dataclass
from math import inf

import numpy as np

from scheduler.formulation.instance import Bools, Floats, Ints, ProgrammeData
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group, most_sessions

NO_CLASS, NO_TITLE, NO_VENUE, REPEATS, AWAY, TOO_MUCH = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True)
class Reach:
    """What can be hoped for; `hindrance[i]` is 0 for those who can be covered.

    Only cadres wanted (`Case.wanted`) have a hindrance. `classes[i]` is the least number of
    classes that can cover i; `coverable[T]` counts those without a hindrance or without any class,
    `demand[T]` is the fewest enrolments that reach the target of T as far as these can reach it.
    """

    hindrance: Ints
    classes: Ints
    demand: Ints
    coverable: Ints
    most: dict[tuple[int, int], float]

    def held_back(self, reason: int) -> Bools:
        """Return [i]: this is what keeps i from being covered."""
        result: Bools = self.hindrance == reason
        return result


def reach_of(case: Case) -> Reach:
    """Return who can be covered by classes that are not fixed closed."""
    instance = case.instance
    hindrance = np.where(case.wanted, NO_CLASS, 0)
    for group in case.groups:
        for tier in group.programme.tiers:
            if case.admits(group, tier):
                hindrance[(instance.tier_of == tier) & (hindrance == NO_CLASS)] = NO_TITLE
    for group in case.groups:
        _step(case, group, hindrance)
    classes, most = _least_classes(case)
    many = (hindrance == 0) & case.wanted
    allowed = min(case.scenario.rules.max_classes_per_cadre, sum(g.size for g in case.groups))
    hindrance[many & (classes > allowed)] = TOO_MUCH
    tiers = len(case.need)
    able = case.wanted & ((hindrance == 0) | (hindrance == NO_CLASS))
    coverable = np.bincount(instance.tier_of[able], minlength=tiers)
    demand = np.zeros(tiers, dtype=np.int64)
    for tier in range(tiers):
        each = np.sort(np.where(hindrance == 0, classes, 1)[able & (instance.tier_of == tier)])
        demand[tier] = each[: int(case.need[tier])].sum()
    return Reach(hindrance, classes, demand, coverable, most)


def _step(case: Case, group: Group, hindrance: Ints) -> None:
    """Let a class take away what it can of the hindrances."""
    able = case.wanted & group.programme.admits & (hindrance > 0)
    counting = [t for t in group.programme.tiers if case.admits(group, t)]
    able &= np.isin(case.instance.tier_of, counting)
    if not able.any():
        return
    hindrance[able] = np.maximum(hindrance[able], NO_VENUE)
    served = able & case.served(group)
    hindrance[served] = np.maximum(hindrance[served], REPEATS)
    fitting = np.flatnonzero(served & case.fits_repeat(group))
    hindrance[fitting] = np.maximum(hindrance[fitting], AWAY)
    away = case.instance.away
    for start in group.starts:
        present = away[start + group.days, fitting] == away[start, fitting]
        hindrance[fitting[present]] = 0
        fitting = fitting[~present]
        if not len(fitting):
            break


def _least_classes(case: Case) -> tuple[Ints, dict[tuple[int, int], float]]:
    """Return [i]: the least classes that meet every requirement, and the most one class gives."""
    instance = case.instance
    needed: Floats = np.ones(instance.num_cadres)
    most: dict[tuple[int, int], float] = {}
    for q in range(len(instance.requirement_unit)):
        for tier in np.flatnonzero(instance.requirement_names[q]).tolist():
            best = max(
                (
                    _most_given(case, group.programme, q)
                    for group in case.groups
                    if tier in group.programme.tiers and group.programme.counts_for[q]
                ),
                default=0.0,
            )
            most[q, tier] = best
            these = np.flatnonzero((instance.tier_of == tier) & (instance.remaining[:, q] > 0))
            asked = instance.remaining[these, q] - 1e-9
            classes = np.ceil(asked / best) if best > 0 else np.full(len(these), inf)
            needed[these] = np.maximum(needed[these], classes)
    return np.minimum(needed, 1 << 30).astype(np.int64), most


def _most_given(case: Case, programme: ProgrammeData, q: int) -> float:
    """Return the most that one class of a programme can give to a requirement."""
    instance = case.instance
    unit = instance.requirement_unit[q]
    if unit == "class":
        return 1.0
    if unit == "day":
        return float(-(-most_sessions(instance, programme) // instance.slots_per_day))
    periods = float(sum(instance.module_periods[m] for m in programme.core))
    for count, options in programme.choices:
        periods += (
            sum(sorted(float(instance.module_periods[m]) for m in options)[-count:])
            if count
            else 0.0
        )
    return periods
