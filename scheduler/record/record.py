"""The record: numbered releases, the states of their events, marks of attendance."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select
from sqlalchemy.exc import IntegrityError

from models.record import EventState, FeedToken, Mark, Release, Tenant
from scheduler.errors import UsageError
from scheduler.record import schema
from scheduler.record.connection import engine_of, shown, spoken, writing
from scheduler.record.rows import (
    mark_of,
    release_of,
    release_sha256,
    row_of,
    sha256,
    state_of,
)

LEVEL = 6


class ConflictError(UsageError):
    """Somebody else published meanwhile; nothing of ours was kept."""


class Record:
    """One record; every method reads or writes in a transaction of its own."""

    def __init__(self, place: str, engine: Engine) -> None:
        self.place = shown(place)
        self.engine = engine

    def tenants(self) -> tuple[Tenant, ...]:
        """Return the organisations, by id."""
        rows = self._rows(select(schema.tenants).order_by(schema.tenants.c.id))
        return tuple(Tenant(**row) for row in rows)

    def tenant(self, wanted: str | None = None) -> Tenant:
        """Return the organisation asked for, else the only one; raises UsageError."""
        known = self.tenants()
        chosen = [one for one in known if wanted in (None, one.id)]
        if len(chosen) == 1:
            return chosen[0]
        names = ", ".join(one.id for one in known) or "none"
        what = f"has no organisation {wanted}" if wanted else "expected one organisation"
        raise UsageError(f"{self.place}: {what}; it holds: {names}; name one with --organisation")

    def releases(self, tenant: str) -> tuple[Release, ...]:
        """Return all releases of an organisation, oldest first."""
        table = schema.releases
        query = select(table).where(table.c.tenant == tenant).order_by(table.c.number)
        return tuple(map(release_of, self._rows(query)))

    def release(self, tenant: str, number: int) -> Release:
        """Return one release; raises UsageError where there is none of that number."""
        known = self.releases(tenant)
        for one in known:
            if one.number == number:
                return one
        last = f"the last is {known[-1].number}" if known else "there are none"
        raise UsageError(f"{self.place}: {tenant} has no release {number}; {last}")

    def load_release(self, tenant: str, number: int) -> dict[str, bytes]:
        """Return the files of the plan folder that was released, by path; digests are checked."""
        self.release(tenant, number)
        files, kept = schema.release_files, schema.contents
        query = (
            select(files.c.path, files.c.sha256, kept.c.packed)
            .join(kept, kept.c.sha256 == files.c.sha256)
            .where(files.c.tenant == tenant, files.c.number == number)
            .order_by(files.c.path)
        )
        found = {row["path"]: (row["sha256"], unpacked(row)) for row in self._rows(query)}
        for path, (digest, content) in found.items():
            if content is None or sha256(content) != digest:
                raise UsageError(
                    f"{self.place}: {path} of release {number} is damaged; import a backup"
                )
        return {path: content for path, (_, content) in found.items() if content is not None}

    def event_log(self, tenant: str, until: int | None = None) -> tuple[EventState, ...]:
        """Return every state of every event, by release and uid, up to release `until`."""
        table = schema.event_states
        query = select(table).where(table.c.tenant == tenant)
        if until is not None:
            query = query.where(table.c.release <= until)
        query = query.order_by(table.c.release, table.c.uid)
        states = map(state_of, self._rows(query))
        return tuple(sorted(states, key=lambda state: (state.release, state.uid)))

    def add_release(
        self,
        tenant: Tenant,
        release: Release,
        files: Mapping[str, bytes],
        states: Sequence[EventState],
    ) -> Release:
        """Keep a release, all of it or nothing, and return it with its digest.

        Its number must follow the last one; ConflictError where another has been faster.
        """
        digests = {path: sha256(content) for path, content in files.items()}
        rows = {state.uid: row_of(state) for state in states}
        whole = release_sha256(release, digests, rows)
        release = release.model_copy(update={"sha256": whole})
        with spoken(self.place):
            try:
                with writing(self.engine) as connection:
                    self._refuse_late(connection, release)
                    _keep_tenant(connection, tenant)
                    connection.execute(schema.releases.insert(), row_of(release))
                    _keep_files(connection, release, files, digests)
                    _insert(connection, schema.event_states, list(rows.values()))
            except IntegrityError as error:
                raise self._conflict(release, None) from error
        return release

    def add_marks(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        """Add marks of attendance, all or none, and return them with the numbers they got.

        A mark that corrects one must name a mark of the same cadre and class.
        """
        numbered = []
        with spoken(self.place), writing(self.engine) as connection:
            last: dict[str, int] = {}
            for mark in marks:
                number = last.get(mark.tenant) or _last_mark(connection, mark.tenant)
                last[mark.tenant] = number + 1
                numbered.append(mark.model_copy(update={"number": number + 1}))
            for mark in numbered:
                self._refuse_foreign_correction(connection, mark)
                connection.execute(schema.marks.insert(), row_of(mark))
        return tuple(numbered)

    def marks(self, tenant: str, class_id: str | None = None) -> tuple[Mark, ...]:
        """Return the marks of an organisation, or of one class, in the order they were made."""
        table = schema.marks
        query = select(table).where(table.c.tenant == tenant).order_by(table.c.number)
        if class_id is not None:
            query = query.where(table.c["class"] == class_id)
        return tuple(map(mark_of, self._rows(query)))

    def tokens(self, tenant: str) -> dict[tuple[str, str], FeedToken]:
        """Return the token in force of every feed, by kind and subject."""
        table = schema.feed_tokens
        query = select(table).where(table.c.tenant == tenant).order_by(table.c.number)
        found = (FeedToken(**row) for row in self._rows(query))
        return {(one.kind, one.subject): one for one in found}

    def add_tokens(self, tokens: Sequence[FeedToken]) -> None:
        """Add tokens; one with a higher number puts the earlier ones of its subject out of use.

        One whose number another program has given meanwhile is left out.
        """
        table = schema.feed_tokens
        keys = (table.c.tenant, table.c.kind, table.c.subject, table.c.number)
        with spoken(self.place), writing(self.engine) as connection:
            there = {tuple(row) for row in connection.execute(select(*keys))}
            rows = [row_of(token) for token in tokens]
            fresh = [row for row in rows if tuple(row[key.name] for key in keys) not in there]
            _insert(connection, table, fresh)

    def _rows(self, query: Any) -> list[dict[str, Any]]:
        with spoken(self.place), self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def _refuse_late(self, connection: Connection, release: Release) -> None:
        table = schema.releases
        query = (
            select(table)
            .where(table.c.tenant == release.tenant)
            .order_by(table.c.number.desc())
            .limit(1)
        )
        row = connection.execute(query).mappings().first()
        last = release_of(dict(row)) if row else None
        number, digest = (last.number, last.sha256) if last else (0, "")
        if (number + 1, digest) != (release.number, release.previous_sha256):
            raise self._conflict(release, last)

    def _conflict(self, release: Release, last: Release | None) -> ConflictError:
        who = f" by {last.who} at {last.at:%Y-%m-%d %H:%M} UTC" if last else ""
        number = last.number if last else release.number
        return ConflictError(
            f"{self.place}: release {number} was published meanwhile{who}; nothing of yours was "
            f"kept; look at `schedule show {number}`, then publish again"
        )

    def _refuse_foreign_correction(self, connection: Connection, mark: Mark) -> None:
        if mark.corrects is None:
            return
        table = schema.marks
        query = select(table.c.cadre, table.c["class"]).where(
            table.c.tenant == mark.tenant, table.c.number == mark.corrects
        )
        found = connection.execute(query).first()
        if found is None or tuple(found) != (mark.cadre, mark.class_id):
            raise UsageError(
                f"{self.place}: mark {mark.corrects} is not about cadre {mark.cadre} in class "
                f"{mark.class_id} and cannot be corrected so"
            )


def open_record(place: str | Path, *, create: bool = False) -> Record:
    """Open the record in a file or at a URL; raises UsageError where there is none.

    With `create` a missing one is made.
    """
    return Record(str(place), engine_of(str(place), create=create))


def unpacked(row: Mapping[str, Any]) -> bytes | None:
    """Return the content of a row of `contents`; None where it is damaged."""
    try:
        return zlib.decompress(row["packed"])
    except zlib.error:
        return None


def _keep_tenant(connection: Connection, tenant: Tenant) -> None:
    table = schema.tenants
    query = select(table.c.id).where(table.c.id == tenant.id)
    if connection.execute(query).first() is None:
        connection.execute(table.insert(), row_of(tenant))


def _keep_files(
    connection: Connection, release: Release, files: Mapping[str, bytes], digests: Mapping[str, str]
) -> None:
    table = schema.contents
    query = select(table.c.sha256).where(table.c.sha256.in_(set(digests.values())))
    there = set(connection.execute(query).scalars())
    for path, content in sorted(files.items()):
        if digests[path] not in there:
            there.add(digests[path])
            row = {"sha256": digests[path], "packed": zlib.compress(content, LEVEL)}
            connection.execute(table.insert(), row)
        place = {"tenant": release.tenant, "number": release.number, "path": path}
        connection.execute(schema.release_files.insert(), {**place, "sha256": digests[path]})


def _last_mark(connection: Connection, tenant: str) -> int:
    table = schema.marks
    query = select(func.max(table.c.number)).where(table.c.tenant == tenant)
    return connection.execute(query).scalar() or 0


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)
