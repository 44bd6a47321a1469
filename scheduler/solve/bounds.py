"""Proven bounds, kept with the values above under which they hold."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.formulation.instance import Instance
from scheduler.formulation.relaxation import bound_level

TOLERANCE = 1e-6


def holds_under(above: Sequence[float], values: Sequence[float]) -> bool:
    """Tell whether a bound proven for plans with `above` holds for plans with `values`."""
    return all(
        value <= limit + TOLERANCE * max(1.0, abs(limit))
        for limit, value in zip(above, values, strict=False)
    )


@dataclass
class Bounds:
    """All bounds proven so far for each level."""

    num_levels: int
    proven: list[list[tuple[tuple[float, ...], float]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with what holds for every plan: weights and components are never negative."""
        anything = (float("inf"),) * self.num_levels
        self.proven = [[(anything[:level], 0.0)] for level in range(self.num_levels)]

    def add(self, level: int, above: Sequence[float], value: float) -> None:
        """Keep a bound of a level, proven for plans whose levels above are at most `above`."""
        self.proven[level].append((tuple(above[:level]), value))

    def of(self, values: Sequence[float]) -> list[float | None]:
        """Return the best bound of each level that holds for a plan with these values."""
        found: list[float | None] = []
        for level, bounds in enumerate(self.proven):
            valid = [v for above, v in bounds if holds_under(above, values[:level])]
            best = max(valid, default=None)
            found.append(None if best is None else min(best, values[level]))
        return found


def gap_of(value: float, bound: float | None) -> float | None:
    """Return (value - bound) / max(1, |value|)."""
    return None if bound is None else max(0.0, value - bound) / max(1.0, abs(value))


def bounds_inline(
    instance: Instance,
    bounds: Bounds,
    values: Sequence[float],
    seconds: float,
    seed: int,
    gap: float,
) -> None:
    """Prove bounds for the levels that are not yet within the gap, in this process."""
    current = bounds.of(values)
    wanted = [
        level
        for level in range(len(values))
        if (found := gap_of(values[level], current[level])) is None or found > gap
    ]
    end = time.monotonic() + seconds
    for number, level in enumerate(wanted):
        left = end - time.monotonic()
        limit = time.monotonic() + max(0.2, left / (len(wanted) - number))
        bound = bound_level(
            instance,
            level,
            list(values[:level]),
            deadline=limit,
            seed=seed,
            value=values[level],
            gap=gap,
        )
        bounds.add(level, values, bound.value)
