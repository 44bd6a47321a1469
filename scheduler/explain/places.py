"""An open class in short, and what happens to it when a cadre leaves."""

from dataclasses import replace
from typing import Any

from models.explanation import Fact
from scheduler.explain.price import price_of
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice


def class_values(situation: Situation, k: int) -> dict[str, Any]:
    """Return id, programme, dates, room and venue of an open class."""
    inst, decision = situation.instance, situation.decisions[k]
    return {
        "class_id": inst.classes[k].id,
        "programme": inst.programmes[inst.classes[k].programme].id,
        "start": inst.date_of(decision.start),
        "end": inst.date_of(decision.start + decision.menu.days - 1),
        "room": inst.room_ids[decision.room],
        "venue": inst.venue_ids[inst.room_venue[decision.room]],
    }


def leaving(situation: Situation, i: int, k: int, voice: Voice) -> Fact:
    """Return what the plan would lose or gain if cadre i did not attend class k."""
    inst = situation.instance
    if i in situation.fixed_members(k):
        return voice.fact("must_attend")
    decision = situation.decisions[k]
    members = decision.members[decision.members != i]
    least = inst.programmes[inst.classes[k].programme].size_min
    if len(members) < least:
        return voice.fact("leaving_small", size=len(members), least=least)
    changed = {**situation.decisions, k: replace(decision, members=members)}
    return voice.fact("leaving", price=price_of(situation, changed, voice))
