"""The calendar of a scenario: working days, closures, risk periods and daily slots."""

from datetime import date, time
from typing import Literal

from pydantic import Field, model_validator

from models.base import DateRange, Id, Model, NonNegative, Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class DayOff(DateRange):
    """Days that are not worked although weekday and holidays would allow it."""

    reason: Text = ""


class Closure(DateRange):
    """Days on which the named tiers and units (all, where neither is named) have no class."""

    tiers: tuple[Id, ...] = ()
    units: tuple[Id, ...] = ()
    reason: Text = ""


class RiskPeriod(DateRange):
    """Days that cost `weight` for each class held on them; overlapping weights add up."""

    weight: NonNegative
    reason: Text = ""


class DailySlot(Model):
    """One half-day of every day, in local time."""

    id: Id
    name: Text
    start: time
    end: time

    @model_validator(mode="after")
    def _ordered(self) -> "DailySlot":
        if self.end <= self.start:
            raise ValueError(f"slot {self.id} ends at {self.end}, not after its start {self.start}")
        return self


DEFAULT_SLOTS = (
    DailySlot(id="S", name="Sáng", start=time(7, 30), end=time(11, 30)),
    DailySlot(id="C", name="Chiều", start=time(13, 30), end=time(17, 0)),
)


class Calendar(Model):
    """Which days are worked and how a day is cut; slots are in order of the day.

    `public_holidays` is filled when a scenario is resolved (None: not resolved yet), so that a
    plan can be judged and repeated without the holiday package that produced it.
    """

    country: Text | None = None
    workdays: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    days_off: tuple[DayOff, ...] = ()
    extra_workdays: tuple[date, ...] = ()
    closures: tuple[Closure, ...] = ()
    risk: tuple[RiskPeriod, ...] = ()
    slots: tuple[DailySlot, ...] = Field(default=DEFAULT_SLOTS, min_length=1)
    public_holidays: tuple[date, ...] | None = None
