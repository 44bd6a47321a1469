"""Every sentence of the explanations under one key, in Vietnamese and English."""

import re
from typing import Any

from models.explanation import Fact, Section
from models.rules import Words
from models.scenario import Language
from scheduler.explain.words.classes import CLASS_WORDS
from scheduler.explain.words.moves import MOVE_WORDS
from scheduler.explain.words.people import PEOPLE_WORDS
from scheduler.explain.words.shortfall import SHORTFALL_WORDS
from scheduler.explain.words.speech import pick, shown
from scheduler.explain.words.supply import SUPPLY_WORDS

WORDS: dict[str, Words] = {
    **SHORTFALL_WORDS,
    **PEOPLE_WORDS,
    **CLASS_WORDS,
    **SUPPLY_WORDS,
    **MOVE_WORDS,
}


SPACES = re.compile(" +")


class Voice:
    """Makes facts and sections in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def fact(self, code: str, *details: Fact, **values: Any) -> Fact:
        """Return the fact of a code: its sentence filled with the values."""
        spoken = {name: shown(value, self.language) for name, value in values.items()}
        text = SPACES.sub(" ", pick(WORDS[code], self.language).format(**spoken)).strip()
        return Fact(code=code, values=values, text=text, details=details)

    def section(self, code: str, *facts: Fact, **values: Any) -> Section:
        """Return a section with its heading."""
        spoken = {name: shown(value, self.language) for name, value in values.items()}
        title = pick(WORDS[code], self.language).format(**spoken)
        return Section(code=code, title=title, facts=facts)
