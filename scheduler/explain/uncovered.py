"""Why each planned cadre who stays uncovered does: one cause each, tested in a stated order."""

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explain.reach import Reach, Wanted, useful
from scheduler.formulation.decisions import ClassDecision
from scheduler.formulation.instance import Bools, Ints

if TYPE_CHECKING:
    from scheduler.explain.situation import Situation


class Cause(IntEnum):
    """Causes in the order in which they are tested; the first that holds is the cadre's.

    ATTENDS to VENUE speak of the cadre, then come the classes that did not open and open classes
    elsewhere, at last what stood against the open classes that the cadre could attend.
    """

    ATTENDS = 0
    ADMITTED = 1
    GIVEN = 2
    DATED = 3
    AWAY = 4
    REPEAT = 5
    VENUE = 6
    CLOSED = 7
    ELSEWHERE = 8
    FULL = 9
    UNIT_CAP = 10
    COVER_GROUP = 11
    BUDGET = 12
    SPARE = 13


HOPELESS = (Cause.ADMITTED, Cause.GIVEN, Cause.DATED, Cause.AWAY, Cause.REPEAT, Cause.VENUE)


def causes(situation: "Situation") -> Ints:
    """Return [n]: the cause for the n-th uncovered cadre."""
    wanted = situation.uncovered
    result = np.full(len(wanted.cadres), -1, dtype=np.int64)

    def assign(cause: Cause, holds: Bools) -> None:
        result[(result < 0) & holds] = cause

    reach = Reach.nothing(wanted)
    for one in situation.reach_by_kind:
        reach.join(one)
    beyond = (wanted.rest > wanted.left[:, None] * reach.best + 1e-9).any(axis=1)
    assign(Cause.ATTENDS, wanted.left <= 0)
    assign(Cause.ADMITTED, ~reach.admitted)
    assign(Cause.GIVEN, ~reach.given | (reach.dated & beyond))
    assign(Cause.DATED, ~reach.dated)
    assign(Cause.AWAY, ~reach.present)
    assign(Cause.REPEAT, ~reach.fresh)
    assign(Cause.VENUE, ~reach.served)
    open_now = _open_classes(situation, wanted)
    assign(Cause.CLOSED, ~open_now.fits & _closed_could(situation, wanted))
    assign(Cause.ELSEWHERE, ~open_now.fits)
    assign(Cause.FULL, ~open_now.seat)
    assign(Cause.UNIT_CAP, ~open_now.unit)
    assign(Cause.COVER_GROUP, ~open_now.group)
    assign(Cause.BUDGET, ~open_now.paid)
    assign(Cause.SPARE, np.ones_like(open_now.fits))
    return result


class _Open:
    """Which uncovered cadres some open class could take, one limit after the other."""

    def __init__(self, size: int) -> None:
        self.fits, self.seat, self.unit, self.group, self.paid = (
            np.zeros(size, dtype=bool) for _ in range(5)
        )


def _open_classes(situation: "Situation", wanted: Wanted) -> _Open:
    inst, usage = situation.instance, situation.usage
    result = _Open(len(wanted.cadres))
    for k, decision in situation.decisions.items():
        if inst.classes[k].frozen is not None:
            continue
        gain = inst.gain(inst.classes[k].programme, decision.menu, decision.start)
        fits = situation.may_join(k, decision)[wanted.cadres] & useful(wanted, gain)
        fits &= wanted.left > 0
        fits &= ~_elsewhere(situation, wanted, decision)
        result.fits |= fits
        if len(decision.members) >= inst.capacity(k, decision.room):
            continue
        result.seat |= fits
        days = slice(decision.start, decision.start + decision.menu.days)
        unit = (usage.unit_day[days].max(axis=0) < inst.unit_cap)[inst.unit_of[wanted.cadres]]
        result.unit |= fits & unit
        groups = inst.group_of[wanted.cadres]
        taken = np.append((usage.group_day[days] > 0).any(axis=0), False)
        group = fits & unit & ~taken[groups]
        result.group |= group
        result.paid |= group & _affordable(situation, wanted, decision)
    return result


def _elsewhere(situation: "Situation", wanted: Wanted, decision: ClassDecision) -> Bools:
    """Tell who attends a class that shares a day with this one (or is this one)."""
    busy = np.zeros(situation.instance.num_cadres, dtype=bool)
    days = range(decision.start, decision.start + decision.menu.days)
    for other in situation.decisions.values():
        if other.start < days.stop and days.start < other.start + other.menu.days:
            busy[other.members] = True
    return busy[wanted.cadres]


def _affordable(situation: "Situation", wanted: Wanted, decision: ClassDecision) -> Bools:
    inst = situation.instance
    left = situation.usage.budget_left()
    if left is None:
        return np.ones(len(wanted.cadres), dtype=bool)
    rules = inst.scenario.rules
    km = inst.km[inst.unit_of[wanted.cadres], decision.room]
    cost = rules.allowance_per_person_day * decision.menu.days + rules.travel_cost_per_km * km
    result: Bools = cost <= left + 1e-9 * max(1.0, abs(left))
    return result


def _closed_could(situation: "Situation", wanted: Wanted) -> Bools:
    result = np.zeros(len(wanted.cadres), dtype=bool)
    for kind, reach in zip(situation.kinds.all, situation.reach_by_kind, strict=True):
        if situation.closed(kind):
            result |= reach.served
    return result
