"""The sample of one province for the year 2024: 10,073 cadres, 40 candidate classes."""

from importlib.resources import files
from string import Template

from scheduler.samples.absence import absence_table
from scheduler.samples.classes import count_classes, yearly_classes
from scheduler.samples.curriculum import MODULES, PROGRAMMES, modules_table
from scheduler.samples.flow import listed, programmes_text
from scheduler.samples.geography import make_units, units_table
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
from scheduler.samples.table import Table

SIZES = {"P": 413, "D": 2_660, "G": 7_000}
COVERED = {"P": 248, "D": 1_580, "G": 2_500}
GRASSROOTS_2024 = 4_300
BUDGET = 1_700_000_000


def province_files(seed: int, cadres: float = 1.0, classes: float = 1.0) -> dict[str, str]:
    """Return path and text of every file; the factors scale people and candidate classes."""
    sizes = {tier: round(size * cadres) for tier, size in SIZES.items()}
    units = make_units(seed)
    people = make_cadres(seed, units, sizes)
    lecturers = make_lecturers(seed, SPECIALTIES, classes)
    covered = {tier: round(count * cadres) for tier, count in COVERED.items()}
    past = Past(covered, years=(2021, 2022), others_years=(2021, 2022, 2023))
    tables = (
        *common_tables(people, seed),
        history_table(seed, past, people, PROGRAMMES, MODULES),
        lecturers_table(lecturers),
        qualifications_table(lecturers),
        absence_table(seed, range(2024, 2025), units, people, lecturers),
    )
    return {"2024.yaml": _scenario(sizes, cadres, classes)} | as_files(tables, "data")


def common_tables(people: tuple[CadreRow, ...], seed: int) -> tuple[Table, ...]:
    """Return the tables that the year and the whole term share."""
    units = make_units(seed)
    return (
        units_table(units),
        cadres_table(people),
        modules_table(MODULES),
        venues_table(),
        rooms_table(make_rooms()),
        distances_table(units),
    )


def as_files(tables: tuple[Table, ...], folder: str) -> dict[str, str]:
    """Return the CSV files of the tables below a folder."""
    return {f"{folder}/{table.name}.csv": table.csv() for table in tables}


def template(name: str) -> Template:
    """Return a scenario text of this package with its `$` places."""
    return Template(files("scheduler.samples").joinpath("templates", name).read_text("utf-8"))


def grouped(number: int) -> str:
    """Return a number as Vietnamese readers write it: 10.073."""
    return f"{number:,}".replace(",", ".")


def _scenario(sizes: dict[str, int], cadres: float, classes: float) -> str:
    entries = yearly_classes(classes)
    return template("province.yaml").substitute(
        population=grouped(sum(sizes.values())),
        class_count=count_classes(entries),
        name="quang-tri-2024",
        title="Kế hoạch bồi dưỡng, cập nhật kiến thức năm 2024",
        data="data",
        grassroots=sizes["G"],
        grassroots_2024=round(GRASSROOTS_2024 * cadres),
        budget=round(BUDGET * classes),
        programmes=programmes_text(PROGRAMMES),
        classes=listed(entries),
    )
