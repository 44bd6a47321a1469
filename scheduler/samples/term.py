"""The sample of a whole term: the people of the province, 200 candidate classes in five years."""

from dataclasses import replace

from scheduler.samples.absence import absence_table
from scheduler.samples.calendar import calendar_of_term
from scheduler.samples.classes import count_classes, term_classes
from scheduler.samples.curriculum import FORMER_EDITIONS, MODULES, PROGRAMMES, edition_of
from scheduler.samples.geography import make_units
from scheduler.samples.past import Past, history_table
from scheduler.samples.people import make_cadres
from scheduler.samples.province import BUDGET, GRASSROOTS_2024, SIZES, common_tables
from scheduler.samples.resources import (
    SPECIALTIES,
    LecturerRow,
    lecturers_table,
    make_lecturers,
    qualifications,
    qualifications_table,
)
from scheduler.samples.scenario import TABLES, ScenarioText, as_files, grouped

# A small part of the people had a class in the term before; it is seen, but covers nobody now.
COVERED_BEFORE = {"P": 120, "D": 400, "G": 500}
CLASSES = 200
_OWN = ("history", "lecturers", "qualifications", "unavailability")

_HEADER = """
Kế hoạch mẫu cả nhiệm kỳ 2020-2025: {people} cán bộ, {classes} lớp dự kiến trong năm năm.
Dùng chung bảng cán bộ, đơn vị, chuyên đề, phòng với 2024.yaml; giảng viên có số buổi của năm năm.
Lịch sử là các lớp của nhiệm kỳ trước: đã nghe, nhưng không tính cho nhiệm kỳ này.
Chương trình có hai bản: tài liệu 2021 (lớp 2021-2023) và tài liệu 2024 (lớp 2024-2025).
"""


def term_files(seed: int, cadres: float = 1.0, classes: float = 1.0) -> dict[str, str]:
    """Return path and text of every file, the tables shared with the year 2024 included."""
    sizes = {tier: round(size * cadres) for tier, size in SIZES.items()}
    units = make_units(seed)
    people = make_cadres(seed, units, sizes)
    lecturers = tuple(
        _with_former_editions(row) for row in make_lecturers(seed, SPECIALTIES, classes, years=5)
    )
    covered = {tier: round(count * cadres) for tier, count in COVERED_BEFORE.items()}
    past = Past(covered, years=(2018, 2019), others_years=(2018, 2019), others_share=0.1)
    own = (
        history_table(seed, past, people, PROGRAMMES, MODULES),
        lecturers_table(lecturers),
        qualifications_table(lecturers),
        absence_table(seed, range(2021, 2026), units, people, lecturers),
    )
    text = _scenario(sizes, round(GRASSROOTS_2024 * cadres), round(CLASSES * classes), classes)
    files = {"term-2020-2025.yaml": text} | as_files(own, "term-data")
    return files | as_files(common_tables(units, people), "data")


def _with_former_editions(lecturer: LecturerRow) -> LecturerRow:
    """Let whoever teaches a renewed module teach its former edition at the same level."""
    entries = lecturer.teaches.split()
    for module, tier, level in qualifications(lecturer.teaches):
        if module in FORMER_EDITIONS:
            entries.append(f"{FORMER_EDITIONS[module]}{f'/{tier}' if tier else ''}:{level}")
    return replace(lecturer, teaches=" ".join(entries))


def _scenario(sizes: dict[str, int], grassroots_2024: int, total: int, classes: float) -> str:
    entries = term_classes(total)
    return ScenarioText(
        name="quang-tri-2020-2025",
        title="Kế hoạch bồi dưỡng, cập nhật kiến thức nhiệm kỳ 2020-2025",
        header=_HEADER.format(people=grouped(sum(sizes.values())), classes=count_classes(entries)),
        horizon=("2020-10-01", "2025-10-31"),
        calendar=calendar_of_term(),
        tables={name: "term-data" if name in _OWN else "data" for name in TABLES},
        grassroots=sizes["G"],
        grassroots_2024=grassroots_2024,
        budget=round(BUDGET * 5 * classes),
        programmes=[edition_of(p, year) for year in (2021, 2024) for p in PROGRAMMES],
        classes=entries,
        time_limit=300,
    ).text()
