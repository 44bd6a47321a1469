"""Rows of the record's tables to and from domain types, and the digests that guard them."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from models.record import EventFacts, EventState, FeedToken, Mark, Release, Tenant


def sha256(data: bytes) -> str:
    """Return the digest of a content as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    """Return JSON with one spelling for equal values."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def row_of(item: Tenant | Release | EventState | Mark | FeedToken) -> dict[str, Any]:
    """Return the columns of an item."""
    row = item.model_dump(mode="json")
    if isinstance(item, EventState):
        row["facts"] = facts_text(item.facts)
    if isinstance(item, Mark):
        row["modules"] = canonical(row["modules"]).decode()
    return row


def release_of(row: Mapping[str, Any]) -> Release:
    """Return the release of a row."""
    return Release(**row)


def state_of(row: Mapping[str, Any]) -> EventState:
    """Return the event state of a row."""
    facts = EventFacts.model_validate_json(row["facts"])
    return EventState(**{**row, "facts": facts})


def mark_of(row: Mapping[str, Any]) -> Mark:
    """Return the mark of a row."""
    return Mark(**{**row, "modules": tuple(json.loads(row["modules"]))})


def facts_text(facts: EventFacts) -> str:
    """Return the facts of an event as the record keeps them."""
    return canonical(facts.model_dump(mode="json")).decode()


def facts_sha256(facts: EventFacts) -> str:
    """Return the digest of all that an event says."""
    return sha256(facts_text(facts).encode())


def release_sha256(
    release: Release, files: Mapping[str, str], states: Mapping[str, Mapping[str, Any]]
) -> str:
    """Return the digest of a release: its own columns, its files' digests, its event states.

    It takes in the digest of the release before, so none can be changed or lost unnoticed.
    """
    own = {name: value for name, value in row_of(release).items() if name != "sha256"}
    return sha256(canonical([own, dict(files), {uid: dict(row) for uid, row in states.items()}]))
