"""Every sentence exists in both languages with the same places, and every sentence is used."""

import re
import string
from datetime import date
from pathlib import Path

import pytest

from scheduler.explain.uncovered import Cause
from scheduler.explain.words import WORDS, Voice
from scheduler.explain.words.classes import CLASS_WORDS
from scheduler.explain.words.moves import MOVE_WORDS
from scheduler.explain.words.people import PEOPLE_WORDS
from scheduler.explain.words.shortfall import SHORTFALL_WORDS
from scheduler.explain.words.speech import Change, Portion, shown
from scheduler.explain.words.supply import SUPPLY_WORDS

ROOM = Path(__file__).parents[2] / "scheduler" / "explain"
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py") if "words" not in path.parts
)
BUILT = ("cause_", "rule_", "kind_", "unit_")


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(WORDS))
def test_both_languages_have_the_same_places(code):
    words = WORDS[code]
    assert words.vi
    assert words.en
    assert places(words.vi) == places(words.en)


def test_no_code_is_given_twice():
    parts = (SHORTFALL_WORDS, PEOPLE_WORDS, CLASS_WORDS, SUPPLY_WORDS, MOVE_WORDS)
    assert len(WORDS) == sum(len(part) for part in parts)


def test_every_sentence_is_used_and_every_code_used_has_a_sentence():
    quoted = set(re.findall(r'"([a-z_0-9]+)"', SOURCE))
    for code in WORDS:
        assert code in quoted or code.startswith(BUILT), code
    told = set(re.findall(r'(?:fact|section)\(\s*"([a-z_0-9]+)"', SOURCE))
    assert told <= set(WORDS)
    assert {f"cause_{cause.name.lower()}" for cause in Cause} <= set(WORDS)


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1234.5, "1.234,5", "1,234.5"),
        (7, "7", "7"),
        (True, "có", "yes"),
        (None, "-", "-"),
        (date(2024, 3, 4), "04/03/2024", "04/03/2024"),
        (("a", "b"), "a, b", "a, b"),
        (Change(2.0), "+2", "+2"),
        (Change(-0.0004), "−0,0004", "−0.0004"),
        (Portion(0.125), "12,5 %", "12.5%"),
        ("1.5", "1.5", "1.5"),
    ],
)
def test_values_as_people_write_them(value, vi, en):
    assert (shown(value, "vi"), shown(value, "en")) == (vi, en)


def test_facts_inside_a_sentence_are_kept_as_values():
    voice = Voice("en")
    inner = voice.fact("unit_class")
    fact = voice.fact("rule_share", share=inner)
    assert fact.text == "share classes"
    assert fact.values == {"share": inner}
