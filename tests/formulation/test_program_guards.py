"""A rule whose guard is off forbids nothing; with the guard on it forbids what it forbids alone."""

from datetime import timedelta

import pytest
from ortools.sat.python import cp_model

from models.rules import Rule
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import RULES, build
from scheduler.formulation.program.scope import Width, whole
from tests.builders import MONDAY, lecturer, plan, programme, qualified, scenario, training_class
from tests.formulation import test_program_edges, test_program_rules
from tests.formulation.test_program_rules import CHOICE, TUESDAY, is_told

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
    if legal is not None:
        program = guarded(fields, legal, [rule])
        assert holds(program, on={rule})
        decisions = from_plan(program.instance, plan(program.instance.scenario, *legal))
        assert is_told(program, decisions)


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


def test_without_h5_a_span_is_still_as_long_as_what_is_taught():
    """M4 is fixed and takes the class to a second day, which it may not have."""
    (choice,) = CHOICE["programmes"]
    instance = derive(
        scenario(
            modules=CHOICE["modules"],
            programmes=(programme(modules=("M1",), choose=choice.choose, max_days=1),),
            classes=(training_class(required=True, fixed={"electives": ["M4"]}),),
            horizon={"from": MONDAY, "to": TUESDAY + timedelta(days=3)},
        )
    )
    program = build(instance, whole(instance, Width.NAMED), guarded=True)
    assert not holds(program, on={Rule.H4, Rule.H15})
    assert holds(program, on=set(RULES) - {Rule.H4})
    assert holds(program, on=set(RULES) - {Rule.H15})


@pytest.mark.parametrize("width", Width)
def test_a_closed_class_has_nobody_and_teaches_nothing_under_no_rule_at_all(width):
    instance = derive(scenario(**CHOICE))
    program = build(instance, whole(instance, width), rules=())
    variables = program.classes[0]
    places = [literal for row in variables.place.values() for literal in row.values()]
    every = [*variables.span, *variables.room.values(), *variables.start.values()]
    every += [*variables.taken.values(), *places, *variables.attend]
    program.model.add_bool_or([variables.open.negated()])
    program.model.add_bool_or(every)
    solver = cp_model.CpSolver()
    assert solver.solve(program.model) == cp_model.INFEASIBLE
