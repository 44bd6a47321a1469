"""The large sample: all organisers of a province, 40,000 cadres, 500 candidate classes."""

from dataclasses import replace

from scheduler.samples.absence import absence_table
from scheduler.samples.calendar import calendar_2024
from scheduler.samples.classes import ClassEntry, count_classes, yearly_classes
from scheduler.samples.curriculum import MODULES, PROGRAMMES, ModuleRow, ProgrammeRow, modules_table
from scheduler.samples.geography import make_units, units_table
from scheduler.samples.past import Past, history_table
from scheduler.samples.people import cadres_table, make_cadres
from scheduler.samples.province import BUDGET
from scheduler.samples.resources import (
    GUEST,
    SCHOOL,
    SPECIALTIES,
    Specialty,
    distances_table,
    lecturers_table,
    make_lecturers,
    make_rooms,
    qualifications_table,
    rooms_table,
    venues_table,
)
from scheduler.samples.scenario import TABLES, ScenarioText, as_files, grouped
from scheduler.samples.table import words

SIZES = {"P": 1_200, "D": 9_800, "G": 29_000}
COVERED = {"P": 700, "D": 5_200, "G": 9_500}
GRASSROOTS_2024 = 24_000
CLASSES = 500
HISTORY_ROWS = 150_000
BRANCHES = 236
ROOMS = 60

_HEADER = """
Kế hoạch mẫu của mọi cơ quan mở lớp trong tỉnh năm 2024: {people} cán bộ, {classes} lớp dự kiến.
Ngoài các lớp chung còn có lớp của {sectors} ngành. Dùng để thử quy mô lớn; mọi số liệu là giả định.
"""
# Fifteen sectors with five modules each: 75 on top of the 45 common ones make 120.
SECTORS = words(
    "y tế;giáo dục;nông nghiệp;tài chính;tư pháp;nội vụ;công thương;xây dựng;giao thông;môi trường;"
    "văn hóa;lao động;khoa học;thông tin;thanh tra"
)
# title and topics, with the sector's number in place of the braces
_SECTOR_MODULES = (
    ("Pháp luật mới của ngành {}", "sector-{}-law@2024:2;rule-of-law"),
    ("Chuyển đổi số ngành {}", "sector-{}-digital:2;digital-transformation"),
    ("Quản lý nhà nước ngành {} ở cơ sở", "sector-{}-management:2;administrative-reform"),
    ("Phòng, chống tiêu cực trong ngành {}", "sector-{}-integrity:2;anti-corruption"),
    ("Kỹ năng nghiệp vụ ngành {}", "sector-{}-skills"),
)


def organisers_files(seed: int, cadres: float = 1.0, classes: float = 1.0) -> dict[str, str]:
    """Return path and text of every file; the factors scale people and candidate classes."""
    sizes = {tier: round(size * cadres) for tier, size in SIZES.items()}
    units = make_units(seed, BRANCHES)
    people = make_cadres(seed, units, sizes)
    modules = (*MODULES, *sector_modules())
    programmes = (*PROGRAMMES, *sector_programmes())
    lecturers = make_lecturers(seed, _specialties(), classes)
    past = Past(
        {tier: round(count * cadres) for tier, count in COVERED.items()},
        years=(2021, 2022),
        others_years=(2021, 2022, 2023),
        others_share=0.65,
        rows=round(HISTORY_ROWS * cadres),
    )
    tables = (
        units_table(units),
        cadres_table(people),
        history_table(seed, past, people, programmes, modules),
        modules_table(modules),
        lecturers_table(lecturers),
        qualifications_table(lecturers),
        venues_table(),
        rooms_table(make_rooms(ROOMS)),
        absence_table(seed, range(2024, 2025), units, people, lecturers),
        distances_table(units),
    )
    entries = _classes(round(CLASSES * classes))
    text = ScenarioText(
        name="organisers-2024",
        title="Kế hoạch chung của mọi cơ quan mở lớp năm 2024",
        header=_HEADER.format(
            people=grouped(sum(sizes.values())),
            classes=count_classes(entries),
            sectors=len(SECTORS),
        ),
        horizon=("2024-01-01", "2024-12-31"),
        calendar=calendar_2024(),
        tables=dict.fromkeys(TABLES, "organisers-data"),
        grassroots=sizes["G"],
        grassroots_2024=round(GRASSROOTS_2024 * cadres),
        budget=round(BUDGET * CLASSES / 40 * classes),
        programmes=programmes,
        classes=entries,
        time_limit=600,
    ).text()
    return {"organisers.yaml": text} | as_files(tables, "organisers-data")


def sector_modules() -> tuple[ModuleRow, ...]:
    """Return five modules per sector, numbered on from the common ones."""
    rows: list[ModuleRow] = []
    for number, sector in enumerate(SECTORS, start=1):
        for title, topics in _SECTOR_MODULES:
            id_ = f"M{len(MODULES) + len(rows) + 1}"
            topic_ids = topics.format(f"{number:02}")
            rows.append(ModuleRow(id_, title.format(sector), topic_ids, f"sector-{number:02}"))
    return tuple(rows)


def sector_programmes() -> tuple[ProgrammeRow, ...]:
    """Return one programme for tier D and one for tier G per sector."""
    rows: list[ProgrammeRow] = []
    per_sector = len(_SECTOR_MODULES)
    ids = [module.id for module in sector_modules()]
    for number, sector in enumerate(SECTORS, start=1):
        law, digital, management, integrity, skills = ids[(number - 1) * per_sector :][:per_sector]
        common = ProgrammeRow(
            id=f"D-N{number:02}",
            title=f"Bồi dưỡng ngành {sector}, cán bộ chủ chốt",
            tier="D",
            modules=f"{law} {management}",
            size=(45, 70),
            max_days=3,
            note=f"lớp ngành {sector}, 3 ngày",
            choose=((1, f"{digital} {integrity}"), (1, "M21 M22 M23 M29")),
            activities=(("discussion", 1, "any"), ("closing", 1, "last")),
            order=((law, management),),
        )
        rows.append(common)
        rows.append(
            replace(
                common,
                id=f"G-N{number:02}",
                title=f"Bồi dưỡng ngành {sector}, cơ sở",
                tier="G",
                modules=f"{skills} {law}",
                size=(60, 90),
                max_days=2,
                note=f"lớp ngành {sector}, 2 ngày",
                choose=((1, f"{digital} {integrity}"),),
                activities=(("closing", 1, "last"),),
                order=(),
            )
        )
    return tuple(rows)


def _specialties() -> tuple[Specialty, ...]:
    """Return 200 lecturers: the province's kinds with two thirds more people, and the sectors'."""
    common = [replace(s, count=s.count * 2, sessions=_more(s.sessions)) for s in SPECIALTIES]
    sectors = [
        Specialty(kind, count, f"theme:sector-{number:02}:3 {extra}:2", sessions)
        for number in range(1, len(SECTORS) + 1)
        for kind, count, extra, sessions in (
            (SCHOOL, 2, "theme:skills", (16, 24)),
            (GUEST, 3, "M14", (8, 12)),
        )
    ]
    spare = Specialty(SCHOOL, 5, "theme:skills:2 theme:state:2", (16, 24))
    return (*common, *sectors, spare)


def _more(sessions: tuple[int, int]) -> tuple[int, int]:
    """With two and a half times as many classes per lecturer, the hours have to grow."""
    low, high = sessions
    return low * 3, high * 3


def _classes(total: int) -> list[ClassEntry]:
    """Return half of the candidates from the common programmes and half from the sectors."""
    entries = yearly_classes(total / 80)
    rest = total - count_classes(entries)
    programmes = sector_programmes()
    for index, programme in enumerate(programmes):
        count = rest // len(programmes) + (index < rest % len(programmes))
        if count:
            more = {"repeat": count} if count > 1 else {}
            entries.append({"id": f"N-{programme.id}", **more, "programme": programme.id})
    return entries
