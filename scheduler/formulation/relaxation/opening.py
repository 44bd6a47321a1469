"""Columns and rows of open classes: how many of each kind, where, with which offer, and when."""

from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Floats, Ints
from scheduler.formulation.relaxation.frame import Frame
from scheduler.formulation.relaxation.sheet import Sheet
from scheduler.formulation.relaxation.times import (
    feasible_places,
    fitting_days,
    one_by_one,
    span_months,
)


@dataclass(frozen=True)
class Opening:
    """n[kind, place, offer] and starts[kind, span, month], column by column."""

    columns: Ints
    kind: Ints
    place: Ints
    offer: Ints
    capacity: Ints
    size_min: Ints
    starts: Ints
    start_kind: Ints
    start_span: Ints
    start_month: Ints
    start_risk: Floats


def add_opening(sheet: Sheet, frame: Frame) -> Opening | None:
    """Add the columns and rows of open classes; None where a class must open and cannot."""
    table = _choices(frame)
    timing = _timing(frame)
    possible = {row[0] for row in table} & {row[0] for row in timing}
    if any(kind.least and t not in possible for t, kind in enumerate(frame.kinds)):
        return None
    table = [row for row in table if row[0] in possible]
    timing = [row for row in timing if row[0] in possible]
    kind, place, offer, capacity, size_min = _arrays(table, 5)
    most = np.array([k.most for k in frame.kinds], dtype=np.int64)
    start_kind, start_span, start_month = _arrays([row[:3] for row in timing], 3)
    opening = Opening(
        columns=sheet.add_columns(np.zeros(len(kind)), most[kind], integer=True, core=True),
        kind=kind,
        place=place,
        offer=offer,
        capacity=capacity,
        size_min=size_min,
        starts=sheet.add_columns(
            np.zeros(len(start_kind)), most[start_kind], integer=True, core=True
        ),
        start_kind=start_kind,
        start_span=start_span,
        start_month=start_month,
        start_risk=np.array([row[3] for row in timing], dtype=float),
    )
    _totals(sheet, frame, opening, sorted(possible))
    if frame.spans.daily:
        _rooms_on_days(sheet, frame, opening)
    else:
        _rooms_in_spans(sheet, frame, opening)
    _rooms_in_windows(sheet, frame, opening)
    return opening


def _arrays(rows: list[tuple[int, ...]], width: int) -> list[Ints]:
    return list(np.array(rows, dtype=np.int64).reshape(len(rows), width).T)


def _choices(frame: Frame) -> list[tuple[int, ...]]:
    """Return (kind, place, offer, capacity, least size) of everything that can be filled."""
    rows: list[tuple[int, ...]] = []
    available = _available(frame)
    for t, kind in enumerate(frame.kinds):
        for pl in feasible_places(kind, frame.times[t], frame.places):
            place = frame.places[pl]
            capacity = min(kind.size_max, place.capacity)
            for g in kind.offers:
                persons = available.get((kind.programme, place.site, g), 0)
                if kind.size_min <= min(capacity, persons):
                    rows.append((t, pl, g, min(capacity, persons), kind.size_min))
    return rows


def _available(frame: Frame) -> dict[tuple[int, int, int], int]:
    """Return the number of persons for each (programme, site, offer)."""
    attendance, result = frame.attendance, {}
    size = frame.groups.size
    for n, stream in enumerate(frame.streams):
        here = attendance.of_stream(n)
        mask, group = attendance.mask[here], attendance.group[here]
        for position, g in enumerate(stream.offers):
            able = (mask >> position & 1).astype(bool)
            persons = int(size[np.unique(group[able])].sum())
            result[stream.programme, stream.site, g] = persons
    return result


def _timing(frame: Frame) -> list[tuple[int, int, int, float]]:
    """Return (kind, span, month, least risk) of every kind's starts."""
    rows = []
    for t, when in enumerate(frame.times):
        spans, months, risk = span_months(frame.instance, when, frame.spans)
        rows += [(t, int(s), int(m), float(x)) for s, m, x in zip(spans, months, risk, strict=True)]
    return rows


def _totals(sheet: Sheet, frame: Frame, opening: Opening, possible: list[int]) -> None:
    """Add: least <= sum of n <= most per kind, and as many starts as open classes."""
    least = np.array([frame.kinds[t].least for t in possible])
    most = np.array([frame.kinds[t].most for t in possible])
    row_of = np.zeros(len(frame.kinds), dtype=np.int64)
    row_of[possible] = sheet.add_rows(least, most, len(possible))
    sheet.add_terms(row_of[opening.kind], opening.columns, 1.0)
    row_of[possible] = sheet.add_rows(0.0, 0.0, len(possible))
    sheet.add_terms(row_of[opening.kind], opening.columns, 1.0)
    sheet.add_terms(row_of[opening.start_kind], opening.starts, -1.0)


def _rooms_in_spans(sheet: Sheet, frame: Frame, opening: Opening) -> None:
    """Add per set of rooms, length and span: as many classes as the rooms can hold one by one."""
    days = np.array([when.days for when in frame.times], dtype=np.int64)
    most = np.array([kind.most for kind in frame.kinds])
    held = {
        (r, length): _held_in_spans(frame, r, length)
        for length in set(days.tolist())
        for r in range(len(frame.instance.room_ids))
    }
    for rooms in sorted({kind.rooms for kind in frame.kinds}):
        inside = np.array([set(kind.rooms) <= set(rooms) for kind in frame.kinds])
        for length in sorted(set(days[inside].tolist())):
            these = inside & (days >= length)
            hold = sum((held[r, length] for r in rooms), np.zeros(frame.spans.num, dtype=np.int64))
            for span in np.flatnonzero(hold < most[these].sum()):
                at = these[opening.start_kind] & (opening.start_span == span)
                if at.any():
                    row = sheet.add_rows(-np.inf, float(hold[span]))
                    sheet.add_terms(row, opening.starts[at], 1.0)


def _held_in_spans(frame: Frame, room: int, length: int) -> Ints:
    fitting = fitting_days(frame.instance, room, length)
    starts = one_by_one(fitting, length, 0, frame.instance.num_days)
    return np.bincount(
        frame.spans.of_day[np.array(starts, dtype=np.int64)], minlength=frame.spans.num
    )


def _rooms_on_days(sheet: Sheet, frame: Frame, opening: Opening) -> None:
    """Add per set of rooms and day: as many classes as rooms that are free that morning (H9)."""
    instance = frame.instance
    days = np.array([when.days for when in frame.times], dtype=np.int64)[opening.start_kind]
    most = np.array([kind.most for kind in frame.kinds])
    free = instance.room_free[:, :: instance.slots_per_day]
    for rooms in sorted({kind.rooms for kind in frame.kinds}):
        inside = np.array([set(kind.rooms) <= set(rooms) for kind in frame.kinds])
        number = free[list(rooms)].sum(axis=0)
        for d in np.flatnonzero(instance.working & (number < most[inside].sum())):
            at = inside[opening.start_kind] & (opening.start_span <= d)
            at &= opening.start_span + days > d
            if at.sum() > 1 or (at.any() and not number[d]):
                row = sheet.add_rows(-np.inf, float(number[d]))
                sheet.add_terms(row, opening.starts[at], 1.0)


def _rooms_in_windows(sheet: Sheet, frame: Frame, opening: Opening) -> None:
    """Add per place, length and window: as many classes as the place can hold in the window."""
    first = np.array([when.starts.min(initial=0) for when in frame.times])
    last = np.array([(when.starts + when.days).max(initial=0) for when in frame.times])
    days = np.array([when.days for when in frame.times], dtype=np.int64)
    most = np.array([kind.most for kind in frame.kinds])
    windows = sorted({(int(a), int(b)) for a in set(first) for b in set(last) if a < b})
    for pl, place in enumerate(frame.places):
        here = np.isin(np.arange(len(days)), opening.kind[opening.place == pl])
        for length in sorted(set(days[here].tolist())):
            fitting = [fitting_days(frame.instance, r, length) for r in place.rooms]
            for a, b in windows:
                these = here & (days >= length) & (first >= a) & (last <= b)
                hold = sum(len(one_by_one(fits, length, a, b)) for fits in fitting)
                if hold < most[these].sum():
                    row = sheet.add_rows(-np.inf, float(hold))
                    at = these[opening.kind] & (opening.place == pl)
                    sheet.add_terms(row, opening.columns[at], 1.0)
