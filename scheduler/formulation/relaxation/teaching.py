"""Columns and rows of teaching: who gives which module to classes of a kind in a span."""

from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Ints
from scheduler.formulation.relaxation.frame import Frame
from scheduler.formulation.relaxation.opening import Opening
from scheduler.formulation.relaxation.sheet import Sheet
from scheduler.formulation.relaxation.times import sessions_available


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
    available = sessions_available(instance, frame.spans)
    kind, module, span, lecturer = _possible(frame)
    sessions = instance.module_sessions[module]
    most = np.array([k.most for k in frame.kinds], dtype=np.int64)
    upper = np.minimum(most[kind], available[lecturer, span] // np.maximum(1, sessions))
    keep = upper > 0
    kind, module, span, lecturer = kind[keep], module[keep], span[keep], lecturer[keep]
    columns = sheet.add_columns(np.zeros(len(kind)), upper[keep], integer=True)
    teaching = Teaching(columns, kind, module, span, lecturer)
    _modules(sheet, frame, opening, teaching)
    _loads(sheet, frame, teaching, available)
    return teaching


def _possible(frame: Frame) -> tuple[Ints, Ints, Ints, Ints]:
    """Return kind, module, span and lecturer wherever some start lets the lecturer teach."""
    parts = []
    for t, when in enumerate(frame.times):
        spans, place = np.unique(frame.spans.of_day[when.starts], return_inverse=True)
        for m, can in sorted(when.can.items()):
            some = np.zeros((can.shape[0], len(spans)), dtype=bool)
            np.logical_or.at(some, (slice(None), place), can)
            who, n = np.nonzero(some)
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


def _loads(sheet: Sheet, frame: Frame, teaching: Teaching, available: Ints) -> None:
    """Add per lecturer: sessions in a span and over the horizon (H7, H8)."""
    instance = frame.instance
    sessions = instance.module_sessions[teaching.module]
    key = teaching.lecturer * frame.spans.num + teaching.span
    pairs, place = np.unique(key, return_inverse=True)
    limit = available.ravel()[pairs]
    total = instance.lecturer_total
    if len(pairs):
        rows = sheet.add_rows(np.full(len(pairs), -np.inf), limit)
        sheet.add_terms(rows[place], teaching.columns, sessions)
        rows = sheet.add_rows(np.full(len(total), -np.inf), total)
        sheet.add_terms(rows[teaching.lecturer], teaching.columns, sessions)
