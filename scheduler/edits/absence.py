"""Edits that take days away: from lecturers, rooms, cadres, units, or from everybody."""

from datetime import date
from typing import Any

from models.edits import (
    CadreUnavailable,
    CloseDays,
    LecturerUnavailable,
    RoomUnavailable,
    UnitUnavailable,
)
from models.people import Unavailability
from scheduler.edits.draft import Draft, nothing_changed, unknown
from scheduler.edits.messages import say


def lecturer_unavailable(draft: Draft, edit: LecturerUnavailable) -> None:
    """Keep a lecturer away."""
    _away(draft, edit, "lecturer", "lecturers", edit.lecturer)


def room_unavailable(draft: Draft, edit: RoomUnavailable) -> None:
    """Keep a room from being used."""
    _away(draft, edit, "room", "rooms", edit.room)


def cadre_unavailable(draft: Draft, edit: CadreUnavailable) -> None:
    """Keep a cadre away."""
    _away(draft, edit, "cadre", "cadres", edit.cadre)


def unit_unavailable(draft: Draft, edit: UnitUnavailable) -> None:
    """Keep a unit and all below it away."""
    _away(draft, edit, "unit", "units", edit.unit)


def _away(draft: Draft, edit: Any, kind: Any, table: str, name: str) -> None:
    draft.need_row(table, name, kind, kind)
    slots = [slot["id"] for slot in draft.keys["calendar"]["slots"]]
    if edit.slot is not None and edit.slot not in slots:
        raise unknown("slot", edit.slot, slots, "slot")
    row = Unavailability(
        kind=kind, id=name, start=edit.start, end=edit.end, slot=edit.slot, reason=edit.reason
    )
    if any(_covers(other, row) for other in draft.tables["unavailability"]):
        raise nothing_changed()
    draft.add_row("unavailability", row)
    _warn_outside(draft, edit.start, edit.end)


def _covers(other: Unavailability, row: Unavailability) -> bool:
    return (
        (other.kind, other.id) == (row.kind, row.id)
        and other.slot in (None, row.slot)
        and other.start <= row.start
        and row.end <= other.end
    )


def close_days(draft: Draft, edit: CloseDays) -> None:
    """Close days for tiers and units, or for all."""
    closure = edit.model_dump(mode="json", by_alias=True, exclude={"edit"})
    closures: list[dict[str, Any]] = draft.keys["calendar"]["closures"]
    scope = (set(edit.tiers), set(edit.units))
    for other in closures:
        same = (set(other["tiers"]), set(other["units"])) == scope
        if same and other["from"] <= closure["from"] and closure["to"] <= other["to"]:
            raise nothing_changed()
    draft.touch("calendar", "closures", len(closures))
    closures.append(closure)
    _warn_outside(draft, edit.start, edit.end)


def _warn_outside(draft: Draft, start: date, end: date) -> None:
    horizon = draft.keys["horizon"]
    if end.isoformat() < horizon["from"] or start.isoformat() > horizon["to"]:
        draft.warnings.append(say("outside_horizon", number=draft.current, start=start, end=end))
