"""The plan as it stands on paper: its rows gathered by class, judged by nobody yet."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from models.plan import Enrolment, Plan, PlannedClass, PlannedSession

Row = TypeVar("Row", PlannedSession, Enrolment)


@dataclass(frozen=True)
class HeldClass:
    """One class that opens: sessions in the order of time, cadres and days sorted and distinct."""

    row: PlannedClass
    sessions: tuple[PlannedSession, ...]
    cadres: tuple[str, ...]

    @property
    def class_id(self) -> str:
        """The id of the class."""
        return self.row.class_id

    @property
    def room(self) -> str | None:
        """The room of the class."""
        return self.row.room

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which the class meets."""
        return tuple(sorted({session.date for session in self.sessions}))

    @cached_property
    def start(self) -> date | None:
        """The start day of the class; its first session's where classes.csv gives none."""
        if self.row.start is not None:
            return self.row.start
        return self.days[0] if self.days else None

    @cached_property
    def taught(self) -> tuple[PlannedSession, ...]:
        """The sessions that teach a module; activities have neither module nor lecturer."""
        return tuple(
            session
            for session in self.sessions
            if session.kind == "module" and session.module is not None
        )

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules that the class teaches, in the order of their first session."""
        return tuple(dict.fromkeys(session.module for session in self.taught if session.module))

    @cached_property
    def lecturers_of(self) -> dict[str, frozenset[str | None]]:
        """The lecturers of each module; None stands for a session without one."""
        found: dict[str, set[str | None]] = defaultdict(set)
        for session in self.taught:
            found[session.module or ""].add(session.lecturer)
        return {module: frozenset(lecturers) for module, lecturers in found.items()}

    @cached_property
    def place_of(self) -> dict[str, int]:
        """The first place (`seq`) of each module in the class."""
        places: dict[str, int] = {}
        for session in self.taught:
            module = session.module or ""
            places[module] = min(session.seq, places.get(module, session.seq))
        return places


class Paper:
    """The rows of a plan by class; `listed` holds the first row of each class in classes.csv.

    A class outside `known` (None: all are known) is left to FORM and never held.
    """

    def __init__(
        self, plan: Plan, slots: dict[str, int], known: Collection[str] | None = None
    ) -> None:
        self._slots = slots
        self._known = known
        self.plan = plan
        self.times_listed = Counter(row.class_id for row in plan.classes)
        self.listed: dict[str, PlannedClass] = {}
        for row in plan.classes:
            self.listed.setdefault(row.class_id, row)
        self.sessions = self._by_class(plan.sessions)
        self.enrolments = self._by_class(plan.enrolments)

    @staticmethod
    def _by_class(rows: Iterable[Row]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            found[row.class_id].append(row)
        return dict(found)

    def _in_time(self, session: PlannedSession) -> tuple[date, int, int]:
        return session.date, self._slots.get(session.slot, len(self._slots)), session.seq

    @cached_property
    def held(self) -> dict[str, HeldClass]:
        """Every known class that classes.csv lists as open, by id in the order of ids."""
        return {
            class_id: HeldClass(
                row=row,
                sessions=tuple(sorted(self.sessions.get(class_id, ()), key=self._in_time)),
                cadres=tuple(sorted({e.cadre for e in self.enrolments.get(class_id, ())})),
            )
            for class_id, row in sorted(self.listed.items())
            if row.open and (self._known is None or class_id in self._known)
        }

    @cached_property
    def classes_of(self) -> dict[str, tuple[HeldClass, ...]]:
        """The open classes of each cadre who attends any, by start day, then class id."""
        found: dict[str, list[HeldClass]] = defaultdict(list)
        in_order = sorted(self.held.values(), key=lambda h: (h.start or date.max, h.class_id))
        for held in in_order:
            for cadre in held.cadres:
                found[cadre].append(held)
        return {cadre: tuple(found[cadre]) for cadre in sorted(found)}
