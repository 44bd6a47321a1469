"""Lecturers with their hours and qualifications, venues and rooms of the sample province."""

import random
from dataclasses import dataclass

from scheduler.samples.geography import DISTRICTS, UnitRow
from scheduler.samples.people import invent_name
from scheduler.samples.table import Row, Table, stream


@dataclass(frozen=True)
class Specialty:
    """A kind of lecturer: what they teach (`module[/tier]:level`) and their free sessions."""

    kind: str
    count: int
    teaches: str
    sessions: tuple[int, int]


SCHOOL, ACADEMY, GUEST = "trường", "học viện", "kiêm chức"

# Free sessions a year are what long courses leave: 40-80 hours, 4 to 6 hours a session.
SPECIALTIES = (
    Specialty(SCHOOL, 2, "M05:3 M07:3", (6, 7)),
    Specialty(SCHOOL, 2, "M08:3 M09:3", (6, 7)),
    Specialty(SCHOOL, 2, "M41:3 M40:3", (6, 7)),
    Specialty(SCHOOL, 2, "M06:3 M10:3", (6, 7)),
    Specialty(SCHOOL, 1, "M11:3 M10:3 M05:2", (6, 8)),
    Specialty(SCHOOL, 1, "M11:3 M03:2", (6, 8)),
    Specialty(SCHOOL, 2, "M12:3 M14:2", (6, 7)),
    Specialty(SCHOOL, 2, "M13:3 M27:3 M30:2", (6, 7)),
    Specialty(SCHOOL, 1, "theme:state/G:2 M42:2", (6, 8)),
    Specialty(SCHOOL, 2, "M02:3 M04:3 theme:economy:2", (6, 7)),
    Specialty(SCHOOL, 1, "M25:3 M26:3 M28:2", (6, 8)),
    Specialty(SCHOOL, 2, "theme:skills:2 M23:3", (10, 20)),
    Specialty(SCHOOL, 1, "theme:local/G:2 M32:3", (6, 8)),
    Specialty(SCHOOL, 3, "M15:3 M16:3 M45:2", (6, 9)),
    Specialty(SCHOOL, 1, "M38:3 M44:3 M29:2 M37:2", (6, 9)),
    Specialty(ACADEMY, 3, "M01/P:3 M01/D:3 M25:3", (3, 4)),
    Specialty(ACADEMY, 3, "M17/P:3 M17/D:3 M05/P:3", (3, 4)),
    Specialty(ACADEMY, 2, "M12/P:3 M12/D:3 M14:3 M34:2", (3, 4)),
    Specialty(ACADEMY, 2, "theme:skills/P:3 theme:skills/D:3 M03:3", (5, 8)),
    Specialty(GUEST, 4, "M17:3", (3, 4)),
    Specialty(GUEST, 4, "M31:3 M35:2", (2, 3)),
    Specialty(GUEST, 4, "M32:3 M36:2", (2, 3)),
    Specialty(GUEST, 3, "M33:3 M39:3", (2, 3)),
    Specialty(GUEST, 2, "M40:3 M34:3 M14:2", (2, 3)),
    Specialty(GUEST, 2, "M45:3 M15:3 M16:3", (2, 4)),
    Specialty(GUEST, 2, "M42:3 M30:3", (2, 3)),
    Specialty(GUEST, 1, "M43:3 M28:3", (3, 4)),
    Specialty(GUEST, 1, "M35:3 M36:3 M37:2 M31:2", (3, 4)),
    Specialty(GUEST, 1, "M38:3 M44:3", (3, 4)),
    Specialty(GUEST, 1, "M01:3 M23:2 M26:2", (3, 4)),
)
_FEES = {
    SCHOOL: (500_000, 600_000, 800_000),
    ACADEMY: (1_500_000, 2_000_000),
    GUEST: (800_000, 1_000_000, 1_200_000),
}
_LIMITS = {SCHOOL: (5, 2), ACADEMY: (4, 2), GUEST: (2, 1)}  # per week, per day


@dataclass(frozen=True)
class LecturerRow:
    """A lecturer of the sample with the specialty that the person has."""

    id: str
    name: str
    kind: str
    max_sessions: int
    max_per_week: int
    max_per_day: int
    fee: int
    teaches: str


def make_lecturers(
    seed: int, specialties: tuple[Specialty, ...], factor: float = 1.0, years: int = 1
) -> tuple[LecturerRow, ...]:
    """Return the lecturers; `factor` repeats every specialty, `years` multiplies the hours."""
    rng = stream(seed, "lecturers")
    rows: list[LecturerRow] = []
    for specialty in specialties:
        low, high = specialty.sessions
        for index in range(max(1, round(specialty.count * factor))):
            sessions = (low + index % (high - low + 1)) * years
            rows.append(_lecturer(rng, specialty, len(rows) + 1, sessions))
    return tuple(rows)


def _lecturer(rng: random.Random, specialty: Specialty, number: int, sessions: int) -> LecturerRow:
    per_week, per_day = _LIMITS[specialty.kind]
    return LecturerRow(
        id=f"L{number:02}",
        name=invent_name(rng),
        kind=specialty.kind,
        max_sessions=sessions,
        max_per_week=per_week,
        max_per_day=per_day,
        fee=rng.choice(_FEES[specialty.kind]),
        teaches=specialty.teaches,
    )


def lecturers_table(lecturers: tuple[LecturerRow, ...], name: str = "lecturers") -> Table:
    """Return the table of lecturers."""
    rows: list[Row] = [
        (x.id, x.name, x.kind, x.max_sessions, x.max_per_week, x.max_per_day, x.fee)
        for x in lecturers
    ]
    header = ("id", "name", "kind", "max_sessions", "max_per_week", "max_per_day", "fee")
    return Table(name, header, tuple(rows))


def qualifications(teaches: str) -> tuple[tuple[str, str | None, int], ...]:
    """Return (module or theme, tier or None, level) of each entry of a specialty."""
    entries = []
    for text in teaches.split():
        what, level = text.rsplit(":", 1)
        module, _, tier = what.partition("/")
        entries.append((module, tier or None, int(level)))
    return tuple(entries)


def qualifications_table(lecturers: tuple[LecturerRow, ...]) -> Table:
    """Return the table of qualifications."""
    rows: list[Row] = [
        (lecturer.id, *entry)
        for lecturer in lecturers
        for entry in qualifications(lecturer.teaches)
    ]
    return Table("qualifications", ("lecturer", "module", "tier", "level"), tuple(rows))


@dataclass(frozen=True)
class RoomRow:
    """A room of the sample."""

    id: str
    venue: str
    capacity: int
    name: str
    cost_per_day: int


SCHOOL_ROOMS = (
    RoomRow("R01", "V00", 80, "Phòng 201", 1_000_000),
    RoomRow("R02", "V00", 100, "Phòng 301", 1_200_000),
    RoomRow("R03", "V00", 300, "Hội trường lớn", 4_000_000),
)
_CENTRE_CAPACITY = (120, 80, 110, 100, 90, 110, 100, 90, 100, 80)


def make_rooms(total: int = 13) -> tuple[RoomRow, ...]:
    """Return the rooms of the school and of the centres; above 13 every venue gets more."""
    rooms = list(SCHOOL_ROOMS)
    for number in range(total - len(SCHOOL_ROOMS)):
        venue, more = number % len(DISTRICTS) + 1, number // len(DISTRICTS)
        name = "Hội trường trung tâm" if more == 0 else f"Phòng {100 + more}"
        capacity = _CENTRE_CAPACITY[venue - 1] - 10 * (more % 3)
        rooms.append(RoomRow(f"R{len(rooms) + 1:02}", f"V{venue:02}", capacity, name, 800_000))
    return tuple(rooms)


def rooms_table(rooms: tuple[RoomRow, ...]) -> Table:
    """Return the table of rooms."""
    rows: list[Row] = [(r.id, r.venue, r.capacity, r.name, r.cost_per_day) for r in rooms]
    return Table("rooms", ("id", "venue", "capacity", "name", "cost_per_day"), tuple(rows))


def venues_table() -> Table:
    """Return the provincial school, which serves everybody, and one centre per district."""
    rows: list[Row] = [("V00", "Trường Chính trị tỉnh", 16.8105, 107.0925, None)]
    for number, (district, name, lat, lon, _) in enumerate(DISTRICTS, start=1):
        rows.append((f"V{number:02}", f"Trung tâm Chính trị {_lower(name)}", lat, lon, district))
    return Table("venues", ("id", "name", "lat", "lon", "serves"), tuple(rows))


def distances_table(units: tuple[UnitRow, ...]) -> Table:
    """Return the ways that no map shows: by boat from the island."""
    island = [unit.id for unit in units if unit.id == "H10"]
    rows: list[Row] = [(unit, "V00", 62) for unit in island]
    rows += [(unit, "V03", 45) for unit in island]
    return Table("distances", ("unit", "venue", "km"), tuple(rows))


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
