"""Edits given on the command line: a what-if on a plan folder that stands in no file."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.plan import Plan
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
    document = _document(reading, name_of(folder), edits)
    document.value["base"] = str(folder / "scenario.json")
    document.value["baseline"] = str(folder)
    if freeze_before is not None:
        document.value["freeze_before"] = freeze_before.isoformat()
    if language is not None:
        document.value["language"] = language
    return WhatIf(reading, OPTION, document).read()


def edit_held(
    reading: Reading,
    base: Scenario,
    plan: Plan,
    edits: Sequence[str],
    language: Language | None,
) -> Scenario:
    """Return a scenario at hand after edits, a plan of it as its baseline; its name stays."""
    document = _document(reading, base.name, edits)
    document.value["base"] = document.value["baseline"] = "held"
    if language is not None:
        document.value["language"] = language
    return _Held(reading, OPTION, document, base, plan).read()


class _Held(WhatIf):
    """A what-if whose base and baseline are at hand already."""

    def __init__(
        self, reading: Reading, path: Path, document: Document, base: Scenario, plan: Plan
    ) -> None:
        super().__init__(reading, path, document)
        self._held = base, plan

    def base(self, reference: str | None) -> Scenario:
        """Return the scenario at hand."""
        return self._held[0]

    def baseline(self, reference: str | None) -> Plan | None:
        """Return the plan at hand."""
        return self._held[1]


def _document(reading: Reading, name: str, edits: Sequence[str]) -> Document:
    """Return a what-if file that was never written; a fault of the n-th edit is in its line n."""
    parts = [_part(reading, number, text) for number, text in enumerate(edits, start=1)]
    reading.faults.stop()
    document = Document({"format": 1, "name": name})
    if parts:
        document.value["edits"] = [part.value for part in parts]
    for number, part in enumerate(parts):
        document.lines[("edits", number)] = number + 1
        for path, text in part.texts.items():
            document.texts[("edits", number, *path)] = text
    return document


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
