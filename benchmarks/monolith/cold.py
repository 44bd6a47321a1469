"""The single program, from nothing."""

from benchmarks.clock import Clock
from benchmarks.greedy import require_single_classes
from benchmarks.monolith.program import Program
from benchmarks.monolith.search import search
from scheduler.formulation.instance import Instance


def plan(instance: Instance, clock: Clock) -> None:
    """Build and solve the program."""
    require_single_classes(instance)
    search(Program(instance), clock, None)
