"""A lower bound on moves: what no plan can keep of the baseline."""

from dataclasses import dataclass

import numpy as np

from models.rules import Component
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import admissible
from scheduler.formulation.instance import BaselineClass, Instance, Ints, Menu
from scheduler.solve.bounds import Bounds
from scheduler.solve.repair.wish import broken_modules

MENUS_AT_MOST = 20


@dataclass(frozen=True)
class Loss:
    """What a class loses for certain: with it `stay` points where it stands, `least` in any plan.

    `out` are members who may not attend where it stands and were not covered before.
    """

    least: float
    stay: float
    out: int


def add_bounds(instance: Instance, bounds: Bounds) -> None:
    """Add what is certain about the level of moves; where nobody is short, others fill in."""
    losses = [_loss(instance, cls.index) for cls in instance.classes if cls.baseline is not None]
    points = instance.lost_moves + sum(loss.least for loss in losses)
    anything = [float("inf")] * len(instance.weights)
    for level in range(len(instance.weights)):
        weight = instance.weight(level, Component.MOVES)
        if weight:
            bounds.add(level, anything, weight * points)
    if len(instance.weights) > 1 and _decides(instance):
        weight = instance.weight(1, Component.MOVES)
        bounds.add(1, [0.0], weight * _without_shortfall(instance, losses))


def _decides(instance: Instance) -> bool:
    """Tell whether moves come second and nobody is short where the first level is 0."""
    first = instance.weight(0, Component.SHORTFALL) > 0 and bool((instance.tier_weight > 0).all())
    return first and instance.weight(1, Component.MOVES) > 0


def _without_shortfall(instance: Instance, losses: list[Loss]) -> float:
    """Return points of every plan that reaches all targets.

    A tier needs as many newly enrolled as its former members leave short. A class that moves
    instead may keep all of them; that saves no more than what is taken off again here.
    """
    rules = instance.scenario.rules.moves
    kept = np.zeros(len(instance.tier_need), dtype=np.int64)
    for cls in instance.classes:
        if cls.baseline is not None:
            people = _former(cls.baseline)
            people = people[~instance.covered[people]]
            kept += np.bincount(instance.tier_of[people], minlength=len(kept))
    out = sum(loss.out for loss in losses)
    wanted = int(np.maximum(0, instance.tier_need - kept).sum())
    spare = int(np.maximum(0, kept - instance.tier_need).sum())
    plain = instance.lost_moves + sum(loss.least for loss in losses) + rules.enrolment * wanted
    stay = sum(loss.stay for loss in losses)
    saved = sum(
        max(0.0, loss.stay + rules.enrolment * loss.out - max(loss.least, rules.class_))
        for loss in losses
    )
    back = wanted + max(0, out - spare)
    return max(plain, instance.lost_moves + stay + rules.enrolment * back - saved)


def _former(before: BaselineClass) -> Ints:
    return before.members[before.members >= 0]


def _loss(instance: Instance, k: int) -> Loss:
    """Return what class k loses of the baseline.

    Where its place is lost that is a class move. Else a core module whose lecturer cannot give it
    where it stands costs a module move and a member who may not attend an enrolment, unless the
    class moves or closes, which costs a class move: the smaller of the two is certain.
    """
    before = instance.classes[k].baseline
    assert before is not None
    weights = instance.scenario.rules.moves
    gone = weights.enrolment * int((before.members < 0).sum())  # not planned: out in any case
    menus = menus_of_class(instance, k)
    if not menus or not instance.classes[k].may_open:
        closed = weights.class_ + weights.enrolment * len(before.members)
        return Loss(closed, closed, 0)
    if len(menus) > MENUS_AT_MOST:
        return Loss(gone, gone, 0)
    menus = [menu for menu in menus if _place_is_possible(instance, k, before, menu)]
    if not menus:
        return Loss(weights.class_ + gone, weights.class_ + gone, 0)
    able = np.zeros(instance.num_cadres, dtype=bool)
    for menu in menus:
        assert before.room is not None
        able |= admissible(instance, k, menu, before.start, before.room)
    members = _former(before)
    out = members[~able[members]]
    stay = gone + weights.enrolment * len(out) + weights.module * _broken(instance, k, menus)
    uncovered = int((~instance.covered[out]).sum())
    return Loss(min(stay, weights.class_ + gone), stay, uncovered)


def _place_is_possible(instance: Instance, k: int, before: BaselineClass, menu: Menu) -> bool:
    return (
        before.room in instance.rooms(k)
        and before.room is not None
        and before.start in instance.starts(k, menu.days)
        and instance.room_is_free(before.room, before.start, menu.length)
    )


def _broken(instance: Instance, k: int, menus: list[Menu]) -> int:
    """Return how many modules of every menu cannot keep lecturer and place."""
    broken = broken_modules(instance, k)
    return sum(all(m in menu.modules for menu in menus) for m in broken)
