"""timetable.xlsx: the plan for people who work with spreadsheets and printed lists."""

from collections.abc import Callable, Sequence

from models.result import CoverageRow, Result
from models.rules import Component
from scheduler.outputs import rosters
from scheduler.outputs.book import Book
from scheduler.outputs.figures import day, tidy
from scheduler.outputs.levels import component_name, component_unit, level_texts, status_text
from scheduler.outputs.sheets import Cell, Column, Sheet
from scheduler.outputs.spending import spending
from scheduler.outputs.view import View
from scheduler.outputs.words import Words

SHEETS = (
    *("plan", "timetable", "lecturers", "loads", "rooms", "lists", "units", "coverage", "results"),
)
COST = 9  # the column of the plan with which what only the planner reads begins


def timetable_xlsx(
    view: View,
    result: Result,
    coverage: Sequence[CoverageRow],
    words: Words,
    sheets: Sequence[str] = SHEETS,
) -> bytes:
    """Return the workbook; its date of making is the first day of the horizon.

    Of the `sheets` it holds those asked for; where there is none of results it tells no cost.
    """
    scenario = view.scenario
    author = scenario.organisation.name if scenario.organisation else ""
    book = Book(scenario.horizon.start, scenario.title, author)
    index = book.add(words("sheet_index"))
    pages = {name: book.add(words(f"sheet_{name}")) for name in sheets}

    def sheet(name: str, columns: Sequence[Column]) -> Sheet:
        made = Sheet(book, pages[name], words(f"head_{name}"), columns, words("page_of"))
        made.leads_back(words("sheet_index"), words("to_index"))
        return made

    _index(
        Sheet(book, index, words("sheet_index"), _index_columns(words), words("page_of")),
        view,
        result,
        words,
        sheets,
    )
    bands = rosters.timetable(sheet("timetable", rosters.timetable_columns(words)), view, words)
    kept = slice(None) if "results" in sheets else slice(COST)
    _plan(sheet("plan", _plan_columns(words)[kept]), view, words, bands, kept)
    others: dict[str, tuple[Sequence[Column], Callable[[Sheet], None]]] = {
        "lecturers": (
            rosters.lecturer_columns(words),
            lambda one: rosters.lecturers(one, view, words),
        ),
        "loads": (_load_columns(words), lambda one: _loads(one, view)),
        "rooms": (rosters.room_columns(words), lambda one: rosters.rooms(one, view, words)),
        "lists": (rosters.list_columns(words), lambda one: rosters.lists(one, view, words)),
        "units": (rosters.unit_columns(words), lambda one: rosters.units(one, view, words)),
        "coverage": (_coverage_columns(words), lambda one: _coverage(one, view, coverage, words)),
        "results": (_result_columns(words), lambda one: _results(one, view, result, words)),
    }
    for name, (columns, fill) in others.items():
        if name in sheets:
            fill(sheet(name, columns))
    return book.close()


def _index_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("number"), "center"),
        Column(words("sheet"), least=24),
        Column(words("note"), least=60, most=90),
    )


def _index(sheet: Sheet, view: View, result: Result, words: Words, sheets: Sequence[str]) -> None:
    horizon = view.scenario.horizon
    for number, name in enumerate(sheets, start=1):
        title = words(f"sheet_{name}")
        sheet.add((number, title, words(f"about_{name}")), link=f"internal:'{title}'!A1")
    sheet.skip()
    dates = words("horizon_line", start=day(horizon.start), end=day(horizon.end))
    sheet.band(dates, facts=status_text(result, words))
    sheet.finish()


def _plan_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("number"), "center"),
        Column(words("class_id"), "center", most=20),
        Column(words("class_name"), most=44),
        Column(words("tier"), most=34),
        Column(words("size"), "number"),
        Column(words("num_days"), "number"),
        Column(words("from"), "date"),
        Column(words("to"), "date"),
        Column(words("place"), most=40),
        Column(words("cost"), "decimal", least=16),
        Column(words("note"), least=16),
    )


def _plan(sheet: Sheet, view: View, words: Words, bands: dict[str, int], kept: slice) -> None:
    """Write the classes; of each row the columns `kept`."""
    page = words("sheet_timetable")
    for number, one in enumerate(view.courses.values(), start=1):
        cells: Sequence[Cell] = (
            number,
            one.id,
            one.programme.title,
            ", ".join(tier.name for tier in one.tiers),
            one.size,
            one.days,
            one.start,
            one.end,
            rosters.place(one, words),
            tidy(one.cost),
            None,
        )
        sheet.add(cells[kept], link=f"internal:'{page}'!A{bands[one.id] + 1}")
    last = sheet.row - 1
    courses = view.courses.values()
    total: Sequence[Cell] = (
        *(None, words("total"), None, None, sum(one.size for one in courses)),
        *(sum(one.days for one in courses), None, None, None),
        *(tidy(sum(one.cost for one in courses)), None),
    )
    sheet.add(total[kept], bold=True)
    if view.closed:
        sheet.skip()
        sheet.band(f"{words('closed_classes')} ({len(view.closed)})")
        for number, row in enumerate(view.closed, start=1):
            title = view.programmes[row.programme].title
            sheet.add((number, row.class_id, title, *[None] * 8)[kept])
    sheet.finish(filtered_to=last)


def _load_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("number"), "center"),
        Column(words("lecturer_id"), "center", most=20),
        Column(words("lecturer_name"), least=24),
        Column(words("lecturer_kind"), least=12),
        Column(words("sessions"), "number", least=10),
        Column(words("most_sessions"), "number", least=12),
        Column(words("periods"), "decimal", least=10),
        Column(words("teaching_days"), "number", least=12),
        Column(words("fee"), "decimal", least=18),
    )


def _loads(sheet: Sheet, view: View) -> None:
    for number, load in enumerate(view.loads, start=1):
        one = load.lecturer
        sheet.add(
            (
                *(number, one.id, one.name, one.kind, load.sessions, one.max_sessions),
                *(tidy(load.periods), load.days, tidy(load.fee)),
            )
        )
    sheet.finish(filtered_to=sheet.row - 1)


def _coverage_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("tier"), least=30),
        Column(words("unit"), least=34),
        Column(words("population"), "number", least=11),
        Column(words("target"), "number", least=11),
        Column(words("before"), "number", least=13),
        Column(words("after"), "number", least=13),
        Column(words("covered_share"), "percent", least=9),
        Column(words("shortfall"), "number", least=11),
    )


def _coverage(sheet: Sheet, view: View, coverage: Sequence[CoverageRow], words: Words) -> None:
    order = {tier.id: place for place, tier in enumerate(view.scenario.tiers)}
    for row in sorted(coverage, key=lambda row: (order[row.tier], row.unit or "")):
        sheet.add(
            (
                view.tiers[row.tier].name,
                view.units[row.unit].name if row.unit else words("whole_tier"),
                row.population,
                row.target,
                row.covered_before,
                row.covered_after,
                row.covered_after / row.population if row.population else None,
                row.shortfall,
            ),
            bold=row.unit is None,
        )
    sheet.finish(filtered_to=sheet.row - 1)


def _result_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("level"), "center"),
        Column(words("objective"), least=44, most=60),
        Column(words("value"), "decimal", least=16),
        Column(words("bound"), "decimal", least=16),
        Column(words("gap"), "percent", least=10),
        Column(words("meaning"), least=50, most=60),
    )


def _results(sheet: Sheet, view: View, result: Result, words: Words) -> None:
    for level in level_texts(result, words):
        figures = (None if one is None else tidy(one) for one in (level.value, level.bound))
        sheet.add((level.rank, level.objective, *figures, level.gap, level.meaning))
    sheet.skip()
    sheet.band(status_text(result, words))
    sheet.skip()
    sheet.band(words("component"))
    for component, value in result.components.items():
        unit = component_unit(component, words)
        sheet.add((None, component_name(component, words), tidy(value), None, None, unit))
    money = spending(view)
    sheet.skip()
    sheet.band(words("cost_lines"))
    for line, amount in (*money.lines, ("total", money.total)):
        name = words(line if line == "total" else f"line_{line}")
        unit = component_unit(Component.COST, words)
        sheet.add((None, name, tidy(amount), None, None, unit), bold=line == "total")
    for title, sentences in (("reasons", result.reasons), ("warnings", result.warnings)):
        sheet.skip()
        sheet.band(f"{words(title)} ({len(sentences)})")
        for sentence in sentences or (words("nothing"),):
            sheet.line(sentence)
    sheet.finish()
