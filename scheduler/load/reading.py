"""One run of the loader: the files it has read, the faults and warnings it has found."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.finding import Place as Line
from models.finding import SubjectKind
from scheduler.errors import Sentence
from scheduler.load.faults import Faults
from scheduler.load.messages import say

Place = tuple[str, int | None, str | None]


@dataclass
class Reading:
    """What a run has read and found; `digest` covers name and bytes of every file, in order.

    `changes` tells the edits of what-ifs as sentences, those of the base first; `chain` holds the
    what-if files that lead to the file being read, `places` where things were written.
    """

    faults: Faults = field(default_factory=Faults)
    warnings: dict[str, Sentence] = field(default_factory=dict)
    digest: Any = field(default_factory=hashlib.sha256)
    changes: list[str] = field(default_factory=list)
    chain: list[Path] = field(default_factory=list)
    places: dict[tuple[SubjectKind, str], Line] = field(default_factory=dict)
    read_already: dict[Path, bytes] = field(default_factory=dict)

    def bytes_of(self, path: Path, place: Place) -> bytes | None:
        """Return the bytes of a file; a fault at the place that names it, where it has none."""
        if path in self.read_already:
            return self.read_already[path]
        data = read_bytes(path, place, self.faults)
        if data is not None:
            self.read_already[path] = data
            add_to_digest(self.digest, path.name, data)
        return data


def add_to_digest(digest: Any, name: str, data: bytes) -> None:
    """Let a digest cover one more file."""
    digest.update(f"{name} {len(data)}\n".encode())
    digest.update(data)


def read_bytes(path: Path, place: Place, faults: Faults) -> bytes | None:
    """Return the bytes of a file; a fault where there are none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ValueError):  # a path may hold what no file name can
        faults.add(*place, say("file_missing", path=path))
    except OSError as error:
        faults.add(*place, say("file_unreadable", path=path, reason=error.strerror))
    return None
