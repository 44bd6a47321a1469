"""Classes that can never open for want of dates: no run of open days, a bad start, no free room."""

from collections.abc import Iterator

from models.calendar import WEEKDAYS
from models.finding import Finding
from scheduler.errors import Sentence
from scheduler.formulation.instance import Bools
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group, severity_of
from scheduler.precheck.programmes import is_too_long
from scheduler.precheck.texts import day, listed, maybe


def no_dates(case: Case) -> Iterator[Finding]:
    """DATE-01, FIX-01: no run of open days long enough, or not from the fixed start on."""
    for group in case.groups:
        if group.starts or is_too_long(case, group):
            continue
        if group.cls.start is not None:
            yield _fixed_start(case, group)
        else:
            yield _no_run(case, group)


def _no_run(case: Case, group: Group) -> Finding:
    cls, instance = group.cls, case.instance
    open_days = instance.open_days[group.programme.index]
    first, last = max(0, cls.first_day), min(instance.num_days - 1, cls.last_day)
    longest = _longest_run(open_days[first : last + 1]) if first <= last else 0
    window = group.definition.window
    start, end = (
        (case.date(first), case.date(last))
        if first <= last or window is None
        else (window.start, window.end)
    )
    nearest = _nearest(open_days, group.days, first)
    return case.finding(
        "DATE-01",
        "run",
        severity_of([group]),
        {"class": group.ids, "programme": [group.programme.id]},
        {"needed": group.days, "available": longest},
        classes=listed(group.ids),
        start=day(start),
        end=day(end),
        blocked=_blocked(case, group, first, last),
        nearest=maybe("nearest", days=listed([day(case.date(d)) for d in nearest]))
        if nearest
        else maybe("nothing"),
    )


def _longest_run(days: Bools) -> int:
    longest = run = 0
    for is_open in days.tolist():
        run = run + 1 if is_open else 0
        longest = max(longest, run)
    return longest


def _nearest(open_days: Bools, days: int, wanted: int) -> list[int]:
    """Return the last possible start before and the first one after a day."""
    runs = [d for d in range(len(open_days) - days + 1) if open_days[d : d + days].all()]
    before = [d for d in runs if d < wanted][-1:]
    after = [d for d in runs if d > wanted][:1]
    return before + after


def _blocked(case: Case, group: Group, first: int, last: int) -> Sentence:
    """Return in words what closes days of a span: holidays, days off, closures, the freeze."""
    if first > last:
        freeze = case.scenario.freeze_before
        return maybe("frozen_until", day=day(freeze)) if freeze else maybe("outside")
    calendar, tiers = (
        case.scenario.calendar,
        {case.scenario.tiers[t].id for t in group.programme.tiers},
    )
    start, end = case.date(first), case.date(last)
    spans = [(c.start, c.end, c.reason) for c in calendar.days_off]
    spans += [
        (c.start, c.end, c.reason)
        for c in calendar.closures
        if not c.units and (not c.tiers or tiers & set(c.tiers))
    ]
    words = [
        f"{day(a)}–{day(b)}" + (f" ({reason})" if reason else "")
        for a, b, reason in sorted(spans)
        if a <= end and b >= start
    ]
    words += [day(d) for d in sorted(calendar.public_holidays or ()) if start <= d <= end]
    return maybe("blocked", days=listed(words)) if words else maybe("weekends")


def _fixed_start(case: Case, group: Group) -> Finding:
    cls, instance = group.cls, case.instance
    start = cls.start if cls.start is not None else -1
    open_days = instance.open_days[group.programme.index]
    inside = 0 <= start < instance.num_days
    run = 0
    while inside and start + run < instance.num_days and open_days[start + run]:
        run += 1
    available = run
    if cls.first_day > start or start > cls.last_day:
        available = 0
    available = max(0, min(available, cls.last_day - start + 1))
    nearest = _nearest(open_days, group.days, start)
    fixed = group.definition.fixed.start
    assert fixed is not None
    return case.finding(
        "FIX-01",
        "start",
        severity_of([group]),
        {"class": group.ids},
        {"needed": group.days, "available": available},
        classes=listed(group.ids),
        start=day(fixed),
        reason=_reason(case, group, start, run),
        nearest=maybe("nearest", days=listed([day(case.date(d)) for d in nearest]))
        if nearest
        else maybe("nothing"),
    )


def _reason(case: Case, group: Group, start: int, run: int) -> Sentence:
    cls, instance = group.cls, case.instance
    freeze = case.scenario.freeze_before
    window = group.definition.window
    fixed = group.definition.fixed.start
    if not 0 <= start < instance.num_days:
        return maybe("outside_horizon")
    if window is not None and fixed is not None and not window.start <= fixed <= window.end:
        return maybe("outside_window", start=day(window.start), end=day(window.end))
    if freeze is not None and fixed is not None and fixed < freeze:
        return maybe("before_freeze", day=day(freeze))
    if not instance.working[start]:
        weekday = WEEKDAYS[case.date(start).weekday()]
        return maybe("no_working_day", weekday=maybe(weekday))
    if run == 0:
        return maybe("closed", blocked=_blocked(case, group, start, start))
    until = min(start + group.days - 1, instance.num_days - 1)
    if cls.last_day < start + group.days - 1:
        return maybe("window_ends", end=day(case.date(cls.last_day)))
    return maybe("run_ends", blocked=_blocked(case, group, start, until))


def starts_with_room(case: Case, group: Group) -> list[int]:
    """Return the possible starts on which an allowed and large enough room is free."""
    free = case.instance.room_is_free
    return [
        start
        for start in group.starts
        if any(free(room, start, group.sessions) for room in group.rooms)
    ]


def no_free_room(case: Case) -> Iterator[Finding]:
    """DATE-02: no allowed room is free from any possible start on."""
    for group in case.groups:
        if not group.starts or not group.rooms or is_too_long(case, group):
            continue
        if not starts_with_room(case, group):
            rooms = [case.instance.room_ids[room] for room in group.rooms]
            yield case.finding(
                "DATE-02",
                "rooms" if len(group.starts) > 1 else "single",
                severity_of([group]),
                {"class": group.ids, "room": rooms},
                {"starts": len(group.starts), "with_room": 0},
                classes=listed(group.ids),
                rooms=listed(rooms),
                first=day(case.date(group.starts[0])),
                last=day(case.date(group.starts[-1])),
            )
