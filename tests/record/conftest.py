"""Fixtures of this folder: places of a record."""

from tests.record.places import place, postgres

__all__ = ["place", "postgres"]
