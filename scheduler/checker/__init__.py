"""The independent judge: rules and figures again, from the plan on paper."""

from scheduler.checker.facts import Facts
from scheduler.checker.judge import verify

__all__ = ["Facts", "verify"]
