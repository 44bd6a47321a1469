"""Open one class well: try starts, rooms and menus, find teachers, take the best people."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from models.rules import Component
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import ClassDecision, Part
from scheduler.formulation.instance import Floats, Instance, Menu
from scheduler.formulation.sifting import Prices
from scheduler.solve.columns import Column, Columns
from scheduler.solve.figures import Figures
from scheduler.solve.state import State
from scheduler.solve.teach import Teacher, lecturer_prices


@dataclass(frozen=True, slots=True)
class Option:
    """A start, room and menu for a class before anybody looks at people or teachers."""

    start: int
    room: int
    menu: Menu


@dataclass(frozen=True)
class Opening:
    """A class that can be opened now, with its worth (negative: better than leaving it closed)."""

    k: int
    decision: ClassDecision
    value: float


class Opener:
    """Opens classes one at a time in a state."""

    def __init__(self, instance: Instance, state: State, figures: Figures, seed: int) -> None:
        """Enumerate the options of every class once; types share them."""
        self.inst = instance
        self.state = state
        self.figures = figures
        self.columns = Columns(state, figures)
        weight = self.columns.coefficient
        self.teacher = Teacher(
            state,
            mismatch_weight=max(1e-3, weight[Component.MISMATCH]),
            fee_weight=weight[Component.COST],
        )
        self.random = random.Random(seed)
        self.prices: Prices | None = None  # of seats, when people were last assigned at once
        self.types = class_types(instance)
        self.type_of = {k: n for n, members in enumerate(self.types) for k in members}
        self._free: dict[tuple[int, int], list[bool]] = {}
        self.options = [self._options(members[0]) for members in self.types]
        self._menus = [{id(o.menu): o.menu for o in options} for options in self.options]
        self.expected = self._expected_need()

    def _options(self, k: int) -> list[Option]:
        inst = self.inst
        if not inst.classes[k].may_open:
            return []
        menus = menus_of_class(inst, k)
        starts = {days: inst.starts(k, days) for days in {menu.days for menu in menus}}
        options: list[Option] = []
        for menu in menus:
            for room in inst.rooms(k):
                if inst.capacity(k, room) < inst.programmes[inst.classes[k].programme].size_min:
                    continue
                free = self._room_free(room, menu.length)
                options.extend(Option(d, room, menu) for d in starts[menu.days] if free[d])
        return options

    def _room_free(self, room: int, length: int) -> list[bool]:
        """Return [day]: a class of this length can begin there then, other classes aside (H9)."""
        if (room, length) not in self._free:
            inst = self.inst
            taken = np.concatenate([[0], np.cumsum(~inst.room_free[room])])
            first = np.arange(0, inst.num_slots, inst.slots_per_day)
            last = np.minimum(first + length, inst.num_slots)
            self._free[room, length] = (taken[last] == taken[first]).tolist()
        return self._free[room, length]

    def _expected_need(self) -> list[Floats]:
        """Return for each type [m]: sessions of each module that one class is expected to need."""
        needs = []
        for members in self.types:
            need = np.zeros(len(self.inst.module_ids))
            menus = menus_of_class(self.inst, members[0])
            for menu in menus:
                need[list(menu.modules)] += 1 / len(menus)
            needs.append(need * self.inst.module_sessions)
        return needs

    def refresh_prices(self, closed: list[int]) -> None:
        """Price lecturers by what the classes still closed will want of them."""
        need = np.zeros(len(self.inst.module_ids))
        for k in closed:
            need += self.expected[self.type_of[k]]
        scale = max(1e-2, self.columns.coefficient[Component.MISMATCH])
        self.teacher.prices = lecturer_prices(self.state, need) * scale * 10

    def options_of(self, k: int) -> list[Option]:
        """Return every start, room and menu of class k."""
        return self.options[self.type_of[k]]

    def best(
        self,
        k: int,
        tries: int,
        tested: int,
        *,
        lean: bool = False,
        wanted: Callable[[Option], bool] | None = None,
    ) -> Opening | None:
        """Return the best opening of class k among `tries` teachable ones of `tested` options."""
        options = self.ranked(k, tested, wanted=wanted)
        best: Opening | None = None
        found = 0
        for option in options:
            opening = self.open_at(k, option, lean=lean)
            if opening is None:
                continue
            found += 1
            if best is None or opening.value < best.value:
                best = opening
            if found >= tries:
                break
        return best

    def open_at(self, k: int, option: Option, *, lean: bool = False) -> Opening | None:
        """Return class k opened at an option, None where people or teachers are missing."""
        venue = int(self.inst.room_venue[option.room])
        taught = self.teacher.assign(k, option.menu, option.start, venue)
        if taught is None:
            return None
        column = self.columns.people(k, option.menu, option.start, option.room, lean=lean)
        return None if column is None else self._opening(k, option, column, taught)

    def refill(self, k: int) -> None:
        """Give an open class the best people it can have where and when it stands."""
        decision = self.state.remove(k)
        column = self.columns.people(k, decision.menu, decision.start, decision.room)
        if column is not None:
            decision = replace(decision, members=column.members)
        self.state.add(k, decision)

    def reopen(self, k: int, decision: ClassDecision) -> Opening | None:
        """Return class k as an earlier plan had it, mended where it no longer fits."""
        inst, state = self.inst, self.state
        cls = inst.classes[k]
        if not cls.may_open:
            return None
        for option in self.options[self.type_of[k]]:
            same = option.start == decision.start and option.room == decision.room
            if same and option.menu.electives == decision.menu.electives:
                break
        else:
            return None
        first = option.start * inst.slots_per_day
        if state.room_busy[option.room, first : first + option.menu.length].any():
            return None
        column = self.columns.people(k, option.menu, option.start, option.room, decision.members)
        if column is None:
            return None
        venue = int(inst.room_venue[option.room])
        taught = self.teacher.keep(k, option.menu, option.start, venue, decision)
        taught = taught or self.teacher.assign(k, option.menu, option.start, venue)
        if taught is None:
            return None
        return self._opening(k, option, column, taught)

    def _opening(
        self,
        k: int,
        option: Option,
        column: Column,
        taught: tuple[tuple[Part, ...], dict[int, int]],
    ) -> Opening:
        order, lecturers = taught
        inst, weight = self.inst, self.columns.coefficient
        level = inst.programmes[inst.classes[k].programme].level
        value = column.value
        for m, x in lecturers.items():
            value += weight[Component.MISMATCH] * (3 - int(level[x, m]))
            value += weight[Component.COST] * inst.lecturer_fee[x] * inst.module_sessions[m]
        decision = ClassDecision(
            start=option.start,
            room=option.room,
            menu=option.menu,
            order=order,
            lecturers=lecturers,
            members=column.members,
        )
        return Opening(k, decision, float(value))

    def ranked(
        self,
        k: int,
        tested: int,
        *,
        teachable: bool = True,
        wanted: Callable[[Option], bool] | None = None,
    ) -> list[Option]:
        """Return options whose room is free, those on quiet and safe days first, shuffled."""
        state, inst = self.state, self.inst
        options = self.options_of(k)
        if wanted is not None:
            options = [option for option in options if wanted(option)]
        menus = self._menus[self.type_of[k]] if teachable else {}
        hopeless = {key for key, menu in menus.items() if self.teacher.hopeless(k, menu)}
        if hopeless:
            options = [option for option in options if id(option.menu) not in hopeless]
        if len(options) > 4 * tested:
            options = self.random.sample(options, 4 * tested)
        crowd = state.unit_day.sum(axis=1)
        per_day = inst.slots_per_day
        scored = []
        for option in options:
            first = option.start * per_day
            if state.room_busy[option.room, first : first + option.menu.length].any():
                continue
            days = slice(option.start, option.start + option.menu.days)
            pressure = float(crowd[days].max()) / 100 + self.random.random()
            pressure += 0.3 * float(inst.risk[days].sum() > 0)
            scored.append((pressure, option.start, option.room, option))
        scored.sort(key=lambda item: item[:3])
        return [item[3] for item in scored[:tested]]


def class_types(instance: Instance) -> list[list[int]]:
    """Return the classes in groups that are alike in everything but their id."""
    groups: dict[object, list[int]] = {}
    for cls in instance.classes:
        alone = cls.index if _is_special(instance, cls.index) else -1
        key = (alone, cls.programme, cls.rooms, cls.first_day, cls.last_day, cls.must_open)
        groups.setdefault((*key, cls.may_open), []).append(cls.index)
    return list(groups.values())


def _is_special(instance: Instance, k: int) -> bool:
    cls = instance.classes[k]
    fixed = cls.start is not None or cls.room is not None or cls.electives or cls.lecturers
    return bool(fixed or len(cls.members) or cls.frozen is not None or cls.baseline is not None)
