"""Repair: a published plan changed as little as possible after its scenario changed."""

from scheduler.solve.repair.run import repair, settle

__all__ = ["repair", "settle"]
