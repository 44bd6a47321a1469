"""The independent judge: rules and figures again, from the plan on paper."""

from scheduler.checker.judge import verify

__all__ = ["verify"]
