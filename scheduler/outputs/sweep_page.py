"""index.html of a sweep: trade-off charts and a table of all runs, in one page."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.rules import Component
from models.scenario import Language
from models.sweep import SweepRow
from scheduler.outputs.figures import spoken
from scheduler.outputs.page import COLOURS
from scheduler.outputs.pages import template
from scheduler.outputs.words import Words

WIDTH, HEIGHT = 460, 320
LEFT, RIGHT, TOP, BOTTOM = 74, 14, 14, 46
TICKS = 5


@dataclass(frozen=True)
class Tile:
    """One figure of the summary."""

    label: str
    figure: str
    note: str


@dataclass(frozen=True)
class Point:
    """A plan in a chart, in units of the drawing."""

    row: SweepRow
    x: float
    y: float
    colour: int
    title: str


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: its place in the drawing and its figure."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Two figures of every plan against each other."""

    x_name: str
    y_name: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    points: tuple[Point, ...]


def sweep_html(
    title: str, axes: Sequence[str], rows: Sequence[SweepRow], num_runs: int, language: Language
) -> bytes:
    """Return the page; `num_runs` is how many runs the file stands for."""
    words = Words(language)
    planned = [row for row in rows if row.has_plan]
    scenarios = list(dict.fromkeys(row.scenario for row in rows))
    return (
        template("sweep.html.j2")
        .render(
            t=words,
            title=title,
            axes=axes,
            rows=rows,
            scenarios=scenarios,
            colours=COLOURS,
            tiles=_tiles(rows, planned, num_runs, words),
            charts=_charts(planned, scenarios, words) if planned else (),
            size=(WIDTH, HEIGHT),
            frame=(LEFT, TOP, WIDTH - RIGHT, HEIGHT - BOTTOM),
            num=lambda value, digits=1: spoken(value, words.language, digits),
            classes=Component.CLASSES,
            cost=Component.COST,
            repeat=Component.REPEAT,
            shortfall=Component.SHORTFALL,
        )
        .encode()
    )


def _tiles(
    rows: Sequence[SweepRow], planned: Sequence[SweepRow], num_runs: int, words: Words
) -> tuple[Tile, ...]:
    best = sum(row.best for row in rows)
    failed = words("sweep_failed", n=len(rows) - len(planned))
    return (
        Tile(words("sweep_runs"), str(len(rows)), words("sweep_of", n=num_runs)),
        Tile(words("sweep_planned"), str(len(planned)), failed),
        Tile(words("sweep_best"), str(best), words("sweep_best_note")),
    )


def _charts(rows: Sequence[SweepRow], scenarios: Sequence[str], words: Words) -> tuple[Chart, ...]:
    figures: dict[str, Callable[[SweepRow], float]] = {
        "sweep_cost": lambda row: row.value(Component.COST),
        "sweep_repeat": lambda row: row.value(Component.REPEAT),
        "sweep_covered": lambda row: float(row.covered),
    }
    pairs = (
        ("sweep_cost", "sweep_covered"),
        ("sweep_repeat", "sweep_covered"),
        ("sweep_cost", "sweep_repeat"),
    )
    found = []
    for across, up in pairs:
        x_ticks, x_at = _axis([figures[across](row) for row in rows], LEFT, WIDTH - RIGHT, words)
        y_ticks, y_at = _axis([figures[up](row) for row in rows], HEIGHT - BOTTOM, TOP, words)
        points = tuple(
            Point(
                row,
                x_at(figures[across](row)),
                y_at(figures[up](row)),
                scenarios.index(row.scenario) % COLOURS,
                _title(row, (across, figures[across](row)), (up, figures[up](row)), words),
            )
            for row in sorted(rows, key=lambda row: row.best)  # the marked ones lie on top
        )
        found.append(Chart(words(across), words(up), x_ticks, y_ticks, points))
    return tuple(found)


def _title(row: SweepRow, across: tuple[str, float], up: tuple[str, float], words: Words) -> str:
    figures = (f"{words(key)}: {spoken(value, words.language, 1)}" for key, value in (across, up))
    return f"{row.run} · " + " · ".join(figures)


def _axis(
    values: Sequence[float], first: float, last: float, words: Words
) -> tuple[tuple[Tick, ...], Callable[[float], float]]:
    """Return round ticks around the values, and where a value lies between two places."""
    low, high = min(values), max(values)
    if high - low <= 1e-9 * max(1.0, abs(high)):
        low, high = low - max(1.0, abs(low) / 20), high + max(1.0, abs(high) / 20)
    raw = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * (1 - 1e-9))
    begin, end = math.floor(low / step) * step, math.ceil(high / step) * step

    def at(value: float) -> float:
        return round(first + (value - begin) / (end - begin) * (last - first), 2)

    count = round((end - begin) / step)
    marks = [begin + n * step for n in range(count + 1)]
    short = max(abs(begin), abs(end)) >= 1e6
    return tuple(Tick(at(mark), _label(mark, short, words)) for mark in marks), at


def _label(value: float, in_millions: bool, words: Words) -> str:
    if not in_millions:
        return spoken(value, words.language, 2)
    unit = "tr" if words.language == "vi" else "M"
    return f"{spoken(value / 1e6, words.language, 2)} {unit}"
