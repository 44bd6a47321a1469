"""The folders in which a person is looked for, and every file that holds the id or a name."""

import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scheduler.erasure.person import Person
from scheduler.errors import UsageError
from scheduler.outputs import published, sharing

DOCUMENTS = "documents.json"
DESK, UPLOAD = ".desk", "upload.json"  # of a folder that is served
FOLD = b"\r\n "  # iCalendar folds long lines


class Kind(StrEnum):
    """What a folder is, by the file that marks it; a served folder's own are known by place."""

    PLAN = "result.json"
    PUBLISHED = published.MARK
    SHARED = sharing.MARK
    DOCUMENTS = DOCUMENTS
    KEPT = "kept"
    UPLOAD = "uploads"


OF_DESK = (Kind.KEPT, Kind.UPLOAD)


@dataclass(frozen=True)
class Place:
    """A folder of ours, what it is and all its files by their path inside it."""

    folder: Path
    kind: Kind
    files: dict[str, bytes]


def places_in(folder: Path) -> tuple[Place, ...]:
    """Return the folders of ours in a folder, itself included; raises where there is none."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    found = [
        Place(mark.parent, kind, files_of(mark.parent))
        for kind in Kind
        if kind not in OF_DESK
        for mark in sorted(folder.rglob(kind.value))
        if mark.is_file() and (kind is not Kind.PLAN or (mark.parent / "scenario.json").is_file())
    ]
    found += _of_desk(folder)
    if not found:
        raise UsageError(
            f"{folder}: holds no plan, no published calendars, nothing shared, no documents and "
            "nothing that was served; name the folder of one, or one that holds several"
        )
    return tuple(found)


def _of_desk(folder: Path) -> Iterator[Place]:
    """Yield the folders of former files and of waiting uploads, of served folders in a folder."""
    for desk in (folder, *sorted(folder.rglob(DESK))):
        if desk.name != DESK:
            continue
        for kind in OF_DESK:
            for one in sorted(path for path in desk.glob(f"{kind.value}/*") if path.is_dir()):
                plain = [path for path in plain_files(one) if path.parent == one]
                files = {path.name: path.read_bytes() for path in plain}
                if kind is Kind.KEPT or UPLOAD in files:
                    yield Place(one, kind, files)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder by their path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in plain_files(folder)}


def plain_files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted; links are not followed."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def is_named_in(person: Person, data: bytes) -> bool:
    """Say whether a file holds the person's id or a name, also where it is packed."""
    return any(
        person.is_named_in(text) for part in _unpacked(data) for text in _readings(part) if text
    )


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield archive.read(name)
        except (zipfile.BadZipFile, OSError, RuntimeError):
            return


def _readings(data: bytes) -> Iterator[str]:
    """Yield a content as text; JSON a second time without escapes."""
    text = unicodedata.normalize("NFC", data.replace(FOLD, b"").decode("utf-8", "ignore"))
    yield text
    if "\\" in text and text.lstrip()[:1] in ("{", "["):
        try:
            yield json.dumps(json.loads(text), ensure_ascii=False)
        except (ValueError, RecursionError):
            return
