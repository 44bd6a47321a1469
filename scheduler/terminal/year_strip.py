"""The year as one strip: how many classes run in each week, and the risk season below."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.base import DateRange
from models.plan import Plan
from models.scenario import Scenario
from scheduler.terminal.words import number, text

BLOCKS = " ▁▂▃▄▅▆▇█"
FEW_WEEKS = 9  # below this a strip shows nothing that the list of classes does not


def year_strip(scenario: Scenario, plan: Plan, width: int, blocks: bool = True) -> Iterator[str]:
    """Yield the lines of the strip; none where it would not fit or there is little to show."""
    language = scenario.language
    weeks = _weeks(scenario.horizon)
    labels = [text(key, language) for key in ("strip_classes", "strip_risk")]
    margin = max(len(label) for label in labels) + 2
    if len(weeks) < FEW_WEEKS or margin + len(weeks) > width:
        return
    counts = [_running(plan, week) for week in weeks]
    most = max(counts)
    if not most:
        return
    bars = "".join(_bar(count, most, blocks) for count in counts)
    note = text("strip_most", language, n=number(most, language, 0))
    line = f"{labels[0]:{margin}}{bars}"
    yield " " * margin + _months(weeks)
    yield f"{line}  {note}" if len(line) + 2 + len(note) <= width else line
    risky = [_risky(scenario, week) for week in weeks]
    if any(risky):
        yield f"{labels[1]:{margin}}{''.join('~' if one else ' ' for one in risky)}".rstrip()


def _weeks(horizon: DateRange) -> list[DateRange]:
    """Return the weeks of the horizon, from Monday to Sunday."""
    first = horizon.start - timedelta(days=horizon.start.weekday())
    count = (horizon.end - first).days // 7 + 1
    starts = (first + timedelta(weeks=n) for n in range(count))
    return [DateRange(start=one, end=one + timedelta(days=6)) for one in starts]


def _running(plan: Plan, week: DateRange) -> int:
    return sum(
        (row.start or date.max) <= week.end and week.start <= (row.end or date.min)
        for row in plan.classes
        if row.open
    )


def _risky(scenario: Scenario, week: DateRange) -> bool:
    periods = scenario.calendar.risk
    return any(one.start <= week.end and week.start <= one.end for one in periods)


def _bar(count: int, most: int, blocks: bool) -> str:
    """Return a block as high as the count, or a digit where the encoding has no blocks."""
    if not blocks:
        return "." if not count else str(min(count, 9))
    if not count:
        return "·"
    return BLOCKS[max(1, round((len(BLOCKS) - 1) * count / most))]


def _months(weeks: list[DateRange]) -> str:
    """Return the number of each month above its first week, where two digits have room."""
    line = ""
    for place, week in enumerate(weeks):
        begins = place == 0 or week.start.month != weeks[place - 1].start.month
        if begins and len(line) <= place:
            line = f"{line:{place}}{week.start.month:02d}"
    return line
