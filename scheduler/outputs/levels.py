"""How good the plan is, in words: each level with its bound and what the two mean together."""

from dataclasses import dataclass

from models.result import LevelResult, Result
from models.rules import COMPONENT_WORDS, Component
from scheduler.outputs.figures import spoken
from scheduler.outputs.words import Words

PROVEN = 1e-9


@dataclass(frozen=True)
class LevelText:
    """One level for people; bound and gap None where the run did not reach it."""

    rank: int
    objective: str
    value: float
    bound: float | None
    gap: float | None
    meaning: str


def level_texts(result: Result, words: Words) -> tuple[LevelText, ...]:
    """Return the levels, most important first."""
    return tuple(
        LevelText(
            rank,
            _objective(one, words),
            one.value,
            one.bound,
            one.gap,
            _meaning(one, result, words),
        )
        for rank, one in enumerate(result.levels, start=1)
    )


def status_text(result: Result, words: Words) -> str:
    """Return what the status means."""
    text = words(f"status_{result.status}", gap=percent(result.run.gap, words))
    return f"{text} {words('interrupted')}" if result.run.interrupted else text


def component_name(component: Component, words: Words) -> str:
    """Return the component in words."""
    text = COMPONENT_WORDS[component]
    return text.vi if words.language == "vi" else text.en


def component_unit(component: Component, words: Words) -> str:
    """Return what the component is counted in."""
    text = COMPONENT_WORDS[component]
    return text.unit_vi if words.language == "vi" else text.unit_en


def percent(share: float, words: Words) -> str:
    """Return a share as a percentage with two digits at most."""
    return f"{spoken(100 * share, words.language)}%"


def _objective(level: LevelResult, words: Words) -> str:
    return " + ".join(
        component_name(component, words)
        if weight == 1
        else f"{spoken(weight, words.language, 9)} × {component_name(component, words)}"
        for component, weight in level.objective.items()
    )


def _meaning(level: LevelResult, result: Result, words: Words) -> str:
    if level.bound is None or level.gap is None:
        return words("level_unreached")
    if level.gap <= PROVEN:
        return words("level_proven")
    return words(
        "level_close" if level.gap <= result.run.gap else "level_open",
        bound=spoken(level.bound, words.language),
        room=spoken(level.value - level.bound, words.language),
        asked=percent(result.run.gap, words),
    )
