"""Brings collections up to date: makes what is missing, puts what differs, removes what is old."""

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar

from scheduler.caldav.credentials import checked_url, credentials
from scheduler.caldav.server import ChangedMeanwhileError, Resource, Server
from scheduler.errors import UsageError

ATTEMPTS = 3


@dataclass(frozen=True)
class Collection:
    """A calendar to be: its name on the server, its title, and one calendar text per event id."""

    name: str
    title: str
    wanted: Mapping[str, bytes]


@dataclass(frozen=True)
class Pushed:
    """What was done in one collection, as numbers of events."""

    name: str
    created: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0


def push_collections(
    url: str,
    collections: Sequence[Collection],
    suffix: str,
    progress: Callable[[Pushed], None] | None = None,
) -> tuple[Pushed, ...]:
    """Bring the collections below a calendar home to what is wanted, one after the other.

    Only events whose id ends with `suffix` are ever removed. What was done stays done where a
    request fails; the next run goes on from there.
    """
    home = checked_url(url)
    user, password = credentials(url)
    done: list[Pushed] = []
    with Server(home, user, password) as server:
        for collection in collections:
            try:
                pushed = _bring(server, collection, suffix)
            except UsageError as error:
                raise UsageError(
                    f"{error}; {len(done)} of {len(collections)} calendars are up to date, the "
                    "release is kept in the record: run the same command again to go on"
                ) from error
            done.append(pushed)
            if progress is not None:
                progress(pushed)
    return tuple(done)


def _bring(server: Server, collection: Collection, suffix: str) -> Pushed:
    """Bring one collection up to date; look again where somebody else writes to it meanwhile."""
    if not server.has(collection.name):
        if not collection.wanted:
            return Pushed(collection.name)
        server.make(collection.name, collection.title)
    total = Pushed(collection.name)
    for _ in range(ATTEMPTS):
        tally = {"created": 0, "updated": 0, "deleted": 0, "unchanged": 0}
        try:
            _settle(server, collection, suffix, tally)
        except ChangedMeanwhileError:
            total = _sum(total, {**tally, "unchanged": 0})
            continue
        return _sum(total, tally)
    raise UsageError(f"{server.url}{collection.name}/: others write to it all the time; try later")


def _settle(server: Server, collection: Collection, suffix: str, tally: dict[str, int]) -> None:
    there = _by_uid(server.events(collection.name))
    for uid, content in collection.wanted.items():
        old = there.pop(uid, ())
        if not old:
            server.put_new(collection.name, file_name(uid), content)
            tally["created"] += 1
        elif said(old[0].content) != said(content):
            server.put_over(old[0], content)
            tally["updated"] += 1
        else:
            tally["unchanged"] += 1
        for extra in old[1:]:
            server.delete(extra)
            tally["deleted"] += 1
    for uid, resources in there.items():
        if uid.endswith(suffix):
            for resource in resources:
                server.delete(resource)
                tally["deleted"] += 1


def _by_uid(resources: Sequence[Resource]) -> dict[str, tuple[Resource, ...]]:
    """Return resources by event id, in order of address; those nobody can read are left out."""
    found: dict[str, tuple[Resource, ...]] = {}
    for resource in sorted(resources, key=lambda one: one.href):
        for uid in {one[0] for one in said(resource.content)}:
            found[uid] = (*found.get(uid, ()), resource)
    return found


def said(content: bytes) -> tuple[tuple[str, ...], ...]:
    """Return what counts of each event: id, sequence, status, start and end in UTC, title, place.

    A server may write the same event in other words, so texts are not compared octet by octet.
    """
    try:
        calendar = Calendar.from_ical(content)
        return tuple(sorted(_event_says(event) for event in calendar.walk("VEVENT")))
    except (ValueError, KeyError, IndexError):
        return ()


def file_name(uid: str) -> str:
    """Return the name of an event's resource: plain, and the same for ever."""
    return f"{hashlib.sha256(uid.encode()).hexdigest()[:32]}.ics"


def _event_says(event: Any) -> tuple[str, ...]:
    return (
        str(event.get("uid", "")),
        str(event.get("sequence", 0)),
        str(event.get("status", "")).upper(),
        _instant(event, "dtstart"),
        _instant(event, "dtend"),
        _bare(event, "summary"),
        _bare(event, "location"),
    )


def _instant(event: Any, name: str) -> str:
    value = event[name].dt if name in event else None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()
    return str(value)


def _bare(event: Any, name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", str(event.get(name, ""))).split())


def _sum(total: Pushed, tally: Mapping[str, int]) -> Pushed:
    return Pushed(total.name, **{key: getattr(total, key) + n for key, n in tally.items()})
