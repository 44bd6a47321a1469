"""Why a class has its room and its lecturers: the other rooms and the other lecturers."""

from dataclasses import replace

import numpy as np

from models.explanation import Fact, Section
from models.rules import Component
from scheduler.explain.exchange import exchanged
from scheduler.explain.price import over_budget, price_of_values
from scheduler.explain.situation import Situation
from scheduler.explain.substitutes import slots_of, takeover_barriers, when
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import ClassDecision, Part


def change_fact(situation: Situation, k: int, new: ClassDecision, voice: Voice) -> Fact:
    """Return the price of holding class k as `new`, or that the budget forbids it."""
    components = exchanged(situation, k, new)
    cost = components[Component.COST]
    if over_budget(situation, cost):
        budget = situation.instance.scenario.rules.budget
        return voice.fact("bar_budget", cost=cost, budget=budget)
    return price_of_values(situation, components, voice)


def rooms_section(situation: Situation, k: int, voice: Voice) -> Section:
    """Return every other room that the class may use, with what forbids it or what it costs."""
    inst, decision = situation.instance, situation.decisions[k]
    facts = []
    for r in inst.rooms(k):
        if r == decision.room:
            continue
        values = {"room": inst.room_ids[r], "venue": inst.venue_ids[inst.room_venue[r]]}
        bars = _room_barriers(situation, k, r, voice)
        if not bars:
            price = change_fact(situation, k, replace(decision, room=r), voice)
            if price.code != "bar_budget":
                facts.append(voice.fact("room_possible", price=price, **values))
                continue
            bars = [price]
        facts.append(voice.fact("room_barred", why=tuple(bars), **values))
    return voice.section("section_rooms", *(facts or [voice.fact("rooms_none")]))


def _room_barriers(situation: Situation, k: int, r: int, voice: Voice) -> list[Fact]:
    inst, usage, decision = situation.instance, situation.usage, situation.decisions[k]
    found = []
    seats, size = inst.capacity(k, r), len(decision.members)
    if size > seats:
        found.append(voice.fact("room_small", seats=seats, size=size))
    first = decision.start * inst.slots_per_day
    slots = slice(first, first + decision.menu.length)
    if not inst.room_free[r, slots].all():
        found.append(voice.fact("date_room_away"))
    taken = np.unique(usage.room_class[r, slots])
    for other in taken[taken >= 0].tolist():
        found.append(voice.fact("date_room_taken", other=inst.classes[other].id))
    v = int(inst.room_venue[r])
    stranded = int((~inst.serves[v][inst.unit_of[decision.members]]).sum())
    if stranded:
        found.append(voice.fact("room_serves", count=stranded))
    if v != inst.room_venue[decision.room]:
        elsewhere = _lecturers_elsewhere(situation, k)
        if elsewhere:
            found.append(voice.fact("room_venue", lecturers=elsewhere))
    return found


def _lecturers_elsewhere(situation: Situation, k: int) -> tuple[str, ...]:
    """Return the lecturers of the class who teach another class on one of its days."""
    inst, usage, decision = situation.instance, situation.usage, situation.decisions[k]
    found = set()
    for part in decision.order:
        if not part.is_module:
            continue
        x = decision.lecturers[part.index]
        for h in slots_of(inst, decision, part, decision.start):
            day = h // inst.slots_per_day
            span = slice(day * inst.slots_per_day, (day + 1) * inst.slots_per_day)
            classes = set(usage.lecturer_class[x, span].tolist()) - {-1, k}
            if classes:
                found.add(inst.lecturer_ids[x])
    return tuple(sorted(found))


def lecturers_section(situation: Situation, k: int, voice: Voice) -> Section:
    """Return each module with its lecturer and everybody else who may teach it."""
    decision = situation.decisions[k]
    facts = [module_fact(situation, k, part, voice) for part in decision.order if part.is_module]
    return voice.section("section_lecturers", *facts)


def module_fact(situation: Situation, k: int, part: Part, voice: Voice) -> Fact:
    """Return one taught module with its lecturer and everybody else who may teach it."""
    inst, decision = situation.instance, situation.decisions[k]
    x = decision.lecturers[part.index]
    level = inst.programmes[inst.classes[k].programme].level
    titles = {module.id: module.title for module in inst.scenario.modules}
    module = inst.module_ids[part.index]
    first = slots_of(inst, decision, part, decision.start)[0]
    return voice.fact(
        "module_taught",
        *substitutes(situation, k, part, voice),
        module=module,
        title=titles[module],
        lecturer=inst.lecturer_ids[x],
        level=int(level[x, part.index]),
        fee=float(inst.lecturer_fee[x]),
        **when(situation, first),
    )


def substitutes(situation: Situation, k: int, part: Part, voice: Voice) -> list[Fact]:
    """Return everybody else who may give a module, those who could first, the best level first."""
    inst, decision = situation.instance, situation.decisions[k]
    level = inst.programmes[inst.classes[k].programme].level[:, part.index]
    order = [x for x in np.flatnonzero(level > 0).tolist() if x != decision.lecturers[part.index]]
    found: list[tuple[bool, int, int, Fact]] = []
    for x in order:
        possible, why = takeover(situation, k, part, x, voice)
        fact = voice.fact(
            "substitute",
            lecturer=inst.lecturer_ids[x],
            level=int(level[x]),
            fee=float(inst.lecturer_fee[x]),
            load=int(situation.usage.lecturer_load[x]),
            why=why,
        )
        found.append((not possible, -int(level[x]), x, fact))
    found.sort(key=lambda one: one[:3])
    return [one[3] for one in found] or [voice.fact("nobody_else")]


def takeover(situation: Situation, k: int, part: Part, x: int, voice: Voice) -> tuple[bool, Fact]:
    """Return whether lecturer x could give the module, and at what price or why not."""
    bars = takeover_barriers(situation, k, part, x, voice)
    if bars:
        return False, bars[0]
    decision = situation.decisions[k]
    new = replace(decision, lecturers={**decision.lecturers, part.index: x})
    price = change_fact(situation, k, new, voice)
    if price.code == "bar_budget":
        return False, price
    return True, voice.fact("substitute_price", price=price)
