"""How a unit fares: its people per tier, its absences, its classes, who stays uncovered and why."""

import numpy as np

from models.explanation import Explanation, Fact, Section
from scheduler.explain.places import class_values
from scheduler.explain.reasons import breakdown
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.explain.words.speech import Portion


def explain_unit(situation: Situation, name: str, voice: Voice) -> Explanation:
    """Return everything about one unit, the units below it left aside."""
    units = situation.instance.scenario.units
    u = next(n for n, unit in enumerate(units) if unit.id == name)
    title = voice.fact("title_unit", id=name, name=units[u].name).text
    sections = (
        _members(situation, u, voice),
        _absent(situation, u, voice),
        _classes(situation, u, voice),
        _why(situation, u, voice),
    )
    return Explanation(kind="unit", id=name, title=title, sections=sections)


def _members(situation: Situation, u: int, voice: Voice) -> Section:
    inst, usage = situation.instance, situation.usage
    facts = []
    for t, tier in enumerate(inst.scenario.tiers):
        here = (inst.unit_of == u) & (inst.tier_of == t)
        if here.any():
            facts.append(
                voice.fact(
                    "members",
                    tier=tier.id,
                    population=int(here.sum()),
                    before=int(inst.covered[here].sum()),
                    after=int(usage.covered[here].sum()),
                )
            )
    return voice.section("section_members", *(facts or [voice.fact("no_members")]))


def _absent(situation: Situation, u: int, voice: Voice) -> Section:
    inst = situation.instance
    limit = int(inst.unit_cap[u])
    facts = [_cap(situation, u, voice)]
    per_day = situation.usage.unit_day[:, u]
    most = int(per_day.max(initial=0))
    if most:
        day = inst.date_of(int(per_day.argmax()))
        full = int((per_day >= limit).sum())
        facts.append(voice.fact("most_absent", day=day, count=most, full=full))
    else:
        facts.append(voice.fact("never_absent"))
    return voice.section("section_absent", *facts)


def _cap(situation: Situation, u: int, voice: Voice) -> Fact:
    inst = situation.instance
    unit = inst.scenario.units[u]
    value = unit.max_absent
    if value is None:
        value = inst.scenario.rules.max_absent
    if value is None:
        return voice.fact("no_cap")
    size = int((inst.unit_of == u).sum())
    if value >= 1:
        rule = voice.fact("cap_count")
    else:
        rule = voice.fact("cap_rule", value=Portion(value), size=size)
    return voice.fact("cap", limit=int(inst.unit_cap[u]), rule=rule)


def _classes(situation: Situation, u: int, voice: Voice) -> Section:
    inst = situation.instance
    facts = []
    for k in sorted(situation.decisions, key=lambda k: (situation.decisions[k].start, k)):
        decision = situation.decisions[k]
        count = int((inst.unit_of[decision.members] == u).sum())
        if count:
            km = count * float(inst.km[u, decision.room])
            values = class_values(situation, k)
            facts.append(voice.fact("unit_class_row", count=count, km=km, **values))
    return voice.section("section_unit_classes", *(facts or [voice.fact("never_absent")]))


def _why(situation: Situation, u: int, voice: Voice) -> Section:
    inst = situation.instance
    which = inst.unit_of[situation.uncovered.cadres] == u
    if not np.any(which):
        return voice.section("section_why", voice.fact("unit_all"))
    parts = tuple(
        voice.fact(part.code, count=part.values["count"], units="")
        for part in breakdown(situation, which, voice)
    )
    fact = voice.fact(
        "unit_uncovered",
        unit=inst.scenario.units[u].id,
        uncovered=int(which.sum()),
        parts=parts,
    )
    return voice.section("section_why", fact)
