"""The parts of which `make_templates` makes the shipped templates."""

from typing import NamedTuple


class Part(NamedTuple):
    """A paragraph; `{name}` is a merge field. `align`: < left, ^ centre, > right, = justified."""

    align: str
    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None


class Column(NamedTuple):
    """A column of a table: its head, what a row holds, its width in millimetres."""

    title: str
    text: str
    width: float
    align: str = "<"


class Table(NamedTuple):
    """A table whose second row is repeated."""

    columns: tuple[Column, ...]


class Heading(NamedTuple):
    """What stands above and below every document of a language."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]
    receivers: tuple[Part, ...]
    signature: tuple[Part, ...]


class Layout(NamedTuple):
    """One template between its heading and its signatures."""

    parts: tuple[Part | Table, ...]
    landscape: bool = False


def title(text: str, *below: str) -> tuple[Part, ...]:
    """Return a heading with the lines below it."""
    return (
        Part("^", text, bold=True, size=14),
        *(Part("^", line, bold=True) for line in below),
    )


def annex(text: str) -> Part:
    """Return the line that says what the document belongs to."""
    return Part("^", text, italic=True)
