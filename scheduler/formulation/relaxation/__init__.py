"""Proven lower bounds of every level by relaxation."""

from scheduler.formulation.relaxation.bound import Bound, Guide, bound_level, suggest_classes

__all__ = ["Bound", "Guide", "bound_level", "suggest_classes"]
