"""Which classes cadres could attend in any plan: one test after the other, on all at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.explain.kinds import Kind, Kinds, Places
from scheduler.formulation.decisions import within_repeat_share
from scheduler.formulation.instance import Bools, Floats, Ints, Menu

TESTS = ("admitted", "given", "dated", "present", "fresh", "served")


@dataclass(frozen=True)
class Wanted:
    """The cadres asked about, what each still lacks and how many more classes each may attend."""

    cadres: Ints
    rest: Floats
    left: Ints


@dataclass
class Reach:
    """Which of the cadres pass each test together with all tests before it."""

    admitted: Bools
    given: Bools
    dated: Bools
    present: Bools
    fresh: Bools
    served: Bools
    best: Floats = field(repr=False)

    @classmethod
    def nothing(cls, wanted: Wanted) -> "Reach":
        """Return a reach in which nobody passes any test."""
        size = len(wanted.cadres)
        masks = {name: np.zeros(size, dtype=bool) for name in TESTS}
        return cls(**masks, best=np.zeros_like(wanted.rest))

    def join(self, other: "Reach") -> None:
        """Let those pass who pass in `other`."""
        for name in TESTS:
            getattr(self, name)[:] |= getattr(other, name)
        np.maximum(self.best, other.best, out=self.best)


def reach_of(kinds: Kinds, kind: Kind, wanted: Wanted) -> Reach:
    """Return whom one kind of class could take in some plan; nobody where it cannot open."""
    inst = kinds.instance
    result = Reach.nothing(wanted)
    if not kind.may_open or kind.frozen or not len(wanted.cadres):
        return result
    admits = inst.programmes[kind.programme].admits[wanted.cadres]
    result.admitted |= admits
    if not kind.menus:
        # What the programme would give, as if it could be taught at all.
        result.given |= admits
        return result
    for places, menus in _alike(kinds, kind):
        latest = int(places.starts[-1]) if len(places.starts) else inst.num_days - 1
        gain = inst.gain(kind.programme, menus[0], latest)
        result.given |= admits & useful(wanted, gain)
        for starts, rows in _by_gain(kinds, places):
            gain = inst.gain(kind.programme, menus[0], int(starts[0]))
            helped = admits & useful(wanted, gain)
            result.best[admits] = np.maximum(result.best[admits], gain)
            if not rows.any() or not helped.any():
                continue
            fresh = np.zeros_like(admits)
            for menu in menus:
                fresh |= within_repeat_share(inst, menu)[wanted.cadres]
            part = Places(starts, places.rooms, rows)
            _attendance(kinds, wanted, menus[0].days, part, result, helped, fresh)
    return result


def useful(wanted: Wanted, gain: Floats) -> Bools:
    """Tell who gets what is lacking: all of it with the last class allowed, else a part of it."""
    completes = (wanted.rest - gain <= 1e-9).all(axis=1)
    helps = (np.minimum(wanted.rest, gain) > 0).any(axis=1)
    result: Bools = np.where(wanted.left <= 1, completes & helps, helps)
    return result


def _alike(kinds: Kinds, kind: Kind) -> Iterator[tuple[Places, Sequence[Menu]]]:
    """Yield the menus in groups of equal length and equal gain."""
    groups: dict[tuple[int, float], list[Menu]] = defaultdict(list)
    for menu in kind.menus:
        groups[menu.length, menu.periods].append(menu)
    for menus in groups.values():
        yield kinds.places(kind, menus[0]), menus


def _by_gain(kinds: Kinds, places: Places) -> Iterator[tuple[Ints, Bools]]:
    """Yield starts in groups that give the same, with the rooms available from each on."""
    inst = kinds.instance
    patterns = places.starts[:, None] >= inst.requirement_start[None, :]
    if not len(places.starts):
        return
    _, group = np.unique(patterns, axis=0, return_inverse=True)
    group = group.reshape(-1)
    for n in range(int(group.max()) + 1):
        rows = group == n
        yield places.starts[rows], places.free[rows]


def _attendance(
    kinds: Kinds,
    wanted: Wanted,
    days: int,
    places: Places,
    result: Reach,
    helped: Bools,
    fresh: Bools,
) -> None:
    """Test who is present on the days of some start, and at a venue that serves the unit."""
    inst = kinds.instance
    starts, rooms, free = places.starts, places.rooms, places.free
    somewhere = free.any(axis=1)
    result.dated |= helped
    sometimes = np.flatnonzero(
        helped & (inst.away[-1, wanted.cadres] > inst.away[0, wanted.cadres])
    )
    who = wanted.cadres[sometimes]
    # Most people are never away: dates are looked at for the others only.
    there = inst.away[np.ix_(starts + days, who)] == inst.away[np.ix_(starts, who)]
    present = helped.copy()
    present[sometimes] = there[somewhere].any(axis=0)
    result.present |= present
    result.fresh |= present & fresh
    for v in np.unique(inst.room_venue[rooms]):
        at_venue = free[:, inst.room_venue[rooms] == v].any(axis=1)
        if not at_venue.any():
            continue
        here = helped & fresh & inst.serves[v][inst.unit_of[wanted.cadres]]
        here[sometimes] &= there[at_venue].any(axis=0)
        result.served |= here
