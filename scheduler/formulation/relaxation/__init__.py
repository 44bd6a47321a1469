"""Proven lower bounds of every level by relaxation."""

from scheduler.formulation.relaxation.bound import Bound, Guide, bound_level

__all__ = ["Bound", "Guide", "bound_level"]
