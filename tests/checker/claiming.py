"""True claims about a plan, to be altered by tests; the figures come from the verdict itself."""

from models.plan import Plan
from models.result import CoverageRow, LevelResult, Result, RunRecord, Status
from models.scenario import Scenario
from scheduler.checker import verify


def true_result(scenario: Scenario, plan: Plan) -> Result:
    """Return a result whose figures are true and whose bounds equal the values."""
    verdict = verify(scenario, plan)
    return Result(
        scenario=scenario.name,
        status=Status.OPTIMAL,
        components=verdict.components,
        levels=tuple(
            LevelResult(objective=level.objective, value=level.value, bound=level.value, gap=0)
            for level in verdict.levels
        ),
        coverage=verdict.coverage,
        run=RunRecord(seed=1, workers=1, wall_seconds=0.1, gap=0.005),
    )


def true_coverage(scenario: Scenario, plan: Plan) -> tuple[CoverageRow, ...]:
    """Return the rows of the tiers as coverage.csv holds them."""
    rows = verify(scenario, plan).coverage
    return tuple(CoverageRow(**row.model_dump()) for row in rows)


def changed_level(result: Result, number: int, **fields: object) -> Result:
    """Return the result with fields of one level (from 1) changed."""
    levels = [
        level.model_copy(update=fields) if place == number else level
        for place, level in enumerate(result.levels, start=1)
    ]
    return result.model_copy(update={"levels": tuple(levels)})
