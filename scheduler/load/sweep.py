"""Sweep files: a grid and a list of edits over scenarios, turned into one scenario per run."""

import hashlib
import itertools
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.scenario import Scenario
from models.sweep import SweepFile
from scheduler.edits import EditError
from scheduler.edits.draft import nothing_changed
from scheduler.errors import Fault, InputError
from scheduler.load.faults import dotted
from scheduler.load.messages import say
from scheduler.load.reading import Reading, add_to_digest
from scheduler.load.scenario import read_document
from scheduler.load.sections import Sections, read_sections
from scheduler.load.what_if import WhatIf, read_any
from scheduler.load.yaml_core import Document

Place = tuple[Any, ...]
LONGEST = 60
RESOLVED = "scenario.json"


@dataclass(frozen=True)
class PlannedRun:
    """One run of a sweep: where it stands in the grid, and its resolved scenario."""

    id: str
    base: str
    labels: dict[str, str]
    scenario: Scenario

    def data(self) -> bytes:
        """Return the bytes of the run's scenario.json."""
        return (self.scenario.model_dump_json(by_alias=True) + "\n").encode()


@dataclass(frozen=True)
class LoadedSweep:
    """A sweep with all its runs, in the order of the file."""

    name: str
    title: str
    language: Any
    axes: tuple[str, ...]
    runs: tuple[PlannedRun, ...]


@dataclass(frozen=True)
class _Choice:
    """One value of an axis: its edits with their places in the file."""

    axis: str
    label: str
    edits: tuple[tuple[Place, dict[str, Any]], ...]
    is_value: bool = False


def digest_of(data: bytes) -> str:
    """Return the `input_sha256` of a run that is planned from these bytes of a scenario.json."""
    digest = hashlib.sha256()
    add_to_digest(digest, RESOLVED, data)
    return digest.hexdigest()


def load_sweep(path: Path) -> LoadedSweep:
    """Return the sweep of a file; raises InputError with the faults of all runs."""
    reading = Reading()
    document = read_document(reading, path)
    for line, place, sentence in document.faults:
        reading.faults.add(str(path), line, dotted(place), sentence)
    head = read_sections(document, SweepFile)
    reading.faults.language = head.values.get("language")
    for place, sentence in head.faults:
        reading.faults.add(str(path), document.line(place), dotted(place), sentence)
    _check_values(reading, path, document, head)
    reading.faults.stop()
    bases = _bases(path, document, head.values["scenarios"], head.values["language"])
    return _Sweep(path, document, head, bases).read()


def _check_values(reading: Reading, path: Path, document: Document, head: Sections) -> None:
    """Report labels that stand twice in an axis."""
    axes: dict[Place, list[_Choice]] = {
        ("grid", axis): _choices(axis, items) for axis, items in head.values.get("grid", {}).items()
    }
    axes["runs",] = [_Choice("runs", option.label, ()) for _, option in head.items.get("runs", [])]
    for place, choices in axes.items():
        seen: set[str] = set()
        for position, choice in enumerate(choices):
            if choice.label in seen:
                here = (*place, position)
                twice = say("item_twice", id=choice.label, section=dotted(place))
                reading.faults.add(str(path), document.line(here), dotted(here), twice)
            seen.add(choice.label)


def _bases(
    path: Path, document: Document, references: tuple[str, ...], language: str | None
) -> list[Scenario]:
    """Return the scenarios that are swept, each read once; raises with the faults of all."""
    scenarios, faults, spoken = [], list[Fault](), language
    for position, reference in enumerate(references):
        file = Path(os.path.normpath(path.parent / reference))
        reading = Reading()
        place = ("scenarios", position)
        if reading.bytes_of(file, (str(path), document.line(place), dotted(place))) is None:
            faults += reading.faults.found
            continue
        try:
            scenarios.append(read_any(reading, file))
        except InputError as error:
            faults += error.faults
            spoken = spoken or error.language
    if not faults:
        first: dict[str, int] = {}
        for position, scenario in enumerate(scenarios):
            if first.setdefault(scenario.name, position) != position:
                place = ("scenarios", position)
                twice = say("item_twice", id=scenario.name, section="scenarios")
                line = document.line(place)
                faults.append(Fault(str(path), line, dotted(place), twice.en, vi=twice.vi))
    if faults:
        raise InputError(faults, spoken)
    return scenarios


def _choices(axis: str, items: tuple[Any, ...]) -> list[_Choice]:
    found = []
    for position, item in enumerate(items):
        place: Place = ("grid", axis, position)
        if hasattr(item, "edits"):
            found.append(_Choice(axis, item.label, _placed(place, item.edits)))
        else:
            edit = {"edit": "set", "path": axis, "value": item}
            found.append(_Choice(axis, _shown(item), ((place, edit),), is_value=True))
    return found


def _placed(place: Place, edits: tuple[dict[str, Any], ...]) -> Any:
    return tuple(((*place, "edits", n), edit) for n, edit in enumerate(edits))


def _shown(value: Any) -> str:
    return "null" if value is None else str(value).lower() if value in (True, False) else str(value)


class _Sweep:
    """Makes the runs of one sweep file."""

    def __init__(
        self, path: Path, document: Document, head: Sections, bases: list[Scenario]
    ) -> None:
        self.path = path
        self.document = document
        self.head = head
        self.bases = bases
        self.ids: set[str] = set()

    def read(self) -> LoadedSweep:
        """Return all runs; raises InputError with the faults of all of them."""
        values = self.head.values
        grid = [_choices(axis, items) for axis, items in values["grid"].items()]
        combinations = list(itertools.product(*grid)) if grid or not values["runs"] else []
        for position, option in enumerate(values["runs"]):
            edits = _placed(("runs", position), option.edits)
            combinations.append((_Choice("option", option.label, edits),))
        runs, faults = [], list[Fault]()
        for base, choices, seed in self._product(combinations):
            try:
                runs.append(self._run(base, choices, seed))
            except InputError as error:
                faults += error.faults
        if faults:
            raise InputError(faults, values["language"] or self.bases[0].language)
        axes = dict.fromkeys(axis for run in runs for axis in run.labels)
        return LoadedSweep(
            values["name"],
            values["title"] or values["name"],
            values["language"] or self.bases[0].language,
            tuple(axes),
            tuple(runs),
        )

    def _product(
        self, combinations: list[tuple[_Choice, ...]]
    ) -> Iterator[tuple[Scenario, tuple[_Choice, ...], int | None]]:
        seeds: tuple[int | None, ...] = self.head.values["seeds"] or (None,)
        yield from itertools.product(self.bases, combinations, seeds)

    def _run(self, base: Scenario, choices: tuple[_Choice, ...], seed: int | None) -> PlannedRun:
        several = len(self.bases) > 1
        words = [
            *([base.name] if several else []),
            *(f"{c.axis.rsplit('.', 1)[-1]}-{c.label}" for c in choices),
            *([] if seed is None else [f"seed-{seed}"]),
        ]
        name = self._name("-".join(words) or base.name)
        document = _document_of(self.document, choices, seed)
        labels = {choice.axis: choice.label for choice in choices}
        about = ", ".join(f"{axis} {label}" for axis, label in labels.items())
        document.value |= {
            "name": name,
            "title": f"{base.title} ({about})" if about else base.title,
        }
        if self.head.values["language"]:
            document.value["language"] = self.head.values["language"]
        return PlannedRun(name, base.name, labels, _Run(self.path, document, base, choices).read())

    def _name(self, words: str) -> str:
        """Return a name for the folder of a run that no other run of the sweep has."""
        folded = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
        plain = "".join(one for one in folded if not unicodedata.combining(one))
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "run"
        name, number = stem, 1
        while name in self.ids:
            number += 1
            name = f"{stem}-{number}"
        self.ids.add(name)
        return name


def _document_of(whole: Document, choices: tuple[_Choice, ...], seed: int | None) -> Document:
    """Return a what-if document for one run whose parts know their lines in the sweep file."""
    solve = {"workers": 1} | dict(whole.value.get("solve") or {})
    if seed is not None:
        solve["seed"] = seed
    placed = [pair for choice in choices for pair in choice.edits]
    value = {"format": 1, "base": "-", "solve": solve, "edits": [edit for _, edit in placed]}
    roots: list[tuple[Place, Place]] = [
        *((place, ("edits", number)) for number, (place, _) in enumerate(placed)),
        (("solve",), ("solve",)),
    ]
    lines: dict[Place, int] = {(): 1}
    texts: dict[Place, str] = {}
    for place, root in roots:
        lines |= _below(whole.lines, place, root)
        texts |= _below(whole.texts, place, root)
    return Document(value, lines, texts)


def _below(entries: dict[Place, Any], place: Place, root: Place) -> dict[Place, Any]:
    """Return what stands at and below a place, under another root."""
    size = len(place)
    return {(*root, *path[size:]): e for path, e in entries.items() if path[:size] == place}


class _Run(WhatIf):
    """One run as a what-if whose base is known and whose edits stand in the sweep file."""

    def __init__(
        self, path: Path, document: Document, base: Scenario, choices: tuple[_Choice, ...]
    ) -> None:
        super().__init__(Reading(), path, document)
        self._known = base
        self._sources = [
            (place, choice.is_value) for choice in choices for place, _ in choice.edits
        ]

    def base(self, reference: str | None) -> Scenario:
        """Return the scenario that is swept."""
        return self._known

    def placed(self, place: Place) -> Place:
        """Return where an edit stands in the sweep file."""
        if place[:1] == ("edits",) and len(place) > 1:
            return (*self._sources[place[1]][0], *place[2:])
        return place

    def forgives(self, number: int, error: EditError) -> bool:
        """Let a plain value of an axis be the one that the base has already."""
        return self._sources[number][1] and error.sentence == nothing_changed().sentence
