"""The horizon as a strip of months: which days are worked, closed or at risk, and what runs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.base import DateRange
from models.calendar import WEEKDAYS
from scheduler.outputs.figures import day
from scheduler.outputs.view import Course, View
from scheduler.outputs.words import Words


@dataclass(frozen=True)
class Day:
    """One day of a month: its marks as style names and what they mean."""

    number: int
    marks: tuple[str, ...]
    title: str


@dataclass(frozen=True)
class Bar:
    """The part of a class that lies in one month, in a lane free of others."""

    course: Course
    first: int
    length: int
    lane: int


@dataclass(frozen=True)
class Month:
    """One month with its days and class bars."""

    name: str
    days: tuple[Day, ...]
    bars: tuple[Bar, ...]
    lanes: int


def months(view: View, words: Words) -> tuple[Month, ...]:
    """Return the months of the horizon."""
    horizon = view.scenario.horizon
    marks = _marks(view, words)
    found = []
    first = horizon.start.replace(day=1)
    while first <= horizon.end:
        following = (first + timedelta(days=31)).replace(day=1)
        last = following - timedelta(days=1)
        days = tuple(
            Day(one.day, *_marked(one, horizon, marks, words)) for one in _days(first, last)
        )
        bars = tuple(_bars(view.courses.values(), first, last))
        lanes = max((bar.lane for bar in bars), default=0)
        found.append(Month(f"{words.months[first.month - 1]} {first.year}", days, bars, lanes))
        first = following
    return tuple(found)


def special_days(view: View, words: Words) -> tuple[tuple[str, str, str], ...]:
    """Return dates, kind and reason of holidays, days off, closures and risk periods, by date."""
    return tuple(
        (
            day(first) if first == last else f"{day(first)} - {day(last)}",
            words(f"day_{style}"),
            reason,
        )
        for first, last, style, reason in special_runs(view, words)
    )


def special_runs(view: View, words: Words) -> tuple[tuple[date, date, str, str], ...]:
    """Return first and last day, style and reason of what is not ordinary, weekends apart."""
    marks = _marks(view, words)
    runs: list[tuple[date, date, str, str]] = []
    open_runs: dict[tuple[str, str], int] = {}
    for one in sorted(marks):
        for style, reason in dict.fromkeys(marks[one]):
            if style == "rest":
                continue
            at = open_runs.get((style, reason))
            if at is not None and runs[at][1] == one - timedelta(days=1):
                runs[at] = (runs[at][0], one, style, reason)
            else:
                open_runs[style, reason] = len(runs)
                runs.append((one, one, style, reason))
    return tuple(runs)


def _marked(
    one: date, horizon: DateRange, marks: dict[date, list[tuple[str, str]]], words: Words
) -> tuple[tuple[str, ...], str]:
    here = marks.get(one, [])
    styles = dict.fromkeys(style for style, _ in here)
    if not horizon.start <= one <= horizon.end:
        styles["out"] = None
    reasons = ", ".join(dict.fromkeys(reason for _, reason in here))
    title = f"{words.weekday(one)} {one.day}/{one.month}"
    return tuple(styles), f"{title}: {reasons}" if reasons else title


def _marks(view: View, words: Words) -> dict[date, list[tuple[str, str]]]:
    """Return style name and reason of every day that is not an ordinary working day."""
    calendar, horizon = view.scenario.calendar, view.scenario.horizon
    marks: dict[date, list[tuple[str, str]]] = {}

    def mark(days: Iterable[date], style: str, reason: str) -> None:
        for one in days:
            marks.setdefault(one, []).append((style, reason))

    extra = set(calendar.extra_workdays)
    workdays = {WEEKDAYS.index(one) for one in calendar.workdays}
    rest = (one for one in _days(horizon.start, horizon.end) if one.weekday() not in workdays)
    mark((one for one in rest if one not in extra), "rest", words("day_rest"))
    holidays = (one for one in calendar.public_holidays or () if one not in extra)
    mark(holidays, "holiday", words("day_holiday"))
    for off in calendar.days_off:
        days = (one for one in _within(off, horizon) if one not in extra)
        mark(days, "holiday", off.reason or words("day_rest"))
    for closure in calendar.closures:
        whom = [view.tiers[one].name for one in closure.tiers]
        whom += [view.units[one].name for one in closure.units]
        reason = ", ".join([closure.reason or words("day_closed"), *whom])
        mark(_within(closure, horizon), "closed", reason)
    for risk in calendar.risk:
        mark(_within(risk, horizon), "risk", risk.reason or words("day_risk"))
    return marks


def _bars(courses: Iterable[Course], first: date, last: date) -> Iterator[Bar]:
    """Yield the bars of a month, each in the first lane that is free on all its days."""
    free_from: list[date] = []
    for course in courses:
        start, end = max(course.start, first), min(course.end, last)
        if start > end:
            continue
        lane = next((n for n, free in enumerate(free_from) if free <= start), len(free_from))
        free_from[lane : lane + 1] = [end + timedelta(days=1)]
        yield Bar(course, start.day, (end - start).days + 1, lane + 1)


def _within(span: DateRange, horizon: DateRange) -> Iterator[date]:
    return _days(max(span.start, horizon.start), min(span.end, horizon.end))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
