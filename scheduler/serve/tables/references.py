"""Where a scenario file says its tables lie, and the same text with another place."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scheduler.load.recorded import record_place
from scheduler.load.schema import TABLES
from scheduler.load.sheets import split_reference
from scheduler.load.yaml_core import read_yaml

PLAIN = re.compile(r"[\w./-]+")
FOLDER = "tables"  # for a table that the scenario does not name yet


@dataclass(frozen=True)
class Reference:
    """A table of a scenario; `path` is None where nothing names it or no file of ours holds it."""

    table: str
    text: str = ""
    path: Path | None = None
    sheet: str | None = None

    @property
    def is_csv(self) -> bool:
        """Tell whether the table is a CSV file, which an upload can replace as it is."""
        return self.path is not None and self.path.suffix.lower() == ".csv"


def references(scenario: Path, text: bytes) -> dict[str, Reference]:
    """Return every table with its place; nothing where the file names no tables."""
    named = read_yaml(text).value
    named = named.get("tables") if isinstance(named, dict) else None
    if not isinstance(named, dict):
        return {}
    return {table: _reference(scenario, table, named.get(table)) for table in TABLES}


def _reference(scenario: Path, table: str, raw: Any) -> Reference:
    if not isinstance(raw, str) or not raw.strip():
        return Reference(table)
    if table == "history" and record_place(raw.strip(), scenario.parent) is not None:
        return Reference(table, raw)
    inner, sheet = split_reference(raw.strip())
    return Reference(table, raw, Path(os.path.normpath(scenario.parent / inner)), sheet)


def new_place(scenario: Path, known: dict[str, Reference], table: str) -> Path:
    """Return where a CSV file of the table goes: where it lies already, else beside the others."""
    if known[table].is_csv:
        path = known[table].path
        assert path is not None
        return path
    beside = next((one.path.parent for one in known.values() if one.path), None)
    return (beside or scenario.parent / FOLDER) / f"{table}.csv"


def with_reference(text: str, table: str, place: str) -> str:
    """Return the text of a scenario file that names another place of a table; all else stays."""
    shown = place if PLAIN.fullmatch(place) else f'"{place}"'
    entries = _entries(text)
    for key, value in entries:
        if key.value == table:
            return _spliced(text, value.start_mark.index, value.end_mark.index, shown)
    key, value = entries[-1]
    if text[: key.start_mark.index].rstrip(" ").endswith("\n"):
        end = text.find("\n", value.end_mark.index)
        end = len(text) if end < 0 else end
        return _spliced(text, end, end, f"\n{' ' * key.start_mark.column}{table}: {shown}")
    return _spliced(text, value.end_mark.index, value.end_mark.index, f", {table}: {shown}")


def _entries(text: str) -> list[tuple[Any, Any]]:
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    return next(list(value.value) for key, value in root.value if key.value == "tables")


def _spliced(text: str, start: int, end: int, middle: str) -> str:
    return text[:start] + middle + text[end:]
