"""What is taught and what counts: modules with weighted topics, programmes, requirements."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from models.base import Id, Model, NonNegative, Text

Positive = Annotated[float, Field(gt=0)]


class Module(Model):
    """A teachable piece of content; `topics` maps a topic id to its weight.

    `periods` None means sessions x `rules.periods_per_session`.
    """

    id: Id
    title: Text
    topics: dict[Id, Positive] = Field(default_factory=dict)
    theme: Text | None = None
    sessions: int = Field(default=1, ge=1)
    periods: NonNegative | None = None


class Choice(Model):
    """Exactly `count` modules are taken out of `options`."""

    count: int = Field(ge=0)
    options: tuple[Id, ...] = Field(alias="from")


class Activity(Model):
    """A fixed part of a class without lecturer and without topics."""

    kind: Literal["opening", "discussion", "field", "report", "closing"]
    sessions: int = Field(ge=1)
    position: Literal["first", "last", "any"] = "any"


class Size(Model):
    """Least and most cadres of an open class."""

    min: int = Field(ge=0)
    max: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> "Size":
        if self.max < self.min:
            raise ValueError(f"max {self.max} is below min {self.min}")
        return self


class Programme(Model):
    """What a class teaches and to whom; empty `titles` admits every title.

    `counts_for` None means every requirement, an empty tuple none.
    """

    id: Id
    title: Text
    tiers: tuple[Id, ...]
    titles: tuple[Text, ...] = ()
    modules: tuple[Id, ...] = ()
    choose: tuple[Choice, ...] = ()
    activities: tuple[Activity, ...] = ()
    order: tuple[tuple[Id, Id], ...] = ()
    size: Size
    max_days: int | None = Field(default=None, ge=1)
    counts_for: tuple[Id, ...] | None = None


class LastYears(Model):
    """The window from the day after `horizon.to` minus n years to `horizon.to`."""

    last_years: int = Field(ge=1)


class Requirement(Model):
    """At least `min` of `unit` within `window` for every cadre of the tiers."""

    id: Id
    tiers: tuple[Id, ...]
    window: Literal["term", "horizon"] | LastYears
    unit: Literal["class", "day", "period"]
    min: NonNegative
