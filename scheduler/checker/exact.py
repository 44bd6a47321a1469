"""Numbers as they were written, dates moved by whole years, and how both are shown."""

from calendar import isleap
from datetime import date
from fractions import Fraction
from functools import lru_cache

BINARY_NOISE = 1e-9  # so that 350.01 is within 0.01 of 350


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """Return the decimal as written: 0.28 is 28/100, not the nearest binary number."""
    return Fraction(str(number))


def years_before(day: date, years: int) -> date:
    """Return the same day `years` earlier; 29 February becomes the 28th in a common year."""
    year = day.year - years
    if year < 1:
        return date.min
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28 if is_leap_day and not isleap(year) else day.day)


def plain(number: Fraction) -> Fraction | int:
    """Return a whole number as an int, which sums and compares faster; others as they are."""
    return number.numerator if number.denominator == 1 else number


def close(claimed: float, true: Fraction | int) -> bool:
    """Tell whether a claimed amount is true within 0.01 and a millionth of its size."""
    whole = float(true)
    return abs(claimed - whole) <= 0.01 + abs(whole) / 1_000_000 + BINARY_NOISE


def shown(value: object) -> str:
    """Return a value as a sentence shows it, numbers with six decimals at most."""
    if value is None or value == "":
        return "-"
    if isinstance(value, Fraction | float):
        return f"{float(value):.6f}".rstrip("0").rstrip(".")
    return str(value)
