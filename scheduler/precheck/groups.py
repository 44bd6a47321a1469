"""Classes that are alike, as one: what each of them takes and could have."""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil, comb, prod

import numpy as np

from models.finding import Severity
from models.training_class import TrainingClass
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.curriculum import MENUS_AT_MOST
from scheduler.formulation.instance import Bools, ClassData, Instance, Menu, ProgrammeData


@dataclass(frozen=True)
class Group:
    """Classes that differ in nothing but their id, by the first of them.

    `sessions` and `days` are the least that a class can take, `starts` the days on which that
    many fit, `rooms` the allowed rooms that seat the least size. `menus` may be incomplete where
    the choices have very many ways to be taken; then `all_menus` is false.
    """

    ids: tuple[str, ...]
    cls: ClassData
    definition: TrainingClass
    programme: ProgrammeData
    menus: tuple[Menu, ...]
    all_menus: bool
    sessions: int
    days: int
    starts: tuple[int, ...]
    rooms: tuple[int, ...]

    @property
    def must(self) -> bool:
        """Tell whether the classes have to open."""
        return self.cls.must_open

    @property
    def size(self) -> int:
        """Number of classes."""
        return len(self.ids)


def group_of(instance: Instance, classes: list[ClassData], definition: TrainingClass) -> Group:
    """Return the group of classes that are alike."""
    first = classes[0]
    programme = instance.programmes[first.programme]
    sessions = least_sessions(instance, programme, first.electives)
    days = ceil(sessions / instance.slots_per_day)
    ways = prod(comb(len(options), count) for count, options in programme.choices)
    rooms = tuple(
        room
        for room in instance.rooms(first.index)
        if instance.room_capacity[room] >= programme.size_min
    )
    return Group(
        ids=tuple(cls.id for cls in classes),
        cls=first,
        definition=definition,
        programme=programme,
        menus=tuple(menus_of_class(instance, first.index)),
        all_menus=ways <= MENUS_AT_MOST,
        sessions=sessions,
        days=days,
        starts=tuple(instance.starts(first.index, days)) if days else (),
        rooms=rooms,
    )


def least_sessions(
    instance: Instance, programme: ProgrammeData, electives: Collection[int] = ()
) -> int:
    """Return the fewest sessions of a class that takes the given electives."""
    length = instance.module_sessions
    total = sum(activity.sessions for activity in programme.activities)
    total += sum(int(length[m]) for m in programme.core)
    for count, options in programme.choices:
        fixed = [int(length[m]) for m in options if m in electives]
        free = sorted(int(length[m]) for m in options if m not in electives)
        total += sum(fixed) + sum(free[: max(0, count - len(fixed))])
    return total


def most_sessions(instance: Instance, programme: ProgrammeData) -> int:
    """Return the most sessions that a class can have; `max_days` may cut it."""
    length = instance.module_sessions
    total = sum(activity.sessions for activity in programme.activities)
    total += sum(int(length[m]) for m in programme.core)
    for count, options in programme.choices:
        total += sum(sorted((int(length[m]) for m in options), reverse=True)[:count])
    if programme.max_days is None:
        return total
    return min(total, programme.max_days * instance.slots_per_day)


def possible_days(instance: Instance, group: Group) -> Bools:
    """Return [d]: d can be a day of the class."""
    days = np.zeros(instance.num_days, dtype=bool)
    longest = max((menu.days for menu in group.menus), default=group.days)
    if not group.all_menus:
        longest = group.programme.max_days or instance.num_days
    for start in group.starts:
        days[start : start + longest] = True
    return days


def severity_of(groups: Collection[Group]) -> Severity:
    """Return E where one of the classes has to open, else W: they can never open."""
    return Severity.ERROR if any(group.must for group in groups) else Severity.WARNING


def ids_of(groups: Collection[Group]) -> tuple[str, ...]:
    """Return the ids of all classes of some groups, sorted."""
    return tuple(sorted(one for group in groups for one in group.ids))
