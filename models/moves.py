"""The changes of a plan against its baseline, each with its reason; substitutes of lecturers."""

import datetime
from enum import StrEnum

from models.base import Id, Model


class MoveKind(StrEnum):
    """What changed."""

    CLASS_DROPPED = "class-dropped"
    CLASS_OPENED = "class-opened"
    CLASS_MOVED = "class-moved"
    MODULE_MOVED = "module-moved"
    MODULE_SWAPPED = "module-swapped"
    CADRE_ADDED = "cadre-added"
    CADRE_REMOVED = "cadre-removed"


class Move(Model):
    """One change; `points` is what it counts for in the component `moves`.

    `code` names the reason for machines, `reason` says it in the language of the plan.
    """

    kind: MoveKind
    class_id: Id
    module: Id | None = None
    cadre: Id | None = None
    before: str = ""
    after: str = ""
    points: float = 0
    code: str
    reason: str


class Candidate(Model):
    """Somebody qualified for a session; `why` says what speaks against it, empty if nothing."""

    lecturer: Id
    level: int
    load: int
    why: str = ""


class OpenSession(Model):
    """A module that lost its lecturer, who gives it now, and who else could, the best first.

    `now` is None where the plan teaches the module no more.
    """

    class_id: Id
    module: Id
    date: datetime.date
    slot: str
    before: Id
    now: Id | None = None
    candidates: tuple[Candidate, ...] = ()
