"""The edits of a what-if file: one frozen type each, told apart by `edit`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from models.base import DateRange, Id, Model, NonNegative, Share, Text
from models.curriculum import Module, Programme
from models.people import check_max_absent
from models.resources import Lecturer, Qualification, Room
from models.scenario import Level
from models.scenario_file import ClassEntry


class _Away(DateRange):
    """What the four edits that keep somebody or something away share."""

    slot: Id | None = None
    reason: Text = ""


class LecturerUnavailable(_Away):
    """A lecturer is away."""

    edit: Literal["lecturer-unavailable"]
    lecturer: Id


class RoomUnavailable(_Away):
    """A room cannot be used."""

    edit: Literal["room-unavailable"]
    room: Id


class CadreUnavailable(_Away):
    """A cadre is away."""

    edit: Literal["cadre-unavailable"]
    cadre: Id


class UnitUnavailable(_Away):
    """A unit and all below it are away."""

    edit: Literal["unit-unavailable"]
    unit: Id


class CloseDays(DateRange):
    """Days are closed for tiers and units; for all, where neither is named."""

    edit: Literal["close-days"]
    tiers: tuple[Id, ...] = ()
    units: tuple[Id, ...] = ()
    reason: Text = ""


class AddLecturer(Model):
    """A further lecturer with what he or she may teach."""

    edit: Literal["add-lecturer"]
    lecturer: Lecturer
    qualifications: tuple[Qualification, ...] = ()


class AddModule(Model):
    """A further module with who may teach it."""

    edit: Literal["add-module"]
    module: Module
    qualifications: tuple[Qualification, ...] = ()


class AddRoom(Model):
    """A further room of a venue."""

    edit: Literal["add-room"]
    room: Room


class AddProgramme(Model):
    """A further programme."""

    edit: Literal["add-programme"]
    programme: Programme


class AddClasses(Model):
    """Further classes; `repeat` works as in the scenario file."""

    edit: Literal["add-classes"]
    classes: Annotated[tuple[ClassEntry, ...], Field(min_length=1)]


class DropClass(Model):
    """A class is taken out."""

    edit: Literal["drop-class"]
    class_id: Id = Field(alias="class")


class FixClass(Model):
    """Whole keys of what a class fixes are replaced; keys that are not given stay."""

    edit: Literal["fix-class"]
    class_id: Id = Field(alias="class")
    open: bool | None = None
    start: date | None = None
    room: Id | None = None
    electives: tuple[Id, ...] = ()
    lecturers: dict[Id, Id] = Field(default_factory=dict)
    cadres: tuple[Id, ...] = ()


class SetTarget(Model):
    """The target of a tier is replaced and its path removed."""

    edit: Literal["set-target"]
    tier: Id
    share: Share | None = None
    count: Annotated[int | None, Field(ge=0)] = None

    @model_validator(mode="after")
    def _one_of(self) -> "SetTarget":
        if (self.share is None) == (self.count is None):
            raise ValueError("give either share or count")
        return self


class SetRule(Model):
    """A rule parameter gets another value."""

    edit: Literal["set-rule"]
    rule: Id
    value: Any


class SetObjective(Model):
    """The levels are replaced, most important first."""

    edit: Literal["set-objective"]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]


class ScaleCadres(Model):
    """Tiers shrink to their first cadres or grow by copies, by share of the tier."""

    edit: Literal["scale-cadres"]
    share: Annotated[dict[Id, NonNegative], Field(min_length=1)]


class MergeUnits(Model):
    """Units become one, or one gets another id; cadres keep their history.

    The successor is a known unit or a new one. What is not given a new unit takes from the first
    of `units`, a known one has already.
    """

    edit: Literal["merge-units"]
    units: Annotated[tuple[Id, ...], Field(min_length=1)]
    successor: Id
    name: Text | None = None
    parent: Id | None = None
    lat: Annotated[float | None, Field(ge=-90, le=90)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180)] = None
    max_absent: NonNegative | None = None

    _max_absent = field_validator("max_absent")(check_max_absent)


class CancelClass(Model):
    """A class is called off: it stays listed and does not open."""

    edit: Literal["cancel-class"]
    class_id: Id = Field(alias="class")
    reason: Text = ""


class OnlineFallback(Model):
    """A class is held online: in one online room, or in any of them where none is named."""

    edit: Literal["online-fallback"]
    class_id: Id = Field(alias="class")
    room: Id | None = None
    reason: Text = ""


class ReplaceModule(Model):
    """Programmes and classes take another module, known (`by`) or new (`edition`), for an old one.

    History keeps the old one. Whoever is qualified for the old module by its id is so for a new
    edition too, unless qualifications are given.
    """

    edit: Literal["replace-module"]
    module: Id
    by: Id | None = None
    edition: Module | None = None
    qualifications: tuple[Qualification, ...] = ()

    @model_validator(mode="after")
    def _one_of(self) -> "ReplaceModule":
        if (self.by is None) == (self.edition is None):
            raise ValueError("give either by or edition")
        return self


class SetPath(Model):
    """The value at a dotted path is replaced; list items go by id, or by position from 0."""

    edit: Literal["set"]
    path: Id
    value: Any


Edit = Annotated[
    LecturerUnavailable
    | RoomUnavailable
    | CadreUnavailable
    | UnitUnavailable
    | CloseDays
    | AddLecturer
    | AddModule
    | AddRoom
    | AddProgramme
    | AddClasses
    | DropClass
    | FixClass
    | SetTarget
    | SetRule
    | SetObjective
    | ScaleCadres
    | MergeUnits
    | CancelClass
    | OnlineFallback
    | ReplaceModule
    | SetPath,
    Field(discriminator="edit"),
]
EDIT_TYPES: dict[str, type[Model]] = {
    "lecturer-unavailable": LecturerUnavailable,
    "room-unavailable": RoomUnavailable,
    "cadre-unavailable": CadreUnavailable,
    "unit-unavailable": UnitUnavailable,
    "close-days": CloseDays,
    "add-lecturer": AddLecturer,
    "add-module": AddModule,
    "add-room": AddRoom,
    "add-programme": AddProgramme,
    "add-classes": AddClasses,
    "drop-class": DropClass,
    "fix-class": FixClass,
    "set-target": SetTarget,
    "set-rule": SetRule,
    "set-objective": SetObjective,
    "scale-cadres": ScaleCadres,
    "merge-units": MergeUnits,
    "cancel-class": CancelClass,
    "online-fallback": OnlineFallback,
    "replace-module": ReplaceModule,
    "set": SetPath,
}
