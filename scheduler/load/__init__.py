"""Reads what people give: scenarios, tables, what-ifs and plan folders; all faults at once."""

from dataclasses import dataclass
from pathlib import Path

from models.scenario import Scenario
from scheduler.load.plans import load_coverage, load_plan, load_result
from scheduler.load.reading import Reading
from scheduler.load.what_if import read_any

__all__ = ["Loaded", "load_coverage", "load_plan", "load_result", "load_scenario"]


@dataclass(frozen=True)
class Loaded:
    """A resolved scenario, what to tell about its input, and the digest of all files read."""

    scenario: Scenario
    warnings: tuple[str, ...]
    input_sha256: str


def load_scenario(path: Path | str) -> Loaded:
    """Return the resolved scenario of a scenario, what-if or scenario.json; raises InputError."""
    reading = Reading()
    scenario = read_any(reading, Path(path))
    warnings = tuple(sorted(getattr(w, scenario.language) for w in reading.warnings.values()))
    return Loaded(scenario, warnings, reading.digest.hexdigest())
