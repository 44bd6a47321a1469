"""Uploads that wait for a decision: their files below the workspace's own folder, by id."""

import contextlib
import hashlib
import re
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from models.base import Model
from scheduler.load.schema import TABLES, normal_header
from scheduler.load.sheets import workbook_sheets
from scheduler.serve.workspace import write_whole

RECORD = "upload.json"
MOST_WAITING = 20
SHEET_NAMES = {
    "don vi": "units",
    "can bo": "cadres",
    "hoc vien": "cadres",
    "qua trinh": "history",
    "lich su": "history",
    "da hoc": "history",
    "chuyen de": "modules",
    "giang vien": "lecturers",
    "phan cong": "qualifications",
    "nang luc": "qualifications",
    "dia diem": "venues",
    "phong": "rooms",
    "phong hoc": "rooms",
    "vang": "unavailability",
    "vang mat": "unavailability",
    "khoang cach": "distances",
} | {name: name for name in TABLES}


class Part(Model):
    """One table of an upload: the file below the upload's folder, its sheet, what it replaces."""

    file: str
    sheet: str | None = None
    replaces: str = ""


class Upload(Model):
    """An upload: for which scenario, as which file of the reader's, and its tables."""

    format: Literal[1] = 1
    id: str
    scenario: str
    filename: str
    came: str
    parts: dict[str, Part] = Field(min_length=1)


class UnknownTableError(Exception):
    """Nothing tells which table a file or its sheets are."""


class Uploads:
    """The uploads below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, name: str) -> Upload | None:
        """Return an upload, None where there is none of that name."""
        if name not in self._names():
            return None
        with contextlib.suppress(OSError, ValidationError):
            return Upload.model_validate_json((self.folder / name / RECORD).read_bytes())
        return None

    def content(self, upload: Upload, table: str) -> tuple[Path, bytes]:
        """Return path and bytes of a table of an upload."""
        path = self.folder / upload.id / upload.parts[table].file
        return path, path.read_bytes()

    def add(
        self,
        scenario: str,
        filename: str,
        content: bytes,
        table: str | None,
        stamps: dict[str, str],
    ) -> Upload:
        """Keep an upload; `stamps` tells what each table holds now. Raises SheetError."""
        for name in self._names()[MOST_WAITING - 1 :]:
            self.drop(name)
        suffix = ".xlsx" if Path(filename).suffix.lower() in (".xlsx", ".xlsm") else ".csv"
        sheets = sheets_of(filename, content, table) if suffix == ".xlsx" else {}
        if suffix == ".csv":
            sheets = {table or table_of(Path(filename).stem): None}
        moment = datetime.now(UTC)
        upload = Upload(
            id=f"{moment:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
            scenario=scenario,
            filename=filename,
            came=moment.isoformat(timespec="seconds"),
            parts={
                name: Part(file=f"content{suffix}", sheet=sheet, replaces=stamps.get(name, ""))
                for name, sheet in sheets.items()
            },
        )
        write_whole(self.folder / upload.id / f"content{suffix}", content)
        self._record(upload)
        return upload

    def replace_part(self, upload: Upload, table: str, content: bytes) -> Upload:
        """Keep a corrected table, which is a CSV file from now on."""
        part = Part(file=f"{table}.csv", replaces=upload.parts[table].replaces)
        write_whole(self.folder / upload.id / part.file, content)
        changed = upload.model_copy(update={"parts": upload.parts | {table: part}})
        self._record(changed)
        return changed

    def drop(self, name: str) -> None:
        """Forget an upload."""
        if name in self._names():
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def _record(self, upload: Upload) -> None:
        write_whole(self.folder / upload.id / RECORD, upload.model_dump_json(indent=1).encode())

    def _names(self) -> list[str]:
        with contextlib.suppress(OSError):
            return sorted((one.name for one in self.folder.iterdir() if one.is_dir()), reverse=True)
        return []


def stamp(path: Path | None) -> str:
    """Return what a file holds, as a digest; empty where there is none."""
    if path is None:
        return ""
    with contextlib.suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""


def table_of(word: str) -> str:
    """Return the table that a file or sheet is called after; raises UnknownTableError."""
    plain = re.sub(r"[^a-z]+", " ", normal_header(word)).strip()
    if plain in SHEET_NAMES:
        return SHEET_NAMES[plain]
    for name in sorted(SHEET_NAMES, key=len, reverse=True):
        if re.search(rf"\b{name}\b", plain):
            return SHEET_NAMES[name]
    raise UnknownTableError(word)


def sheets_of(filename: str, content: bytes, table: str | None) -> dict[str, str | None]:
    """Return which sheets of a workbook are which tables, or which one is the table asked for."""
    names = workbook_sheets(content)
    called: dict[str, str | None] = {}
    for name in names:
        with contextlib.suppress(UnknownTableError):
            called.setdefault(table_of(name), name)
    if table is not None:
        if table in called or len(names) > 1:
            return {table: called.get(table)}  # no name: the reader says which sheets there are
        return {table: names[0]}
    if called:
        return called
    if len(names) == 1:
        return {table_of(Path(filename).stem): names[0]}
    raise UnknownTableError(", ".join(names))
