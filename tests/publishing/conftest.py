"""Fixtures of this folder: places of a record, a CalDAV server."""

from tests.publishing.radicale_server import radicale
from tests.record.places import place, postgres

__all__ = ["place", "postgres", "radicale"]
