"""The single program, from the greedy plan: hints, and no level may become worse than there."""

from dataclasses import replace

from benchmarks import greedy
from benchmarks.clock import Clock
from benchmarks.monolith.program import Program
from benchmarks.monolith.search import search
from scheduler.formulation.instance import Instance

GREEDY_SHARE = 0.25


def plan(instance: Instance, clock: Clock) -> None:
    """Plan by hand for a quarter of the time at most, then build and solve the program."""
    hand = replace(clock, limit=GREEDY_SHARE * clock.limit, found=[])
    greedy.plan(instance, hand)
    clock.found.extend(hand.found)
    start = hand.found[-1].decisions if hand.found else None
    search(Program(instance), clock, start)
