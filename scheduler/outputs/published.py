"""The files of a release for those who attend and teach: calendars, feeds, lists of changes."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from models.record import Audience, AudienceKind, EventChange, EventStatus, Release, ShownEvent
from scheduler.outputs.changes import change_list, changes_html, changes_text
from scheduler.outputs.folder import replace_folder
from scheduler.outputs.ical import Entry, Revision, calendar_text, event_text, frame
from scheduler.outputs.names import file_names
from scheduler.outputs.words import Words

MARK = "release.json"
WHAT = "a folder of published calendars"
FOLDERS = {
    AudienceKind.CLASS: "classes",
    AudienceKind.LECTURER: "lecturers",
    AudienceKind.ROOM: "rooms",
    AudienceKind.UNIT: "units",
}
PRIVATE = (AudienceKind.LECTURER, AudienceKind.CADRE)
Shown = Mapping[Audience, tuple[ShownEvent, ...]]


@dataclass(frozen=True)
class Publication:
    """All that the files of a release are made of; `tokens` are the secret names of the feeds.

    `changes` hold those of everybody and of each lecturer; `names` what cannot be read from the
    events: names of units.
    """

    release: Release
    shown: Shown
    changes: Mapping[Audience, tuple[EventChange, ...]]
    names: Mapping[Audience, str]
    tokens: Mapping[Audience, str]
    reminders: tuple[int, ...] = ()
    language: str = "vi"
    written: dict[Entry, bytes] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The words of the release's language."""
        return Words(self.language)


def write_published(folder: Path, publication: Publication) -> dict[str, bytes]:
    """Write the files of a release, whole or not at all, and return them."""
    files = published_files(publication)
    replace_folder(folder, files, mark=MARK, what=WHAT)
    return files


def published_files(publication: Publication) -> dict[str, bytes]:
    """Return the content of every file of a release by its path; none names a cadre."""
    files = dict(_calendars(publication))
    files.update(_changes(publication))
    digests = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    files[MARK] = _release_json(publication, digests)
    return files


def resources(publication: Publication, kind: AudienceKind) -> dict[str, dict[str, bytes]]:
    """Return a calendar for each single event, by subject and event id, as servers want them."""
    first, last = _span(publication)
    return {
        audience.subject: {
            event.uid: calendar_text(
                frame(None, [event.facts.zone], first, last), [_text(publication, audience, event)]
            )
            for event in events
        }
        for audience, events in publication.shown.items()
        if audience.kind is kind
    }


def calendar_name(publication: Publication, audience: Audience) -> str:
    """Return what the calendar of an audience is called."""
    words, facts = publication.words, publication.shown[audience][-1].facts
    match audience.kind:
        case AudienceKind.CLASS:
            return words("class_calendar", id=audience.subject, title=facts.programme)
        case AudienceKind.LECTURER:
            return words("lecturer_calendar", name=facts.lecturer_name)
        case AudienceKind.ROOM:
            return words("room_calendar", name=facts.room_name)
        case AudienceKind.UNIT:
            name = publication.names.get(audience, audience.subject)
            return words("unit_calendar", name=name)
        case AudienceKind.CADRE:
            return words("cadre_calendar")
    return words("all_calendar", title=publication.release.title)


def _calendars(publication: Publication) -> Iterator[tuple[str, bytes]]:
    subjects = {
        kind: [one.subject for one in publication.shown if one.kind is kind] for kind in FOLDERS
    }
    names = {kind: file_names(found) for kind, found in subjects.items()}
    for audience, events in publication.shown.items():
        content = _calendar(publication, audience, events, calendar_name(publication, audience))
        if audience.kind is AudienceKind.ALL:
            yield "ics/all.ics", content
        elif audience.kind in FOLDERS:
            name = names[audience.kind][audience.subject]
            yield f"ics/{FOLDERS[audience.kind]}/{name}.ics", content
        if audience in publication.tokens:
            yield f"feeds/{publication.tokens[audience]}.ics", content


def _changes(publication: Publication) -> Iterator[tuple[str, bytes]]:
    release, words = publication.release, publication.words
    names = file_names(one.subject for one in publication.changes if one.subject)
    everybody = Audience(kind=AudienceKind.ALL)
    for audience, changes in {everybody: (), **publication.changes}.items():
        touched = {change.uid for change in changes}
        events = [one for one in publication.shown.get(audience, ()) if one.uid in touched]
        own = audience.kind is AudienceKind.LECTURER
        name = _lecturer_name(changes, audience.subject) if own else release.title
        stem = f"changes/lecturers/{names[audience.subject]}" if own else "changes/all"
        told = change_list(release, name, changes, words, audience.kind)
        yield f"{stem}.txt", changes_text(told, words)
        yield f"{stem}.html", changes_html(told, words)
        if events:
            title = words("changes_calendar", number=release.number, name=name)
            path = f"{stem}.ics" if own else f"ics/changes-r{release.number}.ics"
            yield path, _calendar(publication, audience, events, title)


def _lecturer_name(changes: Sequence[EventChange], subject: str) -> str:
    """Return the lecturer's name as the changes have it, the newest first."""
    told = (facts for one in reversed(changes) for facts in (one.after, one.before) if facts)
    return next((one.lecturer_name for one in told if one.lecturer == subject), subject)


def _calendar(
    publication: Publication, audience: Audience, events: Sequence[ShownEvent], name: str
) -> bytes:
    zones = {event.facts.zone for event in events}
    head = frame(name, zones, *_span(publication))
    return calendar_text(head, [_text(publication, audience, event) for event in events])


def _text(publication: Publication, audience: Audience, event: ShownEvent) -> bytes:
    """Return an event as text, made once for all the files that hold it alike."""
    mark = ""
    if event.status is EventStatus.CANCELLED:
        mark = publication.words("left_mark" if event.left else "cancelled_mark")
    entry = Entry(
        uid=event.uid,
        facts=event.facts,
        revision=Revision(event.at, event.status.value, event.sequence),
        private=audience.kind in PRIVATE,
        mark=mark,
        reminders=publication.reminders,
    )
    if entry not in publication.written:
        publication.written[entry] = event_text(entry)
    return publication.written[entry]


def _span(publication: Publication) -> tuple[date, date]:
    """Return the days that the time zone must be right for: the term and all that is shown."""
    release = publication.release
    days = [one.facts.end.date() for events in publication.shown.values() for one in events]
    first = min(release.term_from, release.horizon_from)
    return first, max(release.term_to, release.horizon_to, *days) + timedelta(days=1)


def _release_json(publication: Publication, digests: Mapping[str, str]) -> bytes:
    release = publication.release
    content = {
        "format": 1,
        "organisation": release.tenant,
        "release": release.number,
        "at": release.at.isoformat().replace("+00:00", "Z"),
        "scenario": release.scenario,
        "language": publication.language,
        "plan_sha256": release.plan_sha256,
        "sha256": release.sha256,
        "reminders": list(publication.reminders),
        "personal": any(one.kind is AudienceKind.CADRE for one in publication.shown),
        "files": dict(digests),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
