"""Estimates of what more classes or freer rules would bring to a tier that stays short."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.explanation import Fact
from scheduler.explain.crowd import crowd
from scheduler.explain.kinds import Kind
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import within_repeat_share
from scheduler.formulation.instance import Ints, Menu


@dataclass(frozen=True, order=True)
class _Offer:
    """A class that could take people of a tier: `people` counts down, so the least is best."""

    people: int
    new: bool
    name: str
    programme: str
    venue: str
    start: int


def one_more_class(situation: Situation, tier: int, voice: Voice) -> Fact | None:
    """Return which class at which venue could take most of a tier, lecturers aside.

    A class that did not open goes before one that the scenario does not have.
    """
    inst = situation.instance
    best: _Offer | None = None
    for kind, reach in zip(situation.kinds.all, situation.reach_by_kind, strict=True):
        who = situation.uncovered.cadres[reach.served]
        who = who[inst.tier_of[who] == tier]
        if not len(who):
            continue
        closed = situation.closed(kind)
        name = inst.classes[closed[0]].id if closed else ""
        programme = inst.programmes[kind.programme].id
        for count, v, start in _by_venue(situation, kind, who):
            found = _Offer(-count, not closed, name, programme, inst.venue_ids[v], start)
            if count and (best is None or found < best):
                best = found
    if best is None:
        return None
    values: dict[str, Any] = {
        "programme": best.programme,
        "venue": best.venue,
        "count": -best.people,
    }
    values |= {"tier": inst.scenario.tiers[tier].id, "start": inst.date_of(best.start)}
    if best.new:
        return voice.fact("lever_class", **values)
    return voice.fact("lever_closed", class_id=best.name, **values)


def without_caps(situation: Situation, tier: int, capped: int, voice: Voice) -> Fact | None:
    """Return how many of those whom unit caps hold back could sit on seats that stay free."""
    inst = situation.instance
    seats = sum(
        inst.capacity(k, decision.room) - len(decision.members)
        for k, decision in situation.decisions.items()
        if tier in inst.programmes[inst.classes[k].programme].tiers
        and inst.classes[k].frozen is None
    )
    count = min(capped, seats)
    if count <= 0:
        return None
    name = inst.scenario.tiers[tier].id
    return voice.fact("lever_cap", count=count, tier=name, seats=seats)


def _by_venue(situation: Situation, kind: Kind, who: Ints) -> list[tuple[int, int, int]]:
    """Return (people, venue, start) for each venue, on the start that suits most."""
    inst = situation.instance
    found = []
    venues = inst.room_venue[list(kind.rooms)] if kind.rooms else np.zeros(0, dtype=np.int64)
    for v in np.unique(venues):
        seats = max(
            inst.capacity(kind.first, r) for r in kind.rooms if int(inst.room_venue[r]) == v
        )
        best = (0, int(v), 0)
        for menu in _different(kind):
            places = situation.kinds.places(kind, menu)
            starts = places.starts[places.free[:, venues == v].any(axis=1)]
            served = inst.serves[v][inst.unit_of[who]] & within_repeat_share(inst, menu)[who]
            counts = np.minimum(seats, crowd(situation, who[served], starts, menu.days))
            if len(counts) and int(counts.max()) > best[0]:
                n = int(counts.argmax())
                best = (int(counts[n]), int(v), int(starts[n]))
            if best[0] == seats:
                break
        found.append(best)
    return found


def _different(kind: Kind) -> list[Menu]:
    """Return a few menus; more of them would change the estimate little."""
    return list(kind.menus[:3])


def seats_at_most(situation: Situation, tier: int) -> int:
    """Return the most cadres that all classes admitting a tier could have together."""
    inst = situation.instance
    total = 0
    for kind in situation.kinds.all:
        if tier in inst.programmes[kind.programme].tiers and kind.may_open:
            seats = [inst.capacity(kind.first, r) for r in kind.rooms]
            total += len(kind.members) * max(seats, default=0)
    return total
