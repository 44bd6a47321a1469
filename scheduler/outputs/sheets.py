"""One look for every sheet of the workbook: fonts, widths, headers, print set-up, safe cells."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

Cell = str | int | float | date | None
Kind = Literal["text", "center", "number", "decimal", "percent", "date"]

FONT = "Times New Roman"
A4 = 9
HEADER_ROW = 3
LONGEST = 32_000  # a cell holds 32,767 characters
INK, RULE, SHADE, BAND = "#1F2A37", "#9CA3AF", "#E5EBF3", "#F3F6FA"
LINE_HEIGHT = 15.5

_NUMBER_FORMATS = {
    "number": "#,##0",
    "decimal": "#,##0.0#####",
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
}


@dataclass(frozen=True)
class Column:
    """A column: its header, what it holds, its width in characters between two limits."""

    title: str
    kind: Kind = "text"
    least: float = 6
    most: float = 40


class Book:
    """A workbook in memory whose bytes depend on its content alone."""

    def __init__(self, created: date, title: str, author: str) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._bytes,
            {
                "in_memory": True,
                "default_format_properties": {"font_name": FONT, "font_size": 11},
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties(
            {
                "title": title,
                "author": author,
                "created": datetime(created.year, created.month, created.day),
            }
        )
        self._formats: dict[str, Format] = {}
        self.title = title
        self.author = author

    def add(self, name: str) -> Worksheet:
        """Return a new sheet; sheets stand in the order of adding."""
        return self._book.add_worksheet(name)

    def format(self, name: str, **properties: object) -> Format:
        """Return the format of that name, made at its first use."""
        if name not in self._formats:
            style = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
            self._formats[name] = self._book.add_format(style | properties)
        return self._formats[name]

    def close(self) -> bytes:
        """Return the finished file."""
        self._book.close()
        return self._bytes.getvalue()


class Sheet:
    """A sheet with a heading, a frozen header row and rows below; texts are never formulas."""

    def __init__(
        self, book: Book, page: Worksheet, heading: str, columns: Sequence[Column], page_word: str
    ) -> None:
        self._book = book
        self._page = page
        self.columns = tuple(columns)
        self._widths = [max(column.least, len(column.title) + 2) for column in columns]
        self.row = HEADER_ROW + 1
        self._breaks: list[int] = []
        self._long_rows: list[tuple[int, int]] = []
        last = len(columns) - 1
        self._page.merge_range(0, 0, 0, last, "", self._style("author", bold=True))
        self._text(0, 0, book.author, self._style("author", bold=True))
        title = self._style("title", bold=True, font_size=15, align="center")
        self._page.merge_range(1, 0, 1, last, "", title)
        self._text(1, 0, heading.upper(), title)
        subtitle = self._style("subtitle", italic=True, align="center", valign="top")
        self._page.merge_range(2, 0, 2, last, "", subtitle)
        self._text(2, 0, book.title, subtitle)
        self._page.set_row(1, 24)
        self._page.set_row(2, 22)
        header = self._style(
            "header",
            bold=True,
            align="center",
            text_wrap=True,
            border=1,
            border_color=RULE,
            bg_color=SHADE,
        )
        for place, column in enumerate(columns):
            self._text(HEADER_ROW, place, column.title, header)
        self._page.set_row(HEADER_ROW, 32)
        self._print_setup(page_word)

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

    def add(self, values: Sequence[Cell], *, bold: bool = False, link: str | None = None) -> int:
        """Write a row and return its number; `link` makes the second cell jump to a place."""
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            self._cell(self.row, place, value, self._cell_style(column, value, bold=bold))
            self._widen(place, value, column)
        if link is not None and isinstance(values[1], str):
            style = self._style(
                "link",
                border=1,
                border_color=RULE,
                font_color="#1D4ED8",
                underline=1,
                valign="top",
            )
            self._page.write_url(self.row, 1, link, style, string=values[1][:255])
        self.row += 1
        return self.row - 1

    def merge_down(self, place: int, first: int, value: Cell) -> None:
        """Join the cells of a column from row `first` to the last row written."""
        last = self.row - 1
        if last > first:
            style = self._cell_style(self.columns[place], value, bold=False)
            self._page.merge_range(first, place, last, place, "", style)
            self._cell(first, place, value, style)

    def band(self, text: str, *, facts: str = "", new_page: bool = False) -> int:
        """Write a heading across all columns, on a new printed page if asked; return its row."""
        if new_page and self.row > HEADER_ROW + 1:
            self._breaks.append(self.row)
        first = self.row
        rows = [(text, "band", {"bold": True, "font_size": 12})]
        if facts:
            rows.append((facts, "facts", {"italic": True}))
        for content, name, properties in rows:
            style = self._style(
                name, bg_color=BAND, border=1, border_color=RULE, text_wrap=True, **properties
            )
            self._page.merge_range(self.row, 0, self.row, len(self.columns) - 1, "", style)
            self._text(self.row, 0, content, style)
            self.row += 1
        self._long_rows.extend((first + place, len(row[0])) for place, row in enumerate(rows))
        return first

    def line(self, text: str) -> None:
        """Write a sentence across all columns."""
        style = self._style("line", text_wrap=True, border=1, border_color=RULE)
        self._page.merge_range(self.row, 0, self.row, len(self.columns) - 1, "", style)
        self._text(self.row, 0, text, style)
        self._long_rows.append((self.row, len(text)))
        self.row += 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def finish(self, *, filtered_to: int | None = None) -> None:
        """Set widths, print area and page breaks; rows up to `filtered_to` get a filter."""
        last = len(self.columns) - 1
        for place, width in enumerate(self._widths):
            self._page.set_column(place, place, width)
        across = sum(self._widths) * 0.95
        for row, length in self._long_rows:
            self._page.set_row(row, LINE_HEIGHT * max(1, math.ceil(length / across)) + 5)
        self._page.print_area(0, 0, max(self.row - 1, HEADER_ROW), last)
        if self._breaks:
            self._page.set_h_pagebreaks(self._breaks)
        if filtered_to is not None and filtered_to > HEADER_ROW:
            self._page.autofilter(HEADER_ROW, 0, filtered_to, last)

    def _widen(self, place: int, value: Cell, column: Column) -> None:
        if isinstance(value, str):
            length = max((len(line) for line in value.split("\n")), default=0)
        elif isinstance(value, date):
            length = 10
        elif value is None:
            length = 0
        else:
            length = len(f"{value:,.0f}")
        self._widths[place] = min(max(self._widths[place], length * 1.02 + 2), column.most)

    def _cell_style(self, column: Column, value: Cell, *, bold: bool) -> Format:
        kind = column.kind
        if kind == "decimal" and isinstance(value, int | float) and value == int(value):
            kind = "number"
        properties: dict[str, object] = {
            "border": 1,
            "border_color": RULE,
            "bold": bold,
            "valign": "top",
        }
        if kind in _NUMBER_FORMATS:
            properties["num_format"] = _NUMBER_FORMATS[kind]
        if kind in ("center", "date"):
            properties["align"] = "center"
        if kind in ("text", "center"):
            properties["text_wrap"] = True
        return self._style(f"{kind} {bold}", **properties)

    def _cell(self, row: int, place: int, value: Cell, style: Format) -> None:
        if value is None or value == "":
            self._page.write_blank(row, place, None, style)
        elif isinstance(value, str):
            self._text(row, place, value, style)
        elif isinstance(value, date):
            self._page.write_datetime(
                row, place, datetime(value.year, value.month, value.day), style
            )
        else:
            self._page.write_number(row, place, value, style)

    def _text(self, row: int, place: int, value: str, style: Format) -> None:
        self._page.write_string(row, place, value[:LONGEST], style)

    def _style(self, name: str, **properties: object) -> Format:
        return self._book.format(name, **properties)
