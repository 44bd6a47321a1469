"""The end of a planning run as a planner reads it: coverage, figures, levels, reasons, files."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, RenderableType
from rich.text import Text

from models.plan import Plan
from models.result import Result, Status, TierCoverage
from models.rules import Component
from models.scenario import Language, Scenario
from scheduler.terminal.levels import gap_words, level_row
from scheduler.terminal.screen import draws, grid
from scheduler.terminal.words import STATUS_WORDS, number, percent, pick, text
from scheduler.terminal.year_strip import year_strip

BAR, SHORT_BAR = 24, 10
WIDE, NARROW = 90, 64  # columns of a terminal
SHOWN = 12


def show_plan(
    console: Console,
    scenario: Scenario,
    plan: Plan,
    result: Result,
    folder: Path,
    remarks: tuple[str, ...] = (),
) -> None:
    """Print what the plan achieves and where its files are."""
    language = scenario.language
    gap = percent(result.run.gap, language)
    seconds = text("seconds", language, seconds=number(result.run.wall_seconds, language, 1))
    console.print()
    console.print(Text(scenario.title, style="bold"))
    status = pick(STATUS_WORDS[result.status], language).format(gap=gap)
    colour = "green" if result.status is Status.OPTIMAL else "yellow"
    console.print(Text.assemble((status, colour), f", {seconds}"))
    console.print()
    console.print(coverage_table(console, scenario, result.coverage))
    console.print()
    strip = tuple(year_strip(scenario, plan, console.width, draws(console)))
    for line in strip:
        console.print(Text(line), no_wrap=True, overflow="crop")
    if strip:
        console.print()
    for line in figures(scenario, plan, result):
        console.print(line, soft_wrap=True)
    console.print()
    console.print(levels_table(result, language))
    show_list(console, "warnings", (*result.warnings, *remarks), language)
    show_list(console, "reasons", result.reasons, language)
    console.print()
    console.print(
        text(
            "files",
            language,
            folder=str(folder),
            page=str(folder / "index.html"),
            book=str(folder / "timetable.xlsx"),
            calendars=str(folder / "ics"),
        ),
        soft_wrap=True,
    )


def show_failure(console: Console, scenario: Scenario, result: Result) -> None:
    """Print why there is no plan."""
    language = scenario.language
    if result.status is Status.INFEASIBLE:
        console.print(text("infeasible", language))
        first = len(result.reasons) - result.num_remedies
        _show_all(console, "conflict", result.reasons[:first], language)
        _show_all(console, "remedies", result.reasons[first:], language)
    elif result.run.interrupted:
        console.print(text("no_plan_yet", language))
    else:
        limit = number(scenario.solve.time_limit, language, 0)
        console.print(text("none", language, seconds=limit))
        for reason in result.reasons:
            console.print(f"  - {reason}", soft_wrap=True)
    console.print(text("nothing_written", language))


def _show_all(console: Console, key: str, lines: tuple[str, ...], language: Language) -> None:
    if lines:
        console.print(text(key, language))
        for line in lines:
            console.print(f"  - {line}", soft_wrap=True)


def coverage_table(
    console: Console, scenario: Scenario, coverage: tuple[TierCoverage, ...]
) -> RenderableType:
    """Return one row for each tier, with a bar of its population where there is room."""
    language = scenario.language
    length = BAR if console.width >= WIDE else SHORT_BAR if console.width >= NARROW else 0
    names = {tier.id: tier.name for tier in scenario.tiers}
    keys = ("tier", "population", "before", "target", "after", "shortfall", "covered")
    headings = (text(key, language) for key in keys)
    table = grid(*headings, right=frozenset({1, 2, 3, 4, 5}))
    for row in coverage:
        counts = (row.population, row.covered_before, row.target, row.covered_after)
        table.add_row(
            Text(f"{row.tier}  {names.get(row.tier, '')}"),
            *(number(count, language, 0) for count in counts),
            Text(number(row.shortfall, language, 0), style="bold red" if row.shortfall else ""),
            Text(f"{bar(row, draws(console), length)} {_covered_share(row, language)}".strip()),
        )
    return table


def bar(row: TierCoverage, blocks: bool = True, length: int = BAR) -> str:
    """Return the tier as a bar: covered before, covered by the plan, not covered, a missed target.

    The target is marked where the plan does not reach it.
    """
    before, gained, rest, mark = ("█", "▓", "░", "│") if blocks else ("#", "+", ".", "|")
    people = max(1, row.population)
    first = min(length, round(length * row.covered_before / people))
    second = max(first, min(length, round(length * row.covered_after / people)))
    drawn = before * first + gained * (second - first) + rest * (length - second)
    if row.shortfall and length:
        place = min(length - 1, round(length * row.target / people))
        drawn = drawn[:place] + mark + drawn[place + 1 :]
    return drawn


def figures(scenario: Scenario, plan: Plan, result: Result) -> Iterator[str]:
    """Yield the figures of the plan, one sentence each."""
    language = scenario.language
    values = result.components

    def shown(value: float, digits: int = 1) -> str:
        return number(value, language, digits)

    opened = sum(row.open for row in plan.classes)
    yield text("classes", language, open=shown(opened, 0), all=shown(len(plan.classes), 0))
    yield text("enrolments", language, value=shown(len(plan.enrolments), 0))
    if Component.REPEAT in values:
        repeat = values[Component.REPEAT]
        each = repeat / max(1, len(plan.enrolments))
        yield text("repeat", language, value=shown(repeat), each=shown(each, 2))
    yield from _teaching(scenario, plan)
    if (standby := result.run.standby) is not None:
        yield text(
            "standby",
            language,
            covered=shown(standby.covered, 0),
            sessions=shown(standby.sessions, 0),
            share=percent(standby.share, language),
        )
    if values.get(Component.COST):
        yield text("cost", language, value=shown(values[Component.COST], 0))
    if values.get(Component.TRAVEL):
        yield text("travel", language, value=shown(values[Component.TRAVEL], 0))
    if Component.MOVES in values:
        yield text("moves", language, value=shown(values[Component.MOVES]))


def levels_table(result: Result, language: Language) -> RenderableType:
    """Return one row for each level: value, bound, gap, and how near the optimum it is."""
    headings = [text(key, language) for key in ("level", "value", "bound", "gap")]
    table = grid("", *headings, "", right=frozenset({2, 3, 4}))
    for place, level in enumerate(result.levels, 1):
        nearness = gap_words(level, result.run.gap, language)
        table.add_row(str(place), *(Text(c) for c in level_row(level, language)), Text(nearness))
    return table


def show_list(console: Console, key: str, lines: tuple[str, ...], language: Language) -> None:
    """Print a headed list, cut where it grows long."""
    if not lines:
        return
    console.print()
    console.print(Text(text(key, language, count=str(len(lines))), style="bold"))
    for line in lines[:SHOWN]:
        console.print(f"  - {line}", soft_wrap=True)
    if len(lines) > SHOWN:
        count = str(len(lines) - SHOWN)
        console.print("  " + text("more", language, count=count, file="result.json"))


def _teaching(scenario: Scenario, plan: Plan) -> Iterator[str]:
    language = scenario.language
    loads = Counter(row.lecturer for row in plan.sessions if row.lecturer is not None)
    if not loads:
        return
    most = min(loads, key=lambda lecturer: (-loads[lecturer], lecturer))
    names = {lecturer.id: lecturer.name for lecturer in scenario.lecturers}
    yield text(
        "lecturers",
        language,
        busy=number(len(loads), language, 0),
        all=number(len(scenario.lecturers), language, 0),
        name=names.get(most, most),
        most=number(loads[most], language, 0),
        mean=number(loads.total() / len(loads), language, 1),
    )


def _covered_share(row: TierCoverage, language: Language) -> str:
    return percent(row.covered_after / max(1, row.population), language)
