"""Looks at a scenario before anything is solved: what is impossible, what will be short."""

from scheduler.precheck.judge import check

__all__ = ["check"]
