"""Pieces of YAML text: programmes and classes as people would write them."""

from collections.abc import Mapping, Sequence
from datetime import date

from scheduler.samples.curriculum import ProgrammeRow

_PLAIN = set("-_./ ")
_WIDTH = 100


def flow(value: object) -> str:
    """Return a value in YAML's one-line style; texts are quoted where they need it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | date):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    text = str(value)
    plain = text and text[0].isalpha() and all(c.isalnum() or c in _PLAIN for c in text)
    return text if plain else '"' + text.replace('"', '\\"') + '"'


def listed(values: Sequence[Mapping[str, object]], indent: int = 2) -> str:
    """Return list items, one line each where they fit."""
    return "\n".join(_item(value, " " * indent) for value in values)


def programmes_text(programmes: Sequence[ProgrammeRow]) -> str:
    """Return the list under `programmes:` with a comment above each."""
    return "\n".join(f"  # {p.id}: {p.note}\n{_block(_programme(p), '  ')}" for p in programmes)


def _item(value: Mapping[str, object], pad: str) -> str:
    line = f"{pad}- {flow(value)}"
    return line if len(line) <= _WIDTH else _block(value, pad)


def _block(value: Mapping[str, object], pad: str) -> str:
    lines: list[str] = []
    for key, item in value.items():
        lead = f"{pad}- " if not lines else f"{pad}  "
        line = f"{lead}{key}: {flow(item)}"
        if len(line) > _WIDTH and isinstance(item, list) and isinstance(item[0], Mapping):
            line = f"{lead}{key}:\n" + "\n".join(f"{pad}    - {flow(part)}" for part in item)
        lines.append(line)
    return "\n".join(lines)


def _programme(programme: ProgrammeRow) -> dict[str, object]:
    low, high = programme.size
    fields: dict[str, object] = {
        "id": programme.id,
        "title": programme.title,
        "tiers": [programme.tier],
        "titles": list(programme.titles),
        "modules": list(programme.core),
        "choose": [{"count": n, "from": list(options)} for n, options in programme.choices],
        "activities": [
            {"kind": kind, "sessions": sessions}
            | ({} if position == "any" else {"position": position})
            for kind, sessions, position in programme.activities
        ],
        "order": [list(pair) for pair in programme.order],
        "size": {"min": low, "max": high},
        "max_days": programme.max_days,
        "counts_for": ["refresher"],
    }
    return {key: item for key, item in fields.items() if item != []}
