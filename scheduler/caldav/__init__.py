"""Brings the collections of a CalDAV server to what a release says."""

from scheduler.caldav.push import Collection, Pushed, push_collections

__all__ = ["Collection", "Pushed", "push_collections"]
