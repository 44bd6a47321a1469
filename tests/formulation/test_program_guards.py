"""A rule whose guard is off forbids nothing; with the guard on it forbids what it forbids alone."""

import pytest
from ortools.sat.python import cp_model

from models.rules import Rule
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import RULES, build
from scheduler.formulation.program.scope import Width, whole
from tests.builders import MONDAY, lecturer, plan, qualified, scenario, training_class
from tests.formulation import test_program_edges, test_program_rules

CASES = test_program_rules.CASES | test_program_edges.CASES


def guarded(fields, opened, rules):
    instance = derive(scenario(**fields))
    decisions = from_plan(instance, plan(instance.scenario, *opened))
    program = build(instance, whole(instance, Width.COMPLETE), rules=rules, guarded=True)
    program.fix(decisions)
    return program


def holds(program, on):
    model = program.model.clone()
    for (rule, _), literal in program.guards.items():
        variable = model.get_bool_var_from_proto_index(literal.index)
        model.add_bool_or([variable if rule in on else variable.negated()])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) == cp_model.OPTIMAL


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_rule_forbids_only_while_its_guard_is_on(case):
    fields, legal, breach, _ = CASES[case]
    rule = case[0]
    program = guarded(fields, breach, [rule])
    assert rule in {name for name, _ in program.guards}
    assert holds(program, on=())
    assert not holds(program, on={rule})
    assert legal is None or holds(guarded(fields, legal, [rule]), on={rule})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_no_rule_forbids_a_breach_when_every_guard_is_off(case):
    fields, _, breach, _ = CASES[case]
    assert holds(guarded(fields, breach, RULES), on=())


def test_without_h5_two_modules_may_lie_in_one_slot():
    """Only then can the one lecturer, who is away after noon, teach a class of one day."""
    away = {"kind": "lecturer", "id": "L1", "from": MONDAY, "to": MONDAY, "slot": "C"}
    instance = derive(
        scenario(
            horizon={"from": MONDAY, "to": MONDAY},
            lecturers=(lecturer("L1"),),
            qualifications=(qualified("L1"),),
            unavailability=(away,),
            classes=(training_class(required=True),),
        )
    )
    program = build(instance, whole(instance, Width.NAMED), guarded=True)
    every = set(RULES)
    assert not holds(program, on=every)
    assert holds(program, on=every - {Rule.H5})
    assert holds(program, on=every - {Rule.H7})
