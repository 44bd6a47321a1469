"""Says why: reasons for what a plan leaves short, and answers about one person, class or room."""

from scheduler.explain.answer import explain
from scheduler.explain.reasons import reasons

__all__ = ["explain", "reasons"]
