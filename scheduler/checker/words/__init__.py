"""What the checker says, in Vietnamese and English."""

from models.scenario import Language
from scheduler.checker.words.files import FILE_SENTENCES
from scheduler.checker.words.rules import RULE_SENTENCES
from scheduler.checker.words.sentence import Sentence

SENTENCES: dict[str, Sentence] = RULE_SENTENCES | FILE_SENTENCES


def sentence(language: Language, key: str, **values: object) -> str:
    """Return the sentence of `key` in `language` with its places filled."""
    template = SENTENCES[key].vi if language == "vi" else SENTENCES[key].en
    return template.format(**values)
