"""Everything that names something else: tiers, units, modules, rooms and so on must exist."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from scheduler.errors import Sentence
from scheduler.load.faults import near
from scheduler.load.messages import MESSAGES, say
from scheduler.load.tables import Table

Path = tuple[Any, ...]
Report = Callable[[Path, Sentence], None]
MAX_HINTS = 40
SECTION_OF = {
    "tier": "tiers",
    "requirement": "requirements",
    "programme": "programmes",
    "class": "classes",
    "unit": "units",
    "cadre": "cadres",
    "module": "modules",
    "lecturer": "lecturers",
    "venue": "venues",
    "room": "rooms",
    "slot": "slots",
}


@dataclass
class Parts:
    """A scenario in parts, some of which may be missing because they have faults of their own.

    `items` holds the list sections with positions, `ids` the ids of everything by plural name
    (None: not known), `tables` the rows.
    """

    values: dict[str, Any]
    items: dict[str, list[tuple[int, Any]]]
    ids: dict[str, Collection[str] | None]
    tables: dict[str, Table]


@dataclass
class References:
    """Checks the parts of a scenario against each other and reports what does not fit."""

    parts: Parts
    report: Report
    hints: int = field(default=0)

    def check(self) -> None:
        """Report every reference to something that does not exist, and other contradictions."""
        self._unique()
        self._period()
        self._calendar()
        self._requirements()
        self._programmes()
        self._classes()
        self._objective()
        self._units()
        self._columns()
        self._lists()
        self._qualifications()
        self._unavailability()

    def need(self, kind: str, name: str | None, path: Path) -> None:
        """Report a name that nothing of its kind has."""
        known = self.parts.ids.get(SECTION_OF[kind])
        if name is not None and known is not None and name not in known:
            self.report(path, self._unknown(kind, name, known))

    def _unknown(self, kind: str, name: str, known: Collection[str]) -> Sentence:
        self.hints += 1
        hint = near(name, known if self.hints <= MAX_HINTS else ())
        return say("id_unknown", kind=MESSAGES[f"kind_{kind}"], id=name, near=hint)

    def _each(self, kind: str, names: Iterable[str], path: Path) -> None:
        for position, name in enumerate(names):
            self.need(kind, name, (*path, position))

    def _unique(self) -> None:
        for section in ("tiers", "requirements", "programmes"):
            self._twice(section, self.parts.items.get(section, []), (section,))
        calendar = self.parts.values.get("calendar")
        if calendar is not None:
            self._twice("slots", list(enumerate(calendar.slots)), ("calendar", "slots"))

    def _twice(self, section: str, items: list[tuple[int, Any]], path: Path) -> None:
        seen: set[str] = set()
        for index, item in items:
            if item.id in seen:
                self.report((*path, index, "id"), say("item_twice", id=item.id, section=section))
            seen.add(item.id)

    def _period(self) -> None:
        horizon, term = self.parts.values.get("horizon"), self.parts.values.get("term")
        if horizon is not None and term is not None and term.start > horizon.end:
            sentence = say("term_after_horizon", term=term.start, horizon=horizon.end)
            self.report(("term", "from"), sentence)

    def _calendar(self) -> None:
        calendar = self.parts.values.get("calendar")
        if calendar is None:
            return
        for index, closure in enumerate(calendar.closures):
            path: Path = ("calendar", "closures", index)
            self._each("tier", closure.tiers, (*path, "tiers"))
            self._each("unit", closure.units, (*path, "units"))
        for index, (before, slot) in enumerate(
            zip(calendar.slots, calendar.slots[1:], strict=False)
        ):
            if slot.start < before.end:
                place = ("calendar", "slots", index + 1, "start")
                self.report(place, say("slots_overlap", slot=slot.id, before=before.id))

    def _requirements(self) -> None:
        for index, requirement in self.parts.items.get("requirements", []):
            self._each("tier", requirement.tiers, ("requirements", index, "tiers"))

    def _programmes(self) -> None:
        for index, programme in self.parts.items.get("programmes", []):
            path: Path = ("programmes", index)
            self._each("tier", programme.tiers, (*path, "tiers"))
            self._each("requirement", programme.counts_for or (), (*path, "counts_for"))
            taken: dict[str, str] = {}
            self._content(programme.modules, (*path, "modules"), taken, "modules")
            for position, choice in enumerate(programme.choose):
                place: Path = (*path, "choose", position)
                self._content(choice.options, (*place, "from"), taken, f"choose.{position}.from")
                if choice.count > len(choice.options):
                    many = say("choice_too_large", count=choice.count, options=len(choice.options))
                    self.report((*place, "count"), many)
            for position, pair in enumerate(programme.order):
                for side, module in enumerate(pair):
                    place = (*path, "order", position, side)
                    self.need("module", module, place)
                    if module not in taken and self._exists("modules", module):
                        self.report(place, say("order_outside", module=module))
                if pair[0] == pair[1]:
                    self.report((*path, "order", position), say("order_same", module=pair[0]))

    def _exists(self, section: str, name: str) -> bool:
        known = self.parts.ids.get(section)
        return known is not None and name in known

    def _content(
        self, modules: Iterable[str], path: Path, taken: dict[str, str], where: str
    ) -> None:
        for position, module in enumerate(modules):
            self.need("module", module, (*path, position))
            if module in taken:
                twice = say("module_taken", module=module, where=taken[module])
                self.report((*path, position), twice)
            taken.setdefault(module, where)

    def _classes(self) -> None:
        for index, entry in self.parts.items.get("classes", []):
            path: Path = ("classes", index)
            self.need("programme", entry.programme, (*path, "programme"))
            self._each("room", entry.rooms, (*path, "rooms"))
            self._each("venue", entry.venues, (*path, "venues"))
            fixed = entry.fixed
            self.need("room", fixed.room, (*path, "fixed", "room"))
            self._each("module", fixed.electives, (*path, "fixed", "electives"))
            self._each("cadre", fixed.cadres, (*path, "fixed", "cadres"))
            for module, lecturer in fixed.lecturers.items():
                self.need("module", module, (*path, "fixed", "lecturers", module))
                self.need("lecturer", lecturer, (*path, "fixed", "lecturers", module))

    def _rows(self, table: str) -> list[Any]:
        return self.parts.tables[table].rows if table in self.parts.tables else []

    def _columns(self) -> None:
        """Compare whole columns first; look at rows only where something is unknown."""
        for table, column, attribute, kind in COLUMNS:
            known = self.parts.ids.get(SECTION_OF[kind])
            if known is None:
                continue
            rows = self._rows(table)
            unknown = {getattr(row, attribute) for row in rows} - set(known) - {None}
            if not unknown:
                continue
            said = {name: self._unknown(kind, name, known) for name in sorted(unknown)}
            for index, row in enumerate(rows):
                if (name := getattr(row, attribute)) in unknown:
                    self.report((table, index, column), said[name])

    def _lists(self) -> None:
        for index, venue in enumerate(self._rows("venues")):
            for unit in venue.serves:
                self.need("unit", unit, ("venues", index, "serves"))
        known = self.parts.ids.get("requirements")
        if known is None:
            return
        groups = {row.counts_for for row in self._rows("history")} - {None}
        wrong = {group for group in groups if group and not set(group) <= set(known)}
        if wrong:
            for index, row in enumerate(self._rows("history")):
                if row.counts_for in wrong:
                    for name in row.counts_for:
                        self.need("requirement", name, ("history", index, "counts_for"))

    def _objective(self) -> None:
        for index, level in enumerate(self.parts.values.get("objective", ())):
            if not level:
                self.report(("objective", index), say("level_empty"))

    def _units(self) -> None:
        units = self._rows("units")
        told: set[str] = set()
        parent_of = {unit.id: unit.parent for unit in units}
        for index, unit in enumerate(units):
            above, seen = unit.parent, [unit.id]
            while above is not None and above not in seen:
                seen.append(above)
                above = parent_of.get(above)
            if above == unit.id and above not in told:
                told.update(seen)
                ring = " > ".join([*seen, above])
                self.report(("units", index, "parent"), say("units_circle", ring=ring))

    def _qualifications(self) -> None:
        modules = self.parts.tables.get("modules")
        if modules is None or not modules.complete:
            return
        themes = {module.theme for module in modules.rows} - {None}
        broken = len(modules.rows) < len(modules.ids)
        for index, row in enumerate(self._rows("qualifications")):
            path = ("qualifications", index, "module")
            if row.module.startswith("theme:"):
                theme = row.module.removeprefix("theme:")
                if theme not in themes and not broken:
                    hint = near(theme, themes)
                    self.report(path, say("theme_unknown", theme=theme, near=hint))
            elif row.module != "*":
                self.need("module", row.module, path)

    def _unavailability(self) -> None:
        for index, row in enumerate(self._rows("unavailability")):
            self.need(row.kind, row.id, ("unavailability", index, "id"))


COLUMNS = (
    ("units", "parent", "parent", "unit"),
    ("cadres", "tier", "tier", "tier"),
    ("cadres", "unit", "unit", "unit"),
    ("qualifications", "lecturer", "lecturer", "lecturer"),
    ("qualifications", "tier", "tier", "tier"),
    ("rooms", "venue", "venue", "venue"),
    ("unavailability", "slot", "slot", "slot"),
    ("distances", "unit", "unit", "unit"),
    ("distances", "venue", "venue", "venue"),
)
