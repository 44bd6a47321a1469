"""What a run or a verification says: status, levels, coverage, violations, progress."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from models.base import Id, Model
from models.rules import Component, Rule


class Status(StrEnum):
    """How a planning run ended; a status is data, not an exception."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    NONE = "none"


class LevelResult(Model):
    """Value and proven lower bound of one level; bound and gap None where not reached."""

    objective: dict[Component, float]
    value: float
    bound: float | None = None
    gap: float | None = None


class TierCoverage(Model):
    """Persons of one tier: planned, wanted, covered before and after, still missing."""

    tier: Id
    population: int
    target: int
    covered_before: int
    covered_after: int
    shortfall: int


class CoverageRow(Model):
    """One row of coverage.csv; `unit` None is the whole tier, then with target and shortfall."""

    tier: Id
    unit: Id | None = None
    population: int
    target: int | None = None
    covered_before: int
    covered_after: int
    shortfall: int | None = None


class StandbyShare(Model):
    """Of how many taught sessions a named substitute stands by; `proven` that no more can."""

    sessions: int
    covered: int
    proven: bool = True

    @property
    def share(self) -> float:
        """Return the share of the sessions covered, 1 where there are none."""
        return self.covered / self.sessions if self.sessions else 1.0


class RunRecord(Model):
    """How the result came about; `gap` is the gap that was asked for.

    `standby` is None where no substitutes were asked for.
    """

    seed: int
    workers: int
    wall_seconds: float
    gap: float = 0.005
    input_sha256: str = ""
    versions: dict[str, str] = Field(default_factory=dict)
    time_limit: float | None = None
    interrupted: bool = False
    standby: StandbyShare | None = None


class Result(Model):
    """The content of result.json.

    Without a plan `reasons` holds a conflict, then as many remedies as `num_remedies` says.
    """

    format: int = 1
    scenario: str
    status: Status
    components: dict[Component, float] = Field(default_factory=dict)
    levels: tuple[LevelResult, ...] = ()
    coverage: tuple[TierCoverage, ...] = ()
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    num_remedies: int = Field(default=0, exclude=True)
    run: RunRecord


class Violation(Model):
    """One breach of a rule, in words of the data."""

    rule: Rule
    subject: str
    message: str


class Verdict(Model):
    """What an independent check of a plan found; `false` lists claimed figures that are untrue."""

    violations: tuple[Violation, ...] = ()
    false: tuple[str, ...] = ()
    components: dict[Component, float] = Field(default_factory=dict)
    levels: tuple[LevelResult, ...] = ()
    coverage: tuple[TierCoverage, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as `verify --json` prints it."""
        return self.model_dump(mode="json")


class Progress(Model):
    """One line of progress while solving; levels as known so far, bound None if none yet."""

    phase: str
    elapsed: float
    message: str = ""
    levels: tuple[LevelResult, ...] = ()
