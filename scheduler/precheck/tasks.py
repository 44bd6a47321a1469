"""What is left to do for the targets: seats needed, classes that can give them, least resources."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group
from scheduler.precheck.reach import Reach


@dataclass(frozen=True)
class Offer:
    """Classes alike with the seats of each."""

    group: Group
    seats: int


@dataclass(frozen=True)
class Task:
    """Tiers that share classes: the seats they still need, the classes that can give them."""

    tiers: tuple[int, ...]
    demand: int
    offers: tuple[Offer, ...]

    @property
    def seats(self) -> int:
        """All seats of the classes."""
        return sum(offer.seats * offer.group.size for offer in self.offers)

    def least(
        self, rate: Callable[[Offer], float], each: Callable[[Offer], float] = lambda _: 0.0
    ) -> float:
        """Return what no set of classes with the seats needed can stay below.

        A class takes `rate` and `each` for every seat. Two bounds hold: fractions of classes by
        the cheapest seats, and the cheapest of as many classes as the seats need at least.
        """
        offers = [offer for offer in self.offers if offer.seats]
        demand = min(self.demand, sum(offer.seats * offer.group.size for offer in offers))
        if not demand:
            return 0.0
        fixed, more = [rate(offer) for offer in offers], [each(offer) for offer in offers]
        prices = sorted(
            (a / offer.seats + b, offer.seats * offer.group.size)
            for offer, a, b in zip(offers, fixed, more, strict=True)
        )
        rates = sorted(a for offer, a in zip(offers, fixed, strict=True) for _ in offer.group.ids)
        whole = sum(rates[: self._fewest(demand)]) + demand * min(more)
        return max(_filled(demand, prices), whole)

    def _fewest(self, demand: int) -> int:
        """Return the fewest classes that have the seats needed."""
        seats = sorted((o.seats for o in self.offers for _ in o.group.ids), reverse=True)
        number = 0
        while demand > 0:
            demand -= seats[number]
            number += 1
        return number


def _filled(demand: int, prices: list[tuple[float, int]]) -> float:
    """Return the price of so many seats, the cheapest first."""
    total = 0.0
    for price, seats in prices:
        taken = min(demand, seats)
        total += taken * price
        demand -= taken
    return total


def tasks_of(case: Case, reach: Reach) -> list[Task]:
    """Return the tasks that are left: tiers connected by classes that admit several of them."""
    tiers = [t for t in range(len(reach.demand)) if reach.demand[t] > 0]
    sets: list[set[int]] = [{t} for t in tiers]
    for group in case.groups:
        joined = {t for t in tiers if case.admits(group, t)}
        touched = [s for s in sets if s & joined]
        if len(touched) > 1:
            sets = [s for s in sets if not s & joined] + [set().union(*touched)]
    return [task_of(case, reach, tuple(sorted(s))) for s in sorted(sets, key=min)]


def task_of(case: Case, reach: Reach, tiers: tuple[int, ...]) -> Task:
    """Return what is left to do for some tiers together."""
    offers = tuple(
        Offer(group, max(case.instance.capacity(group.cls.index, r) for r in group.rooms))
        for group in case.groups
        if group.rooms and group.starts and any(case.admits(group, t) for t in tiers)
    )
    return Task(tiers, int(sum(reach.demand[t] for t in tiers)), offers)
