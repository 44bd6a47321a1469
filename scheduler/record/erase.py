"""Takes one person out of the record: the only thing that changes what was kept.

Files of releases are replaced, the digests that chain the releases are made anew, marks get the
pseudonym and personal feeds go; all in one transaction, which a note in the table `about` tells of.
"""

import contextlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, select, text, update

from models.record import AudienceKind, Release
from scheduler.errors import UsageError
from scheduler.record import schema
from scheduler.record.connection import spoken, writing
from scheduler.record.record import LEVEL, Record, unpacked
from scheduler.record.rows import release_of, release_sha256, row_of, sha256

TOUCHED = (schema.releases, schema.contents, schema.release_files, schema.marks, schema.feed_tokens)
NOTE = "erased"

Files = dict[str, bytes]
# Returns a release and its files without the person; None where they do not name the person.
Change = Callable[[Release, Files], tuple[Release, Files] | None]
# Says under which id somebody is kept from now on; None for everybody else.
Renamed = Callable[[str], str | None]


class Found(NamedTuple):
    """What names a person: the files of releases, cadres of marks, subjects of personal feeds."""

    files: tuple[tuple[Release, Files], ...]
    cadres: frozenset[str]
    tokens: Mapping[str, tuple[str, ...]]


@dataclass
class Changed:
    """How much was changed; `tokens` are the secret names of feeds that are no more."""

    releases: int = 0
    marks: int = 0
    tokens: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Say whether the person was there at all."""
        return bool(self.releases or self.marks or self.tokens)


class Erasing:
    """A transaction on one organisation of a record, open until the block of `erasing` ends."""

    def __init__(self, connection: Connection, tenant: str, place: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self._place = place
        self.changed = Changed()

    def found(self) -> Found:
        """Return all that may name a person."""
        marks, tokens = schema.marks, schema.feed_tokens
        cadres = select(marks.c.cadre).where(marks.c.tenant == self._tenant).distinct()
        feeds = select(tokens.c.subject, tokens.c.token).where(
            tokens.c.tenant == self._tenant, tokens.c.kind == AudienceKind.CADRE.value
        )
        kept: dict[str, tuple[str, ...]] = {}
        for subject, token in self._connection.execute(feeds):
            kept[subject] = (*kept.get(subject, ()), token)
        return Found(
            tuple((one, self._files(one.number)) for one in self._releases()),
            frozenset(self._connection.execute(cadres).scalars()),
            kept,
        )

    def apply(self, found: Found, change: Change, renamed: Renamed, who: str) -> None:
        """Change whatever names the person."""
        heads = [found.files[-1][0].sha256] if found.files else []
        with self._unguarded():
            self._rewrite(found, change)
            for cadre in sorted(found.cadres):
                if (fresh := renamed(cadre)) is not None:
                    self._marks(cadre, fresh)
            for subject, tokens in sorted(found.tokens.items()):
                if renamed(subject) is not None:
                    self._forget(subject, tokens)
            if self.changed.anything:
                heads += [one.sha256 for one in self._releases()[-1:]]
                self._tell(who, heads)

    def _releases(self) -> list[Release]:
        table = schema.releases
        query = select(table).where(table.c.tenant == self._tenant).order_by(table.c.number)
        return [release_of(dict(row)) for row in self._connection.execute(query).mappings()]

    def _files(self, number: int) -> Files:
        files, kept = schema.release_files, schema.contents
        query = (
            select(files.c.path, kept.c.packed)
            .join(kept, kept.c.sha256 == files.c.sha256)
            .where(files.c.tenant == self._tenant, files.c.number == number)
            .order_by(files.c.path)
        )
        found = {}
        for row in self._connection.execute(query).mappings():
            content = unpacked(dict(row))
            if content is None:
                raise UsageError(
                    f"{self._place}: {row['path']} of release {number} is damaged; import a backup"
                )
            found[row["path"]] = content
        return found

    def _rewrite(self, found: Found, change: Change) -> None:
        """Put changed files in the place of the old ones and chain the releases anew."""
        before = ""
        dropped: set[str] = set()
        for release, files in found.files:
            changed = change(release, files)
            fresh, kept = changed or (release, files)
            if changed is not None:
                self.changed.releases += 1
                for path, content in kept.items():
                    if content != files[path]:
                        self._replace(release, path, content)
                        dropped.add(sha256(files[path]))
            before = self._chain(fresh, kept, before)
        self._drop(dropped)

    def _replace(self, release: Release, path: str, content: bytes) -> None:
        contents, files = schema.contents, schema.release_files
        digest = sha256(content)
        known = select(contents.c.sha256).where(contents.c.sha256 == digest)
        if self._connection.execute(known).first() is None:
            packed = zlib.compress(content, LEVEL)
            self._connection.execute(contents.insert(), {"sha256": digest, "packed": packed})
        self._connection.execute(
            update(files)
            .where(
                files.c.tenant == release.tenant,
                files.c.number == release.number,
                files.c.path == path,
            )
            .values(sha256=digest)
        )

    def _chain(self, release: Release, files: Mapping[str, bytes], before: str) -> str:
        """Keep the digests of a release that follows another and return its own."""
        table, events = schema.releases, schema.event_states
        query = select(events).where(
            events.c.tenant == release.tenant, events.c.release == release.number
        )
        states = {row["uid"]: dict(row) for row in self._connection.execute(query).mappings()}
        fresh = release.model_copy(update={"previous_sha256": before})
        digests = {path: sha256(content) for path, content in files.items()}
        fresh = fresh.model_copy(update={"sha256": release_sha256(fresh, digests, states)})
        self._connection.execute(
            update(table)
            .where(table.c.tenant == release.tenant, table.c.number == release.number)
            .values(**row_of(fresh))
        )
        return fresh.sha256

    def _drop(self, digests: set[str]) -> None:
        """Delete contents that no release refers to any more."""
        contents, files = schema.contents, schema.release_files
        for digest in sorted(digests):
            used = select(files.c.path).where(files.c.sha256 == digest).limit(1)
            if self._connection.execute(used).first() is None:
                self._connection.execute(delete(contents).where(contents.c.sha256 == digest))
                self.changed.contents.append(digest)

    def _marks(self, cadre: str, fresh: str) -> None:
        table = schema.marks
        done = self._connection.execute(
            update(table)
            .where(table.c.tenant == self._tenant, table.c.cadre == cadre)
            .values(cadre=fresh)
        )
        self.changed.marks += done.rowcount

    def _forget(self, subject: str, tokens: tuple[str, ...]) -> None:
        table = schema.feed_tokens
        self._connection.execute(
            delete(table).where(
                table.c.tenant == self._tenant,
                table.c.kind == AudienceKind.CADRE.value,
                table.c.subject == subject,
            )
        )
        self.changed.tokens += tokens

    def _tell(self, who: str, heads: list[str]) -> None:
        """Leave a note that names nobody: when, by whom, which digest became which."""
        table = schema.about
        query = select(func.count()).where(table.c.key.like(f"{NOTE}-%"))
        number = (self._connection.execute(query).scalar() or 0) + 1
        note: dict[str, Any] = {
            "tenant": self._tenant,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "who": who,
            "heads": heads,
        }
        row = {"key": f"{NOTE}-{number:04}", "value": json.dumps(note, ensure_ascii=False)}
        self._connection.execute(table.insert(), row)

    @contextlib.contextmanager
    def _unguarded(self) -> Iterator[None]:
        """Lift the guards that let rows only be added, inside the transaction."""
        for table in TOUCHED:
            for verb in schema.VERBS:
                self._connection.execute(text(self._lift(table, verb)))
        yield
        dialect = self._connection.dialect.name
        for table in TOUCHED:
            for verb in schema.VERBS:
                self._connection.execute(text(schema.guard_text(table, verb, dialect)))

    def _lift(self, table: Table, verb: str) -> str:
        where = f" ON {table.name}" if self._connection.dialect.name == "postgresql" else ""
        return f"DROP TRIGGER {schema.guard_name(table, verb)}{where}"


class _UndoneError(Exception):
    """Ends a transaction that was only tried."""


@contextlib.contextmanager
def erasing(record: Record, tenant: str, *, keep: bool) -> Iterator[Erasing]:
    """Give a transaction that is kept when the block ends, or undone where `keep` is false."""
    whole = writing(record.engine)
    with contextlib.suppress(_UndoneError), spoken(record.place), whole as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA secure_delete = ON"))
        yield Erasing(connection, tenant, record.place)
        if not keep:
            raise _UndoneError


def scrub(record: Record) -> None:
    """Have the database give up the space in which former rows still lie."""
    with spoken(record.place), record.engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        if alone.dialect.name == "sqlite":
            alone.execute(text("VACUUM"))
            return
        for table in TOUCHED:
            alone.execute(text(f"VACUUM FULL {table.name}"))
