"""Columns and rows of attendance: seats, least sizes, unit caps, cover groups, named persons."""

from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Bools, Ints
from scheduler.formulation.relaxation.frame import Frame
from scheduler.formulation.relaxation.opening import Opening
from scheduler.formulation.relaxation.sheet import Sheet

LINKS_AT_MOST = 20_000


@dataclass(frozen=True)
class Attending:
    """x[person column]; `person_rows[group]`: a person attends at most the allowed classes."""

    columns: Ints
    person_rows: Ints


def add_attending(sheet: Sheet, frame: Frame, opening: Opening) -> Attending:
    """Add the person columns and every row that holds them."""
    attendance, groups = frame.attendance, frame.groups
    allowed = frame.instance.scenario.rules.max_classes_per_cadre
    most = np.array([stream.most for stream in frame.streams], dtype=np.int64)
    upper = groups.size[attendance.group] * np.minimum(allowed, most[attendance.stream])
    columns = sheet.add_columns(np.zeros(len(upper)), upper)
    rows = sheet.add_rows(np.full(len(groups.size), -np.inf), allowed * groups.size)
    sheet.add_terms(rows[attendance.group], columns, 1.0)
    attending = Attending(columns, rows)
    for n in range(len(frame.streams)):
        here = np.flatnonzero(attendance.stream == n)
        at = _at_stream(frame, opening, n)
        _seats(sheet, frame, opening, attending, n, here, at)
        _units(sheet, frame, opening, attending, here, at)
        _cover_groups(sheet, frame, opening, attending, here, at)
    _programme_totals(sheet, frame, attending)
    _named(sheet, frame, attending)
    _links(sheet, frame, opening, attending)
    _unit_days(sheet, frame, attending)
    return attending


def _at_stream(frame: Frame, opening: Opening, n: int) -> Bools:
    """Return [n column]: the open class belongs to the stream."""
    stream = frame.streams[n]
    programme = np.array([kind.programme for kind in frame.kinds], dtype=np.int64)
    site = np.array([place.site for place in frame.places], dtype=np.int64)
    result: Bools = (programme[opening.kind] == stream.programme) & (
        site[opening.place] == stream.site
    )
    return result


def _seats(
    sheet: Sheet,
    frame: Frame,
    opening: Opening,
    attending: Attending,
    n: int,
    here: Ints,
    at: Bools,
) -> None:
    """Add per offer: least size of its open classes <= persons <= seats of its open classes (H3).

    Persons of one set of offers are spread over its members by flow columns, which is exact.
    """
    stream = frame.streams[n]
    count = len(stream.offers)
    seats = sheet.add_rows(-np.inf, 0.0, count)
    fill = sheet.add_rows(0.0, np.inf, count)
    position = {g: k for k, g in enumerate(stream.offers)}
    for column in np.flatnonzero(at):
        k = position[int(opening.offer[column])]
        sheet.add_terms(seats[k], opening.columns[column], -float(opening.capacity[column]))
        sheet.add_terms(fill[k], opening.columns[column], -float(opening.size_min[column]))
    columns = attending.columns[here]
    if count == 1:
        sheet.add_terms(seats[0], columns, 1.0)
        sheet.add_terms(fill[0], columns, 1.0)
        return
    masks, which = np.unique(frame.attendance.mask[here], return_inverse=True)
    sums = sheet.add_rows(0.0, 0.0, len(masks))
    sheet.add_terms(sums[which], columns, 1.0)
    seat_total = float((opening.capacity * _most(frame)[opening.kind])[at].sum())
    for s, mask in enumerate(masks.tolist()):
        inside = [k for k in range(count) if mask >> k & 1]
        flow = sheet.add_columns(np.zeros(len(inside)), seat_total)
        sheet.add_terms(sums[s], flow, -1.0)
        sheet.add_terms(seats[inside], flow, 1.0)
        sheet.add_terms(fill[inside], flow, 1.0)


def _most(frame: Frame) -> Ints:
    return np.array([kind.most for kind in frame.kinds], dtype=np.int64)


def _units(
    sheet: Sheet, frame: Frame, opening: Opening, attending: Attending, here: Ints, at: Bools
) -> None:
    """Add per unit: persons <= cap of the unit for each open class (H12)."""
    instance, groups = frame.instance, frame.groups
    of_group = instance.unit_of[groups.example]
    group = frame.attendance.group[here]
    present = np.unique(group)
    persons = np.bincount(of_group[present], groups.size[present], len(instance.unit_cap))
    tight = np.flatnonzero(persons > instance.unit_cap)
    row_of = np.full(len(instance.unit_cap), -1, dtype=np.int64)
    row_of[tight] = sheet.add_rows(-np.inf, 0.0, len(tight)) if len(tight) else []
    rows = row_of[of_group[group]]
    sheet.add_terms(rows[rows >= 0], attending.columns[here][rows >= 0], 1.0)
    columns = np.flatnonzero(at)
    for u in tight:
        cap = np.minimum(instance.unit_cap[u], opening.capacity[columns])
        sheet.add_terms(row_of[u], opening.columns[columns], -cap)


def _cover_groups(
    sheet: Sheet, frame: Frame, opening: Opening, attending: Attending, here: Ints, at: Bools
) -> None:
    """Add per cover group: at most one person for each open class (H12)."""
    instance, groups = frame.instance, frame.groups
    of_group = instance.group_of[groups.example]
    group = frame.attendance.group[here]
    present = np.unique(group[of_group[group] >= 0])
    count = int(instance.group_of.max(initial=-1)) + 1
    persons = np.bincount(of_group[present], groups.size[present], count)
    several = np.flatnonzero(persons > 1)
    if not len(several):
        return
    row_of = np.full(count + 1, -1, dtype=np.int64)
    row_of[several] = sheet.add_rows(-np.inf, 0.0, len(several))
    rows = row_of[of_group[group]]
    sheet.add_terms(rows[rows >= 0], attending.columns[here][rows >= 0], 1.0)
    columns = opening.columns[at]
    sheet.add_terms(np.repeat(row_of[several], len(columns)), np.tile(columns, len(several)), -1.0)


def _programme_totals(sheet: Sheet, frame: Frame, attending: Attending) -> None:
    """Add per person and programme with several sites: at most as often as classes can open."""
    if not frame.several:
        return
    allowed = frame.instance.scenario.rules.max_classes_per_cadre
    attendance, groups = frame.attendance, frame.groups
    programme = np.array([s.programme for s in frame.streams], dtype=np.int64)[attendance.stream]
    for p in np.unique(programme):
        most = sum(kind.most for kind in frame.kinds if kind.programme == p)
        if most >= allowed:
            continue
        here = np.flatnonzero(programme == p)
        present, place = np.unique(attendance.group[here], return_inverse=True)
        rows = sheet.add_rows(np.full(len(present), -np.inf), most * groups.size[present])
        sheet.add_terms(rows[place], attending.columns[here], 1.0)


def _named(sheet: Sheet, frame: Frame, attending: Attending) -> None:
    """Add per person and programme: at least the classes that name the person (H15)."""
    attendance, groups = frame.attendance, frame.groups
    wanted: dict[tuple[int, int], int] = {}
    for kind in frame.kinds:
        for k in kind.classes:
            cls = frame.instance.classes[k]
            members = cls.members if kind.members is None else np.union1d(cls.members, kind.members)
            for i in members.tolist():
                wanted[i, kind.programme] = wanted.get((i, kind.programme), 0) + 1
    programme = np.array([s.programme for s in frame.streams], dtype=np.int64)[attendance.stream]
    for (i, p), count in sorted(wanted.items()):
        here = (attendance.group == groups.of_person[i]) & (programme == p)
        row = sheet.add_rows(float(count), np.inf)
        sheet.add_terms(row, attending.columns[here], 1.0)


def _links(sheet: Sheet, frame: Frame, opening: Opening, attending: Attending) -> None:
    """Add on small scenarios: a person attends a stream at most once per open class of it."""
    attendance, groups = frame.attendance, frame.groups
    if len(attendance.group) * len(opening.columns) > LINKS_AT_MOST * 10:
        return
    for n in range(len(frame.streams)):
        here = np.flatnonzero(attendance.stream == n)
        columns = opening.columns[_at_stream(frame, opening, n)]
        present, place = np.unique(attendance.group[here], return_inverse=True)
        if not len(present) * len(columns):
            continue
        rows = sheet.add_rows(-np.inf, 0.0, len(present))
        sheet.add_terms(rows[place], attending.columns[here], 1.0)
        sheet.add_terms(
            np.repeat(rows, len(columns)),
            np.tile(columns, len(present)),
            -np.repeat(groups.size[present], len(columns)),
        )


def _unit_days(sheet: Sheet, frame: Frame, attending: Attending) -> None:
    """Add per unit where it can bind: person-days <= cap of the unit on every working day."""
    instance, groups = frame.instance, frame.groups
    allowed = instance.scenario.rules.max_classes_per_cadre
    days = {p: min((o.days for o in offers), default=1) for p, offers in frame.offers.items()}
    stream_days = np.array([days[s.programme] for s in frame.streams], dtype=np.int64)
    length = stream_days[frame.attendance.stream]
    longest = int(length.max(initial=1))
    unit = instance.unit_of[groups.example]
    persons = np.bincount(unit, groups.size, len(instance.unit_cap))
    working = int(instance.working.sum())
    for u in np.flatnonzero(persons * allowed * longest > instance.unit_cap * working):
        row = sheet.add_rows(-np.inf, float(instance.unit_cap[u] * working))
        at = unit[frame.attendance.group] == u
        sheet.add_terms(row, attending.columns[at], length[at])
