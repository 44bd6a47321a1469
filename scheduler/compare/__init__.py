"""Compare plans on paper: figures, classes, people, money; the first is the reference."""

from scheduler.compare.compare import PlanOnPaper, compare

__all__ = ["PlanOnPaper", "compare"]
