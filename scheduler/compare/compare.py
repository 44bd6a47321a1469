"""The comparison as a whole: what is put side by side, and with what differences."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.comparison import (
    Against,
    ComparedComponent,
    ComparedCost,
    ComparedLevel,
    ComparedPlan,
    ComparedTier,
    ComparedValue,
    Comparison,
    Doubt,
)
from models.plan import Plan
from models.result import LevelResult, Result, TierCoverage
from models.rules import Component
from models.scenario import Scenario
from scheduler.compare.changes import class_changes, movers
from scheduler.compare.costs import LINES, costs_of

TOLERANCE = 1e-6


@dataclass(frozen=True)
class PlanOnPaper:
    """One plan with its scenario and its result."""

    name: str
    folder: str
    scenario: Scenario
    plan: Plan
    result: Result


def compare(plans: Sequence[PlanOnPaper], warnings: tuple[str, ...] = ()) -> Comparison:
    """Return the plans side by side; differences are to the first."""
    first = plans[0]
    return Comparison(
        plans=tuple(
            ComparedPlan(
                name=one.name,
                folder=one.folder,
                title=one.scenario.title,
                status=one.result.status,
            )
            for one in plans
        ),
        components=_components(plans),
        levels=_levels(plans),
        coverage=_coverage(plans),
        costs=_costs(plans),
        against=tuple(
            Against(
                name=other.name,
                classes=class_changes(first.plan, other.plan),
                movers=movers(first.plan, other.plan),
            )
            for other in plans[1:]
        ),
        warnings=warnings,
    )


def _differences(values: Sequence[float | None]) -> tuple[float | None, ...]:
    first = values[0]
    return tuple(
        None if first is None or value is None else _clean(value - first) for value in values[1:]
    )


def _clean(difference: float) -> float:
    return 0.0 if abs(difference) < TOLERANCE else difference


def _value(values: Sequence[float | None]) -> ComparedValue:
    return ComparedValue(values=tuple(values), differences=_differences(values))


def _components(plans: Sequence[PlanOnPaper]) -> tuple[ComparedComponent, ...]:
    found = []
    for component in Component:
        values = [one.result.components.get(component) for one in plans]
        if any(value is not None for value in values):
            found.append(
                ComparedComponent(
                    component=component, values=tuple(values), differences=_differences(values)
                )
            )
    return tuple(found)


def _levels(plans: Sequence[PlanOnPaper]) -> tuple[ComparedLevel, ...]:
    """Return every level of any plan once, in the order in which plans name them."""
    objectives: list[dict[Component, float]] = []
    for one in plans:
        for level in one.result.levels:
            if level.objective not in objectives:
                objectives.append(level.objective)
    found = []
    for objective in objectives:
        levels = [_level(one.result, objective) for one in plans]
        values = [None if level is None else level.value for level in levels]
        found.append(
            ComparedLevel(
                objective=objective,
                values=tuple(values),
                differences=_differences(values),
                bounds=tuple(None if level is None else level.bound for level in levels),
                doubts=tuple(_doubt(plans[0], other, objective) for other in plans[1:]),
            )
        )
    return tuple(found)


def _level(result: Result, objective: dict[Component, float]) -> LevelResult | None:
    return next((level for level in result.levels if level.objective == objective), None)


def _doubt(one: PlanOnPaper, other: PlanOnPaper, objective: dict[Component, float]) -> Doubt:
    a, b = _level(one.result, objective), _level(other.result, objective)
    if a is None or b is None:
        return Doubt.UNKNOWN
    slack = TOLERANCE * max(1.0, abs(a.value), abs(b.value))
    if abs(a.value - b.value) <= slack:
        return Doubt.EQUAL
    if _above(one.result, objective) != _above(other.result, objective):
        return Doubt.ABOVE
    low, high = (a, b) if a.value < b.value else (b, a)
    if high.bound is None:
        return Doubt.UNKNOWN
    return Doubt.REAL if high.bound > low.value + slack else Doubt.GAP


def _above(result: Result, objective: dict[Component, float]) -> list[tuple[object, float]]:
    """Return objectives and values of the levels above one."""
    found: list[tuple[object, float]] = []
    for level in result.levels:
        if level.objective == objective:
            break
        found.append((sorted(level.objective.items()), round(level.value, 6)))
    return found


def _coverage(plans: Sequence[PlanOnPaper]) -> tuple[ComparedTier, ...]:
    tiers = list(dict.fromkeys(row.tier for one in plans for row in one.result.coverage))
    found = []
    for tier in tiers:
        rows = [_tier(one.result, tier) for one in plans]
        columns = {
            name: _value([None if row is None else getattr(row, field) for row in rows])
            for name, field in (
                ("population", "population"),
                ("target", "target"),
                ("covered", "covered_after"),
                ("shortfall", "shortfall"),
            )
        }
        found.append(ComparedTier(tier=tier, **columns))
    return tuple(found)


def _tier(result: Result, tier: str) -> TierCoverage | None:
    return next((row for row in result.coverage if row.tier == tier), None)


def _costs(plans: Sequence[PlanOnPaper]) -> tuple[ComparedCost, ...]:
    spent = [costs_of(one.scenario, one.plan) for one in plans]
    found = []
    for line in LINES:
        values = [costs[line] for costs in spent]
        found.append(
            ComparedCost(line=line, values=tuple(values), differences=_differences(values))
        )
    return tuple(found)
