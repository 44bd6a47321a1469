"""The whole program, from its solutions to plans, and from a plan to hints."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchmarks.monolith.frame import ClassVars, Expr, Frame, Var, kind_of
from benchmarks.monolith.people import add_people
from benchmarks.monolith.teaching import add_teaching
from benchmarks.monolith.worth import add_worth
from scheduler.formulation.decisions import ClassDecision, Decisions, Part
from scheduler.formulation.instance import Instance


class Program:
    """One model for everything, with its levels."""

    def __init__(self, instance: Instance) -> None:
        """Build the model."""
        self.instance = instance
        self.frame = Frame(instance)
        add_teaching(self.frame)
        add_people(self.frame)
        self.levels = add_worth(self.frame)

    def decisions(self, solution: Sequence[int]) -> Decisions:
        """Return the plan of a solution (the value of each variable by its index)."""
        found: Decisions = {}
        for k, cls in self.frame.classes.items():
            if solution[cls.opens.index]:
                found[k] = self._decision(cls, solution)
        return found

    def _decision(self, cls: ClassVars, solution: Sequence[int]) -> ClassDecision:
        def value(expression: Expr) -> int:
            return value_of(expression, solution)

        def taken(literal: Var) -> bool:
            return bool(solution[literal.index])

        menu = next(menu for menu, literal in cls.menus if taken(literal))
        modules = set(menu.modules)
        parts = [p for p in cls.offsets if not p.is_module or p.index in modules]
        last = [p for p in parts if self._place(cls, p) == "last"]
        head = sorted((p for p in parts if p not in last), key=lambda p: value(cls.offsets[p]))
        return ClassDecision(
            start=next(day for (day, _), literal in cls.at.items() if taken(literal)),
            room=next(room for room, literal in cls.rooms.items() if taken(literal)),
            menu=menu,
            order=(*head, *last),
            lecturers={
                m: next(x for x, literal in cls.lecturers[m].items() if taken(literal))
                for m in menu.modules
            },
            members=np.array(sorted(i for i, x in cls.attends.items() if taken(x)), dtype=np.int64),
        )

    def _place(self, cls: ClassVars, part: Part) -> str:
        programme = self.instance.programmes[self.instance.classes[cls.index].programme]
        return "any" if part.is_module else programme.activities[part.index].position

    def hint(self, decisions: Decisions) -> None:
        """Hint every decision of a plan; classes that are alike change places to be in order."""
        model = self.frame.model
        decisions = in_order(self.instance, decisions)
        for k, cls in self.frame.classes.items():
            decision = decisions.get(k)
            model.add_hint(cls.opens, decision is not None)
            for menu, literal in cls.menus:
                same = decision is not None and decision.menu.electives == menu.electives
                model.add_hint(literal, same)
            for (day, days), literal in cls.at.items():
                same = decision is not None and (decision.start, decision.menu.days) == (day, days)
                model.add_hint(literal, same)
            for room, literal in cls.rooms.items():
                model.add_hint(literal, decision is not None and decision.room == room)
            members = set() if decision is None else set(decision.members.tolist())
            for i, literal in cls.attends.items():
                model.add_hint(literal, i in members)
            self._hint_teaching(cls, decision)

    def _hint_teaching(self, cls: ClassVars, decision: ClassDecision | None) -> None:
        model = self.frame.model
        lecturers = {} if decision is None else decision.lecturers
        for module, able in cls.lecturers.items():
            for x, literal in able.items():
                model.add_hint(literal, lecturers.get(module) == x)
        for part, offset in ({} if decision is None else decision.first_slots()).items():
            place = cls.offsets.get(part)
            if isinstance(place, Var):
                model.add_hint(place, offset)


def value_of(expression: Expr, solution: Sequence[int]) -> int:
    """Return the value of a number or of a variable in a solution."""
    if isinstance(expression, Var):
        return int(solution[expression.index])
    return int(expression) if isinstance(expression, int) else 0


def in_order(instance: Instance, decisions: Decisions) -> Decisions:
    """Return the same plan with classes that are alike opened in order and by date."""
    alike: dict[object, list[int]] = {}
    for cls in instance.classes:
        kind = kind_of(instance, cls.index)
        alike.setdefault(cls.index if kind is None else kind, []).append(cls.index)
    ordered: Decisions = {}
    for classes in alike.values():
        plans = sorted((decisions[k] for k in classes if k in decisions), key=lambda d: d.start)
        ordered.update({k: replace(d) for k, d in zip(classes, plans, strict=False)})
    return ordered
