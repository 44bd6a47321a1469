"""The scenario file of a province, a term or all organisers, from one text with places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template

from scheduler.samples.calendar import CalendarTexts
from scheduler.samples.classes import ClassEntry
from scheduler.samples.curriculum import ProgrammeRow
from scheduler.samples.flow import listed, programmes_text
from scheduler.samples.table import Table, text_of

TABLES = (
    "units",
    "cadres",
    "history",
    "modules",
    "lecturers",
    "qualifications",
    "venues",
    "rooms",
    "unavailability",
    "distances",
)


@dataclass(frozen=True)
class ScenarioText:
    """What differs between the scenarios of a province."""

    name: str
    title: str
    header: str
    horizon: tuple[str, str]
    calendar: CalendarTexts
    tables: Mapping[str, str]
    grassroots: int
    grassroots_2024: int
    budget: int
    programmes: Sequence[ProgrammeRow]
    classes: Sequence[ClassEntry]
    time_limit: int = 60

    def text(self) -> str:
        """Return the whole file."""
        return template("province.yaml").substitute(
            self.calendar.texts,
            name=self.name,
            title=self.title,
            header="\n".join(f"# {line}" for line in self.header.strip().splitlines()),
            first_day=self.horizon[0],
            last_day=self.horizon[1],
            tables="\n".join(f"  {name}: {self.tables[name]}/{name}.csv" for name in TABLES),
            grassroots=self.grassroots,
            grassroots_2024=self.grassroots_2024,
            budget=self.budget,
            programmes=programmes_text(self.programmes),
            classes=listed(self.classes),
            time_limit=self.time_limit,
        )


def as_files(tables: Sequence[Table], folder: str) -> dict[str, str]:
    """Return the CSV files of the tables below a folder."""
    return {f"{folder}/{table.name}.csv": table.csv() for table in tables}


def template(name: str) -> Template:
    """Return a text of this package with its `$` places."""
    return Template(text_of(name))


def grouped(number: int) -> str:
    """Return a number as Vietnamese readers write it: 10.073."""
    return f"{number:,}".replace(",", ".")
