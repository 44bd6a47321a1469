"""Our own planner, called as the command line calls it, in a process of its own."""

from benchmarks.clock import Clock, Reported
from models.result import Progress
from scheduler.formulation.instance import Instance
from scheduler.solve import solve


def plan(instance: Instance, clock: Clock) -> None:
    """Plan with the product's solver and note every change that it reports."""

    def hear(progress: Progress) -> None:
        if not progress.levels:
            return
        values = tuple(level.value for level in progress.levels)
        bounds = tuple(level.bound for level in progress.levels)
        last = clock.reported[-1] if clock.reported else None
        if last is None or (last.values, last.bounds) != (values, bounds):
            clock.reported.append(Reported(clock.seconds(), values, bounds))

    solution = solve(instance.scenario, progress=hear, deadline=clock.began + clock.limit)
    if solution.plan is not None:
        clock.answer = (solution.plan, solution.result, solution.coverage)
        clock.bounds = tuple(level.bound for level in solution.result.levels)
    clock.note = f"status {solution.result.status}"
