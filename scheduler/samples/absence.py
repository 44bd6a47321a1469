"""Who and what is away when: guests' narrow weeks, long courses, drills, rooms under repair."""

import random
from datetime import date, timedelta

from scheduler.samples.geography import UnitRow
from scheduler.samples.people import CadreRow
from scheduler.samples.resources import ACADEMY, GUEST, LecturerRow
from scheduler.samples.table import Row, Table, stream

HEADER = ("kind", "id", "from", "to", "slot", "reason")


def absence_table(
    seed: int,
    years: range,
    units: tuple[UnitRow, ...],
    cadres: tuple[CadreRow, ...],
    lecturers: tuple[LecturerRow, ...],
    name: str = "unavailability",
) -> Table:
    """Return the absences of the given years, sorted by kind, id and day."""
    rows: list[Row] = []
    for year in years:
        rng = stream(seed, "absence", str(year))
        rows += _cadres(rng, year, cadres)
        rows += _lecturers(rng, year, lecturers)
        rows += _units(rng, year, units)
        rows += _rooms(year)
    return Table(name, HEADER, tuple(sorted(rows, key=lambda row: tuple(map(str, row)))))


def _cadres(rng: random.Random, year: int, cadres: tuple[CadreRow, ...]) -> list[Row]:
    """Let 4 % follow a long course of months and 2 % be away for some weeks."""
    rows: list[Row] = []
    planned = [cadre.id for cadre in cadres if cadre.planned]
    for cadre in rng.sample(planned, round(len(planned) * 0.04)):
        start = date(year, rng.choice((3, 4, 8, 9)), rng.choice((4, 11, 18)))
        end = min(start + timedelta(days=rng.choice((90, 120, 180))), date(year, 12, 31))
        rows.append(("cadre", cadre, start, end, None, "học lớp dài hạn"))
    for cadre in rng.sample(planned, round(len(planned) * 0.02)):
        start = date(year, 1, 8) + timedelta(days=7 * rng.randrange(48))
        end = start + timedelta(days=rng.choice((4, 11, 25)))
        rows.append(("cadre", cadre, start, end, None, "công tác"))
    return rows


def _lecturers(rng: random.Random, year: int, lecturers: tuple[LecturerRow, ...]) -> list[Row]:
    rows: list[Row] = []
    for lecturer in lecturers:
        if lecturer.kind == GUEST:
            rows += _narrow(rng, year, lecturer.id, 6, 2, "lịch công tác của cơ quan")
            if rng.random() < 0.3:
                days = (date(year, 1, 1), date(year, 12, 31))
                rows.append(("lecturer", lecturer.id, *days, "S", "giao ban buổi sáng"))
        elif lecturer.kind == ACADEMY:
            rows += _narrow(rng, year, lecturer.id, 5, 3, "lịch giảng của học viện")
        else:
            start = date(year, 1, 8) + timedelta(days=7 * rng.randrange(44))
            end = start + timedelta(days=rng.choice((11, 18, 25)))
            rows.append(("lecturer", lecturer.id, start, end, None, "coi thi, đi thực tế"))
    return rows


def _narrow(
    rng: random.Random, year: int, lecturer: str, spells: int, weeks: int, reason: str
) -> list[Row]:
    """Return absences that leave `spells` spells of up to `weeks` weeks, March to December."""
    first = date(year, 3, 4)
    starts = sorted(first + timedelta(days=7 * w) for w in rng.sample(range(41), spells))
    rows: list[Row] = []
    away = date(year, 1, 1)
    for start in starts:
        if start > away:
            rows.append(("lecturer", lecturer, away, start - timedelta(days=1), None, reason))
        away = max(away, start + timedelta(days=7 * rng.randint(1, weeks)))
    if away <= date(year, 12, 31):
        rows.append(("lecturer", lecturer, away, date(year, 12, 31), None, reason))
    return rows


def _units(rng: random.Random, year: int, units: tuple[UnitRow, ...]) -> list[Row]:
    """Let one district exercise for storms and every ninth unit meet for its own reasons."""
    rows: list[Row] = []
    for unit in units:
        if unit.id in ("H03", "H04"):
            days = (date(year, 8, 12), date(year, 8, 16))
            rows.append(("unit", unit.id, *days, None, "diễn tập phòng thủ, phòng chống bão"))
        elif unit.kind != "district" and rng.random() < 0.11:
            start = date(year, 3, 4) + timedelta(days=7 * rng.randrange(40))
            end = start + timedelta(days=rng.choice((1, 2, 4)))
            rows.append(("unit", unit.id, start, end, None, "hội nghị, đại hội của đơn vị"))
    return rows


def _rooms(year: int) -> list[Row]:
    repair = (date(year, 7, 1), date(year, 7, 26))
    exam = (date(year, 6, 3), date(year, 6, 14))
    return [
        ("room", "R01", *repair, None, "sửa chữa"),
        ("room", "R03", *exam, None, "thi tốt nghiệp"),
        ("venue", "V08", date(year, 10, 7), date(year, 11, 1), None, "đường hay bị chia cắt"),
    ]
