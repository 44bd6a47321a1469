"""The components as linear functions that are never above the true value (problem.md, 5)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.rules import Component
from scheduler.formulation.instance import COMPONENTS, Bools, Floats, Ints
from scheduler.formulation.relaxation.attending import Attending
from scheduler.formulation.relaxation.frame import Frame
from scheduler.formulation.relaxation.opening import Opening
from scheduler.formulation.relaxation.sheet import Sheet
from scheduler.formulation.relaxation.teaching import Teaching


@dataclass(frozen=True)
class Figure:
    """constant + sum of coefficients times columns."""

    constant: float
    columns: Ints
    coefficients: Floats


@dataclass(frozen=True)
class Parts:
    """All columns of the relaxation that a component may need."""

    sheet: Sheet
    frame: Frame
    opening: Opening
    attending: Attending
    teaching: Teaching


def add_coverage(parts: Parts) -> tuple[Ints, Ints, Floats]:
    """Return (group, column, share): the columns that tell how many of a group are covered.

    With one class per cadre these are the person columns that meet the whole need; else one
    column per group, at most the share of every requirement that is met.
    """
    sheet, frame = parts.sheet, parts.frame
    attendance, groups, instance = frame.attendance, frame.groups, frame.instance
    missing = instance.remaining[groups.example] > 0
    uncovered = ~instance.covered[groups.example]
    if not frame.several:
        met = (attendance.gain >= 1 - 1e-9) | ~missing[attendance.group]
        at = np.flatnonzero(met.all(axis=1) & uncovered[attendance.group])
        return attendance.group[at], parts.attending.columns[at], np.ones(len(at))
    found = np.flatnonzero(uncovered)
    columns = sheet.add_columns(np.zeros(len(found)), groups.size[found])
    for q in range(missing.shape[1]):
        needing = np.flatnonzero(missing[found, q])
        row_of = np.full(len(groups.size), -1, dtype=np.int64)
        row_of[found[needing]] = sheet.add_rows(np.zeros(len(needing)), np.inf)
        rows = row_of[attendance.group]
        use = (rows >= 0) & (attendance.gain[:, q] > 0)
        sheet.add_terms(rows[use], parts.attending.columns[use], attendance.gain[use, q])
        sheet.add_terms(row_of[found[needing]], columns[needing], -1.0)
    return found, columns, np.ones(len(found))


def figures(parts: Parts) -> dict[Component, Figure]:
    """Return every component that some level names, cost always; adds what they need."""
    weights = parts.frame.instance.weights
    named = {c for n, c in enumerate(COMPONENTS) if weights[:, n].any()}
    covered = add_coverage(parts)
    found = {Component.COST: cost(parts)}
    if Component.SHORTFALL in named:
        found[Component.SHORTFALL] = shortfall(parts, covered)
    if Component.PRIORITY in named:
        found[Component.PRIORITY] = priority(parts, covered)
    others: dict[Component, Callable[[Parts], Figure]] = {
        Component.REPEAT: repeat,
        Component.TRAVEL: travel,
        Component.CLASSES: classes,
        Component.MISMATCH: mismatch,
        Component.PEAK_LOAD: peak_load,
        Component.PEAK_MONTH: peak_month,
        Component.RISK: risk,
    }
    if parts.frame.instance.has_baseline:
        others[Component.MOVES] = moves
    for component, build in others.items():
        if component in named:
            found[component] = build(parts)
    return found


def _figure(columns: Ints, coefficients: Floats, constant: float = 0.0) -> Figure:
    values = np.broadcast_to(np.asarray(coefficients, dtype=float), columns.shape)
    return Figure(constant, columns, values)


def shortfall(parts: Parts, covered: tuple[Ints, Ints, Floats]) -> Figure:
    """Weight times persons missing to each target."""
    instance = parts.frame.instance
    group, columns, share = covered
    tiers = np.flatnonzero(instance.tier_need > 0)
    need = instance.tier_need[tiers].astype(float)
    missing = parts.sheet.add_columns(np.zeros(len(tiers)), need, integer=True)
    tier_of = instance.tier_of[parts.frame.groups.example][group]
    for tier, wanted, column in zip(tiers, need, missing, strict=True):
        row = parts.sheet.add_rows(float(wanted), np.inf)
        parts.sheet.add_terms(row, column, 1.0)
        at = tier_of == tier
        parts.sheet.add_terms(row, columns[at], share[at])
    return _figure(missing, instance.tier_weight[tiers])


def priority(parts: Parts, covered: tuple[Ints, Ints, Floats]) -> Figure:
    """Priority of the planned cadres not covered before, minus that of those covered now."""
    instance = parts.frame.instance
    group, columns, share = covered
    value = instance.priority[parts.frame.groups.example][group]
    before = float(instance.priority[~instance.covered].sum())
    return _figure(columns, -value * share, before)


def repeat(parts: Parts) -> Figure:
    """Repeat of each attendance on its own, and once more what a programme repeats of itself."""
    frame = parts.frame
    own = frame.attendance.repeat
    if not frame.several:
        return _figure(parts.attending.columns, own)
    again, worth = _again(parts)
    columns = np.concatenate([parts.attending.columns, again])
    return _figure(columns, np.concatenate([own, worth]))


def _again(parts: Parts) -> tuple[Ints, Floats]:
    """Return columns e >= attendances of a programme - 1 and the core's unseen periods.

    A second class of a programme repeats at least the largest exposures of its core.
    """
    frame, sheet = parts.frame, parts.sheet
    instance, attendance, groups = frame.instance, frame.attendance, frame.groups
    programme = np.array([s.programme for s in frame.streams], dtype=np.int64)[attendance.stream]
    columns, worth = [], []
    for p in np.unique(programme):
        if sum(kind.most for kind in frame.kinds if kind.programme == p) < 2:
            continue
        core = list(instance.programmes[p].core)
        largest = instance.exposure[core].max(axis=0, initial=0.0)
        here = np.flatnonzero(programme == p)
        present, place = np.unique(attendance.group[here], return_inverse=True)
        allowed = instance.scenario.rules.max_classes_per_cadre
        size = groups.size[present]
        again = sheet.add_columns(np.zeros(len(present)), size * allowed)
        rows = sheet.add_rows(-np.inf, size)
        sheet.add_terms(rows[place], parts.attending.columns[here], 1.0)
        sheet.add_terms(rows, again, -1.0)
        columns.append(again)
        worth.append((~instance.seen[groups.example[present]]) @ largest)
    none: Ints = np.zeros(0, dtype=np.int64)
    return np.concatenate([none, *columns]), np.concatenate([np.zeros(0), *worth])


def _km(parts: Parts) -> Floats:
    """Return [person column]: the one-way distance."""
    frame = parts.frame
    attendance = frame.attendance
    unit = frame.instance.unit_of[frame.groups.example][attendance.group]
    site = np.array([s.site for s in frame.streams], dtype=np.int64)[attendance.stream]
    table = np.array([site.km for site in frame.sites]).reshape(
        len(frame.sites), len(frame.instance.unit_cap)
    )
    result: Floats = table[site, unit] if len(site) else np.zeros(0)
    return result


def travel(parts: Parts) -> Figure:
    """Distance of every attendance."""
    return _figure(parts.attending.columns, _km(parts))


def _days(parts: Parts, programme: Ints, offer: Ints) -> Floats:
    return np.array(
        [parts.frame.offers[p][g].days for p, g in zip(programme, offer, strict=True)], dtype=float
    )


def cost(parts: Parts) -> Figure:
    """Fees, rooms, allowances and travel."""
    frame, opening, teaching = parts.frame, parts.opening, parts.teaching
    instance, rules = frame.instance, frame.instance.scenario.rules
    fees = instance.lecturer_fee[teaching.lecturer] * instance.module_sessions[teaching.module]
    programme = np.array([kind.programme for kind in frame.kinds], dtype=np.int64)[opening.kind]
    price = np.array([place.cost for place in frame.places])[opening.place]
    rooms = price * _days(parts, programme, opening.offer)
    shortest = [
        min((frame.offers[s.programme][g].days for g in s.offers), default=0) for s in frame.streams
    ]
    days = np.array(shortest, dtype=float)[frame.attendance.stream]
    people = rules.allowance_per_person_day * days + rules.travel_cost_per_km * _km(parts)
    columns = [teaching.columns, opening.columns, parts.attending.columns]
    return _figure(np.concatenate(columns), np.concatenate([fees, rooms, people]))


def classes(parts: Parts) -> Figure:
    """Number of open classes."""
    return _figure(parts.opening.columns, np.ones(1))


def mismatch(parts: Parts) -> Figure:
    """3 - level of every taught module."""
    teaching, frame = parts.teaching, parts.frame
    level = np.array([p.level for p in frame.instance.programmes], dtype=float)
    programme = np.array([kind.programme for kind in frame.kinds], dtype=np.int64)[teaching.kind]
    values = 3.0 - level[programme, teaching.lecturer, teaching.module]
    return _figure(teaching.columns, values)


def peak_load(parts: Parts) -> Figure:
    """A column at least the sessions of every lecturer."""
    sheet, teaching = parts.sheet, parts.teaching
    instance = parts.frame.instance
    column = sheet.add_columns(
        0.0, float(instance.lecturer_total.max(initial=0)), integer=True, core=True
    )
    lecturers, place = np.unique(teaching.lecturer, return_inverse=True)
    if len(lecturers):
        rows = sheet.add_rows(-np.inf, 0.0, len(lecturers))
        sessions = instance.module_sessions[teaching.module]
        sheet.add_terms(rows[place], teaching.columns, sessions)
        sheet.add_terms(rows, column, -1.0)
    return _figure(column, np.ones(1))


def peak_month(parts: Parts) -> Figure:
    """A column at least the starts of every month."""
    sheet, opening = parts.sheet, parts.opening
    most = float(sum(kind.most for kind in parts.frame.kinds))
    column = sheet.add_columns(0.0, most, integer=True, core=True)
    months, place = np.unique(opening.start_month, return_inverse=True)
    if len(months):
        rows = sheet.add_rows(-np.inf, 0.0, len(months))
        sheet.add_terms(rows[place], opening.starts, 1.0)
        sheet.add_terms(rows, column, -1.0)
    return _figure(column, np.ones(1))


def risk(parts: Parts) -> Figure:
    """The least risk of a start in its span and month."""
    return _figure(parts.opening.starts, parts.opening.start_risk)


def moves(parts: Parts) -> Figure:
    """Classes opened, dropped or moved for sure, lecturers changed, enrolments by programme."""
    weights = parts.frame.instance.scenario.rules.moves
    some = [
        _class_moves(parts, weights.class_),
        _enrolment_moves(parts, weights.enrolment),
        _module_moves(parts, weights.module),
    ]
    return Figure(
        sum(figure.constant for figure in some),
        np.concatenate([figure.columns for figure in some]),
        np.concatenate([figure.coefficients for figure in some]),
    )


def _class_moves(parts: Parts, weight: float) -> Figure:
    """A class of the baseline is dropped (or surely moved); another one opens."""
    frame, opening = parts.frame, parts.opening
    constant, sign = 0.0, np.zeros(len(frame.kinds))
    for t, kind in enumerate(frame.kinds):
        if kind.kept is None:
            sign[t] = weight
        else:
            constant += weight * kind.most
            sign[t] = -weight if kind.kept else 0.0
    for cls in frame.instance.classes:
        if not cls.may_open and cls.baseline is not None:
            constant += weight
    return _figure(opening.columns, sign[opening.kind], constant)


def _enrolment_moves(parts: Parts, weight: float) -> Figure:
    """|classes of a programme that a person attends - those attended in the baseline|."""
    frame, sheet = parts.frame, parts.sheet
    attendance, instance = frame.attendance, frame.instance
    programme = np.array([s.programme for s in frame.streams], dtype=np.int64)[attendance.stream]
    before: dict[tuple[int, int], int] = {}
    constant = 0.0
    for cls in instance.classes:
        if cls.baseline is not None:
            for i in cls.baseline.members.tolist():
                constant += weight
                before[i, cls.programme] = before.get((i, cls.programme), 0) + 1
    kept = [(i, p, n) for (i, p), n in sorted(before.items()) if i >= 0]
    # Each attendance adds one; up to n of them are no additions and undo a removal: minus two.
    columns = sheet.add_columns(np.zeros(len(kept)), np.array([n for _, _, n in kept], dtype=float))
    for (i, p, _), column in zip(kept, columns, strict=True):
        row = sheet.add_rows(0.0, np.inf)
        here = (attendance.group == frame.groups.of_person[i]) & (programme == p)
        sheet.add_terms(row, parts.attending.columns[here], 1.0)
        sheet.add_terms(row, column, -1.0)
    return _figure(
        np.concatenate([parts.attending.columns, columns]),
        np.concatenate(
            [np.full(len(parts.attending.columns), weight), np.full(len(columns), -2.0 * weight)]
        ),
        constant,
    )


def _module_moves(parts: Parts, weight: float) -> Figure:
    """Core modules of baseline classes that stay open, taught by another lecturer."""
    frame, sheet, teaching = parts.frame, parts.sheet, parts.teaching
    found = []
    for t, kind in enumerate(frame.kinds):
        if kind.kept is None:
            continue
        baselines = [frame.instance.classes[k].baseline for k in kind.classes]
        for m in frame.instance.programmes[kind.programme].core:
            taught = [b.teaching.get(m, (None, 0)) for b in baselines if b is not None]
            if any(m not in b.teaching for b in baselines if b is not None):
                continue
            at = _at(teaching, t, m)
            for lecturer in np.unique(teaching.lecturer[at]):
                same = sum(1 for x, _ in taught if x == lecturer)
                own = np.flatnonzero(at & (teaching.lecturer == lecturer))
                column = sheet.add_columns(0.0, float(kind.most), core=True)
                row = sheet.add_rows(-np.inf, float(same))
                sheet.add_terms(row, teaching.columns[own], 1.0)
                sheet.add_terms(row, column, -1.0)
                found.append(column)
    none: Ints = np.zeros(0, dtype=np.int64)
    columns = np.concatenate([none, *found])
    return _figure(columns, np.full(len(columns), weight))


def _at(teaching: Teaching, kind: int, module: int) -> Bools:
    result: Bools = (teaching.kind == kind) & (teaching.module == module)
    return result
