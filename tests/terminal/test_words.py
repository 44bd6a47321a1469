"""Numbers and texts by the custom of each language."""

import re

import pytest

from models.result import LevelResult, Status
from models.rules import Component
from scheduler.terminal.levels import gap_words, level_name, level_row
from scheduler.terminal.words import STATUS_WORDS, TEXTS, number, percent


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1234567.5, "1.234.567,5", "1,234,567.5"),
        (0, "0", "0"),
        (-0.001, "0", "0"),
        (12.50, "12,5", "12.5"),
        (1000, "1.000", "1,000"),
        (100, "100", "100"),
    ],
)
def test_numbers(value, vi, en):
    assert number(value, "vi") == vi
    assert number(value, "en") == en


def test_whole_numbers_keep_their_zeros():
    assert number(100, "en", 0) == "100"


def test_percentages():
    assert percent(0.025, "vi") == "2,5 %"
    assert percent(0.025, "en") == "2.5%"


def test_both_languages_fill_the_same_places():
    for words in [*TEXTS.values(), *STATUS_WORDS.values()]:
        assert words.vi
        assert words.en
        places = [set(re.findall(r"{(\w+)}", text)) for text in (words.vi, words.en)]
        assert places[0] == places[1], words


def test_every_status_has_words():
    assert set(STATUS_WORDS) == set(Status)


def level(value, bound, gap):
    return LevelResult(objective={Component.REPEAT: 1}, value=value, bound=bound, gap=gap)


def test_a_level_is_named_by_its_weights():
    objective = {Component.REPEAT: 1, Component.PRIORITY: 4, Component.COST: 0.000001}
    assert level_name(objective, "en") == (
        "Repeated content + 4 × Priority not covered + 0.000001 × Cost"
    )
    assert level_name({Component.COST: 0}, "en") == "-"


def test_a_level_without_bound_shows_dashes():
    assert level_row(level(3, None, None), "en")[1:] == ("3", "-", "-")
    assert level_row(level(4, 3, 0.25), "vi")[1:] == ("4", "3", "25 %")


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (None, "no bound yet"),
        (0.0, "proven optimal"),
        (0.005, "within the 0.5% asked for"),
        (0.006, "wider than the 0.5% asked for"),
    ],
)
def test_nearness_in_words(gap, words):
    assert gap_words(level(1, None if gap is None else 1, gap), 0.005, "en") == words
