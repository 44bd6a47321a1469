"""What a plan fixed in the program is worth: no component comes for less, none costs more."""

from datetime import timedelta

import pytest
from ortools.sat.python import cp_model

from models.rules import Component
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import COMPONENTS, build, level
from scheduler.formulation.program.form import ScaledForm
from scheduler.formulation.program.scope import Scope, whole
from tests.builders import (
    MONDAY,
    held,
    history,
    module,
    plan,
    programme,
    room,
    scenario,
    training_class,
    venue,
)

TUESDAY = MONDAY + timedelta(days=1)
THURSDAY, FRIDAY = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
# M1 with one of M2 (short), M3 (of another topic) and M4 (long): one day or two.
CHOICE = {
    "modules": (
        module("M1", "a"),
        module("M2", "a"),
        module("M3", "b"),
        module("M4", "a;b", sessions=2),
    ),
    "programmes": (programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3", "M4")},)),),
}
FAR = {
    "venues": (venue("V1"), venue("V2")),
    "rooms": (room("R1"), room("R2", venue="V2")),
}


def apart(near, far):
    return FAR | {
        "distances": (
            {"unit": "U1", "venue": "V1", "km": near},
            {"unit": "U1", "venue": "V2", "km": far},
        )
    }


def parts(elective):
    return (("M1", "L1"), (elective, "L2"))


ALLOWANCE = CHOICE | {"rules": {"allowance_per_person_day": 10}}
SEVERAL = CHOICE | {
    "rules": {"max_classes_per_cadre": 2},
    "classes": (training_class("K1"), training_class("K2")),
}
BOTH = [held(parts=parts("M2"), cadres=[1, 2]), held("K2", FRIDAY, parts=parts("M3"), cadres=[1])]
TWICE = [held(parts=parts("M3"), cadres=[1, 2]), held("K2", FRIDAY, parts=parts("M3"), cadres=[1])]
MORE = [held(parts=parts("M3"), cadres=[1, 2]), held("K2", THURSDAY, parts=parts("M4"), cadres=[1])]
# The first module of all is one to choose.
FIRST = CHOICE | {
    "programmes": (programme(modules=("M2",), choose=({"count": 1, "from": ("M1", "M3")},)),),
}
TWO_CHOSEN = CHOICE | {
    "programmes": (programme(modules=("M2",), choose=({"count": 2, "from": ("M1", "M3", "M4")},)),),
}
TWO_CHOICES = CHOICE | {
    "modules": (*CHOICE["modules"], module("M5", "c")),
    "programmes": (
        programme(
            modules=("M2",),
            choose=({"count": 1, "from": ("M1", "M4")}, {"count": 1, "from": ("M3", "M5")}),
        ),
    ),
}
KNOWN = {"history": (history("CB-0001", "X", "2023-03-01", "M2"),)}

CASES = {
    "venues that lie half a kilometre apart, the near one": (apart(3, 3.5), [held()]),
    "venues that lie half a kilometre apart, the far one": (apart(3, 3.5), [held(room_id="R2")]),
    "a class of one day that could last two": (ALLOWANCE, [held(parts=parts("M2"))]),
    "a class of two days that could last one": (ALLOWANCE, [held(parts=parts("M4"))]),
    "a topic that is heard twice": (CHOICE, [held(parts=parts("M2"))]),
    "a topic that only the longest elective brings": (CHOICE, [held(parts=parts("M4"))]),
    "a topic that history knows": (CHOICE | KNOWN, [held(parts=parts("M2"))]),
    "two classes with electives": (SEVERAL, BOTH),
    "two classes with electives after history": (SEVERAL | KNOWN, BOTH),
    "one elective twice after history": (SEVERAL | KNOWN, TWICE),
    "one elective twice": (SEVERAL, TWICE),
    "one elective twice, the only one with its topic": (
        SEVERAL | {"modules": (*CHOICE["modules"][:3], module("M4", "a", sessions=2))},
        TWICE,
    ),
    "two electives with a common topic after history": (SEVERAL | KNOWN, MORE),
    "the first module as an elective": (FIRST, [held(parts=(("M2", "L1"), ("M1", "L2")))]),
    "the first module as an elective, not taken": (
        FIRST,
        [held(parts=(("M2", "L1"), ("M3", "L2")))],
    ),
    "electives of two choices with a common topic": (
        TWO_CHOICES,
        [held(parts=(("M2", "L1"), ("M3", "L2"), ("M4", "L1")))],
    ),
    "two electives of three": (TWO_CHOSEN, [held(parts=(*parts("M3"), ("M2", "L1")))]),
    "two electives of three with a common topic": (
        TWO_CHOSEN,
        [held(parts=(("M2", "L1"), ("M3", "L2"), ("M4", "L1")))],
    ),
    "two electives of three with a common topic after history": (
        TWO_CHOSEN | KNOWN,
        [held(parts=(("M2", "L1"), ("M3", "L2"), ("M4", "L1")))],
    ),
}


@pytest.mark.parametrize("menus", [False, True], ids=["choices", "menus"])
@pytest.mark.parametrize("about", CASES)
def test_a_fixed_plan_is_worth_what_it_is_worth(about, menus):
    fields, opened = CASES[about]
    instance = derive(scenario(**fields))
    decisions = from_plan(instance, plan(instance.scenario, *opened))
    assert len(decisions) == len(opened)
    truth = evaluate(instance, decisions)
    every = {cls.index: instance.programmes[cls.programme].menus for cls in instance.classes}
    scope = Scope(whole(instance).free, menus=every if menus else {})
    program = build(instance, scope)
    forms = {
        name: ScaledForm(make(program))
        for name, make in COMPONENTS.items()
        if name is not Component.MOVES
    }
    program.fix(decisions)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    for name, form in forms.items():
        assert form.value(program.values_of(decisions)) == pytest.approx(truth[name]), name
        program.model.minimize(form.expression)
        assert solver.solve(program.model) == cp_model.OPTIMAL
        found = list(solver.response_proto.solution)
        assert form.value(found) == pytest.approx(truth[name]), name


def test_a_level_makes_nothing_for_what_it_does_not_weigh():
    """What peaks, repeat and shortfall need is made when a level asks for it, not before."""
    instance = derive(scenario(**SEVERAL | {"objective": ({"classes": 1}, {"repeat": 2})}))
    program = build(instance)
    variables, rows = program.model.proto.variables, program.model.proto.constraints
    before = len(variables), len(rows)
    assert len(level(program, 0).variables) == len(program.classes)
    assert (len(variables), len(rows)) == before
    level(program, 1)
    assert len(variables) > before[0]
    assert len(rows) > before[1]
