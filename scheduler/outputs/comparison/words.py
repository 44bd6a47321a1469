"""How a comparison speaks in its files."""

from collections.abc import Mapping

from models.comparison_words import COMPARISON_WORDS
from models.rules import COMPONENT_WORDS, Component
from scheduler.outputs.figures import spoken


class Speech:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key."""
        words = COMPARISON_WORDS[key]
        return (words.vi if self.language == "vi" else words.en).format(**values)

    def component(self, component: Component) -> str:
        """Return a component in words."""
        words = COMPONENT_WORDS[component]
        return words.vi if self.language == "vi" else words.en

    def objective(self, objective: Mapping[Component, float]) -> str:
        """Return a level in words."""
        return " + ".join(
            self.component(one)
            if weight == 1
            else f"{spoken(weight, self.language, 9)} × {self.component(one)}"
            for one, weight in objective.items()
        )

    def number(self, value: float | None) -> str:
        """Return a number for people, a dash where there is none."""
        return "–" if value is None else spoken(value, self.language)

    def signed(self, value: float | None) -> str:
        """Return a difference with its sign; nothing for none."""
        if value is None:
            return "–"
        if value == 0:
            return "0"
        return ("+" if value > 0 else "−") + spoken(abs(value), self.language)
