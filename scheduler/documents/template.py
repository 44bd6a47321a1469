"""Word templates with merge fields: read, judged against what their kind knows, filled in."""

import io
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from mailmerge import MailMerge  # type: ignore[import-untyped]

from scheduler.documents.archive import repacked
from scheduler.documents.kinds import KINDS, Kind, KindName
from scheduler.errors import Fault, nearest

Row = Mapping[str, str]
SAME_AS_ABOVE = "\u2060"  # a value of this alone joins its cell to the one above it
SHIPPED = Path(__file__).parent / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Template:
    """The template of one kind; `anchors` holds a field of the repeated row of each table."""

    def __init__(self, kind: KindName, data: bytes, anchors: Sequence[str]) -> None:
        self.kind = kind
        self._data = data
        self._anchors = tuple(anchors)

    def fill(self, values: Mapping[str, str], tables: Sequence[Sequence[Row]]) -> bytes:
        """Return the document; `tables` holds the rows of each table of the kind."""
        content: dict[str, Any] = {name: _clean(value) for name, value in values.items()}
        for anchor, rows in zip(self._anchors, tables, strict=True):
            content[anchor] = [{name: _clean(row[name]) for name in row} for row in rows]
        file = io.BytesIO()
        with MailMerge(io.BytesIO(self._data)) as document:
            document.merge(**content)
            document.write(file)
        return repacked(_joined(file.getvalue()))


def shipped_template(kind: KindName, language: str) -> Path:
    """Return where the template that comes with the program lies."""
    return SHIPPED / language / f"{kind}.docx"


def read_template(kind: KindName, path: Path) -> tuple[Template | None, list[Fault]]:
    """Return the template of a file, or what is wrong with it."""
    try:
        data = path.read_bytes()
        with MailMerge(io.BytesIO(data)) as document:
            in_rows, elsewhere = _fields(document)
    except OSError as error:
        return None, [Fault(str(path), message=f"cannot be read: {error.strerror}")]
    except Exception as error:  # the reader raises whatever a foreign file makes it raise
        return None, [_not_word(path, error)]
    faults = _faults(path, KINDS[kind], in_rows, elsewhere)
    if faults:
        return None, faults
    anchors = [next(name for name in row if name in in_rows) for row in KINDS[kind].tables]
    return Template(kind, data, anchors), []


def _fields(document: Any) -> tuple[set[str], set[str]]:
    """Return the merge fields inside rows of tables, and those outside."""
    inside: set[str] = set()
    outside: set[str] = set()
    for part in document.docx.get_parts():
        for field in part["part"].getroot().iter("MergeField"):
            rows = [one for one in field.iterancestors() if one.tag == f"{W}tr"]
            (inside if rows else outside).add(field.get("name"))
    return inside - {None}, outside - {None}


def _faults(path: Path, kind: Kind, in_rows: set[str], elsewhere: set[str]) -> list[Fault]:
    faults = []
    of_rows = {name for row in kind.tables for name in row} - {*kind.fields}
    for name in sorted((in_rows | elsewhere) - {*kind.known}):
        close = nearest(name, kind.known)
        hint = f"; did you mean '{close}'?" if close else ""
        known = ", ".join(kind.known)
        faults.append(
            Fault(str(path), column=name, message=f"no such merge field{hint} Known are: {known}")
        )
    for name in sorted(elsewhere & of_rows):
        message = "belongs to the row of a table and stands outside one; move it into the row"
        faults.append(Fault(str(path), column=name, message=message))
    for row in kind.tables:
        if not in_rows & {*row}:
            message = (
                "no row of a table holds any of the merge fields "
                f"{', '.join(row)}; add a table with one of them in its second row"
            )
            faults.append(Fault(str(path), message=message))
    return faults


def _not_word(path: Path, error: Exception) -> Fault:
    why = type(error).__name__
    return Fault(
        str(path),
        message=f"is no Word document that can be read ({why}); save it in Word as .docx",
    )


def _clean(value: str) -> str:
    """Return a text without characters that XML cannot hold; line breaks stay."""
    return "".join(c for c in value if c == "\n" or unicodedata.category(c) != "Cc")


def _joined(data: bytes) -> bytes:
    """Join each cell that says so to the one above it, as a day is joined over its sessions."""
    document = docx.Document(io.BytesIO(data))
    found = False
    for table in document.element.body.iter(f"{W}tbl"):
        above: Any = None
        for row in table.tr_lst:
            for number, cell in enumerate(row.tc_lst):
                if not _says_same(cell) or above is None or number >= len(above.tc_lst):
                    continue
                found = True
                upper = above.tc_lst[number]
                if upper.vMerge is None:
                    upper.vMerge = "restart"
                cell.vMerge = "continue"
                for text in cell.iter(f"{W}t"):
                    text.text = ""
            above = row
    if not found:
        return data
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _says_same(cell: Any) -> bool:
    texts = {text.text for text in cell.iter(f"{W}t")} - {None, ""}
    return texts == {SAME_AS_ABOVE}
