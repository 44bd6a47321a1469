"""A candidate class of the input, with what is fixed about it."""

from datetime import date

from pydantic import Field

from models.base import DateRange, Id, Model


class Fixed(Model):
    """Decisions that are taken already; None or empty means free (H15)."""

    open: bool | None = None
    start: date | None = None
    room: Id | None = None
    electives: tuple[Id, ...] = ()
    lecturers: dict[Id, Id] = Field(default_factory=dict)
    cadres: tuple[Id, ...] = ()


class TrainingClass(Model):
    """One possible run of a programme; with neither rooms nor venues every room is allowed."""

    id: Id
    programme: Id
    rooms: tuple[Id, ...] = ()
    venues: tuple[Id, ...] = ()
    window: DateRange | None = None
    required: bool = False
    fixed: Fixed = Field(default_factory=Fixed)
