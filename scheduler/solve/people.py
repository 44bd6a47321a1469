"""Assign people anew, exactly, for the classes of a plan at their starts, rooms and menus."""

import time
from dataclasses import replace

import numpy as np

from models.rules import Component
from scheduler.formulation.assignment import Offer, assign
from scheduler.formulation.decisions import Decisions, class_cost
from scheduler.formulation.instance import Bools, Floats, Instance, Ints
from scheduler.solve.opening import Opener

FILLERS = 4
AT_ONCE = 60_000  # pairs of person and class in one program
A_LOT = 25_000
PASSES = 12
WORTH_IT = 0.05  # of what all passes have brought: a pass that brings less is the last one


def reassign(opener: Opener, decisions: Decisions, seconds: float) -> Decisions | None:
    """Return the plan with the best people for its classes, None where none was found in time.

    Where the pairs of person and class are too many for one program, lots of classes exchange
    their people and those who attend nothing, one lot after the other. With several classes per
    cadre repeat depends on what else a cadre attends; the program below does not see that, so then
    it is not used.
    """
    if opener.state.several:
        return None
    chosen = sorted(decisions)
    offers = [_offer(opener, k, decisions) for k in chosen]
    weight = opener.columns.coefficient[Component.SHORTFALL]
    purse = _purse(opener.inst, decisions)
    if sum(len(offer.cadres) for offer in offers) <= AT_ONCE:
        members = assign(opener.inst, offers, weight, seconds, purse)
    else:
        now = [decisions[k].members for k in chosen]
        members = _in_lots(opener, offers, now, weight, purse, seconds)
    if members is None:
        return None
    empty = {o.k for o, who in zip(offers, members, strict=True) if len(who) < o.least}
    if any(opener.inst.classes[k].must_open for k in empty):
        return None
    return {
        k: replace(decisions[k], members=who)
        for k, who in zip(chosen, members, strict=True)
        if k not in empty
    }


def _in_lots(
    opener: Opener,
    offers: list[Offer],
    now: list[Ints],
    weight: float,
    purse: float,
    seconds: float,
) -> list[Ints] | None:
    """Return the members of each offer lot after lot, pass after pass; None: no change."""
    until = time.monotonic() + seconds
    first = now
    value = begun = _cost(opener.inst, offers, now, weight)
    for _ in range(PASSES):
        for lot in _lots(opener, offers):
            left = until - time.monotonic()
            if left <= 0:
                break
            now = _of_a_lot(opener, offers, now, lot, weight, purse, left) or now
        before, value = value, _cost(opener.inst, offers, now, weight)
        if before - value <= WORTH_IT * (begun - value) or time.monotonic() >= until:
            break
    return None if now is first else now


def _cost(inst: Instance, offers: list[Offer], members: list[Ints], weight: float) -> float:
    """Return what the programs of all lots together have as their value."""
    attending = [np.isin(o.cadres, who) for o, who in zip(offers, members, strict=True)]
    covered = np.concatenate(
        [o.cadres[there & o.covers] for o, there in zip(offers, attending, strict=True)]
    )
    short = inst.tier_need - np.bincount(inst.tier_of[covered], minlength=len(inst.tier_need))
    costs = sum(float(o.cost[there].sum()) for o, there in zip(offers, attending, strict=True))
    return costs + weight * float(inst.tier_weight @ np.maximum(short, 0))


def _of_a_lot(
    opener: Opener,
    offers: list[Offer],
    now: list[Ints],
    lot: set[int],
    weight: float,
    purse: float,
    seconds: float,
) -> list[Ints] | None:
    """Return the members of each offer after those of a lot and the idle were assigned anew."""
    busy = np.zeros(opener.inst.num_cadres, dtype=bool)
    busy[np.concatenate(now)] = True
    for n in lot:
        busy[now[n]] = False
    part = [
        _among(offer, ~busy) if n in lot else _as_it_is(opener, offer, now[n])
        for n, offer in enumerate(offers)
    ]
    return assign(opener.inst, part, weight, seconds, purse)


def _lots(opener: Opener, offers: list[Offer]) -> list[set[int]]:
    """Return lots of offers for the same tiers, their pairs together at most `A_LOT`."""
    inst = opener.inst
    order = list(range(len(offers)))
    opener.random.shuffle(order)
    order.sort(key=lambda n: inst.programmes[inst.classes[offers[n].k].programme].tiers)
    lots: list[set[int]] = [set()]
    size = 0
    for n in order:
        if lots[-1] and size + len(offers[n].cadres) > A_LOT:
            lots.append(set())
            size = 0
        lots[-1].add(n)
        size += len(offers[n].cadres)
    return lots


def _among(offer: Offer, free: Bools) -> Offer:
    """Return the offer for those who are free only."""
    keep = free[offer.cadres]
    return replace(
        offer,
        cadres=offer.cadres[keep],
        cost=offer.cost[keep],
        covers=offer.covers[keep],
        money=offer.money[keep],
    )


def _as_it_is(opener: Opener, offer: Offer, members: Ints) -> Offer:
    """Return the offer with its members fixed, so that it only takes room from the others."""
    inside = np.zeros(opener.inst.num_cadres, dtype=bool)
    inside[members] = True
    known = _among(offer, inside)
    return replace(known, fixed=known.cadres, least=0)


def _purse(inst: Instance, decisions: Decisions) -> float:
    """Return what the budget leaves for those who attend (H14)."""
    budget = inst.scenario.rules.budget
    if budget is None:
        return np.inf
    nobody: Ints = np.zeros(0, dtype=np.int64)
    return budget - sum(
        class_cost(inst, k, replace(d, members=nobody)) for k, d in decisions.items()
    )


def _offer(opener: Opener, k: int, decisions: Decisions) -> Offer:
    inst, columns = opener.inst, opener.columns
    decision = decisions[k]
    cls = inst.classes[k]
    programme = inst.programmes[cls.programme]
    static = columns.static(cls.programme, decision.menu, decision.room)
    keep = inst.attends(decision.start, decision.menu.days)[static.cadres]
    cadres, cost = static.cadres[keep], static.cost[keep].copy()
    fixed = columns.fixed(k)
    if cls.frozen is not None:
        inside = np.isin(cadres, fixed)
        cadres, cost = cadres[inside], cost[inside]
    gain = inst.gain(cls.programme, decision.menu, decision.start)
    covers = ~inst.covered[cadres] & (inst.remaining[cadres] - gain <= 1e-9).all(axis=1)
    cost -= columns.coefficient[Component.PRIORITY] * inst.priority[cadres] * covers
    if inst.has_baseline:
        moved = columns.coefficient[Component.MOVES] * inst.scenario.rules.moves.enrolment
        cost += moved
        if cls.baseline is not None:
            cost[np.isin(cadres, cls.baseline.members)] -= 2 * moved
    keep = _useful(cost, inst.tier_need[inst.tier_of[cadres]] > 0, covers, programme.size_min)
    keep |= np.isin(cadres, fixed) | np.isin(cadres, decision.members)
    cadres, cost, covers = cadres[keep], cost[keep], covers[keep]
    rules = inst.scenario.rules
    km = inst.km[inst.unit_of[cadres], decision.room]
    return Offer(
        k=k,
        days=range(decision.start, decision.start + decision.menu.days),
        cadres=cadres,
        cost=cost,
        covers=covers,
        least=programme.size_min,
        most=inst.capacity(k, decision.room),
        fixed=fixed,
        money=rules.allowance_per_person_day * decision.menu.days + rules.travel_cost_per_km * km,
    )


def _useful(cost: Floats, wanted: Bools, covers: Bools, least: int) -> Bools:
    """Return who gains something by attending, and the cheapest of the others to fill a class."""
    useful = (cost < 0) | (wanted & covers)
    others = np.flatnonzero(~useful)
    cheapest = others[np.argsort(cost[others], kind="stable")[: FILLERS * least + FILLERS]]
    useful[cheapest] = True
    return useful
