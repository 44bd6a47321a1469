"""Writes an instance as the whole numbers that the Java side reads, in its order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.clock import Clock, NotAttemptedError
from models.rules import Component
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import Part, first_repeat, within_repeat_share
from scheduler.formulation.instance import Bools, Instance, Menu, ProgrammeData

LEVELS = 7  # the last one guides the search, the scenario has the others
FINE = 300
LARGEST = 10**6
# Units in which the Java side counts each component, in its order.
SCALES = {
    Component.SHORTFALL: FINE,
    Component.PRIORITY: FINE,
    Component.REPEAT: FINE,
    Component.TRAVEL: 10,
    Component.COST: 1000,
    Component.CLASSES: 1,
    Component.MISMATCH: 1,
    Component.PEAK_LOAD: 1,
    Component.PEAK_MONTH: 1,
    Component.RISK: FINE,
}


@dataclass(frozen=True)
class Order:
    """In which order classes, their menus and their parts were written."""

    classes: tuple[int, ...]
    menus: tuple[tuple[Menu, ...], ...]
    parts: tuple[tuple[int, int], ...]  # place of the class, place in the menu or -1 - activity


class _Writer:
    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.words: list[str] = []

    def one(self, *values: float) -> None:
        self.words.extend(str(round(float(value))) for value in values)

    def ints(self, values: Iterable[float]) -> None:
        numbers = list(values)
        self.one(len(numbers), *numbers)

    def flags(self, values: Bools) -> None:
        self.words.append("b" + "".join("1" if value else "0" for value in values.tolist()))

    def each(self, values: Iterable[object], write: Callable[[int], None]) -> None:
        count = len(list(values))
        self.one(count)
        for number in range(count):
            write(number)


def write_problem(instance: Instance, clock: Clock, seconds: float, path: Path) -> Order:
    """Write the problem and return the order of what the answer will refer to."""
    writer = _Writer(instance)
    _world(writer, clock, seconds)
    menus = [_programme(writer, programme) for programme in _counted(writer, instance.programmes)]
    order = _classes(writer, menus)
    _persons(writer, order.classes)
    path.write_text(" ".join(writer.words), encoding="ascii")
    return order


def _counted(writer: _Writer, values: list[ProgrammeData]) -> list[ProgrammeData]:
    writer.one(len(values))
    return values


def _world(writer: _Writer, clock: Clock, seconds: float) -> None:
    instance, rules = writer.instance, writer.instance.scenario.rules
    writer.one(max(1, 1000 * seconds), clock.seed, instance.slots_per_day, instance.num_days)
    writer.ints(instance.week)
    writer.ints(instance.month)
    writer.ints(instance.risk * FINE)
    writer.ints(instance.unit_cap)
    writer.ints(instance.tier_need)
    writer.ints(instance.tier_weight * FINE)
    writer.each(instance.serves, lambda v: writer.flags(instance.serves[v]))
    writer.each(instance.km, lambda u: writer.ints(instance.km[u] * 10))
    writer.ints(instance.module_sessions)
    writer.one(-1 if rules.budget is None else rules.budget)
    writer.one(rules.allowance_per_person_day, 100 * rules.travel_cost_per_km)
    _weights(writer)

    def room(r: int) -> None:
        writer.one(instance.room_venue[r], instance.room_capacity[r], instance.room_cost[r])
        writer.flags(instance.room_free[r])

    def lecturer(x: int) -> None:
        writer.one(
            instance.lecturer_total[x],
            instance.lecturer_week[x],
            instance.lecturer_day[x],
            instance.lecturer_fee[x],
        )
        writer.flags(instance.lecturer_free[x])

    writer.each(instance.room_ids, room)
    writer.each(instance.lecturer_ids, lecturer)


def _weights(writer: _Writer) -> None:
    """Write for each component how much one of its units counts at each level."""
    levels = writer.instance.scenario.objective
    if len(levels) >= LEVELS:
        raise NotAttemptedError(f"takes {LEVELS - 1} levels at most")
    counts = []
    for level in levels:
        factors = {c: weight / SCALES[c] for c, weight in level.items() if weight and c in SCALES}
        largest = max(factors.values(), default=1.0)
        unit = max(min(factors.values(), default=1.0), largest / LARGEST)
        counts.append({c: round(factor / unit) for c, factor in factors.items()})
    counts += [{}] * (LEVELS - len(counts))
    writer.each(SCALES, lambda n: writer.ints(level.get(list(SCALES)[n], 0) for level in counts))


def _programme(writer: _Writer, programme: ProgrammeData) -> tuple[Menu, ...]:
    """Write a programme with its menus, those of its classes that fix electives included."""
    instance = writer.instance
    known = {menu.electives: menu for menu in programme.menus}
    for cls in instance.classes:
        if cls.programme == programme.index:
            known |= {menu.electives: menu for menu in menus_of_class(instance, cls.index)}
    menus = tuple(known.values())

    def menu(n: int) -> None:
        writer.ints(menus[n].modules)
        writer.flags(programme.admits & within_repeat_share(instance, menus[n]))
        writer.ints(np.rint(first_repeat(instance, menus[n]) * FINE))

    writer.each(menus, menu)
    writer.each(programme.order, lambda n: writer.ints(programme.order[n]))
    writer.each(programme.level, lambda x: writer.ints(programme.level[x]))
    writer.flags(_covers(instance, programme))
    return menus


def _covers(instance: Instance, programme: ProgrammeData) -> Bools:
    """Return [i]: a class of the programme covers i, whatever its date and electives."""
    verdicts: dict[tuple[float, ...], Bools] = {}
    for cls in instance.classes:
        if cls.programme == programme.index:
            for menu in menus_of_class(instance, cls.index):
                for start in instance.starts(cls.index, menu.days):
                    gain = instance.gain(programme.index, menu, start)
                    covers = np.all(instance.remaining <= gain + 1e-9, axis=1)
                    verdicts[tuple(gain.tolist())] = covers
    found = list(verdicts.values()) or [np.zeros(instance.num_cadres, dtype=bool)]
    if any((one != found[0]).any() for one in found):
        raise NotAttemptedError("classes whose date or electives decide whom they cover")
    return found[0]


def _classes(writer: _Writer, menus: list[tuple[Menu, ...]]) -> Order:
    instance = writer.instance
    chosen: list[int] = []
    for cls in instance.classes:
        mine = menus_of_class(instance, cls.index) if cls.may_open else []
        possible = bool(mine and instance.rooms(cls.index))
        possible = possible and bool(instance.starts(cls.index, mine[0].days))
        if cls.must_open and not possible:
            raise NotAttemptedError(f"class {cls.id} must open and cannot")
        if possible:
            chosen.append(cls.index)
    parts: list[tuple[int, int]] = []
    writer.one(len(chosen))
    for place, k in enumerate(chosen):
        _class(writer, k, place, menus, parts)
    all_menus = tuple(menus[instance.classes[k].programme] for k in chosen)
    return Order(tuple(chosen), all_menus, tuple(parts))


def _class(
    writer: _Writer,
    k: int,
    place: int,
    menus: list[tuple[Menu, ...]],
    parts: list[tuple[int, int]],
) -> None:
    instance, cls = writer.instance, writer.instance.classes[k]
    programme, mine = instance.programmes[cls.programme], menus_of_class(instance, k)
    first = mine[0]
    if len(cls.members) or cls.lecturers:
        raise NotAttemptedError("classes with fixed cadres or lecturers")
    if any((menu.days, menu.length) != (first.days, first.length) for menu in mine):
        raise NotAttemptedError("electives of different length")
    electives = [menu.electives for menu in menus[cls.programme]]
    if len(programme.tiers) != 1:
        raise NotAttemptedError("programmes for several tiers")
    writer.one(cls.programme, programme.tiers[0], programme.size_min, programme.size_max)
    writer.one(first.days, first.length)
    writer.one(cls.must_open)
    writer.ints(instance.starts(k, first.days))
    writer.ints(instance.rooms(k))
    writer.ints(electives.index(menu.electives) for menu in mine)
    head = sum(a.sessions for a in programme.activities if a.position == "first")
    tail = sum(a.sessions for a in programme.activities if a.position == "last")
    writer.one(head, first.length - tail)
    parts.extend((place, number) for number in _parts(writer, programme, mine))


def _parts(writer: _Writer, programme: ProgrammeData, mine: list[Menu]) -> list[int]:
    """Write the parts between the first and the last activities; return what stands for each."""
    sessions = writer.instance.module_sessions
    free = [a for a in programme.activities if a.position == "any"]
    numbers = range(len(mine[0].modules))
    writer.one(len(numbers) + len(free))
    for number in numbers:
        modules = {menu.modules[number] for menu in mine}
        lengths = {int(sessions[m]) for m in modules}
        if len(lengths) > 1:
            raise NotAttemptedError("electives of different length")
        writer.one(number, lengths.pop())
        writer.ints(np.flatnonzero(programme.level[:, sorted(modules)].any(axis=1)))
    for activity in free:
        writer.one(-1, activity.sessions)
        writer.ints([])
    return [*numbers, *(-1 - activity.index for activity in free)]


def _persons(writer: _Writer, classes: tuple[int, ...]) -> None:
    instance = writer.instance
    away = np.diff(instance.away, axis=0).astype(bool)
    serves = {
        k: np.asarray(instance.serves[instance.room_venue[instance.rooms(k)]].any(axis=0))
        for k in classes
    }

    def person(i: int) -> None:
        unit = instance.unit_of[i]
        writer.one(instance.tier_of[i], unit, instance.group_of[i], instance.priority[i] * FINE)
        writer.one(instance.covered[i])
        writer.flags(away[:, i])
        writer.ints(
            place
            for place, k in enumerate(classes)
            if instance.programmes[instance.classes[k].programme].admits[i] and serves[k][unit]
        )

    writer.each(instance.cadre_ids, person)


def part_of(instance: Instance, k: int, menu: Menu, place: int) -> Part:
    """Return the part that a written place stands for, once the menu is known."""
    if place >= 0:
        module = menu.modules[place]
        return Part(True, module, int(instance.module_sessions[module]))
    activity = instance.programmes[instance.classes[k].programme].activities[-1 - place]
    return Part(False, activity.index, activity.sessions)
