"""Edits for reforms and mishaps: units merged, classes called off or online, newer editions."""

from typing import Any

from models.edits import CancelClass, MergeUnits, OnlineFallback, ReplaceModule
from models.people import Unit
from scheduler.edits.draft import Draft, EditError, nothing_changed, unknown
from scheduler.edits.messages import KINDS, say


def merge_units(draft: Draft, edit: MergeUnits) -> None:
    """Put the successor in the place of the units everywhere; cadres keep their history."""
    units = {row.id: row for row in draft.tables["units"]}
    for number, name in enumerate(edit.units):
        draft.need_row("units", name, "unit", "units")
        if name in edit.units[:number]:
            raise EditError(say("merged_twice", id=name), "units")
    if edit.parent is not None and edit.parent not in units:
        raise unknown("unit", edit.parent, units, "parent")
    gone = set(edit.units) - {edit.successor}
    successor = _successor(edit, units, gone)
    if not gone and successor == units[edit.successor]:
        raise nothing_changed()
    _replace_unit_rows(draft, edit, successor, gone)
    _rename_units(draft, edit, gone)


def _successor(edit: MergeUnits, units: dict[str, Unit], gone: set[str]) -> Unit:
    """Return the row of the successor; its parent is none of the units that go."""
    known = units.get(edit.successor)
    if known is None and edit.name is None and len(edit.units) > 1:
        raise EditError(say("name_missing", id=edit.successor), "successor")
    if edit.parent is not None and edit.parent in {*gone, edit.successor}:
        raise EditError(say("own_parent", id=edit.successor), "parent")
    row = known or units[edit.units[0]]
    given = edit.model_fields_set & {"name", "parent", "lat", "lon", "max_absent"}
    values = {"id": edit.successor} | {name: getattr(edit, name) for name in given}
    parent = values.get("parent", row.parent)
    while parent in gone:
        parent = units[parent].parent
    return row.model_copy(update=values | {"parent": parent})


def _replace_unit_rows(draft: Draft, edit: MergeUnits, successor: Unit, gone: set[str]) -> None:
    rows = []
    placed = False
    for row in draft.tables["units"]:
        if row.id in gone or row.id == edit.successor:
            if not placed:
                rows.append(successor)
                draft.origin[id(successor)] = draft.current
            placed = True
        elif row.parent in gone:
            rows.append(_changed(draft, row, {"parent": edit.successor}))
        else:
            rows.append(row)
    draft.tables["units"] = rows


def _rename_units(draft: Draft, edit: MergeUnits, gone: set[str]) -> None:
    """Let everything that names a unit that goes name the successor."""
    new, tables = edit.successor, draft.tables
    tables["cadres"] = [
        _changed(draft, row, {"unit": new}) if row.unit in gone else row for row in tables["cadres"]
    ]
    tables["unavailability"] = [
        _changed(draft, row, {"id": new}) if row.kind == "unit" and row.id in gone else row
        for row in tables["unavailability"]
    ]
    tables["venues"] = [
        _changed(draft, row, {"serves": _renamed(row.serves, gone, new)})
        if gone & set(row.serves)
        else row
        for row in tables["venues"]
    ]
    tables["distances"] = _distances(draft, edit, gone)
    closures: list[dict[str, Any]] = draft.keys["calendar"]["closures"]
    for number, closure in enumerate(closures):
        if gone & set(closure["units"]):
            closure["units"] = list(_renamed(closure["units"], gone, new))
            draft.touch("calendar", "closures", number)


def _distances(draft: Draft, edit: MergeUnits, gone: set[str]) -> list[Any]:
    """Keep the successor's own distances, then those of the units in the order named.

    Where the edit says where the successor lies, its distances are worked out from there.
    """
    moved = {"lat", "lon"} & edit.model_fields_set
    order = () if moved else (edit.successor, *edit.units)
    rank = {name: number for number, name in enumerate(dict.fromkeys(order))}
    merged = {*gone, edit.successor}
    kept: dict[str, Any] = {}
    for row in draft.tables["distances"]:
        if row.unit in rank:
            other = kept.get(row.venue)
            if other is None or rank[row.unit] < rank[other.unit]:
                kept[row.venue] = row
    rows = [row for row in draft.tables["distances"] if row.unit not in merged]
    for row in kept.values():
        same = row.unit == edit.successor
        rows.append(row if same else _changed(draft, row, {"unit": edit.successor}))
    return rows


def _renamed(names: Any, gone: set[str], new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if name in gone else name for name in names))


def _changed(draft: Draft, row: Any, values: dict[str, Any]) -> Any:
    """Return a changed row, for which the current edit is answerable."""
    changed = row.model_copy(update=values)
    draft.origin[id(changed)] = draft.current
    return changed


def cancel_class(draft: Draft, edit: CancelClass) -> None:
    """Call a class off: it may not open, and nothing else is fixed about it."""
    item = draft.item("classes", edit.class_id, "class", "class")
    if item["fixed"]["open"] is False:
        raise nothing_changed("class")
    nothing: dict[str, Any] = {
        "start": None,
        "room": None,
        "electives": [],
        "lecturers": {},
        "cadres": [],
    }
    item["fixed"] = {"open": False, **nothing}
    item["required"] = False
    draft.touch("classes", edit.class_id)


def online_fallback(draft: Draft, edit: OnlineFallback) -> None:
    """Let a class use online rooms only."""
    item = draft.item("classes", edit.class_id, "class", "class")
    online = [row.id for row in draft.tables["rooms"] if row.online]
    if edit.room is not None:
        draft.need_row("rooms", edit.room, "room", "room")
        if edit.room not in online:
            raise EditError(say("not_online", id=edit.room), "room")
    if not online:
        raise EditError(say("no_online"), "class")
    rooms = online if edit.room is None else [edit.room]
    fixed = item["fixed"]
    room = fixed["room"] if fixed["room"] in rooms else None
    if (set(item["rooms"]), item["venues"], fixed["room"]) == (set(rooms), [], room):
        raise nothing_changed("class")
    item["rooms"], item["venues"], fixed["room"] = rooms, [], room
    draft.touch("classes", edit.class_id)


def replace_module(draft: Draft, edit: ReplaceModule) -> None:
    """Let programmes and classes take another module in the place of one; history keeps it."""
    draft.need_row("modules", edit.module, "module", "module")
    if edit.by is not None:
        draft.need_row("modules", edit.by, "module", "by")
        new = edit.by
    else:
        assert edit.edition is not None
        new = edit.edition.id
        if any(row.id == new for row in draft.tables["modules"]):
            raise EditError(say("exists", kind=KINDS["module"], id=new), "edition")
    changed = [
        *[_new_content(draft, item, edit.module, new) for item in draft.keys["programmes"]],
        *[_new_fixing(draft, item, edit.module, new) for item in draft.keys["classes"]],
    ]
    if edit.module == new or not any(changed):
        raise nothing_changed("module")
    if edit.edition is not None:
        draft.add_row("modules", edit.edition)
    _qualify(draft, edit, new)


def _new_content(draft: Draft, item: dict[str, Any], old: str, new: str) -> bool:
    """Replace a module in a programme's core, choices and order; tell whether it was there."""

    def renamed(names: list[str]) -> list[str]:
        return [new if name == old else name for name in names]

    before = item["modules"], [one["from"] for one in item["choose"]]
    item["modules"] = renamed(item["modules"])
    for one in item["choose"]:
        one["from"] = renamed(one["from"])
    item["order"] = [renamed(pair) for pair in item["order"]]
    if before == (item["modules"], [one["from"] for one in item["choose"]]):
        return False
    draft.touch("programmes", item["id"])
    return True


def _new_fixing(draft: Draft, item: dict[str, Any], old: str, new: str) -> bool:
    fixed = item["fixed"]
    if old not in (*fixed["electives"], *fixed["lecturers"]):
        return False
    fixed["electives"] = [new if name == old else name for name in fixed["electives"]]
    fixed["lecturers"] = {new if m == old else m: who for m, who in fixed["lecturers"].items()}
    draft.touch("classes", item["id"])
    return True


def _qualify(draft: Draft, edit: ReplaceModule, new: str) -> None:
    """Add who may teach the new module: as given, else a new edition's those of the old one."""
    rows = edit.qualifications
    for row in rows:
        if row.module != new:
            sentence = say("other_subject", found=row.module, expected=new)
            raise EditError(sentence, "qualifications")
    if not rows and edit.edition is not None:
        rows = tuple(
            row.model_copy(update={"module": new})
            for row in draft.tables["qualifications"]
            if row.module == edit.module
        )
    for row in rows:
        draft.add_row("qualifications", row)
