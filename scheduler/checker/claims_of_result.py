"""False figures of result.json: components, levels with bounds and gaps, and the status."""

from collections.abc import Iterator
from fractions import Fraction

from models.result import LevelResult, Result, Status
from models.rules import Component
from models.scenario import Level, Scenario
from scheduler.checker.claims import Claims
from scheduler.checker.evidence import Evidence
from scheduler.checker.exact import close, exact, shown
from scheduler.checker.value import Number

GAP_ROUNDING = Fraction(1, 10_000)
STATUS_ROUNDING = Fraction(1, 1_000_000)


def level_value(objective: Level, values: dict[Component, Number]) -> Number | None:
    """Return the weighted sum of the components, None where one of them has no meaning."""
    total: Number = 0
    for component, weight in objective.items():
        if not weight:
            continue
        if component not in values:
            return None
        total += exact(weight) * values[component]
    return total


def false_components(
    evidence: Evidence, result: Result, values: dict[Component, Number]
) -> Iterator[str]:
    """Yield the components that are untrue, missing or claimed without a baseline."""
    claims = Claims(evidence)
    for component in Component:
        path = f"components.{component}"
        claimed, true = result.components.get(component), values.get(component)
        if component is Component.MOVES and evidence.baseline is None:
            if claimed is not None:
                yield claims.false(path, "false_no_baseline")
        elif true is None:
            continue  # a mismatch without meaning
        elif claimed is None:
            yield claims.false(path, "false_missing_figure", true=shown(true))
        else:
            yield from claims.amount(path, claimed, true)


def false_levels(
    evidence: Evidence, result: Result, values: dict[Component, Number]
) -> Iterator[str]:
    """Yield the levels that are missing, too many, or untrue in objective, value, bound or gap."""
    claims, wanted = Claims(evidence), evidence.scenario.objective
    for number in range(1, max(len(wanted), len(result.levels)) + 1):
        path = f"levels.{number}"
        if number > len(result.levels):
            yield claims.false(path, "false_missing")
        elif number > len(wanted):
            yield claims.false(path, "false_unknown")
        else:
            yield from _false_level(
                claims, path, result.levels[number - 1], wanted[number - 1], values
            )


def _false_level(
    claims: Claims,
    path: str,
    claimed: LevelResult,
    objective: Level,
    values: dict[Component, Number],
) -> Iterator[str]:
    yield from claims.same(f"{path}.objective", _weights(claimed.objective), _weights(objective))
    true = level_value(objective, values)
    if true is None:
        return
    yield from claims.amount(f"{path}.value", claimed.value, true)
    if claimed.bound is None:
        yield from claims.same(f"{path}.gap", claimed.gap, None)
        return
    if exact(claimed.bound) > true and not close(claimed.bound, true):
        yield claims.false(
            f"{path}.bound", "false_bound", claimed=shown(claimed.bound), true=shown(true)
        )
    gap = _gap(claimed, true)
    if claimed.gap is None or abs(exact(claimed.gap) - gap) > GAP_ROUNDING:
        yield claims.false(
            f"{path}.gap", "false_figure", claimed=shown(claimed.gap), true=shown(gap)
        )


def _weights(objective: Level) -> str:
    weights = sorted((name, weight) for name, weight in objective.items() if weight)
    return ", ".join(f"{name} {weight:g}" for name, weight in weights)


def _gap(claimed: LevelResult, true: Number) -> Fraction:
    """Return (value - bound) / max(1, |value|), with the value as written where that is true."""
    value = exact(claimed.value) if close(claimed.value, true) else Fraction(true)
    return (value - exact(claimed.bound or 0)) / max(Fraction(1), abs(value))


def false_status(
    evidence: Evidence, result: Result, values: dict[Component, Number]
) -> Iterator[str]:
    """Yield the status where a plan belies it, or where a level is not proven that should be."""
    claims = Claims(evidence)
    if result.status in (Status.INFEASIBLE, Status.NONE):
        yield claims.false("status", "false_status_plan", status=result.status)
    if result.status is not Status.OPTIMAL:
        return
    asked = _asked_gap(evidence.scenario, result)
    for number, objective in enumerate(evidence.scenario.objective, start=1):
        level = result.levels[number - 1] if number <= len(result.levels) else None
        if level is None or level.bound is None:
            yield claims.false("status", "false_status_bound", level=number)
            return
        true = level_value(objective, values)
        gap = _gap(level, exact(level.value) if true is None else true)
        if gap > asked + STATUS_ROUNDING:
            yield claims.false(
                "status", "false_status_gap", level=number, gap=shown(gap), asked=shown(asked)
            )
            return


def _asked_gap(scenario: Scenario, result: Result) -> Fraction:
    is_given = "gap" in result.run.model_fields_set
    return exact(result.run.gap if is_given else scenario.solve.gap)
