"""The lasting record of what was published and who attended; rows are only ever added."""

from scheduler.record.record import ConflictError, Record, open_record
from scheduler.record.unfold import release_folder

__all__ = ["ConflictError", "Record", "open_record", "release_folder"]
