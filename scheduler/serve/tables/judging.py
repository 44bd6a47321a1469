"""What an upload would bring: the whole scenario read with it, every fault at its cell."""

import csv
import io
import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from scheduler.errors import Fault, InputError
from scheduler.load import load_scenario
from scheduler.load.schema import TABLES
from scheduler.load.sheets import SheetError
from scheduler.load.tables import SeenTable, see_table
from scheduler.serve.tables.references import Reference, new_place, references, with_reference
from scheduler.serve.tables.staging import Upload, Uploads
from scheduler.serve.workspace import Place

SHOWN_ROWS, AROUND = 200, 1
HEADER_ROW = 0


@dataclass(frozen=True)
class Cell:
    """A cell as people see it, with what is wrong about it."""

    text: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class ShownRow:
    """A row with its line; `after_gap` tells that rows before it are left out."""

    line: int
    cells: tuple[Cell, ...]
    faults: tuple[Fault, ...] = ()
    is_header: bool = False
    after_gap: bool = False


@dataclass
class ShownTable:
    """A table of an upload: rows worth a look, and faults that have no row."""

    table: str
    num_rows: int = 0
    num_faults: int = 0
    rows: list[ShownRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    width: int = 0


@dataclass(frozen=True)
class Judgement:
    """An upload judged: its tables, the faults elsewhere, the warnings in both languages."""

    tables: tuple[ShownTable, ...]
    elsewhere: tuple[Fault, ...]
    warnings: tuple[Any, ...]

    @property
    def good(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.elsewhere and not any(table.num_faults for table in self.tables)


@dataclass(frozen=True)
class Trial:
    """A scenario with an upload in place of its files: contents by path, and where tables lie."""

    contents: dict[Path, bytes]
    places: dict[str, tuple[str, str | None]]


def judge(place: Place, uploads: Uploads, upload: Upload) -> Judgement:
    """Read the scenario as it would be and return what there is to say."""
    trial = trial_of(place, uploads, upload)
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Any, ...] = ()
    try:
        warnings = load_scenario(place.path, place.root, trial.contents).remarks
    except InputError as error:
        faults = error.faults
    mine: dict[str, list[Fault]] = defaultdict(list)
    elsewhere: list[Fault] = []
    for fault in faults:
        table = next((n for n, at in trial.places.items() if (fault.file, fault.sheet) == at), None)
        (elsewhere if table is None else mine[table]).append(fault)
    tables = tuple(show(uploads, upload, table, mine[table]) for table in upload.parts)
    return Judgement(tables, tuple(elsewhere), warnings)


def trial_of(place: Place, uploads: Uploads, upload: Upload) -> Trial:
    """Return what the files would hold with the upload in them."""
    raw = place.path.read_bytes()
    known = references(place.path, raw)
    text = raw.decode("utf-8-sig")
    contents: dict[Path, bytes] = {}
    places: dict[str, tuple[str, str | None]] = {}
    for table, part in upload.parts.items():
        path = new_place(place.path, known, table).with_suffix(Path(part.file).suffix)
        contents[path] = uploads.content(upload, table)[1]
        reference = relative(path, place) + (f"#{part.sheet}" if part.sheet else "")
        if path.suffix != ".csv" or not known[table].is_csv:
            text = with_reference(text, table, reference)
        places[table] = (str(path), part.sheet)
    contents[place.path] = text.encode()
    return Trial(contents, places)


def relative(path: Path, place: Place) -> str:
    """Return a path as the scenario file names it."""
    return Path(os.path.relpath(path, place.path.parent)).as_posix()


def show(uploads: Uploads, upload: Upload, table: str, faults: list[Fault]) -> ShownTable:
    """Return a table as people see it, every fault where it belongs."""
    shown = ShownTable(table, num_faults=len(faults))
    path, data = uploads.content(upload, table)
    try:
        seen = see_table(TABLES[table], path, data, upload.parts[table].sheet)
    except SheetError:
        shown.faults = list(faults)
        return shown
    header = 0 if seen.header is None else seen.header
    rows = seen.rows[header:]
    lines = {line for line, _ in rows}
    at: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.line in lines:
            at[fault.line].append(fault)
        else:
            shown.faults.append(fault)
    shown.num_rows = max(0, len(rows) - 1)
    shown.width = max((len(cells) for _, cells in rows), default=0)
    last = -1
    for number in _worth_showing(rows, at):
        line, cells = rows[number]
        row = _row(seen, line, cells, at.get(line, []), shown.width)
        gap = number > last + 1
        is_header = number == HEADER_ROW and seen.header is not None
        shown.rows.append(ShownRow(line, row[0], row[1], is_header, gap))
        last = number
    return shown


def _worth_showing(rows: list[Any], at: Mapping[int, list[Fault]]) -> list[int]:
    """Return the places of the header, of faulty rows with neighbours, or of the first rows."""
    if not at:
        return list(range(min(len(rows), 30)))
    chosen = {HEADER_ROW}
    for number, (line, _) in enumerate(rows):
        if line in at:
            chosen |= set(range(max(0, number - AROUND), min(len(rows), number + AROUND + 1)))
        if len(chosen) >= SHOWN_ROWS:
            break
    return sorted(chosen)


def _row(
    seen: SeenTable, line: int, cells: list[Any], faults: list[Fault], width: int
) -> tuple[tuple[Cell, ...], tuple[Fault, ...]]:
    header = [] if seen.header is None else seen.rows[seen.header][1]
    headers = {str(cell).strip(): place for place, cell in enumerate(header)}
    by_place: dict[int, list[Fault]] = defaultdict(list)
    whole: list[Fault] = []
    for fault in faults:
        column = (fault.column or "").partition(".")[0]
        place = seen.columns.get(column, headers.get(column))
        (whole if place is None else by_place[place]).append(fault)
    padded = [*cells, *([None] * (width - len(cells)))]
    shown = tuple(Cell(cell_text(c), tuple(by_place.get(n, ()))) for n, c in enumerate(padded))
    return shown, tuple(whole)


def cell_text(cell: Any) -> str:
    """Return a cell as people write it."""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y")
    return _plain(cell)


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def as_csv(
    uploads: Uploads, upload: Upload, table: str, changes: Mapping[tuple[int, int], str]
) -> bytes:
    """Return a table as CSV from its header on, with cells (line, place) changed.

    Semicolons part the cells, for only then numbers with a decimal comma are read as in workbooks.
    """
    path, data = uploads.content(upload, table)
    seen = see_table(TABLES[table], path, data, upload.parts[table].sheet)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for line, cells in seen.rows[seen.header or 0 :]:
        texts = [_plain(cell) for cell in cells]
        for (row, column), text in changes.items():
            if row == line:
                texts += [""] * (column + 1 - len(texts))
                texts[column] = text
        writer.writerow(texts)
    return out.getvalue().encode()


def final_files(place: Place, uploads: Uploads, upload: Upload) -> dict[Path, bytes]:
    """Return the files to write where the upload is accepted, the scenario last if it changes."""
    raw = place.path.read_bytes()
    known = references(place.path, raw)
    text = before = raw.decode("utf-8-sig")
    files: dict[Path, bytes] = {}
    for table, part in upload.parts.items():
        path = new_place(place.path, known, table)
        plain = part.file.endswith(".csv")
        data = uploads.content(upload, table)[1] if plain else as_csv(uploads, upload, table, {})
        files[path] = data
        if not known[table].is_csv:
            text = with_reference(text, table, relative(path, place))
    if text != before:
        files[place.path] = text.encode()
    return files


def known_references(place: Place) -> dict[str, Reference]:
    """Return the tables that the scenario of a place names."""
    return references(place.path, place.path.read_bytes())
