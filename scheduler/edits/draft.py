"""A scenario taken apart for editing: plain keys, rows of tables, and which edit touched what."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from models.base import Model
from models.scenario import Scenario
from models.scenario_file import ScenarioFile, Tables
from scheduler.edits.messages import KINDS, near, say
from scheduler.errors import Sentence

TABLES = tuple(Tables.model_fields)
KEYS = frozenset(ScenarioFile.model_fields) - {"tables"}
LISTS = ("tiers", "requirements", "programmes", "classes")
Path = tuple[Any, ...]


class EditError(Exception):
    """An edit that cannot be carried out; `key` is the key of the edit that is to blame.

    `name` is the id that was looked for in vain, where that is the trouble.
    """

    def __init__(self, sentence: Sentence, key: str | None = None, name: str | None = None) -> None:
        self.sentence = sentence
        self.key = key
        self.name = name
        super().__init__(sentence.en)


@dataclass
class Draft:
    """A scenario between edits; `keys` holds what a file would hold, `tables` the rows.

    `touched` maps paths to the number of the last edit that changed them, `origin` does so for
    rows; list items stand under their id there, because positions move.
    """

    keys: dict[str, Any]
    tables: dict[str, list[Any]]
    touched: dict[Path, int] = field(default_factory=dict)
    origin: dict[int, int] = field(default_factory=dict)
    warnings: list[Sentence] = field(default_factory=list)
    sets_objective: bool = False
    current: int = 0

    def touch(self, *path: Any) -> None:
        """Remember that the current edit changed what stands at a path."""
        self.touched[path] = self.current

    def item(self, section: str, name: str, kind: str, key: str) -> dict[str, Any]:
        """Return the item of a list with this id; raise EditError where there is none."""
        items: list[dict[str, Any]] = self.keys[section]
        for item in items:
            if item["id"] == name:
                return item
        raise unknown(kind, name, (item["id"] for item in items), key)

    def need_row(self, table: str, name: str, kind: str, key: str) -> None:
        """Raise EditError unless a table has a row with this id."""
        if not any(row.id == name for row in self.tables[table]):
            raise unknown(kind, name, (row.id for row in self.tables[table]), key)

    def add_row(self, table: str, row: Model) -> None:
        """Append a row to a table."""
        self.tables[table].append(row)
        self.origin[id(row)] = self.current

    def blamed(self, place: Path) -> int | None:
        """Return the number of the edit that is answerable for a place, None where none is."""
        if place and place[0] in self.tables:
            rows = self.tables[place[0]]
            known = len(place) > 1 and place[1] < len(rows)
            return self.origin.get(id(rows[place[1]])) if known else None
        path = self._by_id(place)
        for length in range(len(path), 0, -1):
            if path[:length] in self.touched:
                return self.touched[path[:length]]
        below = [number for other, number in self.touched.items() if other[: len(path)] == path]
        return max(below) if below else None

    def _by_id(self, place: Path) -> Path:
        if len(place) > 1 and place[0] in LISTS and isinstance(place[1], int):
            items = self.keys[place[0]]
            item = items[place[1]] if place[1] < len(items) else None
            if isinstance(item, dict) and "id" in item:
                return (place[0], item["id"], *place[2:])
        return place


def open_draft(scenario: Scenario) -> Draft:
    """Take a scenario apart; its public holidays are resolved anew after the edits."""
    keys = json.loads(scenario.model_dump_json(by_alias=True, include=set(KEYS)))
    keys["calendar"].pop("public_holidays", None)
    return Draft(keys, {name: list(getattr(scenario, name)) for name in TABLES})


def unknown(kind: str, name: str, known: Iterable[str], key: str | None) -> EditError:
    """Return the error for a name that nothing of its kind has."""
    hint = near(name, known)
    return EditError(say("unknown", kind=KINDS[kind], id=name, near=hint), key, name)


def nothing_changed(key: str | None = None) -> EditError:
    """Return the error for an edit without effect."""
    return EditError(say("nothing"), key)
