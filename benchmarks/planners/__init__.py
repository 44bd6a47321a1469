"""The planners that are compared; each turns an instance into plans while a clock runs."""

from collections.abc import Callable
from importlib import import_module

from benchmarks.clock import Clock
from scheduler.formulation.instance import Instance

Planner = Callable[[Instance, Clock], None]

_PLACES = {
    "ours": "benchmarks.planners.ours",
    "greedy": "benchmarks.greedy",
    "monolith": "benchmarks.monolith.cold",
    "monolith-warm": "benchmarks.monolith.warm",
    "timefold": "benchmarks.timefold",
}
PLANNERS = tuple(_PLACES)


def planner_of(name: str) -> Planner:
    """Return the planner; only now are its solvers imported."""
    planner: Planner = import_module(_PLACES[name]).plan
    return planner
