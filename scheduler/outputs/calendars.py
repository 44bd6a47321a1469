"""iCalendar files of a plan: one event per session, none of them about a cadre."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from models.scenario import Scenario
from scheduler.outputs.names import file_names, token
from scheduler.outputs.view import Lesson, View
from scheduler.outputs.words import Words

PRODUCT = "-//refresher-scheduler//refresher training plan//EN"
REFRESH = timedelta(hours=12)
LARGEST_IMPORT = 1_000_000
DRAFT = "TENTATIVE"
END = b"END:VCALENDAR\r\n"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Revision:
    """What a publication knows of an event beyond the plan: when, how and how often it changed."""

    stamp: datetime
    status: str = DRAFT
    sequence: int = 0


RevisionOf = Callable[[str], Revision]


def calendar_files(view: View, words: Words) -> Iterator[tuple[str, bytes]]:
    """Return path and content of every calendar of an unpublished plan; none without classes."""
    if not view.lessons:
        return
    draft = Revision(stamp=draft_stamp(view.scenario))
    writer = CalendarWriter(view, words, lambda uid: draft)
    title = words("all_calendar", title=view.scenario.title)
    yield "ics/all.ics", writer.calendar(title, view.lessons)
    names = file_names(one.id for one in view.scenario.classes)
    for class_id, lessons in view.lessons_of_class.items():
        programme = view.courses[class_id].programme.title
        title = words("class_calendar", id=class_id, title=programme)
        yield f"ics/classes/{names[class_id]}.ics", writer.calendar(title, lessons)
    names = file_names(view.lecturers)
    for lecturer_id, lessons in view.lessons_of_lecturer.items():
        title = words("lecturer_calendar", name=view.lecturers[lecturer_id].name)
        content = writer.calendar(title, lessons, private=True)
        yield f"ics/lecturers/{names[lecturer_id]}.ics", content
    names = file_names(view.rooms)
    for room_id, lessons in view.lessons_of_room.items():
        room = view.rooms[room_id]
        title = words("room_calendar", name=room.name or room.id)
        yield f"ics/rooms/{names[room_id]}.ics", writer.calendar(title, lessons)


def draft_stamp(scenario: Scenario) -> datetime:
    """Return the stamp of an unpublished plan: the horizon's first midnight in UTC."""
    return datetime.combine(scenario.horizon.start, datetime.min.time(), UTC)


def uid_of(scenario: Scenario, lesson: Lesson) -> str:
    """Return the id of the session's event, the same wherever the session moves.

    Made from the organisation (else, as a makeshift, the scenario's name), the class, the module or
    the kind of activity, and the part; each in a spelling without dots, so that no two are alike.
    """
    subject = f"m.{token(lesson.module.id)}" if lesson.module else f"a.{token(lesson.kind)}"
    local = f"{token(lesson.course.id)}.{subject}.{lesson.part}"
    owner = scenario.organisation
    if owner is None:
        return f"{local}@{token(scenario.name)}.invalid"
    return f"{local}@{token(owner.id)}.{'.'.join(map(token, owner.domain.split('.')))}"


def size_warnings(files: Mapping[str, bytes], words: Words) -> tuple[str, ...]:
    """Return a sentence for each calendar that is too big for some applications."""
    big = (path for path in files if path.endswith(".ics") and len(files[path]) > LARGEST_IMPORT)
    return tuple(words("big_calendar", file=path) for path in sorted(big))


class CalendarWriter:
    """Turns sessions into calendars; `revision_of` gives stamp, status and sequence by event id."""

    def __init__(self, view: View, words: Words, revision_of: RevisionOf) -> None:
        self._view = view
        self._words = words
        self._revision_of = revision_of
        self._zone = ZoneInfo(view.scenario.timezone)
        self._zone_part = _zone_part(view.scenario)
        self._texts: dict[tuple[str, bool], bytes] = {}

    def calendar(self, name: str, lessons: Iterable[Lesson], *, private: bool = False) -> bytes:
        """Return a calendar with one event per session, by start and id; refuse one without."""
        pairs = [(uid_of(self._view.scenario, lesson), lesson) for lesson in lessons]
        if not pairs:
            raise ValueError("a calendar without events is not valid")
        pairs.sort(key=lambda pair: (self._start(pair[1]), pair[0]))
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("name", clean(name))
        calendar.add("x-wr-calname", clean(name))
        calendar.add("x-wr-timezone", self._view.scenario.timezone)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")
        if self._zone_part is not None:
            calendar.add_component(self._zone_part)
        frame: bytes = calendar.to_ical()
        events = (self._text(uid, lesson, private=private) for uid, lesson in pairs)
        return b"".join((frame.removesuffix(END), *events, END))

    def event(self, uid: str, lesson: Lesson, *, private: bool = False) -> Event:
        """Return the event of a session."""
        revision = self._revision_of(uid)
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", revision.stamp)
        event.add("sequence", revision.sequence)
        event.add("status", revision.status)
        event.add("dtstart", self._start(lesson))
        event.add("dtend", datetime.combine(lesson.date, lesson.slot.end, self._zone))
        event.add("summary", clean(f"{lesson.course.id}: {self._content(lesson)}"))
        event.add("location", clean(_place(lesson)))
        event.add("description", clean(self._description(lesson)))
        event.add("categories", [clean(one) for one in _categories(lesson)])
        event.add("transp", "OPAQUE")
        if private:
            event.add("class", "PRIVATE")
        return event

    def _text(self, uid: str, lesson: Lesson, *, private: bool) -> bytes:
        """Return the event as text, made once for all the files that hold it."""
        if (uid, private) not in self._texts:
            self._texts[uid, private] = self.event(uid, lesson, private=private).to_ical()
        return self._texts[uid, private]

    def _start(self, lesson: Lesson) -> datetime:
        return datetime.combine(lesson.date, lesson.slot.start, self._zone)

    def _content(self, lesson: Lesson) -> str:
        content = lesson.module.title if lesson.module else self._words.kinds[lesson.kind]
        return f"{content} ({lesson.part}/{lesson.parts})" if lesson.parts > 1 else content

    def _description(self, lesson: Lesson) -> str:
        words = self._words
        lines = [words("programme_line", title=lesson.course.programme.title)]
        if lesson.lecturer:
            lines.append(words("lecturer_line", name=lesson.lecturer.name))
        lines.append(words("people", size=lesson.course.size))
        return "\n".join(lines)


def clean(text: str) -> str:
    """Return the text composed (NFC), with one kind of line end and no control characters."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines)


def _place(lesson: Lesson) -> str:
    room = lesson.course.room
    return f"{room.name or room.id}, {lesson.course.venue.name}"


def _categories(lesson: Lesson) -> list[str]:
    return [*(tier.name for tier in lesson.course.tiers), lesson.course.programme.title]


def _zone_part(scenario: Scenario) -> Timezone | None:
    """Return the VTIMEZONE of the scenario's zone over its term; None for UTC, which needs none."""
    first = min(scenario.term.start, scenario.horizon.start)
    last = max(scenario.term.end, scenario.horizon.end) + timedelta(days=1)
    return _cached_zone_part(scenario.timezone, first, last)


@cache
def _cached_zone_part(zone: str, first: date, last: date) -> Timezone | None:
    probe = Calendar()
    event = Event()
    event.add("dtstart", datetime.combine(first, datetime.min.time(), ZoneInfo(zone)))
    probe.add_component(event)
    probe.add_missing_timezones(first_date=first, last_date=last)
    return probe.timezones[0] if probe.timezones else None
