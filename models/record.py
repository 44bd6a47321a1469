"""What the record keeps: organisations, releases, events as published, marks of attendance."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field

from models.base import Id, Model, Text


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


# A point in time, in UTC and to the second.
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Tenant(Model):
    """An organisation with releases of its own; `id` is that of the scenario's organisation."""

    id: Id
    name: Text
    domain: Text = ""


class Release(Model):
    """One numbered, immutable publication of a plan; numbers count from 1 in each tenant.

    `plan_sha256` names the plan alone, `sha256` the whole release and, through `previous_sha256`,
    all before it. Times are UTC.
    """

    tenant: Id
    number: int = Field(ge=1)
    at: Moment
    who: Text
    scenario: Id
    title: Text
    language: str
    term_from: date
    term_to: date
    horizon_from: date
    horizon_to: date
    input_sha256: str
    plan_sha256: str
    previous_sha256: str = ""
    sha256: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the release as `releases --json` prints it."""
        return self.model_dump(mode="json")


class EventStatus(StrEnum):
    """What a reader of a calendar is told about an event."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class EventFacts(Model):
    """What an event says; starts and ends in local time of `zone`.

    `units` are those that have people in the class. Texts are kept as they were published.
    """

    start: datetime
    end: datetime
    zone: Text
    class_id: Id = Field(alias="class")
    module: Id | None = None
    lecturer: Id | None = None
    lecturer_name: Text = ""
    programme: Text = ""
    room: Id
    room_name: Text = ""
    units: tuple[Id, ...] = ()
    summary: str
    location: str
    description: str
    categories: tuple[str, ...] = ()


class EventState(Model):
    """An event as a release left it: `release` is the one that wrote this row, `at` its time.

    `sequence` is that of the calendar format; it never falls.
    """

    tenant: Id
    uid: Id
    release: int
    at: Moment
    sequence: int = Field(ge=0)
    status: EventStatus
    content_sha256: str
    facts: EventFacts


class ChangeKind(StrEnum):
    """How an event differs from what was published before; CHANGED: room, module or lecturer."""

    NEW = "new"
    MOVED = "moved"
    CHANGED = "changed"
    RESTORED = "restored"
    CANCELLED = "cancelled"


class EventChange(Model):
    """An event before and after; None where it was not, or no longer is, to be attended."""

    uid: Id
    kind: ChangeKind
    before: EventFacts | None = None
    after: EventFacts | None = None


class AudienceKind(StrEnum):
    """Whose calendar it is."""

    ALL = "all"
    CLASS = "class"
    LECTURER = "lecturer"
    ROOM = "room"
    UNIT = "unit"
    CADRE = "cadre"


class Audience(Model):
    """Whom a calendar is for; the subject of `all` is empty."""

    kind: AudienceKind
    subject: str = ""


class ShownEvent(Model):
    """An event as one calendar shows it; `left`: it takes place, but no longer for this audience.

    A cancelled event keeps the time and place at which this audience last knew it.
    """

    uid: Id
    at: Moment
    sequence: int
    status: EventStatus
    facts: EventFacts
    left: bool = False


class Mark(Model):
    """One line of the trail of attendance: a cadre did or did not complete a class.

    Lines are only ever added; one that corrects another names its number in `corrects`. `number`
    is given by the record and counts from 1 in each tenant. `modules` empty means the whole class,
    else these modules alone; `source` says where the line came from, for example a file's name.
    """

    tenant: Id
    number: int = 0
    release: int = Field(ge=1)
    class_id: Id = Field(alias="class")
    cadre: Id
    completed: bool
    modules: tuple[Id, ...] = ()
    who: Text
    at: Moment
    corrects: int | None = None
    source: Text = ""
    note: Text = ""


class FeedToken(Model):
    """The secret part of a feed's address; `number` counts the renewals for its subject."""

    tenant: Id
    kind: Id
    subject: str
    number: int
    token: Id
    at: Moment
