"""What a planner decides, by indices, and what it is worth: the solver's own account of a plan."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from models.rules import Component
from scheduler.formulation.instance import COMPONENTS, Bools, Floats, Instance, Ints, Menu


@dataclass(frozen=True, order=True)
class Part:
    """One part of a class: a module (`is_module`) or an activity, by index, with its slots."""

    is_module: bool
    index: int
    sessions: int


@dataclass(frozen=True)
class ClassDecision:
    """All decisions about one open class; `members` is sorted, `order` holds every part once."""

    start: int
    room: int
    menu: Menu
    order: tuple[Part, ...]
    lecturers: Mapping[int, int]
    members: Ints

    def first_slots(self) -> dict[Part, int]:
        """Return the offset of each part's first slot from the first slot of the class."""
        offsets, position = {}, 0
        for part in self.order:
            offsets[part] = position
            position += part.sessions
        return offsets


Decisions = dict[int, ClassDecision]


def parts_of(instance: Instance, k: int, menu: Menu) -> list[Part]:
    """Return the parts that class k teaches with a menu: activities in order, then modules."""
    programme = instance.programmes[instance.classes[k].programme]
    activities = [Part(False, a.index, a.sessions) for a in programme.activities]
    modules = [Part(True, m, int(instance.module_sessions[m])) for m in menu.modules]
    return activities + modules


def marginal_repeat(instance: Instance, menu: Menu, had: Floats, seen: Bools) -> Floats:
    """Return [i]: the increase of `repeat` by a class with this menu.

    `had[i, t]` is the largest exposure so far in the plan, `seen[i, t]` the history. Formula:
    sum over t of total(t) - (if not seen: max(0, largest(t) - had(t))).
    """
    topics = np.flatnonzero(menu.total)
    fresh = np.maximum(0.0, menu.largest[topics] - had[:, topics])
    fresh[seen[:, topics]] = 0.0
    result: Floats = menu.total[topics].sum() - fresh.sum(axis=1)
    return result


def first_repeat(instance: Instance, menu: Menu) -> Floats:
    """Return [i]: the repeat of a class with this menu for a cadre who attends nothing else."""
    topics = np.flatnonzero(menu.total)
    fresh = (~instance.seen[:, topics]) @ menu.largest[topics]
    result: Floats = menu.total[topics].sum() - fresh
    result[np.abs(result) < 1e-9] = 0.0
    return result


def within_repeat_share(instance: Instance, menu: Menu) -> Bools:
    """Return [i]: the periods on seen topics are at most `max_repeat_share` of the class (H13)."""
    share = instance.scenario.rules.max_repeat_share
    topics = np.flatnonzero(menu.total)
    limit = share * menu.total[topics].sum()
    result: Bools = instance.seen[:, topics] @ menu.total[topics] <= limit + 1e-9 * max(1.0, limit)
    return result


def admissible(instance: Instance, k: int, menu: Menu, start: int, room: int) -> Bools:
    """Return [i]: nothing about i alone speaks against attending (H1, H10, H11, H13)."""
    programme = instance.programmes[instance.classes[k].programme]
    serves = instance.serves[instance.room_venue[room]][instance.unit_of]
    result: Bools = (
        programme.admits
        & serves
        & instance.attends(start, menu.days)
        & within_repeat_share(instance, menu)
    )
    return result


def gains(instance: Instance, decisions: Decisions) -> Floats:
    """Return [i, q]: what the plan gives to each requirement of each cadre."""
    given = np.zeros_like(instance.remaining)
    for k, decision in decisions.items():
        gain = instance.gain(instance.classes[k].programme, decision.menu, decision.start)
        given[decision.members] += gain
    return given


def covered_after(instance: Instance, decisions: Decisions) -> Bools:
    """Return [i]: every requirement that names the tier of i is met."""
    given = gains(instance, decisions)
    return np.all(instance.remaining - given <= 1e-9, axis=1)  # type: ignore[no-any-return]


def in_time(decisions: Decisions) -> Iterable[tuple[int, ClassDecision]]:
    """Return the open classes by start day, then by index (the order of `repeat_periods`)."""
    return sorted(decisions.items(), key=lambda item: (item[1].start, item[0]))


def repeats(instance: Instance, decisions: Decisions) -> dict[int, Floats]:
    """Return for each open class the increase of repeat of each member over earlier classes."""
    had = np.zeros(instance.seen.shape)
    result = {}
    for k, decision in in_time(decisions):
        members = decision.members
        before = had[members]
        increase = marginal_repeat(instance, decision.menu, before, instance.seen[members])
        increase[np.abs(increase) < 1e-9] = 0.0
        result[k] = increase
        had[members] = np.maximum(before, decision.menu.largest)
    return result


def class_cost(instance: Instance, k: int, decision: ClassDecision) -> float:
    """Return the cost of one open class in currency."""
    rules = instance.scenario.rules
    fees = math.fsum(
        float(instance.lecturer_fee[x]) * int(instance.module_sessions[m])
        for m, x in sorted(decision.lecturers.items())
    )
    km = math.fsum(instance.km[instance.unit_of[decision.members], decision.room])
    return (
        fees
        + float(instance.room_cost[decision.room]) * decision.menu.days
        + rules.allowance_per_person_day * len(decision.members) * decision.menu.days
        + rules.travel_cost_per_km * km
    )


def moves(instance: Instance, decisions: Decisions) -> float:
    """Return the points of all changes against the baseline."""
    weights = instance.scenario.rules.moves
    points = instance.lost_moves
    for cls in instance.classes:
        decision, before = decisions.get(cls.index), cls.baseline
        if before is None or decision is None:
            if before is not None or decision is not None:
                points += weights.class_
            old = 0 if before is None else len(before.members)
            new = 0 if decision is None else len(decision.members)
            points += weights.enrolment * (old + new)
            continue
        if decision.start != before.start or decision.room != before.room:
            points += weights.class_
        offsets = decision.first_slots()
        for part in decision.order:
            if part.is_module and part.index in before.teaching:
                lecturer, seq = before.teaching[part.index]
                if lecturer != decision.lecturers.get(part.index) or seq != offsets[part] + 1:
                    points += weights.module
        common = len(np.intersect1d(decision.members, before.members))
        points += weights.enrolment * (len(decision.members) + len(before.members) - 2 * common)
    return points


def evaluate(instance: Instance, decisions: Decisions) -> dict[Component, float]:
    """Return the value of every component of a plan (problem.md, section 5)."""
    covered = covered_after(instance, decisions)
    tiers = len(instance.tier_weight)
    after = np.bincount(instance.tier_of[covered], minlength=tiers)
    missing = np.maximum(0, instance.tier_target - after)
    loads = np.zeros(len(instance.lecturer_ids), dtype=np.int64)
    months = np.zeros(int(instance.month[-1]) + 1, dtype=np.int64)
    mismatch, risk, travel = 0, 0.0, []
    for k, decision in sorted(decisions.items()):
        programme = instance.programmes[instance.classes[k].programme]
        for m, x in decision.lecturers.items():
            loads[x] += instance.module_sessions[m]
            mismatch += 3 - int(programme.level[x, m])
        months[instance.month[decision.start]] += 1
        risk += math.fsum(instance.risk[decision.start : decision.start + decision.menu.days])
        travel.extend(instance.km[instance.unit_of[decision.members], decision.room])
    values = {
        Component.SHORTFALL: float(instance.tier_weight @ missing),
        Component.PRIORITY: math.fsum(instance.priority[~covered]),
        Component.REPEAT: math.fsum(
            value for row in repeats(instance, decisions).values() for value in row
        ),
        Component.TRAVEL: math.fsum(travel),
        Component.COST: math.fsum(class_cost(instance, k, d) for k, d in decisions.items()),
        Component.CLASSES: float(len(decisions)),
        Component.MISMATCH: float(mismatch),
        Component.PEAK_LOAD: float(loads.max(initial=0)),
        Component.PEAK_MONTH: float(months.max(initial=0)),
        Component.RISK: risk,
    }
    if instance.has_baseline:
        values[Component.MOVES] = moves(instance, decisions)
    return values


def level_values(instance: Instance, components: Mapping[Component, float]) -> list[float]:
    """Return the value of every level, most important first."""
    return [
        math.fsum(
            weight * components.get(component, 0.0)
            for component, weight in zip(COMPONENTS, row, strict=True)
            if weight
        )
        for row in instance.weights.tolist()
    ]
