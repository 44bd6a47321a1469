"""Every change of a plan against its baseline with its reason, and who else could teach."""

from scheduler.explain.moves.changes import list_moves
from scheduler.explain.moves.open_sessions import open_sessions

__all__ = ["list_moves", "open_sessions"]
