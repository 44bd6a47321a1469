"""Columns: the best people for one class at a given start, room and menu, others fixed.

The limits on a column (room, unit, cover group) are nested where cover groups lie inside units,
so taking people in order of value is exact for one column; elsewhere it is a good heuristic.
"""

from dataclasses import dataclass

import numpy as np

from models.rules import Component
from scheduler.formulation.decisions import marginal_repeat, within_repeat_share
from scheduler.formulation.instance import COMPONENTS, Bools, Floats, Ints, Menu
from scheduler.solve.figures import Figures
from scheduler.solve.state import State

LEVEL_STEP = 1e-4
PARTIAL_CREDIT = 0.5


@dataclass(frozen=True)
class Column:
    """People for a class and what opening it is worth (negative: better), teaching aside."""

    members: Ints
    value: float


@dataclass(frozen=True)
class _Static:
    """What does not depend on the plan: admissible cadres and their cost of attending."""

    cadres: Ints
    cost: Floats

    def of(self, members: Ints) -> float:
        """Return the cost of these members, who must be admissible."""
        return float(self.cost[np.searchsorted(self.cadres, members)].sum())


class Columns:
    """Finds people for classes; all costs are in one unit that keeps the order of the levels."""

    def __init__(self, state: State, figures: Figures) -> None:
        """Weigh the levels so that a later one decides only where earlier ones are equal."""
        self.state = state
        self.figures = figures
        self.inst = state.instance
        scale = np.array([LEVEL_STEP ** (n - 1) for n in range(len(self.inst.weights))])
        combined = scale @ self.inst.weights
        self.coefficient = {c: float(combined[n]) for n, c in enumerate(COMPONENTS)}
        self._static: dict[tuple[int, int, int, bool], _Static] = {}
        self._within_share: dict[int, Bools] = {}
        self._menus: list[Menu] = []
        self._covers: dict[tuple[int, int, bytes], Bools] = {}
        self.reserved = np.zeros(self.inst.num_cadres, dtype=np.int16)
        for cls in self.inst.classes:
            self.reserved[self.fixed(cls.index)] += 1
        self._baseline = [
            None if cls.baseline is None else cls.baseline.members[cls.baseline.members >= 0]
            for cls in self.inst.classes
        ]

    def fixed(self, k: int) -> Ints:
        """Return the cadres who must attend class k (H15)."""
        cls = self.inst.classes[k]
        if cls.frozen is not None:
            return cls.frozen.members[cls.frozen.members >= 0]
        return cls.members

    def static(self, p: int, menu: Menu, room: int) -> _Static:
        """Return who may attend a class of programme p with a menu in a room, dates aside."""
        inst = self.inst
        # Rooms of a venue are equally far, online ones are no way off: one answer for all of them.
        key = (p, id(menu), int(inst.room_venue[room]), bool(inst.room_online[room]))
        if key not in self._static:
            serves = inst.serves[inst.room_venue[room]][inst.unit_of]
            mask = inst.programmes[p].admits & serves & self._share(menu)
            cadres = np.flatnonzero(mask)
            self._static[key] = _Static(cadres, self._cost(cadres, menu, room))
        return self._static[key]

    def _share(self, menu: Menu) -> Bools:
        if id(menu) not in self._within_share:
            self._menus.append(menu)
            self._within_share[id(menu)] = within_repeat_share(self.inst, menu)
        return self._within_share[id(menu)]

    def _cost(self, cadres: Ints, menu: Menu, room: int) -> Floats:
        inst, weight = self.inst, self.coefficient
        rules = inst.scenario.rules
        km = inst.km[inst.unit_of[cadres], room]
        money = rules.allowance_per_person_day * menu.days + rules.travel_cost_per_km * km
        cost: Floats = weight[Component.TRAVEL] * km + weight[Component.COST] * money
        if not self.state.several:
            repeat = self.figures.first_repeat(menu)[cadres]
            cost = cost + weight[Component.REPEAT] * repeat
        return cost

    def worth_of_a_seat(self, k: int, *, alone: bool = False) -> float:
        """Return what a covered cadre of class k's tiers is typically worth.

        Beside the classes that are open, or `alone`, when nobody is covered by the plan yet.
        """
        inst, weight = self.inst, self.coefficient
        mask = inst.programmes[inst.classes[k].programme].admits & ~inst.covered
        if not mask.any():
            return 0.0
        tier = float(inst.tier_weight[inst.tier_of[mask]].mean())
        left = inst.tier_need if alone else self.state.tier_left
        wanted = (left[inst.tier_of[mask]] >= 0).any()
        return weight[Component.PRIORITY] * float(inst.priority[mask].mean()) + (
            weight[Component.SHORTFALL] * tier if wanted else 0.0
        )

    def class_cost(self, k: int, menu: Menu, start: int, room: int) -> float:
        """Return the cost of opening class k that does not depend on people and lecturers."""
        inst, weight = self.inst, self.coefficient
        value = weight[Component.CLASSES]
        value += weight[Component.COST] * float(inst.room_cost[room]) * menu.days
        value += weight[Component.RISK] * float(inst.risk[start : start + menu.days].sum())
        before = inst.classes[k].baseline
        if inst.has_baseline:
            points = inst.scenario.rules.moves.class_
            same = before is not None and before.start == start and before.room == room
            if before is None or not same:
                value += weight[Component.MOVES] * points
            if before is not None:
                value -= weight[Component.MOVES] * points
        return value

    def people(
        self,
        k: int,
        menu: Menu,
        start: int,
        room: int,
        preferred: Ints | None = None,
        *,
        lean: bool = False,
    ) -> Column | None:
        """Return the best people for class k, None where it cannot reach its least size.

        Those in `preferred` are taken before all others as far as the rules allow; a `lean`
        class takes no more than it must.
        """
        inst = self.inst
        cls = inst.classes[k]
        programme = inst.programmes[cls.programme]
        fixed = self.fixed(k)
        static = self.static(cls.programme, menu, room)
        cadres, cost = self._available(k, static, start, menu.days, fixed)
        if len(fixed) and not np.isin(fixed, cadres).all():
            return None
        cost, covers = self._dynamic(k, menu, start, cadres, cost)
        if len(fixed):
            cost[np.isin(cadres, fixed)] -= 1e12
        if preferred is not None:
            cost[np.isin(cadres, preferred)] -= 1e9
        order = np.argsort(cost, kind="stable")
        order = order[self.fitting(cadres[order], start, menu.days)]
        capacity = inst.capacity(k, room)
        if lean:
            capacity = min(capacity, max(programme.size_min, len(fixed)))
        wanted = int(np.searchsorted(cost[order], -1e-12))
        size = min(capacity, max(programme.size_min, wanted), len(order))
        if size < programme.size_min:
            return None
        taken = order[:size]
        if len(fixed) and not np.isin(fixed, cadres[taken]).all():
            return None
        value = float(cost[taken].sum()) + 1e12 * len(fixed) + self._excess(cadres, covers, taken)
        return Column(np.sort(cadres[taken]), value + self.class_cost(k, menu, start, room))

    def _available(
        self, k: int, static: _Static, start: int, days: int, fixed: Ints
    ) -> tuple[Ints, Floats]:
        """Return who is free on all days and has a class left, with the cost of attending."""
        inst, state = self.inst, self.state
        allowed = inst.scenario.rules.max_classes_per_cadre
        free = (state.count + self.reserved) < allowed
        if len(fixed):
            free[fixed] = state.count[fixed] < allowed
        ok = free & inst.attends(start, days)
        if state.busy is not None:
            ok &= ~state.busy[start : start + days].any(axis=0)
        keep = ok[static.cadres]
        cadres, cost = static.cadres[keep], static.cost[keep]
        if inst.classes[k].frozen is not None:
            inside = np.isin(cadres, fixed)
            cadres, cost = cadres[inside], cost[inside]
        return cadres, cost

    def _dynamic(
        self, k: int, menu: Menu, start: int, cadres: Ints, cost: Floats
    ) -> tuple[Floats, Bools]:
        """Add what depends on the plan so far: new coverage, repeat across classes, moves."""
        inst, state, weight = self.inst, self.state, self.coefficient
        p = inst.classes[k].programme
        gain = inst.gain(p, menu, start)
        missing = inst.remaining[cadres] - state.given[cadres]
        uncovered = ~state.covered[cadres]
        covers = np.asarray(uncovered & (missing - gain <= 1e-9).all(axis=1), dtype=bool)
        tiers = inst.tier_of[cadres]
        worth = (
            weight[Component.PRIORITY] * inst.priority[cadres]
            + (weight[Component.SHORTFALL] * inst.tier_weight * (state.tier_left > 0))[tiers]
        )
        share = covers.astype(float)
        if state.several:
            wanted = np.maximum(missing, 0.0)
            total = wanted.sum(axis=1)
            part = np.minimum(wanted, gain).sum(axis=1)
            progress = np.divide(part, total, out=np.zeros_like(total), where=total > 0)
            share = np.where(covers, 1.0, PARTIAL_CREDIT * progress * uncovered)
            assert state.had is not None
            repeat = marginal_repeat(inst, menu, state.had[cadres], inst.seen[cadres])
            cost = cost + weight[Component.REPEAT] * repeat
        cost = cost - worth * share
        if inst.has_baseline:
            moved = weight[Component.MOVES] * inst.scenario.rules.moves.enrolment
            before = self._baseline[k]
            cost += moved
            if before is not None and len(before):
                cost[np.isin(cadres, before)] -= 2 * moved
        return cost, covers

    def fitting(self, cadres: Ints, start: int, days: int) -> Ints:
        """Return the positions of those who fit unit caps and cover groups, best first (H12)."""
        inst, state = self.inst, self.state
        positions = np.arange(len(cadres))
        groups = inst.group_of[cadres]
        grouped = np.flatnonzero(groups >= 0)
        if len(grouped):
            _, first = np.unique(groups[grouped], return_index=True)
            keep = groups < 0
            best = grouped[first]
            taken = np.asarray(state.group_day[start : start + days].any(axis=0), dtype=bool)
            keep[best[~taken[groups[best]]]] = True
            positions = positions[keep]
        left = inst.unit_cap - state.unit_day[start : start + days].max(axis=0)
        units = inst.unit_of[cadres[positions]]
        by_unit = np.argsort(units, kind="stable")
        sorted_units = units[by_unit]
        begins = np.searchsorted(sorted_units, sorted_units, side="left")
        rank = np.arange(len(by_unit)) - begins
        inside = by_unit[rank < left[sorted_units]]
        inside.sort()
        result: Ints = positions[inside]
        return result

    def _excess(self, cadres: Ints, covers: Bools, taken: Ints) -> float:
        """Return the credit for coverage beyond a tier's target that `people` counted in vain."""
        inst = self.inst
        newly = np.bincount(
            inst.tier_of[cadres[taken][covers[taken]]], minlength=len(inst.tier_weight)
        )
        left = np.maximum(self.state.tier_left, 0)
        beyond = np.where(self.state.tier_left > 0, np.maximum(0, newly - left), 0)
        return float(self.coefficient[Component.SHORTFALL] * (beyond @ inst.tier_weight))
