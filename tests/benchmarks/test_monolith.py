"""The single program says of a plan what the checker says, and finds plans that are valid."""

import pytest
from ortools.sat.python import cp_model

from benchmarks import greedy
from benchmarks.clock import Clock
from benchmarks.instances import write_instance
from benchmarks.monolith import cold, warm
from benchmarks.monolith.program import Program, in_order
from benchmarks.monolith.worth import FINE
from models.rules import Component
from scheduler.checker import verify
from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import to_plan
from scheduler.load import load_scenario


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = write_instance("demo@0.3x1", 1, tmp_path_factory.mktemp("small"))
    return derive(load_scenario(path).scenario)


@pytest.fixture(scope="module")
def by_hand(demo):
    clock = Clock(limit=20, workers=1, seed=1, gap=0)
    greedy.plan(demo, clock)
    return clock.found[-1].decisions


def completed(program):
    solver = cp_model.CpSolver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    solver.parameters.num_workers = 1
    program.frame.model.minimize(sum(program.frame.floating))
    status = solver.solve(program.frame.model)
    return solver.status_name(status), solver


def test_plan_by_hand_is_a_solution_worth_the_same(demo, by_hand):
    program = Program(demo)
    program.hint(by_hand)
    status, solver = completed(program)
    assert status == "OPTIMAL"
    found = program.decisions(list(solver.response_proto.solution))
    assert to_plan(demo, found) == to_plan(demo, in_order(demo, by_hand))
    components = evaluate(demo, found)
    assert solver.value(program.levels[0]) == pytest.approx(FINE * components[Component.SHORTFALL])
    repeat_and_priority = components[Component.REPEAT] + 4 * components[Component.PRIORITY]
    assert solver.value(program.levels[1]) == pytest.approx(FINE * repeat_and_priority, rel=1e-3)
    assert solver.value(program.levels[3]) == pytest.approx(
        sum(
            components[c]
            for c in (
                Component.MISMATCH,
                Component.PEAK_LOAD,
                Component.PEAK_MONTH,
                Component.RISK,
            )
        )
        * FINE,
        rel=1e-3,
    )


@pytest.mark.parametrize("planner", [cold, warm])
def test_plans_are_valid_and_get_better(small, planner):
    clock = Clock(limit=6, workers=2, seed=1, gap=0.05)
    planner.plan(small, clock)
    assert clock.found, clock.note
    reached = []
    for found in clock.found:
        verdict = verify(small.scenario, to_plan(small, found.decisions))
        assert (verdict.violations, verdict.false) == ((), ())
        reached.append(level_values(small, evaluate(small, found.decisions)))
    assert [round(x, 3) for x in reached[-1]] == min([round(x, 3) for x in r] for r in reached)


def test_warm_is_no_worse_than_the_plan_by_hand(small):
    hand, clock = (Clock(limit=4, workers=2, seed=1, gap=0) for _ in range(2))
    greedy.plan(small, hand)
    warm.plan(small, clock)
    last = level_values(small, evaluate(small, clock.found[-1].decisions))
    assert last[0] <= level_values(small, evaluate(small, hand.found[-1].decisions))[0] + 1e-6


def test_classes_alike_change_places(demo, by_hand):
    alike = [k for k in by_hand if demo.classes[k].id.startswith("G-")]
    later_first = dict(by_hand)
    first, second = sorted(alike)
    dates = sorted((by_hand[first], by_hand[second]), key=lambda decision: -decision.start)
    later_first |= {first: dates[0], second: dates[1]}
    ordered = in_order(demo, later_first)
    assert ordered[first].start <= ordered[second].start
    assert evaluate(demo, ordered) == pytest.approx(evaluate(demo, by_hand))
