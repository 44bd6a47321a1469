"""Who is covered before and after the plan, by tier and by unit, counted row by row."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from models.curriculum import Requirement
from models.people import HistoryRow
from models.result import TierCoverage
from models.scenario import Scenario
from scheduler.checker.exact import exact, plain, years_before
from scheduler.checker.facts import Facts
from scheduler.checker.paper import HeldClass, Paper


@dataclass(frozen=True)
class Coverage:
    """The planned cadres who are covered by history alone, and by history and plan together."""

    before: frozenset[str]
    after: frozenset[str]

    def of_tiers(self, facts: Facts) -> tuple[TierCoverage, ...]:
        """Return one row for each tier, in the order of the scenario."""
        before = Counter(facts.planned[cadre].tier for cadre in self.before)
        after = Counter(facts.planned[cadre].tier for cadre in self.after)
        return tuple(
            TierCoverage(
                tier=tier.id,
                population=facts.population[tier.id],
                target=facts.target(tier),
                covered_before=before[tier.id],
                covered_after=after[tier.id],
                shortfall=max(0, facts.target(tier) - after[tier.id]),
            )
            for tier in facts.scenario.tiers
        )

    def of_units(self, facts: Facts) -> dict[tuple[str, str], tuple[int, int, int]]:
        """Return (population, covered before, covered after) of each tier in each unit alone."""
        people, before, after = (
            Counter((facts.planned[cadre].tier, facts.planned[cadre].unit) for cadre in cadres)
            for cadres in (facts.planned, self.before, self.after)
        )
        return {key: (people[key], before[key], after[key]) for key in people}


def window_start(scenario: Scenario, requirement: Requirement) -> date:
    """Return the first day of the requirement's window; the last one is the horizon's."""
    if requirement.window == "term":
        return scenario.term.start
    if requirement.window == "horizon":
        return scenario.horizon.start
    years = requirement.window.last_years
    return years_before(scenario.horizon.end, years) + timedelta(days=1)


def coverage(facts: Facts, paper: Paper) -> Coverage:
    """Return who is covered: every requirement that names the cadre's tier is met."""
    met_before, met_after = set(facts.planned), set(facts.planned)
    for requirement in facts.scenario.requirements:
        if requirement.id not in facts.past:
            facts.past[requirement.id] = _history_gives(facts, requirement)
        past = facts.past[requirement.id]
        plan = _plan_gives(facts, paper, requirement)
        least = exact(requirement.min)
        for cadre in facts.planned.values():
            if cadre.tier not in requirement.tiers:
                continue
            given = past.get(cadre.id, 0)
            if given < least:
                met_before.discard(cadre.id)
                if given + plan.get(cadre.id, 0) < least:
                    met_after.discard(cadre.id)
    return Coverage(frozenset(met_before), frozenset(met_after))


def _history_gives(facts: Facts, requirement: Requirement) -> dict[str, Fraction | int]:
    first, last = window_start(facts.scenario, requirement), facts.scenario.horizon.start
    things: dict[str, set[tuple[str, str | date]]] = defaultdict(set)
    for row in facts.scenario.history:
        if not (row.completed and first <= row.date < last and row.cadre in facts.planned):
            continue
        if row.counts_for is None or requirement.id in row.counts_for:
            things[row.cadre].add((row.class_id, _detail(row, requirement)))
    if requirement.unit != "period":
        return {cadre: len(found) for cadre, found in things.items()}
    periods = {module: plain(amount) for module, amount in facts.periods.items()}
    return {
        cadre: sum(periods.get(str(module), 0) for _, module in found)
        for cadre, found in things.items()
    }


def _detail(row: HistoryRow, requirement: Requirement) -> str | date:
    """Return what makes a row of a class distinct in the requirement's unit."""
    if requirement.unit == "day":
        return row.date
    return row.module if requirement.unit == "period" else ""


def _plan_gives(facts: Facts, paper: Paper, requirement: Requirement) -> dict[str, Fraction | int]:
    first, last = window_start(facts.scenario, requirement), facts.scenario.horizon.end
    given: dict[str, Fraction | int] = defaultdict(int)
    for held in paper.held.values():
        if held.start is None or not first <= held.start <= last:
            continue
        gives = _class_gives(facts, held, requirement)
        for cadre in held.cadres if gives else ():
            given[cadre] += gives
    return given


def _class_gives(facts: Facts, held: HeldClass, requirement: Requirement) -> Fraction | int:
    counts_for = facts.programmes[facts.classes[held.class_id].programme].counts_for
    if counts_for is not None and requirement.id not in counts_for:
        return 0
    if requirement.unit == "class":
        return 1
    if requirement.unit == "day":
        return len(held.days)
    periods = (facts.periods.get(module, Fraction(0)) for module in held.modules)
    return plain(sum(periods, Fraction(0)))
