"""The whole record as one file and back, verified by digests on both ways."""

import base64
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text

from models.record import Release
from scheduler.errors import UsageError
from scheduler.record.connection import spoken, writing
from scheduler.record.record import LEVEL, Record
from scheduler.record.rows import canonical, release_of, release_sha256, sha256
from scheduler.record.schema import FORMAT, metadata

Tables = dict[str, list[dict[str, Any]]]
KIND = "schedule-record"


def export_record(record: Record, file: Path) -> str:
    """Write the record to a file, whole or not at all, and return the digest of its rows."""
    with spoken(record.place):
        tables = _read(record)
    _refuse_faults(tables, record.place)
    digest = rows_sha256(tables)
    head = {"kind": KIND, "format": FORMAT, "sha256": digest}
    lines = [canonical(head), *_lines(tables), b""]
    content = gzip.compress(b"\n".join(lines), mtime=0)
    fresh = file.with_name(f".{file.name}.schedule-new")
    try:
        with fresh.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
    return digest


def import_record(file: Path, record: Record) -> tuple[str, bool]:
    """Fill an empty record from a file; return the digest and whether anything was written.

    Nothing is written where the record holds the same already; raises UsageError where the file is
    damaged or the record holds something else.
    """
    tables, claimed = _parse(file)
    if rows_sha256(tables) != claimed:
        raise UsageError(f"{file}: is damaged: its rows do not match their digest; nothing is kept")
    _refuse_faults(tables, str(file))
    with spoken(record.place):
        there = _read(record)
        if rows_sha256(there) == claimed:
            return claimed, False
        if any(there.values()):
            raise UsageError(
                f"{record.place}: holds something already and only grows; import into a new record"
            )
        with writing(record.engine) as connection:
            for table in metadata.sorted_tables:
                rows = [_packed(table.name, row) for row in tables.get(table.name, [])]
                if rows:
                    connection.execute(table.insert(), rows)
            if rows_sha256(_rows_of(connection)) != claimed:
                raise UsageError(f"{record.place}: did not keep the rows as given; nothing is kept")
    return claimed, True


def rows_sha256(tables: Mapping[str, list[dict[str, Any]]]) -> str:
    """Return the digest of all rows, whatever database they lie in."""
    digest = hashlib.sha256()
    for line in _lines(tables):
        digest.update(line + b"\n")
    return digest.hexdigest()


def faults_of(tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Yield what does not fit: contents with another digest, releases changed, lost or added."""
    for row in tables.get("contents", []):
        if sha256(base64.b64decode(row["content"])) != row["sha256"]:
            yield f"content {row['sha256'][:12]} is not what it was"
    before: dict[str, Release] = {}
    for release in map(release_of, tables.get("releases", [])):
        last = before.get(release.tenant)
        number, digest = (last.number, last.sha256) if last else (0, "")
        if (number + 1, digest) != (release.number, release.previous_sha256):
            yield f"release {release.number} of {release.tenant} does not follow the one before"
        if _recomputed(release, tables) != release.sha256:
            yield f"release {release.number} of {release.tenant} is not what it was"
        before[release.tenant] = release


def record_faults(record: Record) -> tuple[str, ...]:
    """Return what is damaged in a record."""
    with spoken(record.place):
        return tuple(faults_of(_read(record)))


def _recomputed(release: Release, tables: Mapping[str, list[dict[str, Any]]]) -> str:
    mine = [
        row
        for row in tables.get("release_files", [])
        if (row["tenant"], row["number"]) == (release.tenant, release.number)
    ]
    states = [
        row
        for row in tables.get("event_states", [])
        if (row["tenant"], row["release"]) == (release.tenant, release.number)
    ]
    files = {row["path"]: row["sha256"] for row in mine}
    return release_sha256(release, files, {row["uid"]: row for row in states})


def _refuse_faults(tables: Tables, place: str) -> None:
    faults = tuple(faults_of(tables))
    if faults:
        raise UsageError(f"{place}: is damaged: {'; '.join(faults[:5])}")


def _read(record: Record) -> Tables:
    """Return all rows as they were at one moment."""
    engine = record.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("BEGIN"))
        return _rows_of(connection)


def _rows_of(connection: Connection) -> Tables:
    """Return the rows of all tables but the one about the database, sorted by their keys."""
    tables: Tables = {}
    for table in metadata.sorted_tables:
        if table.name == "about":
            continue
        rows = [dict(row) for row in connection.execute(select(table)).mappings()]
        keys = [column.name for column in table.primary_key]
        rows.sort(key=lambda row, keys=keys: [row[key] for key in keys])  # type: ignore[misc]
        tables[table.name] = [_unpacked(table.name, row) for row in rows]
    return tables


def _lines(tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[bytes]:
    for name in sorted(tables):
        for row in tables[name]:
            yield canonical({"table": name, "row": row})


def _unpacked(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the file has it: contents as they are, since packers differ."""
    if table != "contents":
        return row
    try:
        content = zlib.decompress(row["packed"])
    except zlib.error:
        content = b""
    return {"sha256": row["sha256"], "content": base64.b64encode(content).decode()}


def _packed(table: str, row: dict[str, Any]) -> dict[str, Any]:
    if table != "contents":
        return row
    content = base64.b64decode(row["content"])
    return {"sha256": row["sha256"], "packed": zlib.compress(content, LEVEL)}


def _parse(file: Path) -> tuple[Tables, str]:
    known = {table.name for table in metadata.sorted_tables} - {"about"}
    tables: Tables = {}
    try:
        head, *lines = gzip.decompress(file.read_bytes()).decode().splitlines()
        about = json.loads(head)
        if about.get("kind") != KIND:
            raise UsageError(f"{file}: is no backup of a record")
        if about["format"] != FORMAT:
            raise UsageError(
                f"{file}: is a backup of format {about['format']}, this program knows {FORMAT}"
            )
        for line in lines:
            item = json.loads(line)
            if item["table"] not in known:
                raise ValueError
            tables.setdefault(item["table"], []).append(item["row"])
    except (OSError, EOFError, ValueError, KeyError, AttributeError, zlib.error) as error:
        if isinstance(error, FileNotFoundError):
            raise UsageError(f"{file}: no such file") from error
        raise UsageError(f"{file}: is damaged or no backup of a record") from error
    return tables, str(about["sha256"])
