"""Looks at a scenario before anything is solved: what is impossible, what will be short."""

from scheduler.precheck.judge import check
from scheduler.precheck.telling import remark

__all__ = ["check", "remark"]
