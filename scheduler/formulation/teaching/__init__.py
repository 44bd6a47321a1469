"""When, where and by whom, for classes whose people are given: an exact program."""

from scheduler.formulation.teaching.board import Effort, Option, as_it_is
from scheduler.formulation.teaching.program import TeachingProgram

__all__ = ["Effort", "Option", "TeachingProgram", "as_it_is"]
