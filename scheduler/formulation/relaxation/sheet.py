"""A linear program as growing lists of columns, rows and terms; assembled once into arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.formulation.instance import Bools, Floats, Ints


@dataclass(frozen=True)
class Program:
    """lower <= x <= upper, row_lower <= A x <= row_upper; A by (row, column, value), row-major.

    `core` marks the columns of classes and teaching; the others are about persons.
    """

    lower: Floats
    upper: Floats
    integer: Bools
    core: Bools
    row_lower: Floats
    row_upper: Floats
    rows: Ints
    columns: Ints
    values: Floats

    def times(self, x: Floats) -> Floats:
        """Return A x."""
        weights = self.values * x[self.columns]
        return np.bincount(self.rows, weights, len(self.row_lower)).astype(np.float64)

    def transposed_times(self, y: Floats) -> Floats:
        """Return A' y."""
        weights = self.values * y[self.rows]
        return np.bincount(self.columns, weights, len(self.lower)).astype(np.float64)

    def part(self, columns: Bools, rows: Bools) -> "Program":
        """Return the program of some columns and rows, told by masks; the others are left out."""
        column_of, row_of = np.cumsum(columns) - 1, np.cumsum(rows) - 1
        keep = columns[self.columns] & rows[self.rows]
        return Program(
            lower=self.lower[columns],
            upper=self.upper[columns],
            integer=self.integer[columns],
            core=self.core[columns],
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            rows=row_of[self.rows[keep]],
            columns=column_of[self.columns[keep]],
            values=self.values[keep],
        )


def _broadcast(lower: npt.ArrayLike, upper: npt.ArrayLike) -> tuple[Floats, Floats]:
    low, high = np.broadcast_arrays(np.atleast_1d(lower), np.atleast_1d(upper))
    return low.astype(np.float64), high.astype(np.float64)


class Sheet:
    """Collects columns, rows and terms; indices are given out in the order of the calls."""

    def __init__(self) -> None:
        """Begin empty."""
        self.num_columns = 0
        self.num_rows = 0
        self._columns: list[tuple[Floats, Floats, Bools, Bools]] = []
        self._rows: list[tuple[Floats, Floats]] = []
        self._terms: list[tuple[Ints, Ints, Floats]] = []

    def add_columns(
        self,
        lower: npt.ArrayLike,
        upper: npt.ArrayLike,
        *,
        integer: bool = False,
        core: bool = False,
    ) -> Ints:
        """Add columns with finite bounds (broadcast) and return their indices."""
        low, high = _broadcast(lower, upper)
        marks = np.full(len(low), integer), np.full(len(low), core)
        self._columns.append((low, high, *marks))
        first, self.num_columns = self.num_columns, self.num_columns + len(low)
        return np.arange(first, self.num_columns, dtype=np.int64)

    def add_rows(self, lower: npt.ArrayLike, upper: npt.ArrayLike, count: int = 1) -> Ints:
        """Add `count` rows (or as many as the bounds have) and return their indices."""
        low, high = _broadcast(lower, upper)
        if len(low) == 1:
            low, high = np.repeat(low, count), np.repeat(high, count)
        self._rows.append((low, high))
        first, self.num_rows = self.num_rows, self.num_rows + len(low)
        return np.arange(first, self.num_rows, dtype=np.int64)

    def add_terms(self, rows: npt.ArrayLike, columns: npt.ArrayLike, values: npt.ArrayLike) -> None:
        """Add values (broadcast) at (rows, columns); values at one place add up."""
        r, c, v = np.broadcast_arrays(
            np.atleast_1d(rows), np.atleast_1d(columns), np.atleast_1d(values)
        )
        self._terms.append((r.astype(np.int64), c.astype(np.int64), v.astype(float)))

    def program(self) -> Program:
        """Return everything collected so far as arrays."""
        nothing: Ints = np.zeros(0, dtype=np.int64)
        none = np.zeros(0)
        rows = np.concatenate([nothing, *(t[0] for t in self._terms)])
        columns = np.concatenate([nothing, *(t[1] for t in self._terms)])
        values = np.concatenate([none, *(t[2] for t in self._terms)])
        key = rows * max(1, self.num_columns) + columns
        order = np.argsort(key, kind="stable")
        key = key[order]
        first = np.flatnonzero(np.diff(key, prepend=-1))
        merged = np.add.reduceat(values[order], first) if len(key) else none
        return Program(
            lower=np.concatenate([none, *(c[0] for c in self._columns)]),
            upper=np.concatenate([none, *(c[1] for c in self._columns)]),
            integer=np.concatenate([none, *(c[2] for c in self._columns)]).astype(bool),
            core=np.concatenate([none, *(c[3] for c in self._columns)]).astype(bool),
            row_lower=np.concatenate([none, *(r[0] for r in self._rows)]),
            row_upper=np.concatenate([none, *(r[1] for r in self._rows)]),
            rows=rows[order][first],
            columns=columns[order][first],
            values=merged,
        )
