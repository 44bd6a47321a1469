"""A sound scenario to break, and the exact program as judge of what a check calls impossible."""

import time

from ortools.sat.python import cp_model

from models.finding import Finding
from models.scenario import Scenario
from scheduler.formulation.derive import derive
from scheduler.formulation.program.build import build
from scheduler.formulation.program.scope import Width, whole
from scheduler.precheck import check
from scheduler.solve.exact import solve_exact
from tests.builders import history, scenario


def sound(**fields) -> Scenario:
    """The default scenario of one month with some history: nothing is wrong with it."""
    rows = tuple(
        history(f"CB-{n:04}", "OLD", "2023-05-10", "X", counts_for=()) for n in range(1, 4)
    )
    horizon = {"from": "2024-03-01", "to": "2024-03-31"}
    return scenario(**{"history": rows, "horizon": horizon} | fields)


def found(value: Scenario, language="en") -> tuple[Finding, ...]:
    """The errors and warnings of a scenario."""
    return tuple(f for f in check(value, language) if f.severity != "I")


def codes(value: Scenario) -> list[str]:
    return [finding.code for finding in found(value)]


def status_of(value: Scenario) -> str:
    """What the exact program of all hard rules says when nothing is pruned beforehand."""
    instance = derive(value)
    program = build(instance, whole(instance, Width.COMPLETE))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 30
    solver.parameters.catch_sigint_signal = False
    return solver.status_name(solver.solve(program.model))


def least_shortfall(value: Scenario) -> float:
    """The proven least shortfall of a scenario, in persons weighted by tier."""
    alone = value.model_copy(update={"objective": ({"shortfall": 1},)})
    outcome = solve_exact(derive(alone), deadline=time.monotonic() + 30)
    assert outcome.status == "optimal", outcome.status
    return outcome.values[0]
