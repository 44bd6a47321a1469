"""Edits that add lecturers, modules, rooms, programmes and classes, or drop and fix classes."""

from typing import Any

from models.base import Model
from models.edits import (
    AddClasses,
    AddLecturer,
    AddModule,
    AddProgramme,
    AddRoom,
    DropClass,
    FixClass,
)
from scheduler.edits.draft import Draft, EditError, nothing_changed
from scheduler.edits.messages import KINDS, say


def add_lecturer(draft: Draft, edit: AddLecturer) -> None:
    """Add a lecturer and what he or she may teach."""
    _new_row(draft, "lecturers", edit.lecturer, "lecturer")
    for row in edit.qualifications:
        _own(row.lecturer, edit.lecturer.id)
        draft.add_row("qualifications", row)


def add_module(draft: Draft, edit: AddModule) -> None:
    """Add a module and who may teach it."""
    _new_row(draft, "modules", edit.module, "module")
    for row in edit.qualifications:
        _own(row.module, edit.module.id)
        draft.add_row("qualifications", row)


def _own(found: str, expected: str) -> None:
    if found != expected:
        sentence = say("other_subject", found=found, expected=expected)
        raise EditError(sentence, "qualifications")


def add_room(draft: Draft, edit: AddRoom) -> None:
    """Add a room."""
    _new_row(draft, "rooms", edit.room, "room")


def _new_row(draft: Draft, table: str, row: Any, kind: str) -> None:
    if any(other.id == row.id for other in draft.tables[table]):
        raise EditError(say("exists", kind=KINDS[kind], id=row.id), kind)
    draft.add_row(table, row)


def add_programme(draft: Draft, edit: AddProgramme) -> None:
    """Add a programme."""
    _new_item(draft, "programmes", edit.programme, edit.programme.id, "programme", "programme")


def add_classes(draft: Draft, edit: AddClasses) -> None:
    """Add classes; those with `repeat` become several."""
    for entry in edit.classes:
        names = [entry.id]
        if entry.repeat is not None:
            names = [f"{entry.id}-{number:02d}" for number in range(1, entry.repeat + 1)]
        for name in names:
            _new_item(draft, "classes", entry, name, "class", "classes")


def _new_item(draft: Draft, section: str, value: Model, name: str, kind: str, key: str) -> None:
    items: list[dict[str, Any]] = draft.keys[section]
    if any(item["id"] == name for item in items):
        raise EditError(say("exists", kind=KINDS[kind], id=name), key)
    content = value.model_dump(mode="json", by_alias=True, exclude={"repeat"})
    items.append(content | {"id": name})
    draft.touch(section, name)


def drop_class(draft: Draft, edit: DropClass) -> None:
    """Take a class out."""
    draft.keys["classes"].remove(draft.item("classes", edit.class_id, "class", "class"))


def fix_class(draft: Draft, edit: FixClass) -> None:
    """Replace those keys of what a class fixes that the edit gives."""
    item = draft.item("classes", edit.class_id, "class", "class")
    given = edit.model_fields_set - {"edit", "class_id"}
    new = item["fixed"] | edit.model_dump(mode="json", by_alias=True, include=given)
    if new == item["fixed"]:
        raise nothing_changed()
    item["fixed"] = new
    for key in given:
        draft.touch("classes", edit.class_id, "fixed", key)
