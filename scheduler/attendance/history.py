"""The façade of `history`: the table that next year reads, its trail, and who moved since when."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from models.attendance import Stay
from models.people import HistoryRow
from models.record import Mark
from scheduler.attendance.marking import presence_of
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
        """Return since when each cadre has belonged to tier and unit, told by the last release of
        each period; cadres by id, then in order of time.
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
