"""The shape of the files as people write them: a scenario and a what-if, before resolving."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from models.base import DateRange, Model, Text
from models.calendar import Calendar
from models.curriculum import Programme, Requirement
from models.people import Tier
from models.scenario import Language, Level, Name, Organisation, Rules, SolveOptions
from models.training_class import TrainingClass


class Tables(Model):
    """Where the tables lie, relative to the scenario: `x.csv` or `book.xlsx#sheet`."""

    units: Text
    cadres: Text
    history: Text
    modules: Text
    lecturers: Text
    qualifications: Text
    venues: Text
    rooms: Text
    unavailability: Text | None = None
    distances: Text | None = None


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


class WhatIfFile(Model):
    """The keys of a what-if file; `solve` and `edits` are read key by key and one by one."""

    format: Literal[1]
    name: Name
    title: Text | None = None
    organisation: Organisation | None = None
    language: Language | None = None
    base: Text
    baseline: Text | None = None
    freeze_before: date | None = None
    solve: dict[str, Any] = Field(default_factory=dict)
    edits: tuple[dict[str, Any], ...] = ()
