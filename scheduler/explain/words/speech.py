"""Values as people of a language write them: numbers, dates, lists, changes."""

from collections.abc import Iterable
from datetime import date

from models.base import Model
from models.explanation import Fact
from models.rules import Words
from models.scenario import Language


class Change(float):
    """A number shown with its sign."""


class Portion(float):
    """A share shown as a percentage."""


def pick(words: Words, language: Language) -> str:
    """Return the sentence of the language."""
    return words.vi if language == "vi" else words.en


def number(value: float, language: Language) -> str:
    """Return a number with at most two decimals: 1.234,5 in Vietnamese, 1,234.5 in English."""
    plain = f"{value:,.2f}".rstrip("0").rstrip(".")
    plain = "0" if plain == "-0" else plain
    return plain.translate(str.maketrans(",.", ".,")) if language == "vi" else plain


def percent(share: float, language: Language) -> str:
    """Return a share as a percentage with at most one decimal."""
    plain = f"{100 * share:.1f}".removesuffix(".0")
    return f"{plain.replace('.', ',')} %" if language == "vi" else f"{plain}%"


def signed(value: float, language: Language) -> str:
    """Return a change with its sign, + or −; one that two decimals would hide is shown small."""
    if value and abs(value) < 0.005:
        shown = f"{abs(value):.1g}"
        shown = shown.replace(".", ",") if language == "vi" else shown
    else:
        shown = number(abs(value), language)
    return f"+{shown}" if value >= 0 else f"−{shown}"


def shown(value: object, language: Language) -> str:
    """Return a value as it stands in a sentence."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return ("có" if value else "không") if language == "vi" else ("yes" if value else "no")
    if isinstance(value, Fact):
        return value.text
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Change):
        return signed(value, language)
    if isinstance(value, Portion):
        return percent(value, language)
    if isinstance(value, (int, float)):
        return number(value, language)
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable) and not isinstance(value, Model):
        items = list(value)
        between = "; " if items and isinstance(items[0], Fact) else ", "
        return between.join(shown(item, language) for item in items)
    return str(value)
