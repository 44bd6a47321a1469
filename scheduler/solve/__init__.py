"""Solving: construct, improve, prove; from a scenario to a plan with bounds."""

from scheduler.solve.planner import Solution, solve

__all__ = ["Solution", "solve"]
