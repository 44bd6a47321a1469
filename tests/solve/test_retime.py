"""Classes timed all at once along wishes, their people within the budget."""

import math
from dataclasses import replace

import numpy as np
import pytest

from scheduler.checker import verify
from scheduler.formulation.assignment import assign
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import to_plan
from scheduler.formulation.relaxation import suggest_classes
from scheduler.formulation.teaching import Effort
from scheduler.solve import people, retime
from scheduler.solve.construct import construct
from scheduler.solve.figures import Figures
from scheduler.solve.opening import Opener
from scheduler.solve.rooms import in_cheaper_rooms
from scheduler.solve.state import State

EFFORT = Effort(work=4.0, until=math.inf, seed=1)
LATE = 1e9  # seconds of time.monotonic()


def opener_of(instance: Instance) -> Opener:
    found = Opener(instance, State(instance), Figures(instance), seed=1)
    assert construct(found, lambda: False)
    return found


@pytest.fixture
def opener(instance: Instance) -> Opener:
    return opener_of(instance)


def wishes(instance: Instance):
    return suggest_classes(instance, 1, [1e6], deadline=LATE, seed=1).counts


def test_wishes_are_whole_and_no_more_than_there_are(instance):
    counts = wishes(instance)
    assert counts
    assert all(value == round(value) for value in counts.values())
    per_kind = {}
    for (classes, _, _), value in counts.items():
        per_kind[classes] = per_kind.get(classes, 0) + value
    assert all(value <= len(classes) for classes, value in per_kind.items())


def test_a_timed_plan_with_people_keeps_every_rule(opener):
    timed = retime.along(opener, wishes(opener.inst), EFFORT)
    assert timed
    assert all(len(decision.members) == 0 for decision in timed.values())
    plan = retime.filled(opener, timed)
    assert plan
    assert set(plan) <= set(timed)
    assert verify(opener.inst.scenario, to_plan(opener.inst, plan)).violations == ()


def test_the_same_seed_times_classes_the_same(instance):
    plans = [retime.along(opener_of(instance), wishes(instance), EFFORT) for _ in range(2)]
    places = [{k: (d.start, d.room, d.lecturers) for k, d in plan.items()} for plan in plans]
    assert places[0] == places[1]


def test_many_wishes_are_timed_in_lots_beside_each_other(opener, monkeypatch):
    counts = wishes(opener.inst)
    monkeypatch.setattr(retime, "TOGETHER", 2)
    timed = retime.along(opener, counts, EFFORT)
    assert len(timed) == sum(counts.values())
    plan = retime.filled(opener, timed)
    assert verify(opener.inst.scenario, to_plan(opener.inst, plan)).violations == ()


def test_no_wish_gives_no_timetable(opener):
    assert retime.along(opener, {}, EFFORT) is None


def test_a_small_budget_opens_fewer_classes(demo):
    free = derive(demo)
    timed = retime.along(opener_of(free), wishes(free), EFFORT)
    cost = evaluate(free, retime.filled(opener_of(free), timed))["cost"]
    rules = demo.rules.model_copy(update={"budget": cost / 2})
    poor = derive(demo.model_copy(update={"rules": rules}))
    fewer = retime.along(opener_of(poor), wishes(free), EFFORT)
    assert fewer is None or len(fewer) < len(timed)


def test_people_cost_no_more_than_the_purse(opener):
    decisions = opener.state.copy_decisions()
    offers = [people._offer(opener, k, decisions) for k in sorted(decisions)]
    offers = [replace(o, least=0, money=np.ones(len(o.cadres)), fixed=o.fixed[:0]) for o in offers]
    weight = 1e6
    all_who_can = assign(opener.inst, offers, weight, 60.0)
    number = sum(len(who) for who in all_who_can)
    assert sum(len(who) for who in assign(opener.inst, offers, weight, 60.0, number)) == number
    half = assign(opener.inst, offers, weight, 60.0, number // 2)
    assert sum(len(who) for who in half) == number // 2


def test_classes_move_to_cheaper_rooms_of_their_venue_only(demo):
    opener = opener_of(derive(demo))
    inst, plan = opener.inst, opener.state.copy_decisions()
    inst.room_cost[:] = np.arange(len(inst.room_cost)) + 1.0
    cheaper = in_cheaper_rooms(opener, plan)
    for k, decision in (cheaper or plan).items():
        before = plan[k]
        assert inst.room_venue[decision.room] == inst.room_venue[before.room]
        assert inst.room_cost[decision.room] <= inst.room_cost[before.room]
        assert inst.capacity(k, decision.room) >= len(decision.members)
        assert replace(decision, room=before.room, members=before.members).start == before.start
    assert verify(inst.scenario, to_plan(inst, cheaper or plan)).violations == ()


def test_no_cheaper_room_is_no_change(demo):
    opener = opener_of(derive(demo))
    opener.inst.room_cost[:] = 1.0
    assert in_cheaper_rooms(opener, opener.state.copy_decisions()) is None
