"""Writes what-if files on the good scenario of the museum of bad inputs."""

import json
from pathlib import Path

from models.scenario import Scenario

ROOT = Path(__file__).parent.parent
CASES = ROOT / "cases"
GOOD = ROOT / "bad_input" / "good" / "scenario.yaml"


def what_if(folder, *edits, name="what-if", base=GOOD, **head):
    """Write a what-if file (JSON is YAML) and return its path."""
    content = {"format": 1, "name": name, "base": str(base), **head}
    if edits:
        content["edits"] = list(edits)
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def unchanged(before, after):
    """Return the names of the fields that differ."""
    return {f for f in Scenario.model_fields if getattr(before, f) != getattr(after, f)}
