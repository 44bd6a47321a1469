"""Why a class of the baseline moved or closed, or why another one opens."""

import numpy as np

from models.explanation import Fact
from scheduler.explain.moves.change import Change
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import admissible


def opened_reason(change: Change) -> Fact:
    """Return why a class opens that the baseline did not have."""
    inst, decision = change.inst, change.decision
    assert decision is not None
    if change.cls.must_open:
        return change.voice.fact("move_required")
    new = decision.members[~inst.covered[decision.members]]
    tiers = tuple(inst.scenario.tiers[t].id for t in np.unique(inst.tier_of[new]).tolist())
    if tiers:
        return change.voice.fact("move_cover_more", tiers=tiers)
    return change.voice.fact("move_trade")


def class_reason(change: Change) -> Fact:
    """Return what keeps a class from standing where the baseline has it."""
    return _fixing(change) or _room(change) or _days(change) or _teaching(change) or _others(change)


def _fixing(change: Change) -> Fact | None:
    cls, voice = change.cls, change.voice
    assert change.before is not None
    if not cls.may_open:
        return voice.fact("move_class_off")
    fixed = (cls.start, change.before.start), (cls.room, change.before.room)
    if any(wanted is not None and wanted != had for wanted, had in fixed):
        return voice.fact("move_class_fixed")
    return None


def _room(change: Change) -> Fact | None:
    inst, before = change.inst, change.before
    assert before is not None
    if before.room is None or before.room not in inst.rooms(change.k):
        return change.voice.fact("move_room_unknown")
    length = max(seq for _, seq in before.teaching.values()) if before.teaching else 1
    if not inst.room_is_free(before.room, before.start, length):
        name = inst.room_ids[before.room]
        why = change.voice.fact("date_room_away")
        return change.voice.fact("because", subject=name, why=why)
    return None


def _days(change: Change) -> Fact | None:
    inst, before = change.inst, change.before
    assert before is not None
    menus = menus_of_class(inst, change.k)
    if not any(before.start in inst.starts(change.k, menu.days) for menu in menus):
        return change.voice.fact("move_days_closed")
    least = inst.programmes[change.cls.programme].size_min
    assert before.room is not None
    left = max(
        int(admissible(inst, change.k, menu, before.start, before.room)[change.former].sum())
        for menu in menus
    )
    if left < least and left < len(before.members):
        size = len(before.members)
        return change.voice.fact("move_too_few", left=left, size=size, least=least)
    return None


def _teaching(change: Change) -> Fact | None:
    if not change.lost_modules:
        return None
    m, lecturer = change.lost_modules[0]
    code = "move_dropped_lecturer" if change.decision is None else "move_nobody_teaches"
    return change.voice.fact(code, module=change.inst.module_ids[m], lecturer=lecturer)


def _others(change: Change) -> Fact:
    """Return what other classes have to do with it."""
    inst, before, usage = change.inst, change.before, change.situation.usage
    assert before is not None
    assert before.room is not None
    first = before.start * inst.slots_per_day
    taken = set(usage.room_class[before.room, first : first + 2].tolist()) - {-1, change.k}
    if taken:
        other = inst.classes[min(taken)].id
        return change.voice.fact("date_room_taken", other=other)
    budget = inst.scenario.rules.budget
    if change.decision is None and budget is not None:
        return change.voice.fact("move_budget", budget=budget)
    return change.voice.fact("move_part_of_chain")
