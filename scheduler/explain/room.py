"""How a room is used: by week, by class, which days are free and which are blocked."""

import numpy as np

from models.explanation import Explanation, Fact, Section
from scheduler.explain.places import class_values
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.instance import Bools


def explain_room(situation: Situation, name: str, voice: Voice) -> Explanation:
    """Return everything about one room."""
    inst = situation.instance
    r = inst.room_ids.index(name)
    room = {item.id: item for item in inst.scenario.rooms}[name]
    title = voice.fact("title_room", id=name, name=room.name or name).text
    sections = (
        _room(situation, r, voice),
        _weeks(situation, r, voice),
        _classes(situation, r, voice),
        _free(situation, r, voice),
    )
    return Explanation(kind="room", id=name, title=title, sections=sections)


def _days(situation: Situation, r: int) -> tuple[Bools, Bools, Bools]:
    """Return [d] of worked days: in use, blocked in some slot and not in use, free all day."""
    inst = situation.instance
    shape = (inst.num_days, inst.slots_per_day)
    used = (situation.usage.room_class[r] >= 0).reshape(shape).any(axis=1)
    whole = inst.room_free[r].reshape(shape).all(axis=1)
    return used & inst.working, ~whole & ~used & inst.working, whole & ~used & inst.working


def _room(situation: Situation, r: int, voice: Voice) -> Section:
    inst = situation.instance
    room = {item.id: item for item in inst.scenario.rooms}[inst.room_ids[r]]
    venues = {venue.id: venue.name for venue in inst.scenario.venues}
    used, blocked, free = _days(situation, r)
    facts = [
        voice.fact(
            "room",
            venue=room.venue,
            venue_name=venues[room.venue],
            capacity=room.capacity,
            cost=room.cost_per_day,
        ),
        voice.fact(
            "room_allowed",
            count=sum(r in inst.rooms(cls.index) for cls in inst.classes),
            all=len(inst.classes),
        ),
        voice.fact(
            "room_days",
            working=int(inst.working.sum()),
            used=int(used.sum()),
            blocked=int(blocked.sum()),
            free=int(free.sum()),
        ),
    ]
    if room.online:
        facts.insert(1, voice.fact("room_online"))
    for row in inst.scenario.unavailability:
        if (row.kind, row.id) in (("room", room.id), ("venue", room.venue)):
            reason = f"({row.reason})" if row.reason else ""
            span = {"first": row.start, "last": row.end, "reason": reason}
            facts.append(voice.fact("room_blocked", **span))
    return voice.section("section_room", *facts)


def _weeks(situation: Situation, r: int, voice: Voice) -> Section:
    inst = situation.instance
    of_slot = situation.usage.room_class[r]
    days = np.arange(inst.num_slots) // inst.slots_per_day
    possible = inst.room_free[r] & inst.working[days]
    facts = []
    for week in np.unique(inst.week[days[of_slot >= 0]]).tolist():
        inside = inst.week[days] == week
        classes = np.unique(of_slot[inside & (of_slot >= 0)]).tolist()
        facts.append(
            voice.fact(
                "room_week",
                day=inst.date_of(int(np.flatnonzero(inst.week == week)[0])),
                used=int((inside & (of_slot >= 0)).sum()),
                slots=int((inside & possible).sum()),
                classes=tuple(inst.classes[k].id for k in classes),
            )
        )
    return voice.section("section_room_weeks", *(facts or [voice.fact("room_unused")]))


def _classes(situation: Situation, r: int, voice: Voice) -> Section:
    inst = situation.instance
    facts = []
    for k in sorted(situation.decisions, key=lambda k: (situation.decisions[k].start, k)):
        decision = situation.decisions[k]
        if decision.room != r:
            continue
        values = class_values(situation, k)
        values = {name: values[name] for name in ("class_id", "programme", "start", "end")}
        seats = int(inst.room_capacity[r])
        facts.append(voice.fact("room_class", size=len(decision.members), seats=seats, **values))
    return voice.section("section_room_classes", *(facts or [voice.fact("room_unused")]))


def _free(situation: Situation, r: int, voice: Voice) -> Section:
    """Return the runs of free working days; weekends and holidays end no run, other days do."""
    inst = situation.instance
    _, _, free = _days(situation, r)
    worked = np.flatnonzero(inst.working)
    facts: list[Fact] = []
    run: list[int] = []
    for day in [*worked.tolist(), None]:
        if day is not None and free[day]:
            run.append(day)
        elif run:
            first, last = inst.date_of(run[0]), inst.date_of(run[-1])
            facts.append(voice.fact("room_free", first=first, last=last, days=len(run)))
            run = []
    return voice.section("section_room_free", *(facts or [voice.fact("room_never_free")]))
