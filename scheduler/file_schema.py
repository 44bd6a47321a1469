"""The JSON Schema of the files people write, from the types that the loader reads them by."""

from typing import Any

from models.scenario_file import ScenarioFile
from models.sweep import SweepFile
from models.what_if import WhatIfFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TIME = r"^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$"
ROWS = ("Lecturer", "Module", "Qualification", "Room")

Node = dict[str, Any]


def file_schema(*, what_if: bool = False, sweep: bool = False) -> Node:
    """Return the schema of a scenario file, of a what-if or of a sweep file, for editors."""
    model = SweepFile if sweep else WhatIfFile if what_if else ScenarioFile
    schema = model.model_json_schema(by_alias=True)
    parts = schema.get("$defs", {})
    if what_if:
        for name in ROWS:
            parts[name] = _row(parts[name])
    elif "Calendar" in parts:
        parts["Calendar"]["properties"].pop("public_holidays", None)  # filled by the loader
    _blank_is_default(schema)
    adapted: Node = _adapted(schema)
    return {"$schema": DIALECT, **adapted}


def _row(part: Node) -> Node:
    """Return the schema of a table's row inside an edit: headers and cells as in the tables."""
    return {
        "type": "object",
        "description": part.get("description", ""),
        "properties": {name: {} for name in part["properties"]},
    }


def _blank_is_default(schema: Node) -> None:
    """Let keys of the file that are not required stay blank, as the loader does."""
    for name, part in schema["properties"].items():
        if name in schema["required"] or "anyOf" in part:
            continue
        reference = part.get("$ref", "").rpartition("/")[2]
        meant = schema["$defs"][reference] if reference else part
        meant["type"] = [meant["type"], "null"]  # not anyOf: faults stay at their own place


def _adapted(node: Any, named: bool = False) -> Any:
    """Return a node as YAML files need it; `named` tells that its keys are names of properties."""
    if isinstance(node, list):
        return [_adapted(item) for item in node]
    if not isinstance(node, dict):
        return node
    if named:
        return {key: _adapted(value) for key, value in node.items()}
    kept = {
        key: _adapted(value, key in ("properties", "$defs"))
        for key, value in node.items()
        if key not in ("discriminator", "title") or (key == "title" and "properties" in node)
    }
    if "description" in kept:
        kept["description"] = kept["description"].partition("\n")[0]
    if kept.get("type") == "string":
        return _text(kept)
    return kept


def _text(node: Node) -> Node:
    """Return a text's schema: plain numbers are taken as written, times have no zone."""
    if node.get("format") == "time":
        return {**{k: v for k, v in node.items() if k != "format"}, "pattern": TIME}
    if {"const", "enum", "format", "pattern"} & set(node):
        return node
    return {**node, "type": ["string", "number"]}
