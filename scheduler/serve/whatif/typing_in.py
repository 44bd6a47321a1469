"""What was typed into a form, as the raw values of an edit; blanks are left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import ImmutableMultiDict

from scheduler.load.yaml_core import core_value, read_yaml
from scheduler.serve.whatif.fields import Field, Kind

MOST_ROWS = 200


Form = ImmutableMultiDict[str, Any]


def raw_edit(kind: str, fields: Sequence[Field], form: Form) -> dict[str, Any]:
    """Return the edit as a what-if file would hold it."""
    return {"edit": kind} | _group(fields, "", form)


def _group(fields: Sequence[Field], prefix: str, form: Form) -> dict[str, Any]:
    found = {}
    for field in fields:
        value = _value(field, f"{prefix}{field.key}", form)
        if value not in (None, "", [], {}):
            found[field.key] = value
    return found


def _value(field: Field, name: str, form: Form) -> Any:
    if field.kind is Kind.GROUP:
        return _group(field.fields, f"{name}.", form)
    if field.kind is Kind.ROWS:
        rows = (_group(field.fields, f"{name}.{n}.", form) for n in _numbers(name, form))
        return [row for row in rows if row]
    if field.kind is Kind.PAIRS:
        rows = (_group(field.fields, f"{name}.{n}.", form) for n in _numbers(name, form))
        first, second = (one.key for one in field.fields)
        return {row.get(first, ""): row.get(second, "") for row in rows if row}
    if field.kind is Kind.TICKS:
        return [str(one) for one in form.getlist(name)]
    if field.kind is Kind.SHARES:
        shares = {key: _number(_text(form, f"{name}.{key}")) for key, _ in field.choices}
        return {key: share for key, share in shares.items() if share is not None}
    if field.kind is Kind.LEVELS:
        return _levels(field, name, form)
    return _single(field, _text(form, name))


def _single(field: Field, text: str) -> Any:
    if not text:
        return None
    if field.kind is Kind.NUMBER:
        return _number(text)
    if field.kind is Kind.YES_NO:
        return {"true": True, "false": False}.get(text, text)
    if field.kind is Kind.LIST:
        return [part.strip() for part in text.split(";") if part.strip()]
    if field.kind is Kind.ORDER:
        pairs = (part.split(">") for part in text.split(";") if part.strip())
        return [[one.strip() for one in pair] for pair in pairs]
    if field.kind is Kind.VALUE:
        document = read_yaml(text.encode())
        return text if document.faults else document.value
    return text


def _text(form: Form, name: str) -> str:
    return str(form.get(name) or "").strip()


def _number(text: str) -> Any:
    """Return a number, also one with a decimal comma; the text itself where it is none."""
    if not text:
        return None
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    value = core_value(plain)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else text


def _numbers(name: str, form: Form) -> range:
    count = _text(form, f"{name}.count")
    return range(min(int(count), MOST_ROWS) if count.isascii() and count.isdecimal() else 0)


def _levels(field: Field, name: str, form: Form) -> list[dict[str, Any]]:
    """Return the levels out of a level and a weight for each component."""
    levels: dict[int, dict[str, Any]] = {}
    for key, _ in field.choices:
        level, weight = _text(form, f"{name}.{key}.level"), _text(form, f"{name}.{key}.weight")
        if level.isascii() and level.isdecimal():
            number = _number(weight)
            levels.setdefault(int(level), {})[key] = 1 if number is None else number
    return [levels[level] for level in sorted(levels)]


def at(raw: Any, path: str) -> Any:
    """Return what a raw edit holds at a dotted path, None where it holds nothing."""
    for part in path.split("."):
        if isinstance(raw, Mapping):
            raw = raw.get(part)
        elif isinstance(raw, list) and part.isdecimal() and int(part) < len(raw):
            raw = raw[int(part)]
        else:
            return None
    return raw
