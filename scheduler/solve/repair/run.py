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
from scheduler.solve.repair.mend import Mender


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
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Solution:
    """Return a plan close to the scenario's baseline.

    Ends with the mended plan where nobody more can be covered; else the search for better plans
    goes on from there until the deadline. Where the baseline cannot be mended the scenario is
    planned as any other.
    """
    began = time.monotonic()
    limits = Limits(deadline, stop or (lambda: False))
    tell = progress or (lambda _: None)
    instance = derive(scenario)
    tell(Progress(phase="repair", elapsed=time.monotonic() - began))
    decisions = _mended(scenario, instance, limits)
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
        deadline=deadline,
    )
    return _with_bounds(instance, found, bounds)


def _mended(scenario: Scenario, instance: Instance, limits: Limits) -> Decisions | None:
    baseline = scenario.baseline or Plan()
    mender = Mender(instance, scenario.solve.seed, limits.left, limits.expired)
    return mender.run(from_plan(instance, baseline))


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
    result = Result(
        scenario=scenario.name,
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        components=components,
        levels=levels,
        coverage=tiers,
        run=RunRecord(
            seed=scenario.solve.seed,
            workers=1,
            wall_seconds=round(time.monotonic() - began, 3),
            gap=gap,
        ),
    )
    return Solution(to_plan(instance, decisions), result, rows, instance, decisions)


def _settled(result: Result) -> bool:
    """Tell whether the first level is proven: general search seldom finds fewer moves."""
    first = result.levels[0] if result.levels else None
    return first is None or (first.gap is not None and first.gap <= result.run.gap)


def _with_bounds(instance: Instance, found: Solution, bounds: Bounds) -> Solution:
    """Return the solution with the better of its own bounds and those of the repair."""
    if found.plan is None:
        return found
    for level, own in enumerate(found.result.levels):
        if own.bound is not None:
            above = [n.value for n in found.result.levels[:level]]
            bounds.add(level, above, own.bound)
    levels = level_results(instance, [n.value for n in found.result.levels], bounds)
    gap = found.result.run.gap
    proven = all(level.gap is not None and level.gap <= gap for level in levels)
    status = Status.OPTIMAL if proven else found.result.status
    update = {"levels": levels, "status": status}
    return Solution(
        found.plan,
        found.result.model_copy(update=update),
        found.coverage,
        found.instance,
        found.decisions,
    )
