"""Where everything with an id was written, so that a finding can name file and line."""

from collections import Counter
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
RULES = ("max_absent", "max_classes_per_cadre", "max_repeat_share")


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
    given = getattr(parts.values.get("rules"), "model_fields_set", ())
    for name in RULES:
        if name in given:
            found["rule", name] = locate(("rules", name))
    _persons(parts, classes, locate, found)
    return {key: place for key, place in found.items() if place is not None}


def _persons(
    parts: Parts,
    classes: list[tuple[int, TrainingClass]],
    locate: Callable[[tuple[Any, ...]], Place | None],
    found: dict[tuple[SubjectKind, str], Place | None],
) -> None:
    """Add the cadres whom a class fixes, and all absences, numbered for each who is away."""
    fixed = {one for _, entry in classes for one in entry.fixed.cadres}
    if fixed and "cadres" in parts.tables:
        for index, row in enumerate(parts.tables["cadres"].rows):
            if row.id in fixed:
                found["cadre", row.id] = locate(("cadres", index))
    counts: Counter[str] = Counter()
    rows = parts.tables["unavailability"].rows if "unavailability" in parts.tables else ()
    for index, row in enumerate(rows):
        who = f"{row.kind} {row.id}"
        counts[who] += 1
        found["absence", f"{who} {counts[who]}"] = locate(("unavailability", index))
