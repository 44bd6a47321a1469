"""Cells as people type them, turned into values; a cell that cannot be read raises CellError."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from scheduler.errors import Sentence
from scheduler.load.messages import say

YES = {"true", "1", "yes", "có", "co"}
NO = {"false", "0", "no", "không", "khong"}
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
LOCAL_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
SHEET_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}

Reader = Callable[[Any, bool], Any]


class CellError(ValueError):
    """A cell that is not what its column holds."""

    def __init__(self, expected: Sentence) -> None:
        self.expected = expected
        super().__init__(expected.en)


def is_blank(value: Any) -> bool:
    """Tell whether a cell holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def read_text(value: Any, _comma: bool) -> str:
    """Return a cell as text: whole numbers without decimals, dates in ISO form."""
    if isinstance(value, str):
        text = value.strip()
        if text in SHEET_ERRORS:
            raise CellError(say("expected_text"))
        return text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float | date | time):
        raise CellError(say("expected_text"))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def read_word(value: Any, comma: bool) -> str:
    """Return a word of a fixed list in lower case."""
    return read_text(value, comma).lower()


def read_number(value: Any, comma: bool) -> float:
    """Return a number; a decimal comma is read only where the file writes one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if comma and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if not NUMBER.fullmatch(text):
        point = "," in text and not comma
        raise CellError(say("expected_number_with_point" if point else "expected_number"))
    return float(text)


def read_integer(value: Any, comma: bool) -> int:
    """Return a whole number."""
    try:
        number = read_number(value, comma)
        if number == int(number):
            return int(number)
    except (CellError, OverflowError):
        pass
    raise CellError(say("expected_integer"))


def read_yesno(value: Any, _comma: bool) -> bool:
    """Return a yes or no."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    word = str(value).strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellError(say("expected_yesno"))


def read_date(value: Any, _comma: bool) -> date:
    """Return a date from a date cell, YYYY-MM-DD or dd/mm/yyyy."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    try:
        if match := ISO_DATE.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := LOCAL_DATE.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        pass  # a date that no calendar has
    raise CellError(say("expected_date"))


def read_list(value: Any, comma: bool) -> tuple[str, ...]:
    """Return the ids of a list separated by semicolons."""
    parts = (part.strip() for part in read_text(value, comma).split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_counts(value: Any, comma: bool) -> tuple[str, ...]:
    """Return the requirements a history row counts for; `-` is none."""
    return () if read_text(value, comma) == "-" else read_list(value, comma)


def read_topics(value: Any, comma: bool) -> dict[str, float]:
    """Return topics with weights out of `a;b:2;c`."""
    topics: dict[str, float] = {}
    for part in read_list(value, comma):
        name, colon, weight = part.rpartition(":")
        topic = name.strip() if colon else part
        if not topic or topic in topics:
            raise CellError(say("expected_topics"))
        try:
            topics[topic] = read_number(weight, comma) if colon else 1.0
        except CellError:
            raise CellError(say("expected_topics")) from None
    return topics


def read_skill(value: Any, comma: bool) -> str:
    """Return a module id, `theme:NAME` or `*`."""
    text = read_text(value, comma)
    head, colon, theme = text.partition(":")
    return f"theme:{theme.strip()}" if colon and head.strip().lower() == "theme" else text


READERS: dict[str, Reader] = {
    "text": read_text,
    "word": read_word,
    "number": read_number,
    "integer": read_integer,
    "yesno": read_yesno,
    "date": read_date,
    "list": read_list,
    "counts": read_counts,
    "topics": read_topics,
    "skill": read_skill,
}
