"""The resolved scenario: one value that holds everything a run needs, tables included."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from models.base import DateRange, Id, Model, NonNegative, Share, Text
from models.calendar import Calendar
from models.curriculum import Module, Programme, Requirement
from models.people import Cadre, HistoryRow, Tier, Unavailability, Unit, check_max_absent
from models.plan import Plan
from models.resources import Distance, Lecturer, Qualification, Room, Venue
from models.rules import Component
from models.training_class import TrainingClass

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
Language = Literal["vi", "en"]
Level = dict[Component, NonNegative]


class Organisation(Model):
    """Who plans; id and domain name the calendars' events for ever."""

    id: Id
    name: Text
    domain: Text


class MoveWeights(Model):
    """What a change against the baseline costs, in points."""

    class_: NonNegative = Field(default=10, alias="class")
    module: NonNegative = 2
    enrolment: NonNegative = 1


class Rules(Model):
    """Parameters of the hard rules and of the components."""

    max_classes_per_cadre: int = Field(default=1, ge=0)
    max_absent: NonNegative | None = None
    memory_years: int = Field(default=5, ge=0)
    max_repeat_share: Share = 1
    periods_per_session: NonNegative = 4
    road_factor: NonNegative = 1.3
    allowance_per_person_day: NonNegative = 0
    travel_cost_per_km: NonNegative = 0
    budget: NonNegative | None = None
    moves: MoveWeights = Field(default_factory=MoveWeights)

    _max_absent = field_validator("max_absent")(check_max_absent)


class SolveOptions(Model):
    """Limits of a run: seconds, relative gap, seed, number of workers (None: all processors).

    `standby` asks for a named substitute for as many sessions as possible.
    """

    time_limit: float = Field(default=60, gt=0)
    gap: NonNegative = 0.005
    seed: int = Field(default=1, ge=0)
    workers: int | None = Field(default=None, ge=1)
    standby: bool = False


class StressRates(Model):
    """How often plans are disturbed when `stress` draws disruptions, as probabilities.

    A lecturer is away, or a room lost, for each ISO week in which the plan uses them; a learner
    is absent for each enrolment; a class is cancelled for each open class.
    """

    lecturer_absent: Share = 0.02
    room_lost: Share = 0.01
    learner_absent: Share = 0.05
    class_cancelled: Share = 0.08


class Scenario(Model):
    """Everything that defines the planning problem, with references checked and repeats expanded.

    `objective` lists the levels, most important first; with a baseline it already names `moves`.
    """

    format: Literal[1] = 1
    name: Name
    title: Text
    organisation: Organisation | None = None
    language: Language
    timezone: Text
    term: DateRange
    horizon: DateRange
    calendar: Calendar
    units: tuple[Unit, ...]
    cadres: tuple[Cadre, ...]
    history: tuple[HistoryRow, ...]
    modules: tuple[Module, ...]
    lecturers: tuple[Lecturer, ...]
    qualifications: tuple[Qualification, ...]
    venues: tuple[Venue, ...]
    rooms: tuple[Room, ...]
    unavailability: tuple[Unavailability, ...] = ()
    distances: tuple[Distance, ...] = ()
    tiers: tuple[Tier, ...]
    requirements: tuple[Requirement, ...]
    programmes: tuple[Programme, ...]
    classes: tuple[TrainingClass, ...]
    rules: Rules = Field(default_factory=Rules)
    objective: tuple[Level, ...] = Field(min_length=1)
    solve: SolveOptions = Field(default_factory=SolveOptions)
    stress: StressRates = Field(default_factory=StressRates)
    baseline: Plan | None = None
    freeze_before: date | None = None
