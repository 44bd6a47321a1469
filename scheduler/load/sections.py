"""The keys of a YAML file turned into domain types, part by part, so that all faults show."""

import json
from dataclasses import dataclass, field
from functools import cache
from operator import getitem
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from models.base import Model
from scheduler.errors import Sentence, nearest
from scheduler.load.faults import near, pydantic_faults, shown
from scheduler.load.messages import say
from scheduler.load.yaml_core import Document

Path = tuple[Any, ...]


@dataclass
class Sections:
    """What could be read: single values, items of lists with their position, ids as written.

    `ids` also holds the ids of items that have other faults; None where a list is no list.
    """

    values: dict[str, Any] = field(default_factory=dict)
    items: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    ids: dict[str, set[str] | None] = field(default_factory=dict)
    faults: list[tuple[Path, Sentence]] = field(default_factory=list)


def read_sections(
    document: Document, model: type[Model], free: frozenset[str] = frozenset()
) -> Sections:
    """Read every key of a model on its own; keys in `free` are left to the caller."""
    sections = Sections()
    raw = document.value
    known = {info.alias or name: info for name, info in model.model_fields.items()}
    meant: set[str | None] = set()
    for key in raw:
        if key not in known:
            meant.add(nearest(key, known))
            hint = near(key, known)
            sections.faults.append(((key,), say("key_unknown", value=shown(raw[key]), near=hint)))
    for key, info in known.items():
        if key in free:
            continue
        if key not in raw and key in meant and not info.is_required():
            sections.ids[key] = None  # misspelt, which is told already
            continue
        if raw.get(key) is None and (key not in raw or not info.is_required()):
            if info.is_required():
                sections.faults.append(((key,), say("key_missing")))
                sections.ids[key] = None
            else:
                default = info.get_default(call_default_factory=True)
                _keep(sections, key, default, _item_type(info))
            continue
        _read_section(sections, document, key, info)
    return sections


def _item_type(info: FieldInfo) -> Any:
    arguments = get_args(info.annotation)
    if get_origin(info.annotation) is tuple and isinstance(arguments[0], type):
        return arguments[0] if issubclass(arguments[0], Model) else None
    return None


def _keep(sections: Sections, key: str, value: Any, item_type: Any) -> None:
    sections.values[key] = value
    if item_type is not None:
        sections.items[key] = list(enumerate(value))
        sections.ids[key] = {item.id for item in value if hasattr(item, "id")}


def _read_section(sections: Sections, document: Document, key: str, info: FieldInfo) -> None:
    raw, item_type = document.value[key], _item_type(info)
    try:
        _keep(sections, key, _validate(_with_bounds(info.annotation, info), raw), item_type)
        return
    except ValidationError:
        pass
    if item_type is None or not isinstance(raw, list):
        sections.ids[key] = None
        value = _try(sections, document, (key,), info.annotation, info)
        if value is not None:
            _keep(sections, key, value, item_type)
        return
    ids = {str(item["id"]) for item in raw if isinstance(item, dict) and "id" in item}
    kept = []
    for index in range(len(raw)):
        value = _try(sections, document, (key, index), item_type, None)
        if value is not None:
            kept.append((index, value))
            ids.add(getattr(value, "id", ""))
    sections.items[key], sections.ids[key] = kept, ids
    sections.values[key] = tuple(value for _, value in kept)


def _try(
    sections: Sections, document: Document, path: Path, annotation: Any, info: FieldInfo | None
) -> Any:
    value, faults = read_value(document, path, annotation, info)
    sections.faults += faults
    return value


def read_value(
    document: Document, path: Path, annotation: Any, info: FieldInfo | None = None
) -> tuple[Any, list[tuple[Path, Sentence]]]:
    """Return the value at a path, or None and its faults.

    Plain numbers are taken as written where text is wanted: `id: 007` is the text 007.
    """
    whole = _with_bounds(annotation, info)
    raw = _at(document.value, path)
    try:
        return _validate(whole, raw), []
    except ValidationError as error:
        failure = error
    changed = _as_written(failure, document, path, raw)
    if changed is not None:
        try:
            return _validate(whole, changed), []
        except ValidationError as error:
            failure, raw = error, changed
    found = pydantic_faults(failure, annotation, raw)
    return None, [((*path, *inner), sentence) for inner, sentence in found]


def _as_written(error: ValidationError, document: Document, path: Path, raw: Any) -> Any:
    texts = [
        item["loc"]
        for item in error.errors(include_url=False)
        if item["type"] == "string_type"
        and isinstance(item["input"], int | float)
        and not isinstance(item["input"], bool)
        and (*path, *item["loc"]) in document.texts
    ]
    if not texts:
        return None
    copy = json.loads(json.dumps(raw))
    for loc in texts:
        text = document.texts[(*path, *loc)]
        if not loc:
            return text
        _at(copy, loc[:-1])[loc[-1]] = text
    return copy


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _with_bounds(annotation: Any, info: FieldInfo | None) -> Any:
    """Return a type with the bounds of the field that holds it."""
    bounds = tuple(info.metadata) if info is not None else ()
    return getitem(Annotated, (annotation, *bounds)) if bounds else annotation


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _validate(annotation: Any, raw: Any) -> Any:
    try:
        adapter = _adapter(annotation)
    except TypeError:  # an annotation that cannot be hashed is simply built again
        adapter = TypeAdapter(annotation)
    return adapter.validate_json(json.dumps(raw), strict=True)
