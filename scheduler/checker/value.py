"""What a plan is worth: one function for each component, in the unit that the component states."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from models.curriculum import Programme
from models.rules import Component
from scheduler.checker.evidence import Evidence
from scheduler.checker.exact import exact
from scheduler.checker.paper import HeldClass, Paper

Number = Fraction | int


def shortfall(evidence: Evidence) -> Number:
    """Sum over tiers T of weight(T) * max(0, target(T) - covered(T))."""
    rows = evidence.coverage.of_tiers(evidence.facts)
    return sum(exact(evidence.facts.tiers[row.tier].weight) * row.shortfall for row in rows)


def priority(evidence: Evidence) -> Number:
    """Sum of the priorities of the planned cadres who are not covered after the plan."""
    planned = evidence.facts.planned
    return sum(
        exact(planned[cadre].priority)
        for cadre in planned.keys() - evidence.coverage.after
        if planned[cadre].priority
    )


def repeat(evidence: Evidence) -> Number:
    """Sum over cadres and topics of the periods given that were had before or given again."""
    return Fraction(sum(evidence.repeated_parts.values()), evidence.facts.topic_scale)


def travel(evidence: Evidence) -> Number:
    """Sum over enrolments of the one-way kilometres."""
    return sum(evidence.km.values())


def cost(evidence: Evidence) -> Number:
    """Sum over open classes of fees, room, allowances and travel."""
    return sum(cost_of(evidence, held) for held in evidence.plan.held.values())


def classes(evidence: Evidence) -> Number:
    """Count the open classes."""
    return len(evidence.plan.held)


def mismatch(evidence: Evidence) -> Number | None:
    """Sum over taught modules of 3 - level; None where a module has not one qualified lecturer."""
    levels = [
        _level(evidence, held, programme, module)
        for held, _, programme in evidence.held_classes()
        for module in held.modules
    ]
    if None in levels:
        return None
    return sum(3 - level for level in levels if level is not None)


def peak_load(evidence: Evidence) -> Number:
    """Count the sessions of the lecturer who teaches most."""
    return max((len(teaching) for teaching in evidence.teaching.values()), default=0)


def peak_month(evidence: Evidence) -> Number:
    """Count the classes that start in the calendar month in which most start."""
    starts = [held.start for held in evidence.plan.held.values() if held.start is not None]
    return max(Counter((day.year, day.month) for day in starts).values(), default=0)


def risk(evidence: Evidence) -> Number:
    """Sum over class days of the weights of the risk periods that hold the day."""
    return sum(
        exact(period.weight)
        for period in evidence.scenario.calendar.risk
        for held in evidence.plan.held.values()
        for day in held.days
        if period.start <= day <= period.end
    )


def moves(evidence: Evidence) -> Number | None:
    """Sum of the weighted changes against the baseline; None without one."""
    if evidence.baseline is None:
        return None
    old, new = evidence.baseline, evidence.plan
    weights = evidence.scenario.rules.moves
    both = old.held.keys() & new.held.keys()
    changed = len(old.held.keys() ^ new.held.keys()) + sum(
        (old.held[k].start, old.held[k].room) != (new.held[k].start, new.held[k].room) for k in both
    )
    retaught = sum(_retaught(old.held[k], new.held[k]) for k in both)
    enrolled = len(_enrolments(old) ^ _enrolments(new))
    return (
        exact(weights.class_) * changed
        + exact(weights.module) * retaught
        + exact(weights.enrolment) * enrolled
    )


def _retaught(old: HeldClass, new: HeldClass) -> int:
    return sum(
        old.lecturers_of[module] != new.lecturers_of[module]
        or old.place_of[module] != new.place_of[module]
        for module in set(old.modules) & set(new.modules)
    )


def _enrolments(paper: Paper) -> set[tuple[str, str]]:
    return {(cadre, held.class_id) for held in paper.held.values() for cadre in held.cadres}


def _level(evidence: Evidence, held: HeldClass, programme: Programme, module: str) -> int | None:
    facts = evidence.facts
    lecturers = held.lecturers_of[module]
    lecturer = next(iter(lecturers)) if len(lecturers) == 1 else None
    if lecturer is None or module not in facts.modules:
        return None
    levels = [facts.level(lecturer, module, tier) for tier in programme.tiers]
    found = [level for level in levels if level is not None]
    return min(found, default=3) if len(found) == len(levels) else None


def km_of(evidence: Evidence, cadre_id: str, held: HeldClass) -> Fraction:
    """Return the one-way kilometres of one enrolment; 0 where cadre or room is unknown."""
    cadre = evidence.facts.cadres.get(cadre_id)
    room = evidence.facts.rooms.get(held.room or "")
    if cadre is None or room is None:
        return Fraction(0)
    return evidence.facts.km(cadre.unit, room)


def cost_of(evidence: Evidence, held: HeldClass) -> Fraction:
    """Return what one open class costs."""
    facts, rules = evidence.facts, evidence.scenario.rules
    room = facts.rooms.get(held.room or "")
    fees = sum(
        exact(facts.lecturers[row.lecturer].fee)
        for row in held.taught
        if row.lecturer in facts.lecturers
    )
    days = len(held.days)
    rent = exact(room.cost_per_day) * days if room is not None else 0
    allowance = exact(rules.allowance_per_person_day) * days * len(held.cadres)
    rate = exact(rules.travel_cost_per_km)
    return fees + rent + allowance + (rate * evidence.km[held.class_id] if rate else Fraction(0))


COMPONENTS: dict[Component, Callable[[Evidence], Number | None]] = {
    Component.SHORTFALL: shortfall,
    Component.PRIORITY: priority,
    Component.REPEAT: repeat,
    Component.TRAVEL: travel,
    Component.COST: cost,
    Component.CLASSES: classes,
    Component.MISMATCH: mismatch,
    Component.PEAK_LOAD: peak_load,
    Component.PEAK_MONTH: peak_month,
    Component.RISK: risk,
    Component.MOVES: moves,
}


def values(evidence: Evidence) -> dict[Component, Number]:
    """Return every component that has a meaning for this plan."""
    found = {component: value(evidence) for component, value in COMPONENTS.items()}
    return {component: value for component, value in found.items() if value is not None}
