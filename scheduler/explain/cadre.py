"""Why a cadre attends what they attend, and what speaks against every other class."""

from collections.abc import Iterator

import numpy as np

from models.explanation import Explanation, Fact, Section
from models.people import Cadre
from scheduler.explain.admission import away_facts, personal_barriers, share_barrier
from scheduler.explain.closed import obstacle, outright
from scheduler.explain.forcing import force
from scheduler.explain.kinds import Kind
from scheduler.explain.memory import heard_facts, repeat_of
from scheduler.explain.places import class_values, leaving
from scheduler.explain.reasons import breakdown
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import within_repeat_share
from scheduler.formulation.instance import Menu

TIER = "bar_tier"


def explain_cadre(situation: Situation, cadre: str, voice: Voice) -> Explanation:
    """Return everything about one cadre."""
    person = {c.id: c for c in situation.instance.scenario.cadres}[cadre]
    title = voice.fact("title_cadre", id=person.id, name=person.name).text
    ids = situation.instance.cadre_ids
    if cadre not in set(ids):
        sections: tuple[Section, ...] = (_who(situation, person, voice, planned=False),)
    else:
        i = ids.index(cadre)
        sections = (
            _who(situation, person, voice, planned=True),
            _coverage(situation, i, voice),
            _attends(situation, i, voice),
            _open(situation, i, voice),
            _closed(situation, i, voice),
        )
    return Explanation(kind="cadre", id=person.id, title=title, sections=sections)


def _who(situation: Situation, person: Cadre, voice: Voice, *, planned: bool) -> Section:
    scenario = situation.instance.scenario
    unit = {u.id: u for u in scenario.units}[person.unit]
    facts = [
        voice.fact(
            "cadre",
            tier=person.tier,
            unit=person.unit,
            unit_name=unit.name,
            title=person.title,
        )
    ]
    if not person.eligible:
        facts.append(voice.fact("not_eligible"))
    elif not planned:
        span = {"first": person.active_from, "last": person.active_to}
        facts.append(voice.fact("not_active", day=scenario.horizon.end, **span))
    return voice.section("section_who", *facts)


def _coverage(situation: Situation, i: int, voice: Voice) -> Section:
    inst, usage = situation.instance, situation.usage
    facts = []
    if inst.covered[i]:
        facts.append(voice.fact("covered_before"))
    elif usage.covered[i]:
        facts.append(voice.fact("covered_by_plan"))
    else:
        which = situation.uncovered.cadres == i
        cause = breakdown(situation, which, voice)[0].code
        facts.append(voice.fact("uncovered", why=voice.fact(cause, count="", units="")))
    named = [
        (q, requirement)
        for q, requirement in enumerate(inst.scenario.requirements)
        if inst.requirement_names[q, inst.tier_of[i]]
    ]
    for q, requirement in named:
        before = requirement.min - float(inst.remaining[i, q])
        facts.append(
            voice.fact(
                "requirement",
                requirement=requirement.id,
                least=requirement.min,
                unit=voice.fact(f"unit_{requirement.unit}"),
                before=before,
                plan=float(usage.given[i, q]),
                rest=float(usage.rest[i, q]),
            )
        )
    if not named:
        facts.append(voice.fact("no_requirement"))
    return voice.section("section_coverage", *facts)


def _attends(situation: Situation, i: int, voice: Voice) -> Section:
    inst = situation.instance
    facts = []
    for k in sorted(
        situation.usage.classes_of.get(i, []), key=lambda k: (situation.decisions[k].start, k)
    ):
        decision = situation.decisions[k]
        facts.append(
            voice.fact(
                "attends",
                *heard_facts(situation, i, decision.menu, voice),
                leaving(situation, i, k, voice),
                km=float(inst.km[inst.unit_of[i], decision.room]),
                repeat=repeat_of(situation, i, k, decision.menu, decision.start),
                **class_values(situation, k),
            )
        )
    return voice.section("section_attends", *(facts or [voice.fact("attends_nothing")]))


def _open(situation: Situation, i: int, voice: Voice) -> Section:
    inst = situation.instance
    facts: list[Fact] = []
    others: list[str] = []
    attended = situation.usage.classes_of.get(i, [])
    for k in sorted(situation.decisions, key=lambda k: (situation.decisions[k].start, k)):
        if k in attended:
            continue
        if _of_other_tier(situation, i, k):
            others.append(inst.classes[k].id)
            continue
        facts.append(_open_class(situation, i, k, voice))
    facts += _others(others, voice)
    return voice.section("section_open", *(facts or [voice.fact("nothing_else")]))


def _others(classes: list[str], voice: Voice) -> list[Fact]:
    return [voice.fact("other_tiers", classes=tuple(sorted(classes)))] if classes else []


def _of_other_tier(situation: Situation, i: int, k: int) -> bool:
    inst = situation.instance
    return int(inst.tier_of[i]) not in inst.programmes[inst.classes[k].programme].tiers


def _open_class(situation: Situation, i: int, k: int, voice: Voice) -> Fact:
    inst, decision = situation.instance, situation.decisions[k]
    found = force(situation, i, k, voice)
    details = [*found]
    if any(fact.code.startswith("if_") for fact in found):
        possible = voice.fact(
            "possible",
            *heard_facts(situation, i, decision.menu, voice),
            repeat=repeat_of(situation, i, k, decision.menu, decision.start),
            km=float(inst.km[inst.unit_of[i], decision.room]),
        )
        details = [possible, *found]
    return voice.fact("open_class", *details, **class_values(situation, k))


def _closed(situation: Situation, i: int, voice: Voice) -> Section:
    inst = situation.instance
    facts: list[Fact] = []
    others: list[str] = []
    for kind in situation.kinds.all:
        closed = situation.closed(kind)
        if not closed:
            continue
        names = tuple(inst.classes[k].id for k in closed)
        if _of_other_tier(situation, i, closed[0]):
            others.extend(names)
            continue
        facts.append(
            voice.fact(
                "closed_class",
                *_closed_kind(situation, i, kind, voice),
                classes=names,
                programme=inst.programmes[kind.programme].id,
            )
        )
    facts += _others(others, voice)
    return voice.section("section_closed", *(facts or [voice.fact("nothing_else")]))


def _closed_kind(situation: Situation, i: int, kind: Kind, voice: Voice) -> Iterator[Fact]:
    """Yield what keeps the cadre out of a kind of class in any plan, else where it could be."""
    personal = personal_barriers(situation, i, kind.first, voice)
    if personal:
        yield from personal
        return
    if outright(situation, kind, voice) is None:
        yield _possible_place(situation, i, kind, voice)
    yield voice.fact("not_opened", why=obstacle(situation, kind, voice))


def _possible_place(situation: Situation, i: int, kind: Kind, voice: Voice) -> Fact:
    """Return a date and a venue at which the cadre could attend, or the rule that leaves none."""
    inst = situation.instance
    fresh = [menu for menu in kind.menus if within_repeat_share(inst, menu)[i]]
    if not fresh:
        return share_barrier(situation, i, _least_seen(situation, i, kind), voice)[0]
    u = int(inst.unit_of[i])
    present = False
    for menu in fresh:
        places = situation.kinds.places(kind, menu)
        there = inst.away[places.starts + menu.days, i] == inst.away[places.starts, i]
        present |= bool((there & places.free.any(axis=1)).any())
        served = inst.serves[inst.room_venue[places.rooms], u]
        fits = places.free & there[:, None] & served[None, :]
        if fits.any():
            s, r = (int(x[0]) for x in np.nonzero(fits))
            start, room = int(places.starts[s]), int(places.rooms[r])
            return voice.fact(
                "could_take",
                start=inst.date_of(start),
                venue=inst.venue_ids[inst.room_venue[room]],
                repeat=repeat_of(situation, i, kind.first, menu, start),
                km=float(inst.km[u, room]),
            )
    if present:
        return voice.fact("bar_never_served", unit=inst.scenario.units[u].id)
    starts = situation.kinds.places(kind, fresh[0]).starts
    days = np.unique(np.concatenate([starts + d for d in range(fresh[0].days)]))
    away = away_facts(situation, i, days, voice)
    return voice.fact("bar_never_present", absences=away)


def _least_seen(situation: Situation, i: int, kind: Kind) -> Menu:
    inst = situation.instance
    return min(
        kind.menus,
        key=lambda menu: float(menu.total[inst.seen[i]].sum() / max(1e-9, menu.total.sum())),
    )
