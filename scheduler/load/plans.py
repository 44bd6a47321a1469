"""Plan folders: the three CSV files as a plan, result.json and coverage.csv as claims."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.plan import Plan
from models.result import CoverageRow, Result
from scheduler.load.faults import Faults, dotted, pydantic_faults
from scheduler.load.messages import say
from scheduler.load.reading import read_bytes
from scheduler.load.schema import PLAN_TABLES
from scheduler.load.tables import TableReader
from scheduler.load.yaml_core import MAX_DEPTH

PLAN_FILES = ("classes", "sessions", "enrolments")


def load_plan(folder: Path | str) -> Plan:
    """Return the plan of a folder; raises InputError with all faults of its files."""
    faults = Faults()
    plan = read_plan(Path(folder), faults, lambda path: _bytes(path, faults))
    faults.stop()
    return plan


def read_plan(folder: Path, faults: Faults, read: Callable[[Path], bytes | None]) -> Plan:
    """Read the plan of a folder; faults are collected, the rows read are returned."""
    if not folder.is_dir():
        faults.add(str(folder), None, None, say("plan_folder_missing", folder=folder))
        return Plan()
    rows: dict[str, Any] = {}
    for name in PLAN_FILES:
        path = folder / f"{name}.csv"
        data = read(path)
        rows[name] = () if data is None else _rows(name, path, data, faults)
    return Plan.model_construct(**rows)


def _bytes(path: Path, faults: Faults) -> bytes | None:
    return read_bytes(path, (str(path), None, None), faults)


def _rows(name: str, path: Path, data: bytes, faults: Faults) -> tuple[Any, ...]:
    return tuple(TableReader(PLAN_TABLES[name], str(path), None, faults).read(path, data).rows)


def load_coverage(folder: Path | str) -> tuple[CoverageRow, ...] | None:
    """Return the rows of coverage.csv, None where there is none; raises InputError."""
    path = Path(folder) / "coverage.csv"
    if not path.exists():
        return None
    faults = Faults()
    data = _bytes(path, faults)
    rows = () if data is None else _rows("coverage", path, data, faults)
    faults.stop()
    return rows


def load_result(folder: Path | str) -> Result | None:
    """Return the content of result.json, None where there is none; raises InputError."""
    path = Path(folder) / "result.json"
    if not path.exists():
        return None
    faults = Faults()
    data = _bytes(path, faults)
    faults.stop()
    try:
        return Result.model_validate_json(data or b"")
    except ValidationError as error:
        for place, sentence in json_faults(error, Result, data or b""):
            faults.add(str(path), None, dotted(place), sentence)
    faults.stop()
    return None


def json_faults(error: ValidationError, model: Any, data: bytes) -> list[tuple[Any, Any]]:
    """Return the faults of a JSON file; one fault where it is no JSON."""
    import json

    try:
        raw = json.loads(data)
    except ValueError as broken:
        return [((), say("json_broken", reason=str(broken)))]
    except RecursionError:
        return [((), say("yaml_deep", depth=MAX_DEPTH))]
    return list(pydantic_faults(error, model, raw))
