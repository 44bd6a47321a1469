"""The sample of one province for the year 2024: 10,073 cadres, 40 candidate classes."""

from scheduler.samples.absence import absence_table
from scheduler.samples.calendar import calendar_2024
from scheduler.samples.classes import count_classes, yearly_classes
from scheduler.samples.curriculum import MODULES, PROGRAMMES, modules_table
from scheduler.samples.geography import UnitRow, make_units, units_table
from scheduler.samples.past import Past, history_table
from scheduler.samples.people import CadreRow, cadres_table, make_cadres
from scheduler.samples.resources import (
    SPECIALTIES,
    distances_table,
    lecturers_table,
    make_lecturers,
    make_rooms,
    qualifications_table,
    rooms_table,
    venues_table,
)
from scheduler.samples.scenario import TABLES, ScenarioText, as_files, grouped, template
from scheduler.samples.table import Table

SIZES = {"P": 413, "D": 2_660, "G": 7_000}
COVERED = {"P": 248, "D": 1_580, "G": 2_500}
GRASSROOTS_2024 = 4_300
BUDGET = 1_230_000_000
WHAT_IFS = ("budget-85", "lecturer-away", "target-100")

_HEADER = """
Kế hoạch mẫu của một tỉnh trong năm 2024: {people} cán bộ, {classes} lớp dự kiến.
Quy mô (413, 2.660, 7.000 người) và số đã học đến hết năm 2022 (1.580 và 2.500 người) theo số
công bố; con người, giảng viên, lịch công tác trong các bảng là giả định, không có người thật.
Giả định thêm: năm 2023 tỉnh không mở lớp nào, nên số đã học ngày 1/1/2024 là số cuối năm 2022.
Từ 2021 đến 2023 cơ quan khác cũng dạy khoảng 40 % cán bộ: đã nghe, nhưng chưa được tính là học.
"""


def province_files(seed: int, cadres: float = 1.0, classes: float = 1.0) -> dict[str, str]:
    """Return path and text of every file; the factors scale people and candidate classes."""
    sizes = {tier: round(size * cadres) for tier, size in SIZES.items()}
    units = make_units(seed)
    people = make_cadres(seed, units, sizes)
    lecturers = make_lecturers(seed, SPECIALTIES, classes)
    covered = {tier: round(count * cadres) for tier, count in COVERED.items()}
    past = Past(covered, years=(2021, 2022), others_years=(2021, 2022, 2023))
    tables = (
        *common_tables(units, people),
        history_table(seed, past, people, PROGRAMMES, MODULES),
        lecturers_table(lecturers),
        qualifications_table(lecturers),
        absence_table(seed, range(2024, 2025), units, people, lecturers),
    )
    budget = round(BUDGET * classes)
    what_ifs = {
        f"whatif/{name}.yaml": template(f"{name}.yaml").substitute(budget_85=budget * 85 // 100)
        for name in WHAT_IFS
    }
    return {"2024.yaml": _scenario(sizes, cadres, classes)} | as_files(tables, "data") | what_ifs


def common_tables(units: tuple[UnitRow, ...], people: tuple[CadreRow, ...]) -> tuple[Table, ...]:
    """Return the tables that the year and the whole term share."""
    return (
        units_table(units),
        cadres_table(people),
        modules_table(MODULES),
        venues_table(),
        rooms_table(make_rooms()),
        distances_table(units),
    )


def _scenario(sizes: dict[str, int], cadres: float, classes: float) -> str:
    entries = yearly_classes(classes)
    return ScenarioText(
        name="quang-tri-2024",
        title="Kế hoạch bồi dưỡng, cập nhật kiến thức năm 2024",
        header=_HEADER.format(people=grouped(sum(sizes.values())), classes=count_classes(entries)),
        horizon=("2024-01-01", "2024-12-31"),
        calendar=calendar_2024(),
        tables=dict.fromkeys(TABLES, "data"),
        grassroots=sizes["G"],
        grassroots_2024=round(GRASSROOTS_2024 * cadres),
        budget=round(BUDGET * classes),
        programmes=PROGRAMMES,
        classes=entries,
    ).text()
