"""What stood against a class that did not open: the first limit that rules it out."""

from collections.abc import Callable

import numpy as np

from models.explanation import Fact
from scheduler.explain.crowd import crowd
from scheduler.explain.kinds import Kind, Places
from scheduler.explain.situation import Situation
from scheduler.explain.staffing import able, open_slots, scarce, teachable, unqualified
from scheduler.explain.witness import witness
from scheduler.explain.words import Voice
from scheduler.formulation.curriculum import make_menu
from scheduler.formulation.decisions import within_repeat_share
from scheduler.formulation.instance import Bools, Ints, Menu


def obstacle(situation: Situation, kind: Kind, voice: Voice) -> Fact:
    """Return why no class of a kind opened beside the plan as it is."""
    found = outright(situation, kind, voice) or _staff(situation, kind, voice)
    if found is not None:
        return found
    return Openings(situation, kind).obstacle(voice)


def _fixed(situation: Situation, kind: Kind, voice: Voice) -> Fact | None:
    classes = {item.id: item for item in situation.instance.scenario.classes}
    fixed = classes[situation.instance.classes[kind.first].id].fixed
    if fixed.open is False:
        return voice.fact("shut_fixed")
    strangers = set(fixed.cadres) - set(situation.instance.cadre_ids)
    if strangers:
        return voice.fact("shut_strangers", count=len(strangers))
    return None


def _content(situation: Situation, kind: Kind, voice: Voice) -> Fact | None:
    inst = situation.instance
    programme = inst.programmes[kind.programme]
    if kind.menus:
        return None
    if programme.menus:
        return voice.fact("shut_electives")
    shortest: list[int] = []
    for count, modules in programme.choices:
        shortest += sorted(modules, key=lambda m: (inst.module_sessions[m], m))[:count]
    fixed = sum(a.sessions for a in programme.activities)
    menu = make_menu(inst, programme.core, tuple(sorted(shortest)), fixed)
    return voice.fact("shut_long", days=menu.days, limit=programme.max_days)


def _dates(situation: Situation, kind: Kind, voice: Voice) -> Fact | None:
    inst, cls = situation.instance, situation.instance.classes[kind.first]
    if any(len(situation.kinds.places(kind, menu).starts) for menu in kind.menus):
        return None
    days = min(menu.days for menu in kind.menus)
    if cls.start is not None:
        definition = {item.id: item for item in inst.scenario.classes}[cls.id]
        start = definition.fixed.start
        return voice.fact("shut_start", start=start or inst.date_of(cls.start), days=days)
    first, last = inst.date_of(cls.first_day), inst.date_of(cls.last_day)
    return voice.fact("shut_dates", first=first, last=last, days=days)


def _rooms(situation: Situation, kind: Kind, voice: Voice) -> Fact | None:
    inst = situation.instance
    if not kind.rooms:
        seats = [inst.capacity(kind.first, r) for r in inst.rooms(kind.first)]
        if not seats:
            return voice.fact("shut_no_rooms")
        least = max(1, inst.programmes[kind.programme].size_min)
        return voice.fact("shut_small_rooms", seats=max(seats), least=least)
    if not any(situation.kinds.places(kind, menu).free.any() for menu in kind.menus):
        return voice.fact("shut_room_away")
    return None


def _staff(situation: Situation, kind: Kind, voice: Voice) -> Fact | None:
    inst = situation.instance
    nobody = unqualified(inst, kind.first, kind.menus)
    if nobody:
        return voice.fact("shut_unqualified", modules=tuple(inst.module_ids[m] for m in nobody))
    found = [scarce(situation, kind.first, menu) for menu in kind.menus]
    if any(one is None for one in found):
        return None
    modules, need, left = min(
        (one for one in found if one is not None), key=lambda one: (one[1] - one[2], one[0])
    )
    names = tuple(inst.module_ids[m] for m in modules)
    return voice.fact("shut_sessions", modules=names, need=need, left=left)


EVER: tuple[Callable[[Situation, Kind, Voice], Fact | None], ...] = (
    _fixed,
    _content,
    _dates,
    _rooms,
)


def outright(situation: Situation, kind: Kind, voice: Voice) -> Fact | None:
    """Return what rules a kind out in any plan, None where nothing does."""
    for test in EVER:
        found = test(situation, kind, voice)
        if found is not None:
            return found
    return None


class Openings:
    """The runs of days that no other class and no lecturer's absence forbids to a closed class."""

    def __init__(self, situation: Situation, kind: Kind) -> None:
        """Keep the places whose room the plan leaves free."""
        self.situation = situation
        self.kind = kind
        self.free = {id(menu): self._unused(menu) for menu in kind.menus}
        self.failing: dict[int, set[int]] = {}
        self._open: dict[int, Bools] = {}

    def _unused(self, menu: Menu) -> Places:
        """Return the places of a menu without those that the plan uses."""
        situation = self.situation
        places = situation.kinds.places(self.kind, menu)
        inst = situation.instance
        used = np.zeros((len(inst.room_ids), inst.num_slots + 1), dtype=np.int64)
        np.cumsum(situation.usage.room_class >= 0, axis=1, out=used[:, 1:])
        first = places.starts * inst.slots_per_day
        taken = used[places.rooms][:, first + menu.length] - used[places.rooms][:, first]
        return Places(places.starts, places.rooms, places.free & (taken.T == 0))

    def obstacle(self, voice: Voice) -> Fact:
        """Return what stands against opening a class on the places left."""
        runs = {int(s) for p in self.free.values() for s in p.starts[p.free.any(axis=1)]}
        if not runs:
            every = {int(s) for p in self.free.values() for s in p.starts}
            return voice.fact("shut_rooms_taken", dates=len(every))
        taught = self.taught()
        if not any(rows.any() for rows in taught.values()):
            module, times = self._scarcest(runs)
            return voice.fact("shut_teaching_days", dates=len(runs), module=module, times=times)
        return (
            self._people(taught, voice)
            or self._budget(taught, voice)
            or witness(self.situation, self.kind, self._ranked(taught), voice)
        )

    def taught(self) -> dict[int, Bools]:
        """Return for each menu [s, r]: the room is free and each module has somebody free."""
        situation, inst = self.situation, self.situation.instance
        result = {}
        for menu in self.kind.menus:
            places = self.free[id(menu)]
            rows: Bools = np.array(places.free)
            for v in np.unique(inst.room_venue[places.rooms]):
                here = inst.room_venue[places.rooms] == v
                slots = self._slots(int(v))
                somebody = teachable(situation, self.kind.first, menu, places.starts, slots)
                rows[:, here] &= np.all(somebody, axis=0, keepdims=True).T
                for n, m in enumerate(menu.modules):
                    fails = places.free[:, here].any(axis=1) & ~somebody[n]
                    self.failing.setdefault(m, set()).update(places.starts[fails].tolist())
            result[id(menu)] = rows
        return result

    def _slots(self, venue: int) -> Bools:
        if venue not in self._open:
            self._open[venue] = open_slots(self.situation, venue)
        return self._open[venue]

    def _scarcest(self, runs: set[int]) -> tuple[str, int]:
        """Return the module that is without a free lecturer on most of the runs of days."""
        times = {m: len(starts & runs) for m, starts in self.failing.items()}
        m = min(times, key=lambda m: (-times[m], m))
        return self.situation.instance.module_ids[m], times[m]

    def _people(self, taught: dict[int, Bools], voice: Voice) -> Fact | None:
        """Tell how many could attend at most where that is less than the least size."""
        inst, usage = self.situation.instance, self.situation.usage
        least = inst.programmes[self.kind.programme].size_min
        allowed = inst.scenario.rules.max_classes_per_cadre
        admits = inst.programmes[self.kind.programme].admits & (usage.count < allowed)
        most = 0
        for menu, v, starts in self._by_venue(taught):
            served = inst.serves[v][inst.unit_of]
            who = np.flatnonzero(admits & served & within_repeat_share(inst, menu))
            counts = crowd(self.situation, who, starts, menu.days)
            most = max(most, int(counts.max(initial=0)))
            if most >= least:
                return None
        return voice.fact("shut_people", most=most, least=least)

    def _by_venue(self, taught: dict[int, Bools]) -> list[tuple[Menu, int, Ints]]:
        inst = self.situation.instance
        found = []
        for menu in self.kind.menus:
            places, rows = self.free[id(menu)], taught[id(menu)]
            venues = inst.room_venue[places.rooms]
            for v in np.unique(venues):
                starts = places.starts[rows[:, venues == v].any(axis=1)]
                if len(starts):
                    found.append((menu, int(v), starts))
        found.sort(key=lambda one: -int(inst.serves[one[1]].sum()))
        return found

    def _budget(self, taught: dict[int, Bools], voice: Voice) -> Fact | None:
        """Compare what a smallest class costs at least with what the budget leaves."""
        inst = self.situation.instance
        left = self.situation.usage.budget_left()
        if left is None:
            return None
        least = inst.programmes[self.kind.programme].size_min
        allowance = inst.scenario.rules.allowance_per_person_day
        costs = []
        for menu in self.kind.menus:
            rows = taught[id(menu)].any(axis=0)
            for r in self.free[id(menu)].rooms[rows]:
                fees = sum(
                    float(inst.lecturer_fee[able(inst, self.kind.first, m)].min())
                    * int(inst.module_sessions[m])
                    for m in menu.modules
                )
                costs.append(fees + (float(inst.room_cost[r]) + allowance * least) * menu.days)
        need = min(costs)
        if need <= left:
            return None
        return voice.fact("shut_budget", need=need, left=left)

    def _ranked(self, taught: dict[int, Bools]) -> list[tuple[int, int, Menu]]:
        """Return (start, room, menu) of the places left, those for most uncovered people first."""
        inst, wanted = self.situation.instance, self.situation.uncovered
        reach = self.situation.reach_by_kind[self.situation.kinds.all.index(self.kind)]
        useful = wanted.cadres[reach.served]
        ranked: list[tuple[int, int, int, int, Menu]] = []
        for menu, v, starts in self._by_venue(taught):
            who = useful[inst.serves[v][inst.unit_of[useful]]]
            counts = crowd(self.situation, who, starts, menu.days)
            count_of = dict(zip(starts.tolist(), counts.tolist(), strict=True))
            places, rows = self.free[id(menu)], taught[id(menu)]
            for n in np.flatnonzero(inst.room_venue[places.rooms] == v):
                r = int(places.rooms[n])
                seats = inst.capacity(self.kind.first, r)
                ranked += [
                    (-min(seats, count_of[s]), s, r, len(ranked), menu)
                    for s in places.starts[rows[:, n]].tolist()
                ]
        ranked.sort(key=lambda one: one[:4])
        return [(s, r, menu) for _, s, r, _, menu in ranked]
