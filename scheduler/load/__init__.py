"""Reads what people give: scenarios, tables, what-ifs and plan folders; all faults at once."""

from pathlib import Path

from scheduler.load.plans import load_coverage, load_plan, load_result
from scheduler.load.resolved import read_resolved
from scheduler.load.scenario import Loaded, Reading, read_document, read_scenario_file

__all__ = ["Loaded", "load_coverage", "load_plan", "load_result", "load_scenario"]


def load_scenario(path: Path | str) -> Loaded:
    """Return the resolved scenario of a file; raises InputError with all faults."""
    reading = Reading()
    path = Path(path)
    if path.suffix.lower() == ".json":
        data = reading.bytes_of(path, str(path), None, None)
        reading.faults.stop()
        scenario = read_resolved(data or b"", str(path), reading.faults)
    else:
        scenario = read_scenario_file(reading, path, read_document(reading, path))
    warnings = tuple(sorted(getattr(w, scenario.language) for w in reading.warnings))
    return Loaded(scenario, warnings, reading.digest.hexdigest())
