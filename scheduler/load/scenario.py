"""A scenario file with its tables, turned into a resolved Scenario."""

import os
from pathlib import Path
from typing import Any

from models.finding import Place
from models.scenario import Scenario
from models.scenario_file import ScenarioFile
from scheduler.errors import ScheduleError, Sentence
from scheduler.load.assemble import build_scenario, check_parts, expand_classes, table_ids
from scheduler.load.faults import dotted, shown
from scheduler.load.messages import say
from scheduler.load.places import places_of
from scheduler.load.reading import Reading
from scheduler.load.recorded import for_scenario, open_history, record_place
from scheduler.load.references import Parts
from scheduler.load.schema import TABLES
from scheduler.load.sections import Sections, read_sections
from scheduler.load.sheets import split_reference
from scheduler.load.tables import Table, TableReader
from scheduler.load.yaml_core import Document, read_yaml


def read_scenario_file(reading: Reading, path: Path, document: Document) -> Scenario:
    """Return the scenario of a file with tables; raises with all faults found."""
    faults, file = reading.faults, str(path)
    told = len(faults.found)  # by a what-if that stands on this file
    for line, place, sentence in document.faults:
        faults.add(file, line, dotted(place), sentence)
    sections = read_sections(document, ScenarioFile)
    _refuse_resolved(document, sections)
    faults.language = faults.language or sections.values.get("language")
    for place, sentence in sections.faults:
        faults.add(file, document.line(place), dotted(place), sentence)
    named_well = sections.values.get("tables")
    named = document.value.get("tables") if named_well is None else dict(named_well)
    tables = _read_tables(reading, path, document, named if isinstance(named, dict) else {})
    _read_record(reading, path, document, sections, tables)

    def report(place: tuple[Any, ...], sentence: Sentence) -> None:
        if place[0] in TABLES:
            table = tables[place[0]]
            faults.add(table.file, table.lines[place[1]], place[2], sentence, table.sheet)
        else:
            faults.add(file, document.line(place), dotted(place), sentence)

    parts = Parts(sections.values, sections.items, dict(sections.ids), tables)
    table_ids(tables, parts.ids)
    classes = expand_classes(sections.items.get("classes", []), report)
    parts.ids["classes"] = {entry.id for _, entry in classes}
    checked = check_parts(parts, report)
    faults.stop(told)
    reading.warnings |= checked.warnings

    def locate(place: tuple[Any, ...]) -> Place:
        table = tables.get(place[0])
        if table is None:
            return Place(file=file, line=document.line(place))
        name = table.file if table.sheet is None else f"{table.file}#{table.sheet}"
        return Place(file=name, line=table.lines[place[1]])

    reading.places |= places_of(parts, classes, locate)
    return build_scenario(parts, checked, classes)


def _refuse_resolved(document: Document, sections: Sections) -> None:
    calendar = document.value.get("calendar")
    if isinstance(calendar, dict) and "public_holidays" in calendar:
        value = shown(calendar["public_holidays"])
        sentence = say("key_unknown", value=value, near=Sentence("", ""))
        sections.faults.append((("calendar", "public_holidays"), sentence))


def _read_tables(
    reading: Reading, path: Path, document: Document, named: dict[str, Any]
) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for name, schema in TABLES.items():
        reference = named.get(name)
        if not isinstance(reference, str) or not reference.strip():
            continue  # the shape of the key is judged elsewhere
        if name == "history" and record_place(reference.strip(), path.parent) is not None:
            continue  # read when it is known whose record it is
        inner, sheet = split_reference(reference.strip())
        file = os.path.normpath(path.parent / inner)
        place = (str(path), document.line(("tables", name)), f"tables.{name}")
        data = reading.bytes_of(Path(file), place)
        if data is None:
            tables[name] = Table(schema, file, sheet, complete=False)
            continue
        tables[name] = TableReader(schema, file, sheet, reading.faults).read(Path(file), data)
    return tables


def _read_record(
    reading: Reading, path: Path, document: Document, sections: Sections, tables: dict[str, Table]
) -> None:
    """Read the history table where the scenario takes it from the record."""
    reference = getattr(sections.values.get("tables"), "history", "")
    place = record_place(reference, path.parent)
    if place is None:
        return
    owner, horizon = sections.values.get("organisation"), sections.values.get("horizon")
    table = tables["history"] = Table(TABLES["history"], place)
    if "organisation" in document.value and owner is None:
        return  # a fault already, and the record holds several perhaps
    try:
        rows = open_history(place, owner.id if owner is not None else None)
    except ScheduleError as error:
        sentence = say("record_unreadable", reason=str(error))
        line = document.line(("tables", "history"))
        reading.faults.add(str(path), line, "tables.history", sentence)
        return
    rows = for_scenario(rows, sections.ids.get("requirements"), horizon)
    reading.digest.update("\n".join(map(repr, rows)).encode())
    table.rows, table.lines = list(rows), list(range(2, len(rows) + 2))


def read_document(reading: Reading, path: Path) -> Document:
    """Return the YAML of a file that holds keys; raises where there is none."""
    data = reading.bytes_of(path, (str(path), None, None))
    if data is None:
        raise reading.faults.error()
    document = read_yaml(data)
    if document.value is not None and not isinstance(document.value, dict):
        document.faults.append((1, (), say("yaml_not_map", value=shown(document.value))))
    if not isinstance(document.value, dict):
        for line, place, sentence in document.faults:
            reading.faults.add(str(path), line, dotted(place), sentence)
        raise reading.faults.error()
    return document
