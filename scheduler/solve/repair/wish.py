"""What the baseline wants of each class, and how much of it the scenario still allows."""

from dataclasses import dataclass, replace

import numpy as np

from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import ClassDecision, admissible
from scheduler.formulation.instance import BaselineClass, Instance, Ints, Menu
from scheduler.formulation.teaching import Option
from scheduler.solve.opening import Opener

ELECTIVES_AT_MOST = 6


@dataclass(frozen=True)
class Wish:
    """A class as the baseline has it: where, with what, and how it was taught if that is known.

    `room` is -1 where the scenario no longer knows it.
    """

    k: int
    before: BaselineClass
    start: int
    room: int
    menu: Menu
    decision: ClassDecision | None

    def option(self, members: Ints) -> Option:
        """Return the class as an option with these members."""
        return Option(self.k, self.start, self.room, self.menu, members)


def wishes(instance: Instance, decisions: dict[int, ClassDecision]) -> list[Wish]:
    """Return the wishes of the baseline's classes, frozen ones first, then by start day.

    `decisions` is what is wished for, by indices as far as it can be read: the baseline, or the
    baseline with some classes elsewhere. A class that fits no menu any more is left out.
    """
    found = []
    for cls in instance.classes:
        if cls.baseline is None:
            continue
        menu = _menu(instance, cls.index)
        if menu is None:
            continue
        decision = decisions.get(cls.index)
        if decision is not None and set(decision.menu.modules) != set(menu.modules):
            decision = None
        if decision is not None:
            decision = replace(decision, menu=menu)
        room = -1 if cls.baseline.room is None else cls.baseline.room
        start = cls.baseline.start
        if decision is not None:
            start, room = decision.start, decision.room
        found.append(Wish(cls.index, cls.baseline, start, room, menu, decision))
    return sorted(found, key=lambda w: (instance.classes[w.k].frozen is None, w.start, w.k))


def _menu(instance: Instance, k: int) -> Menu | None:
    """Return the menu of class k that keeps most of the baseline's modules."""
    before = instance.classes[k].baseline
    assert before is not None
    wanted = set(before.teaching)
    menus = menus_of_class(instance, k)
    return max(menus, key=lambda m: (len(wanted & set(m.modules)), m.modules), default=None)


def broken_modules(instance: Instance, k: int) -> set[int]:
    """Return the modules of the baseline whose lecturer cannot give them where they stand."""
    cls = instance.classes[k]
    assert cls.baseline is not None
    level = instance.programmes[cls.programme].level
    first = cls.baseline.start * instance.slots_per_day
    broken = set()
    for m, (x, seq) in cls.baseline.teaching.items():
        slots = slice(first + seq - 1, first + seq - 1 + int(instance.module_sessions[m]))
        keeps = x is not None and level[x, m] > 0 and cls.lecturers.get(m, x) == x
        if not (keeps and instance.lecturer_free[x, slots].all()):
            broken.add(m)
    return broken


def with_other_electives(instance: Instance, wish: Wish) -> list[Wish]:
    """Return the class with other electives in the place of those that lost their lecturer."""
    kept = set(wish.menu.modules) - broken_modules(instance, wish.k)
    others = [
        menu
        for menu in menus_of_class(instance, wish.k)
        if kept <= set(menu.modules) and menu.length == wish.menu.length and menu is not wish.menu
    ]
    return [replace(wish, menu=menu) for menu in others[:ELECTIVES_AT_MOST]]


def place_is_possible(opener: Opener, wish: Wish) -> bool:
    """Tell whether a class may still be held where and when it was (H4, H9, H11, H15)."""
    inst, state = opener.inst, opener.state
    cls = inst.classes[wish.k]
    if not cls.may_open or wish.room not in inst.rooms(wish.k):
        return False
    if wish.start not in inst.starts(wish.k, wish.menu.days):
        return False
    first = wish.start * inst.slots_per_day
    taken = state.room_busy[wish.room, first : first + wish.menu.length].any()
    return inst.room_is_free(wish.room, wish.start, wish.menu.length) and not bool(taken)


def staying(opener: Opener, wish: Wish, start: int, room: int) -> Ints | None:
    """Return the members of the baseline who can stay, with those who must attend.

    None where somebody who must attend cannot.
    """
    inst, state, columns = opener.inst, opener.state, opener.columns
    fixed = columns.fixed(wish.k)
    former = wish.before.members[wish.before.members >= 0]
    if inst.classes[wish.k].frozen is not None:
        former = fixed
    members = np.concatenate([fixed, np.setdiff1d(former, fixed)])
    allowed = inst.scenario.rules.max_classes_per_cadre
    able = admissible(inst, wish.k, wish.menu, start, room)[members]
    able &= state.count[members] < allowed
    if state.busy is not None:
        able &= ~state.busy[start : start + wish.menu.days][:, members].any(axis=0)
    members = members[able]
    members = members[columns.fitting(members, start, wish.menu.days)]
    members = np.sort(members[: inst.capacity(wish.k, room)])
    return members if np.isin(fixed, members).all() else None
