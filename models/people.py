"""People and what they bring: tiers, units, cadres, history and unavailability."""

import re
from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from models.base import DateRange, Id, Model, NonNegative, Share, Text

# What stands in the place of a person who was erased; `~2` marks copies as what-ifs make them.
_PSEUDONYM = re.compile(r"ERASED-\d{4,}(~\d+)?")


def pseudonym(number: int) -> str:
    """Return the id that takes the place of an erased person's."""
    return f"ERASED-{number:04}"


def is_erased(cadre: str) -> bool:
    """Say whether an id stands for somebody who was erased."""
    return _PSEUDONYM.fullmatch(cadre) is not None


def check_max_absent(value: float | None) -> float | None:
    """Return a head count (integer of 1 or more) or a share below 1; raise on anything else."""
    if value is not None and value >= 1 and value != int(value):
        raise ValueError("must be an integer of 1 or more, or a share below 1")
    return value


class Target(Model):
    """How much of a tier must be covered: a share of its population or a number of persons."""

    share: Share | None = None
    count: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _one_of(self) -> "Target":
        if (self.share is None) == (self.count is None):
            raise ValueError("give either share or count")
        return self


class Tier(Model):
    """A group of cadres by who manages them; `path` maps a year to the target of that year."""

    id: Id
    name: Text
    weight: NonNegative = 1
    target: Target
    path: dict[int, Target] = Field(default_factory=dict)


class Unit(Model):
    """An organisation that releases people; coordinates in degrees."""

    id: Id
    name: Text
    parent: Id | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    max_absent: NonNegative | None = None

    _max_absent = field_validator("max_absent")(check_max_absent)


class Cadre(Model):
    """One person to be trained; `active_from` and `active_to` are inclusive."""

    id: Id
    name: Text
    tier: Id
    unit: Id
    title: Text | None = None
    active_from: date | None = None
    active_to: date | None = None
    eligible: bool = True
    priority: NonNegative = 0
    cover_group: Id | None = None


class HistoryRow(Model):
    """One module of one class attended in the past; `class_id` is the past class.

    `counts_for` None means every requirement, an empty tuple none.
    """

    cadre: Id
    class_id: Id = Field(alias="class")
    date: date
    module: Id
    completed: bool = True
    counts_for: tuple[Id, ...] | None = None


class Unavailability(DateRange):
    """When a cadre, lecturer, room, unit or venue is away; `slot` None means all day."""

    kind: Literal["cadre", "lecturer", "room", "unit", "venue"]
    id: Id
    slot: Id | None = None
    reason: Text = ""
