"""The iCalendar format: how an event and a calendar of events are written, octet by octet."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone

from models.record import EventFacts

PRODUCT = "-//refresher-scheduler//refresher training plan//EN"
REFRESH = timedelta(hours=12)
DRAFT, CANCELLED = "TENTATIVE", "CANCELLED"
END = b"END:VCALENDAR\r\n"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Revision:
    """What a publication knows of an event beyond the plan: when, how and how often it changed."""

    stamp: datetime
    status: str = DRAFT
    sequence: int = 0


@dataclass(frozen=True)
class Entry:
    """An event of a calendar; `mark` stands before its title, `reminders` count minutes before."""

    uid: str
    facts: EventFacts
    revision: Revision
    private: bool = False
    mark: str = ""
    reminders: tuple[int, ...] = ()


def frame(name: str | None, zones: Iterable[str], first: date, last: date) -> bytes:
    """Return a calendar without events; without name one for upload, which tells no refresh."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    distinct = sorted(set(zones))
    if name is not None:
        calendar.add("name", clean(name))
        calendar.add("x-wr-calname", clean(name))
        calendar.add("x-wr-timezone", distinct[0])
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")
    for zone in distinct:
        part = zone_part(zone, first, last)
        if part is not None:
            calendar.add_component(part)
    content: bytes = calendar.to_ical()
    return content


def calendar_text(head: bytes, events: Sequence[bytes]) -> bytes:
    """Return a frame filled with events; refuse one without."""
    if not events:
        raise ValueError("a calendar without events is not valid")
    return b"".join((head.removesuffix(END), *events, END))


def event_text(entry: Entry) -> bytes:
    """Return an event as text; one that is cancelled blocks no time and reminds nobody."""
    text: bytes = event_of(entry).to_ical()
    return text


def event_of(entry: Entry) -> Event:
    """Return the component of an event."""
    facts, revision = entry.facts, entry.revision
    cancelled = revision.status == CANCELLED
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", revision.stamp)
    event.add("sequence", revision.sequence)
    event.add("status", revision.status)
    zone = ZoneInfo(facts.zone)
    event.add("dtstart", facts.start.replace(tzinfo=zone))
    event.add("dtend", facts.end.replace(tzinfo=zone))
    event.add("summary", clean(f"{entry.mark}{facts.summary}"))
    event.add("location", facts.location)
    event.add("description", facts.description)
    event.add("categories", list(facts.categories))
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    if entry.private:
        event.add("class", "PRIVATE")
    if not cancelled:
        for minutes in entry.reminders:
            event.add_component(_alarm(minutes, facts.summary))
    return event


def clean(text: str) -> str:
    """Return the text composed (NFC), with one kind of line end and no control characters."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines)


@cache
def zone_part(zone: str, first: date, last: date) -> Timezone | None:
    """Return the VTIMEZONE of a zone over the days given; None for UTC, which needs none."""
    probe = Calendar()
    event = Event()
    event.add("dtstart", datetime.combine(first, datetime.min.time(), ZoneInfo(zone)))
    probe.add_component(event)
    probe.add_missing_timezones(first_date=first, last_date=last)
    return probe.timezones[0] if probe.timezones else None


def _alarm(minutes: int, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm
