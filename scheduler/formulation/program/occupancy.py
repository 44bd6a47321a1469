"""When classes meet: which class runs on the first day of another, and what kept classes occupy.

Every day of a class includes its first slot, so two classes share a day exactly when one of them
runs on the first day of the other.
"""

from functools import cached_property

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from scheduler.formulation.instance import Bools, Ints
from scheduler.formulation.program.program import Program, Values


def running(program: Program, b: int, a: int) -> IntVar | None:
    """Return a literal that is true where free class b runs on the first day of free class a.

    None where that cannot be. Formula: start[a, s] + sum of span[b, s'] over spans with s <= it.
    """
    return program.remember(("running", b, a), lambda: _running(program, b, a))


def _running(program: Program, b: int, a: int) -> IntVar | None:
    first, second = program.classes[a], program.classes[b]
    begin, days = second.candidate.start, second.candidate.days
    meetings = [
        (literal, second.spans((begin <= day) & (day < begin + days)))
        for day, literal in first.start.items()
    ]
    meetings = [(literal, spans) for literal, spans in meetings if spans]
    if not meetings:
        return None
    indices = [(literal.index, [span.index for span in spans]) for literal, spans in meetings]

    def meets(values: Values) -> int:
        return int(any(values[s] and any(values[n] for n in spans) for s, spans in indices))

    met = program.derive(0, 1, meets)
    for literal, spans in meetings:
        program.model.add(literal + LinearExpr.sum(spans) <= 1 + met)
    return met


def together(program: Program, a: int, b: int) -> IntVar | None:
    """Return a literal that is true where the free classes a and b share a day; None if never."""
    return program.remember(("together", min(a, b), max(a, b)), lambda: _together(program, a, b))


def _together(program: Program, a: int, b: int) -> IntVar | None:
    ways = [way for way in (running(program, b, a), running(program, a, b)) if way is not None]
    if len(ways) < 2:
        return ways[0] if ways else None
    indices = [way.index for way in ways]
    met = program.derive(0, 1, lambda values: max(values[i] for i in indices))
    for way in ways:
        program.model.add_implication(way, met)
    return met


def running_on(program: Program, k: int, day: int) -> IntVar | None:
    """Return a literal that is true where free class k runs on a day; None if never."""
    candidate = program.classes[k].candidate
    holds = (candidate.start <= day) & (day < candidate.start + candidate.days)
    return program.some_of(program.classes[k].spans(holds))


class Occupied:
    """What the kept classes of a scope occupy."""

    def __init__(self, program: Program) -> None:
        """Remember the program; the arrays are made when they are asked for."""
        self.instance = program.instance
        self.kept = program.scope.kept

    @cached_property
    def rooms(self) -> Bools:
        """[r, d]: a kept class is in room r on day d."""
        used = np.zeros((len(self.instance.room_ids), self.instance.num_days), dtype=bool)
        for decision in self.kept.values():
            used[decision.room, decision.start : decision.start + decision.menu.days] = True
        return used

    @cached_property
    def teaching(self) -> Bools:
        """[l, h]: lecturer l teaches a kept class in slot h."""
        instance = self.instance
        used = np.zeros((len(instance.lecturer_ids), instance.num_slots), dtype=bool)
        for decision in self.kept.values():
            first = decision.start * instance.slots_per_day
            for part, offset in decision.first_slots().items():
                if part.is_module:
                    slot = first + offset
                    used[decision.lecturers[part.index], slot : slot + part.sessions] = True
        return used

    @cached_property
    def venue(self) -> Ints:
        """[l, d]: the venue at which lecturer l teaches a kept class on day d, -1 none."""
        instance = self.instance
        at = np.full((len(instance.lecturer_ids), instance.num_days), -1)
        for decision in self.kept.values():
            for part, offset in decision.first_slots().items():
                for slot in range(offset, offset + part.sessions) if part.is_module else ():
                    day = decision.start + slot // instance.slots_per_day
                    at[decision.lecturers[part.index], day] = instance.room_venue[decision.room]
        return at

    @cached_property
    def units(self) -> Ints:
        """[u, d]: planned cadres of unit u in kept classes on day d."""
        return self._load(self.instance.unit_of, len(self.instance.unit_cap))

    @cached_property
    def groups(self) -> Ints:
        """[g, d]: members of cover group g in kept classes on day d."""
        return self._load(self.instance.group_of, int(self.instance.group_of.max(initial=-1)) + 1)

    def _load(self, subject_of: Ints, number: int) -> Ints:
        load = np.zeros((number, self.instance.num_days), dtype=np.int64)
        for decision in self.kept.values():
            subjects = subject_of[decision.members]
            count = np.bincount(subjects[subjects >= 0], minlength=number)
            load[:, decision.start : decision.start + decision.menu.days] += count[:, None]
        return load


def occupied(program: Program) -> Occupied:
    """Return what the kept classes of the program's scope occupy, computed once."""
    if program.occupied is None:
        program.occupied = Occupied(program)
    return program.occupied
