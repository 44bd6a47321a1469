"""What-if files as text: a new one, one edit more, one edit less; comments stay."""

from pathlib import Path
from typing import Any

import yaml

from models.edits import EDIT_TYPES
from scheduler.edits import describe
from scheduler.load.edit_shapes import read_edits
from scheduler.load.yaml_core import Document, read_yaml

WIDE = 10_000


def new_file(head: dict[str, Any], edits: list[dict[str, Any]]) -> str:
    """Return the text of a new what-if file; keys of the head without value are left out."""
    lines = [f"{key}: {_flow(value)}" for key, value in head.items() if value not in (None, "")]
    lines += ["edits:", *(f"  - {_flow(edit)}" for edit in edits)] if edits else []
    return "\n".join(lines) + "\n"


def with_edit(text: str, edit: dict[str, Any]) -> str:
    """Return a what-if file with one edit more at its end."""
    items = _items(text)
    if items is None:
        value = _value(text)
        return _anew(text, [*(value.get("edits") or []), edit])
    if not items:
        return f"{text.rstrip()}\nedits:\n  - {_flow(edit)}\n"
    end = _end(text, items[-1])
    indent = " " * (items[-1].start_mark.column - 2)
    return f"{text[:end].rstrip()}\n{indent}- {_flow(edit)}\n{text[end:]}"


def without_edit(text: str, number: int) -> str:
    """Return a what-if file without one of its edits."""
    items = _items(text)
    edits = list(_value(text).get("edits") or [])
    if items is None or len(items) < 2:
        del edits[number]
        return _anew(text, edits)
    start = text.rindex("\n", 0, items[number].start_mark.index) + 1
    return text[:start] + text[_end(text, items[number]) :]


def edits_of(path: Path, language: str) -> list[str]:
    """Return the edits of a what-if file as sentences; one with a fault as it is written."""
    try:
        document = read_yaml(path.read_bytes())
    except OSError:
        return []
    raw = document.value.get("edits") if isinstance(document.value, dict) else None
    if not isinstance(raw, list):
        return []
    known = dict(read_edits(document, lambda *_: None))
    return [describe(known[n], language) if n in known else _flow(one) for n, one in enumerate(raw)]


def is_edit_kind(kind: str) -> bool:
    """Tell whether there is such a kind of edit."""
    return kind in EDIT_TYPES


def _flow(value: Any) -> str:
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=WIDE, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _value(text: str) -> dict[str, Any]:
    document: Document = read_yaml(text.encode())
    return document.value if isinstance(document.value, dict) else {}


def _anew(text: str, edits: list[Any]) -> str:
    """Return the whole file written anew, its first comment kept."""
    comment = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comment.append(line + "\n")
    head = {key: value for key, value in _value(text).items() if key != "edits"}
    return "".join(comment) + new_file(head, edits)


def _items(text: str) -> list[Any] | None:
    """Return the nodes of the edits, None where they are no plain list of lines."""
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    found = next((value for key, value in root.value if key.value == "edits"), None)
    if found is None:
        return []
    if not isinstance(found, yaml.SequenceNode) or found.flow_style or not found.value:
        return None
    return list(found.value)


def _end(text: str, node: Any) -> int:
    """Return where the last line of a node ends."""
    following = text.find("\n", _last(node))
    return len(text) if following < 0 else following + 1


def _last(node: Any) -> int:
    """Return where the last thing written in a node ends: a block's own end is that of its gap."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    child = node.value[-1]
    return _last(child[1] if isinstance(node, yaml.MappingNode) else child)
