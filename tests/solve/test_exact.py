"""Exact planning: levels in order, proofs, limits, parts of a problem, and conflicts."""

import itertools
import time
from pathlib import Path

import numpy as np
import pytest

from models.result import Status
from models.rules import Rule
from scheduler.checker import verify
from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import to_plan
from scheduler.formulation.program.build import build
from scheduler.formulation.program.scope import Scope
from scheduler.load import load_scenario
from scheduler.solve.conflict import contradicts, find_conflict, guarded_program
from scheduler.solve.exact import estimate_size, solve_exact, solve_scope
from scheduler.solve.levels import LevelSolver, Limits, is_better
from tests.builders import (
    cadre,
    history,
    lecturer,
    module,
    programme,
    qualified,
    room,
    scenario,
    training_class,
    unit,
)
from tests.formulation.tiny import tiny

DEMO = Path(__file__).parents[2] / "scenarios" / "demo.yaml"


def soon(seconds=60):
    return time.monotonic() + seconds


def same(one, other):
    return one.keys() == other.keys() and all(
        (one[k].start, one[k].room, one[k].order, one[k].lecturers)
        == (other[k].start, other[k].room, other[k].order, other[k].lecturers)
        and np.array_equal(one[k].members, other[k].members)
        for k in one
    )


@pytest.fixture(scope="module")
def demo():
    instance = derive(load_scenario(DEMO).scenario)
    return instance, solve_exact(instance, deadline=soon(120))


def test_the_small_sample_is_proven_at_every_level(demo):
    instance, outcome = demo
    assert outcome.status is Status.OPTIMAL
    assert outcome.bounds == pytest.approx(outcome.values, abs=1e-5)
    assert outcome.values == pytest.approx((12, 1202 / 3, 77.4242039, 12), abs=1e-5)
    verdict = verify(instance.scenario, to_plan(instance, outcome.decisions))
    assert verdict.violations == ()


def test_a_good_start_ends_at_the_same_values(demo):
    instance, outcome = demo
    heard = []
    again = solve_exact(
        instance, deadline=soon(120), start=outcome.decisions, on_improve=heard.append
    )
    assert again.values == pytest.approx(outcome.values)
    assert heard == []


def test_the_same_run_gives_the_same_plan():
    instance = derive(tiny(10))
    first = solve_exact(instance, deadline=soon(), seed=3)
    second = solve_exact(instance, deadline=soon(), seed=3)
    assert same(first.decisions, second.decisions)


def test_improvements_are_told_from_worse_to_better():
    instance = derive(tiny(10))
    heard = []
    outcome = solve_exact(instance, deadline=soon(), on_improve=heard.append)
    values = [level_values(instance, evaluate(instance, decisions)) for decisions in heard]
    assert all(is_better(new, old) for old, new in itertools.pairwise(values))
    assert values[-1] == pytest.approx(outcome.values)


def test_without_time_there_is_no_plan_but_a_start_survives():
    instance = derive(tiny(10))
    assert solve_exact(instance, deadline=soon(-1)).status is Status.NONE
    best = solve_exact(instance, deadline=soon())
    stopped = solve_exact(instance, deadline=soon(), start=best.decisions, stop=lambda: True)
    assert stopped.status in {Status.FEASIBLE, Status.OPTIMAL}
    assert same(stopped.decisions, best.decisions)


def test_a_known_bound_ends_the_proof_at_once():
    instance = derive(tiny(10))
    best = solve_exact(instance, deadline=soon())
    again = solve_exact(instance, deadline=soon(), bounds=best.bounds)
    assert again.status is Status.OPTIMAL
    assert again.values == pytest.approx(best.values)


def test_a_wide_gap_is_enough_when_effort_ends():
    instance = derive(tiny(10))
    solver = LevelSolver(build(instance), Limits(soon(), gap=1e9, effort=1e-6))
    solver.run(range(4))
    assert solver.values is not None
    assert all(bound is not None for bound in solver.bounds)


def test_several_workers_find_the_same_values():
    instance = derive(tiny(10))
    alone = solve_exact(instance, deadline=soon())
    solver = LevelSolver(build(instance), Limits(soon(), workers=2, effort=1e-6))
    solver.run(range(4))
    assert solver.values == pytest.approx(alone.values)
    assert solver.bounds == pytest.approx(alone.bounds, abs=1e-6)


def test_is_better_looks_at_the_first_level_that_differs():
    assert is_better([1, 9], [2, 0])
    assert not is_better([2, 0], [1, 9])
    assert is_better([1, 2], [1, 3])
    assert not is_better([1.0 + 1e-12, 3], [1.0, 3])
    assert is_better([5], None)


def test_size_grows_with_people_and_classes():
    few = estimate_size(derive(scenario()))
    many = estimate_size(derive(scenario(cadres=tuple(cadre(n) for n in range(1, 50)))))
    more = estimate_size(derive(scenario(classes=tuple(training_class(f"K{n}") for n in range(4)))))
    assert few < many
    assert 3 * few < more


def weak_start(instance):
    """The optimum, spoiled: the first class without its last member, where its size allows."""
    best = solve_exact(instance, deadline=soon()).decisions
    k = min(best)
    return best, best | {k: type(best[k])(**(vars(best[k]) | {"members": best[k].members[:-1]}))}


def test_a_part_of_a_plan_is_improved_inside_its_scope():
    cadres = tuple(cadre(n) for n in range(1, 7))
    classes = (training_class("K1"), training_class("K2"), training_class("K3"))
    instance = derive(scenario(cadres=cadres, classes=classes, rooms=(room(capacity=3),)))
    best, start = weak_start(instance)
    k = min(start)
    scope = Scope(
        free=(k,),
        kept={other: decision for other, decision in start.items() if other != k},
        starts={k: [start[k].start]},
        rooms={k: [start[k].room]},
        menus={k: [start[k].menu]},
    )
    found = solve_scope(instance, scope, start=start, deadline=soon())
    assert level_values(instance, evaluate(instance, found)) == pytest.approx(
        level_values(instance, evaluate(instance, best))
    )
    assert all(found[other] is start[other] for other in start if other != k)
    assert verify(instance.scenario, to_plan(instance, found)).violations == ()
    assert solve_scope(instance, scope, start=found, deadline=soon()) is None


@pytest.mark.parametrize("seed", [2, 9, 10, 12, 23, 28, 31, 36])
def test_scopes_with_kept_classes_find_the_optimum_of_the_whole(seed):
    """Any one class of an optimal plan, freed beside the others, cannot do better or worse."""
    scenario = tiny(seed)
    instance = derive(scenario)
    best = solve_exact(instance, deadline=soon())
    for k in best.decisions or {}:
        kept = {other: decision for other, decision in best.decisions.items() if other != k}
        scope = Scope(free=(k,), kept=kept)
        solver = LevelSolver(build(instance, scope), Limits(soon()))
        solver.run(range(len(solver.forms)))
        assert solver.values == pytest.approx(best.values, abs=1e-6)
        assert verify(scenario, to_plan(instance, solver.best)).violations == ()


def conflict_of(**fields):
    instance = derive(scenario(**fields))
    outcome = solve_exact(instance, deadline=soon())
    assert outcome.status is Status.INFEASIBLE
    return instance, outcome.conflict


def test_a_class_too_small_for_its_people():
    _, conflict = conflict_of(
        programmes=(programme(size={"min": 5, "max": 9}),),
        classes=(training_class(required=True), training_class("K2")),
    )
    assert [(one.rule, one.subject) for one in conflict] == [(Rule.H3, "K1"), (Rule.H15, "K1")]
    assert "5" in conflict[0].message
    assert "required" in conflict[1].message


def test_two_fixed_classes_want_one_lecturer_at_once():
    fixed = {"open": True, "start": "2024-03-04"}
    _, conflict = conflict_of(
        rooms=(room("R1"), room("R2")),
        cadres=tuple(cadre(n) for n in range(1, 5)),
        qualifications=(qualified("L1"),),
        classes=(training_class("K1", fixed=fixed), training_class("K2", fixed=fixed)),
    )
    members = {(one.rule, one.subject) for one in conflict}
    assert (Rule.H7, "L1") in members
    assert {(Rule.H15, "K1"), (Rule.H15, "K2")} <= members
    assert not any(rule is Rule.H3 for rule, _ in members)


def test_a_fixed_start_on_a_day_off():
    _, conflict = conflict_of(
        classes=(training_class(required=True, fixed={"start": "2024-03-03"}),)
    )
    assert {(one.rule, one.subject) for one in conflict} == {(Rule.H4, "K1"), (Rule.H15, "K1")}


def test_a_fixed_member_who_is_away():
    away = {"kind": "cadre", "id": "CB-0001", "from": "2024-01-01", "to": "2024-12-31"}
    _, conflict = conflict_of(
        unavailability=(away,), classes=(training_class(fixed={"cadres": ["CB-0001"]}),)
    )
    assert {(one.rule, one.subject) for one in conflict} == {
        (Rule.H11, "CB-0001"),
        (Rule.H15, "K1"),
    }


def test_a_member_who_is_not_planned():
    _, conflict = conflict_of(
        cadres=(cadre(1), cadre(2, eligible=False)),
        classes=(training_class(fixed={"cadres": ["CB-0002"]}),),
    )
    assert {(one.rule, one.subject) for one in conflict} == {
        (Rule.H1, "CB-0002"),
        (Rule.H15, "K1"),
    }


def test_a_budget_below_the_least_cost():
    _, conflict = conflict_of(rules={"budget": 10}, classes=(training_class(required=True),))
    members = {(one.rule, one.subject) for one in conflict}
    assert {(Rule.H14, "budget"), (Rule.H15, "K1")} <= members


def test_a_unit_that_cannot_spare_two():
    _, conflict = conflict_of(
        units=(unit(max_absent=1),),
        classes=(training_class(fixed={"cadres": ["CB-0001", "CB-0002"]}),),
    )
    assert {(one.rule, one.subject) for one in conflict} == {(Rule.H12, "U1"), (Rule.H15, "K1")}


def test_a_repeat_beyond_the_share():
    _, conflict = conflict_of(
        rules={"max_repeat_share": 0.4},
        history=(history("CB-0001", "X", "2023-03-01", "M1"),),
        classes=(training_class(fixed={"cadres": ["CB-0001"]}),),
    )
    assert {(one.rule, one.subject) for one in conflict} == {
        (Rule.H13, "CB-0001"),
        (Rule.H15, "K1"),
    }


@pytest.mark.parametrize("seed", range(200, 216))
def test_a_conflict_contradicts_alone_and_not_without_any_member(seed):
    instance = derive(tiny(seed, forced=True))
    outcome = solve_exact(instance, deadline=soon())
    if outcome.status is not Status.INFEASIBLE:
        return
    members = [(one.rule, one.subject) for one in outcome.conflict]
    assert all(one.message for one in outcome.conflict)
    assert any(rule is Rule.H15 for rule, _ in members)
    forced = tuple(cls.index for cls in instance.classes if cls.must_open)
    program = guarded_program(instance, forced)
    assert contradicts(program, members, 30)
    for member in members:
        assert not contradicts(program, [one for one in members if one != member], 30)


def test_nothing_forced_means_no_conflict():
    assert find_conflict(derive(scenario()), deadline=soon()) == ()


def test_the_hours_of_lecturers_can_be_the_conflict():
    _, conflict = conflict_of(
        modules=(module("M1", "a", sessions=2), module("M2", "b")),
        lecturers=(lecturer("L1", max_sessions=2), lecturer("L2", max_sessions=1)),
        qualifications=(qualified("L1", "M1"), qualified("L2", "M2")),
        rooms=(room("R1"), room("R2")),
        cadres=tuple(cadre(n) for n in range(1, 5)),
        classes=(training_class("K1", required=True), training_class("K2", required=True)),
    )
    members = {(one.rule, one.subject) for one in conflict}
    assert any(rule is Rule.H8 for rule, _ in members)
    assert {(Rule.H15, "K1"), (Rule.H15, "K2")} <= members
