"""Numbers as short exact text: for machines, and for people by the custom of a language."""

from datetime import date

DIGITS = 6


def tidy(value: float) -> int | float:
    """Return the number rounded to six decimals, as an integer where it is whole."""
    short = round(value, DIGITS)
    return int(short) if short == int(short) else short


def plain(value: float) -> str:
    """Return the number for a CSV file: no exponent, no trailing zeros."""
    return tail(f"{tidy(value):.{DIGITS}f}")


def tail(text: str) -> str:
    """Return a decimal without the zeros at its end."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def spoken(value: float, language: str, digits: int = 2) -> str:
    """Return the number for people: 1.234,5 in Vietnamese, 1,234.5 in English."""
    text = tail(f"{round(value, digits) + 0.0:,.{digits}f}")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def day(value: date) -> str:
    """Return the date as dd/MM/yyyy."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
