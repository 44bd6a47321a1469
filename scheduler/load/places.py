"""Where everything with an id was written, so that a finding can name file and line."""

from collections.abc import Callable
from typing import Any

from models.finding import Place, SubjectKind
from models.training_class import TrainingClass
from scheduler.load.references import Parts

Places = dict[tuple[SubjectKind, str], Place]
LISTS: dict[str, SubjectKind] = {
    "tiers": "tier",
    "requirements": "requirement",
    "programmes": "programme",
}
ROWS: dict[str, SubjectKind] = {
    "units": "unit",
    "modules": "module",
    "lecturers": "lecturer",
    "venues": "venue",
    "rooms": "room",
}


def places_of(
    parts: Parts,
    classes: list[tuple[int, TrainingClass]],
    locate: Callable[[tuple[Any, ...]], Place | None],
) -> Places:
    """Return the places of everything that `locate` knows a place of."""
    found: dict[tuple[SubjectKind, str], Place | None] = {}
    for section, kind in LISTS.items():
        for index, item in parts.items.get(section, []):
            found[kind, item.id] = locate((section, index))
    for index, entry in classes:
        found["class", entry.id] = locate(("classes", index))
    for name, kind in ROWS.items():
        for index, row in enumerate(parts.tables[name].rows if name in parts.tables else ()):
            found[kind, row.id] = locate((name, index))
    found["rule", "budget"] = locate(("rules", "budget"))
    return {key: place for key, place in found.items() if place is not None}
