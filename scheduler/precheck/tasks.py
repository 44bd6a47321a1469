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

    def least(self, rate: Callable[[Offer], float]) -> float:
        """Return a bound below which no set of classes stays that gives the seats needed.

        Fractions of classes are allowed, cheapest seats first, so it is a true lower bound.
        """
        open_seats, total = min(self.demand, self.seats), 0.0
        each = [(rate(offer) / offer.seats, offer) for offer in self.offers if offer.seats]
        for price, offer in sorted(each, key=lambda pair: (pair[0], pair[1].group.ids)):
            taken = min(open_seats, offer.seats * offer.group.size)
            total += taken * price
            open_seats -= taken
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
