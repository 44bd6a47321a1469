"""Solving: construct, improve, prove; from a scenario to a plan with bounds."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.solve.planner import Solution, solve

__all__ = ["Solution", "solve"]


def __getattr__(name: str) -> Any:
    # The planner brings CP-SAT along, half a second that `explain` need not wait for.
    if name in __all__:
        from scheduler.solve import planner

        return getattr(planner, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
