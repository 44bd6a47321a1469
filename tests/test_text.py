"""What texts lose and ids refuse as they are read."""

import pytest
from pydantic import ValidationError

from tests.builders import lecturer


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Nguyễn\x0b Văn A", "Nguyễn Văn A"),
        ("A\x1b[2J", "A[2J"),
        ("\u202eABC", "ABC"),
        ("\x07 A \x07", "A"),
        ("một\nhai\tba", "một\nhai\tba"),
        ("co\u00a0ban", "co\u00a0ban"),
        ("Tie\u0302\u0301ng", "Ti\u1ebfng"),
    ],
)
def test_a_text_loses_what_cannot_be_seen_and_is_composed(written, kept):
    assert lecturer(name=written).name == kept


@pytest.mark.parametrize("text", ["A\x00", "\ud800"])
def test_a_text_with_a_nul_or_half_a_character_is_refused(text):
    with pytest.raises(ValidationError):
        lecturer(name=text)


@pytest.mark.parametrize("name", ["L\x0b1", "L\n1", "L\u200b1", "L\u202e1", "L\x001"])
def test_an_id_with_what_cannot_be_seen_is_refused(name):
    with pytest.raises(ValidationError):
        lecturer(name)
