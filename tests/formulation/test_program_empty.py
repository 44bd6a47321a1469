"""Where nobody is planned for, nothing can be held or nobody teaches: no plan but the empty one."""

from datetime import timedelta

import pytest
from ortools.sat.python import cp_model

from models.rules import Component
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.derive import derive
from scheduler.formulation.program.build import COMPONENTS, build
from scheduler.formulation.program.form import ScaledForm
from scheduler.formulation.program.scope import Width, whole
from tests.builders import MONDAY, cadre, scenario, training_class, unit

SATURDAY = MONDAY + timedelta(days=5)
WEEKEND = training_class("K2", window={"from": SATURDAY, "to": SATURDAY + timedelta(days=1)})
EMPTY = {
    "nobody is planned for": {"cadres": (cadre(1, eligible=False),)},
    "there is no class": {"classes": ()},
    "there is neither": {"cadres": (cadre(1, eligible=False),), "classes": ()},
    "nobody teaches": {"lecturers": (), "qualifications": ()},
    "nobody may teach": {"qualifications": ()},
    "there is no room": {"rooms": ()},
    "no day will do": {"classes": (WEEKEND,)},
}
LIMITED = {"units": (unit(max_absent=1),), "horizon": {"from": MONDAY, "to": SATURDAY}}


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("width", [Width.POSSIBLE, Width.COMPLETE])
@pytest.mark.parametrize("about", EMPTY)
def test_the_empty_plan_is_the_only_one(about, width, most):
    rules = {"max_classes_per_cadre": most}
    instance = derive(scenario(**LIMITED | EMPTY[about], rules=rules))
    program = build(instance, whole(instance, width))
    forms = {
        name: ScaledForm(make(program))
        for name, make in COMPONENTS.items()
        if name is not Component.MOVES
    }
    truth = evaluate(instance, {})
    told = program.values_of({})
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    for name, form in forms.items():
        assert form.value(told) == pytest.approx(truth[name]), name
        program.model.minimize(form.expression)
        assert solver.solve(program.model) == cp_model.OPTIMAL
        found = list(solver.response_proto.solution)
        assert program.decisions(found) == {}
        assert form.value(found) == pytest.approx(truth[name]), name


def test_a_class_that_no_day_will_do_stands_beside_one_that_can_be_held():
    instance = derive(scenario(**LIMITED, classes=(training_class("K1"), WEEKEND)))
    program = build(instance)
    program.model.add_bool_or([program.classes[0].open])
    solver = cp_model.CpSolver()
    assert solver.solve(program.model) == cp_model.OPTIMAL
    assert program.decisions(list(solver.response_proto.solution)).keys() == {0}
