"""Classes timed all at once along wishes, their people within the budget."""

import math
from dataclasses import replace

import numpy as np
import pytest

from scheduler.checker import verify
from scheduler.formulation.assignment import assign
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import from_plan, to_plan
from scheduler.formulation.relaxation import suggest_classes
from scheduler.formulation.teaching import Effort
from scheduler.formulation.timetable import Timetable
from scheduler.solve import people, retime
from scheduler.solve.construct import construct
from scheduler.solve.figures import Figures
from scheduler.solve.opening import Opener
from scheduler.solve.rooms import in_cheaper_rooms
from scheduler.solve.state import State
from scheduler.solve.wishes import wished
from tests.builders import held, lecturer, programme, qualified, room, scenario, training_class
from tests.builders import plan as plan_of

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


def scarce():
    """K1 teaches M1 early, K2 teaches M2 late; L1 is best at both, has one session, L2 knows M1."""
    return derive(
        scenario(
            lecturers=(lecturer("L1", max_sessions=1), lecturer("L2")),
            qualifications=(
                qualified("L1", "M1", level=3),
                qualified("L1", "M2", level=3),
                qualified("L2", "M1", level=1),
            ),
            programmes=(programme("A", modules=("M1",)), programme("B", modules=("M2",))),
            classes=(
                training_class("K1", window={"from": "2024-03-04", "to": "2024-03-08"}),
                training_class(
                    "K2", programme="B", window={"from": "2024-09-02", "to": "2024-09-06"}
                ),
            ),
        )
    )


def test_hours_that_a_later_lot_needs_are_kept_for_it(monkeypatch):
    instance = scarce()
    monkeypatch.setattr(retime, "TOGETHER", 1)
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    timed = retime.along(opener, named(0, 1), EFFORT)
    assert sorted(timed) == [0, 1]
    assert timed[0].lecturers == {0: 1}


@pytest.mark.parametrize(("k", "opened"), [(0, [0]), (1, [])])
def test_reserved_hours_are_not_used(k, opened):
    """L1 is kept for others: K1 has L2, K2 has nobody."""
    instance = scarce()
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    menu = menus_of_class(instance, k)[0]
    timed = retime._timed(opener, [(k, (0,), menu)], {}, {}, EFFORT, reserved={0: 1})
    assert sorted(timed or {}) == opened
    assert all(d.lecturers == {0: 1} for d in (timed or {}).values())


def test_a_lot_that_cannot_stand_beside_what_is_kept_keeps_nothing(monkeypatch):
    """K1 must open; with all hours kept for others it could not."""
    instance = scarce()
    monkeypatch.setattr(retime, "TOGETHER", 1)
    monkeypatch.setattr(retime, "_reserved", lambda *_: {0: 1, 1: 10**6})
    seen = []
    real = retime._timed

    def watched(*given):
        seen.append(given[-1] if len(given) == 7 else None)
        return real(*given) if seen[-1] is None else None

    monkeypatch.setattr(retime, "_timed", watched)
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    timed = retime._in_lots(opener, wished(opener, named(0)), EFFORT)
    assert sorted(timed) == [0]
    assert seen == [{0: 1, 1: 10**6}, None]


def crowd():
    """Two classes in the same two days, each with a room and a lecturer of its own."""
    window = {"from": "2024-03-04", "to": "2024-03-05"}
    return derive(
        scenario(
            rooms=tuple(room(f"R{n}") for n in (1, 2)),
            programmes=(programme("A", modules=("M1",)), programme("B", modules=("M2",))),
            lecturers=(lecturer("L1"), lecturer("L2")),
            qualifications=(qualified("L1", "M1"), qualified("L2", "M2")),
            classes=(
                training_class("K1", window=window),
                training_class("K2", programme="B", window=window),
            ),
        )
    )


@pytest.mark.parametrize(("at_once", "days"), [(10, 2), (19, 2), (20, None)])
def test_few_seats_are_held_at_once(at_once, days):
    """Each class has 10 seats."""
    instance = crowd()
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    menus = [menus_of_class(instance, k)[0] for k in (0, 1)]
    wishes = [retime.wish_of(opener, (k, (k,), menus[k]), 12, {}) for k in (0, 1)]
    same = [replace(w, loss={d: 0.0 if d == min(w.loss) else 0.5 for d in w.loss}) for w in wishes]
    found = Timetable(instance, same, {}, at_once=at_once).solve(EFFORT, {})
    starts = {d.start for d in found.values()}
    assert len(found) == 2
    assert len(starts) == (days or 1), "the same day is the best for both"
    beside = Timetable(instance, same[1:], {0: found[0]}, at_once=at_once).solve(EFFORT, {})
    assert len({d.start for d in beside.values()}) == (days or 1)


@pytest.mark.parametrize(("classes", "limit"), [(0.9, 20), (1.1, None)])
def test_seats_at_once_are_limited_where_time_is_sparse(classes, limit):
    """`classes`: as many as fill a quarter of a class on an average day, times that."""
    instance = crowd()
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    menu = menus_of_class(instance, 0)[0]
    wish = retime.wish_of(opener, (0, (0,), menu), 12, {})
    number = int(classes * retime.SPARSE * instance.num_slots / menu.length)
    many = [replace(wish, k=k) for k in range(number)]
    assert retime._at_once(instance, many, {}) == limit
    assert retime._at_once(instance, many[:1], {}) == 20, "each class counts once"
    assert retime._at_once(instance, [], {}) == retime.AT_ONCE


def test_a_plan_before_tells_how_crowded_the_time_is(opener, monkeypatch):
    plan = opener.state.copy_decisions()
    monkeypatch.setattr(retime, "SPARSE", 1e-9)
    assert retime._at_once(opener.inst, [], {}, plan) is None
    monkeypatch.setattr(retime, "SPARSE", 1e9)
    largest = max(opener.inst.capacity(k, d.room) for k, d in plan.items())
    assert retime._at_once(opener.inst, [], plan) == retime.AT_ONCE * largest


def test_one_lot_keeps_nothing_for_another(opener):
    chosen = [item for item in wished(opener, wishes(opener.inst)) if item[1]]
    assert retime._reserved(opener.inst, chosen, [], {}, 10.0) == {}


def test_a_wish_without_a_place_keeps_its_hours():
    """K1 found no place; the lot of K2 leaves it the only one who can teach it."""
    instance = scarce()
    first, second = (menus_of_class(instance, k)[0] for k in (0, 1))
    assert retime._reserved(instance, [(0, (0,), first)], [(1, (0,), second)], {}, 10.0) == {0: 1}
    assert retime._reserved(instance, [(1, (0,), second)], [(0, (0,), first)], {}, 10.0) == {1: 1}


def named(*classes):
    return {((k,), 0, None): 1.0 for k in classes}


def test_more_of_a_suggestion_is_let_in_beside_what_is_open():
    instance = scarce()
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    plan = retime.along(opener, named(0), EFFORT)
    assert sorted(plan) == [0]
    found = retime.let_in(opener, named(0, 1), plan, EFFORT)
    assert sorted(found) == [0, 1], "K1 may be taught by another one then"
    assert retime.let_in(opener, named(0, 1), found, EFFORT) is None


def k1_open(*, taught_by):
    """A plan of K1 alone, taught by that lecturer."""
    instance = scarce()
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    plan = retime.along(opener, named(0), EFFORT)
    return opener, {0: replace(plan[0], lecturers={0: taught_by})}


def test_what_fits_beside_all_others_is_let_in_there(monkeypatch):
    """K2 has its lecturer and its date: nothing that is open is timed anew for it."""
    opener, plan = k1_open(taught_by=1)
    monkeypatch.setattr(retime, "_anew_around", None)
    found = retime.let_in(opener, named(0, 1), plan, EFFORT)
    assert sorted(found) == [0, 1]
    assert found[0] is plan[0]


def test_who_teaches_an_open_class_may_change_for_another_its_date_may_not(monkeypatch):
    """L1 has one session and K2 needs it: L2 takes K1 over."""
    opener, plan = k1_open(taught_by=0)
    monkeypatch.setattr(retime, "_anew_around", None)
    found = retime.let_in(opener, named(0, 1), plan, EFFORT)
    assert sorted(found) == [0, 1]
    assert (found[0].start, found[0].room) == (plan[0].start, plan[0].room)
    assert (found[0].lecturers, found[1].lecturers) == ({0: 1}, {1: 0})


def test_few_wishes_without_a_place_are_tried_beside_all_others(monkeypatch):
    opener, plan = k1_open(taught_by=1)
    monkeypatch.setattr(retime, "FEW", 1.0)
    chosen = wished(opener, named(0, 1))
    assert sorted(retime._squeezed(opener, chosen, plan, EFFORT)) == [0, 1]
    late = replace(EFFORT, until=0.0)
    assert retime._squeezed(opener, chosen, plan, late) is plan


def test_what_cannot_be_let_in_changes_nothing(monkeypatch):
    instance = scarce()
    opener = Opener(instance, State(instance), Figures(instance), seed=1)
    plan = retime.along(opener, named(0), EFFORT)
    monkeypatch.setattr(retime, "_timed", lambda *_, **__: None)
    assert retime.let_in(opener, named(0, 1), plan, EFFORT) is None


def test_of_alike_classes_those_that_are_open_are_wished():
    """K1 and K2 are alike and one of them is to open: it is the one that is."""
    both = derive(scenario(classes=(training_class("K1"), training_class("K2"))))
    opener = Opener(both, State(both), Figures(both), seed=1)
    counts = {((0, 1), 0, None): 1.0}
    assert [k for k, _, _ in wished(opener, counts)] == [0]
    opener.state.add(1, from_plan(both, plan_of(both.scenario, held("K2")))[1])
    assert [k for k, _, _ in wished(opener, counts)] == [1]


def test_where_time_is_short_nothing_is_kept(opener, monkeypatch):
    chosen = [item for item in wished(opener, wishes(opener.inst)) if item[1]]
    monkeypatch.setattr(retime, "hours_by_lot", lambda *_: None)
    assert retime._reserved(opener.inst, chosen[:1], chosen[1:], {}, 10.0) == {}


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
