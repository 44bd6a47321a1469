"""What tables and plots show, worked out of the outcomes: values in time, seconds to a gap."""

from collections.abc import Iterable, Sequence

from benchmarks.planners import PLANNERS
from benchmarks.records import Outcome

TOLERANCE = 1e-6

Values = tuple[float, ...]
Bounds = tuple[float | None, ...]


def instances_of(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the instances in the order in which they were run."""
    return list(dict.fromkeys(outcome.job.instance for outcome in outcomes))


def planners_of(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the planners that took part, ours first."""
    present = {outcome.job.planner for outcome in outcomes}
    return [planner for planner in PLANNERS if planner in present]


def values_at(outcome: Outcome, seconds: float) -> Values | None:
    """Return the values of the plan known at a second, None where there was none yet."""
    known = [moment.values for moment in outcome.moments if moment.seconds <= seconds]
    return known[-1] if known else None


def bounds_of(outcomes: Iterable[Outcome], instance: str, seed: int) -> Bounds:
    """Return the bounds of our longest run on an instance, level after level."""
    ours = [
        outcome
        for outcome in outcomes
        if outcome.job.planner == "ours"
        and (outcome.job.instance, outcome.job.seed) == (instance, seed)
        and outcome.status == "planned"
    ]
    return max(ours, key=lambda outcome: outcome.job.limit).bounds if ours else ()


def is_within(values: Values, bounds: Bounds, gap: float, levels: int) -> bool:
    """Tell whether the first levels are within a gap of our bounds.

    Our bound of a lower level holds for plans that are as good above, hence all levels above
    have to be within the gap as well.
    """
    if len(bounds) < levels:
        return False
    return all(
        bound is not None and value - bound <= gap * max(1.0, abs(value)) + TOLERANCE
        for value, bound in zip(values[:levels], bounds, strict=False)
    )


def seconds_to(outcome: Outcome, bounds: Bounds, gap: float, levels: int) -> float | None:
    """Return the second in which the first levels came within a gap of our bounds."""
    if outcome.valid is False:
        return None
    for moment in outcome.moments:
        if moment.valid is not False and is_within(moment.values, bounds, gap, levels):
            return moment.seconds
    return None


def first_difference(one: Values, other: Values) -> tuple[int, float]:
    """Return the first level (from 1) at which two plans differ, and by how much; (0, 0): none."""
    for number, (mine, theirs) in enumerate(zip(one, other, strict=True), start=1):
        if abs(mine - theirs) > TOLERANCE * max(1.0, abs(theirs)):
            return number, mine - theirs
    return 0, 0.0


def median(numbers: Sequence[float]) -> float:
    """Return the middle number, of an even count the lower one of the two, which was measured."""
    return sorted(numbers)[(len(numbers) - 1) // 2]
