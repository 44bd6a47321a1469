"""Why a lecturer teaches what they teach: load, sessions, who could give them instead."""

from collections import Counter

import numpy as np

from models.explanation import Explanation, Fact, Section
from scheduler.explain.class_places import takeover
from scheduler.explain.places import class_values
from scheduler.explain.situation import Situation
from scheduler.explain.substitutes import slots_of, when
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import Part
from scheduler.formulation.instance import Ints

NAMED = 5
Lesson = tuple[int, Part]


def explain_lecturer(situation: Situation, name: str, voice: Voice) -> Explanation:
    """Return everything about one lecturer."""
    inst = situation.instance
    x = inst.lecturer_ids.index(name)
    person = {item.id: item for item in inst.scenario.lecturers}[name]
    sections = (
        _load(situation, x, voice),
        _may_teach(situation, x, voice),
        _sessions(situation, x, voice),
        _others(situation, x, voice),
    )
    title = voice.fact("title_lecturer", id=name, name=person.name).text
    return Explanation(kind="lecturer", id=name, title=title, sections=sections)


def _lessons(situation: Situation) -> list[Lesson]:
    """Return every taught module of the plan in order of time."""
    inst = situation.instance
    found = [
        (slots_of(inst, decision, part, decision.start)[0], k, part)
        for k, decision in situation.decisions.items()
        for part in decision.order
        if part.is_module
    ]
    return [(k, part) for _, k, part in sorted(found)]


def _load(situation: Situation, x: int, voice: Voice) -> Section:
    inst, usage = situation.instance, situation.usage
    person = {item.id: item for item in inst.scenario.lecturers}[inst.lecturer_ids[x]]
    used = int(usage.lecturer_load[x])
    days = int((usage.lecturer_day[x] > 0).sum())
    values = {"used": used, "days": days, "fee": used * person.fee}
    if person.max_sessions is None:
        facts = [voice.fact("load_free", **values)]
    else:
        facts = [voice.fact("load_total", limit=person.max_sessions, **values)]
    if used:
        week = int(usage.lecturer_week[x].argmax())
        facts += [
            voice.fact(
                "load_week",
                day=inst.date_of(int(np.flatnonzero(inst.week == week)[0])),
                used=int(usage.lecturer_week[x, week]),
                limit=person.max_per_week,
            ),
            voice.fact(
                "load_day",
                day=inst.date_of(int(usage.lecturer_day[x].argmax())),
                used=int(usage.lecturer_day[x].max()),
                limit=person.max_per_day,
            ),
        ]
    place = 1 + int((usage.lecturer_load > used).sum())
    most = int(usage.lecturer_load.max(initial=0))
    facts.append(voice.fact("load_place", place=place, all=len(inst.lecturer_ids), most=most))
    slots = {slot.id: slot.name for slot in inst.scenario.calendar.slots}
    for row in inst.scenario.unavailability:
        if row.kind == "lecturer" and row.id == person.id:
            slot = "" if row.slot is None else slots[row.slot]
            reason = f"({row.reason})" if row.reason else ""
            span = {"first": row.start, "last": row.end, "slot": slot, "reason": reason}
            facts.append(voice.fact("lecturer_away", **span))
    return voice.section("section_load", *facts)


def _may_teach(situation: Situation, x: int, voice: Voice) -> Section:
    inst = situation.instance
    titles = {module.id: module.title for module in inst.scenario.modules}
    level: Ints = np.max(np.stack([p.level[x] for p in inst.programmes]), axis=0).astype(np.int64)
    taught = Counter(part.index for _, part in _lessons(situation))
    own = Counter(
        part.index
        for k, part in _lessons(situation)
        if situation.decisions[k].lecturers[part.index] == x
    )
    used = {m for p in inst.programmes for m in (*p.core, *(m for _, ms in p.choices for m in ms))}
    facts = [
        voice.fact(
            "may_teach",
            module=inst.module_ids[m],
            title=titles[inst.module_ids[m]],
            level=int(level[m]),
            taught=taught[m],
            own=own[m],
        )
        for m in sorted(used)
        if level[m] > 0
    ]
    return voice.section("section_may_teach", *(facts or [voice.fact("may_teach_nothing")]))


def _lesson_values(situation: Situation, k: int, part: Part) -> dict[str, object]:
    inst, decision = situation.instance, situation.decisions[k]
    first = slots_of(inst, decision, part, decision.start)[0]
    values = class_values(situation, k)
    return {
        "module": inst.module_ids[part.index],
        **{name: values[name] for name in ("class_id", "room", "venue")},
        **when(situation, first),
    }


def _sessions(situation: Situation, x: int, voice: Voice) -> Section:
    inst = situation.instance
    facts = []
    for k, part in _lessons(situation):
        if situation.decisions[k].lecturers[part.index] != x:
            continue
        level = inst.programmes[inst.classes[k].programme].level[:, part.index]
        facts.append(
            voice.fact(
                "session",
                *_replacements(situation, k, part, x, voice),
                level=int(level[x]),
                **_lesson_values(situation, k, part),
            )
        )
    return voice.section("section_sessions", *(facts or [voice.fact("no_sessions")]))


def _replacements(situation: Situation, k: int, part: Part, x: int, voice: Voice) -> list[Fact]:
    """Return who could give the session instead, the best level and the smallest load first."""
    inst, usage = situation.instance, situation.usage
    level = inst.programmes[inst.classes[k].programme].level[:, part.index]
    others = [y for y in np.flatnonzero(level > 0).tolist() if y != x]
    possible: list[tuple[int, int, int, Fact]] = []
    for y in others:
        free, why = takeover(situation, k, part, y, voice)
        load = int(usage.lecturer_load[y])
        if free:
            fact = voice.fact(
                "could_replace_one",
                lecturer=inst.lecturer_ids[y],
                level=int(level[y]),
                load=load,
                why=why,
            )
            possible.append((-int(level[y]), load, y, fact))
    if not possible:
        return [voice.fact("nobody_replaces", count=len(others))]
    possible.sort(key=lambda one: one[:3])
    names = tuple(inst.lecturer_ids[y] for _, _, y, _ in possible)
    shown = [one[3] for one in possible[:NAMED]]
    return [voice.fact("could_replace", *shown, count=len(names), lecturers=names)]


def _others(situation: Situation, x: int, voice: Voice) -> Section:
    """Return what the lecturer could take over from others, and which rules forbid the rest."""
    inst = situation.instance
    count = 0
    possible: list[Fact] = []
    barred: Counter[str] = Counter()
    for k, part in _lessons(situation):
        teacher = situation.decisions[k].lecturers[part.index]
        level = inst.programmes[inst.classes[k].programme].level
        if teacher == x or level[x, part.index] == 0:
            continue
        count += 1
        free, why = takeover(situation, k, part, x, voice)
        if not free:
            barred[why.code] += 1
            continue
        values = _lesson_values(situation, k, part)
        values = {name: values[name] for name in ("class_id", "module", "day", "slot")}
        lecturer = inst.lecturer_ids[teacher]
        possible.append(
            voice.fact("take_over", lecturer=lecturer, price=why.values["price"], **values)
        )
    rules = [
        voice.fact("others_barred", count=n, rule=voice.fact(f"rule_{code}"))
        for code, n in sorted(barred.items(), key=lambda item: (-item[1], item[0]))
    ]
    summary = voice.fact("others_summary", *rules, count=count, possible=len(possible))
    return voice.section("section_others_teach", summary, *possible)
