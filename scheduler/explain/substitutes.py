"""Who else could give a part of a class, and which rule speaks against it (H6, H7, H8, H15)."""

from collections.abc import Sequence

import numpy as np

from models.explanation import Fact
from scheduler.explain.situation import Situation
from scheduler.explain.usage import NOBODY, Usage
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import ClassDecision, Part
from scheduler.formulation.instance import Instance


def slots_of(instance: Instance, decision: ClassDecision, part: Part, start: int) -> range:
    """Return the slots of a part when the class starts on a day."""
    first = start * instance.slots_per_day + decision.first_slots()[part]
    return range(first, first + part.sessions)


def when(situation: Situation, h: int) -> dict[str, object]:
    """Return date and slot name of a slot."""
    inst = situation.instance
    day, slot = divmod(int(h), inst.slots_per_day)
    return {"day": inst.date_of(day), "slot": inst.scenario.calendar.slots[slot].name}


def teaching_barriers(
    situation: Situation, usage: Usage, x: int, slots: Sequence[int], venue: int, voice: Voice
) -> list[Fact]:
    """Return what keeps lecturer x from teaching in these slots beside what `usage` counts."""
    inst = situation.instance
    found = []
    for h in slots:
        if not inst.lecturer_free[x, h]:
            found.append(voice.fact("bar_lecturer_away", **when(situation, h)))
        elif usage.lecturer_class[x, h] != NOBODY:
            other = inst.classes[int(usage.lecturer_class[x, h])].id
            found.append(voice.fact("bar_lecturer_busy", other=other, **when(situation, h)))
    days = sorted({h // inst.slots_per_day for h in slots})
    for day in days:
        at = int(usage.lecturer_venue[x, day])
        if at not in (NOBODY, venue):
            values = {"day": inst.date_of(day), "venue": inst.venue_ids[at]}
            found.append(voice.fact("bar_lecturer_venue", **values))
    return found + _loads(situation, usage, x, slots, voice)


def _loads(
    situation: Situation, usage: Usage, x: int, slots: Sequence[int], voice: Voice
) -> list[Fact]:
    inst = situation.instance
    days, often = np.unique(np.array(slots) // inst.slots_per_day, return_counts=True)
    found = []
    for day, n in zip(days.tolist(), often.tolist(), strict=True):
        used, limit = int(usage.lecturer_day[x, day]), int(inst.lecturer_day[x])
        if used + n > limit:
            values = {"day": inst.date_of(day), "used": used, "limit": limit}
            found.append(voice.fact("bar_lecturer_day", **values))
    for week in sorted({int(inst.week[day]) for day in days}):
        inside = days[inst.week[days] == week]
        need = int(often[inst.week[days] == week].sum())
        used, limit = int(usage.lecturer_week[x, week]), int(inst.lecturer_week[x])
        if used + need > limit:
            values = {"day": inst.date_of(int(inside[0])), "used": used, "limit": limit}
            found.append(voice.fact("bar_lecturer_week", **values))
    used, limit = int(usage.lecturer_load[x]), int(inst.lecturer_total[x])
    if used + len(slots) > limit:
        found.append(voice.fact("bar_lecturer_total", used=used, limit=limit, need=len(slots)))
    return found


def takeover_barriers(situation: Situation, k: int, part: Part, x: int, voice: Voice) -> list[Fact]:
    """Return what keeps lecturer x from giving a module of class k instead of its lecturer."""
    inst, decision = situation.instance, situation.decisions[k]
    cls = inst.classes[k]
    fixed = cls.lecturers.get(part.index)
    if cls.frozen is not None:
        fixed = decision.lecturers[part.index]
    if fixed is not None and fixed != x:
        return [voice.fact("bar_lecturer_fixed", lecturer=inst.lecturer_ids[fixed])]
    slots = slots_of(inst, decision, part, decision.start)
    venue = int(inst.room_venue[decision.room])
    return teaching_barriers(situation, situation.usage, x, slots, venue, voice)
