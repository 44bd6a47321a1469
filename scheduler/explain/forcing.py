"""Putting a cadre into an open class all the same: what must give way, and what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.explanation import Fact
from models.rules import Component
from scheduler.explain.admission import FULL, GROUP, UNIT, barriers, group_mates
from scheduler.explain.price import over_budget, price_of_values
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import Decisions, evaluate, first_repeat, level_values
from scheduler.formulation.instance import COMPONENTS, Floats, Ints

MEMBERS_TRIED = 4
MADE_WAY_FOR = {FULL, UNIT, GROUP}


@dataclass(frozen=True)
class Change:
    """One way to put the cadre in: classes left, the member replaced (None: a free seat)."""

    left: tuple[int, ...]
    replaced: int | None
    components: dict[Component, float]


def force(situation: Situation, i: int, k: int, voice: Voice) -> list[Fact]:
    """Return the rules against putting cadre i into open class k, or what doing so would cost."""
    found: list[Change] = []
    against: list[Fact] = []
    for left in _leavings(situation, i, k):
        bars = barriers(situation, i, k, left, voice) + _stuck(situation, i, left, voice)
        ways, more = _ways(situation, i, k, left, bars, voice)
        found += ways
        against = against or more
    if not found:
        return against
    best = min(found, key=lambda change: _key(situation, change))
    return [_told(situation, best, voice)]


def _key(situation: Situation, change: Change) -> tuple[float, ...]:
    values = level_values(situation.instance, change.components)
    return tuple(round(value, 6) for value in values)


def _told(situation: Situation, change: Change, voice: Voice) -> Fact:
    inst = situation.instance
    price = price_of_values(situation, change.components, voice)
    values: dict[str, object] = {"price": price}
    if change.left:
        values["left"] = tuple(inst.classes[j].id for j in change.left)
    if change.replaced is not None:
        values["other"] = inst.cadre_ids[change.replaced]
    code = {
        (False, False): "if_added",
        (False, True): "if_replacing",
        (True, False): "if_moved",
        (True, True): "if_moved_replacing",
    }[bool(change.left), change.replaced is not None]
    return voice.fact(code, **values)


def _leavings(situation: Situation, i: int, k: int) -> list[tuple[int, ...]]:
    """Return the sets of classes that cadre i could leave for class k."""
    usage = situation.usage
    own = usage.classes_of.get(i, [])
    days = set(usage.days_of(k))
    clash = tuple(j for j in own if days & set(usage.days_of(j)))
    others = [j for j in own if j not in clash]
    if len(others) < situation.instance.scenario.rules.max_classes_per_cadre or not others:
        return [clash]
    return [(*clash, j) for j in others]


def _stuck(situation: Situation, i: int, left: tuple[int, ...], voice: Voice) -> list[Fact]:
    """Return why the cadre cannot leave the classes that would have to be left."""
    inst = situation.instance
    found = []
    for j in left:
        name = inst.classes[j].id
        if i in situation.fixed_members(j):
            found.append(voice.fact("bar_fixed", other=name))
        size = len(situation.decisions[j].members) - 1
        least = inst.programmes[inst.classes[j].programme].size_min
        if size < least:
            found.append(voice.fact("bar_left_small", other=name, size=size, least=least))
    return found


def _ways(
    situation: Situation, i: int, k: int, left: tuple[int, ...], bars: list[Fact], voice: Voice
) -> tuple[list[Change], list[Fact]]:
    """Return the changes that get round the barriers, or the barriers that remain."""
    codes = {bar.code for bar in bars}
    if codes - MADE_WAY_FOR:
        return [], bars
    changes = []
    budget: list[Fact] = []
    for out in _replaceable(situation, i, k, codes):
        components = evaluate(situation.instance, _changed(situation, i, k, left, out))
        cost = components[Component.COST]
        if over_budget(situation, cost):
            limit = situation.instance.scenario.rules.budget
            budget.append(voice.fact("bar_budget", cost=cost, budget=limit))
        else:
            changes.append(Change(left, out, components))
    if not changes and not budget:
        return [], [*bars, voice.fact("bar_nobody_replaced")]
    return changes, bars + budget[:1]


def _changed(
    situation: Situation, i: int, k: int, left: tuple[int, ...], out: int | None
) -> Decisions:
    changed = dict(situation.decisions)
    for j in left:
        members = changed[j].members
        changed[j] = replace(changed[j], members=members[members != i])
    members = changed[k].members
    members = members if out is None else members[members != out]
    changed[k] = replace(changed[k], members=np.sort(np.append(members, i)))
    return changed


def _replaceable(situation: Situation, i: int, k: int, codes: set[str]) -> Iterator[int | None]:
    """Yield who could make way, the least loss first; None where a seat is free."""
    if not codes:
        yield None
        return
    inst = situation.instance
    members = situation.decisions[k].members
    who = members[~np.isin(members, situation.fixed_members(k))]
    if UNIT in codes:
        who = who[inst.unit_of[who] == inst.unit_of[i]]
    if GROUP in codes:
        mates = group_mates(situation, i, k)
        one = {j for j, _ in mates}
        alone = len(one) == 1 and all(c == k for _, c in mates)
        who = who[np.isin(who, list(one))] if alone else who[:0]
    order = np.lexsort(_loss(situation, i, k, who).T[::-1]).tolist() if len(who) else []
    for n in order[:MEMBERS_TRIED]:
        yield int(who[n])


def _loss(situation: Situation, i: int, k: int, who: Ints) -> Floats:
    """Return [n, level]: about how the levels change when a member leaves class k for cadre i."""
    inst, usage = situation.instance, situation.usage
    decision = situation.decisions[k]
    gain = inst.gain(inst.classes[k].programme, decision.menu, decision.start)
    lacking = inst.remaining[who] - (usage.given[who] - gain)
    lost = usage.covered[who] & (lacking > 1e-9).any(axis=1)
    other_tier = inst.tier_of[who] != inst.tier_of[i]
    km = inst.km[inst.unit_of[who], decision.room]
    changes = np.zeros((len(who), len(COMPONENTS)))
    place = {component: n for n, component in enumerate(COMPONENTS)}
    after = np.bincount(inst.tier_of[usage.covered], minlength=len(inst.tier_weight))
    tight = (after <= inst.tier_target)[inst.tier_of[who]]
    changes[:, place[Component.SHORTFALL]] = (
        lost * other_tier * tight * inst.tier_weight[inst.tier_of[who]]
    )
    changes[:, place[Component.PRIORITY]] = lost * inst.priority[who]
    changes[:, place[Component.REPEAT]] = -first_repeat(inst, decision.menu)[who]
    changes[:, place[Component.TRAVEL]] = -km
    changes[:, place[Component.COST]] = -inst.scenario.rules.travel_cost_per_km * km
    before = inst.classes[k].baseline
    if before is not None:
        moved = inst.scenario.rules.moves.enrolment
        changes[:, place[Component.MOVES]] = np.where(np.isin(who, before.members), moved, -moved)
    result: Floats = changes @ inst.weights.T
    return result
