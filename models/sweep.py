"""A sweep: one file that stands for many runs, and what became of each of them."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from models.base import Id, Model, Text
from models.result import Result
from models.rules import Component
from models.scenario import Language, Name, SolveOptions

Scalar = StrictBool | StrictInt | StrictFloat | StrictStr | None
RunStatus = Literal["optimal", "feasible", "infeasible", "none", "error"]


class SweepOption(Model):
    """A labelled list of edits, written as in a what-if file; no edits are the base as it is."""

    label: Id
    edits: tuple[dict[str, Any], ...] = ()


class SweepFile(Model):
    """The keys of a sweep file.

    Every combination of the axes in `grid` is a run, every entry of `runs` is one more; each is
    done for every scenario and every seed. The values of an axis are labelled edits, or plain
    values of the path that names the axis.
    """

    format: Literal[1]
    name: Name
    title: Text | None = None
    language: Language | None = None
    scenarios: Annotated[tuple[Id, ...], Field(min_length=1)]
    grid: dict[Id, Annotated[tuple[SweepOption | Scalar, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    runs: tuple[SweepOption, ...] = ()
    seeds: tuple[Annotated[int, Field(ge=0)], ...] = ()
    solve: SolveOptions = Field(default_factory=lambda: SolveOptions(workers=1))


class SweepRow(Model):
    """How one run ended; `labels` maps the axes to their values, `reason` says why it failed.

    `best` marks plans that no other plan of the same scenario dominates: equals or betters in
    persons covered, cost and repeat, being better in one of them.
    """

    run: Name
    scenario: Name
    labels: dict[str, str] = Field(default_factory=dict)
    seed: int
    status: RunStatus
    result: Result | None = None
    reason: str = ""
    best: bool = False

    @property
    def has_plan(self) -> bool:
        """Return whether the run gave a plan."""
        return self.status in ("optimal", "feasible") and self.result is not None

    @property
    def covered(self) -> int:
        """Return the persons covered after the plan, over all tiers."""
        return sum(tier.covered_after for tier in self.result.coverage) if self.result else 0

    def value(self, component: Component) -> float:
        """Return the value of a component of the plan, 0 where the plan does not name it."""
        return self.result.components.get(component, 0.0) if self.result else 0.0
