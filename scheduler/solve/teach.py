"""Order the parts of one class and choose its lecturers by a short backtracking search."""

import numpy as np

from scheduler.formulation.decisions import ClassDecision, Part, parts_of
from scheduler.formulation.instance import Floats, Instance, Menu
from scheduler.solve.state import State
from scheduler.solve.teaching_search import TeachingSearch


def lecturer_prices(state: State, need: Floats) -> Floats:
    """Return [l]: how much the classes still to come want of a lecturer's remaining sessions.

    `need[m]` is the number of sessions of module m expected still; each module spreads its need
    over those who can teach it in proportion to what they have left.
    """
    inst = state.instance
    left = np.maximum(inst.lecturer_total - state.lecturer_load, 0).astype(float)
    able = _able(inst)
    supply = left @ able
    pull = np.divide(need, supply, out=np.zeros_like(need), where=supply > 0)
    result: Floats = able @ pull
    return result


def _able(inst: Instance) -> Floats:
    able = np.zeros((len(inst.lecturer_ids), len(inst.module_ids)))
    for programme in inst.programmes:
        np.maximum(able, programme.level > 0, out=able)
    return able


class Teacher:
    """Finds an order and lecturers for one class at a given start; None where it finds none."""

    def __init__(self, state: State, mismatch_weight: float, fee_weight: float) -> None:
        """Weights turn mismatch points and fees into the unit of the prices."""
        self.state = state
        inst = state.instance
        self.mismatch_weight = mismatch_weight
        self.fees = inst.lecturer_fee * fee_weight
        self.prices: Floats = np.zeros(len(inst.lecturer_ids))
        self.able = [
            {
                m: np.flatnonzero(programme.level[:, m] > 0).tolist()
                for m in {*programme.core, *(m for _, ms in programme.choices for m in ms)}
            }
            for programme in inst.programmes
        ]

    def hopeless(self, k: int, menu: Menu) -> bool:
        """Tell whether some module of a menu has nobody left with enough sessions."""
        left = self.state.instance.lecturer_total - self.state.lecturer_load
        able = self.able[self.state.instance.classes[k].programme]
        sessions = self.state.instance.module_sessions
        return any(max((left[x] for x in able[m]), default=-1) < sessions[m] for m in menu.modules)

    def assign(
        self, k: int, menu: Menu, start: int, venue: int
    ) -> tuple[tuple[Part, ...], dict[int, int]] | None:
        """Return the order of the parts and module -> lecturer for class k."""
        inst = self.state.instance
        cls = inst.classes[k]
        programme = inst.programmes[cls.programme]
        parts = parts_of(inst, k, menu)
        before: dict[int, list[int]] = {}
        for a, b in programme.order:
            if a in menu.modules and b in menu.modules:
                before.setdefault(b, []).append(a)
        search = TeachingSearch(self, k, menu, start, venue, before)
        firsts = [p for p in parts if not p.is_module and _position(programme, p) == "first"]
        lasts = [p for p in parts if not p.is_module and _position(programme, p) == "last"]
        free = [p for p in parts if not p.is_module and _position(programme, p) == "any"]
        modules = [p for p in parts if p.is_module]
        if cls.frozen is not None:
            return search.frozen(cls.frozen.modules, cls.frozen.lecturers, firsts, lasts, free)
        fixed = cls.lecturers
        return search.run(firsts, lasts, free, modules, fixed)

    def keep(
        self, k: int, menu: Menu, start: int, venue: int, decision: ClassDecision
    ) -> tuple[tuple[Part, ...], dict[int, int]] | None:
        """Return the order and lecturers of an earlier plan where they are still possible."""
        inst = self.state.instance
        level = inst.programmes[inst.classes[k].programme].level
        lecturers = dict(decision.lecturers)
        fixed = inst.classes[k].lecturers.items()
        wanted = sorted(parts_of(inst, k, menu)) == sorted(decision.order)
        if not wanted or any(level[x, m] == 0 for m, x in lecturers.items()):
            return None
        if any(lecturers.get(m, x) != x for m, x in fixed):
            return None
        search = TeachingSearch(self, k, menu, start, venue, {})
        return (decision.order, lecturers) if search.fits(decision.order, lecturers) else None


def _position(programme: object, part: Part) -> str:
    return str(programme.activities[part.index].position)  # type: ignore[attr-defined]
