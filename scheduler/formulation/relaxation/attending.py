"""Columns and rows of attendance: seats, least sizes, unit caps, cover groups, named persons."""

from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Ints
from scheduler.formulation.relaxation.frame import Frame
from scheduler.formulation.relaxation.opening import Opening
from scheduler.formulation.relaxation.sheet import Sheet

LINKS_AT_MOST = 200_000
FLOWS_AT_MOST = 1_000
EXACT_CAPS_AT_MOST = 20


@dataclass(frozen=True)
class Attending:
    """x[person column]; `person_rows[group]`: a person attends at most the allowed classes.

    `cap_rows` are those of units and cover groups, `cap_sets` a number for each: rows of one
    number say the same of the classes of one stream (or of the days of the horizon). `cap_units`
    are the units, -1 for cover groups. `link_rows` say of `link_groups` how often they attend the
    stream `link_streams`.
    """

    columns: Ints
    person_rows: Ints
    cap_rows: Ints
    cap_sets: Ints
    cap_units: Ints
    link_rows: Ints
    link_groups: Ints
    link_streams: Ints


@dataclass(frozen=True)
class _Part:
    """A stream's person columns, its columns of open classes, and the column of their sum."""

    number: int
    here: Ints
    persons: Ints
    at: Ints
    classes: Ints
    total: Ints


def add_attending(sheet: Sheet, frame: Frame, opening: Opening) -> Attending:
    """Add the person columns and every row that holds them."""
    attendance, groups = frame.attendance, frame.groups
    allowed = frame.instance.scenario.rules.max_classes_per_cadre
    most = np.array([stream.most for stream in frame.streams], dtype=np.int64)
    upper = groups.size[attendance.group] * np.minimum(allowed, most[attendance.stream])
    columns = sheet.add_columns(np.zeros(len(upper)), upper)
    rows = sheet.add_rows(np.full(len(groups.size), -np.inf), allowed * groups.size)
    sheet.add_terms(rows[attendance.group], columns, 1.0)
    caps: list[tuple[Ints, Ints]] = []
    linked: list[tuple[Ints, Ints, Ints]] = []
    links = len(attendance.group) * len(opening.columns) <= LINKS_AT_MOST
    for n in range(len(frame.streams)):
        part = _part(sheet, frame, opening, columns, n)
        _seats(sheet, frame, opening, part)
        caps.append(_units(sheet, frame, opening, part))
        caps.append(_cover_groups(sheet, frame, part))
        if links:
            linked.append(_links(sheet, frame, part))
    caps.append(_unit_days(sheet, frame, columns))
    cap_rows, cap_units = (np.concatenate(some) for some in zip(*caps, strict=True))
    sets = np.repeat(np.arange(len(caps), dtype=np.int64), [len(some) for some, _ in caps])
    none: Ints = np.zeros(0, dtype=np.int64)
    found = [np.concatenate([none, *some]) for some in zip(*linked, strict=True)] or [none] * 3
    attending = Attending(columns, rows, cap_rows, sets, cap_units, *found)
    _programme_totals(sheet, frame, attending)
    _named(sheet, frame, attending)
    return attending


def _part(sheet: Sheet, frame: Frame, opening: Opening, columns: Ints, n: int) -> _Part:
    stream = frame.streams[n]
    programme = np.array([kind.programme for kind in frame.kinds], dtype=np.int64)
    site = np.array([place.site for place in frame.places], dtype=np.int64)
    at = np.flatnonzero(
        (programme[opening.kind] == stream.programme) & (site[opening.place] == stream.site)
    )
    total = sheet.add_columns(0.0, float(stream.most), core=True)
    row = sheet.add_rows(0.0, 0.0)
    sheet.add_terms(row, opening.columns[at], 1.0)
    sheet.add_terms(row, total, -1.0)
    here = frame.attendance.of_stream(n)
    return _Part(n, here, columns[here], at, opening.columns[at], total)


def _seats(sheet: Sheet, frame: Frame, opening: Opening, part: _Part) -> None:
    """Add per offer: least size of its open classes <= persons <= seats of its open classes (H3).

    Persons of one set of offers are spread over its members by flow columns, which is exact.
    Where there are too many sets, offers are not told apart.
    """
    offers = frame.streams[part.number].offers
    masks, which = np.unique(frame.attendance.mask[part.here], return_inverse=True)
    if sum(mask.bit_count() for mask in masks.tolist()) > FLOWS_AT_MOST:
        offers = ()
    count = max(1, len(offers))
    position = {g: k for k, g in enumerate(offers)}
    seats = sheet.add_rows(-np.inf, 0.0, count)
    fill = sheet.add_rows(0.0, np.inf, count)
    k = np.array([position.get(int(g), 0) for g in opening.offer[part.at]], dtype=np.int64)
    sheet.add_terms(seats[k], part.classes, -opening.capacity[part.at])
    sheet.add_terms(fill[k], part.classes, -opening.size_min[part.at])
    if count == 1:
        sheet.add_terms(seats[0], part.persons, 1.0)
        sheet.add_terms(fill[0], part.persons, 1.0)
        return
    sums = sheet.add_rows(0.0, 0.0, len(masks))
    sheet.add_terms(sums[which], part.persons, 1.0)
    most = np.array([kind.most for kind in frame.kinds], dtype=np.int64)[opening.kind[part.at]]
    seat_total = float((opening.capacity[part.at] * most).sum())
    for s, mask in enumerate(masks.tolist()):
        inside = [k for k in range(count) if mask >> k & 1]
        flow = sheet.add_columns(np.zeros(len(inside)), seat_total)
        sheet.add_terms(sums[s], flow, -1.0)
        sheet.add_terms(seats[inside], flow, 1.0)
        sheet.add_terms(fill[inside], flow, 1.0)


def _units(sheet: Sheet, frame: Frame, opening: Opening, part: _Part) -> tuple[Ints, Ints]:
    """Add per unit: persons <= its cap for each open class (H12); return rows and units."""
    caps = frame.instance.unit_cap
    of_group = frame.instance.unit_of[frame.groups.example]
    tight, row_of = _shared(sheet, frame, part, of_group, caps)
    capacity = opening.capacity[part.at]
    exact = len(part.at) <= EXACT_CAPS_AT_MOST
    for u in tight:
        if exact and (capacity < caps[u]).any():
            sheet.add_terms(row_of[u], part.classes, -np.minimum(caps[u], capacity))
        else:
            sheet.add_terms(row_of[u], part.total, -caps[u])
    return row_of[tight], tight


def _cover_groups(sheet: Sheet, frame: Frame, part: _Part) -> tuple[Ints, Ints]:
    """Add per cover group: at most one person for each open class (H12); return rows, no units."""
    of_group = frame.instance.group_of[frame.groups.example]
    count = int(frame.instance.group_of.max(initial=-1)) + 1
    tight, row_of = _shared(sheet, frame, part, of_group, np.ones(count, dtype=np.int64))
    sheet.add_terms(row_of[tight], part.total, -1.0)
    return row_of[tight], np.full_like(tight, -1)


def _shared(
    sheet: Sheet, frame: Frame, part: _Part, of_group: Ints, caps: Ints
) -> tuple[Ints, Ints]:
    """Add a row of persons for each set that has more than its cap; return sets and rows."""
    group = frame.attendance.group[part.here]
    inside = of_group[group] >= 0
    present = np.unique(group[inside])
    persons = np.bincount(of_group[present], frame.groups.size[present], len(caps))
    tight: Ints = np.flatnonzero(persons > caps)
    row_of = np.full(len(caps) + 1, -1, dtype=np.int64)
    row_of[tight] = sheet.add_rows(np.full(len(tight), -np.inf), 0.0)
    rows = np.where(inside, row_of[of_group[group]], -1)
    sheet.add_terms(rows[rows >= 0], part.persons[rows >= 0], 1.0)
    return tight, row_of


def _links(sheet: Sheet, frame: Frame, part: _Part) -> tuple[Ints, Ints, Ints]:
    """Add: a person attends a stream at most once per open class of it (small scenarios).

    Return rows, groups and the stream.
    """
    group, size = frame.attendance.group[part.here], frame.groups.size
    present, place = np.unique(group, return_inverse=True)
    rows = sheet.add_rows(np.full(len(present), -np.inf), 0.0)
    sheet.add_terms(rows[place], part.persons, 1.0)
    sheet.add_terms(rows, np.repeat(part.total, len(rows)), -size[present])
    return rows, present, np.full(len(rows), part.number, dtype=np.int64)


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


def _unit_days(sheet: Sheet, frame: Frame, columns: Ints) -> tuple[Ints, Ints]:
    """Add per unit where it can bind: person-days <= its cap on every working day.

    Return rows and units.
    """
    instance, groups = frame.instance, frame.groups
    allowed = instance.scenario.rules.max_classes_per_cadre
    days = {p: min((o.days for o in offers), default=1) for p, offers in frame.offers.items()}
    stream_days = np.array([days[s.programme] for s in frame.streams], dtype=np.int64)
    length = stream_days[frame.attendance.stream]
    longest = int(length.max(initial=1))
    unit = instance.unit_of[groups.example]
    persons = np.bincount(unit, groups.size, len(instance.unit_cap))
    working = int(instance.working.sum())
    units = np.flatnonzero(persons * allowed * longest > instance.unit_cap * working)
    rows = sheet.add_rows(-np.inf, instance.unit_cap[units].astype(np.float64) * working)
    for u, row in zip(units, rows, strict=True):
        at = unit[frame.attendance.group] == u
        sheet.add_terms(row, columns[at], length[at])
    return rows, units
