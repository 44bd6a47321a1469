"""Opens the database of the record: a SQLite file, or PostgreSQL by URL."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from scheduler.errors import UsageError
from scheduler.record.schema import FORMAT, about, metadata

PATIENCE = 30.0
PASSWORD = "PGPASSWORD"


def is_url(place: str) -> bool:
    """Say whether the place is a database's URL rather than a file."""
    return "://" in place


def engine_of(place: str, *, create: bool) -> Engine:
    """Return the engine of a file or URL whose tables are there and of our format.

    Raises UsageError where there is no record and none may be made.
    """
    engine = _server(place) if is_url(place) else _file(Path(place), create=create)
    with spoken(place):
        if not inspect(engine).has_table(about.name):
            if not create:
                raise UsageError(f"{shown(place)}: holds no record; `schedule publish` makes one")
            _make_tables(engine)
        with engine.connect() as connection:
            found = connection.execute(select(about.c.value).where(about.c.key == "format"))
            version = found.scalar_one_or_none()
    if version != str(FORMAT):
        raise UsageError(
            f"{shown(place)}: is a record of format {version}, this program knows {FORMAT}; "
            "use the program that wrote it"
        )
    return engine


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give the one writer's connection: all of the block is kept, or nothing of it."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE about IN EXCLUSIVE MODE"))
        else:
            connection.execute(text("BEGIN IMMEDIATE"))
        yield connection


@contextlib.contextmanager
def spoken(place: str) -> Iterator[None]:
    """Turn faults of the database into one sentence; the record is whole after any of them."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raise UsageError(f"{shown(place)}: {_why(error)}") from error


def shown(place: str) -> str:
    """Return the place without its password."""
    return make_url(place).render_as_string(hide_password=True) if is_url(place) else place


def _why(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    said = cause.args[0] if cause.args else cause
    if isinstance(said, dict):  # pg8000 hands on the server's fields
        said = said.get("M", said)
    words = str(said)
    if "locked" in words:
        return "another program is writing to the record; try again"
    if "not a database" in words:
        return "is no record: the file is not a database; name another with --record"
    if isinstance(error, OperationalError) and "unable to open" in words:
        return "the record cannot be opened; does its folder exist, may you write there?"
    if "password" in words or isinstance(error, OSError) or "onnect" in words:
        return f"the database does not let us in: {words}; look at the URL and {PASSWORD}"
    return f"the database refused: {words}"


def _file(path: Path, *, create: bool) -> Engine:
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; expected the file of a record")
    if not path.exists() and not create:
        raise UsageError(f"{path}: no such record; name it with --record, or publish a plan first")
    with spoken(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": PATIENCE},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    return engine


def _server(place: str) -> Engine:
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise UsageError("--record: is no URL of a database") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(
            f"--record: databases of kind {url.drivername} are not known; expected a file or "
            "postgresql://USER@HOST/DATABASE"
        )
    url = url.set(drivername="postgresql+pg8000")
    if url.password is None and os.environ.get(PASSWORD):
        url = url.set(password=os.environ[PASSWORD])
    import pg8000  # type: ignore[import-untyped]

    return create_engine(url, module=pg8000, poolclass=NullPool)


def _make_tables(engine: Engine) -> None:
    """Make all tables in one transaction; another program may have been faster."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7245)"))
        else:
            connection.execute(text("BEGIN IMMEDIATE"))
        if inspect(connection).has_table(about.name):
            return
        metadata.create_all(connection, checkfirst=False)
        connection.execute(about.insert(), {"key": "format", "value": str(FORMAT)})
