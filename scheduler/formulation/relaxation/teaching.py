"""Columns and rows of teaching: who gives which module to classes of a kind in a span."""

from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Bools, Ints
from scheduler.formulation.relaxation.frame import Frame
from scheduler.formulation.relaxation.opening import Opening
from scheduler.formulation.relaxation.sheet import Sheet
from scheduler.formulation.relaxation.times import daily_sessions, sessions_within


@dataclass(frozen=True)
class Teaching:
    """z[kind, module, span, lecturer], column by column."""

    columns: Ints
    kind: Ints
    module: Ints
    span: Ints
    lecturer: Ints


def add_teaching(sheet: Sheet, frame: Frame, opening: Opening) -> Teaching:
    """Add the teaching columns and every row that holds them."""
    instance = frame.instance
    kind, module, span, lecturer = _possible(frame)
    daily = daily_sessions(instance)
    most = np.array([k.most for k in frame.kinds], dtype=np.int64)
    upper = np.minimum(most[kind], _fitting(frame, daily, kind, module, span, lecturer))
    keep = upper > 0
    kind, module, span, lecturer = kind[keep], module[keep], span[keep], lecturer[keep]
    columns = sheet.add_columns(np.zeros(len(kind)), upper[keep], integer=True, core=True)
    teaching = Teaching(columns, kind, module, span, lecturer)
    _modules(sheet, frame, opening, teaching)
    _loads(sheet, frame, teaching, upper[keep], daily)
    return teaching


def _days_of(frame: Frame, span: int, length: int) -> Bools:
    """Return [d]: the days that classes of at most `length` days starting in a span can take."""
    spans = frame.spans
    day = np.arange(len(spans.of_day))
    inside: Bools = (day >= span) & (day < span + length) if spans.daily else spans.of_day == span
    return inside


def _fitting(
    frame: Frame, daily: Ints, kind: Ints, module: Ints, span: Ints, lecturer: Ints
) -> Ints:
    """Return per column: how often the lecturer can give the module within the span."""
    instance = frame.instance
    length = np.array([when.most_days for when in frame.times], dtype=np.int64)[kind]
    pairs, place = np.unique(np.stack([span, length]), axis=1, return_inverse=True)
    within = np.array(
        [
            sessions_within(instance, daily, _days_of(frame, int(s), int(days)))
            for s, days in pairs.T
        ]
    ).reshape(pairs.shape[1], len(daily))
    result: Ints = within[place.ravel(), lecturer] // np.maximum(
        1, instance.module_sessions[module]
    )
    return result


def _possible(frame: Frame) -> tuple[Ints, Ints, Ints, Ints]:
    """Return kind, module, span and lecturer wherever some start lets the lecturer teach."""
    parts = []
    for t, when in enumerate(frame.times):
        spans, place = np.unique(frame.spans.of_day[when.starts], return_inverse=True)
        for m, can in sorted(when.can.items()):
            some = np.zeros((len(spans), can.shape[0]), dtype=bool)
            np.logical_or.at(some, place, can.T)
            n, who = np.nonzero(some)
            parts.append(np.stack([np.full(len(who), t), np.full(len(who), m), spans[n], who]))
    kind, module, span, lecturer = (
        np.concatenate(parts, axis=1).astype(np.int64)
        if parts
        else np.zeros((4, 0), dtype=np.int64)
    )
    return kind, module, span, lecturer


def _modules(sheet: Sheet, frame: Frame, opening: Opening, teaching: Teaching) -> None:
    """Add: every core module has a lecturer, choices take their count (H5, H6)."""
    for t, kind in enumerate(frame.kinds):
        programme = frame.instance.programmes[kind.programme]
        at = np.flatnonzero(teaching.kind == t)
        spans, place = np.unique(
            np.concatenate([teaching.span[at], opening.start_span[opening.start_kind == t]]),
            return_inverse=True,
        )
        z_place, s_place = place[: len(at)], place[len(at) :]
        starts = opening.starts[opening.start_kind == t]
        demands = [(1, (m,)) for m in programme.core] + list(programme.choices)
        for count, modules in demands:
            if not count or not len(spans):
                continue
            rows = sheet.add_rows(0.0, 0.0, len(spans))
            inside = np.isin(teaching.module[at], modules)
            sheet.add_terms(rows[z_place[inside]], teaching.columns[at[inside]], 1.0)
            sheet.add_terms(rows[s_place], starts, -float(count))
        _electives(sheet, frame, opening, teaching, t)


def _electives(sheet: Sheet, frame: Frame, opening: Opening, teaching: Teaching, t: int) -> None:
    """Add per elective: taught at most once a class, and as often as the offers take it."""
    kind = frame.kinds[t]
    offers = frame.offers[kind.programme]
    programme = frame.instance.programmes[kind.programme]
    columns = np.flatnonzero(opening.kind == t)
    for _, modules in programme.choices:
        for m in modules:
            at = (teaching.kind == t) & (teaching.module == m)
            if any(offers[g].electives is None for g in kind.offers):
                row = sheet.add_rows(-np.inf, 0.0)
                taking = columns
            else:
                row = sheet.add_rows(0.0, 0.0)
                taking = np.array(
                    [c for c in columns if m in (offers[opening.offer[c]].electives or ())],
                    dtype=np.int64,
                )
            sheet.add_terms(row, teaching.columns[at], 1.0)
            sheet.add_terms(row, opening.columns[taking], -1.0)


def _loads(sheet: Sheet, frame: Frame, teaching: Teaching, upper: Ints, daily: Ints) -> None:
    """Add per lecturer: sessions over the horizon, in every run and in every class's days."""
    instance, spans = frame.instance, frame.spans
    sessions = instance.module_sessions[teaching.module]
    if not len(sessions):
        return
    rows = sheet.add_rows(np.full(len(daily), -np.inf), instance.lecturer_total)
    sheet.add_terms(rows[teaching.lecturer], teaching.columns, sessions)
    if not spans.daily:
        for span in np.unique(teaching.span):
            at = teaching.span == span
            _limit(
                sheet, teaching, at, upper, sessions, _within(frame, daily, spans.of_day == span)
            )
        return
    run = spans.run_of_day[teaching.span]
    length = np.array([when.most_days for when in frame.times], dtype=np.int64)[teaching.kind]
    for number in np.unique(run):
        _limit(
            sheet,
            teaching,
            run == number,
            upper,
            sessions,
            _within(frame, daily, spans.run_of_day == number),
        )
    for first, days in sorted(set(zip(teaching.span.tolist(), length.tolist(), strict=True))):
        at = (teaching.span >= first) & (teaching.span + length <= first + days)
        _limit(
            sheet,
            teaching,
            at,
            upper,
            sessions,
            _within(frame, daily, _days_of(frame, first, days)),
        )


def _within(frame: Frame, daily: Ints, inside: Bools) -> Ints:
    return sessions_within(frame.instance, daily, inside)


def _limit(
    sheet: Sheet, teaching: Teaching, at: Bools, upper: Ints, sessions: Ints, limit: Ints
) -> None:
    """Add per lecturer, where it can bind: sessions of these columns <= limit[l]."""
    wanted = np.bincount(teaching.lecturer[at], (upper * sessions)[at], minlength=len(limit))
    tight = np.flatnonzero(wanted > limit)
    row_of = np.full(len(limit), -1, dtype=np.int64)
    row_of[tight] = sheet.add_rows(np.full(len(tight), -np.inf), limit[tight])
    use = np.flatnonzero(at)
    rows = row_of[teaching.lecturer[use]]
    use, rows = use[rows >= 0], rows[rows >= 0]
    sheet.add_terms(rows, teaching.columns[use], sessions[use])
