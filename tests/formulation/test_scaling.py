"""Decimals become the integers of the solver: exact where a small scale will do, else rounded."""

import math

import pytest

from scheduler.formulation.program.scaling import RANGE, common_denominator, to_integers


@pytest.mark.parametrize(
    ("numbers", "scale"),
    [
        ([], 1),
        ([3, -7], 1),
        ([0.5, 0.25], 4),
        ([0.29, 1 / 3], 300),
        ([1 / 9973, 1 / 9967], None),  # each is fine alone
        ([1 / 9973], 9973),
        ([math.pi], None),
        ([1_000_000.1 + 1e-10], 10),  # as exact as such a number can be
    ],
)
def test_the_least_scale_that_makes_numbers_whole(numbers, scale):
    assert common_denominator(numbers) == scale


def test_exact_numbers_are_not_rounded():
    assert to_integers([0.29, -1.5]) == ([29, -150], 100.0, False)
    assert to_integers([0.29, -1.5], widths=[1000, 1000], upwards=True) == (
        [29, -150],
        100.0,
        False,
    )
    assert to_integers([]) == ([], 1.0, False)


@pytest.mark.parametrize(
    ("numbers", "widths"),
    [
        ([math.pi, math.e, -1.1], [1, 1, 1]),
        ([math.pi, math.e, -1.1], None),
        ([math.pi, 0.001], [10, 3000]),
        ([0.5], [2**45]),
        ([1_000_000.0001], [10**6]),  # exact at a scale that is too fine for such a range
    ],
)
def test_what_cannot_be_exact_is_as_fine_as_the_solver_can_bear(numbers, widths):
    found, scale, rounded = to_integers(numbers, widths=widths)
    assert rounded
    assert all(abs(n - v * scale) <= 0.5 for n, v in zip(found, numbers, strict=True))
    ranges = [1] * len(numbers) if widths is None else widths
    most = sum(abs(v) * w for v, w in zip(numbers, ranges, strict=True))
    assert RANGE / 2 < most * scale <= RANGE


def test_upwards_no_number_becomes_less():
    numbers = [math.pi, math.e, math.sqrt(2), -math.pi]
    found, scale, rounded = to_integers(numbers, upwards=True)
    assert rounded
    assert all(0 < n - v * scale < 1 for n, v in zip(found, numbers, strict=True))


def test_small_numbers_are_not_made_finer_than_the_range():
    _, scale, rounded = to_integers([math.pi / 100])
    assert rounded
    assert scale == RANGE
