"""Repair: a published plan changed as little as possible after its scenario changed."""

from scheduler.solve.repair.run import repair

__all__ = ["repair"]
