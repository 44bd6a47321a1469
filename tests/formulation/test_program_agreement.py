"""Program and independent checker agree on random tiny scenarios with every feature."""

import random
import time
from functools import cache

import pytest
from ortools.sat.python import cp_model

from models.result import Status
from models.rules import Rule
from scheduler.checker import verify
from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import to_plan
from scheduler.formulation.program.build import RULES, build, level
from scheduler.formulation.program.scope import Width, whole
from scheduler.formulation.program.thinning import useful_starts
from scheduler.solve.exact import solve_exact
from tests.formulation.tiny import afterwards, changed, tiny

BASELINE = 1000
SEEDS = [*range(60), *range(BASELINE, BASELINE + 30)]


@cache
def planned(seed):
    """Seeds from BASELINE on plan again what a smaller seed planned, with that as baseline."""
    if seed >= BASELINE:
        before, instance, outcome = planned(seed - BASELINE)
        plan = to_plan(instance, outcome.decisions or {})
        scenario = afterwards(seed, before, plan)
    else:
        scenario = tiny(seed)
    instance = derive(scenario)
    return scenario, instance, solve_exact(instance, deadline=time.monotonic() + 60)


def solved(program, off=()):
    model = program.model.clone()
    for guard, literal in program.guards.items():
        variable = model.get_bool_var_from_proto_index(literal.index)
        model.add_bool_or([variable.negated() if guard in off else variable])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_plan_is_valid_and_worth_what_is_said(seed):
    scenario, instance, outcome = planned(seed)
    if outcome.status is Status.INFEASIBLE:
        assert outcome.conflict
        return
    assert outcome.status is Status.OPTIMAL
    verdict = verify(scenario, to_plan(instance, outcome.decisions))
    assert verdict.violations == ()
    assert evaluate(instance, outcome.decisions) == pytest.approx(verdict.components)
    assert outcome.values == pytest.approx([one.value for one in verdict.levels])
    for value, bound in zip(outcome.values, outcome.bounds, strict=True):
        assert bound <= value
        assert bound == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_variable_follows_from_the_plan(seed):
    """What `values_of` says is a solution, at the plan's worth: so hints are complete and tight."""
    _, instance, outcome = planned(seed)
    if outcome.decisions is None:
        return
    program = build(instance)
    forms = [level(program, number) for number in range(len(instance.weights))]
    told = program.values_of(outcome.decisions)
    for form, value in zip(forms, outcome.values, strict=True):
        assert form.value(told) == pytest.approx(value, abs=1e-6)
    for index, value in enumerate(told):
        program.model.add(program.model.get_int_var_from_proto_index(index) == value)
    assert solved(program) == cp_model.OPTIMAL


@pytest.mark.parametrize("seed", SEEDS)
def test_a_changed_plan_breaks_the_same_rules(seed):
    rng = random.Random(seed)
    scenario, instance, outcome = planned(seed)
    if not outcome.decisions:
        return
    decisions = changed(rng, instance, outcome.decisions)
    if rng.random() < 0.4:
        decisions = changed(rng, instance, decisions)
    broken = {
        (v.rule, v.subject) for v in verify(scenario, to_plan(instance, decisions)).violations
    }
    expected = cp_model.INFEASIBLE if broken else cp_model.OPTIMAL
    narrow = build(instance)
    narrow.fix(decisions)
    assert solved(narrow) == expected
    program = build(instance, whole(instance, Width.COMPLETE), guarded=True)
    program.fix(decisions)
    assert solved(program) == expected
    assert solved(program, off=broken) == cp_model.OPTIMAL, broken
    for guard in broken:
        # Two classes in one slot can pass a daily limit too; there H7 speaks for both.
        if guard[0] is not Rule.H8 or (Rule.H7, guard[1]) not in broken:
            assert solved(program, off=broken - {guard}) == cp_model.INFEASIBLE, guard


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_the_order_of_rules_plays_no_role(seed):
    _, instance, outcome = planned(seed)
    if outcome.decisions is None:
        return
    shuffled = list(RULES)
    random.Random(seed).shuffle(shuffled)
    program = build(instance, rules=shuffled)
    form = level(program, 0)
    program.model.minimize(form.expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(program.model) == cp_model.OPTIMAL
    found = form.value(list(solver.response_proto.solution))
    assert found == pytest.approx(outcome.values[0], abs=1e-6)


@pytest.mark.parametrize("seed", range(100, 112))
def test_fewer_start_days_lose_nothing(seed, monkeypatch):
    instance = derive(tiny(seed, days=70))
    starts = useful_starts(instance)
    thin = solve_exact(instance, deadline=time.monotonic() + 60)
    monkeypatch.setattr("scheduler.solve.exact.useful_starts", lambda instance, keep: {})
    full = solve_exact(instance, deadline=time.monotonic() + 60)
    assert thin.status == full.status
    assert thin.values == pytest.approx(full.values, abs=1e-6)
    every = {k: instance.starts(k, 1) for k in starts}
    assert all(set(starts[k]) <= set(every[k]) for k in starts)


def test_a_year_has_few_useful_start_days():
    instance = derive(tiny(7, days=365))
    assert all(len(days) < 60 for days in useful_starts(instance).values())
    assert max(len(instance.starts(k, 2)) for k in range(len(instance.classes))) > 200


def test_values_of_levels_are_those_of_the_decisions():
    _, instance, outcome = planned(2)
    values = level_values(instance, evaluate(instance, outcome.decisions))
    assert list(outcome.values) == pytest.approx(values)
