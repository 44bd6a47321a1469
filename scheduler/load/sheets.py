"""Rows of text or cells out of CSV files and workbooks, with the line or row they stand in."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.errors import Sentence
from scheduler.load.messages import say

Row = tuple[int, list[Any]]
FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")
PROBE = 200
MAX_MILLION_CELLS = 20
MAX_MEGABYTES = 512  # of an unpacked workbook
PLAIN_MEGABYTES, PLAIN_RATIO = 64, 100  # no workbook of data is packed better and that large


class SheetError(Exception):
    """A file that cannot be read as a table; `line` where it is known."""

    def __init__(self, sentence: Sentence, line: int | None = None) -> None:
        self.sentence = sentence
        self.line = line
        super().__init__(sentence.en)


@dataclass(frozen=True)
class Sheet:
    """All rows of a table file; `decimal_comma` tells how numbers in text are written."""

    rows: list[Row]
    decimal_comma: bool


def decode(data: bytes) -> str:
    """Return UTF-8 text without byte order mark; raise SheetError on another encoding."""
    begin = data[:PROBE]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or begin.count(0) * 4 > len(begin):
        raise SheetError(say("not_utf8_but_utf16"), 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SheetError(say("not_utf8", byte=f"0x{data[error.start]:02x}"), line) from None


def read_csv(data: bytes, score: Callable[[list[Any]], int]) -> Sheet:
    """Read comma or semicolon separated text; the separator whose header scores higher wins."""
    text = decode(data)
    best = max((",", ";"), key=lambda separator: _best_score(text, separator, score))
    return Sheet(_parse(text, best), decimal_comma=best == ";")


def _best_score(text: str, separator: str, score: Callable[[list[Any]], int]) -> int:
    best = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for _, cells in zip(range(PROBE), reader, strict=False):
            best = max(best, score(cells))
    except csv.Error:
        pass  # told with its line when the whole file is read
    return best


def _parse(text: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in _counted(reader):
            if any(cells):
                rows.append((line, list(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(say("csv_broken", reason=str(error)), line) from None
    return rows


def read_workbook(data: bytes, sheet: str | None) -> Sheet:
    """Read one sheet of a workbook; without a name, its only sheet."""
    import openpyxl

    _refuse_bombs(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions of other programs, nothing we read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                rows = _cells(book, sheet)
            finally:
                book.close()
            if _has_formulas(data):
                _refuse_formulas_without_value(data, sheet, dict(rows))
            return Sheet(rows, decimal_comma=True)
    except SheetError:
        raise
    except Exception as error:  # the reader raises whatever a damaged archive makes it raise
        raise SheetError(say("workbook_broken", reason=type(error).__name__)) from None


def workbook_sheets(data: bytes) -> list[str]:
    """Return the names of a workbook's sheets; raises SheetError on what is no workbook."""
    import openpyxl

    _refuse_bombs(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    except Exception as error:
        raise SheetError(say("workbook_broken", reason=type(error).__name__)) from None
    try:
        return list(book.sheetnames)
    finally:
        book.close()


def _cells(book: Any, sheet: str | None) -> list[Row]:
    names = book.sheetnames
    if sheet is None and len(names) > 1:
        raise SheetError(say("sheet_not_named", sheets=", ".join(names)))
    if sheet is not None and sheet not in names:
        raise SheetError(say("sheet_unknown", sheet=sheet, sheets=", ".join(names)))
    page = book[sheet or names[0]]
    if not hasattr(page, "reset_dimensions"):
        raise SheetError(say("sheet_without_cells", sheet=sheet or names[0]))
    page.reset_dimensions()  # some programs write a wrong size, which would cut rows off
    rows = enumerate(_counted(page.iter_rows(values_only=True)), 1)
    return [(number, cells) for number, cells in ((n, _trimmed(c)) for n, c in rows) if cells]


def _counted(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Yield rows, up to a number of cells that no table of people reaches."""
    cells = 0
    for row in rows:
        cells += len(row) + 1
        if cells > MAX_MILLION_CELLS * 1_000_000:
            raise SheetError(say("table_too_large", most=MAX_MILLION_CELLS))
        yield row


def _trimmed(cells: Sequence[Any]) -> list[Any]:
    """Return the cells up to the last that holds something."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return list(cells[:end])


def _refuse_bombs(data: bytes) -> None:
    """Raise where a workbook unpacks to more than a workbook of data would."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SheetError(say("workbook_broken", reason=type(error).__name__)) from None
    million = 1_000_000
    bomb = size > PLAIN_MEGABYTES * million and size > PLAIN_RATIO * len(data)
    if bomb or size > MAX_MEGABYTES * million:
        most = PLAIN_MEGABYTES if bomb else MAX_MEGABYTES
        raise SheetError(say("workbook_bomb", size=size // million, most=most))


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(
            FORMULA.search(archive.read(name))
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _refuse_formulas_without_value(
    data: bytes, sheet: str | None, values: dict[int, list[Any]]
) -> None:
    """Raise at the first formula that no program has worked out: it would read as a blank cell."""
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        for number, cells in _cells(book, sheet):
            known = values.get(number, [])
            for place, cell in enumerate(cells):
                formula = isinstance(cell, str) and cell.startswith("=")
                if formula and (place >= len(known) or known[place] is None):
                    name = f"{get_column_letter(place + 1)}{number}"
                    raise SheetError(say("formula_without_value", cell=name), number)
    finally:
        book.close()


def split_reference(reference: str) -> tuple[str, str | None]:
    """Split `book.xlsx#sheet` into file and sheet; a plain file has no sheet."""
    for ending in (".xlsx", ".xlsm", ".xls"):
        position = reference.lower().find(f"{ending}#")
        if position >= 0:
            end = position + len(ending)
            return reference[:end], reference[end + 1 :]
    return reference, None


def read_sheet(
    path: Path, data: bytes, sheet: str | None, score: Callable[[list[Any]], int]
) -> Sheet:
    """Read the bytes of a CSV file or of one sheet of a workbook."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return read_workbook(data, sheet)
    if path.suffix.lower() == ".xls" or data.startswith(b"PK\x03\x04"):
        raise SheetError(say("table_kind_unknown", suffix=path.suffix))
    return read_csv(data, score)
