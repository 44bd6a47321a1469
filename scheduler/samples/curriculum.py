"""Modules, topics and programmes of the sample province."""

import re
from dataclasses import dataclass, replace

from scheduler.samples.table import Row, Table, text_of


@dataclass(frozen=True)
class ModuleRow:
    """A module of the sample; `topics` is written as in the table."""

    id: str
    title: str
    topics: str
    theme: str

    @property
    def edition(self) -> int:
        """The year of its newest topic; before it nobody can have taught the module."""
        return max((int(year) for year in re.findall(r"@(\d{4})", self.topics)), default=0)


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme of the sample; `note` becomes a comment in the scenario."""

    id: str
    title: str
    tier: str
    modules: str
    size: tuple[int, int]
    max_days: int
    note: str
    choose: tuple[tuple[int, str], ...] = ()
    activities: tuple[tuple[str, int, str], ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def core(self) -> tuple[str, ...]:
        """The ids of the core modules."""
        return tuple(self.modules.split())

    @property
    def choices(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Count and module ids of each choice."""
        return tuple((count, tuple(options.split())) for count, options in self.choose)

    @property
    def sessions(self) -> int:
        """Slots that a class takes (every module of the sample has one session)."""
        chosen = sum(count for count, _ in self.choose)
        return len(self.core) + chosen + sum(sessions for _, sessions, _ in self.activities)

    @property
    def days(self) -> int:
        """Days that a class takes with two slots a day."""
        return -(-self.sessions // 2)


def read_modules(name: str) -> tuple[ModuleRow, ...]:
    """Return the modules of a list in this package, one on a line."""
    return tuple(ModuleRow(*line.split("|")) for line in text_of(name).splitlines())


# M01-M20 common, M21-M30 optional, M31-M45 local. M18-M20 are the former editions of M01, M04
# and M17: nothing teaches them any more, but people have had them.
MODULES = read_modules("modules.txt")
FORMER_EDITIONS = {"M01": "M18", "M04": "M19", "M17": "M20"}
# What the programmes taught before 2024 in place of modules that are new in 2024.
BEFORE_2024 = FORMER_EDITIONS | {"M31": "M36", "M30": "M14", "M42": "M40"}

_OPEN = ("opening", 1, "first")
_CLOSE = ("closing", 1, "last")
_TALK = ("discussion", 1, "any")
_PARTY_TITLES = (
    "Bí thư đảng ủy",
    "Phó Bí thư đảng ủy",
    "Chủ tịch MTTQ xã",
    "Trưởng đoàn thể",
    "Trưởng ban",
    "Phó Trưởng ban",
    "Ủy viên Ban Thường vụ",
)
_STATE_TITLES = (
    "Chủ tịch UBND xã",
    "Phó Chủ tịch UBND xã",
    "Chủ tịch HĐND xã",
    "Trưởng phòng",
    "Phó Trưởng phòng",
    "Hiệu trưởng",
)

PROGRAMMES = (
    ProgrammeRow(
        "P-5N",
        "Cập nhật kiến thức đối tượng 3, chương trình 5 ngày",
        "P",
        "M01 M05 M12 M17 M31",
        (50, 80),
        5,
        "5 ngày, có một ngày đi thực tế",
        choose=((1, "M21 M22 M23 M35"),),
        activities=(_OPEN, ("field", 2, "any"), _CLOSE),
        order=(("M17", "M31"),),
    ),
    ProgrammeRow(
        "P-3N",
        "Cập nhật kiến thức đối tượng 3, chương trình 3 ngày",
        "P",
        "M01 M07 M17 M31",
        (50, 80),
        3,
        "3 ngày, tập trung",
        choose=((1, "M03 M21 M25 M37"),),
        activities=(_CLOSE,),
    ),
    ProgrammeRow(
        "D-CHUNG",
        "Cập nhật kiến thức đối tượng 4, chương trình chung",
        "D",
        "M01 M02 M05 M12 M17 M31",
        (45, 70),
        5,
        "mọi chức danh",
        choose=((1, "M14 M16 M34"), (1, "M21 M22 M23 M24")),
        activities=(_OPEN, _CLOSE),
        order=(("M17", "M31"), ("M02", "M31")),
    ),
    ProgrammeRow(
        "D-DANG",
        "Cập nhật kiến thức đối tượng 4, khối Đảng, Mặt trận, đoàn thể",
        "D",
        "M05 M07 M08 M17 M39 M40",
        (45, 65),
        5,
        "chỉ cho chức danh khối Đảng, đoàn thể",
        choose=((1, "M11 M22 M29 M38"),),
        activities=(_OPEN, _TALK, _CLOSE),
        order=(("M05", "M40"),),
        titles=_PARTY_TITLES,
    ),
    ProgrammeRow(
        "D-QLNN",
        "Cập nhật kiến thức đối tượng 4, khối chính quyền",
        "D",
        "M04 M12 M13 M17 M27 M30 M42",
        (45, 70),
        5,
        "chỉ cho chức danh khối chính quyền",
        choose=((1, "M23 M26 M28 M36"),),
        activities=(_OPEN, _CLOSE),
        order=(("M12", "M30"), ("M30", "M42")),
        titles=_STATE_TITLES,
    ),
    ProgrammeRow(
        "G-2N",
        "Cập nhật kiến thức cán bộ cơ sở, chương trình 2 ngày",
        "G",
        "M17 M32 M41",
        (60, 90),
        2,
        "2 ngày, mỗi ngày hai buổi",
        activities=(_TALK,),
    ),
    ProgrammeRow(
        "G-3N",
        "Cập nhật kiến thức cán bộ cơ sở, chương trình 3 ngày",
        "G",
        "M06 M08 M13 M32",
        (60, 90),
        3,
        "3 ngày",
        choose=((1, "M10 M29 M33 M43 M44"),),
        activities=(_CLOSE,),
        order=(("M06", "M08"),),
    ),
    ProgrammeRow(
        "G-MN",
        "Cập nhật kiến thức cán bộ cơ sở vùng núi, biên giới",
        "G",
        "M33 M39",
        (60, 90),
        2,
        "mở tại các huyện miền núi",
        choose=((1, "M15 M45"),),
        activities=(_CLOSE,),
    ),
    ProgrammeRow(
        "G-CB",
        "Bồi dưỡng bí thư chi bộ và chi ủy viên",
        "G",
        "M09 M40 M41",
        (60, 90),
        2,
        "chỉ cho cấp ủy chi bộ",
        activities=(_TALK,),
        titles=("Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên"),
    ),
)


def edition_of(programme: ProgrammeRow, year: int) -> ProgrammeRow:
    """Return the programme as it was taught in a year, named after its edition."""
    if year >= 2024:
        return replace(programme, id=f"{programme.id}-2024")
    return replace(
        programme,
        id=f"{programme.id}-2021",
        title=f"{programme.title} (tài liệu 2021)",
        modules=" ".join(BEFORE_2024.get(module, module) for module in programme.core),
        order=tuple((BEFORE_2024.get(a, a), BEFORE_2024.get(b, b)) for a, b in programme.order),
    )


def modules_table(modules: tuple[ModuleRow, ...]) -> Table:
    """Return the table of modules; sessions and periods keep their defaults."""
    rows: list[Row] = [(m.id, m.title, m.topics, m.theme) for m in modules]
    return Table("modules", ("id", "title", "topics", "theme"), tuple(rows))
