"""The edits of a what-if file as typed values; rows are read as cells of their tables are."""

from collections.abc import Callable
from datetime import date
from typing import Any

from models.edits import EDIT_TYPES
from scheduler.errors import Sentence
from scheduler.load.cells import READERS, CellError
from scheduler.load.faults import NOTHING, near, shown
from scheduler.load.messages import say
from scheduler.load.schema import TABLES, TableSchema
from scheduler.load.sections import read_value
from scheduler.load.yaml_core import Document

Path = tuple[Any, ...]
Report = Callable[[Path, Sentence], None]
ROW_OF = {
    "add-lecturer": ("lecturer", "lecturers", "lecturer"),
    "add-module": ("module", "modules", "module"),
    "add-room": ("room", "rooms", None),
    "replace-module": ("edition", "modules", "module"),
}


def read_edits(document: Document, report: Report) -> list[tuple[int, Any]]:
    """Return position and typed value of every edit that has no fault."""
    raw = document.value.get("edits")
    if raw is None:
        return []
    if not isinstance(raw, list):
        expected = say("expected_list")
        report(("edits",), say("value_wrong", value=shown(raw), expected=expected, near=NOTHING))
        return []
    edits = []
    for index, entry in enumerate(raw):
        edit = _read_edit(document, ("edits", index), entry, report)
        if edit is not None:
            edits.append((index, edit))
    return edits


def _read_edit(document: Document, path: Path, entry: Any, report: Report) -> Any:
    if not isinstance(entry, dict):
        expected = say("expected_map")
        report(path, say("value_wrong", value=shown(entry), expected=expected, near=NOTHING))
        return None
    name = entry.get("edit")
    if name is None:
        report((*path, "edit"), say("key_missing"))
        return None
    if not isinstance(name, str) or name not in EDIT_TYPES:
        choices = say("expected_one_of", choices=", ".join(EDIT_TYPES))
        hint = near(name, EDIT_TYPES)
        wrong = say("value_wrong", value=shown(name), expected=choices, near=hint)
        report((*path, "edit"), wrong)
        return None
    document.value["edits"][path[1]] = _with_rows(document, path, name, entry)
    value, faults = read_value(document, path, EDIT_TYPES[name])
    for place, sentence in faults:
        report(place, sentence)
    return value


def _with_rows(document: Document, path: Path, name: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return an edit whose rows hold values instead of cells, each with the id of its subject."""
    if name not in ROW_OF:
        return entry
    key, table, implied = ROW_OF[name]
    changed = dict(entry)
    if isinstance(entry.get(key), dict):
        changed[key] = _row(document, (*path, key), TABLES[table], entry[key])
    rows = entry.get("qualifications")
    if implied is not None and isinstance(rows, list):
        subject = changed[key].get("id") if isinstance(changed.get(key), dict) else None
        schema = TABLES["qualifications"]
        changed["qualifications"] = [
            {implied: subject} | _row(document, (*path, "qualifications", n), schema, row)
            if isinstance(row, dict)
            else row
            for n, row in enumerate(rows)
        ]
    return changed


def _row(
    document: Document, path: Path, schema: TableSchema, row: dict[str, Any]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, cell in row.items():
        name = schema.column_of(key) or key
        if name in values or name not in schema.columns:
            values[key] = cell  # refused as an unknown key
        elif cell is not None:
            written = document.texts.get((*path, key), cell)
            values[name] = _value(schema.columns[name].kind, cell, written)
    return values


def _value(kind: str, cell: Any, written: Any) -> Any:
    if isinstance(cell, list | dict):
        return cell
    texts = kind in ("text", "skill", "list", "topics", "counts", "word")
    try:
        value = READERS[kind](written if texts else cell, False)
    except CellError:
        return cell
    return value.isoformat() if isinstance(value, date) else value
