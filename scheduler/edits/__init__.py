"""What-if edits: each changes a draft of a scenario, in order; the result is validated anew."""

from collections.abc import Callable
from typing import Any

from models import edits as types
from scheduler.edits import absence, additions, aims, paths, reforms
from scheduler.edits.draft import Draft, EditError, open_draft
from scheduler.edits.sentences import describe

__all__ = ["APPLY", "Draft", "EditError", "apply_edits", "describe", "open_draft"]

APPLY: dict[type, Callable[[Draft, Any], None]] = {
    types.LecturerUnavailable: absence.lecturer_unavailable,
    types.RoomUnavailable: absence.room_unavailable,
    types.CadreUnavailable: absence.cadre_unavailable,
    types.UnitUnavailable: absence.unit_unavailable,
    types.CloseDays: absence.close_days,
    types.AddLecturer: additions.add_lecturer,
    types.AddModule: additions.add_module,
    types.AddRoom: additions.add_room,
    types.AddProgramme: additions.add_programme,
    types.AddClasses: additions.add_classes,
    types.DropClass: additions.drop_class,
    types.FixClass: additions.fix_class,
    types.SetTarget: aims.set_target,
    types.SetRule: aims.set_rule,
    types.SetObjective: aims.set_objective,
    types.ScaleCadres: aims.scale_cadres,
    types.MergeUnits: reforms.merge_units,
    types.CancelClass: reforms.cancel_class,
    types.OnlineFallback: reforms.online_fallback,
    types.ReplaceModule: reforms.replace_module,
    types.SetPath: paths.set_path,
}


def apply_edits(draft: Draft, edits: tuple[Any, ...]) -> list[tuple[int, EditError]]:
    """Apply edits in order; return the number and error of each that could not be applied."""
    errors: list[tuple[int, EditError]] = []
    for number, edit in enumerate(edits):
        draft.current = number
        try:
            APPLY[type(edit)](draft, edit)
        except EditError as error:
            errors.append((number, error))
    return errors
