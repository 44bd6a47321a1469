"""One repair: keep what holds, mend what broke, win back coverage, then prove or search on."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from models.plan import Plan
from models.result import Progress, Result, RunRecord, Status
from models.scenario import Scenario
from scheduler.formulation.decisions import Decisions, evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import coverage_of, from_plan, to_plan
from scheduler.solve.bounds import Bounds
from scheduler.solve.planner import Solution, level_results, solve
from scheduler.solve.repair.bound import add_bounds
from scheduler.solve.repair.mend import MENDING, Mender

LOCAL_PATIENCE = 0.3  # seconds: somebody waits for the answer
TAKING_BACK = 0.3  # of the time left, for taking back changes that the search does not need


@dataclass(frozen=True)
class Limits:
    """When a repair ends: at a moment of time.monotonic, or when it is asked to."""

    deadline: float
    stop: Callable[[], bool]

    def left(self) -> float:
        """Return the seconds left."""
        return self.deadline - time.monotonic()

    def expired(self) -> bool:
        """Tell whether the repair shall end now."""
        return self.left() <= 0 or self.stop()


def repair(
    scenario: Scenario,
    *,
    deadline: float,
    wish: Plan | None = None,
    local: bool = False,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Solution:
    """Return a plan close to the scenario's baseline.

    `wish` is the baseline with the changes that somebody asks for, though it may break rules:
    what it keeps is kept where that is possible. Ends with the mended plan where nobody more can
    be covered; else the search for better plans goes on from there until the deadline. Where the
    baseline cannot be mended the scenario is planned as any other, or, if the repair shall stay
    `local`, there is no plan.
    """
    began = time.monotonic()
    limits = Limits(deadline, stop or (lambda: False))
    tell = progress or (lambda _: None)
    instance = derive(scenario)
    tell(Progress(phase="repair", elapsed=time.monotonic() - began))
    patience = LOCAL_PATIENCE if local else MENDING
    mender = Mender(instance, scenario.solve.seed, limits.left, limits.expired, patience=patience)
    decisions = mender.run(from_plan(instance, wish or scenario.baseline or Plan()))
    if decisions is None and local:
        return Solution(None, _result(scenario, Status.NONE, began))
    if decisions is None:
        return solve(scenario, progress=progress, stop=stop, deadline=deadline)
    bounds = Bounds(len(instance.weights))
    add_bounds(instance, bounds)
    solution = _solution(scenario, instance, decisions, bounds, began)
    if _settled(solution.result) or limits.expired():
        return solution
    found = solve(
        scenario,
        start=solution.plan,
        start_is_valid=True,
        progress=progress,
        stop=stop,
        deadline=deadline - TAKING_BACK * limits.left(),
    )
    if found.plan is None or found.decisions is None:
        return solution
    _keep_bounds(found, bounds)
    # Menus are told apart by identity: the plan must be of this instance.
    decisions = mender.take_back(from_plan(instance, found.plan))
    return _solution(scenario, instance, decisions, bounds, began)


def settle(scenario: Scenario, plan: Plan) -> Solution:
    """Return a valid plan as it is, with its figures and what is certain about bounds."""
    began = time.monotonic()
    instance = derive(scenario)
    bounds = Bounds(len(instance.weights))
    add_bounds(instance, bounds)
    return _solution(scenario, instance, from_plan(instance, plan), bounds, began)


def _solution(
    scenario: Scenario,
    instance: Instance,
    decisions: Decisions,
    bounds: Bounds,
    began: float,
) -> Solution:
    components = evaluate(instance, decisions)
    levels = level_results(instance, level_values(instance, components), bounds)
    tiers, rows = coverage_of(instance, decisions)
    gap = scenario.solve.gap
    proven = all(level.gap is not None and level.gap <= gap for level in levels)
    result = _result(scenario, Status.OPTIMAL if proven else Status.FEASIBLE, began).model_copy(
        update={"components": components, "levels": levels, "coverage": tiers}
    )
    return Solution(to_plan(instance, decisions), result, rows, instance, decisions)


def _result(scenario: Scenario, status: Status, began: float) -> Result:
    """Return a result without figures."""
    return Result(
        scenario=scenario.name,
        status=status,
        run=RunRecord(
            seed=scenario.solve.seed,
            workers=1,
            wall_seconds=round(time.monotonic() - began, 3),
            gap=scenario.solve.gap,
        ),
    )


def _settled(result: Result) -> bool:
    """Tell whether the first level is proven: general search seldom finds fewer moves."""
    first = result.levels[0] if result.levels else None
    return first is None or (first.gap is not None and first.gap <= result.run.gap)


def _keep_bounds(found: Solution, bounds: Bounds) -> None:
    """Keep what the search has proven beside what is certain anyway."""
    for level, own in enumerate(found.result.levels):
        if own.bound is not None:
            bounds.add(level, [n.value for n in found.result.levels[:level]], own.bound)
