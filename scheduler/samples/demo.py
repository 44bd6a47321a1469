"""The small sample for newcomers: 340 cadres, 6 units, 5 candidate classes in one quarter."""

from datetime import date

from scheduler.samples.curriculum import ProgrammeRow, modules_table, read_modules
from scheduler.samples.flow import listed, programmes_text
from scheduler.samples.geography import UnitRow, units_table
from scheduler.samples.past import Past, history_table
from scheduler.samples.people import cadres_table, make_cadres
from scheduler.samples.resources import (
    GUEST,
    SCHOOL,
    LecturerRow,
    RoomRow,
    Specialty,
    lecturers_table,
    make_lecturers,
    qualifications_table,
    rooms_table,
)
from scheduler.samples.scenario import as_files, template
from scheduler.samples.table import Row, Table

SIZES = {"P": 20, "D": 120, "G": 200}
COVERED = {"P": 8, "D": 48, "G": 80}

UNITS = (
    UnitRow("T1", "Ban Tổ chức", "body", None, 16.812, 107.095, None),
    UnitRow("T2", "Văn phòng Ủy ban", "body", None, 16.815, 107.101, 3.0),
    UnitRow("H1", "Huyện mẫu", "district", None, 16.780, 107.150, None),
    UnitRow("X1", "Xã Bến Sông", "commune", "H1", 16.741, 107.190, None),
    UnitRow("X2", "Xã Đồi Thông", "commune", "H1", 16.655, 106.920, 0.2),
    UnitRow("X3", "Xã Cửa Biển", "commune", "H1", 16.905, 107.160, None),
)
MODULES = read_modules("demo-modules.txt")
_CLOSE = ("closing", 1, "last")
PROGRAMMES = (
    ProgrammeRow(
        "P-3N",
        "Lớp lãnh đạo, 3 ngày",
        "P",
        "M01 M03 M05 M07",
        (6, 20),
        3,
        "bốn chuyên đề bắt buộc, một tự chọn, một buổi bế giảng",
        choose=((1, "M08 M09"),),
        activities=(_CLOSE,),
        order=(("M03", "M07"),),
    ),
    ProgrammeRow(
        "D-3N",
        "Lớp cán bộ chủ chốt, 3 ngày",
        "D",
        "M02 M03 M05 M10",
        (25, 40),
        3,
        "khai giảng, bốn chuyên đề bắt buộc, một tự chọn",
        choose=((1, "M08 M09 M04"),),
        activities=(("opening", 1, "first"),),
    ),
    ProgrammeRow("G-1N", "Lớp cơ sở, 1 ngày", "G", "M06 M11", (40, 60), 1, "hai chuyên đề"),
)
CLASSES: list[dict[str, object]] = [
    {"id": "P-01", "programme": "P-3N", "venues": ["V1"]},
    {"id": "D", "repeat": 2, "programme": "D-3N"},
    {"id": "G", "repeat": 2, "programme": "G-1N", "rooms": ["R2", "R3"]},
]
SPECIALTIES = (
    Specialty(SCHOOL, 1, "M03:3 M04:3 M07:2", (3, 4)),
    Specialty(SCHOOL, 1, "M05:3 M06:2", (3, 4)),
    Specialty(SCHOOL, 1, "M02:3 M10:2 M01:2", (3, 4)),
    Specialty(SCHOOL, 1, "theme:skills:2 M06:3 M11:2", (4, 4)),
    Specialty(GUEST, 1, "M01:3 M07:3", (2, 2)),
    Specialty(GUEST, 1, "M10:3 M02:2", (2, 2)),
    Specialty(GUEST, 1, "M11:3 M06:2", (2, 2)),
    Specialty(GUEST, 1, "M05:3 M03:3", (2, 2)),
)
ROOMS = (
    RoomRow("R1", "V1", 45, "Phòng họp", 500_000),
    RoomRow("R2", "V1", 60, "Hội trường", 1_000_000),
    RoomRow("R3", "V2", 60, "Nhà văn hóa", 300_000),
)


def demo_files(seed: int, cadres: float = 1.0, classes: float = 1.0) -> dict[str, str]:
    """Return path and text of every file; the factors scale people and repeated classes."""
    sizes = {tier: round(size * cadres) for tier, size in SIZES.items()}
    covered = {tier: round(count * cadres) for tier, count in COVERED.items()}
    people = make_cadres(seed, UNITS, sizes, digits=4)
    lecturers = make_lecturers(seed, SPECIALTIES, classes)
    past = Past(covered, years=(2021, 2022), others_years=(2021, 2022, 2023), others_modules=(1, 4))
    entries = [
        entry | {"repeat": max(1, round(2 * classes))} if "repeat" in entry else entry
        for entry in CLASSES
    ]
    text = template("demo.yaml").substitute(
        population=sum(sizes.values()),
        programmes=programmes_text(PROGRAMMES),
        classes=listed(entries),
    )
    tables = (
        units_table(UNITS),
        cadres_table(people),
        history_table(seed, past, people, PROGRAMMES, MODULES, former={"M01": "M12"}),
        modules_table(MODULES),
        lecturers_table(lecturers),
        qualifications_table(lecturers),
        _venues(),
        rooms_table(ROOMS),
        _absences(lecturers),
    )
    return {"demo.yaml": text} | as_files(tables, "demo-data")


def _venues() -> Table:
    rows: list[Row] = [
        ("V1", "Trung tâm Chính trị", 16.810, 107.100, None),
        ("V2", "Nhà văn hóa huyện", 16.780, 107.150, "H1"),
    ]
    return Table("venues", ("id", "name", "lat", "lon", "serves"), tuple(rows))


def _absences(lecturers: tuple[LecturerRow, ...]) -> Table:
    """Return a handful of absences that a newcomer can read at a glance."""
    guests = [lecturer.id for lecturer in lecturers if lecturer.kind == GUEST]
    rows: list[Row] = [
        ("cadre", "CB-0025", date(2024, 4, 1), date(2024, 6, 30), None, "học lớp dài hạn"),
        ("cadre", "CB-0060", date(2024, 5, 6), date(2024, 5, 31), None, "công tác"),
    ]
    rows += [
        ("lecturer", guest, date(2024, 4, 1), date(2024, 5, 12), None, "bận việc cơ quan")
        for guest in guests[:2]
    ]
    rows += [
        ("lecturer", guest, date(2024, 5, 13), date(2024, 6, 30), "S", "giao ban buổi sáng")
        for guest in guests[2:]
    ]
    rows.append(("room", "R2", date(2024, 4, 22), date(2024, 5, 3), None, "sửa chữa"))
    rows.append(("unit", "X3", date(2024, 6, 3), date(2024, 6, 7), None, "đại hội chi bộ"))
    return Table("unavailability", ("kind", "id", "from", "to", "slot", "reason"), tuple(rows))
