"""A planner by hand with a spreadsheet: class after class, first free date and room, unit quotas.

Classes are opened in the order of the tiers' weights. For each the dates are tried from the first
one, the rooms from the cheapest that holds the class. Uncovered people come first, those with the
least repeat before others; people who are covered fill the class to its least size. Each module
goes to the qualified lecturer with the smallest load. When targets are missed, the year is planned
again from the start with the classes that found no place going first; the best pass is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.book import Book
from benchmarks.clock import Clock, NotAttemptedError
from benchmarks.teaching import first_timetable
from models.rules import Component
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import (
    ClassDecision,
    Decisions,
    class_cost,
    evaluate,
    first_repeat,
    level_values,
    within_repeat_share,
)
from scheduler.formulation.instance import Bools, Instance, Ints, Menu

LOOKS_AT_MOST = 400
PASSES = 8


def plan(instance: Instance, clock: Clock) -> None:
    """Plan pass after pass until the targets are met, the passes used up or the limit reached."""
    require_single_classes(instance)
    blame = np.zeros(len(instance.classes), dtype=np.int64)
    best: list[float] | None = None
    for number in range(PASSES):
        hand = _Hand(instance)
        for k in in_order(instance, blame):
            opened = hand.open(k, clock)
            if not opened and hand.is_wanted(k):
                blame[k] += 1
            if opened and best is None:
                clock.keep(dict(hand.decisions))
            if clock.left() <= 0:
                clock.note = f"stopped by the limit in pass {number + 1}"
                return
        values = level_values(instance, evaluate(instance, hand.decisions))
        if best is None or values < best:
            best = values
            clock.keep(dict(hand.decisions))
        if not hand.wanted.any():
            break
    clock.note = f"{number + 1} passes"


def require_single_classes(instance: Instance) -> None:
    """Raise unless a cadre attends one class at most and nothing has to stay as it was."""
    if instance.scenario.rules.max_classes_per_cadre != 1 or instance.has_baseline:
        raise NotAttemptedError("plans one class per cadre, without a baseline")


def in_order(instance: Instance, blame: Ints) -> list[int]:
    """Return the classes: fixed or required, then those to blame, then by the tier's weight."""

    def key(k: int) -> tuple[bool, bool, int, float, int, int]:
        cls = instance.classes[k]
        tiers = instance.programmes[cls.programme].tiers
        weight = max((float(instance.tier_weight[t]) for t in tiers), default=0.0)
        # A class with few rooms finds no other place later: it goes before its like.
        places = len(instance.rooms(k))
        return cls.start is None, not cls.must_open, -int(blame[k]), -weight, places, k

    return sorted((cls.index for cls in instance.classes if cls.may_open), key=key)


@dataclass(frozen=True)
class _Offer:
    """One date and room that would do, before anyone has asked the lecturers."""

    menu: Menu
    start: int
    room: int
    members: Ints
    useful: int


@dataclass(frozen=True)
class _Wishes:
    """Cadres in the order in which they are asked: for a free seat, and to fill a class."""

    welcome: Ints
    all: Ints


class _Hand:
    """The planner at work: a book, the classes entered so far, persons still wanted per tier."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.book = Book(instance)
        self.decisions: Decisions = {}
        self.wanted = instance.tier_need.copy()
        self.repeat_weight, self.priority_weight = _weights(instance)

    def is_wanted(self, k: int) -> bool:
        """Tell whether a tier of the class is still below its target."""
        tiers = self.instance.programmes[self.instance.classes[k].programme].tiers
        return bool(self.wanted[list(tiers)].any())

    def open(self, k: int, clock: Clock) -> bool:
        """Open a class at the first date that fills it, else at the best one; tell if it opens."""
        cls = self.instance.classes[k]
        if not cls.must_open and not self.is_wanted(k):
            return False
        looked: list[_Offer] = []
        for offer in self._offers(k):
            if clock.left() <= 0:
                return False
            if self._is_full(k, offer) and self._enter(k, offer):
                return True
            looked.append(offer)
            if len(looked) >= LOOKS_AT_MOST:
                break
        looked.sort(key=lambda offer: -offer.useful)
        return any(self._enter(k, offer) for offer in looked if clock.left() > 0)

    def _offers(self, k: int) -> Iterator[_Offer]:
        instance = self.instance
        rooms = sorted(
            instance.rooms(k), key=lambda r: (-instance.capacity(k, r), instance.room_cost[r], r)
        )
        for menu in menus_of_class(instance, k):
            wishes = self._wishes(k, menu)
            for start in instance.starts(k, menu.days):
                away = ~instance.attends(start, menu.days)
                for room in rooms:
                    if self.book.room_is_free(room, start, menu.length):
                        offer = self._offer(k, menu, start, room, wishes, away)
                        if offer is not None:
                            yield offer

    def _wishes(self, k: int, menu: Menu) -> _Wishes:
        """Return who may come at all, and in which order they are asked."""
        instance, cls = self.instance, self.instance.classes[k]
        repeat = first_repeat(instance, menu)
        may = instance.programmes[cls.programme].admits & within_repeat_share(instance, menu)
        order = np.lexsort((-instance.priority, repeat))
        order = order[(may & ~self.book.attends)[order]]
        # A free seat goes to those still wanted, then to whoever gains by it.
        uncovered = order[~instance.covered[order]]
        is_wanted = self.wanted[instance.tier_of[uncovered]] > _rank(instance.tier_of[uncovered])
        gain = self.priority_weight * instance.priority - self.repeat_weight * repeat
        welcome = uncovered[is_wanted | (gain[uncovered] > 0)]
        others = welcome[~np.isin(welcome, cls.members)]
        everybody = np.r_[uncovered, order[instance.covered[order]]]
        return _Wishes(np.r_[cls.members, others], everybody)

    def _offer(
        self, k: int, menu: Menu, start: int, room: int, wishes: _Wishes, away: Bools
    ) -> _Offer | None:
        instance, cls = self.instance, self.instance.classes[k]
        programme = instance.programmes[cls.programme]
        may = instance.serves[instance.room_venue[room]][instance.unit_of] & ~away
        seats = instance.capacity(k, room)
        members = self.book.pick(wishes.welcome, may, start, menu.days, seats)
        useful = min(len(members), int(self.wanted[list(programme.tiers)].sum()))
        if len(members) < programme.size_min:
            rest = wishes.all[~np.isin(wishes.all, members)]
            wanted = np.r_[members, rest]
            members = self.book.pick(wanted, may, start, menu.days, programme.size_min)
        is_whole = len(members) >= programme.size_min and np.isin(cls.members, members).all()
        return _Offer(menu, start, room, np.sort(members), useful) if is_whole else None

    def _is_full(self, k: int, offer: _Offer) -> bool:
        programme = self.instance.programmes[self.instance.classes[k].programme]
        seats = self.instance.capacity(k, offer.room)
        return offer.useful >= min(seats, int(self.wanted[list(programme.tiers)].sum()))

    def _enter(self, k: int, offer: _Offer) -> bool:
        """Find lecturers for an offer and enter the class; False where there are none."""
        found = first_timetable(self.book, k, offer.menu, offer.start, offer.room)
        if found is None:
            return False
        order, lecturers = found
        decision = ClassDecision(
            offer.start, offer.room, offer.menu, order, lecturers, offer.members
        )
        budget = self.instance.scenario.rules.budget
        cost = class_cost(self.instance, k, decision)
        if budget is not None and self.book.cost + cost > budget:
            return False
        venue = int(self.instance.room_venue[offer.room])
        offsets = decision.first_slots()
        for part in order:
            if part.is_module:
                slot = offer.start * self.instance.slots_per_day + offsets[part]
                self.book.teach(lecturers[part.index], slot, part.sessions, venue)
        self.book.book(k, decision)
        self.decisions[k] = decision
        new = offer.members[~self.instance.covered[offer.members]]
        reached = np.bincount(self.instance.tier_of[new], minlength=len(self.wanted))
        self.wanted = np.maximum(0, self.wanted - reached)
        return True


def _rank(tiers: Ints) -> Ints:
    """Return for each position how many earlier positions hold the same tier."""
    ranks = np.zeros(len(tiers), dtype=np.int64)
    for tier in np.unique(tiers):
        inside = tiers == tier
        ranks[inside] = np.arange(int(inside.sum()))
    return ranks


def _weights(instance: Instance) -> tuple[float, float]:
    """Return what repeat and priority weigh in the first level that names one of them."""
    for level in instance.scenario.objective:
        repeat, priority = level.get(Component.REPEAT, 0.0), level.get(Component.PRIORITY, 0.0)
        if repeat or priority:
            return repeat, priority
    return 0.0, 0.0
