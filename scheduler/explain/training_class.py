"""Why a class opens as it does, or what stood against it."""

import numpy as np

from models.explanation import Explanation, Fact, Section
from scheduler.explain.class_dates import dates_section
from scheduler.explain.class_places import lecturers_section, rooms_section
from scheduler.explain.closed import obstacle
from scheduler.explain.places import class_values
from scheduler.explain.price import price_of
from scheduler.explain.reach import useful
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import class_cost, repeats

TOPICS = 10


def explain_class(situation: Situation, name: str, voice: Voice) -> Explanation:
    """Return everything about one class."""
    inst = situation.instance
    k = next(cls.index for cls in inst.classes if cls.id == name)
    programme = inst.programmes[inst.classes[k].programme].id
    titles = {item.id: item.title for item in inst.scenario.programmes}
    title = voice.fact("title_class", id=name, programme=programme, name=titles[programme]).text
    if k in situation.decisions:
        sections: tuple[Section, ...] = (
            _open(situation, k, voice),
            _people(situation, k, voice),
            dates_section(situation, k, voice),
            rooms_section(situation, k, voice),
            lecturers_section(situation, k, voice),
            _repeat(situation, k, voice),
        )
    else:
        sections = (_closed(situation, k, voice),)
    return Explanation(kind="class", id=name, title=title, sections=sections)


def _closed(situation: Situation, k: int, voice: Voice) -> Section:
    if situation.instance.classes[k].id in situation.unreadable:
        return voice.section("section_class", voice.fact("class_unreadable"))
    why = obstacle(situation, situation.kinds.of[k], voice)
    return voice.section(
        "section_class", voice.fact("class_closed", why=why), *_fixed(situation, k, voice)
    )


def _open(situation: Situation, k: int, voice: Voice) -> Section:
    inst, decision = situation.instance, situation.decisions[k]
    values = class_values(situation, k)
    facts = [voice.fact("class_open", cost=class_cost(inst, k, decision), **values)]
    facts += _fixed(situation, k, voice)
    if not inst.classes[k].must_open:
        without = {j: d for j, d in situation.decisions.items() if j != k}
        facts.append(voice.fact("class_without", price=price_of(situation, without, voice)))
    return voice.section("section_class", *facts)


def _fixed(situation: Situation, k: int, voice: Voice) -> list[Fact]:
    """Return what the scenario and the baseline decide about the class (H15)."""
    inst = situation.instance
    definition = {item.id: item for item in inst.scenario.classes}[inst.classes[k].id]
    fixed = definition.fixed
    parts: list[Fact] = []
    if fixed.open is not None:
        parts.append(voice.fact("fixed_open" if fixed.open else "fixed_closed"))
    if fixed.start is not None:
        parts.append(voice.fact("fixed_start", start=fixed.start))
    if fixed.room is not None:
        parts.append(voice.fact("fixed_room", room=fixed.room))
    if fixed.electives:
        parts.append(voice.fact("fixed_electives", modules=fixed.electives))
    if fixed.lecturers:
        pairs = tuple(f"{m} {x}" for m, x in sorted(fixed.lecturers.items()))
        parts.append(voice.fact("fixed_lecturers", pairs=pairs))
    if fixed.cadres:
        parts.append(voice.fact("fixed_cadres", count=len(fixed.cadres)))
    facts = [voice.fact("class_required")] if definition.required else []
    if parts:
        facts.append(voice.fact("class_fixed", fixed=tuple(parts)))
    if inst.classes[k].frozen is not None:
        facts.append(voice.fact("class_frozen", day=inst.scenario.freeze_before))
    return facts


def _people(situation: Situation, k: int, voice: Voice) -> Section:
    inst, usage, decision = situation.instance, situation.usage, situation.decisions[k]
    programme = inst.programmes[inst.classes[k].programme]
    members = decision.members
    before, after = inst.covered[members], usage.covered[members]
    size = voice.fact(
        "class_size",
        size=len(members),
        least=programme.size_min,
        most=inst.capacity(k, decision.room),
        limit=programme.size_max,
        seats=int(inst.room_capacity[decision.room]),
    )
    gain = voice.fact(
        "class_gain",
        gained=int((after & ~before).sum()),
        before=int(before.sum()),
        never=int((~after).sum()),
    )
    wanted = situation.uncovered
    fits = situation.may_join(k, decision)[wanted.cadres] & (wanted.left > 0)
    fits &= useful(wanted, inst.gain(programme.index, decision.menu, decision.start))
    counts = np.bincount(inst.unit_of[members], minlength=len(inst.unit_cap))
    units = inst.scenario.units
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda u: (-counts[u], units[u].id))
    by_unit = tuple(f"{units[u].id} {counts[u]}" for u in order)
    return voice.section(
        "section_people",
        size,
        gain,
        voice.fact("class_waiting", count=int(fits.sum())),
        voice.fact("class_unit_counts", units=by_unit),
    )


def _repeat(situation: Situation, k: int, voice: Voice) -> Section:
    """Return the topics that its people have had, by the person-periods repeated."""
    inst, decision = situation.instance, situation.decisions[k]
    members = decision.members
    total = float(repeats(inst, situation.decisions)[k].sum())
    if total <= 1e-9:
        return voice.section("section_repeat", voice.fact("repeat_none"))
    facts = [
        voice.fact(
            "repeat_total",
            repeat=total,
            each=total / max(1, len(members)),
            periods=float(decision.menu.total.sum()),
        )
    ]
    seen = inst.seen[members].sum(axis=0)
    again = seen * decision.menu.total
    order = sorted(np.flatnonzero(again).tolist(), key=lambda t: (-again[t], inst.topic_ids[t]))
    facts += [
        voice.fact(
            "repeat_topic",
            topic=inst.topic_ids[t],
            count=int(seen[t]),
            size=len(members),
            repeat=float(again[t]),
        )
        for t in order[:TOPICS]
    ]
    return voice.section("section_repeat", *facts)
