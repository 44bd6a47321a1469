"""A sentence in both languages."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """One sentence in both languages, with the same places to fill."""

    vi: str
    en: str
