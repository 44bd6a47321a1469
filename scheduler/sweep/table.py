"""The rows of a sweep as one tidy table, and which plans no other plan betters."""

import io
from collections.abc import Sequence
from typing import Any

from models.rules import Component
from models.sweep import SweepRow

TOLERANCE = 1e-9


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

    axes = dict.fromkeys(axis for row in rows for axis in row.labels)
    frame = pd.DataFrame([_record(row, list(axes)) for row in rows])
    return frame.convert_dtypes()


def _record(row: SweepRow, axes: list[str]) -> dict[str, Any]:
    record: dict[str, Any] = {"run": row.run, "scenario": row.scenario}
    record |= {axis: row.labels.get(axis) for axis in axes}
    record |= {"seed": row.seed, "status": row.status}
    result = row.result if row.has_plan else None
    coverage = result.coverage if result is not None else ()
    record["covered"] = row.covered if result is not None else None
    for tier in coverage:
        record[f"covered.{tier.tier}"] = tier.covered_after
        record[f"shortfall.{tier.tier}"] = tier.shortfall
    for component in Component:
        if result is None:
            record.setdefault(component.value, None)
        elif component in result.components:
            record[component.value] = result.components[component]
    for place, level in enumerate(result.levels if result is not None else (), 1):
        record |= {f"level.{place}": level.value, f"bound.{place}": level.bound}
        record[f"gap.{place}"] = level.gap
    record["non_dominated"] = row.best
    record["seconds"] = row.result.run.wall_seconds if row.result is not None else None
    record["input_sha256"] = row.result.run.input_sha256 if row.result is not None else None
    record["reason"] = row.reason or None
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
