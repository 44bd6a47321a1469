"""The teaching program as a whole: built from its rules, solved, read back."""

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from ortools.sat.python import cp_model

from models.rules import Component
from scheduler.formulation.decisions import ClassDecision, Decisions, Part
from scheduler.formulation.instance import Instance
from scheduler.formulation.teaching.board import Board, Effort, Option
from scheduler.formulation.teaching.inside import inside
from scheduler.formulation.teaching.lecturers import lecturer_rules
from scheduler.formulation.teaching.places import people_rules, room_rules
from scheduler.formulation.teaching.worth import SCALE_TO, Term, budget, make_peaks, worth


class TeachingProgram:
    """The program for a set of free classes; all other open classes stay as they are."""

    def __init__(
        self,
        instance: Instance,
        decisions: Decisions,
        options: list[Option],
        optional: frozenset[int] = frozenset(),
        *,
        apart: bool = True,
        reserved: Mapping[int, int] | None = None,
    ) -> None:
        """Build variables and rules; the classes in `optional` may stay closed.

        `reserved` sessions of a lecturer are for classes that are not planned yet. Without `apart`
        the rules between the people of several classes are left out; the caller then assigns the
        people anew.
        """
        self.board = Board(instance, decisions, options, reserved or {})
        for o, option in enumerate(options):
            inside(self.board, o, option)
        for k, chosen in self.board.of_class.items():
            literals = [self.board.choose[o] for o in chosen]
            if k in optional:
                self.board.model.add_at_most_one(literals)
            else:
                self.board.model.add_exactly_one(literals)
        lecturer_rules(self.board)
        room_rules(self.board)
        people_rules(self.board, apart=apart)
        self.peaks = make_peaks(self.board)
        budget(self.board)

    def solve_levels(self, levels: range, effort: Effort) -> Decisions | None:
        """Minimise the levels one after another; return the plan, None where none was found."""
        self._hint(self.board.decisions)
        best: Decisions | None = None
        for number, level in enumerate(levels):
            until = time.monotonic() + effort.seconds / (len(levels) - number)
            share = replace(effort, work=effort.work / len(levels), until=until)
            weight = {c: self.board.instance.weight(level, c) for c in Component}
            terms = worth(self.board, self.peaks, weight)
            if terms:
                best = self._minimize(terms, share, keep=True) or best
        return best

    def solve_values(self, weight: Mapping[Component, float], effort: Effort) -> Decisions | None:
        """Minimise the options' values plus the weighted components in one sum."""
        self._hint(self.board.decisions)
        terms = worth(self.board, self.peaks, weight)
        terms += [
            (v, o.value)
            for o, v in zip(self.board.options, self.board.choose, strict=True)
            if o.value
        ]
        return self._minimize(terms, effort, keep=False)

    def _minimize(self, terms: list[Term], effort: Effort, *, keep: bool) -> Decisions | None:
        scale = SCALE_TO / 100 / max(1e-9, max((abs(v) for _, v in terms), default=1.0))
        expression = sum(round(value * scale) * variable for variable, value in terms)
        self.board.model.minimize(expression)
        solver = cp_model.CpSolver()
        solver.parameters.max_deterministic_time = effort.work
        solver.parameters.max_time_in_seconds = effort.seconds
        solver.parameters.relative_gap_limit = effort.gap
        solver.parameters.num_workers = 1
        # On one thread all strategies in turn, neighbourhoods included, and the same every time.
        solver.parameters.interleave_search = effort.wide
        solver.parameters.random_seed = effort.seed
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(self.board.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        best = self._extract(solver)
        if keep:
            self.board.model.add(expression <= round(solver.objective_value))
            self._hint(best)
        return best

    def _is(self, o: int, decisions: Decisions) -> bool:
        option = self.board.options[o]
        d = decisions.get(option.k)
        same = d is not None and d.start == option.start and d.room == option.room
        return bool(same and d is not None and d.menu is option.menu)

    def _hint(self, decisions: Decisions) -> None:
        self.board.model.clear_hints()  # type: ignore[no-untyped-call]
        now = [self._is(o, decisions) for o in range(len(self.board.options))]
        offsets = {k: decisions[k].first_slots() for k in self.board.of_class if k in decisions}
        for o, literal in enumerate(self.board.choose):
            self.board.model.add_hint(literal, now[o])
        for (o, part, q), literal in self.board.begin.items():
            here = now[o] and offsets[self.board.options[o].k].get(part) == q
            self.board.model.add_hint(literal, here)
        for (o, part, q, x), literal in self.board.teach.items():
            k = self.board.options[o].k
            here = now[o] and offsets[k].get(part) == q
            self.board.model.add_hint(literal, here and decisions[k].lecturers.get(part.index) == x)

    def _extract(self, solver: cp_model.CpSolver) -> Decisions:
        chosen = {o for o, literal in enumerate(self.board.choose) if solver.boolean_value(literal)}
        order: dict[int, list[tuple[int, Part]]] = defaultdict(list)
        lecturers: dict[int, dict[int, int]] = defaultdict(dict)
        for (o, part, q), literal in self.board.begin.items():
            if o in chosen and solver.boolean_value(literal):
                order[o].append((q, part))
        for (o, part, _, x), literal in self.board.teach.items():
            if o in chosen and solver.boolean_value(literal):
                lecturers[o][part.index] = x
        result = {k: d for k, d in self.board.decisions.items() if k not in self.board.of_class}
        for o in sorted(chosen):
            option = self.board.options[o]
            result[option.k] = ClassDecision(
                start=option.start,
                room=option.room,
                menu=option.menu,
                order=tuple(part for _, part in sorted(order[o])),
                lecturers=lecturers[o],
                members=option.members,
            )
        return result
