"""The levels of the objective in words: what each weighs, its value, its bound and its gap."""

from models.result import LevelResult
from models.rules import COMPONENT_WORDS, Component
from models.scenario import Language
from scheduler.terminal.words import number, percent, pick, text

PROVEN = 1e-9


def level_name(objective: dict[Component, float], language: Language) -> str:
    """Return what a level weighs, such as `Repeated content + 4 × Priority not covered`."""
    parts = [
        pick(COMPONENT_WORDS[component], language)
        if weight == 1
        else f"{number(weight, language, 9)} × {pick(COMPONENT_WORDS[component], language)}"
        for component, weight in objective.items()
        if weight
    ]
    return " + ".join(parts) or "-"


def level_row(level: LevelResult, language: Language) -> tuple[str, str, str, str]:
    """Return name, value, bound and gap of a level as short texts."""
    return (
        level_name(level.objective, language),
        number(level.value, language),
        "-" if level.bound is None else number(level.bound, language),
        "-" if level.gap is None else percent(level.gap, language),
    )


def gap_words(level: LevelResult, asked: float, language: Language) -> str:
    """Return how near the level is to its optimum."""
    if level.gap is None:
        return text("no_bound", language)
    if level.gap <= PROVEN:
        return text("proven", language)
    key = "within" if level.gap <= asked + PROVEN else "outside"
    return text(key, language, asked=percent(asked, language))
