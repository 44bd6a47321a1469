"""Why a class starts when it does: every other start with the same people, room and lecturers."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from models.explanation import Fact, Section
from models.rules import Component
from scheduler.explain.exchange import exchanged
from scheduler.explain.price import over_budget, price_of_values
from scheduler.explain.situation import Situation
from scheduler.explain.substitutes import slots_of, teaching_barriers
from scheduler.explain.usage import Usage
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import level_values

NEAREST = 3
BEST = 3


@dataclass(frozen=True)
class _Other:
    """Another start: the rule against it with its words, or the components it would give."""

    start: int
    rule: str = ""
    barred: Fact | None = None
    components: dict[Component, float] | None = None


class _Dates:
    """The plan without the class, and every start looked at in it."""

    def __init__(self, situation: Situation, k: int, voice: Voice) -> None:
        self.situation = situation
        self.k = k
        self.voice = voice
        self.decision = situation.decisions[k]
        rest = {j: d for j, d in situation.decisions.items() if j != k}
        self.usage = Usage(situation.instance, rest)

    def look(self, start: int) -> _Other:
        """Return what the first rule against a start is, else what it would give."""
        for test in (self._room, self._lecturers, self._people, self._units):
            found = test(start)
            if found is not None:
                rule, fact = found
                return _Other(start, rule, fact)
        moved = replace(self.decision, start=start)
        components = exchanged(self.situation, self.k, moved)
        if over_budget(self.situation, components[Component.COST]):
            budget = self.situation.instance.scenario.rules.budget
            cost = components[Component.COST]
            return _Other(start, "budget", self.voice.fact("bar_budget", cost=cost, budget=budget))
        return _Other(start, components=components)

    def _room(self, start: int) -> tuple[str, Fact] | None:
        inst = self.situation.instance
        first = start * inst.slots_per_day
        slots = slice(first, first + self.decision.menu.length)
        if not inst.room_free[self.decision.room, slots].all():
            return "room_away", self.voice.fact("date_room_away")
        taken = self.usage.room_class[self.decision.room, slots]
        if (taken >= 0).any():
            other = inst.classes[int(taken[taken >= 0][0])].id
            return "room_taken", self.voice.fact("date_room_taken", other=other)
        return None

    def _lecturers(self, start: int) -> tuple[str, Fact] | None:
        inst, decision = self.situation.instance, self.decision
        venue = int(inst.room_venue[decision.room])
        for x in sorted(set(decision.lecturers.values())):
            slots = [
                h
                for part in decision.order
                if part.is_module and decision.lecturers[part.index] == x
                for h in slots_of(inst, decision, part, start)
            ]
            found = teaching_barriers(self.situation, self.usage, x, slots, venue, self.voice)
            if found:
                name = inst.lecturer_ids[x]
                return "lecturer", self.voice.fact("date_lecturer", lecturer=name, why=found[0])
        return None

    def _people(self, start: int) -> tuple[str, Fact] | None:
        inst, members = self.situation.instance, self.decision.members
        end = start + self.decision.menu.days
        away = int((inst.away[end, members] > inst.away[start, members]).sum())
        if away:
            return "people_away", self.voice.fact("date_people_away", count=away)
        busy = np.zeros(inst.num_cadres, dtype=bool)
        for other in self.usage.decisions.values():
            if other.start < end and start < other.start + other.menu.days:
                busy[other.members] = True
        count = int(busy[members].sum())
        if count:
            return "people_busy", self.voice.fact("date_people_busy", count=count)
        return None

    def _units(self, start: int) -> tuple[str, Fact] | None:
        inst, members = self.situation.instance, self.decision.members
        mine = np.bincount(inst.unit_of[members], minlength=len(inst.unit_cap))
        days = slice(start, start + self.decision.menu.days)
        over = (self.usage.unit_day[days] + mine > inst.unit_cap) & (mine > 0)
        units = int(over.any(axis=0).sum())
        if units:
            return "unit", self.voice.fact("date_unit", units=units)
        groups = inst.group_of[members]
        groups = np.unique(groups[groups >= 0])
        shared = int((self.usage.group_day[days][:, groups] > 0).any(axis=0).sum())
        if shared:
            return "group", self.voice.fact("date_group", groups=shared)
        return None


def dates_section(situation: Situation, k: int, voice: Voice) -> Section:
    """Return how the other starts compare: counts by rule, the best, the nearest."""
    inst, decision = situation.instance, situation.decisions[k]
    starts = [s for s in inst.starts(k, decision.menu.days) if s != decision.start]
    if inst.classes[k].frozen is not None or not starts:
        return voice.section("section_dates", voice.fact("dates_none"))
    dates = _Dates(situation, k, voice)
    others = [dates.look(start) for start in starts]
    free = [other for other in others if other.components is not None]
    rules = Counter(other.rule for other in others if other.rule)
    barred = [
        voice.fact(
            "dates_barred",
            count=count,
            rule=voice.fact("rule_budget" if rule == "budget" else f"rule_{rule}"),
        )
        for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    ]
    summary = voice.fact("dates_summary", *barred, starts=len(starts), possible=len(free))
    return voice.section("section_dates", summary, *_shown(dates, others, free))


def _shown(dates: _Dates, others: list[_Other], free: list[_Other]) -> list[Fact]:
    """Return the best possible starts and the nearest of all, in order of time."""
    at = dates.decision.start
    best = sorted(free, key=lambda other: _key(dates.situation, other))[:BEST]
    near = [o for o in others if o.start < at][-NEAREST:] + [o for o in others if o.start > at][
        :NEAREST
    ]
    chosen = {other.start: other for other in (*best, *near)}
    return [_told(dates, chosen[start]) for start in sorted(chosen)]


def _key(situation: Situation, other: _Other) -> tuple[float, ...]:
    assert other.components is not None
    values = level_values(situation.instance, other.components)
    return (*(round(value, 6) for value in values), other.start)


def _told(dates: _Dates, other: _Other) -> Fact:
    start = dates.situation.instance.date_of(other.start)
    if other.components is None:
        return dates.voice.fact("date_barred", start=start, why=other.barred)
    price = price_of_values(dates.situation, other.components, dates.voice)
    return dates.voice.fact("date_possible", start=start, price=price)
