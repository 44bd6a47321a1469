"""One class before and after a repair, as the reasons look at it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.explanation import Fact
from models.moves import Move, MoveKind
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import ClassDecision, Part
from scheduler.formulation.instance import BaselineClass, ClassData, Instance, Ints


@dataclass(frozen=True)
class Change:
    """A class with its baseline; `decision` is None where it does not open."""

    situation: Situation
    voice: Voice
    k: int

    @property
    def inst(self) -> Instance:
        """The arrays of the scenario."""
        return self.situation.instance

    @property
    def cls(self) -> ClassData:
        """The class of the scenario."""
        return self.inst.classes[self.k]

    @property
    def before(self) -> BaselineClass | None:
        """The class in the baseline."""
        return self.cls.baseline

    @property
    def decision(self) -> ClassDecision | None:
        """The class in the plan."""
        return self.situation.decisions.get(self.k)

    @cached_property
    def former(self) -> Ints:
        """Members of the baseline who are still planned."""
        if self.before is None:
            return np.zeros(0, dtype=np.int64)
        return self.before.members[self.before.members >= 0]

    @cached_property
    def stands(self) -> bool:
        """Whether the class keeps date and room."""
        before, decision = self.before, self.decision
        if before is None or decision is None:
            return False
        return (before.start, before.room) == (decision.start, decision.room)

    def slots(self, m: int) -> range:
        """Return the slots in which the baseline taught module m."""
        assert self.before is not None
        first = self.before.start * self.inst.slots_per_day + self.before.teaching[m][1] - 1
        return range(first, first + int(self.inst.module_sessions[m]))

    def lecturer_lost(self, m: int) -> Fact | None:
        """Return why the baseline's lecturer of module m cannot give it any more at its time."""
        assert self.before is not None
        x, _ = self.before.teaching[m]
        inst, voice = self.inst, self.voice
        if x is None:
            return voice.fact("move_not_qualified", lecturer="?")
        name = inst.lecturer_ids[x]
        if inst.programmes[self.cls.programme].level[x, m] == 0:
            return voice.fact("move_not_qualified", lecturer=name)
        fixed = self.cls.lecturers.get(m, x)
        if fixed != x:
            why = voice.fact("bar_lecturer_fixed", lecturer=inst.lecturer_ids[fixed])
            return voice.fact("because", subject=name, why=why)
        for h in self.slots(m):
            if h < inst.num_slots and not inst.lecturer_free[x, h]:
                return voice.fact("because", subject=name, why=self.away(h))
        return None

    def away(self, h: int) -> Fact:
        """Return that a lecturer is away in a slot."""
        day, slot = divmod(h, self.inst.slots_per_day)
        name = self.inst.scenario.calendar.slots[slot].name
        return self.voice.fact("bar_lecturer_away", day=self.inst.date_of(day), slot=name)

    @cached_property
    def lost_modules(self) -> list[tuple[int, str]]:
        """Modules of the baseline that lost their lecturer, with the lecturer's id."""
        assert self.before is not None
        found = []
        for m, (x, _) in sorted(self.before.teaching.items()):
            if self.lecturer_lost(m) is not None:
                found.append((m, "?" if x is None else self.inst.lecturer_ids[x]))
        return found

    def where(self, start: int, room: int | None) -> str:
        """Return date and room as text."""
        name = "?" if room is None or room < 0 else self.inst.room_ids[room]
        return self.voice.fact("at", day=self.inst.date_of(start), room=name).text

    def taught(self, x: int | None, h: int) -> str:
        """Return lecturer and time as text."""
        day, slot = divmod(h, self.inst.slots_per_day)
        return self.voice.fact(
            "taught",
            lecturer="?" if x is None else self.inst.lecturer_ids[x],
            day=self.inst.date_of(day),
            slot=self.inst.scenario.calendar.slots[slot].name,
        ).text

    def now(self) -> dict[int, tuple[int, int, Part]]:
        """Return module -> (lecturer, first seq, part) of the plan."""
        if self.decision is None:
            return {}
        return {
            part.index: (self.decision.lecturers[part.index], offset + 1, part)
            for part, offset in self.decision.first_slots().items()
            if part.is_module
        }

    def move(self, kind: MoveKind, why: Fact, **fields: object) -> Move:
        """Return a move of this class."""
        code = why.code
        if code == "because":
            code = why.values["why"].code
        return Move(kind=kind, class_id=self.cls.id, code=code, reason=why.text, **fields)  # type: ignore[arg-type]
