"""The catalogue of rules and components as people and programs read it."""

from typing import Any, Literal

from pydantic import Field

from models.base import Model


class Weight(Model):
    """Where a component stands in the objective: at which level (from 1), how heavy."""

    level: int
    weight: float


class Entry(Model):
    """One rule or component; `values` are what a scenario says about it, by path or table."""

    kind: Literal["rule", "component"]
    id: str
    sentence: str
    unit: str = ""
    values: dict[str, Any] = Field(default_factory=dict)
    weights: tuple[Weight, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the entry as `rules --json` prints it."""
        return self.model_dump(mode="json")
