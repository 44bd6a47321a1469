"""The scenario.json of a plan folder, which is a resolved scenario with its tables."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.scenario import Scenario
from scheduler.errors import Sentence
from scheduler.load.assemble import check_parts, table_ids
from scheduler.load.faults import dotted
from scheduler.load.messages import say
from scheduler.load.plans import json_faults
from scheduler.load.reading import Reading
from scheduler.load.references import Parts
from scheduler.load.schema import TABLES
from scheduler.load.tables import Table

SECTIONS = ("tiers", "requirements", "programmes", "classes")


def read_resolved(reading: Reading, path: Path) -> Scenario:
    """Return the scenario of a scenario.json; raises with all faults found."""
    faults, file = reading.faults, str(path)
    told = len(faults.found)  # by a what-if that stands on this file
    data = reading.bytes_of(path, (file, None, None))
    if data is None:
        raise faults.error()
    try:
        scenario = Scenario.model_validate_json(data, strict=True)
    except ValidationError as error:
        for place, sentence in json_faults(error, Scenario, data):
            faults.add(file, None, dotted(place), sentence)
        raise faults.error() from None
    faults.language = scenario.language
    parts = parts_of(scenario, file)

    def report(place: tuple[Any, ...], sentence: Sentence) -> None:
        faults.add(file, None, dotted(place), sentence)

    _check_twice(parts, report)
    checked = check_parts(parts, report, scenario.calendar.public_holidays)
    faults.stop(told)
    reading.warnings |= checked.warnings
    return scenario.model_construct(**dict(scenario) | {"calendar": checked.calendar})


def parts_of(scenario: Scenario, file: str) -> Parts:
    """Return the parts of a scenario as the cross-checks want them."""
    values = {name: getattr(scenario, name) for name in Scenario.model_fields}
    items = {name: list(enumerate(values[name])) for name in SECTIONS}
    ids: dict[str, Any] = {name: {item.id for item in values[name]} for name in SECTIONS}
    tables = {}
    for name, schema in TABLES.items():
        rows = list(values.pop(name))
        tables[name] = Table(schema, file, rows=rows)
        tables[name].ids = {row.id: n for n, row in enumerate(rows) if hasattr(row, "id")}
    table_ids(tables, ids)
    return Parts(values, items, ids, tables)


def _check_twice(parts: Parts, report: Any) -> None:
    for name in ("units", "cadres", "modules", "lecturers", "venues", "rooms", "classes"):
        table = parts.tables.get(name)
        rows = table.rows if table is not None else parts.values[name]
        first: dict[str, int] = {}
        for index, row in enumerate(rows):
            if first.setdefault(row.id, index) != index:
                report((name, index, "id"), say("item_twice", id=row.id, section=name))
