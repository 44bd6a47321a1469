"""The decision variables of one free class and what defines them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python.cp_model import IntVar, LinearExpr

from scheduler.formulation.curriculum import make_menu
from scheduler.formulation.decisions import ClassDecision, Decisions, Part
from scheduler.formulation.instance import Bools, Menu
from scheduler.formulation.program.scope import Candidate

if TYPE_CHECKING:
    from scheduler.formulation.program.program import Program


class ClassVariables:
    """Literals of one class.

    `span[n]` is the n-th pair (start day, length in slots) of the candidate, `start[d]` a start
    day, `room[r]`, `taken[m]` an optional module, `place[part][p]` the slot (from the start of the
    class) at which a part begins, `teach[m][x]`, `attend[n]` the n-th cadre of the candidate.
    """

    def __init__(self, program: "Program", candidate: Candidate) -> None:
        """Create the variables; exactly one span, room and place each, if the class opens."""
        self.program = program
        self.candidate = candidate
        k = candidate.k
        self.open = program.decide(lambda plan: k in plan)
        self.span = self._spans()
        self.start = self._starts()
        self.room = {
            r: program.decide(lambda plan, r=r: k in plan and plan[k].room == r)  # type: ignore[misc]
            for r in candidate.rooms
        }
        program.model.add(LinearExpr.sum(list(self.room.values())) == self.open)
        self.taken = {m: self._taken(m) for m in candidate.course.optional}
        self._lengths()
        self.place = {part: self._places(part) for part in self.parts()}
        self.teach = {m: self._teach(m) for m in candidate.course.modules}
        self.attend = self._attend()
        self.position = np.full(program.instance.num_cadres, -1)
        self.position[candidate.cadres] = np.arange(len(candidate.cadres))

    def parts(self) -> list[Part]:
        """Return everything that the class can hold: activities in their order, then modules."""
        sessions = self.program.instance.module_sessions
        activities = [Part(False, a.index, a.sessions) for a in self.candidate.programme.activities]
        modules = [Part(True, m, int(sessions[m])) for m in self.candidate.course.modules]
        return activities + modules

    def teaches(self, m: int) -> IntVar:
        """Return the literal: the class opens and teaches module m."""
        return self.taken.get(m, self.open)

    def attends(self, i: int) -> IntVar | None:
        """Return the literal: cadre i attends; None where i is no candidate."""
        n = int(self.position[i])
        return None if n < 0 else self.attend[n]

    def spans(self, which: Bools) -> list[IntVar]:
        """Return the literals of the spans that a mask names."""
        return [self.span[int(n)] for n in np.flatnonzero(which)]

    def covering(self, part: Part, slot: int) -> list[IntVar]:
        """Return the literals: the part fills that slot of the class."""
        places = self.place[part]
        first = slot - part.sessions + 1
        return [places[p] for p in range(max(0, first), slot + 1) if p in places]

    def longer_than(self, slot: int) -> list[IntVar]:
        """Return the span literals of a class that uses that slot."""
        return self.spans(self.candidate.length > slot)

    def _spans(self) -> list[IntVar]:
        program, k = self.program, self.candidate.k
        start, length = self.candidate.start, self.candidate.length

        def chosen(plan: Decisions) -> Bools | None:
            decision = plan.get(k)
            if decision is None:
                return None
            mask: Bools = (start == decision.start) & (length == decision.menu.length)
            return mask

        literals = program.decide_all(len(start), chosen)
        program.model.add(LinearExpr.sum(literals) == self.open)
        return literals

    def _starts(self) -> dict[int, IntVar]:
        start = self.candidate.start
        literals = {}
        for day in sorted(set(start.tolist())):
            literal = self.program.some_of(self.spans(start == day))
            assert literal is not None
            literals[int(day)] = literal
        return literals

    def _taken(self, m: int) -> IntVar:
        k = self.candidate.k
        literal = self.program.decide(lambda plan: k in plan and m in plan[k].menu.modules)
        self.program.model.add_implication(literal, self.open)
        return literal

    def _lengths(self) -> None:
        """Let the span be as long as what is taught; of given menus one is taken."""
        model, course = self.program.model, self.candidate.course
        sessions = self.program.instance.module_sessions
        if self.taken:
            slots = [int(length) for length in self.candidate.length]
            fixed = sum(a.sessions for a in self.candidate.programme.activities)
            fixed += int(sum(sessions[m] for m in course.always))
            taught = [int(sessions[m]) for m in self.taken]
            model.add(
                LinearExpr.weighted_sum(self.span, slots)
                == LinearExpr.weighted_sum(list(self.taken.values()), taught) + fixed * self.open
            )
        if course.menus is not None and self.taken:
            k = self.candidate.k
            menus = course.menus
            chosen = self.program.decide_all(
                len(menus),
                lambda plan: np.array(
                    [k in plan and set(plan[k].menu.modules) == menu for menu in menus]
                ),
            )
            model.add(LinearExpr.sum(chosen) == self.open)
            for m, literal in self.taken.items():
                inside = [c for c, menu in zip(chosen, menus, strict=True) if m in menu]
                model.add(LinearExpr.sum(inside) == literal)

    def _places(self, part: Part) -> dict[int, IntVar]:
        k = self.candidate.k
        program = self.program
        literals = {
            p: program.decide(
                lambda plan, p=p: k in plan and plan[k].first_slots().get(part) == p  # type: ignore[misc]
            )
            for p in self._possible_places(part)
        }
        held = self.teaches(part.index) if part.is_module else self.open
        program.model.add(LinearExpr.sum(list(literals.values())) == held)
        return literals

    def _possible_places(self, part: Part) -> list[int]:
        longest = self.candidate.longest
        everywhere = list(range(longest - part.sessions + 1))
        if self.program.scope.width:
            return everywhere
        activities = self.candidate.programme.activities
        first = [a for a in activities if a.position == "first"]
        last = [a for a in activities if a.position == "last"]
        own = None if part.is_module else activities[part.index]
        if own in first:
            return [sum(a.sessions for a in first if a.index < part.index)]
        if own in last:
            rest = sum(a.sessions for a in last if a.index >= part.index)
            return sorted({int(length) - rest for length in self.candidate.length})
        before, after = sum(a.sessions for a in first), sum(a.sessions for a in last)
        return [p for p in everywhere if before <= p <= longest - after - part.sessions]

    def _teach(self, m: int) -> dict[int, IntVar]:
        k = self.candidate.k
        return {
            x: self.program.decide(
                lambda plan, x=x: k in plan and plan[k].lecturers.get(m) == x  # type: ignore[misc]
            )
            for x in self.candidate.teachers[m]
        }

    def _attend(self) -> list[IntVar]:
        k, cadres = self.candidate.k, self.candidate.cadres

        def members(plan: Decisions) -> Bools | None:
            return np.isin(cadres, plan[k].members) if k in plan else None

        literals = self.program.decide_all(len(cadres), members)
        for literal in literals:
            self.program.model.add_implication(literal, self.open)
        return literals

    def fix(self, decision: ClassDecision | None) -> None:
        """Fix every decision of the class; a part that is no candidate contradicts."""
        model = self.program.model
        if decision is None:
            model.add_bool_or([self.open.negated()])
            return
        spans = (self.candidate.start == decision.start) & (
            self.candidate.length == decision.menu.length
        )
        wanted: list[IntVar | None] = [self.open, self.room.get(decision.room)]
        wanted += self.spans(spans) or [None]
        wanted += [self.teaches(m) if m in self.teach else None for m in decision.menu.modules]
        for part, slot in decision.first_slots().items():
            wanted.append(self.place.get(part, {}).get(slot))
        wanted += [self.teach.get(m, {}).get(x) for m, x in decision.lecturers.items()]
        wanted += [self.attends(int(i)) for i in decision.members]
        known = [literal for literal in wanted if literal is not None]
        model.add_bool_and(known)
        if len(known) < len(wanted):
            model.add_bool_or([])
        others = [lit for m, lit in self.taken.items() if m not in decision.menu.modules]
        for m, teachers in self.teach.items():
            others += [lit for x, lit in teachers.items() if decision.lecturers.get(m) != x]
        model.add_bool_and([literal.negated() for literal in others])
        outside = ~np.isin(self.candidate.cadres, decision.members)
        model.add_bool_and([self.attend[int(n)].negated() for n in np.flatnonzero(outside)])

    def decision(self, values: Sequence[int]) -> ClassDecision:
        """Return the decision about the class, which is open, that a solution holds."""
        candidate = self.candidate
        chosen = next(n for n, span in enumerate(self.span) if values[span.index])
        room = next(r for r, literal in self.room.items() if values[literal.index])
        places = {
            part: next(p for p, literal in self.place[part].items() if values[literal.index])
            for part in self.parts()
            if not part.is_module or values[self.teaches(part.index).index]
        }
        modules = {part.index for part in places if part.is_module}
        attending = [bool(values[literal.index]) for literal in self.attend]
        return ClassDecision(
            start=int(candidate.start[chosen]),
            room=room,
            menu=self._menu(modules),
            order=tuple(sorted(places, key=lambda part: places[part])),
            lecturers={
                m: next(x for x, literal in self.teach[m].items() if values[literal.index])
                for m in sorted(modules)
            },
            members=candidate.cadres[np.array(attending, dtype=bool)],
        )

    def _menu(self, modules: set[int]) -> Menu:
        """Return the menu of a set of modules; the same object for the same set."""
        programme = self.candidate.programme
        for menu in (*self.program.scope.menus.get(self.candidate.k, ()), *programme.menus):
            if set(menu.modules) == modules:
                return menu
        electives = tuple(sorted(modules - set(programme.core)))
        fixed = sum(activity.sessions for activity in programme.activities)
        return make_menu(self.program.instance, programme.core, electives, fixed)
