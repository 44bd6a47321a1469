"""The edit `set`: dotted paths into a draft, list items by id or by position from 0."""

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from models.edits import SetPath
from models.scenario_file import ScenarioFile
from scheduler.edits.draft import KEYS, TABLES, Draft, EditError, nothing_changed
from scheduler.edits.messages import near, say

SETTABLE = KEYS - {"format", "name"}
FREE_MAPS = (  # maps with keys of their own, and parts that may be begun key by key
    ("tiers", "*", "path"),
    ("objective", "*"),
    ("classes", "*", "fixed", "lecturers"),
    ("classes", "*", "window"),
    ("organisation",),
)
Path = tuple[Any, ...]


def set_path(draft: Draft, edit: SetPath) -> None:
    """Replace the value at a path."""
    replace(draft, edit.path, edit.value, "path")
    if edit.path == "objective":
        draft.sets_objective = True


def replace(draft: Draft, path: str, value: Any, key: str) -> None:
    """Replace the value at a dotted path; `key` is the key of the edit that gave the path."""
    parts = path.split(".")
    if parts[0] in TABLES or parts[0] == "tables":
        raise EditError(say("path_table", part=parts[0]), key)
    if parts[0] not in SETTABLE:
        raise _unknown(path, parts[0], SETTABLE, key)
    before = json.dumps(draft.keys[parts[0]])
    holder: Any = draft.keys
    touched: list[Any] = []
    while True:
        place, used = _step(holder, parts, touched, path, key)
        touched.append(_name(holder, place))
        parts = parts[used:]
        if not parts:
            break
        if holder[place] is None:  # a part that is not given yet is begun
            holder[place] = {}
        holder = holder[place]
    holder[place] = value
    section = touched[0]
    if _same(section, json.loads(before), draft.keys[section]):
        raise nothing_changed(key)
    draft.touch(*touched)


def _step(holder: Any, parts: list[str], above: list[Any], path: str, key: str) -> tuple[Any, int]:
    """Return the key or position that the next parts of a path mean, and how many they are."""
    if isinstance(holder, dict):
        free = not holder or any(_matches(above, pattern) for pattern in FREE_MAPS)
        if parts[0] in holder or free:
            return parts[0], 1
        raise _unknown(path, parts[0], holder, key)
    if isinstance(holder, list):
        ids = [item.get("id") if isinstance(item, dict) else None for item in holder]
        for length in range(len(parts), 0, -1):  # ids may hold dots
            if (name := ".".join(parts[:length])) in ids:
                return ids.index(name), length
        if parts[0].isdecimal() and int(parts[0]) < len(holder):
            return int(parts[0]), 1
        known = [name for name in ids if name is not None]
        if known:
            raise _unknown(path, parts[0], known, key)
        last = len(holder) - 1
        raise EditError(say("path_position", path=path, part=parts[0], last=last), key)
    raise _unknown(path, parts[0], (), key)


def _matches(above: list[Any], pattern: tuple[str, ...]) -> bool:
    return len(above) == len(pattern) and all(
        wanted in ("*", part) for part, wanted in zip(above, pattern, strict=True)
    )


def _name(holder: Any, place: Any) -> Any:
    if isinstance(holder, list) and isinstance(holder[place], dict):
        return holder[place].get("id", place)
    return place


def _unknown(path: str, part: str, known: Any, key: str) -> EditError:
    return EditError(say("path_unknown", path=path, part=part, near=near(part, known)), key)


def _same(section: str, before: Any, after: Any) -> bool:
    """Tell whether a section means the same as before, however it is written."""
    if before == after:
        return True
    values = []
    for raw in (before, after):
        try:
            info = ScenarioFile.model_fields[section]
            annotation: Any = info.annotation
            adapter: TypeAdapter[Any] = TypeAdapter(annotation)
            values.append(adapter.validate_json(json.dumps(raw), strict=True))
        except ValidationError:
            return False  # told when the result is validated
    return bool(values[0] == values[1])
