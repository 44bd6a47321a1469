"""Assign people anew, exactly, for the classes of a plan at their starts, rooms and menus."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from models.rules import Component
from scheduler.formulation.assignment import Offer, assign
from scheduler.formulation.decisions import ClassDecision, Decisions, class_cost
from scheduler.formulation.instance import Bools, Floats, Instance, Ints
from scheduler.formulation.sifting import Prices, sift
from scheduler.solve.opening import Opener

FILLERS = 4
AT_ONCE = 60_000  # pairs of person and class in one program


def reassign(
    opener: Opener, decisions: Decisions, seconds: float, among: Collection[int] | None = None
) -> Decisions | None:
    """Return the plan with the best people for its classes, None where none was found in time.

    Where only the people `among` some classes may change, those of the others stay. Where the
    pairs of person and class are too many for one program, those that are worth it are sifted out;
    classes that then miss their least size are closed. With several classes per cadre repeat
    depends on what else a cadre attends; the program below does not see that, so then it is not
    used.
    """
    if opener.state.several:
        return None
    chosen = sorted(decisions)
    if among is None:
        offers = [_offer(opener, k, decisions) for k in chosen]
    else:
        offers = _offers_among(opener, decisions, among)
    weight = opener.columns.coefficient[Component.SHORTFALL]
    purse = _purse(opener.inst, decisions)
    if sum(len(offer.cadres) for offer in offers) <= AT_ONCE:
        members = assign(opener.inst, offers, weight, seconds, purse)
    else:
        now = [decisions[k].members for k in chosen]
        found = sift(opener.inst, offers, now, weight, seconds, purse, opener.prices)
        members = None
        if found is not None:
            members, prices = found
            opener.prices = prices if among is None else _priced(opener.prices, prices, among)
    if members is None:
        return None
    empty = {o.k for o, who in zip(offers, members, strict=True) if len(who) < o.least}
    if any(opener.inst.classes[k].must_open for k in empty):
        return None
    return {
        k: _with_members(decisions[k], who)
        for k, who in zip(chosen, members, strict=True)
        if k not in empty
    }


def _with_members(decision: ClassDecision, members: Ints) -> ClassDecision:
    """Return the decision with these members; the same one where they are the same."""
    if np.array_equal(decision.members, members):
        return decision
    return replace(decision, members=members)


def _offers_among(opener: Opener, decisions: Decisions, among: Collection[int]) -> list[Offer]:
    """Return the offers of all classes; who is in another class than those `among` stays there."""
    kept = [decisions[k].members for k in sorted(decisions) if k not in among]
    elsewhere = np.zeros(opener.inst.num_cadres, dtype=bool)
    elsewhere[np.concatenate([np.zeros(0, dtype=np.int64), *kept])] = True
    offers = []
    for k in sorted(decisions):
        offer = _offer(opener, k, decisions)
        if k in among:
            inside = ~elsewhere[offer.cadres] | np.isin(offer.cadres, offer.fixed)
        else:
            inside = np.isin(offer.cadres, decisions[k].members)
            offer = replace(offer, fixed=decisions[k].members)
        offers.append(offer.among(inside))
    return offers


def _priced(before: Prices | None, now: Prices, among: Collection[int]) -> Prices:
    """Return the prices with those of seats that could be given anew."""
    seat = {} if before is None else before.seat
    return replace(now, seat={**now.seat, **seat, **{k: now.seat[k] for k in among}})


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
