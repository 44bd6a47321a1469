"""For whom an output is made, and what each of them may read of it."""

from enum import StrEnum

from models.base import Id, Model, Text


class Reader(StrEnum):
    """An audience: everybody, one unit, the planning office itself."""

    PUBLIC = "public"
    UNIT = "unit"
    ADMIN = "admin"


class May(StrEnum):
    """What a reader may see of an output."""

    WHOLE = "whole"
    REDUCED = "reduced"  # without people, contacts, money and what tells of single persons
    OWN = "own people"  # reduced, with the unit's own people
    SELF = "oneself"  # the part that is about the reader alone
    NOTHING = "-"


class Output(Model):
    """One output of the program and what each reader may see of it; `made` says by what."""

    name: Text
    made: Text
    public: May
    unit: May
    admin: May = May.WHOLE


class Shared(Model):
    """The head of share.json: for whom a folder was made from which plan."""

    format: int = 1
    audience: Reader
    scenario: Id
    title: Text
    unit: Id | None = None
    below: bool = False
    language: Text
