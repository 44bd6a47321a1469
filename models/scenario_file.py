"""The shape of a scenario file as people write it, before tables are read and repeats expanded."""

from typing import Literal

from pydantic import Field

from models.base import DateRange, Id, Model, Text
from models.calendar import Calendar
from models.curriculum import Programme, Requirement
from models.people import Tier
from models.scenario import Language, Level, Name, Organisation, Rules, SolveOptions, StressRates
from models.training_class import TrainingClass


class Tables(Model):
    """Where the tables lie, relative to the scenario: `x.csv` or `book.xlsx#sheet`."""

    units: Id
    cadres: Id
    history: Id
    modules: Id
    lecturers: Id
    qualifications: Id
    venues: Id
    rooms: Id
    unavailability: Id | None = None
    distances: Id | None = None


class ClassEntry(TrainingClass):
    """A class as written; `repeat` makes ID-01, ID-02 and so on of it."""

    repeat: int | None = Field(default=None, ge=1, le=9999)


class ScenarioFile(Model):
    """The keys of a scenario file."""

    format: Literal[1]
    name: Name
    title: Text
    organisation: Organisation | None = None
    language: Language
    timezone: Text
    term: DateRange
    horizon: DateRange
    calendar: Calendar = Field(default_factory=Calendar)
    tables: Tables
    tiers: tuple[Tier, ...]
    requirements: tuple[Requirement, ...] = ()
    programmes: tuple[Programme, ...] = ()
    classes: tuple[ClassEntry, ...] = ()
    rules: Rules = Field(default_factory=Rules)
    objective: tuple[Level, ...] = Field(min_length=1)
    solve: SolveOptions = Field(default_factory=SolveOptions)
    stress: StressRates = Field(default_factory=StressRates)
