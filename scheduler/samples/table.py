"""A table of a sample: a name, a header and rows, ready to be written as CSV."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

Value = str | int | float | date | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a header; None is written as a blank."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def csv(self) -> str:
        """Return the table as UTF-8 text with commas and line feeds."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows([_text(value) for value in row] for row in self.rows)
        return out.getvalue()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def stream(seed: int, *names: str) -> random.Random:
    """Return a random stream of its own for each room, so that one room's change moves no other."""
    return random.Random(":".join((str(seed), *names)))


def shares(total: int, weights: Iterable[float]) -> list[int]:
    """Split `total` in proportion to the weights; largest remainders get the rest."""
    weights = list(weights)
    exact = [total * weight / sum(weights) for weight in weights]
    counts = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[: total - sum(counts)]:
        counts[i] += 1
    return counts


def text_of(name: str) -> str:
    """Return a text file of this package."""
    return files("scheduler.samples").joinpath("texts", name).read_text("utf-8")


def words(text: str) -> tuple[str, ...]:
    """Split a list of words written with semicolons."""
    return tuple(text.split(";"))
