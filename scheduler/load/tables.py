"""A table file turned into rows of a domain type, column by column, with every fault placed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from models.base import Model
from scheduler.errors import Sentence
from scheduler.load.cells import READERS, CellError, is_blank
from scheduler.load.faults import NOTHING, Faults, expectation, hint_for, near, shown, value_error
from scheduler.load.messages import say
from scheduler.load.schema import Column, TableSchema
from scheduler.load.sheets import Row, SheetError, read_sheet


@dataclass
class Table:
    """The good rows of a table and where they stand.

    `ids` holds the ids of bad rows too, so that what names them is not a second fault;
    `complete` is false where ids may be missing because the file or its header cannot be read.
    """

    schema: TableSchema
    file: str
    sheet: str | None = None
    rows: list[Any] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True)
class SeenTable:
    """A table file as it stands: all rows, where the header is and which column is which."""

    rows: list[Row]
    header: int | None
    columns: dict[str, int]


def see_table(schema: TableSchema, path: Path, data: bytes, sheet: str | None) -> SeenTable:
    """Return the cells of a table without judging them; raises SheetError."""
    reader = TableReader(schema, str(path), sheet, Faults())
    rows = read_sheet(path, data, sheet, reader._known).rows
    header = reader._find_header(rows)
    return SeenTable(rows, header, {} if header is None else reader._columns(*rows[header]))


class TableReader:
    """Reads one table; what is wrong goes to `faults`, what is right becomes rows."""

    def __init__(self, schema: TableSchema, file: str, sheet: str | None, faults: Faults) -> None:
        self.schema = schema
        self.table = Table(schema, file, sheet)
        self.faults = faults
        self.comma = False

    def read(self, path: Path, data: bytes) -> Table:
        """Return the table; its faults are in `faults`."""
        try:
            sheet = read_sheet(path, data, self.table.sheet, self._known)
        except SheetError as error:
            self._fault(error.line, None, error.sentence)
            self.table.complete = False
            return self.table
        self.comma = sheet.decimal_comma
        header = self._find_header(sheet.rows)
        if header is not None:
            self._rows(header, sheet.rows)
        return self.table

    def _known(self, cells: list[Any]) -> int:
        names = (self.schema.column_of(cell) for cell in cells)
        return len({name for name in names if name is not None})

    def _fault(self, line: int | None, column: str | None, sentence: Sentence) -> None:
        self.faults.add(self.table.file, line, column, sentence, self.table.sheet)

    def _find_header(self, rows: list[Row]) -> int | None:
        scores = [self._known(cells) for _, cells in rows[:PROBE]]
        best = max(scores, default=0)
        if best == 0:
            names = ", ".join(c.name for c in self.schema.columns.values() if c.required)
            self._fault(rows[0][0] if rows else None, None, say("header_missing", columns=names))
            self.table.complete = False
            return None
        return scores.index(best)

    def _rows(self, header: int, rows: list[Row]) -> None:
        line, cells = rows[header]
        places = self._columns(line, cells)
        if not all(c.name in places for c in self.schema.columns.values() if c.filled):
            self.table.complete = "id" in places
        body = [row for row in rows[header + 1 :] if not _empty(row[1])]
        self._check_width(cells, body)
        lines = [number for number, _ in body]
        bad: set[int] = set()
        columns: dict[str, list[Any]] = {}
        for name, place in places.items():
            raw = [row[place] if place < len(row) else None for _, row in body]
            columns[name] = self._column(self.schema.columns[name], raw, lines, bad)
        self._collect_ids(columns, lines)
        if all(c.name in places for c in self.schema.columns.values() if c.required):
            self._build(columns, lines, bad)

    def _columns(self, line: int, cells: list[Any]) -> dict[str, int]:
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if is_blank(cell) or str(cell).lstrip().startswith("#"):
                continue
            header = str(cell).strip()
            name = self.schema.column_of(cell)
            if name is None:
                hint = near(header.lower(), self.schema.columns)
                known = ", ".join(self.schema.columns)
                self._fault(line, header, say("column_unknown", near=hint, columns=known))
            elif name in places:
                first = str(cells[places[name]]).strip()
                self._fault(line, header, say("column_twice", first=first, field=name))
            else:
                places[name] = place
        for column in self.schema.columns.values():
            if column.required and column.name not in places:
                self._fault(line, column.name, say("column_missing"))
        return places

    def _check_width(self, header: list[Any], body: list[Row]) -> None:
        width = len(header)
        unnamed = {place for place, cell in enumerate(header) if is_blank(cell)}
        for line, cells in body:
            if len(cells) > width or unnamed:
                extra = [c for p, c in enumerate(cells) if (p >= width or p in unnamed)]
                value = next((c for c in extra if not is_blank(c)), None)
                if value is not None:
                    self._fault(line, None, say("cell_without_header", value=shown(value)))

    def _column(self, column: Column, raw: list[Any], lines: list[int], bad: set[int]) -> list[Any]:
        """Return the values of a column; cells of equal text are read once."""
        read, comma, blank = READERS[column.kind], self.comma, column.blank
        known: dict[Any, Any] = {None: blank, "": blank}
        values: list[Any] = []
        for cell in raw:
            key = (
                cell
                if cell.__class__ is str
                else (cell.__class__, cell)
                if cell is not None
                else None
            )
            try:
                value = known[key]
            except KeyError:
                value = known[key] = _read(read, cell, comma, blank)
            values.append(value)
        if (column.filled and None in values) or any(
            value.__class__ is CellError for value in known.values()
        ):
            self._report(column, raw, values, lines, bad)
        return values

    def _report(
        self, column: Column, raw: list[Any], values: list[Any], lines: list[int], bad: set[int]
    ) -> None:
        for index, value in enumerate(values):
            if isinstance(value, CellError):
                self._wrong(lines[index], column.name, raw[index], value.expected)
            elif value is None and column.filled:
                self._fault(lines[index], column.name, say("cell_blank"))
            else:
                continue
            values[index] = None
            bad.add(index)

    def _wrong(
        self,
        line: int,
        column: str | None,
        found: Any,
        expected: Sentence,
        hint: Sentence = NOTHING,
    ) -> None:
        sentence = say("value_wrong", value=shown(found), expected=expected, near=hint)
        self._fault(line, column, sentence)

    def _collect_ids(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        key = KEYS.get(self.schema.name)
        if key is None or any(name not in columns for name in key):
            return
        ids = self.table.ids
        for values, line in zip(zip(*(columns[n] for n in key), strict=True), lines, strict=True):
            if None in values:
                continue
            name = " ".join(values)
            if ids.setdefault(name, line) != line:
                self._fault(line, key[0], say("id_twice", id=name, first=ids[name]))

    def _build(self, columns: dict[str, list[Any]], lines: list[int], bad: set[int]) -> None:
        names = list(columns)
        records = [
            dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)
        ]
        if bad:
            good = [i for i in range(len(records)) if i not in bad]
            records, lines = [records[i] for i in good], [lines[i] for i in good]
        adapter: TypeAdapter[list[Model]] = TypeAdapter(list[self.schema.model])  # type: ignore[name-defined]
        try:
            rows = adapter.validate_python(records)
        except ValidationError as error:
            refused = self._refused(error, records, lines)
            good = [i for i in range(len(records)) if i not in refused]
            lines = [lines[i] for i in good]
            rows = adapter.validate_python([records[i] for i in good])
        self.table.rows, self.table.lines = rows, lines

    def _refused(
        self, error: ValidationError, records: list[dict[str, Any]], lines: list[int]
    ) -> set[int]:
        refused: set[int] = set()
        for item in error.errors(include_url=False):
            index, *rest = item["loc"]
            refused.add(int(index))
            column = str(rest[0]) if rest else None
            expected = expectation(item)
            if expected is None:
                self._fault(lines[int(index)], column, value_error(item))
            else:
                found = item["input"]
                self._wrong(lines[int(index)], column, found, expected, hint_for(item, found))
        return refused


PROBE = 200
KEYS = {
    **dict.fromkeys(("units", "cadres", "modules", "lecturers", "venues", "rooms"), ("id",)),
    "distances": ("unit", "venue"),
}


def _empty(cells: list[Any]) -> bool:
    return not cells or (is_blank(cells[0]) and all(is_blank(cell) for cell in cells))


def _read(read: Any, cell: Any, comma: bool, blank: Any) -> Any:
    if is_blank(cell):
        return blank
    try:
        return read(cell, comma)
    except CellError as error:
        return error
