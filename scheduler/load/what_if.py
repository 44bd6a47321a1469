"""What-if files: a base, edits in order, a baseline; the result is validated anew."""

import os
from pathlib import Path
from typing import Any

from models.edits import EDIT_TYPES
from models.finding import Place
from models.plan import Plan
from models.scenario import Scenario
from models.scenario_file import ScenarioFile
from models.what_if import WhatIfFile
from scheduler.edits import Draft, EditError, apply_edits, describe, open_draft
from scheduler.errors import Sentence
from scheduler.load.assemble import build_scenario, check_parts, expand_classes, table_ids
from scheduler.load.edit_shapes import read_edits
from scheduler.load.faults import NOTHING, dotted, near, shown
from scheduler.load.messages import say
from scheduler.load.places import places_of
from scheduler.load.plans import read_plan
from scheduler.load.reading import Reading
from scheduler.load.references import Parts
from scheduler.load.resolved import read_resolved
from scheduler.load.scenario import read_document, read_scenario_file
from scheduler.load.schema import TABLES
from scheduler.load.sections import Sections, read_sections
from scheduler.load.tables import Table
from scheduler.load.yaml_core import Document

BRINGS_NAMES = {name for name in EDIT_TYPES if name.startswith("add-")}
BRINGS_NAMES |= {"set", "merge-units", "replace-module"}
CARRIED = ("name", "title", "organisation", "language")


def read_any(reading: Reading, path: Path) -> Scenario:
    """Return the scenario of a scenario file, a what-if file or a scenario.json."""
    if path.suffix.lower() == ".json":
        return read_resolved(reading, path)
    document = read_document(reading, path)
    if "base" in document.value or ("edits" in document.value and "tables" not in document.value):
        return WhatIf(reading, path, document).read()
    return read_scenario_file(reading, path, document)


class WhatIf:
    """Reads one what-if file on top of its base."""

    def __init__(self, reading: Reading, path: Path, document: Document) -> None:
        self.reading = reading
        self.path = path
        self.document = document
        self.told = len(reading.faults.found)
        self.numbers: list[int] = []
        self.doubtful: set[str] = set()

    def read(self) -> Scenario:
        """Return the scenario; raises with all faults of the file and its base."""
        faults = self.reading.faults
        for line, place, sentence in self.document.faults:
            faults.add(str(self.path), line, dotted(place), sentence)
        head = read_sections(self.document, WhatIfFile, frozenset({"edits", "solve"}))
        faults.language = faults.language or head.values.get("language")
        for place, sentence in head.faults:
            self.report(place, sentence)
        edits = read_edits(self.document, self.report)
        own_baseline = self.baseline(head.values.get("baseline"))
        base = self.base(head.values.get("base"))
        baseline = own_baseline if own_baseline is not None else base.baseline
        freeze = head.values.get("freeze_before") or base.freeze_before
        if freeze is not None and baseline is None:
            self.report(("freeze_before",), say("freeze_without_baseline"))
        draft = open_draft(base)
        self._carry(draft, head)
        self._apply(draft, edits)
        if own_baseline is not None:
            _prefer_few_moves(draft)
        return self._validate(draft, base, baseline=baseline, freeze_before=freeze)

    def _apply(self, draft: Draft, edits: list[tuple[int, Any]]) -> None:
        """Apply the edits; what a faulty edit would have brought about is not missed twice."""
        self.numbers = [number for number, _ in edits]
        raw = self.document.value.get("edits")
        for number, entry in enumerate(raw if isinstance(raw, list) else ()):
            if number not in self.numbers:
                self.doubtful |= _new_names(entry)
        for position, error in apply_edits(draft, tuple(edit for _, edit in edits)):
            number = self.numbers[position]
            if self.forgives(number, error):
                continue
            if error.name not in self.doubtful:
                self.report(("edits", number, error.key), error.sentence)
            self.doubtful |= _new_names(self.document.value["edits"][number])
        language = draft.keys["language"]
        self.reading.changes += [describe(edit, language) for _, edit in edits]

    def report(self, place: tuple[Any, ...], sentence: Sentence) -> None:
        """Keep a fault of this file."""
        place = tuple(part for part in place if part is not None)
        line = self.document.line(place)
        self.reading.faults.add(str(self.path), line, dotted(self.placed(place)), sentence)

    def placed(self, place: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return where a place of the document stands in the file as people wrote it."""
        return place

    def forgives(self, number: int, error: EditError) -> bool:
        """Tell whether an edit may be left out because of this error."""
        return False

    def base(self, reference: str | None) -> Scenario:
        """Return the scenario that the edits change."""
        faults = self.reading.faults
        if reference is None:
            raise faults.error()
        path = Path(os.path.normpath(self.path.parent / reference))
        place = (str(self.path), self.document.line(("base",)), "base")
        if self.reading.bytes_of(path, place) is None:
            raise faults.error()
        chain = [*self.reading.chain, self.path.resolve()]
        if path.resolve() in chain:
            ring = " > ".join(p.name for p in [*chain[chain.index(path.resolve()) :], path])
            self.report(("base",), say("base_circle", ring=ring))
            raise faults.error()
        self.reading.chain = chain
        return read_any(self.reading, path)

    def baseline(self, reference: str | None) -> Plan | None:
        """Return the plan to stay close to, None where none is named."""
        if reference is None:
            return None
        folder = Path(os.path.normpath(self.path.parent / reference))
        place = (str(self.path), self.document.line(("baseline",)), "baseline")
        if not folder.is_dir():
            self.report(("baseline",), say("plan_folder_missing", folder=folder))
            return Plan()
        return read_plan(
            folder, self.reading.faults, lambda path: self.reading.bytes_of(path, place)
        )

    def _carry(self, draft: Draft, head: Sections) -> None:
        for key in CARRIED:
            value = head.values.get(key)
            if value is not None:
                plain = value if isinstance(value, str) else value.model_dump(mode="json")
                draft.keys[key] = plain
        solve = self.document.value.get("solve")
        if isinstance(solve, dict):
            known = draft.keys["solve"]
            for key, value in solve.items():
                if key not in known:
                    unknown = say("key_unknown", value=shown(value), near=near(key, known))
                    self.report(("solve", key), unknown)
            draft.keys["solve"] = known | {k: v for k, v in solve.items() if k in known}
        elif solve is not None:
            expected = say("expected_map")
            wrong = say("value_wrong", value=shown(solve), expected=expected, near=NOTHING)
            self.report(("solve",), wrong)

    def _validate(self, draft: Draft, base: Scenario, **more: Any) -> Scenario:
        def report(place: tuple[Any, ...], sentence: Sentence) -> None:
            self._blame(draft, place, sentence)

        sections = read_sections(Document(dict(draft.keys)), ScenarioFile, frozenset({"tables"}))
        for place, sentence in sections.faults:
            report(place, sentence)
        tables = {}
        for name, schema in TABLES.items():
            rows = draft.tables[name]
            tables[name] = Table(schema, str(self.path), rows=rows)
            tables[name].ids = {row.id: n for n, row in enumerate(rows) if hasattr(row, "id")}
        parts = Parts(sections.values, sections.items, dict(sections.ids), tables)
        table_ids(tables, parts.ids)
        if self.doubtful:
            parts.ids = {n: known and {*known, *self.doubtful} for n, known in parts.ids.items()}
        classes = expand_classes(sections.items.get("classes", []), report)
        checked = check_parts(parts, report, _known_holidays(base, sections.values))
        self.reading.faults.stop(self.told)
        self.reading.warnings.pop("modules", None)
        self.reading.warnings |= checked.warnings
        for number, sentence in enumerate(draft.warnings):
            self.reading.warnings[f"{self.path.name} {number}"] = sentence
        self.reading.places |= places_of(parts, classes, lambda place: self._edited(draft, place))
        return build_scenario(parts, checked, classes, **more)

    def _edited(self, draft: Draft, place: tuple[Any, ...]) -> Place | None:
        """Return the line of the edit that brought something about, None where none did."""
        number = draft.blamed(place)
        if number is None:
            return None
        line = self.document.line(("edits", self.numbers[number]))
        return Place(file=str(self.path), line=line)

    def _blame(self, draft: Draft, place: tuple[Any, ...], sentence: Sentence) -> None:
        """Report a fault of the result at the line of the edit that brought it about."""
        number = draft.blamed(place)
        if number is None and place[0] in ("solve", *CARRIED) and place[:1] in self.document.lines:
            self.report(place, sentence)
            return
        path: tuple[Any, ...] = ("edits",)
        if number is not None or len(self.numbers) == 1:
            path = ("edits", self.numbers[number or 0])
        column = f"{dotted(self.placed(path))}: {dotted(place)}"
        faults = self.reading.faults
        faults.add(str(self.path), self.document.line(path), column, sentence)


def _prefer_few_moves(draft: Draft) -> None:
    levels = draft.keys["objective"]
    if draft.sets_objective or not isinstance(levels, list):
        return
    if not any(isinstance(level, dict) and "moves" in level for level in levels):
        levels.insert(1, {"moves": 1})


def _new_names(entry: Any) -> set[str]:
    """Return all texts of an edit that may have brought new ids about."""
    name = entry.get("edit") if isinstance(entry, dict) else None
    harmless = name in list(EDIT_TYPES) and name not in BRINGS_NAMES
    return set() if harmless else _words(entry)


def _words(raw: Any) -> set[str]:
    if isinstance(raw, dict):
        return {word for value in raw.values() for word in _words(value)}
    if isinstance(raw, list):
        return {word for value in raw for word in _words(value)}
    return {raw} if isinstance(raw, str) else set()


def _known_holidays(base: Scenario, values: dict[str, Any]) -> Any:
    """Return the public holidays of the base where country and period are as they were."""
    calendar = values.get("calendar")
    same = (
        calendar is not None
        and calendar.country == base.calendar.country
        and values.get("horizon") == base.horizon
        and values.get("term") == base.term
    )
    return base.calendar.public_holidays if same else None
