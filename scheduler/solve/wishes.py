"""What a suggestion names: classes with rooms and menus, and what each of their starts is worth."""

from dataclasses import replace

import numpy as np

from models.rules import Component
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Bools, Floats, Ints, Menu
from scheduler.formulation.timetable import Wish
from scheduler.solve.guided import Counts
from scheduler.solve.opening import Opener

STARTS_AT_LEAST = 12
POOL = 3  # times the seats: whose absence on a day counts
LOST = 0.5  # of a class's worth where nobody of the pool can come
RISKY = 0.02

Chosen = tuple[int, tuple[int, ...], Menu]  # class, rooms, menu


def wished(opener: Opener, counts: Counts) -> list[Chosen]:
    """Return class, rooms and menu for every class that the counts name, each class once."""
    inst, found = opener.inst, []
    used: set[int] = set()
    taken = np.zeros(inst.num_cadres, dtype=bool)
    for (classes, room, electives), value in sorted(counts.items(), key=lambda item: item[0][:2]):
        free = [k for k in classes if k not in used and inst.classes[k].frozen is None]
        free.sort(key=lambda k: k not in opener.state.decisions)  # those open now go first
        for k in free[: round(value)]:
            menu = _menu(opener, k, room, electives, taken)
            if menu is not None:
                used.add(k)
                found.append((k, _like(opener, k, room), menu))
    decisions = opener.state.decisions
    for cls in inst.classes:
        if cls.must_open and cls.frozen is None and cls.index not in used:
            if cls.index not in decisions:
                return []
            decision = decisions[cls.index]
            rooms = _like(opener, cls.index, decision.room)
            found.append((cls.index, rooms, decision.menu))
    return found


def _menu(
    opener: Opener, k: int, room: int, electives: tuple[int, ...] | None, taken: Bools
) -> Menu | None:
    """Return the menu with these electives; where they are not told, that of the best people.

    These are then `taken`, so that the next class of the programme may suit others better. A class
    that is open keeps its menu.
    """
    menus = menus_of_class(opener.inst, k)
    if electives is not None:
        return next((menu for menu in menus if menu.electives == electives), None)
    if k in opener.state.decisions:
        return opener.state.decisions[k].menu
    if len(menus) < 2:
        return menus[0] if menus else None
    best: tuple[float, Menu, Ints] | None = None
    for menu in menus:
        people, value = _best_people(opener, k, menu, room, taken)
        if best is None or value < best[0]:
            best = value, menu, people
    assert best is not None
    taken[best[2]] = True
    return best[1]


def _best_people(opener: Opener, k: int, menu: Menu, room: int, taken: Bools) -> tuple[Ints, float]:
    """Return who would fill a class best, of those who are not covered or taken, and their cost."""
    inst = opener.inst
    people, value = _cheapest(opener, k, menu, room, inst.covered | taken, inst.capacity(k, room))
    able = np.isfinite(value)
    return people[able], float(value[able].sum())


def _cheapest(
    opener: Opener, k: int, menu: Menu, room: int, last: Bools, most: int
) -> tuple[Ints, Floats]:
    """Return those who would gain most by attending class k, whenever it is, and their costs.

    Those who are to come `last`, by cadre, cost infinitely much.
    """
    inst, columns = opener.inst, opener.columns
    static = columns.static(inst.classes[k].programme, menu, room)
    gain = columns.coefficient[Component.PRIORITY] * inst.priority[static.cadres]
    value = np.where(last[static.cadres], np.inf, static.cost - gain)
    order = np.argsort(value, kind="stable")[:most]
    return static.cadres[order], value[order]


def _like(opener: Opener, k: int, room: int) -> tuple[int, ...]:
    """Return the rooms of class k in the venue of a room and no smaller for the class."""
    inst = opener.inst
    return tuple(
        r
        for r in inst.rooms(k)
        if inst.room_venue[r] == inst.room_venue[room]
        and inst.room_online[r] == inst.room_online[room]
        and inst.capacity(k, r) >= inst.capacity(k, room)
    )


def number_alike(wishes: list[Wish]) -> None:
    """Give wishes of classes that nothing tells apart the same number."""
    numbers: dict[object, int] = {}
    for n, wish in enumerate(wishes):
        key = (wish.alike, wish.rooms, id(wish.menu), tuple(wish.loss.items()))
        wishes[n] = replace(wish, alike=numbers.setdefault(key, len(numbers)))


def wish_of(opener: Opener, item: Chosen, most: int, near: Decisions) -> Wish | None:
    """Return the wish with its best starts, at most so many; None where it can start on no day.

    The start in `near` is among them.
    """
    k, rooms, menu = item
    inst = opener.inst
    starts = np.array(
        [
            d
            for d in inst.starts(k, menu.days)
            if any(inst.room_is_free(r, d, menu.length) for r in rooms)
        ],
        dtype=np.int64,
    )
    if not len(starts):
        return None
    seats = inst.capacity(k, rooms[0])
    worth = seats * (opener.columns.worth_of_a_seat(k, alone=True) or 1e-6)
    pool, _ = _cheapest(opener, k, menu, rooms[0], inst.covered, POOL * seats)
    loss = np.zeros(len(starts))
    if len(pool):
        there = inst.away[starts + menu.days][:, pool] == inst.away[starts][:, pool]
        loss += LOST * worth * (1.0 - there.mean(axis=1))
    risk = np.concatenate([[0.0], np.cumsum(inst.risk)])
    loss += RISKY * worth * (risk[starts + menu.days] - risk[starts] > 0)
    rng = np.random.default_rng(opener.random.randrange(2**32))
    order = np.lexsort((rng.random(len(starts)), loss))
    keep = np.sort(order[:most])
    rules = inst.scenario.rules
    closest = np.sort(inst.km[inst.unit_of[pool], rooms[0]])[:seats]
    km = float(closest.mean()) if len(closest) else 0.0
    each = rules.allowance_per_person_day * menu.days + rules.travel_cost_per_km * km
    if k in near:
        keep = np.union1d(keep, np.flatnonzero(starts == near[k].start))
    return Wish(
        k=k,
        rooms=rooms,
        menu=menu,
        worth=worth,
        loss={int(starts[n]): float(loss[n]) for n in keep},
        money=each * seats,
        seats=seats,
        must=inst.classes[k].must_open,
        alike=opener.type_of[k],
    )
