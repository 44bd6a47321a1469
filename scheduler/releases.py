"""The façades that read the record: list, show and compare releases, back it up, renew feeds."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.plan import Plan
from models.record import (
    ChangeKind,
    EventChange,
    EventStatus,
    FeedToken,
    Release,
)
from scheduler.errors import UsageError, nearest
from scheduler.load import load_plan
from scheduler.outputs.folder import replace_folder
from scheduler.publication import new_token, write_again, written_options
from scheduler.record import Record, open_record, release_folder
from scheduler.record.backup import export_record, import_record, record_faults
from scheduler.record.rows import sha256
from scheduler.record.transitions import changes_between, current_states


@dataclass(frozen=True)
class Shown:
    """A release with its figures; `changes` are those since the release before."""

    release: Release
    classes: int
    sessions: int
    enrolments: int
    live: int
    cancelled: int
    changes: tuple[EventChange, ...]
    files: dict[str, str]

    def as_json(self) -> dict[str, object]:
        """Return the release as `show --json` prints it."""
        return {
            **self.release.as_json(),
            "classes": self.classes,
            "sessions": self.sessions,
            "enrolments": self.enrolments,
            "events": {"confirmed": self.live, "cancelled": self.cancelled},
            "changes": counted(self.changes),
            "files": self.files,
        }


@dataclass(frozen=True)
class ClassDifference:
    """How many people a class gained and lost, and whether it was opened or dropped."""

    class_id: str
    opened: bool
    dropped: bool
    added: int
    removed: int


@dataclass(frozen=True)
class Difference:
    """What differs between two releases."""

    first: Release
    second: Release
    changes: tuple[EventChange, ...]
    classes: tuple[ClassDifference, ...]

    def as_json(self) -> dict[str, object]:
        """Return the difference as `diff --json` prints it."""
        return {
            "first": self.first.number,
            "second": self.second.number,
            "changes": [change.model_dump(mode="json") for change in self.changes],
            "classes": [vars(one) | {"class": one.class_id} for one in self.classes],
        }


@dataclass(frozen=True)
class Feed:
    """A feed's subject and its path below the published folder."""

    kind: str
    subject: str
    path: str


def list_releases(place: str, organisation: str | None) -> tuple[Release, ...]:
    """Return all releases of an organisation, or of all, oldest first."""
    record = open_record(place)
    owners = [record.tenant(organisation)] if organisation else record.tenants()
    return tuple(release for owner in owners for release in record.releases(owner.id))


def show_release(
    place: str, organisation: str | None, number: int, output: Path | None = None
) -> Shown:
    """Return a release with its figures; with `output` its plan folder is written there."""
    record = open_record(place)
    tenant = record.tenant(organisation).id
    release = record.release(tenant, number)
    files = record.load_release(tenant, number)
    if output is not None:
        replace_folder(output, files)
    plan = _plan(record, release)
    log = record.event_log(tenant, number)
    statuses = Counter(state.status for state in current_states(log).values())
    return Shown(
        release=release,
        classes=sum(row.open for row in plan.classes),
        sessions=len(plan.sessions),
        enrolments=len(plan.enrolments),
        live=statuses[EventStatus.CONFIRMED],
        cancelled=statuses[EventStatus.CANCELLED],
        changes=changes_between(log, number - 1, number),
        files={path: sha256(content) for path, content in sorted(files.items())},
    )


def compare_releases(place: str, organisation: str | None, first: int, second: int) -> Difference:
    """Return what differs from one release to another."""
    record = open_record(place)
    tenant = record.tenant(organisation).id
    before, after = record.release(tenant, first), record.release(tenant, second)
    log = record.event_log(tenant)
    return Difference(
        before,
        after,
        changes_between(log, first, second),
        _classes(_plan(record, before), _plan(record, after)),
    )


def export(place: str, file: Path) -> str:
    """Write the whole record to a file and return its digest."""
    return export_record(open_record(place), file)


def restore(file: Path, place: str) -> tuple[str, bool]:
    """Fill a new record from a file; return its digest and whether anything was written."""
    if not file.is_file():
        raise UsageError(f"{file}: no such file")
    return import_record(file, open_record(place, create=True))


def faults(place: str) -> tuple[str, ...]:
    """Return what is damaged in a record."""
    return record_faults(open_record(place))


def feeds(place: str, organisation: str | None) -> tuple[Feed, ...]:
    """Return all feeds with their secret paths, by kind and subject."""
    record = open_record(place)
    kept = record.tokens(record.tenant(organisation).id)
    return tuple(
        Feed(kind, subject, f"feeds/{kept[kind, subject].token}.ics")
        for kind, subject in sorted(kept)
    )


def renew_feed(
    place: str, organisation: str | None, kind: str, subject: str, published: Path
) -> Feed:
    """Give a feed a new path and write the published folder again, without the old one."""
    options = written_options(published)
    record = open_record(place)
    tenant = record.tenant(organisation).id
    kept = record.tokens(tenant)
    old = kept.get((kind, subject))
    if old is None:
        ids = [name for known, name in kept if known == kind]
        near = nearest(subject, ids)
        hint = f"; did you mean {near}?" if near else ""
        raise UsageError(f"{record.place}: there is no feed of {kind} {subject}{hint}")
    fresh = FeedToken(
        tenant=tenant,
        kind=kind,
        subject=subject,
        number=old.number + 1,
        token=new_token(),
        at=datetime.now(UTC),
    )
    record.add_tokens([fresh])
    write_again(record, tenant, published, options)
    token = record.tokens(tenant)[kind, subject].token
    return Feed(kind, subject, f"feeds/{token}.ics")


def counted(changes: tuple[EventChange, ...]) -> dict[str, int]:
    """Return how many changes there are of each kind."""
    return {kind.value: sum(one.kind is kind for one in changes) for kind in ChangeKind}


def _plan(record: Record, release: Release) -> Plan:
    with release_folder(record, release.tenant, release.number) as folder:
        return load_plan(folder)


def _classes(before: Plan, after: Plan) -> tuple[ClassDifference, ...]:
    found = []
    open_before = {row.class_id for row in before.classes if row.open}
    open_after = {row.class_id for row in after.classes if row.open}
    people_before, people_after = _people(before), _people(after)
    for class_id in sorted(open_before | open_after):
        old, new = people_before.get(class_id, set()), people_after.get(class_id, set())
        one = ClassDifference(
            class_id,
            opened=class_id in open_after - open_before,
            dropped=class_id in open_before - open_after,
            added=len(new - old),
            removed=len(old - new),
        )
        if one.opened or one.dropped or one.added or one.removed:
            found.append(one)
    return tuple(found)


def _people(plan: Plan) -> dict[str, set[str]]:
    people: dict[str, set[str]] = {}
    for row in plan.enrolments:
        people.setdefault(row.class_id, set()).add(row.cadre)
    return people
