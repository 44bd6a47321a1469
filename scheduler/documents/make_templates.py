"""Makes the templates that come with the program: `python -m scheduler.documents.make_templates`.

Offices change the .docx files in Word, not this file: it only keeps the shipped ones alike.
"""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from scheduler.documents import layouts_en, layouts_vi
from scheduler.documents.archive import repacked
from scheduler.documents.layout import Heading, Layout, Part, Table

FOLDER = Path(__file__).parent / "templates"
LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
ALIGNMENTS = {"<": LEFT, "^": CENTER, ">": RIGHT, "=": WD_ALIGN_PARAGRAPH.JUSTIFY}


def template(layout: Layout, heading: Heading) -> bytes:
    """Return the .docx of a layout; the same bytes each time."""
    document = docx.Document()
    _page(document, landscape=layout.landscape)
    _style(document)
    _heading(document, heading)
    for part in layout.parts:
        if isinstance(part, Table):
            _table(document, part)
        else:
            _paragraph(document.add_paragraph(), part)
    _signatures(document, heading)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def _page(document: Any, *, landscape: bool) -> None:
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.left_margin, section.right_margin = Mm(20 if landscape else 30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    number = section.footer.paragraphs[0]
    number.alignment = CENTER
    _field(number, "PAGE", "1")


def _style(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    fonts = style.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.space_before = Pt(0)


def _heading(document: Any, heading: Heading) -> None:
    """Write the two columns of an official letter: who writes, and the motto with the date."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, parts in zip(table.rows[0].cells, (heading.left, heading.right), strict=True):
        _cell(cell, parts)
    _paragraph(document.add_paragraph(), Part("^", ""))


def _signatures(document: Any, heading: Heading) -> None:
    _paragraph(document.add_paragraph(), Part("^", ""))
    table = document.add_table(rows=1, cols=2)
    _cannot_split(table.rows[0])
    for cell, parts in zip(
        table.rows[0].cells, (heading.receivers, heading.signature), strict=True
    ):
        _cell(cell, parts)


def _cell(cell: Any, parts: Sequence[Part]) -> None:
    for number, part in enumerate(parts):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        _paragraph(paragraph, part)


def _paragraph(paragraph: Any, part: Part, *, size: float | None = None) -> None:
    """Write a text whose `{name}` are merge fields; `{name:upper}` in capitals."""
    paragraph.alignment = ALIGNMENTS[part.align]
    for number, piece in enumerate(part.text.replace("{", "}").split("}")):
        name, _, how = piece.partition(":") if number % 2 else (piece, "", "")
        points = size or part.size
        words = f"MERGEFIELD {name}" + (" \\* Upper" if how == "upper" else "")
        runs = _field(paragraph, words, f"«{name}»") if number % 2 else (paragraph.add_run(piece),)
        for run in runs:
            run.bold, run.italic = part.bold or None, part.italic or None
            run.font.size = Pt(points) if points else None


def _field(paragraph: Any, words: str, shown: str) -> tuple[Any, ...]:
    """Add a field as Word writes it, in five runs, and return these."""
    runs = tuple(paragraph.add_run() for _ in range(5))
    for run, kind in zip(runs[::2], ("begin", "separate", "end"), strict=True):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {words} "
    runs[1]._r.append(instruction)
    runs[3].text = shown
    return runs


def _table(document: Any, table: Table) -> None:
    grid = document.add_table(rows=2, cols=len(table.columns))
    grid.style, grid.autofit = "Table Grid", False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    head, row = grid.rows
    _repeats(head)
    for one in (head, row):
        _cannot_split(one)
    for number, column in enumerate(table.columns):
        for one in (head, row):
            one.cells[number].width = Mm(column.width)
        grid.columns[number].width = Mm(column.width)
        title, content = head.cells[number].paragraphs[0], row.cells[number].paragraphs[0]
        for paragraph in (title, content):
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.space_before = Pt(2)
        _paragraph(title, Part("^", column.title, bold=True), size=11)
        _paragraph(content, Part(column.align, column.text), size=11)
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)


def _repeats(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _cannot_split(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def main() -> None:
    """Write every template anew."""
    languages = {
        "vi": (layouts_vi.VI_HEADING, layouts_vi.VI),
        "en": (layouts_en.EN_HEADING, layouts_en.EN),
    }
    for language, (heading, layouts) in languages.items():
        for name, layout in layouts.items():
            path = FOLDER / language / f"{name}.docx"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(template(layout, heading))


if __name__ == "__main__":
    main()
