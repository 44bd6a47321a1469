"""Golden cases fixed into the program: valid plans fit, invalid ones break exactly their rules."""

import json
from pathlib import Path

import pytest
from ortools.sat.python import cp_model

from models.rules import Rule
from scheduler.formulation.decisions import level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import build, level
from scheduler.formulation.program.scope import Width, whole
from scheduler.load import load_plan, load_scenario

FOLDER = Path(__file__).parents[1] / "cases"
EVERY = sorted(path.parent for path in FOLDER.glob("*/expected.json"))
# Plans with people who are not planned, or with sessions that make no class.
UNSAYABLE = {
    "04-ineligible-attends",
    "11-module-split",
    "49-lecturer-on-an-activity",
    "50-class-not-listed",
    "55-who-may-attend",
    "56-one-lecturer-per-module",
    "61-parts-of-a-programme",
}
CASES = [case for case in EVERY if case.name not in UNSAYABLE]


def opened(case):
    scenario = load_scenario(case / "scenario.yaml").scenario
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    broken = {(Rule(item["rule"]), item["subject"]) for item in expected["violations"]}
    instance = derive(scenario)
    return instance, load_plan(case / "plan"), broken, expected


def representable(instance, plan, broken):
    """Plans with foreign people or sessions that make no class cannot be said in decisions."""
    if any(rule is Rule.FORM for rule, _ in broken):
        return False
    unknown = {row.cadre for row in plan.enrolments} - set(instance.cadre_ids)
    opened = sum(row.open for row in plan.classes)
    return not unknown and len(from_plan(instance, plan)) == opened


def solved(program, off=()):
    model = program.model.clone()
    for guard, literal in program.guards.items():
        variable = model.get_bool_var_from_proto_index(literal.index)
        model.add_bool_or([variable.negated() if guard in off else variable])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_program_breaks_exactly_where_the_plan_does(case):
    instance, plan, broken, _ = opened(case)
    assert representable(instance, plan, broken)
    decisions = from_plan(instance, plan)
    program = build(instance, whole(instance, Width.COMPLETE), guarded=True)
    program.fix(decisions)
    assert solved(program) == (cp_model.INFEASIBLE if broken else cp_model.OPTIMAL)
    assert solved(program, off=broken) == cp_model.OPTIMAL
    for guard in broken if len(broken) > 1 else ():
        assert solved(program, off=broken - {guard}) == cp_model.INFEASIBLE, guard


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_program_of_possible_choices_takes_valid_plans_at_their_worth(case):
    instance, plan, broken, expected = opened(case)
    assert representable(instance, plan, broken)
    decisions = from_plan(instance, plan)
    program = build(instance)
    forms = [level(program, number) for number in range(len(instance.weights))]
    program.fix(decisions)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if broken:
        assert solver.solve(program.model) == cp_model.INFEASIBLE
        return
    values = level_values(instance, {name: v for name, v in expected["components"].items()})
    told = program.values_of(decisions)
    for form, value in zip(forms, values, strict=True):
        program.model.minimize(form.expression)
        assert solver.solve(program.model) == cp_model.OPTIMAL
        found = form.value(list(solver.response_proto.solution))
        assert found == pytest.approx(value, abs=0.01)
        assert form.value(told) == pytest.approx(value, abs=0.01), "the hint is not tight"


def test_the_other_plans_cannot_be_said_in_decisions():
    for case in EVERY:
        if case.name in UNSAYABLE:
            instance, plan, broken, _ = opened(case)
            assert not representable(instance, plan, broken), case.name
