"""What a sign-in list says and what becomes of it."""

from enum import StrEnum

from models.base import Id, Model, Text
from models.people import Cadre
from models.record import Mark, Release


class Presence(StrEnum):
    """How somebody fared in a class; why somebody was excused is never kept."""

    COMPLETED = "completed"
    EXCUSED = "excused"
    ABSENT = "absent"


class Listed(Model):
    """One row of a sign-in list; presence None where the ticks cannot be read, `ticks` shows them.

    `line` is the line of a CSV file or the row of a sheet.
    """

    line: int
    id: Id | None = None
    name: Text = ""
    unit: Text = ""
    presence: Presence | None = None
    ticks: str = ""


class Attended(Model):
    """What a list has brought to the record: `added` are new marks, corrections among them."""

    release: Release
    class_id: Id
    added: tuple[Mark, ...] = ()
    unchanged: int = 0
    left_open: int = 0


class Stay(Model):
    """Since when a cadre has belonged to a tier and unit, as the releases tell."""

    cadre: Id
    release: int
    since: str
    tier: Id
    unit: Id


class Person(Model):
    """A cadre as the matching of names sees it."""

    cadre: Cadre
    unit_name: Text
    in_class: bool
