"""Cheaper rooms for classes that stay as they are otherwise."""

from dataclasses import replace

from scheduler.formulation.decisions import Decisions
from scheduler.solve.opening import Opener


def in_cheaper_rooms(opener: Opener, decisions: Decisions) -> Decisions | None:
    """Return the plan with each class in the cheapest room of its venue that is free and holds it.

    None where nothing changes. One class after another; a frozen one keeps its room.
    """
    inst, state = opener.inst, opener.state
    state.load(decisions)
    for k, decision in sorted(decisions.items()):
        if inst.classes[k].frozen is not None:
            continue
        first = decision.start * inst.slots_per_day
        slots = slice(first, first + decision.menu.length)
        fitting = [
            r
            for r in inst.rooms(k)
            if inst.room_venue[r] == inst.room_venue[decision.room]
            and inst.room_online[r] == inst.room_online[decision.room]
            and inst.room_cost[r] < inst.room_cost[decision.room]
            and inst.capacity(k, r) >= len(decision.members)
            and inst.room_is_free(r, decision.start, decision.menu.length)
            and not state.room_busy[r, slots].any()
        ]
        if fitting:
            cheapest = min(fitting, key=lambda r: (inst.room_cost[r], r))
            state.reassign(k, replace(decision, room=cheapest))
    found = state.copy_decisions()
    return found if any(found[k] is not d for k, d in decisions.items()) else None
