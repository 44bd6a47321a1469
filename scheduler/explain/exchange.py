"""The components of a plan in which one open class is held otherwise."""

import math
from collections import Counter

import numpy as np

from models.rules import Component
from scheduler.explain.situation import Situation
from scheduler.formulation.decisions import ClassDecision, class_cost, evaluate, moves


def exchanged(situation: Situation, k: int, new: ClassDecision) -> dict[Component, float]:
    """Return the components after class k is held as `new`, quickly where its people stay."""
    inst, old = situation.instance, situation.decisions[k]
    p = inst.classes[k].programme
    same_gain = np.array_equal(inst.gain(p, old.menu, old.start), inst.gain(p, new.menu, new.start))
    changed = {**situation.decisions, k: new}
    if new.members is not old.members or new.menu is not old.menu or not same_gain:
        return evaluate(inst, changed)
    result = dict(situation.usage.components)
    result[Component.COST] += class_cost(inst, k, new) - class_cost(inst, k, old)
    result[Component.TRAVEL] += _travel(situation, new) - _travel(situation, old)
    result[Component.RISK] += _risk(situation, new) - _risk(situation, old)
    result[Component.MISMATCH] += _mismatch(situation, k, new) - _mismatch(situation, k, old)
    months = Counter(int(inst.month[d.start]) for d in changed.values())
    result[Component.PEAK_MONTH] = float(max(months.values(), default=0))
    result[Component.PEAK_LOAD] = _peak_load(situation, new, old)
    if Component.MOVES in result:
        result[Component.MOVES] = moves(inst, changed)
    return result


def _travel(situation: Situation, decision: ClassDecision) -> float:
    inst = situation.instance
    return math.fsum(inst.km[inst.unit_of[decision.members], decision.room])


def _risk(situation: Situation, decision: ClassDecision) -> float:
    days = slice(decision.start, decision.start + decision.menu.days)
    return math.fsum(situation.instance.risk[days])


def _mismatch(situation: Situation, k: int, decision: ClassDecision) -> int:
    inst = situation.instance
    level = inst.programmes[inst.classes[k].programme].level
    return sum(3 - int(level[x, m]) for m, x in decision.lecturers.items())


def _peak_load(situation: Situation, new: ClassDecision, old: ClassDecision) -> float:
    loads = situation.usage.lecturer_load.copy()
    sessions = situation.instance.module_sessions
    for m, x in old.lecturers.items():
        loads[x] -= sessions[m]
    for m, x in new.lecturers.items():
        loads[x] += sessions[m]
    return float(loads.max(initial=0))
