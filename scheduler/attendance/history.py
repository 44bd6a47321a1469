"""The façade of `history`: the table that next year reads, its trail, and who moved since when."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from models.attendance import Stay
from models.people import HistoryRow
from models.record import Mark
from scheduler.attendance.marking import presence_of
from scheduler.errors import UsageError
from scheduler.load.recorded import last_of_periods, load_history, load_issue
from scheduler.record import Record, open_record

HISTORY = ("cadre", "class", "date", "module", "completed", "counts_for")
TRAIL = ("number", "at", "who", "release", "class", "cadre", "presence", "corrects", "source")
STAYS = ("cadre", "release", "since", "tier", "unit")


class Archive:
    """One organisation's part of a record; opened once, asked several things."""

    def __init__(self, place: str, tenant: str | None = None) -> None:
        self.record: Record = open_record(place)
        self.tenant = self.record.tenant(tenant).id

    def history(self) -> tuple[HistoryRow, ...]:
        """Return the history that the next scenario reads."""
        return load_history(self.record, self.tenant)

    def trail(self) -> tuple[Mark, ...]:
        """Return every mark ever made, corrected ones too."""
        return self.record.marks(self.tenant)

    def stays(self) -> tuple[Stay, ...]:
        """Return since when each cadre has belonged to tier and unit; by cadre, then by time.

        The last release of each period tells it.
        """
        found: list[Stay] = []
        last: dict[str, tuple[str, str]] = {}
        for number in reversed(last_of_periods(self.record.releases(self.tenant))):
            issue = load_issue(self.record, self.tenant, number)
            since = issue.release.horizon_from.isoformat()
            for cadre in issue.scenario.cadres:
                if last.get(cadre.id) == (cadre.tier, cadre.unit):
                    continue
                last[cadre.id] = (cadre.tier, cadre.unit)
                found.append(
                    Stay(
                        cadre=cadre.id,
                        release=number,
                        since=since,
                        tier=cadre.tier,
                        unit=cadre.unit,
                    )
                )
        return tuple(sorted(found, key=lambda stay: (stay.cadre, stay.since, stay.release)))


def history_records(rows: Iterable[HistoryRow]) -> list[dict[str, Any]]:
    """Return the rows in the columns of the history table."""
    return [
        {
            "cadre": row.cadre,
            "class": row.class_id,
            "date": row.date.isoformat(),
            "module": row.module,
            "completed": "true" if row.completed else "false",
            "counts_for": _counts(row.counts_for),
        }
        for row in rows
    ]


def trail_records(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Return the trail of attendance, one line per mark."""
    return [
        {
            "number": mark.number,
            "at": mark.at.isoformat(),
            "who": mark.who,
            "release": mark.release,
            "class": mark.class_id,
            "cadre": mark.cadre,
            "presence": presence_of(mark).value,
            "corrects": mark.corrects,
            "source": mark.source,
        }
        for mark in marks
    ]


def stay_records(stays: Iterable[Stay]) -> list[dict[str, Any]]:
    """Return the stays of cadres, one line each."""
    return [stay.model_dump() for stay in stays]


def as_csv(columns: Sequence[str], records: Iterable[dict[str, Any]]) -> bytes:
    """Return a CSV file that the loader reads."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue().encode()


def _counts(counts: tuple[str, ...] | None) -> str:
    return "" if counts is None else ";".join(counts) or "-"


def table(
    place: str,
    tenant: str | None,
    *,
    audit: bool = False,
    stays: bool = False,
    cadre: str | None = None,
    as_json: bool = False,
) -> bytes:
    """Return one table of the record as CSV or JSON, of one cadre where one is named."""
    archive = Archive(place, tenant)
    columns: Sequence[str]
    if audit:
        columns, records = TRAIL, trail_records(archive.trail())
    elif stays:
        columns, records = STAYS, stay_records(archive.stays())
    else:
        columns, records = HISTORY, history_records(archive.history())
    if cadre is not None:
        records = [one for one in records if one["cadre"] == cadre]
    if as_json:
        return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode()
    return as_csv(columns, records)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
            try:
                fresh.write(data)
                fresh.flush()
                os.fsync(fresh.fileno())
                Path(fresh.name).replace(path)
            except BaseException:
                Path(fresh.name).unlink(missing_ok=True)
                raise
        path.chmod(0o666 & ~_umask())
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"{path}: the table could not be written: {why}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
