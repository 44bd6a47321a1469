"""iCalendar files of a plan: one event per session, none of them about a cadre."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from models.scenario import Scenario
from scheduler.outputs.events import facts_of, uid_of
from scheduler.outputs.ical import Entry, Revision, calendar_text, event_text, frame
from scheduler.outputs.names import file_names
from scheduler.outputs.view import Lesson, View
from scheduler.outputs.words import Words

LARGEST_IMPORT = 1_000_000

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
        self._texts: dict[tuple[str, bool], bytes] = {}

    def calendar(self, name: str, lessons: Iterable[Lesson], *, private: bool = False) -> bytes:
        """Return a calendar with one event per session, by start and id; refuse one without."""
        scenario = self._view.scenario
        pairs = [(uid_of(scenario, lesson), lesson) for lesson in lessons]
        pairs.sort(key=lambda pair: (pair[1].date, pair[1].slot.start, pair[0]))
        first = min(scenario.term.start, scenario.horizon.start)
        last = max(scenario.term.end, scenario.horizon.end) + timedelta(days=1)
        head = frame(name, [scenario.timezone], first, last)
        texts = [self._text(uid, lesson, private=private) for uid, lesson in pairs]
        return calendar_text(head, texts)

    def _text(self, uid: str, lesson: Lesson, *, private: bool) -> bytes:
        """Return the event as text, made once for all the files that hold it."""
        if (uid, private) not in self._texts:
            facts = facts_of(self._view, self._words, lesson)
            entry = Entry(uid, facts, self._revision_of(uid), private=private)
            self._texts[uid, private] = event_text(entry)
        return self._texts[uid, private]
