"""Starts, rooms, orders and lecturers for many classes at once, people aside: an interval program.

For wishes w = (class, rooms, menu): open[w], start[w, d], room[w, r]; offset[w, part] inside the
class, teach[w, m, x]. A lecturer's sessions and the slots in which he is away do not overlap (H7),
nor do the classes of a room (H9); sessions per horizon and per week of the start are limited (H8).
Limits per day and one venue a day are left to the teaching program, which comes after.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from scheduler.formulation.decisions import ClassDecision, Decisions, Part, class_cost, parts_of
from scheduler.formulation.instance import Instance, Ints, Menu
from scheduler.formulation.standing import Standing, standings
from scheduler.formulation.teaching.board import Effort

POINTS = 1000  # of the dearest wish, in whole numbers
BUDGET_UNITS = 100_000
CHANGED = 1  # such points for another lecturer of a class that keeps its date
NEAR_ENOUGH = 0.01  # of what all wishes are worth: dates are looked at again by those who search


@dataclass(frozen=True)
class Wish:
    """A class to be opened with a menu in one of the rooms; `loss` per start day, below `worth`.

    `money` is what its people will cost, in currency, as far as one can tell without them; `seats`
    is how many they are at most.
    Wishes with the same `alike` stand for each other and open in the order of their starts.
    """

    k: int
    rooms: tuple[int, ...]
    menu: Menu
    worth: float
    loss: Mapping[int, float]
    money: float = 0.0
    seats: int = 0
    must: bool = False
    alike: int = -1


@dataclass
class _Item:
    """The variables of one wish."""

    wish: Wish
    open: cp_model.IntVar
    day: dict[int, cp_model.IntVar]
    start: cp_model.IntVar
    room: dict[int, cp_model.IntVar]
    offset: dict[Part, cp_model.IntVar] = field(default_factory=dict)
    teach: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)


class Timetable:
    """The program for a list of wishes beside classes that stay as they are."""

    def __init__(
        self,
        instance: Instance,
        wishes: Sequence[Wish],
        kept: Decisions,
        reserved: Mapping[int, int] | None = None,
        *,
        free: bool = False,
        at_once: int | None = None,
    ) -> None:
        """Build variables and rules; `reserved` sessions of a lecturer are for other classes.

        Where they are `free`, others may teach the kept classes, at the slots they have. Of classes
        held `at_once` no more than so many seats: units send few people on one day (H12).
        """
        self.instance = instance
        self.kept = kept
        self._reserved = reserved or {}
        self._standing: list[tuple[Standing, dict[int, cp_model.IntVar]]] = []
        self.model = cp_model.CpModel()
        self._of_room: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        self._of_lecturer: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        self._weekly: dict[int, list[tuple[cp_model.IntervalVar, int]]] = defaultdict(list)
        self._total: dict[int, list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
        self.items = [self._item(wish) for wish in wishes]
        self._alike()
        self._keep(free=free)
        self._apart(at_once)
        self._limits()
        self._budget()

    def _item(self, wish: Wish) -> _Item:
        model, inst = self.model, self.instance
        per_day, length = inst.slots_per_day, wish.menu.length
        opened = model.new_bool_var("")
        day = {d: model.new_bool_var("") for d in sorted(wish.loss)}
        start = model.new_int_var(0, inst.num_slots, "")
        model.add(sum(day.values()) == opened)
        model.add(start == sum(per_day * d * literal for d, literal in day.items()))
        if wish.must:
            model.add(opened == 1)
        room = {r: model.new_bool_var("") for r in wish.rooms}
        model.add(sum(room.values()) == opened)
        for r, literal in room.items():
            interval = model.new_optional_fixed_size_interval_var(start, length, literal, "")
            self._of_room[r].append(interval)
            for d, begins in day.items():
                if not inst.room_is_free(r, d, length):
                    model.add_bool_or(~literal, ~begins)
        item = _Item(wish, opened, day, start, room)
        self._inside(item)
        self._teaching(item)
        return item

    def _inside(self, item: _Item) -> None:
        """Put the parts of a class one after the other (H5); first and last ones at the ends."""
        inst, model = self.instance, self.model
        programme = inst.programmes[inst.classes[item.wish.k].programme]
        parts = parts_of(inst, item.wish.k, item.wish.menu)
        position = {p: programme.activities[p.index].position for p in parts if not p.is_module}
        firsts = [p for p in parts if position.get(p) == "first"]
        lasts = [p for p in parts if position.get(p) == "last"]
        head = sum(p.sessions for p in firsts)
        tail = item.wish.menu.length - sum(p.sessions for p in lasts)
        between = [p for p in parts if p not in firsts and p not in lasts]
        for part in between:
            item.offset[part] = model.new_int_var(head, tail - part.sessions, "")
        model.add_no_overlap(
            model.new_fixed_size_interval_var(item.offset[p], p.sessions, "") for p in between
        )
        place = {p.index: (p, item.offset[p]) for p in between if p.is_module}
        for m, n in programme.order:
            if m in place and n in place:
                model.add(place[n][1] >= place[m][1] + place[m][0].sessions)

    def _teaching(self, item: _Item) -> None:
        """Give every module a lecturer who is qualified and has time during the class (H6)."""
        inst, model, wish = self.instance, self.model, item.wish
        cls = inst.classes[wish.k]
        level = inst.programmes[cls.programme].level
        week = model.new_int_var(0, int(inst.week[-1]) + 1, "")
        model.add(week == sum(int(inst.week[d]) * v for d, v in item.day.items()))
        for part, offset in item.offset.items():
            if not part.is_module:
                continue
            slot = model.new_int_var(0, inst.num_slots, "")
            model.add(slot == item.start + offset)
            fixed = cls.lecturers.get(part.index)
            able = np.flatnonzero(level[:, part.index] > 0).tolist()
            for x in able if fixed is None else [x for x in able if x == fixed]:
                literal = model.new_bool_var("")
                item.teach[part.index, x] = literal
                size = part.sessions
                self._of_lecturer[x].append(
                    model.new_optional_fixed_size_interval_var(slot, size, literal, "")
                )
                at = model.new_optional_fixed_size_interval_var(week, 1, literal, "")
                self._weekly[x].append((at, size))
                self._total[x].append((literal, size))
                self._away(item, x, literal)
            taught = [v for (m, _), v in item.teach.items() if m == part.index]
            model.add(sum(taught) == item.open)

    def _away(self, item: _Item, x: int, literal: cp_model.IntVar) -> None:
        """Keep a lecturer out of classes during which he has no free slot at all."""
        per_day, free = self.instance.slots_per_day, self.instance.lecturer_free[x]
        for d, begins in item.day.items():
            if not free[d * per_day : d * per_day + item.wish.menu.length].any():
                self.model.add_bool_or(~literal, ~begins)

    def _alike(self) -> None:
        before: dict[int, _Item] = {}
        for item in self.items:
            other = before.get(item.wish.alike)
            if other is not None:
                self.model.add_implication(item.open, other.open)
                self.model.add(item.start >= other.start).only_enforce_if(item.open)
            if item.wish.alike >= 0:
                before[item.wish.alike] = item

    def _keep(self, *, free: bool) -> None:
        """Reserve what the kept classes use; where they are `free`, others may teach them."""
        inst, model = self.instance, self.model
        for decision in self.kept.values():
            first = decision.start * inst.slots_per_day
            interval = model.new_fixed_size_interval_var(first, decision.menu.length, "")
            self._of_room[decision.room].append(interval)
        for at in standings(inst, self.kept, free=free):
            literals = {x: model.new_bool_var("") for x in at.able}
            model.add_exactly_one(literals.values())
            self._standing.append((at, literals))
            for x, literal in literals.items():
                slot = model.new_optional_fixed_size_interval_var(at.slot, at.sessions, literal, "")
                self._of_lecturer[x].append(slot)
                week = model.new_optional_fixed_size_interval_var(at.week, 1, literal, "")
                self._weekly[x].append((week, at.sessions))
                self._total[x].append((literal, at.sessions))
                model.add_hint(literal, x == at.able[0])

    def _limits(self) -> None:
        inst, model = self.instance, self.model
        for intervals in self._of_room.values():
            model.add_no_overlap(intervals)
        for x, intervals in self._of_lecturer.items():
            away = [
                model.new_fixed_size_interval_var(first, size, "")
                for first, size in _runs(~inst.lecturer_free[x])
            ]
            model.add_no_overlap(intervals + away)
            model.add(
                sum(size * v for v, size in self._total[x])
                <= int(inst.lecturer_total[x]) - self._reserved.get(x, 0)
            )
            weekly = self._weekly[x]
            if int(inst.lecturer_week[x]) < sum(size for _, size in weekly):
                model.add_cumulative(
                    [i for i, _ in weekly], [s for _, s in weekly], int(inst.lecturer_week[x])
                )

    def _apart(self, at_once: int | None) -> None:
        """Keep classes apart in time; those kept that are together already take all there is."""
        if at_once is None:
            return
        inst, model = self.instance, self.model
        taken = np.zeros(inst.num_slots + 1, dtype=np.int64)
        for k, decision in self.kept.items():
            first = decision.start * inst.slots_per_day
            taken[first : first + decision.menu.length] += inst.capacity(k, decision.room)
        taken = np.minimum(taken, at_once)
        edges = np.flatnonzero(np.diff(taken, prepend=0, append=0))
        spans, seats = [], []
        for a, b in pairwise(edges.tolist()):
            spans.append(model.new_fixed_size_interval_var(a, b - a, ""))
            seats.append(int(taken[a]))
        for item in self.items:
            size = item.wish.menu.length
            spans.append(
                model.new_optional_fixed_size_interval_var(item.start, size, item.open, "")
            )
            seats.append(min(item.wish.seats, at_once))
        model.add_cumulative(spans, seats, at_once)

    def _budget(self) -> None:
        """Let fees, rooms and people together cost no more than there is (H14)."""
        inst = self.instance
        budget = inst.scenario.rules.budget
        if not budget:
            return
        unit = budget / BUDGET_UNITS
        left = budget - sum(class_cost(inst, k, d) for k, d in self.kept.items())
        terms = []
        for item in self.items:
            days = item.wish.menu.days
            terms.append((item.wish.money, item.open))
            terms += [(float(inst.room_cost[r]) * days, v) for r, v in item.room.items()]
            terms += [
                (float(inst.lecturer_fee[x]) * int(inst.module_sessions[m]), v)
                for (m, x), v in item.teach.items()
            ]
        self.model.add(sum(round(cost / unit) * v for cost, v in terms) <= int(left / unit))

    def solve(self, effort: Effort, near: Decisions) -> Decisions | None:
        """Return the kept classes and those that could be opened, without people, or None."""
        self._hint(near)
        top = max((abs(item.wish.worth) for item in self.items), default=0.0) or 1.0
        scale = POINTS / top
        worth = sum(
            round(scale * (item.wish.worth - item.wish.loss[d])) * literal
            for item in self.items
            for d, literal in item.day.items()
        )
        others = [v for at, who in self._standing for x, v in who.items() if x != at.able[0]]
        self.model.maximize(worth - CHANGED * sum(others))
        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2  # three times faster here
        solver.parameters.cp_model_probing_level = 0  # it took most of the time and gained nothing
        solver.parameters.relative_gap_limit = NEAR_ENOUGH
        solver.parameters.max_deterministic_time = effort.work
        solver.parameters.max_time_in_seconds = effort.seconds
        solver.parameters.random_seed = effort.seed
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = self._kept_as_taught(solver)
        for item in self.items:
            if solver.boolean_value(item.open):
                found[item.wish.k] = self._decision(solver, item)
        return found

    def _kept_as_taught(self, solver: cp_model.CpSolver) -> Decisions:
        """Return the kept classes; those with the lecturers they had are the same as before."""
        found = dict(self.kept)
        for at, literals in self._standing:
            x = next(x for x, literal in literals.items() if solver.boolean_value(literal))
            if x != at.able[0]:
                lecturers = {**found[at.k].lecturers, at.module: x}
                found[at.k] = replace(found[at.k], lecturers=lecturers)
        return found

    def _hint(self, near: Decisions) -> None:
        for item in self.items:
            decision = near.get(item.wish.k)
            self.model.add_hint(item.open, decision is not None)
            if decision is None:
                continue
            for d, literal in item.day.items():
                self.model.add_hint(literal, d == decision.start)
            for r, literal in item.room.items():
                self.model.add_hint(literal, r == decision.room)
            offsets = decision.first_slots()
            for part, offset in item.offset.items():
                if part in offsets:
                    self.model.add_hint(offset, offsets[part])
            for (m, x), literal in item.teach.items():
                self.model.add_hint(literal, decision.lecturers.get(m) == x)

    def _decision(self, solver: cp_model.CpSolver, item: _Item) -> ClassDecision:
        inst, wish = self.instance, item.wish
        offset = {part: solver.value(v) for part, v in item.offset.items()}
        activities = inst.programmes[inst.classes[wish.k].programme].activities

        def place(part: Part) -> tuple[int, int]:
            if part in offset:
                return 1, offset[part]
            return (0 if activities[part.index].position == "first" else 2), part.index

        nobody: Ints = np.zeros(0, dtype=np.int64)
        return ClassDecision(
            start=next(d for d, v in item.day.items() if solver.boolean_value(v)),
            room=next(r for r, v in item.room.items() if solver.boolean_value(v)),
            menu=wish.menu,
            order=tuple(sorted(parts_of(inst, wish.k, wish.menu), key=place)),
            lecturers={m: x for (m, x), v in item.teach.items() if solver.boolean_value(v)},
            members=nobody,
        )


def _runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """Return (first, length) of every unbroken run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [(int(a), int(b - a)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
