"""The plan folder of a release, laid out for as long as somebody reads it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.record.record import Record


@contextmanager
def release_folder(record: Record, tenant: str, number: int) -> Iterator[Path]:
    """Give the folder with the files of a release; it vanishes afterwards."""
    files = record.load_release(tenant, number)
    with tempfile.TemporaryDirectory(prefix="schedule-") as place:
        for path, content in files.items():
            (Path(place) / path).write_bytes(content)
        yield Path(place)
