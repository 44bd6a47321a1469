"""The files of a comparison: comparison.xlsx and comparison.html, written whole or not at all."""

from scheduler.outputs.comparison.write import write_comparison

__all__ = ["write_comparison"]
