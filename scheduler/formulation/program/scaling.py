"""From decimals to the integers of the solver and back, with safe rounding."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

LARGEST_DENOMINATOR = 10_000
LARGEST_SCALE = 10_000_000
RANGE = 2.0**44


def common_denominator(numbers: Iterable[float]) -> int | None:
    """Return the least integer that makes all numbers whole, None if it is not small."""
    scale = 1
    for number in set(numbers):
        fraction = Fraction(number).limit_denominator(LARGEST_DENOMINATOR)
        if abs(float(fraction) - number) > 1e-12 * max(1.0, abs(number)):
            return None
        scale = math.lcm(scale, fraction.denominator)
        if scale > LARGEST_SCALE:
            return None
    return scale


def to_integers(
    numbers: Iterable[float], *, widths: Sequence[int] | None = None, upwards: bool = False
) -> tuple[list[int], float, bool]:
    """Return the numbers times a scale as integers, the scale, and whether they are rounded.

    `widths` are the ranges of what the numbers are multiplied with (default 1); `upwards` rounds
    up where rounding cannot be avoided.
    """
    values = [float(number) for number in numbers]
    exact = common_denominator(values)
    ranges = [1] * len(values) if widths is None else widths
    most = math.fsum(abs(value) * width for value, width in zip(values, ranges, strict=True))
    if exact is not None and most * exact < RANGE:
        return [round(value * exact) for value in values], float(exact), False
    scale = 2.0 ** math.floor(math.log2(RANGE / max(most, 1.0)))
    turn = math.ceil if upwards else round
    return [turn(value * scale) for value in values], scale, True
