"""A coarse copy of a program: persons who gain and cost about the same share one column per stream.

The coarse program is solved for its dual values, which are lifted to the whole program and proven
there; so nothing that is proven depends on how coarse it is.
"""

import heapq
from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Bools, Floats, Instance, Ints
from scheduler.formulation.relaxation.people import apart
from scheduler.formulation.relaxation.relaxation import Relaxation
from scheduler.formulation.relaxation.sheet import Program

CLUSTERS = 4_000
A_UNIT = 4  # clusters of each unit and tier, at least: with fewer, units are not told apart
ABSENT = 1.5  # of the largest cost: what a stream is said to cost those who cannot attend it
ALIKE = 1e-9


@dataclass(frozen=True)
class Coarse:
    """Columns and rows of a program by the coarse column and row that stand for them."""

    columns: Ints  # [column] -> coarse column
    rows: Ints  # [row] -> coarse row; rows that a program has beyond these stand for themselves
    sizes: Floats  # [coarse column]: how many columns it stands for

    def of(self, program: Program, cost: Floats) -> tuple[Program, Floats]:
        """Return the coarse program and its costs: sums of alike columns, equal shares in each.

        Rows beyond the known ones, as limits of levels above, get the least coefficient of each
        column, so that they keep out nothing that the whole program lets in.
        """
        rows, own = self._rows(program), len(self.rows)
        count = len(self.sizes)
        key = rows[program.rows] * count + self.columns[program.columns]
        order = np.argsort(key, kind="stable")
        key = key[order]
        first = np.flatnonzero(np.diff(key, prepend=-1))
        column = key[first] % count
        values = program.values[order]
        mean = np.add.reduceat(values, first) / self.sizes[column]
        least = np.minimum.reduceat(values, first)
        terms = np.diff(np.append(first, len(values)))
        least = np.where(terms < self.sizes[column], np.minimum(least, 0.0), least)
        beyond = program.rows[order][first] >= own
        lower, upper = (_sums(self.columns, side, count) for side in (program.lower, program.upper))
        row_lower, row_upper = (
            _sums(rows, side) for side in (program.row_lower, program.row_upper)
        )
        coarse = Program(
            lower=lower,
            upper=upper,
            integer=np.zeros(count, dtype=bool),
            core=np.zeros(count, dtype=bool),
            row_lower=row_lower,
            row_upper=row_upper,
            rows=key[first] // count,
            columns=column,
            values=np.where(beyond, least, mean),
        )
        return coarse, np.bincount(self.columns, cost, count) / self.sizes

    def lifted(self, x: Floats) -> Floats:
        """Return a value for every column of the whole program, equal ones for alike columns."""
        result: Floats = (x / self.sizes)[self.columns]
        return result

    def duals(self, y: Floats, program: Program) -> Floats:
        """Return dual values of the whole program's rows: those of the rows that stand for them."""
        result: Floats = y[self._rows(program)]
        return result

    def _rows(self, program: Program) -> Ints:
        beyond = len(program.row_lower) - len(self.rows)
        first = int(self.rows.max(initial=-1)) + 1
        return np.concatenate([self.rows, np.arange(first, first + beyond, dtype=np.int64)])


def coarsened(relaxation: Relaxation, level: int) -> Coarse | None:
    """Return what is alike as far as the levels down to this one can see.

    None where persons have columns of their own beside their attendances: with several classes
    for each.
    """
    frame, program, attending = relaxation.frame, relaxation.program, relaxation.attending
    if frame.several or not len(attending.columns):
        return None
    attendance = frame.attendance
    by_unit = units_apart(frame.instance)
    cluster = _clusters(_sorts(relaxation, by_unit=by_unit), _looks(relaxation, level))
    own = np.arange(len(program.lower), dtype=np.int64)
    key = np.stack([own, np.full_like(own, -1), np.full_like(own, -1)])
    key[:, attending.columns] = -1 - cluster[attendance.group], attendance.stream, attendance.mask
    columns = _numbered(key)
    own = np.arange(len(program.row_lower), dtype=np.int64)
    key = np.stack([own, np.full_like(own, -1)])
    key[:, attending.person_rows] = np.stack([-1 - cluster, np.zeros_like(cluster)])
    # A row about one unit stays as it is where clusters do not cross units: summed up, it would
    # let classes open that the people near them cannot fill, a few from each unit.
    summed = (attending.cap_units < 0) | (not by_unit)
    sets = attending.cap_sets[summed]
    key[:, attending.cap_rows[summed]] = np.stack([-1 - sets, np.ones_like(sets)])
    linked = cluster[attending.link_groups], attending.link_streams
    key[:, attending.link_rows] = np.stack([-1 - linked[0], 2 + linked[1]])
    return Coarse(columns, _numbered(key), np.bincount(columns).astype(np.float64))


def _sums(place: Ints, values: Floats, count: int = 0) -> Floats:
    return np.bincount(place, values, count).astype(np.float64)


def _numbered(key: Ints) -> Ints:
    _, number = np.unique(key, axis=1, return_inverse=True)
    return number.ravel().astype(np.int64)


def units_apart(instance: Instance) -> bool:
    """Tell whether there are few enough units for clusters of their own."""
    return A_UNIT * len(instance.unit_cap) * len(instance.tier_need) <= CLUSTERS


def _sorts(relaxation: Relaxation, *, by_unit: bool) -> Ints:
    """Return [group]: persons of different tiers, or named by a class, are never alike.

    Nor are those of different units where these are told apart.
    """
    frame = relaxation.frame
    instance, example = frame.instance, frame.groups.example
    tier = np.where(instance.covered[example], -1, instance.tier_of[example])
    named: Bools = apart(instance)[example]
    unit = instance.unit_of[example] if by_unit else np.zeros_like(tier)
    return _numbered(np.stack([tier, unit, np.where(named, example, -1)]))


def _looks(relaxation: Relaxation, level: int) -> Floats:
    """Return [group, x]: the least cost of attending, and the least gain, by programme and site."""
    attendance, groups = relaxation.frame.attendance, relaxation.frame.groups
    streams = relaxation.frame.streams
    programme = np.array([stream.programme for stream in streams], dtype=np.int64)
    site = np.array([stream.site for stream in streams], dtype=np.int64)
    found = []
    costs = [relaxation.level(n)[0][relaxation.attending.columns] for n in range(level + 1)]
    for cost in (*costs, attendance.gain.min(axis=1, initial=1.0)):
        scale = float(np.abs(cost).max(initial=0.0)) or 1.0
        for place in (programme, site):
            least = np.full((len(groups.size), int(place.max()) + 1), np.inf)
            np.minimum.at(least, (attendance.group, place[attendance.stream]), cost / scale)
            found.append(np.where(np.isfinite(least), least, ABSENT))
    return np.concatenate(found, axis=1)


def _clusters(sorts: Ints, looks: Floats) -> Ints:
    """Return [group]: the cluster, split where they differ most until all are alike or many."""
    numbers = range(int(sorts.max(initial=-1)) + 1)
    heap = [_entry(n, np.flatnonzero(sorts == n), looks) for n in numbers]
    heapq.heapify(heap)
    while heap and len(heap) < CLUSTERS and -heap[0][0] > ALIKE:
        _, number, column, inside = heapq.heappop(heap)
        at = looks[inside, column]
        low = at <= at.mean()
        heapq.heappush(heap, _entry(number, inside[low], looks))
        heapq.heappush(heap, _entry(len(heap) + len(sorts), inside[~low], looks))
    cluster = np.zeros(len(sorts), dtype=np.int64)
    for number, (_, _, _, inside) in enumerate(heap):
        cluster[inside] = number
    return cluster


def _entry(number: int, inside: Ints, looks: Floats) -> tuple[float, int, int, Ints]:
    spread = looks[inside].var(axis=0) * len(inside)
    column = int(np.argmax(spread))
    return -float(spread[column]), number, column, inside
