"""The façade of `erase`: one person out of the record and out of folders, all of it or nothing."""

import contextlib
import getpass
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.erasure import ErasedFolder, Erasure
from models.people import is_erased
from models.record import Release
from models.scenario import Language, Scenario
from scheduler.erasure import desk, folders
from scheduler.erasure.person import Person, names_of, next_number
from scheduler.erasure.places import OF_DESK, Kind, Place, is_named_in, places_in, plain_files
from scheduler.erasure.releases import Change, scenarios_of
from scheduler.errors import UsageError
from scheduler.outputs.sharing import Whole
from scheduler.record import open_record
from scheduler.record.erase import Changed, Erasing, Found, erasing, scrub

__all__ = ["Settings", "erase"]


@dataclass(frozen=True)
class Settings:
    """Where the person is looked for; with `dry_run` nothing is written."""

    record: str | None = None
    tenant: str | None = None
    folders: tuple[Path, ...] = ()
    dry_run: bool = False
    who: str | None = None


def erase(cadre: str, settings: Settings) -> tuple[Erasure, Language]:
    """Replace a person by a pseudonym wherever the settings point; return also how to tell it."""
    if settings.record is None and not settings.folders:
        raise UsageError(
            "nothing to erase from: name the record with --record, or folders of plans, calendars "
            "or documents"
        )
    if not cadre.isprintable() or not cadre:
        raise UsageError(f"'{cadre}': is no id of a cadre; expected one as the table has it")
    if is_erased(cadre):
        raise UsageError(f"{cadre}: is the pseudonym of somebody who was erased already")
    places = tuple({p.folder: p for one in settings.folders for p in places_in(one)}.values())
    wholes = {p.folder: folders.whole_of(p.folder) for p in places if p.kind is Kind.PLAN}
    record = open_record(settings.record) if settings.record is not None else None
    tenant = record.tenant(settings.tenant).id if record is not None else ""
    with contextlib.ExitStack() as stack:
        write = stack.enter_context(_undone_on_fault())
        change = None
        found = Found((), frozenset(), {})
        if record is not None:
            keep = not settings.dry_run
            change = stack.enter_context(erasing(record, tenant, keep=keep))
            found = change.found()
        person = _person(cadre, places, wholes, found)
        done = _in_record(change, found, person, settings.who)
        work = tuple(_work(places, wholes, person, found))
        if not settings.dry_run:
            for one in work:
                write(one)
    if record is not None and done.anything and not settings.dry_run:
        scrub(record)
    told = Erasure(
        cadre=cadre,
        pseudonym=person.pseudonym if work or done.anything else None,
        dry_run=settings.dry_run,
        record=record.place if record is not None else None,
        releases=done.releases,
        marks=done.marks,
        feeds=len(done.tokens),
        folders=tuple(ErasedFolder(folder=str(w.place.folder), files=w.changed) for w in work),
        remaining=_remaining(person, settings.folders, work),
    )
    return told, _language(wholes, found)


def _person(
    cadre: str, places: Sequence[Place], wholes: Mapping[Path, Whole], found: Found
) -> Person:
    contents = [data for place in places for data in place.files.values()]
    contents += [data for _, files in found.files for data in files.values()]
    contents += [one.encode() for one in found.cadres]
    scenarios: list[Scenario] = [whole.scenario for whole in wholes.values()]
    scenarios += scenarios_of(cadre, found)
    people = [one for place in places if place.kind in OF_DESK for one in desk.people_in(place)]
    return Person(cadre, next_number(contents), names_of(cadre, scenarios, people))


def _in_record(change: Erasing | None, found: Found, person: Person, who: str | None) -> Changed:
    if change is None:
        return Changed()
    change.apply(found, Change(person), person.renamed, who or _login())
    return change.changed


def _work(
    places: Sequence[Place], wholes: Mapping[Path, Whole], person: Person, found: Found
) -> Iterator[folders.Work]:
    tokens = [
        token
        for subject, some in found.tokens.items()
        if person.renamed(subject) is not None
        for token in some
    ]
    for place in places:
        work: folders.Work | None
        match place.kind:
            case Kind.PLAN:
                work = folders.plan_work(place, person, wholes[place.folder])
            case Kind.PUBLISHED:
                work = folders.published_work(place, tokens)
            case Kind.SHARED:
                work = folders.shared_work(place, person, list(wholes.values()))
            case Kind.DOCUMENTS:
                work = folders.document_work(place, person)
            case Kind.KEPT | Kind.UPLOAD:
                work = desk.desk_work(place, person, _language(wholes, found))
        if work is not None:
            yield work


@contextlib.contextmanager
def _undone_on_fault() -> Iterator[Callable[[folders.Work], None]]:
    """Give a function that writes a folder; where anything fails, all are as they were."""
    done: list[folders.Work] = []

    def write(work: folders.Work) -> None:
        done.append(work)
        work.write()

    try:
        yield write
    except BaseException:
        for work in reversed(done):
            work.undo()
        raise


def _remaining(
    person: Person, named: Sequence[Path], work: Sequence[folders.Work]
) -> tuple[str, ...]:
    """Return the files of the folders named that name the person when the work is done."""
    new = {one.place.folder / path: one.files.get(path) for one in work for path in one.changed}
    found = set()
    for folder in named:
        for path in plain_files(folder):
            data = new[path] if path in new else path.read_bytes()
            if data is not None and is_named_in(person, data):
                found.add(str(path))
    return tuple(sorted(found))


def _language(wholes: Mapping[Path, Whole], found: Found) -> Language:
    spoken = [whole.scenario.language for whole in wholes.values()]
    releases: list[Release] = [release for release, _ in found.files]
    last = releases[-1].language if releases else "vi"
    return spoken[0] if spoken else "en" if last == "en" else "vi"


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "?"
