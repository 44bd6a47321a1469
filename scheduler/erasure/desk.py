"""What a served folder keeps of tables, without a person: former files and waiting uploads."""

import contextlib
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.scenario import Language
from scheduler.erasure.folders import Work
from scheduler.erasure.person import Person
from scheduler.erasure.places import UPLOAD, Kind, Place, is_named_in
from scheduler.errors import UsageError
from scheduler.load.schema import TABLES, TableSchema
from scheduler.load.sheets import SheetError, workbook_sheets
from scheduler.load.tables import SeenTable, see_table
from scheduler.outputs.folder import replace_files

COLUMN = {"cadres": "id", "history": "cadre", "unavailability": "id"}  # in which people stand
OTHERS = {"lecturer", "room", "unit"}  # who else may be away under the same id
WORKBOOKS = (".xlsx", ".xlsm")
PRIVATE = 0o600


@dataclass(frozen=True)
class DeskWork(Work):
    """Files that are written or removed one by one: the folder may be in use."""

    def _put(self, files: Mapping[str, bytes]) -> None:
        folder = self.place.folder
        fresh = {name: files[name] for name in self.changed if name in files}
        replace_files(folder, fresh)
        try:
            for name in self.changed:
                if name in fresh:
                    (folder / name).chmod(PRIVATE)
                else:
                    (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(f"{folder}: cannot be changed: {error.strerror or error}") from error
        with contextlib.suppress(OSError):  # something else lies there
            folder.rmdir()


def desk_work(place: Place, person: Person, language: Language) -> DeskWork | None:
    """Return the folder without the person; None where it does not name them.

    Rows of CSV files go, texts get the pseudonym; a workbook is removed, and so is whatever names
    the person after that. An upload lives by its files: it goes where one of them does.
    """
    files = {name: _without(name, data, person, language) for name, data in place.files.items()}
    left = {name: data for name, data in files.items() if data is not None}
    if left == place.files:
        return None
    dropped = place.kind is Kind.UPLOAD and (
        len(left) < len(files) or left[UPLOAD] != place.files[UPLOAD]
    )
    return DeskWork(place, {} if dropped else left)


def people_in(place: Place) -> Iterator[tuple[str, str]]:
    """Yield ids and names in the tables of cadres that a folder keeps."""
    for name, data in place.files.items():
        for schema, seen in _tables(name, data):
            if schema.name != "cadres" or "name" not in seen.columns:
                continue
            for _, cells in seen.rows:
                yield _cell(seen, cells, "id"), _cell(seen, cells, "name")


def _without(name: str, data: bytes, person: Person, language: Language) -> bytes | None:
    """Return a file without the person, None where it has to go."""
    suffix = Path(name).suffix.lower()
    if suffix in WORKBOOKS:
        rows = (row for schema, seen in _tables(name, data) for row in _mine(schema, seen, person))
        return None if is_named_in(person, data) or any(rows) else data
    try:
        if suffix == ".csv":
            told = _rows_out(name, data, person)
        else:
            told = _text_out(data, person, language)
    except (SheetError, UnicodeDecodeError):  # what cannot be read cannot be written anew
        told = data
    return None if _named(person, told) else told


def _named(person: Person, data: bytes) -> bool:
    wide = data.decode("utf-16", "ignore") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    return is_named_in(person, data) or is_named_in(person, wide.encode())


def _text_out(data: bytes, person: Person, language: Language) -> bytes:
    text = data.decode()
    return person.out_of(text, language).encode() if person.is_named_in(text) else data


def _rows_out(name: str, data: bytes, person: Person) -> bytes:
    """Return a CSV file without the rows of the person; every other byte stays."""
    lines = list(io.StringIO(data.decode(), newline=""))
    tables = list(_tables(name, data))
    mine = {line for schema, seen in tables for line in _mine(schema, seen, person)}
    parsed = tables[0][1] if tables else see_table(TABLES["cadres"], Path(name), data, None)
    starts = [line for line, _ in parsed.rows]
    kept = lines[: starts[0] - 1] if starts else lines
    for start, after in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        row = lines[start - 1 : after - 1]
        named = person.is_named_in(unicodedata.normalize("NFC", "".join(row)))
        if start not in mine and not named:
            kept += row
    return "".join(kept).encode()


def _tables(name: str, data: bytes) -> Iterator[tuple[TableSchema, SeenTable]]:
    """Yield the tables of people that a file holds, known by their columns."""
    sheets: list[str | None] = []
    suffix = Path(name).suffix.lower()
    if suffix in WORKBOOKS:
        with contextlib.suppress(SheetError):
            sheets += workbook_sheets(data)
    elif suffix == ".csv":
        sheets.append(None)
    for sheet in sheets:
        for schema in (TABLES[one] for one in COLUMN):
            with contextlib.suppress(SheetError):
                seen = see_table(schema, Path(name), data, sheet)
                wanted = {one.name for one in schema.columns.values() if one.required}
                if wanted <= seen.columns.keys():
                    yield schema, seen


def _mine(schema: TableSchema, seen: SeenTable, person: Person) -> Iterator[int]:
    """Yield the lines of a table that are about the person."""
    for line, cells in seen.rows:
        if person.renamed(_cell(seen, cells, COLUMN[schema.name])) is None:
            continue
        away = schema.name == "unavailability"
        if not (away and _cell(seen, cells, "kind").casefold() in OTHERS):
            yield line


def _cell(seen: SeenTable, cells: list[object], column: str) -> str:
    place = seen.columns[column]
    value = cells[place] if place < len(cells) else None
    return "" if value is None else str(value).strip()
