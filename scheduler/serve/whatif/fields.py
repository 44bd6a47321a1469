"""The fields of an edit's form, out of the type of the edit: what to type or to choose from."""

import types
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from models.base import Model
from models.edits import EDIT_TYPES
from models.rules import Component
from models.scenario import Rules, Scenario
from scheduler.load.edit_shapes import ROW_OF
from scheduler.load.schema import TABLES

MOST_TICKS = 12
MOST_OFFERED = 600
Choices = tuple[tuple[str, str], ...]
# Which list of the scenario a key of an edit names one of.
NAMES = {
    "lecturer": "lecturers",
    "room": "rooms",
    "cadre": "cadres",
    "unit": "units",
    "tier": "tiers",
    "class": "classes",
    "module": "modules",
    "programme": "programmes",
    "venue": "venues",
    "slot": "slots",
    "by": "modules",
    "parent": "units",
    "tiers": "tiers",
    "units": "units",
    "modules": "modules",
    "electives": "modules",
    "cadres": "cadres",
    "rooms": "rooms",
    "venues": "venues",
    "from": "modules",
    "counts_for": "requirements",
    "rule": "rules",
}
OFFERED = {"successor": "units"}  # known ids are offered, new ones may be typed


class Kind(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yesno"
    CHOICE = "choice"
    TICKS = "ticks"
    LIST = "list"
    ORDER = "order"
    PAIRS = "pairs"
    VALUE = "value"
    GROUP = "group"
    ROWS = "rows"
    SHARES = "shares"
    LEVELS = "levels"


@dataclass(frozen=True)
class Field:
    """A field: the key it fills, how, and from what; groups and rows hold fields of their own."""

    key: str
    kind: Kind
    required: bool = False
    choices: Choices = ()
    offered: Choices = ()
    fields: tuple["Field", ...] = ()


def edit_fields(kind: str, scenario: Scenario) -> tuple[Field, ...]:
    """Return the fields of a kind of edit, with what the scenario offers to choose from."""
    known = Known(scenario)
    fields = _fields(EDIT_TYPES[kind], known, leave=frozenset({"edit"}))
    if kind not in ROW_OF:
        return fields
    row, table, implied = ROW_OF[kind]
    return tuple(_row_field(field, row, table, implied, known) for field in fields)


class Known:
    """The ids of a scenario by list, with names to tell them by; long lists are not offered."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def choices(self, section: str) -> Choices:
        """Return ids and labels of a list, nothing where it is too long to choose from."""
        if section == "rules":
            return tuple((name, name) for name in Rules.model_fields)
        if section == "slots":
            return _labelled(self.scenario.calendar.slots)
        items = getattr(self.scenario, section)
        return _labelled(items) if len(items) <= MOST_OFFERED else ()


def _labelled(items: Iterable[Any]) -> Choices:
    found = []
    for item in items:
        name = getattr(item, "name", None) or getattr(item, "title", None)
        found.append((item.id, f"{item.id} · {name}" if name and name != item.id else item.id))
    return tuple(found)


def _row_field(field: Field, row: str, table: str, implied: str | None, known: Known) -> Field:
    """Return the field of a table's row: cells as in the table, texts and choices only."""
    if field.key == row:
        return Field(row, Kind.GROUP, field.required, fields=_cells(table, known, None))
    if field.key == "qualifications":
        return Field(field.key, Kind.ROWS, fields=_cells("qualifications", known, implied))
    return field


def _cells(table: str, known: Known, implied: str | None) -> tuple[Field, ...]:
    found = []
    for column in TABLES[table].columns.values():
        if column.name == implied:
            continue
        kind = {"integer": Kind.NUMBER, "number": Kind.NUMBER, "date": Kind.DATE}.get(column.kind)
        kind = Kind.YES_NO if column.kind == "yesno" else kind or Kind.TEXT
        section = NAMES.get(column.name) if column.kind in ("text", "skill") else None
        choices = known.choices(section) if section else ()
        if column.kind == "skill":  # `*` and `theme:NAME` may be typed as well
            found.append(Field(column.name, Kind.TEXT, column.required, offered=choices))
        elif choices:
            found.append(Field(column.name, Kind.CHOICE, column.required, choices))
        else:
            found.append(Field(column.name, kind, column.required))
    return tuple(found)


def _fields(
    model: type[BaseModel], known: Known, leave: frozenset[str] = frozenset()
) -> tuple[Field, ...]:
    found = []
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key not in leave:
            found.append(_field(key, info.annotation, info.is_required(), known))
    return tuple(found)


def _field(key: str, annotation: Any, required: bool, known: Known) -> Field:
    plain = _plain(annotation)
    section = NAMES.get(key)
    if get_origin(plain) is tuple:
        return _many(key, get_args(plain)[0], required, known)
    if get_origin(plain) is dict:
        return _mapping(key, get_args(plain), required, known)
    if get_origin(plain) is Literal:
        choices = tuple((str(one), str(one)) for one in get_args(plain))
        return Field(key, Kind.CHOICE, required, choices)
    if isinstance(plain, type) and issubclass(plain, Model):
        return Field(key, Kind.GROUP, required, fields=_fields(plain, known))
    for kind, known_type in ((Kind.YES_NO, bool), (Kind.NUMBER, (int, float)), (Kind.DATE, date)):
        if isinstance(plain, type) and issubclass(plain, known_type):
            return Field(key, kind, required)
    if plain is Any:
        return Field(key, Kind.VALUE, required)
    choices = known.choices(section) if section and section != "from" else ()
    if choices:
        return Field(key, Kind.CHOICE, required, choices)
    offered = known.choices(OFFERED[key]) if key in OFFERED else ()
    return Field(key, Kind.TEXT, required, offered=offered)


def _many(key: str, item: Any, required: bool, known: Known) -> Field:
    plain = _plain(item)
    if isinstance(plain, type) and issubclass(plain, Model):
        return Field(key, Kind.ROWS, required, fields=_fields(plain, known))
    if get_origin(plain) is tuple:
        return Field(key, Kind.ORDER, required)
    if get_origin(plain) is dict:
        components = tuple((one.value, one.value) for one in Component)
        return Field(key, Kind.LEVELS, required, components)
    choices = known.choices(NAMES[key]) if key in NAMES else ()
    if 0 < len(choices) <= MOST_TICKS:
        return Field(key, Kind.TICKS, required, choices)
    return Field(key, Kind.LIST, required, offered=choices)


def _mapping(key: str, arguments: tuple[Any, ...], required: bool, known: Known) -> Field:
    if _plain(arguments[1]) is float:
        return Field(key, Kind.SHARES, required, known.choices("tiers"))
    fields = (
        Field("module", Kind.CHOICE, choices=known.choices("modules")),
        Field("lecturer", Kind.CHOICE, choices=known.choices("lecturers")),
    )
    return Field(key, Kind.PAIRS, required, fields=fields)


def _plain(annotation: Any) -> Any:
    """Return a type without bounds and without the choice of leaving it out."""
    if hasattr(annotation, "__metadata__"):
        return _plain(annotation.__origin__)
    if get_origin(annotation) in (Union, types.UnionType):
        return _plain(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation
