"""One look for every sheet of the workbook: heading, header, widths, print set-up, safe cells."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from scheduler.outputs.book import FONT, Book

Cell = str | int | float | date | None
WHOLE_FROM = 1000
Kind = Literal["text", "center", "number", "decimal", "percent", "date"]

A4 = 9
HEADER_ROW = 3
LONGEST = 32_000  # a cell holds 32,767 characters
LINE_HEIGHT = 15.5
CHARACTER = 0.95  # mean width of a letter in digits, the unit of column widths


@dataclass(frozen=True)
class Column:
    """A column: its header, what it holds, its width in characters between two limits."""

    title: str
    kind: Kind = "text"
    least: float = 6
    most: float = 40


class Sheet:
    """A sheet with a heading, a frozen header row and rows below; texts are never formulas."""

    def __init__(
        self, book: Book, page: Worksheet, heading: str, columns: Sequence[Column], page_word: str
    ) -> None:
        self._book = book
        self._page = page
        self.columns = tuple(columns)
        self._widths = [max(column.least, len(column.title) + 2) for column in columns]
        self._breaks: list[int] = []
        self._wide: list[tuple[int, int]] = []  # row and length of texts across all columns
        self._wrapped: list[tuple[int, int, int]] = []  # row, column and length of long texts
        for self.row, (text, style, height) in enumerate(
            (
                (book.author, "author", 16),
                (heading.upper(), "title", 24),
                (book.title, "subtitle", 22),
            )
        ):
            self._across(text, style)
            self._page.set_row(self.row, height)
        for place, column in enumerate(columns):
            self._text(HEADER_ROW, place, column.title, "header")
        self._page.set_row(HEADER_ROW, 30)
        self.row = HEADER_ROW + 1
        self._print_setup(page_word)

    def add(self, values: Sequence[Cell], *, bold: bool = False, link: str | None = None) -> int:
        """Write a row and return its number; `link` makes the second cell jump to a place."""
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            self._cell(self.row, place, value, bold=bold)
            self._widen(place, value, column)
        if link is not None:
            text = str(values[1])[:255]
            self._page.write_url(self.row, 1, link, self._book.style("link"), string=text)
        self.row += 1
        return self.row - 1

    def merge_down(self, place: int, first: int, value: Cell) -> None:
        """Join the cells of a column from row `first` to the last row written."""
        last = self.row - 1
        if last > first:
            style = self._book.style(self.columns[place].kind)
            self._page.merge_range(first, place, last, place, "", style)
            self._cell(first, place, value)

    def band(self, text: str, *, facts: str = "", new_page: bool = False) -> int:
        """Write a heading across all columns, on a new printed page if asked; return its row."""
        first = self.row
        if new_page and first > HEADER_ROW + 1:
            self._breaks.append(first)
        self.line(text, style="band")
        if facts:
            self.line(facts, style="facts")
        return first

    def line(self, text: str, *, style: str = "line") -> None:
        """Write a sentence across all columns."""
        self._across(text, style)
        self._wide.append((self.row, len(text)))
        self.row += 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def finish(self, *, filtered_to: int | None = None) -> None:
        """Set widths, heights, print area and page breaks; rows to `filtered_to` get a filter."""
        last = len(self.columns) - 1
        for place, width in enumerate(self._widths):
            self._page.set_column(place, place, width)
        across = sum(self._widths)
        for row, length in self._wide:
            self._page.set_row(row, LINE_HEIGHT * _lines(length, across) + 5)
        lines: dict[int, int] = {}
        for row, place, length in self._wrapped:
            lines[row] = max(lines.get(row, 1), _lines(length, self._widths[place]))
        for row, count in lines.items():
            self._page.set_row(row, LINE_HEIGHT * count)
        self._page.print_area(0, 0, max(self.row - 1, HEADER_ROW), last)
        if self._breaks:
            self._page.set_h_pagebreaks(self._breaks)
        if filtered_to is not None and filtered_to > HEADER_ROW:
            self._page.autofilter(HEADER_ROW, 0, filtered_to, last)

    def leads_back(self, sheet: str, tip: str) -> None:
        """Make the cell above the heading a link to a sheet, the index."""
        text = (self._book.author or sheet)[:255]
        target = f"internal:'{sheet}'!A1"
        self._page.write_url(0, 0, target, self._book.style("author"), string=text, tip=tip)

    def _print_setup(self, page_word: str) -> None:
        page = self._page
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.repeat_rows(HEADER_ROW)
        page.freeze_panes(HEADER_ROW + 1, 0)
        page.hide_gridlines(2)
        font = f'&"{FONT},Regular"&9'
        left = self._book.title.replace("&", "&&")[:120]
        page.set_footer(f"&L{font}{left}&R{font}{page_word} &P/&N")

    def _widen(self, place: int, value: Cell, column: Column) -> None:
        if value is None:
            return
        if isinstance(value, str):
            wanted = max((len(line) for line in value.splitlines()), default=0) * CHARACTER + 2
        elif isinstance(value, date):
            wanted = 12
        else:
            wanted = len(f"{value:,.0f}") + 2
        if wanted > column.most and isinstance(value, str):
            self._wrapped.append((self.row, place, len(value)))
        self._widths[place] = min(max(self._widths[place], wanted), column.most)

    def _across(self, text: str, style: str) -> None:
        last = len(self.columns) - 1
        self._page.merge_range(self.row, 0, self.row, last, "", self._book.style(style))
        self._text(self.row, 0, text, style)

    def _cell(self, row: int, place: int, value: Cell, *, bold: bool = False) -> None:
        kind = self.columns[place].kind
        if value is None or value == "":
            self._page.write_blank(row, place, None, self._book.style(kind, bold=bold))
        elif isinstance(value, str):
            self._text(row, place, value, kind, bold=bold)
        elif isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)
            self._page.write_datetime(row, place, moment, self._book.style(kind, bold=bold))
        else:
            # Decimals of large amounts (money) say nothing and would not fit their column.
            whole = value == int(value) or abs(value) >= WHOLE_FROM
            name = "number" if kind == "decimal" and whole else kind
            self._page.write_number(row, place, value, self._book.style(name, bold=bold))

    def _text(self, row: int, place: int, text: str, style: str, *, bold: bool = False) -> None:
        self._page.write_string(row, place, text[:LONGEST], self._book.style(style, bold=bold))


def _lines(length: int, width: float) -> int:
    """Return how many lines a text takes, words wrapped; a little too many rather than too few."""
    return max(1, math.ceil(length * 0.98 / width))
