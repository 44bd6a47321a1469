"""The tables of the record, the same on SQLite and PostgreSQL; rows are only ever added.

The one exception is `erase`, which lifts the guards for its transaction.
"""

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

FORMAT = 1

metadata = MetaData()

# What the record is: its format, so that an older program refuses what it cannot read.
about = Table(
    "about", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False)
)

tenants = Table(
    "tenants",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("domain", Text, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("term_from", Text, nullable=False),
    Column("term_to", Text, nullable=False),
    Column("horizon_from", Text, nullable=False),
    Column("horizon_to", Text, nullable=False),
    Column("input_sha256", Text, nullable=False),
    Column("plan_sha256", Text, nullable=False),
    Column("previous_sha256", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    ForeignKeyConstraint(["tenant"], ["tenants.id"]),
)

# Contents are kept once, compressed, under their digest; releases refer to them.
contents = Table(
    "contents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

release_files = Table(
    "release_files",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    ForeignKeyConstraint(["tenant", "number"], ["releases.tenant", "releases.number"]),
    ForeignKeyConstraint(["sha256"], ["contents.sha256"]),
)

# One row for each event that a release made, moved, altered, cancelled or brought back: the state
# of an event at a release is its last row up to there.
event_states = Table(
    "event_states",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("uid", Text, primary_key=True),
    Column("release", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("content_sha256", Text, nullable=False),
    Column("facts", Text, nullable=False),
    ForeignKeyConstraint(["tenant", "release"], ["releases.tenant", "releases.number"]),
)

marks = Table(
    "marks",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("release", Integer, nullable=False),
    Column("class", Text, nullable=False),
    Column("cadre", Text, nullable=False),
    Column("completed", Boolean, nullable=False),
    Column("modules", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("corrects", Integer),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    ForeignKeyConstraint(["tenant", "release"], ["releases.tenant", "releases.number"]),
    ForeignKeyConstraint(["tenant", "corrects"], ["marks.tenant", "marks.number"]),
)

feed_tokens = Table(
    "feed_tokens",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("token", Text, nullable=False),
    Column("at", Text, nullable=False),
    ForeignKeyConstraint(["tenant"], ["tenants.id"]),
    UniqueConstraint("token"),
)

_PG_FUNCTION = DDL(  # type: ignore[no-untyped-call]
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the record only grows'; END $$"
).execute_if(dialect="postgresql")
event.listen(metadata, "before_create", _PG_FUNCTION)

GUARDED = tuple(metadata.tables.values())
VERBS = ("UPDATE", "DELETE")


def guard_name(table: Table, verb: str) -> str:
    """Return the name of the trigger that refuses to change or delete rows of a table."""
    return f"{table.name}_{verb.lower()}"


def guard_text(table: Table, verb: str, dialect: str) -> str:
    """Return the statement that makes the trigger."""
    head = f"CREATE TRIGGER {guard_name(table, verb)} BEFORE {verb} ON {table.name} "
    if dialect == "postgresql":
        return f"{head}FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return f"{head}BEGIN SELECT RAISE(ABORT, 'the record only grows'); END"


for _table in GUARDED:
    for _verb in VERBS:
        for _dialect in ("sqlite", "postgresql"):
            _guard = DDL(guard_text(_table, _verb, _dialect))  # type: ignore[no-untyped-call]
            event.listen(_table, "after_create", _guard.execute_if(dialect=_dialect))
