"""The rows of a sweep as one tidy table, and which plans no other plan betters."""

import io
from collections.abc import Sequence
from typing import Any

from models.rules import Component
from models.sweep import SweepRow

TOLERANCE = 1e-9
HEAD = ("run", "scenario")
TAIL = ("non_dominated", "seconds", "input_sha256", "reason")


def mark_best(rows: Sequence[SweepRow]) -> tuple[SweepRow, ...]:
    """Return the rows with the non-dominated plans of each scenario marked."""
    return tuple(
        row.model_copy(update={"best": row.has_plan and not _bettered(row, rows)}) for row in rows
    )


def _bettered(row: SweepRow, rows: Sequence[SweepRow]) -> bool:
    mine = _aims(row)
    for other in rows:
        if other.scenario != row.scenario or not other.has_plan:
            continue
        pairs = list(zip(_aims(other), mine, strict=True))
        room = [TOLERANCE * max(1.0, abs(a), abs(b)) for a, b in pairs]
        no_worse = all(a <= b + r for (a, b), r in zip(pairs, room, strict=True))
        if no_worse and any(a < b - r for (a, b), r in zip(pairs, room, strict=True)):
            return True
    return False


def _aims(row: SweepRow) -> tuple[float, ...]:
    """Return what a trade-off is about, smaller is better: shortfalls follow the targets set."""
    return -float(row.covered), row.value(Component.COST), row.value(Component.REPEAT)


def table_of(rows: Sequence[SweepRow]) -> Any:
    """Return a data frame with one row per run; blank where a run has no such figure."""
    import pandas as pd

    figures = ["seed", "status", "covered", *_figures(rows), *TAIL]
    ours = {*HEAD, *figures}
    axes = {axis: f"axis.{axis}" if axis in ours else axis for row in rows for axis in row.labels}
    records = [
        _record(row) | {axes[axis]: label for axis, label in row.labels.items()} for row in rows
    ]
    known = {name for record in records for name in record}
    wanted = [*HEAD, *axes.values(), *figures]
    frame = pd.DataFrame(records, columns=[name for name in wanted if name in known])
    return frame.convert_dtypes()


def _figures(rows: Sequence[SweepRow]) -> list[str]:
    """Return the names of the figures of plans: by tier, by component, by level."""
    results = [row.result for row in rows if row.result is not None]
    tiers = dict.fromkeys(tier.tier for result in results for tier in result.coverage)
    levels = range(1, 1 + max((len(result.levels) for result in results), default=0))
    return [
        *(f"{figure}.{tier}" for tier in tiers for figure in ("covered", "shortfall")),
        *(component.value for component in Component),
        *(f"{figure}.{level}" for level in levels for figure in ("level", "bound", "gap")),
    ]


def _record(row: SweepRow) -> dict[str, Any]:
    record: dict[str, Any] = {"run": row.run, "scenario": row.scenario}
    record |= {"seed": row.seed, "status": row.status, "non_dominated": row.best}
    record |= {"reason": row.reason or None, "seconds": None, "input_sha256": None}
    if row.result is not None:
        record["seconds"] = row.result.run.wall_seconds
        record["input_sha256"] = row.result.run.input_sha256
    if row.result is None or not row.has_plan:
        return record
    record["covered"] = row.covered
    for tier in row.result.coverage:
        record[f"covered.{tier.tier}"] = tier.covered_after
        record[f"shortfall.{tier.tier}"] = tier.shortfall
    record |= {component.value: value for component, value in row.result.components.items()}
    for place, level in enumerate(row.result.levels, 1):
        record |= {f"level.{place}": level.value, f"bound.{place}": level.bound}
        record[f"gap.{place}"] = level.gap
    return record


def csv_of(frame: Any) -> bytes:
    """Return the table as CSV."""
    text: str = frame.to_csv(index=False, lineterminator="\n")
    return text.encode()


def parquet_of(frame: Any) -> bytes:
    """Return the table as parquet."""
    import pyarrow
    import pyarrow.parquet

    whole = io.BytesIO()
    table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    pyarrow.parquet.write_table(table, whole)
    return whole.getvalue()
