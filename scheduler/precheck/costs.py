"""The least that classes can cost, and the sum of those that must open against the budget."""

from collections.abc import Iterator

import numpy as np

from models.finding import Finding, Severity
from scheduler.formulation.instance import ClassData
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group
from scheduler.precheck.texts import listed, number

NOTHING = 1e-6


def least_cost(case: Case, group: Group, persons: int) -> float:
    """Return a cost that no class of the group with so many cadres can stay below."""
    instance, rules = case.instance, case.scenario.rules
    fees = 0.0
    for count, modules in case.contents(group):
        each = [
            min((float(instance.lecturer_fee[x]) for x in case.lecturers(group, m)), default=0.0)
            * int(instance.module_sessions[m])
            for m in modules
        ]
        fees += sum(sorted(each)[:count])
    rooms = [
        float(instance.room_cost[room]) * group.days
        + rules.travel_cost_per_km * _least_km(case, group, room, persons)
        for room in group.rooms
    ]
    allowance = rules.allowance_per_person_day * persons * group.days
    return fees + allowance + min(rooms, default=0.0)


def cost_of_seat(case: Case, group: Group) -> float:
    """Return the least that one more cadre can cost in a class of the group."""
    rules = case.scenario.rules
    km = min((_least_km(case, group, room, 1) for room in group.rooms), default=0.0)
    return rules.allowance_per_person_day * group.days + rules.travel_cost_per_km * km


def _least_km(case: Case, group: Group, room: int, persons: int) -> float:
    """Return the least sum of kilometres of so many cadres of the programme to a room."""
    instance = case.instance
    if not case.scenario.rules.travel_cost_per_km or not persons:
        return 0.0
    people = np.bincount(instance.unit_of[group.programme.admits], minlength=len(instance.km))
    people = np.where(instance.serves[instance.room_venue[room]], people, 0)
    if people.sum() < persons:
        return 0.0
    near = np.argsort(instance.km[:, room], kind="stable")
    before = np.concatenate([[0], np.cumsum(people[near])[:-1]])
    taken = np.clip(persons - before, 0, people[near])
    return float(taken @ instance.km[near, room])


def frozen_cost(case: Case, cls: ClassData) -> float:
    """Return what a frozen class costs, its room and people as they were."""
    instance, rules, frozen = case.instance, case.scenario.rules, cls.frozen
    assert frozen is not None
    taught = sum(int(instance.module_sessions[m]) for m in frozen.modules)
    programme = instance.programmes[cls.programme]
    slots = taught + sum(activity.sessions for activity in programme.activities)
    days = -(-slots // instance.slots_per_day)
    fees = sum(
        float(instance.lecturer_fee[x]) * int(instance.module_sessions[m])
        for m, x in frozen.lecturers.items()
    )
    km = float(instance.km[instance.unit_of[frozen.members], frozen.room].sum())
    return (
        fees
        + float(instance.room_cost[frozen.room]) * days
        + rules.allowance_per_person_day * len(frozen.members) * days
        + rules.travel_cost_per_km * km
    )


def too_dear(case: Case) -> Iterator[Finding]:
    """BUDGET-01: least cost of the classes that must open > budget."""
    budget = case.scenario.rules.budget
    if budget is None:
        return
    costs: dict[str, float] = {cls.id: frozen_cost(case, cls) for cls in case.frozen}
    for group in case.groups:
        if group.must:
            persons = max(group.programme.size_min, len(group.cls.members))
            costs |= dict.fromkeys(group.ids, least_cost(case, group, persons))
    needed = sum(costs.values())
    if needed <= budget * (1 + 1e-9) + NOTHING:
        return
    dearest = sorted(costs, key=lambda one: (-costs[one], one))
    parts = [f"{one}: {number(round(costs[one])).vi}" for one in dearest]
    yield case.finding(
        "BUDGET-01",
        "required",
        Severity.ERROR,
        {"rule": ["budget"], "class": sorted(costs)},
        {"needed": round(needed, 2), "available": budget},
        classes=listed(sorted(costs)),
        parts=listed(parts, 8),
        missing=round(needed - budget, 2),
    )
