"""Which decisions a program takes: free and kept classes, and the candidates of each free class."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Bools, ClassData, Instance, Ints, Menu, ProgrammeData
from scheduler.formulation.program.course import Course, imaginable_course, possible_course
from scheduler.formulation.program.exposure import TOLERANCE, excess_range


class Width(IntEnum):
    """How far candidates reach beyond what rules on single choices allow.

    POSSIBLE leaves out what no plan can hold. NAMED adds all dates and whatever a class fixes, so
    that a conflict shows; COMPLETE adds everything, so that each rule finds something to forbid.
    """

    POSSIBLE = 0
    NAMED = 1
    COMPLETE = 2


@dataclass(frozen=True)
class Scope:
    """What is free: classes `free`, assignable `cadres` (None: all), candidates per class.

    Classes that are neither free nor in `kept` stay closed.
    """

    free: tuple[int, ...]
    kept: Decisions = field(default_factory=dict)
    cadres: Bools | None = None
    starts: Mapping[int, Collection[int]] = field(default_factory=dict)
    rooms: Mapping[int, Collection[int]] = field(default_factory=dict)
    menus: Mapping[int, Sequence[Menu]] = field(default_factory=dict)
    width: Width = Width.POSSIBLE


def whole(instance: Instance, width: Width = Width.POSSIBLE) -> Scope:
    """Return the scope in which every class is free."""
    return Scope(free=tuple(cls.index for cls in instance.classes), width=width)


@dataclass(frozen=True)
class Candidate:
    """The candidates of one free class; `start`, `length`, `days` are parallel arrays of spans."""

    cls: ClassData
    programme: ProgrammeData
    course: Course
    start: Ints
    length: Ints
    days: Ints
    rooms: tuple[int, ...]
    teachers: dict[int, tuple[int, ...]]
    cadres: Ints

    @property
    def k(self) -> int:
        """Index of the class."""
        return self.cls.index

    @property
    def longest(self) -> int:
        """The largest possible number of slots."""
        return int(self.length.max(initial=0))


def candidate(instance: Instance, scope: Scope, k: int) -> Candidate:
    """Return the candidates of class k inside a scope."""
    cls = instance.classes[k]
    programme = instance.programmes[cls.programme]
    if scope.width:
        course = imaginable_course(instance, programme)
    else:
        menus = tuple(scope.menus[k]) if k in scope.menus else None
        course = possible_course(instance, cls, programme, menus)
    start, length = _spans(instance, scope, cls, course)
    days = -(-length // instance.slots_per_day)
    rooms = _rooms(instance, scope, k)
    return Candidate(
        cls=cls,
        programme=programme,
        course=course,
        start=start,
        length=length,
        days=days,
        rooms=rooms,
        teachers={m: _teachers(instance, scope, cls, programme, m) for m in course.modules},
        cadres=_cadres(instance, scope, cls, course, start, days, rooms),
    )


def _spans(instance: Instance, scope: Scope, cls: ClassData, course: Course) -> tuple[Ints, Ints]:
    """Return start days and lengths; without `complete` only those that H4, H11, H15 allow."""
    programme = instance.programmes[cls.programme]
    pairs: list[tuple[int, int]] = []
    for length in course.lengths:
        days = math.ceil(length / instance.slots_per_day)
        if scope.width:
            starts = list(range(instance.num_days - days + 1))
        elif programme.max_days is not None and days > programme.max_days:
            starts = []
        else:
            starts = instance.starts(cls.index, days) if cls.may_open else []
        if cls.index in scope.starts:
            wanted = set(scope.starts[cls.index])
            starts = [start for start in starts if start in wanted]
        pairs.extend((start, length) for start in starts if length)
    array = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _rooms(instance: Instance, scope: Scope, k: int) -> tuple[int, ...]:
    cls = instance.classes[k]
    if scope.width == Width.COMPLETE:
        rooms = list(range(len(instance.room_ids)))
    elif scope.width == Width.NAMED:
        named = {cls.room} if cls.room is not None and cls.room >= 0 else set()
        rooms = sorted({*cls.rooms} | named)
    else:
        least = instance.programmes[cls.programme].size_min
        rooms = [room for room in instance.rooms(k) if instance.capacity(k, room) >= least]
    wanted = scope.rooms.get(k, rooms)
    return tuple(room for room in rooms if room in wanted)


def _teachers(
    instance: Instance, scope: Scope, cls: ClassData, programme: ProgrammeData, m: int
) -> tuple[int, ...]:
    if scope.width == Width.COMPLETE:
        return tuple(range(len(instance.lecturer_ids)))
    able = [int(x) for x in np.flatnonzero(programme.level[:, m] > 0)]
    wanted = [cls.lecturers[m]] if m in cls.lecturers else []
    if cls.frozen is not None and m in cls.frozen.lecturers:
        wanted.append(cls.frozen.lecturers[m])
    if scope.width == Width.NAMED:
        return tuple(sorted({*able, *(x for x in wanted if x >= 0)}))
    least = instance.module_sessions[m]
    able = [x for x in able if instance.lecturer_total[x] >= least]
    return tuple(x for x in able if all(x == w for w in wanted))


def _cadres(
    instance: Instance,
    scope: Scope,
    cls: ClassData,
    course: Course,
    start: Ints,
    days: Ints,
    rooms: tuple[int, ...],
) -> Ints:
    """Return the cadres for whom some span, some room and some menu speak (H1, H2, H10-H13)."""
    free = np.ones(instance.num_cadres, dtype=bool) if scope.cadres is None else scope.cadres
    if scope.width == Width.COMPLETE:
        return np.flatnonzero(free)
    mask = free & instance.programmes[cls.programme].admits
    served = np.zeros(len(instance.unit_cap), dtype=bool)
    for room in rooms:
        served |= instance.serves[instance.room_venue[room]]
    mask &= served[instance.unit_of]
    for decision in scope.kept.values():
        if instance.scenario.rules.max_classes_per_cadre == 1:
            mask[decision.members] = False
    some = np.flatnonzero(mask)
    if len(some):
        some = some[excess_range(instance, course, some)[0] <= TOLERANCE]
    if scope.width == Width.NAMED:
        frozen = [] if cls.frozen is None else cls.frozen.members[cls.frozen.members >= 0].tolist()
        return np.unique(np.array([*some.tolist(), *cls.members.tolist(), *frozen], dtype=np.int64))
    return some[_ever_free(instance, some, start, days)]


def _ever_free(instance: Instance, cadres: Ints, start: Ints, days: Ints) -> Bools:
    """Return [n]: some span lies outside all absences of the n-th cadre."""
    ever = np.zeros(len(cadres), dtype=bool)
    for first, number in sorted({(int(s), int(n)) for s, n in zip(start, days, strict=True)}):
        ever |= instance.away[first + number, cadres] == instance.away[first, cadres]
        if ever.all():
            break
    return ever
