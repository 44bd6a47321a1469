"""What is run and what came of it, as it lies in the cache and in results.json."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of all records: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Job(Record):
    """One run: an instance and its seed, a planner, seconds and cores."""

    instance: str
    seed: int
    planner: str
    limit: float
    workers: int

    @property
    def key(self) -> str:
        """Return the name of the run's file in the cache."""
        words = (self.instance, f"seed{self.seed}", self.planner, f"{self.limit:g}s")
        return "-".join((*words, f"{self.workers}cores"))


class Moment(Record):
    """The value of each level that was reached in some second.

    `valid` is what the checker says of the plan; None: the planner's own report.
    """

    seconds: float
    values: tuple[float, ...]
    bounds: tuple[float | None, ...] = ()
    valid: bool | None = None


class Outcome(Record):
    """How a run ended; `values` are the checker's, `complaints` its first few sentences."""

    job: Job
    source: str
    status: Literal["planned", "no plan", "not attempted", "failed"]
    note: str = ""
    levels: tuple[dict[str, float], ...] = ()
    values: tuple[float, ...] = ()
    bounds: tuple[float | None, ...] = ()
    valid: bool | None = None
    complaints: tuple[str, ...] = ()
    num_complaints: int = 0
    moments: tuple[Moment, ...] = ()
    wall_seconds: float = 0
    peak_megabytes: float | None = None
    cadres: int = 0
    classes: int = 0


class Machine(Record):
    """Where the runs were made."""

    system: str
    processor: str
    cores: int
    memory_gigabytes: float
    versions: dict[str, str] = Field(default_factory=dict)


class Results(Record):
    """Everything the page is rendered from."""

    machine: Machine
    outcomes: tuple[Outcome, ...]
