"""A workbook whose bytes depend on its content alone, with one set of named styles."""

import io
from datetime import date, datetime

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

FONT = "Times New Roman"
INK, RULE, HEADER_FILL, BAND_FILL, LINK = "#1F2A37", "#9CA3AF", "#E5EBF3", "#F3F6FA", "#1D4ED8"

_BASE: dict[str, object] = {
    "font_name": FONT,
    "font_size": 11,
    "font_color": INK,
    "valign": "vcenter",
}
_BOX: dict[str, object] = {"border": 1, "border_color": RULE}
_CELL: dict[str, object] = {**_BOX, "valign": "top"}
_FIGURE: dict[str, object] = {**_CELL, "align": "right", "indent": 1}
_BAND: dict[str, object] = {**_BOX, "bg_color": BAND_FILL, "text_wrap": True}

STYLES: dict[str, dict[str, object]] = {
    "author": {"bold": True},
    "title": {"bold": True, "font_size": 15, "align": "center"},
    "subtitle": {"italic": True, "align": "center", "valign": "top"},
    "header": {**_BOX, "bold": True, "align": "center", "text_wrap": True, "bg_color": HEADER_FILL},
    "band": {**_BAND, "bold": True, "font_size": 12},
    "facts": {**_BAND, "italic": True},
    "line": {**_BOX, "text_wrap": True},
    "link": {**_CELL, "font_color": LINK, "underline": 1},
    "text": {**_CELL, "text_wrap": True},
    "center": {**_CELL, "text_wrap": True, "align": "center"},
    "number": {**_FIGURE, "num_format": "#,##0"},
    "decimal": {**_FIGURE, "num_format": "#,##0.0#"},
    "percent": {**_FIGURE, "num_format": "0.0%"},
    "date": {**_CELL, "num_format": "dd/mm/yyyy", "align": "center"},
}


class Book:
    """A workbook in memory; `author` heads every sheet and `title` its footer."""

    def __init__(self, created: date, title: str, author: str) -> None:
        self.title = title
        self.author = author
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
        made = datetime(created.year, created.month, created.day)
        self._book.set_properties({"title": title, "author": author, "created": made})
        self._formats: dict[tuple[str, bool], Format] = {}

    def add(self, name: str) -> Worksheet:
        """Return a new sheet; sheets stand in the order of adding."""
        return self._book.add_worksheet(name)

    def style(self, name: str, *, bold: bool = False) -> Format:
        """Return the named style."""
        if (name, bold) not in self._formats:
            extra = {"bold": True} if bold else {}
            self._formats[name, bold] = self._book.add_format(_BASE | STYLES[name] | extra)
        return self._formats[name, bold]

    def close(self) -> bytes:
        """Return the finished file."""
        self._book.close()
        return self._bytes.getvalue()
