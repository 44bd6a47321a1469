"""Collects faults and turns those of pydantic into sentences with value and expectation."""

import re
import types
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from scheduler.errors import Fault, InputError, Sentence, nearest, visible
from scheduler.load.messages import say

Path = tuple[Any, ...]
NOTHING = Sentence("", "")
MAX_ROWS = 20


class Faults:
    """All faults found so far; `stop` raises them together."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.language: str | None = None
        self.private: set[str] = set()  # as `shown` shows them

    def add(
        self,
        file: str,
        line: int | None,
        column: str | None,
        sentence: Sentence,
        sheet: str | None = None,
    ) -> None:
        """Keep one fault."""
        self.found.append(Fault(file, line, column or None, sentence.en, sheet, sentence.vi))

    def error(self) -> InputError:
        """Return the error that tells everything found."""
        return InputError(_summed_up(list(map(self._hidden, self.found))), self.language)

    def _hidden(self, fault: Fault) -> Fault:
        """Return a fault without the names and free texts that tables hold about people."""
        quoted = {*re.findall(r"'[^']*'", fault.message), *self._with_quotes}
        hidden = say("not_shown")
        for text in sorted(quoted & self.private):
            message, vi = (
                t.replace(text, hidden[n]) for n, t in enumerate((fault.message, fault.vi))
            )
            fault = replace(fault, message=message, vi=vi)
        return fault

    @cached_property
    def _with_quotes(self) -> set[str]:
        return {one for one in self.private if "'" in one[1:-1]}

    def stop(self, since: int = 0) -> None:
        """Raise everything found, if anything was found after the first `since` faults."""
        if len(self.found) > since:
            raise self.error()


def _summed_up(found: list[Fault]) -> list[Fault]:
    """Return the faults, those that repeat in very many rows of a column shown in the first few."""
    places: dict[tuple[Any, ...], list[Fault]] = {}
    for fault in found:
        key = (fault.file, fault.sheet, fault.column, fault.message)
        places.setdefault(key, []).append(fault)
    kept: list[Fault] = []
    for same in places.values():
        kept += same[:MAX_ROWS]
        if len(same) > MAX_ROWS:
            next_one = same[MAX_ROWS]
            sentence = Sentence(next_one.message, next_one.vi)
            more = say("more_rows", rows=len(same) - MAX_ROWS, sentence=sentence)
            kept.append(replace(next_one, message=more.en, vi=more.vi))
    return kept


def dotted(place: Path) -> str | None:
    """Return a place as people read it: `programmes.0.size.max`."""
    return ".".join(map(str, place)) or None


def shown(value: Any) -> str:
    """Return a value as a fault shows it: short, text in quotes."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = f"'{visible(value)}'" if isinstance(value, str) else str(_plain(value))
    return text if len(text) <= 60 else f"{text[:57]}..."


def near(word: Any, known: Iterable[str]) -> Sentence:
    """Return `; did you mean X?` for the nearest known word, nothing where none is near."""
    close = nearest(str(word), known)
    return say("did_you_mean", word=close) if close is not None else NOTHING


def pydantic_faults(error: ValidationError, model: Any, raw: Any) -> list[tuple[Path, Sentence]]:
    """Return path and sentence of every error; `model` is the type that refused `raw`."""
    found: dict[Path, Sentence] = {}
    for item in error.errors(include_url=False):
        path, cut = _real_path(item["loc"], raw)
        if path in found and cut:
            continue  # another member of a union refuses the same value
        window = cut and path[-1:] == ("window",)
        found[path] = (
            say("window", value=shown(_at(raw, path))) if window else _sentence(item, path, model)
        )
    return sorted(found.items(), key=lambda pair: tuple(map(str, pair[0])))


def _at(raw: Any, path: Path) -> Any:
    for part in path:
        raw = raw[part]
    return raw


def _real_path(loc: tuple[int | str, ...], raw: Any) -> tuple[Path, bool]:
    """Return the part of a location that exists in the data, and whether a union cut it."""
    path: list[Any] = []
    value = raw
    for position, part in enumerate(loc):
        if part == "[key]":
            return tuple(path), False
        if isinstance(value, dict):
            key = next((k for k in value if str(k) == str(part)), None)
            if key is None:
                union = position < len(loc) - 1 or not _looks_like_key(part)
                return (tuple(path), True) if union else ((*path, part), False)
            value = value[key]
            path.append(key)
        elif isinstance(value, list | tuple) and isinstance(part, int) and part < len(value):
            value = value[part]
            path.append(part)
        else:
            return tuple(path), True
    return tuple(path), False


def _looks_like_key(part: Any) -> bool:
    return isinstance(part, str) and "[" not in part


EXPECTED = {
    "string_type": "expected_text",
    "int_type": "expected_integer",
    "int_parsing": "expected_integer",
    "int_from_float": "expected_integer",
    "float_type": "expected_number",
    "float_parsing": "expected_number",
    "bool_type": "expected_bool",
    "bool_parsing": "expected_bool",
    "date_type": "expected_date_iso",
    "date_parsing": "expected_date_iso",
    "date_from_datetime_parsing": "expected_date_iso",
    "date_from_datetime_inexact": "expected_date_iso",
    "time_type": "expected_time",
    "time_parsing": "expected_time",
    "tuple_type": "expected_list",
    "list_type": "expected_list",
    "dict_type": "expected_map",
    "model_type": "expected_map",
    "model_attributes_type": "expected_map",
    "string_too_short": "expected_filled",
    "string_pattern_mismatch": "expected_name",
    "finite_number": "expected_number",
}
BOUNDS = {
    "greater_than_equal": ("expected_at_least", "ge"),
    "greater_than": ("expected_more_than", "gt"),
    "less_than_equal": ("expected_at_most", "le"),
    "less_than": ("expected_less_than", "lt"),
    "too_short": ("expected_min_items", "min_length"),
    "too_long": ("expected_max_items", "max_length"),
}


def expectation(item: Any) -> Sentence | None:
    """Return what a pydantic error expected, None where the error is its own sentence."""
    kind, context = item["type"], item.get("ctx", {})
    if kind in EXPECTED:
        return say(EXPECTED[kind])
    if kind in BOUNDS:
        key, name = BOUNDS[kind]
        return say(key, bound=_plain(context[name]))
    if kind in ("literal_error", "enum"):
        choices = context["expected"].replace(" or ", ", ")
        return say("expected_one_of" if ", " in choices else "expected_only", choices=choices)
    return None


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _sentence(item: Any, path: Path, model: Any) -> Sentence:
    kind, value = item["type"], item["input"]
    if kind == "missing":
        return say("key_missing")
    if kind == "extra_forbidden":
        return say(
            "key_unknown", value=shown(value), near=near(path[-1], keys_at(model, path[:-1]))
        )
    if (expected := expectation(item)) is not None:
        hint = hint_for(item, value)
        return say("value_wrong", value=shown(value), expected=expected, near=hint)
    return value_error(item)


def hint_for(item: Any, value: Any) -> Sentence:
    """Return the nearest choice to a word that is none of those allowed."""
    if item["type"] in ("literal_error", "enum") and isinstance(value, str):
        return near(value, re.findall(r"'([^']*)'", item["ctx"]["expected"]))
    return NOTHING


def value_error(item: Any) -> Sentence:
    """Return the sentence of a rule that a domain type checks itself."""
    text = str(item.get("ctx", {}).get("error", item["msg"]))
    for pattern, key in OWN_RULES:
        if match := pattern.fullmatch(text):
            return say(key, value=shown(item["input"]), **match.groupdict())
    return Sentence(text, text)


OWN_RULES = [
    (
        re.compile(r"character (?P<code>\S+) at place (?P<place>\d+) cannot be seen"),
        "character_unseen",
    ),
    (re.compile(r"'to' (?P<to>\S+) lies before 'from' (?P<start>\S+)"), "range_reversed"),
    (re.compile(r"must be an integer of 1 or more, or a share below 1"), "max_absent_wrong"),
    (re.compile(r"give either share or count"), "target_wrong"),
    (re.compile(r"max (?P<max>\S+) is below min (?P<min>\S+)"), "size_reversed"),
    (
        re.compile(r"slot (?P<slot>.+) ends at (?P<end>\S+), not after its start (?P<start>\S+)"),
        "slot_reversed",
    ),
]


def keys_at(model: Any, path: Path) -> list[str]:
    """Return the keys that a type knows at a path, empty where the keys are free."""
    for part in path:
        model = _inner(model, part)
    for kind in _members(model):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return [info.alias or name for name, info in kind.model_fields.items()]
    return []


def _members(annotation: Any) -> tuple[Any, ...]:
    if hasattr(annotation, "__metadata__"):
        return _members(annotation.__origin__)
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(m for part in get_args(annotation) for m in _members(part))
    return (annotation,)


def _inner(annotation: Any, part: Any) -> Any:
    for kind in _members(annotation):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            for name, info in kind.model_fields.items():
                if (info.alias or name) == part:
                    return info.annotation
        elif get_origin(kind) in (tuple, list):
            return get_args(kind)[0]
        elif get_origin(kind) is dict:
            return get_args(kind)[1]
    return None
