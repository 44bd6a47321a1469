"""What keeps one cadre out of an open class: every rule that speaks against it, with numbers."""

from collections.abc import Collection

import numpy as np

from models.explanation import Fact
from scheduler.explain.absence import absence_facts
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.explain.words.speech import Portion
from scheduler.formulation.decisions import ClassDecision, within_repeat_share
from scheduler.formulation.instance import Ints, Menu

TIER, FULL, UNIT, GROUP = "bar_tier", "bar_full", "bar_unit", "bar_group"


def personal_barriers(situation: Situation, i: int, k: int, voice: Voice) -> list[Fact]:
    """Return what bars the cadre from a class whatever its date and place (H1, H15)."""
    inst = situation.instance
    cls = inst.classes[k]
    programme = inst.programmes[cls.programme]
    found = []
    if int(inst.tier_of[i]) not in programme.tiers:
        found.append(voice.fact(TIER, tiers=_tiers(situation, k)))
    elif not programme.admits[i]:
        titles = {p.id: p.titles for p in inst.scenario.programmes}[programme.id]
        found.append(voice.fact("bar_title", titles=titles))
    if cls.frozen is not None and i not in situation.fixed_members(k):
        found.append(voice.fact("bar_frozen"))
    return found


def _tiers(situation: Situation, k: int) -> tuple[str, ...]:
    inst = situation.instance
    tiers = inst.programmes[inst.classes[k].programme].tiers
    return tuple(inst.scenario.tiers[t].id for t in tiers)


def barriers(
    situation: Situation, i: int, k: int, leaving: Collection[int], voice: Voice
) -> list[Fact]:
    """Return every rule that keeps cadre i out of open class k after leaving some classes."""
    decision = situation.decisions[k]
    found = personal_barriers(situation, i, k, voice)
    found += _other_classes(situation, i, k, leaving, voice)
    seats = situation.instance.capacity(k, decision.room)
    if len(decision.members) >= seats:
        found.append(voice.fact(FULL, size=len(decision.members), seats=seats))
    found += _place(situation, i, decision, voice)
    found += _presence(situation, i, decision, voice)
    found += _unit(situation, i, k, leaving, voice)
    found += _group(situation, i, k, voice)
    found += share_barrier(situation, i, decision.menu, voice)
    return found


def _other_classes(
    situation: Situation, i: int, k: int, leaving: Collection[int], voice: Voice
) -> list[Fact]:
    inst = situation.instance
    staying = [j for j in situation.usage.classes_of.get(i, []) if j not in leaving]
    limit = inst.scenario.rules.max_classes_per_cadre
    found = []
    if len(staying) >= limit:
        found.append(voice.fact("bar_count", count=len(staying), limit=limit))
    days = set(situation.usage.days_of(k))
    for j in staying:
        if days & set(situation.usage.days_of(j)):
            found.append(voice.fact("bar_day", other=inst.classes[j].id))
    return found


def _place(situation: Situation, i: int, decision: ClassDecision, voice: Voice) -> list[Fact]:
    inst = situation.instance
    v, u = int(inst.room_venue[decision.room]), int(inst.unit_of[i])
    if inst.serves[v, u]:
        return []
    unit = inst.scenario.units[u].id
    return [voice.fact("bar_venue", venue=inst.venue_ids[v], unit=unit)]


def _presence(situation: Situation, i: int, decision: ClassDecision, voice: Voice) -> list[Fact]:
    inst = situation.instance
    days = np.arange(decision.start, decision.start + decision.menu.days)
    away = days[inst.away[days + 1, i] > inst.away[days, i]]
    if not len(away):
        return []
    return away_facts(situation, i, away, voice)


def away_facts(situation: Situation, i: int, days: Ints, voice: Voice) -> list[Fact]:
    """Return why the cadre is not there on these days (H1 not yet active, H11)."""
    inst = situation.instance
    found = []
    cadre = situation.person(i)
    if cadre.active_from is not None and cadre.active_from > inst.date_of(int(days[0])):
        found.append(voice.fact("bar_inactive", first=cadre.active_from))
    facts = absence_facts(situation, i, days, voice)
    if facts:
        found.append(voice.fact("bar_away", absences=tuple(facts)))
    return found


def _unit(
    situation: Situation, i: int, k: int, leaving: Collection[int], voice: Voice
) -> list[Fact]:
    inst, usage = situation.instance, situation.usage
    u = int(inst.unit_of[i])
    days = np.array(usage.days_of(k))
    counts = usage.unit_day[days, u].copy()
    for j in usage.classes_of.get(i, []):
        if j in leaving:
            counts[np.isin(days, np.array(usage.days_of(j)))] -= 1
    worst = int(counts.argmax())
    if counts[worst] < inst.unit_cap[u]:
        return []
    return [
        voice.fact(
            UNIT,
            day=inst.date_of(int(days[worst])),
            unit=inst.scenario.units[u].id,
            count=int(counts[worst]),
            limit=int(inst.unit_cap[u]),
        )
    ]


def group_mates(situation: Situation, i: int, k: int) -> list[tuple[int, int]]:
    """Return (cadre, class) of others of the cover group who are in class on days of class k."""
    inst, usage = situation.instance, situation.usage
    group = int(inst.group_of[i])
    if group < 0:
        return []
    days = set(usage.days_of(k))
    mates = np.flatnonzero(inst.group_of == group)
    return [
        (int(j), c)
        for j in mates
        if j != i
        for c in usage.classes_of.get(int(j), [])
        if days & set(usage.days_of(c))
    ]


def _group(situation: Situation, i: int, k: int, voice: Voice) -> list[Fact]:
    inst = situation.instance
    group = situation.person(i).cover_group
    return [
        voice.fact(GROUP, other=inst.cadre_ids[j], group=group, class_id=inst.classes[c].id)
        for j, c in group_mates(situation, i, k)
    ]


def share_barrier(situation: Situation, i: int, menu: Menu, voice: Voice) -> list[Fact]:
    """Return H13 with both numbers where the cadre has had too much of a menu."""
    inst = situation.instance
    if within_repeat_share(inst, menu)[i]:
        return []
    periods = float(menu.total.sum())
    seen = float(menu.total[inst.seen[i]].sum())
    limit = inst.scenario.rules.max_repeat_share * periods
    return [
        voice.fact(
            "bar_share",
            seen=seen,
            periods=periods,
            share=Portion(seen / periods),
            limit=limit,
        )
    ]
