"""The CSV files and result.json: the plan for machines, exact and sorted."""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any

from models.moves import Move
from models.plan import Plan, Standby
from models.result import CoverageRow, Result
from scheduler.outputs.figures import plain, tidy
from scheduler.outputs.view import View

Cell = str | None
CRLF = "\r\n"


def classes_csv(plan: Plan) -> bytes:
    """Return classes.csv: every class, one that does not open with blanks."""
    return csv_bytes(
        ("class", "programme", "open", "start", "end", "room", "venue", "size", "cost"),
        (
            (
                row.class_id,
                row.programme,
                "1" if row.open else "0",
                row.start.isoformat() if row.start else None,
                row.end.isoformat() if row.end else None,
                row.room,
                row.venue,
                str(row.size),
                plain(row.cost),
            )
            for row in sorted(plan.classes, key=lambda row: row.class_id)
        ),
    )


def sessions_csv(plan: Plan) -> bytes:
    """Return sessions.csv, by class and place in the class."""
    return csv_bytes(
        ("class", "seq", "date", "slot", "kind", "module", "lecturer"),
        (
            (
                row.class_id,
                str(row.seq),
                row.date.isoformat(),
                row.slot,
                row.kind,
                row.module,
                row.lecturer,
            )
            for row in sorted(plan.sessions, key=lambda row: (row.class_id, row.seq))
        ),
    )


def enrolments_csv(plan: Plan) -> bytes:
    """Return enrolments.csv, by cadre and class."""
    return csv_bytes(
        ("cadre", "class", "repeat_periods", "km"),
        (
            (row.cadre, row.class_id, plain(row.repeat_periods), plain(row.km))
            for row in sorted(plan.enrolments, key=lambda row: (row.cadre, row.class_id))
        ),
    )


def coverage_csv(coverage: Sequence[CoverageRow]) -> bytes:
    """Return coverage.csv, by tier and unit, the whole tier before its units."""
    return csv_bytes(
        ("tier", "unit", "population", "target", "covered_before", "covered_after", "shortfall"),
        (
            (
                row.tier,
                row.unit,
                str(row.population),
                _count(row.target),
                str(row.covered_before),
                str(row.covered_after),
                _count(row.shortfall),
            )
            for row in sorted(coverage, key=lambda row: (row.tier, row.unit or ""))
        ),
    )


def lecturers_csv(view: View) -> bytes:
    """Return lecturers.csv: the load of every lecturer, teaching or not."""
    return csv_bytes(
        ("lecturer", "sessions", "periods", "days", "fee"),
        (
            (
                load.lecturer.id,
                str(load.sessions),
                plain(load.periods),
                str(load.days),
                plain(load.fee),
            )
            for load in sorted(view.loads, key=lambda load: load.lecturer.id)
        ),
    )


def moves_csv(moves: Sequence[Move]) -> bytes:
    """Return moves.csv: every change against the baseline with its reason."""
    return csv_bytes(
        ("kind", "class", "module", "cadre", "before", "after", "points", "code", "reason"),
        (
            (
                move.kind.value,
                move.class_id,
                move.module,
                move.cadre,
                move.before,
                move.after,
                plain(move.points),
                move.code,
                move.reason,
            )
            for move in moves
        ),
    )


def standby_csv(rows: Iterable[Standby]) -> bytes:
    """Return standby.csv, by class and place in the class."""
    return csv_bytes(
        ("class", "seq", "date", "slot", "module", "lecturer", "standby"),
        (
            (
                row.class_id,
                str(row.seq),
                row.date.isoformat(),
                row.slot,
                row.module,
                row.lecturer,
                row.standby,
            )
            for row in sorted(rows, key=lambda row: (row.class_id, row.seq))
        ),
    )


def result_json(result: Result) -> bytes:
    """Return result.json: whole numbers as integers, others with six decimals at most."""
    content: dict[str, Any] = result.model_dump(mode="json", by_alias=True)
    content["components"] = {key: tidy(value) for key, value in content["components"].items()}
    for level in content["levels"]:
        level["objective"] = {key: _whole(value) for key, value in level["objective"].items()}
        for figure in ("value", "bound", "gap"):
            level[figure] = None if level[figure] is None else tidy(level[figure])
    for figure in ("wall_seconds", "time_limit"):
        if content["run"][figure] is not None:
            content["run"][figure] = tidy(content["run"][figure])
    if content["run"]["standby"] is None:  # not asked for
        del content["run"]["standby"]
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _whole(value: float) -> int | float:
    """Return a weight exactly as it is, since a rounded weight would be another objective."""
    return int(value) if value == int(value) else value


def _count(value: int | None) -> Cell:
    return None if value is None else str(value)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as all our CSV files are written."""
    lines = _Lines()
    writer = csv.writer(lines)  # ends lines with CRLF, and so quotes an id that holds either
    writer.writerow(header)
    writer.writerows(rows)
    return "".join(f"{line.removesuffix(CRLF)}\n" for line in lines.found).encode()


class _Lines:
    """Collects what a CSV writer writes, a row at a time."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def write(self, line: str) -> None:
        """Take a row."""
        self.found.append(line)
