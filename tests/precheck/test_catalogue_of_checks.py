"""Codes, sentences and the page about them are the same things."""

import re
from pathlib import Path

import pytest

from models.finding import Severity
from scheduler.precheck.codes import CLOSES, CODES, code_of
from scheduler.precheck.sentences import SENTENCES
from scheduler.precheck.texts import PIECES, day, listed, number
from tests.builders import MONDAY
from tests.precheck.test_impossible import BROKEN
from tests.precheck.test_out_of_reach import SHORT
from tests.precheck.trial import check, sound

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
SOURCE = "\n".join(p.read_text(encoding="utf-8") for p in ROOT.glob("scheduler/precheck/*.py"))
DIACRITICS = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.IGNORECASE)


def section(name: str) -> str:
    codes = " · ".join(f"{severity}-{name}" for severity in CODES[name].severities)
    found = re.search(rf"^## {codes}\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert found, f"docs/checks.md has no section '{codes}'"
    return " ".join(found.group(1).split())


@pytest.mark.parametrize("name", CODES)
def test_the_page_has_a_section_that_says_what_the_code_compares(name):
    text = section(name)
    assert CODES[name].compares in text
    assert (f"Rules: {', '.join(CODES[name].rules)}." in text) == bool(CODES[name].rules)
    assert "**Why.** " in text
    assert "**What to do.** " in text


def test_the_page_has_no_other_section():
    assert len(re.findall(r"^## ", PAGE, flags=re.MULTILINE)) == len(CODES)


def test_every_code_is_used_and_has_sentences_with_one_hint_each():
    said = {key.removesuffix(".hint").rpartition(".")[0] for key in SENTENCES}
    assert said == set(CODES)
    for name in CODES:
        assert f'"{name}"' in SOURCE
    for key in SENTENCES:
        if not key.endswith(".hint"):
            assert f"{key}.hint" in SENTENCES


def test_every_sentence_is_used():
    asked = ["class", "day", "period"]  # variants named after the unit of a requirement
    for key in SENTENCES:
        variant = key.removesuffix(".hint").rpartition(".")[2]
        assert variant in asked or f'"{variant}"' in SOURCE, key
    computed = ("lecturer_", "cadre_")
    weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
    for key in set(PIECES) - weekdays:
        word = next((key.removeprefix(c) for c in computed if key.startswith(c)), key)
        assert f'"{word}"' in SOURCE, key


@pytest.mark.parametrize("key", [*SENTENCES, *PIECES])
def test_both_languages_fill_the_same_places(key):
    sentence = SENTENCES.get(key) or PIECES[key]
    places = [sorted(re.findall(r"{(\w+)}", text)) for text in sentence]
    assert places[0] == places[1]
    assert not DIACRITICS.search(sentence.en)
    assert key.endswith(("nothing", "more")) or sentence.en


def test_findings_come_with_both_numbers_in_the_text():
    for key, sentence in SENTENCES.items():
        if key.endswith(".hint") or key.startswith(("INPUT-01", "FIX-04.closed")):
            continue
        numbers = {
            *("needed", "available", "starts", "with_room", "with_lecturers", "cadres"),
            *("without", "to_cover", "out_of_reach", "had_it", "groups", "target", "requirements"),
        }
        places = set(re.findall(r"{(\w+)}", sentence.en))
        assert len(places & numbers) >= 2, key


def test_vietnamese_findings_are_vietnamese():
    for table in (BROKEN, SHORT):
        for _, wrong, _ in table.values():
            for finding in check(sound(**wrong), "vi"):
                assert DIACRITICS.search(finding.message), finding.message
                assert DIACRITICS.search(finding.hint), finding.hint
                assert "{" not in finding.message + finding.hint


def test_the_language_of_the_scenario_is_the_default():
    assert check(sound(language="vi")) == check(sound(), "vi")


def test_findings_are_sorted_gravest_first():
    found = check(sound(**BROKEN["room too small"][1], history=()), "en")
    keys = [("EWI".index(f.severity), f.code) for f in found]
    assert keys == sorted(keys)
    assert len({f.severity for f in found}) == 3


def test_warnings_name_no_cadre_in_their_text():
    for _, wrong, _ in SHORT.values():
        for finding in check(sound(**wrong), "en"):
            assert "CB-" not in finding.message + finding.hint


def test_severities_that_a_code_does_not_have_are_refused():
    assert code_of("SIZE-01", Severity.ERROR) == "E-SIZE-01"
    with pytest.raises(ValueError, match="never E"):
        code_of("SEAT-01", Severity.ERROR)
    assert set(CODES) > CLOSES


def test_words():
    assert number(1234.5) == ("1,234.5", "1.234,5")
    assert number(1200) == ("1,200", "1.200")
    assert listed(["a", "b", "c"], 2) == ("a, b and 1 more", "a, b và 1 mục nữa")
    assert day(MONDAY) == "04/03/2024"
