"""Edits given on the command line: a what-if on a plan folder that stands in no file."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.scenario import Language, Scenario
from scheduler.load.faults import dotted
from scheduler.load.reading import Reading
from scheduler.load.what_if import WhatIf
from scheduler.load.yaml_core import Document, read_yaml

OPTION = Path("--edit")


def read_edited(
    reading: Reading,
    folder: Path,
    edits: Sequence[str],
    freeze_before: date | None,
    language: Language | None,
) -> Scenario:
    """Return the scenario of a plan folder after edits, the folder's plan as its baseline.

    A fault of the n-th edit names line n of `--edit`.
    """
    parts = [_part(reading, number, text) for number, text in enumerate(edits, start=1)]
    reading.faults.stop()
    document = Document(
        {
            "format": 1,
            "name": name_of(folder),
            "base": str(folder / "scenario.json"),
            "baseline": str(folder),
        }
    )
    if freeze_before is not None:
        document.value["freeze_before"] = freeze_before.isoformat()
    if language is not None:
        document.value["language"] = language
    if parts:
        document.value["edits"] = [part.value for part in parts]
    for number, part in enumerate(parts):
        document.lines[("edits", number)] = number + 1
        for path, text in part.texts.items():
            document.texts[("edits", number, *path)] = text
    return WhatIf(reading, OPTION, document).read()


def _part(reading: Reading, number: int, text: str) -> Document:
    reading.digest.update(f"{OPTION} {text}\n".encode())
    part = read_yaml(text.encode())
    for _, place, sentence in part.faults:
        reading.faults.add(str(OPTION), number, dotted(place), sentence)
    return part


def name_of(folder: Path) -> str:
    """Return the name of a repaired plan: that of the folder with `-repair`."""
    plain = re.sub(r"[^a-z0-9-]+", "-", folder.resolve().name.lower()).strip("-")
    return f"{plain or 'plan'}-repair"
