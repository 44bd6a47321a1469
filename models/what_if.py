"""The shape of a what-if file: a base, edits in order, and a baseline to stay close to."""

from datetime import date
from typing import Literal

from pydantic import Field

from models.base import Id, Model, Text
from models.edits import Edit
from models.scenario import Language, Name, Organisation, SolveOptions


class WhatIfFile(Model):
    """The keys of a what-if file; keys of `solve` that are not given stay those of the base."""

    format: Literal[1]
    name: Name
    title: Text | None = None
    organisation: Organisation | None = None
    language: Language | None = None
    base: Id
    baseline: Id | None = None
    freeze_before: date | None = None
    solve: SolveOptions = Field(default_factory=SolveOptions)
    edits: tuple[Edit, ...] = ()
