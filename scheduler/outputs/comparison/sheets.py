"""comparison.xlsx: the comparison for people who work with spreadsheets."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.comparison import ComparedValue, Comparison
from scheduler.outputs.book import Book
from scheduler.outputs.comparison.words import Speech
from scheduler.outputs.figures import tidy
from scheduler.outputs.sheets import Cell, Column, Sheet

PAGE = {"vi": "Trang", "en": "Page"}


def comparison_xlsx(comparison: Comparison, language: str, made: date) -> bytes:
    """Return the workbook."""
    say = Speech(language)
    book = Book(made, say("title"), "")
    _plans(_sheet(book, say, "plans", ("name", "plans", "status", "folder")), comparison)
    sides = _sides(comparison, say)
    _rows(
        _sheet(book, say, "coverage", ("tier", "figure"), sides),
        (
            ((tier.tier, say(name)), getattr(tier, name))
            for tier in comparison.coverage
            for name in ("population", "target", "covered", "shortfall")
        ),
    )
    _levels(book, comparison, say)
    costs = _sheet(book, say, "costs", ("line",), sides)
    _rows(costs, (((say(row.line),), row) for row in comparison.costs))
    components = _sheet(book, say, "components", ("figure",), sides)
    _rows(
        components,
        (((say.component(row.component),), row) for row in comparison.components),
    )
    _changes(book, comparison, say)
    return book.close()


def _sheet(
    book: Book, say: Speech, name: str, heads: Sequence[str], more: Sequence[Column] = ()
) -> Sheet:
    columns = [Column(say(head), least=12, most=60) for head in heads]
    title = say(name)
    page = book.add(title[:31])
    return Sheet(book, page, title, [*columns, *more], PAGE.get(say.language, "Page"))


def _sides(comparison: Comparison, say: Speech) -> list[Column]:
    """Return a column for each plan, with its difference to the first behind it."""
    first = comparison.plans[0].name
    columns = []
    for number, plan in enumerate(comparison.plans):
        columns.append(Column(plan.name, "decimal", least=16))
        if number:
            columns.append(Column(say("difference", name=first), "decimal", least=16))
    return columns


def _cells(row: ComparedValue) -> list[Cell]:
    cells: list[Cell] = []
    for number, value in enumerate(row.values):
        cells.append(None if value is None else tidy(value))
        if number:
            difference = row.differences[number - 1]
            cells.append(None if difference is None else tidy(difference))
    return cells


def _rows(sheet: Sheet, rows: Iterable[tuple[Sequence[str], ComparedValue]]) -> None:
    for heads, row in rows:
        sheet.add([*heads, *_cells(row)])
    sheet.finish()


def _plans(sheet: Sheet, comparison: Comparison) -> None:
    for plan in comparison.plans:
        sheet.add((plan.name, plan.title, str(plan.status or ""), plan.folder))
    for warning in comparison.warnings:
        sheet.line(warning)
    sheet.finish()


def _levels(book: Book, comparison: Comparison, say: Speech) -> None:
    first = comparison.plans[0].name
    columns = []
    for number, plan in enumerate(comparison.plans):
        columns.append(Column(plan.name, "decimal", least=14))
        columns.append(Column(say("bound"), "decimal", least=14))
        if number:
            columns.append(Column(say("difference", name=first), "decimal", least=14))
            columns.append(Column(say("doubt"), most=40))
    sheet = _sheet(book, say, "levels", ("level",), columns)
    for row in comparison.levels:
        cells: list[Cell] = [say.objective(row.objective)]
        for number, (value, bound) in enumerate(zip(row.values, row.bounds, strict=True)):
            cells += [None if one is None else tidy(one) for one in (value, bound)]
            if number:
                difference = row.differences[number - 1]
                cells.append(None if difference is None else tidy(difference))
                cells.append(say(f"doubt_{row.doubts[number - 1]}"))
        sheet.add(cells)
    sheet.finish()


def _changes(book: Book, comparison: Comparison, say: Speech) -> None:
    sheet = _sheet(book, say, "classes", ("name", "class", "what", "before", "after"))
    for one in comparison.against:
        for change in one.classes:
            what = say(f"what_{change.what}")
            sheet.add((one.name, change.class_id, what, change.before, change.after))
    sheet.finish()
    sheet = _sheet(book, say, "movers", ("name", "cadre", "before", "after"))
    for one in comparison.against:
        for mover in one.movers:
            sheet.add((one.name, mover.cadre, ", ".join(mover.before), ", ".join(mover.after)))
    sheet.finish()
