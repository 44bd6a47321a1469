"""What a look at the input finds before anything is solved: findings with their numbers."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from models.base import Id, Model
from models.rules import Rule

SubjectKind = Literal[
    "absence",
    "cadre",
    "class",
    "cover_group",
    "lecturer",
    "module",
    "programme",
    "requirement",
    "room",
    "rule",
    "tier",
    "topic",
    "unit",
    "venue",
]


class Severity(StrEnum):
    """E: there surely is no plan; W: something is out of reach; I: good to know."""

    ERROR = "E"
    WARNING = "W"
    NOTE = "I"


class Subject(Model):
    """Something of the scenario that a finding is about."""

    kind: SubjectKind
    id: Id


class Place(Model):
    """A line of an input file."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Finding(Model):
    """One finding; `code` begins with the severity, `numbers` are what the check compares."""

    code: str
    severity: Severity
    rules: tuple[Rule, ...] = ()
    subjects: tuple[Subject, ...] = ()
    numbers: dict[str, float] = Field(default_factory=dict)
    places: tuple[Place, ...] = ()
    message: str
    hint: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the finding as `check --json` prints it."""
        return self.model_dump(mode="json")

    def ids(self, kind: SubjectKind) -> tuple[str, ...]:
        """Return the ids of all subjects of a kind."""
        return tuple(subject.id for subject in self.subjects if subject.kind == kind)
