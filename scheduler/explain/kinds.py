"""Classes that are alike in everything but their id, and where and when they could be held."""

import math
from dataclasses import dataclass

import numpy as np

from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.curriculum import MENUS_AT_MOST
from scheduler.formulation.instance import (
    Bools,
    ClassData,
    Instance,
    Ints,
    Menu,
    ProgrammeData,
)


@dataclass(frozen=True, eq=False)
class Kind:
    """Classes alike in programme, rooms, window and fixed parts; `rooms` hold their least size."""

    members: tuple[int, ...]
    programme: int
    menus: tuple[Menu, ...]
    rooms: tuple[int, ...]
    may_open: bool
    frozen: bool

    @property
    def first(self) -> int:
        """The class that stands for all."""
        return self.members[0]


@dataclass(frozen=True, eq=False)
class Places:
    """Where and when one length fits: `free[s, r]` room r is available from start s on."""

    starts: Ints
    rooms: Ints
    free: Bools


class Kinds:
    """All kinds of a scenario; places are worked out once for each length."""

    def __init__(self, instance: Instance) -> None:
        """Group the classes."""
        self.instance = instance
        groups: dict[object, list[int]] = {}
        for cls in instance.classes:
            groups.setdefault(_key(instance, cls), []).append(cls.index)
        self.all = [self._kind(tuple(members)) for members in groups.values()]
        # Where a programme has more menus than are listed, nothing is said of all plans.
        self.complete = all(_all_menus(programme) for programme in instance.programmes)
        self.of = {k: kind for kind in self.all for k in kind.members}
        blocked = np.zeros((len(instance.room_ids), instance.num_slots + 1), dtype=np.int64)
        np.cumsum(~instance.room_free, axis=1, out=blocked[:, 1:])
        self._blocked = blocked
        self._places: dict[tuple[int, int], Places] = {}

    def _kind(self, members: tuple[int, ...]) -> Kind:
        inst = self.instance
        cls = inst.classes[members[0]]
        least = max(1, inst.programmes[cls.programme].size_min)
        return Kind(
            members=members,
            programme=cls.programme,
            menus=tuple(menus_of_class(inst, cls.index)),
            rooms=tuple(r for r in inst.rooms(cls.index) if inst.capacity(cls.index, r) >= least),
            # A programme that cannot be taught bars no one: it leaves no date.
            may_open=cls.may_open or not inst.programmes[cls.programme].menus,
            frozen=cls.frozen is not None,
        )

    def places(self, kind: Kind, menu: Menu) -> Places:
        """Return the starts that the calendar allows and the rooms available from each on."""
        key = (kind.first, menu.length)
        if key not in self._places:
            inst = self.instance
            starts = np.array(inst.starts(kind.first, menu.days), dtype=np.int64)
            rooms = np.array(kind.rooms, dtype=np.int64)
            first = starts * inst.slots_per_day
            used = self._blocked[rooms]
            free = (used[:, first + menu.length] - used[:, first]).T == 0
            self._places[key] = Places(starts, rooms, free)
        return self._places[key]


def _all_menus(programme: ProgrammeData) -> bool:
    ways = math.prod(math.comb(len(modules), count) for count, modules in programme.choices)
    return ways <= MENUS_AT_MOST


def _key(instance: Instance, cls: ClassData) -> object:
    return (
        cls.programme,
        tuple(instance.rooms(cls.index)),
        cls.first_day,
        cls.last_day,
        cls.start,
        cls.electives,
        tuple(cls.lecturers.items()),
        tuple(cls.members.tolist()),
        cls.may_open,
        cls.index if cls.frozen is not None else -1,
    )
