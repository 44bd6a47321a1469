"""Numbers as they were written: how near an amount must be, and the same day years earlier."""

from datetime import date
from fractions import Fraction

import pytest

from scheduler.checker.exact import close, exact, plain, shown, years_before


@pytest.mark.parametrize(
    ("claimed", "true", "is_near"),
    [
        (350.01, 350, True),
        (349.99, 350, True),
        (350.0104, 350, False),  # a millionth of 350 allows 0.01035
        (350.0103, 350, True),
        (0.01, 0, True),
        (0.0101, 0, False),
        (-0.0101, 0, False),
        (1_000_001_000.01, 1_000_000_000, True),
        (1_000_001_000.02, 1_000_000_000, False),
        (999_998_999.99, 1_000_000_000, True),
        (-1_000_001_000.01, -1_000_000_000, True),
        (0.34, Fraction(1, 3), True),
    ],
)
def test_an_amount_is_true_within_a_hundredth_and_a_millionth_of_its_size(claimed, true, is_near):
    assert close(claimed, true) == is_near


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2024, 2, 28), 1, date(2023, 2, 28)),
        (date(2024, 3, 29), 1, date(2023, 3, 29)),
        (date(2024, 12, 31), 5, date(2019, 12, 31)),
        (date(2024, 1, 1), 2023, date(1, 1, 1)),
        (date(2024, 1, 2), 2023, date(1, 1, 2)),
        (date(2024, 6, 1), 2024, date.min),
        (date(2024, 6, 1), 9999, date.min),
    ],
)
def test_the_same_day_years_earlier(day, years, expected):
    assert years_before(day, years) == expected


def test_numbers_are_what_was_written_and_shown_so():
    assert exact(0.28) == Fraction(28, 100)
    whole, part = plain(Fraction(6, 3)), plain(Fraction(6, 4))
    assert (whole, type(whole), part) == (2, int, Fraction(3, 2))
    values = (None, "", 0, 0.0, 2.5, Fraction(1, 3), 100.0, 7, "K1")
    assert [shown(value) for value in values] == [
        *("-", "-", "0", "0", "2.5", "0.333333", "100", "7", "K1")
    ]
