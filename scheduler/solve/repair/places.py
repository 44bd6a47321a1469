"""Another date or room for a class that lost its own, with most of its people and lecturers."""

from dataclasses import replace

import numpy as np

from models.rules import Component
from scheduler.formulation.decisions import ClassDecision, Decisions
from scheduler.formulation.teaching import Effort, TeachingProgram, as_it_is
from scheduler.solve.opening import Opener
from scheduler.solve.opening import Option as Place
from scheduler.solve.repair.wish import Wish, staying

LOOKED_AT = 150
TRIED = 12
OFFERED = 16


def replace_class(opener: Opener, wish: Wish) -> ClassDecision | None:
    """Return the class at the place that costs least, None where none can be taught."""
    best: tuple[float, int, ClassDecision] | None = None
    found = 0
    for number, place in enumerate(_places(opener, wish)):
        decision = _decide(opener, wish, place)
        if decision is None:
            continue
        price = _price(opener, wish, decision)
        if best is None or (price, number) < best[:2]:
            best = price, number, decision
        found += 1
        if found >= TRIED:
            break
    return None if best is None else best[2]


def replace_with_neighbours(opener: Opener, wish: Wish, effort: Effort) -> Decisions | None:
    """Return the plan with the class at another place, lecturers of classes near by free."""
    inst, weight = opener.inst, opener.columns.coefficient
    seats = {}
    for place in _places(opener, wish):
        moved = replace(wish, start=place.start, room=place.room, menu=place.menu)
        members = staying(opener, moved, place.start, place.room)
        key = (place.start, place.menu.modules)
        if members is None or key in seats:
            continue
        lost = np.setdiff1d(wish.before.members[wish.before.members >= 0], members)
        value = weight[Component.MOVES] * inst.scenario.rules.moves.enrolment * len(lost)
        value += weight[Component.SHORTFALL] * float(inst.tier_weight[inst.tier_of[lost]].sum())
        seats[key] = replace(moved.option(members), value=float(value))
        if len(seats) >= OFFERED:
            break
    if not seats:
        return None
    offered = sorted(seats.values(), key=lambda option: option.value)
    beside = [as_it_is(k, d) for k, d in sorted(opener.state.decisions.items())]
    program = TeachingProgram(inst, opener.state.decisions, beside + offered, apart=False)
    weights = dict.fromkeys(Component, 0.0)
    for component in (Component.MISMATCH, Component.COST, Component.MOVES):
        weights[component] = weight[component]
    return program.solve_values(weights, effort)


def _places(opener: Opener, wish: Wish) -> list[Place]:
    """Return free places, those first that keep date, room and electives, then the nearest."""
    inst, state = opener.inst, opener.state
    size = int((wish.before.members >= 0).sum())
    ranked = []
    for place in opener.options_of(wish.k):
        first = place.start * inst.slots_per_day
        if state.room_busy[place.room, first : first + place.menu.length].any():
            continue
        missing = max(0, size - inst.capacity(wish.k, place.room))
        change = len(set(place.menu.modules) ^ set(wish.menu.modules))
        distance = abs(place.start - wish.start)
        key = (change, missing, distance, place.room != wish.room, place.start, place.room)
        ranked.append((key, place))
    ranked.sort(key=lambda item: item[0])
    return [place for _, place in ranked[:LOOKED_AT]]


def _decide(opener: Opener, wish: Wish, place: Place) -> ClassDecision | None:
    moved = replace(wish, start=place.start, room=place.room, menu=place.menu)
    members = staying(opener, moved, place.start, place.room)
    programme = opener.inst.programmes[opener.inst.classes[wish.k].programme]
    if members is None or len(members) < programme.size_min:
        return None
    venue = int(opener.inst.room_venue[place.room])
    taught = None
    if wish.decision is not None:
        taught = opener.teacher.keep(wish.k, place.menu, place.start, venue, wish.decision)
    taught = taught or opener.teacher.assign(wish.k, place.menu, place.start, venue)
    if taught is None:
        return None
    order, lecturers = taught
    return ClassDecision(place.start, place.room, place.menu, order, lecturers, members)


def _price(opener: Opener, wish: Wish, decision: ClassDecision) -> float:
    """Return what the change costs in one unit that keeps the order of the levels."""
    inst, weight = opener.inst, opener.columns.coefficient
    rules = inst.scenario.rules.moves
    former = wish.before.members[wish.before.members >= 0]
    lost = np.setdiff1d(former, decision.members)
    points = rules.enrolment * len(lost)
    if (decision.start, decision.room) != (wish.before.start, wish.before.room):
        points += rules.class_
    offsets = decision.first_slots()
    for part in decision.order:
        if part.is_module and part.index in wish.before.teaching:
            lecturer, seq = wish.before.teaching[part.index]
            if (lecturer, seq) != (decision.lecturers[part.index], offsets[part] + 1):
                points += rules.module
    short = float(inst.tier_weight[inst.tier_of[lost]].sum())
    return float(weight[Component.MOVES] * points + weight[Component.SHORTFALL] * short)
