"""Both languages say the same: every sentence has the same places for values in each."""

import re
from string import Formatter

import pytest

from scheduler.edits.messages import MESSAGES as EDIT_MESSAGES
from scheduler.errors import nearest
from scheduler.load.messages import MESSAGES, say

ALL = MESSAGES | EDIT_MESSAGES


def places(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", sorted(ALL))
def test_places_agree(key):
    assert places(ALL[key].en) == places(ALL[key].vi)
    assert ALL[key].vi


def test_every_sentence_is_used():
    from pathlib import Path

    room = Path(__file__).parents[2] / "scheduler" / "load"
    text = "".join(path.read_text("utf-8") for path in room.glob("*.py"))
    unused = {key for key in MESSAGES if len(re.findall(f'"{key}"', text)) < 2}
    assert {key for key in unused if not key.startswith("kind_")} == set()


def test_sentences_inside_sentences_keep_their_language():
    sentence = say(
        "id_unknown", kind=MESSAGES["kind_room"], id="R9", near=say("did_you_mean", word="R1")
    )
    assert sentence.en == "unknown room 'R9'; did you mean R1?"
    assert sentence.vi == "không có phòng 'R9'; có phải ý là R1?"


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("max_dais", ["max_days", "size"], "max_days"),
        ("L3", ["L1", "L2"], None),
        ("B-1", ["B-01", "B-02"], "B-01"),
        ("CB-0009", ["CB-0003"], None),
        ("xyz", ["abc"], None),
    ],
)
def test_nearest(word, known, found):
    assert nearest(word, known) == found
