"""The answer of `explain`: facts in sections, each with a code, its values and a sentence."""

from typing import Any, Literal

from pydantic import Field

from models.base import Model

ExplainedKind = Literal["cadre", "class", "lecturer", "unit", "tier", "room"]


class Fact(Model):
    """One fact; `code` says what kind of fact, `values` its numbers, ids and dates.

    `text` says it in the language asked for; `details` are facts that belong to it.
    """

    code: str
    values: dict[str, Any] = Field(default_factory=dict)
    text: str
    details: "tuple[Fact, ...]" = ()


class Section(Model):
    """Facts that answer one question, under a heading."""

    code: str
    title: str
    facts: tuple[Fact, ...] = ()


class Explanation(Model):
    """Everything that is said about one cadre, class, lecturer, unit, tier or room."""

    kind: ExplainedKind
    id: str
    title: str
    sections: tuple[Section, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the explanation as `explain --json` prints it."""
        return self.model_dump(mode="json")
