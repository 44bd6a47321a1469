"""A solver whose plan is given, with true figures, for tests of what happens around a solver."""

from types import SimpleNamespace

from models.result import CoverageRow, LevelResult, Result, RunRecord, Status
from scheduler.checker import verify
from scheduler.solve import Solution
from tests.builders import held, plan, scenario

LOADED_WARNING = "history of an unknown person"


def small(**fields):
    """A scenario in which three cadres are wanted and one class can take them."""
    return scenario(**fields)


def loaded(chosen):
    """What loading gives for a scenario."""
    return SimpleNamespace(
        scenario=chosen, warnings=(LOADED_WARNING,), input_sha256="5" * 64, places={}
    )


def solved(chosen, *, status=Status.FEASIBLE, opened=None, **changed):
    """A solution with a plan that opens the given classes and tells the truth about it."""
    drawn = plan(chosen, *((held(),) if opened is None else opened))
    verdict = verify(chosen, drawn)
    levels = tuple(
        LevelResult(objective=level.objective, value=level.value, bound=level.value, gap=0)
        for level in verdict.levels
    )
    fields = {
        "scenario": chosen.name,
        "status": status,
        "components": verdict.components,
        "levels": levels,
        "coverage": verdict.coverage,
        "warnings": ("a warning of the solver",),
        "run": record(chosen),
    }
    rows = tuple(CoverageRow(**row.model_dump()) for row in verdict.coverage)
    result = Result(**fields | changed)
    return Solution(drawn, result, rows)


def unsolved(chosen, status, *reasons):
    """A solution without a plan."""
    result = Result(scenario=chosen.name, status=status, reasons=reasons, run=record(chosen))
    return Solution(None, result)


def record(chosen):
    """The run as the solver records it."""
    return RunRecord(seed=chosen.solve.seed, workers=chosen.solve.workers or 2, wall_seconds=0)
