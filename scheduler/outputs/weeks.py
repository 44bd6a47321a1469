"""Load over time: what lecturers teach and rooms hold in each week (month, in a long horizon)."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.base import DateRange
from scheduler.outputs.figures import day
from scheduler.outputs.view import View
from scheduler.outputs.words import Words

MOST_WEEKS = 60
SHADES = 4


@dataclass(frozen=True)
class Span:
    """A week or a month: its short name, its name in full, whether risk or rest marks it."""

    first: date
    short: str
    name: str
    risk: bool


@dataclass(frozen=True)
class Row:
    """One lecturer or room: what falls into each span."""

    key: str
    cells: tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """Rows over spans; `most` is the largest cell, `months` name and width of headings above."""

    spans: tuple[Span, ...]
    months: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    most: int

    def shade(self, cell: int) -> int:
        """Return how dark a cell is, from 1 to SHADES."""
        return -(-SHADES * cell // max(self.most, SHADES))


@dataclass(frozen=True)
class Total:
    """All sessions, class days and running classes of one span."""

    span: Span
    sessions: int
    days: int
    classes: int


class Weeks:
    """The horizon in weeks from Monday, or in months where there are too many weeks."""

    def __init__(self, view: View, words: Words) -> None:
        self._view = view
        horizon = view.scenario.horizon
        self.by_week = (horizon.end - horizon.start).days < 7 * MOST_WEEKS
        firsts = list(dict.fromkeys(self._first(one) for one in _days(horizon)))
        self.spans = tuple(self._span(one, words) for one in firsts)
        self._place = {span.first: place for place, span in enumerate(self.spans)}
        heads = Counter(f"{words.months[one.month - 1]} {one.year}" for one in firsts)
        self.months = tuple(heads.items()) if self.by_week else ()

    def lecturers(self) -> Grid:
        """Return the sessions of each lecturer who teaches."""
        return self._grid(
            (key, ((one.date, number) for number, one in enumerate(lessons)))
            for key, lessons in self._view.lessons_of_lecturer.items()
        )

    def rooms(self) -> Grid:
        """Return the days on which each room in use holds a class."""
        return self._grid(
            (key, ((one.date, None) for one in lessons))
            for key, lessons in self._view.lessons_of_room.items()
        )

    def totals(self) -> tuple[Total, ...]:
        """Return what falls into each span altogether."""
        sessions, days, classes = Counter[int](), Counter[int](), Counter[int]()
        taught = (one for one in self._view.lessons if one.lecturer)
        sessions.update(self._at(one.date) for one in taught)
        held = {(one.course.id, one.date) for one in self._view.lessons}
        days.update(self._at(one) for _, one in held)
        classes.update(at for _, at in {(course, self._at(one)) for course, one in held})
        return tuple(
            Total(span, sessions[place], days[place], classes[place])
            for place, span in enumerate(self.spans)
        )

    def _grid(self, groups: Iterable[tuple[str, Iterable[tuple[date, Hashable]]]]) -> Grid:
        rows = []
        for key, marks in groups:
            counts = Counter(self._at(one) for one, _ in set(marks))
            rows.append(Row(key, tuple(counts[place] for place in range(len(self.spans)))))
        most = max((max(row.cells) for row in rows), default=0)
        return Grid(self.spans, self.months, tuple(rows), most)

    def _at(self, one: date) -> int:
        return self._place[self._first(one)]

    def _first(self, one: date) -> date:
        return one - timedelta(days=one.weekday()) if self.by_week else one.replace(day=1)

    def _span(self, first: date, words: Words) -> Span:
        last = first + timedelta(days=6) if self.by_week else _last_of_month(first)
        risk = any(
            one.start <= last and one.end >= first for one in self._view.scenario.calendar.risk
        )
        if self.by_week:
            return Span(first, str(first.day), f"{day(first)} - {day(last)}", risk)
        name = f"{words.months[first.month - 1]} {first.year}"
        return Span(first, f"{first.month}/{first.year % 100:02d}", name, risk)


def _days(span: DateRange) -> Iterable[date]:
    return (span.start + timedelta(days=n) for n in range((span.end - span.start).days + 1))


def _last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
