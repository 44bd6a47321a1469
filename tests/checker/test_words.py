"""The sentences: both languages, the same places, none without use, Vietnamese on demand."""

import re
import string
from pathlib import Path

import pytest

import scheduler.checker.words as words
from models.rules import Component, Rule
from scheduler.checker import verify
from scheduler.checker.judge import RULES
from scheduler.checker.value import COMPONENTS
from tests.builders import held, plan, scenario

ROOM = Path(words.__file__).parent.parent


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(words.SENTENCES))
def test_both_languages_fill_the_same_places(key):
    sentence = words.SENTENCES[key]
    assert sentence.vi
    assert sentence.en
    assert places(sentence.vi) == places(sentence.en)


def test_every_sentence_is_used_and_every_key_exists():
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    used = set(re.findall(r'"((?:h\d+|form|false|part)_\w+|and|everybody)"', source))
    assert used == set(words.SENTENCES)


def test_rules_and_components_are_the_catalogue():
    assert list(RULES) == list(Rule)
    assert list(COMPONENTS) == list(Component)


@pytest.mark.parametrize("rule", list(Rule))
def test_functions_are_named_after_their_rule(rule):
    for function in RULES[rule]:
        assert function.__name__.startswith(f"{rule.value.lower()}_")
        assert function.__doc__
        assert function.__doc__.startswith(f"{rule.value}: ")


def test_rules_speak_vietnamese():
    s = scenario(language="vi", rules={"budget": 100})
    paper = plan(s, held(parts=[("M1", "L1"), ("M2", None)]))
    verdict = verify(s, paper)
    assert [v.message for v in verdict.violations] == [
        "K1 không có giảng viên cho M2",
        "Kế hoạch tốn 150, ngân sách là 100",
    ]


def test_the_verdict_is_json():
    s = scenario(rules={"budget": 100})
    verdict = verify(s, plan(s, held(), cost={"K1": 1})).as_json()
    assert verdict["violations"] == [
        {"rule": "H14", "subject": "budget", "message": "the plan costs 350, the budget is 100"}
    ]
    assert verdict["false"] == ["classes.csv K1 cost: claims 1, is 350"]
