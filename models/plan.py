"""A plan on paper: the rows of classes.csv, sessions.csv and enrolments.csv."""

from datetime import date

from pydantic import Field

from models.base import Id, Model


class PlannedClass(Model):
    """One row of classes.csv; every class of the scenario has one, open or not."""

    class_id: Id = Field(alias="class")
    programme: Id
    open: bool
    start: date | None = None
    end: date | None = None
    room: Id | None = None
    venue: Id | None = None
    size: int = 0
    cost: float = 0


class PlannedSession(Model):
    """One row of sessions.csv: one slot of one class; `kind` is module or the activity's kind."""

    class_id: Id = Field(alias="class")
    seq: int
    date: date
    slot: Id
    kind: Id
    module: Id | None = None
    lecturer: Id | None = None


class Enrolment(Model):
    """One row of enrolments.csv; `repeat_periods` is the increase over the earlier classes."""

    cadre: Id
    class_id: Id = Field(alias="class")
    repeat_periods: float = 0
    km: float = 0


class Standby(Model):
    """One row of standby.csv: a taught session and who steps in (None: nobody can)."""

    class_id: Id = Field(alias="class")
    seq: int
    date: date
    slot: Id
    module: Id
    lecturer: Id
    standby: Id | None = None


class Plan(Model):
    """All rows of a plan, sorted by their first columns when we write them."""

    classes: tuple[PlannedClass, ...] = ()
    sessions: tuple[PlannedSession, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
