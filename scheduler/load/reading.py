"""One run of the loader: the files it has read, the faults and warnings it has found."""

import hashlib
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.finding import Place as Line
from models.finding import SubjectKind
from scheduler.errors import Sentence
from scheduler.load.faults import Faults
from scheduler.load.messages import say

Place = tuple[str, int | None, str | None]
MAX_MEGABYTES = 256
ATTEMPTS = 5  # to read a file that somebody is just writing
PAUSE = 0.1  # seconds


@dataclass
class Reading:
    """What a run has read and found; `digest` covers name and bytes of every file, in order.

    `changes` tells the edits of what-ifs as sentences, those of the base first; `chain` holds the
    what-if files that lead to the file being read, `places` where things were written. Where
    `within` is given, no file outside that folder is read, whatever links lead there; `instead`
    holds the content of files that are not to be read from the disk.
    """

    within: Path | None = None
    instead: Mapping[Path, bytes] = field(default_factory=dict)

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
        if self.within is not None and not _inside(path, self.within):
            self.faults.add(*place, say("file_outside", path=path, folder=self.within))
            return None
        data = self.instead.get(path)
        if data is None:
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
    """Return the bytes of a plain file as they are at one moment; a fault where there are none."""
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a pipe would keep us waiting
            faults.add(*place, say("file_not_plain", path=path))
            return None
        for attempt in range(ATTEMPTS):
            time.sleep(PAUSE * attempt)
            size, data = _read_once(path)
            if size > MAX_MEGABYTES * 1_000_000:
                most = MAX_MEGABYTES
                faults.add(
                    *place, say("file_too_large", path=path, size=size // 1_000_000, most=most)
                )
                return None
            if data is not None:
                return data
        faults.add(*place, say("file_changing", path=path))
    except (FileNotFoundError, ValueError):  # a path may hold what no file name can
        faults.add(*place, say("file_missing", path=path))
    except OSError as error:
        faults.add(*place, say("file_unreadable", path=path, reason=error.strerror))
    return None


def _read_once(path: Path) -> tuple[int, bytes | None]:
    """Return size and bytes of a file; no bytes where it changed meanwhile or is too large."""
    with path.open("rb") as stream:
        before = os.fstat(stream.fileno())
        if before.st_size > MAX_MEGABYTES * 1_000_000:
            return before.st_size, None
        data = stream.read(MAX_MEGABYTES * 1_000_000 + 1)
        after = os.fstat(stream.fileno())
    same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    return len(data), data if same and len(data) == after.st_size else None


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
