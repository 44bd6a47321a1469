"""The columns of every table: fields, how a cell is read, names that headers may carry."""

import re
import types
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from models.base import Model
from models.curriculum import Module
from models.people import Cadre, HistoryRow, Unavailability, Unit
from models.plan import Enrolment, PlannedClass, PlannedSession
from models.resources import Distance, Lecturer, Qualification, Room, Venue
from models.result import CoverageRow

VIETNAMESE = {
    "ma": "id",
    "ho va ten": "name",
    "ten": "name",
    "doi tuong": "tier",
    "don vi": "unit",
    "chuc danh": "title",
    "chuc vu": "title",
    "hoc vien": "cadre",
    "lop": "class",
    "ngay": "date",
    "chuyen de": "module",
    "noi dung": "topics",
    "so buoi": "sessions",
    "so tiet": "periods",
    "giang vien": "lecturer",
    "muc": "level",
    "dia diem": "venue",
    "phong": "room",
    "suc chua": "capacity",
    "tu ngay": "from",
    "den ngay": "to",
    "buoi": "slot",
    "ly do": "reason",
    "uu tien": "priority",
}
OWN_NAMES = {"modules": {"chuyen de": "title"}, "lecturers": {"giang vien": "name"}}


@dataclass(frozen=True)
class Column:
    """One column: how its cells are read, whether the column must stand and its cells be filled.

    `blank` is what an empty cell becomes where it may be empty.
    """

    name: str
    kind: str
    required: bool
    filled: bool
    blank: Any = None


@dataclass(frozen=True)
class TableSchema:
    """The columns of one table, those required first, and all headers that name them."""

    name: str
    model: type[Model]
    columns: dict[str, Column]
    headers: dict[str, str] = field(default_factory=dict)

    def column_of(self, header: Any) -> str | None:
        """Return the column that a header cell names, None if it names none."""
        return self.headers.get(normal_header(header))


def normal_header(header: Any) -> str:
    """Return a header in lower case without diacritics and with single blanks."""
    if header is None:
        return ""
    text = unicodedata.normalize("NFD", str(header).casefold()).replace("đ", "d")
    plain = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[\s_]+", " ", plain).strip()


KIND_OF_TYPE = {str: "text", int: "integer", float: "number", bool: "yesno", date: "date"}
KINDS = {
    ("modules", "topics"): "topics",
    ("history", "counts_for"): "counts",
    ("qualifications", "module"): "skill",
    ("unavailability", "kind"): "word",
}
FILLED = {("modules", "topics")}


def _kind(table: str, name: str, info: FieldInfo) -> str:
    if (table, name) in KINDS:
        return KINDS[table, name]
    for part in _plain_types(info.annotation):
        if part in KIND_OF_TYPE:
            return KIND_OF_TYPE[part]
        if get_origin(part) is tuple:
            return "list"
    return "text"


def _plain_types(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(t for part in get_args(annotation) for t in _plain_types(part))
    if hasattr(annotation, "__metadata__"):
        return _plain_types(annotation.__origin__)
    return (annotation,)


def _schema(name: str, model: type[Model], *, required: tuple[str, ...] = ()) -> TableSchema:
    columns: dict[str, Column] = {}
    for field_name, info in model.model_fields.items():
        column = info.alias or field_name
        filled = info.is_required() or (name, column) in FILLED
        blank = None if filled else info.get_default(call_default_factory=True)
        needed = filled or column in required
        columns[column] = Column(column, _kind(name, column, info), needed, filled, blank)
    ordered = dict(sorted(columns.items(), key=lambda item: not item[1].required))
    names = {normal_header(column): column for column in columns}
    accepted = VIETNAMESE | OWN_NAMES.get(name, {})
    names |= {text: column for text, column in accepted.items() if column in columns}
    return TableSchema(name, model, ordered, names)


TABLES: dict[str, TableSchema] = {
    "units": _schema("units", Unit),
    "cadres": _schema("cadres", Cadre),
    "history": _schema("history", HistoryRow),
    "modules": _schema("modules", Module),
    "lecturers": _schema("lecturers", Lecturer),
    "qualifications": _schema("qualifications", Qualification),
    "venues": _schema("venues", Venue),
    "rooms": _schema("rooms", Room),
    "unavailability": _schema("unavailability", Unavailability),
    "distances": _schema("distances", Distance),
}
PLAN_TABLES: dict[str, TableSchema] = {
    "classes": _schema(
        "classes", PlannedClass, required=("start", "end", "room", "venue", "size", "cost")
    ),
    "sessions": _schema("sessions", PlannedSession, required=("module", "lecturer")),
    "enrolments": _schema("enrolments", Enrolment, required=("repeat_periods", "km")),
    "coverage": _schema("coverage", CoverageRow, required=("unit", "target", "shortfall")),
}
