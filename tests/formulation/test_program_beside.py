"""Free classes beside kept ones where a horizon, a week or a window begins and ends."""

from datetime import timedelta

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import build
from scheduler.formulation.program.scope import Scope
from tests.builders import (
    MONDAY,
    lecturer,
    module,
    plan,
    programme,
    scenario,
    training_class,
    unit,
)
from tests.formulation.test_program_parts import (
    FEW,
    LONG,
    MANY,
    NEXT_MONDAY,
    TUESDAY,
    beside,
    by,
    k,
)
from tests.formulation.test_program_rules import WEEK, has_solution

SUNDAY = NEXT_MONDAY - timedelta(days=1)
LATER = MANY | {
    "classes": tuple(
        training_class(f"K{n}", window={"from": TUESDAY, "to": SUNDAY}) for n in (1, 2, 3)
    )
}
OVER_SUNDAY = MANY | {
    "calendar": {"workdays": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    "modules": tuple(module(f"M{n}", "a") for n in (1, 2, 3, 4)),
    "programmes": (programme(modules=("M1", "M2", "M3", "M4")),),
    "classes": (training_class("K1", fixed={"start": SUNDAY}),),
    "lecturers": (lecturer("L1", max_per_week=1), *MANY["lecturers"][1:]),
}

# M2 is fixed, so M3 cannot be taken; both stand in the order.
ORDERED = MANY | {
    "modules": tuple(module(f"M{n}", "a") for n in (1, 2, 3)),
    "programmes": (
        programme(
            modules=("M1",),
            choose=({"count": 1, "from": ("M2", "M3")},),
            order=(("M3", "M1"), ("M1", "M3"), ("M1", "M2")),
        ),
    ),
    "classes": (training_class("K1", fixed={"electives": ["M2"]}),),
}


def four(*numbers):
    return tuple((f"M{n}", f"L{x}") for n, x in enumerate(numbers, start=1))


# What it is about: (fields, kept classes, free ones that fit beside them, free ones that do not)
CASES = {
    "H7: classes that cannot begin on the first day": (
        LATER,
        [],
        [
            [k(1, TUESDAY), k(2, TUESDAY, parts=by(3, 1))],
            [k(1, TUESDAY)],
            [k(2, TUESDAY)],
            [k(1, TUESDAY), k(2, TUESDAY + timedelta(1), parts=by(1, 2))],
        ],
        [[k(1, TUESDAY), k(2, TUESDAY, parts=by(1, 3))]],
    ),
    "H12: two free classes whose first possible day is the second of a kept one": (
        MANY
        | {
            "units": (unit(max_absent=2),),
            "modules": LONG,
            "classes": (training_class("K1"), *LATER["classes"][1:]),
        },
        [k(1, cadres=[1])],
        [
            [k(2, TUESDAY, cadres=[2]), k(3, TUESDAY + timedelta(2), cadres=[3, 4])],
            [k(2, TUESDAY + timedelta(1), cadres=[2]), k(3, TUESDAY + timedelta(1), cadres=[3])],
        ],
        [[k(2, TUESDAY, cadres=[2]), k(3, TUESDAY, cadres=[3])]],
    ),
    "H12: a class for few people beside a kept one that takes most of the unit": (
        FEW | {"classes": tuple(cls for cls in FEW["classes"] if cls.id != "K2")},
        [k(1, TUESDAY, cadres=[1, 2])],
        [[k(3, TUESDAY, cadres=[6]), k(4, TUESDAY + timedelta(1), cadres=[3, 4, 5])]],
        [[k(3, TUESDAY, cadres=[6]), k(4, TUESDAY, cadres=[3])]],
    ),
    "H8: a class that goes on in the next week whenever it is held": (
        OVER_SUNDAY,
        [],
        [[k(1, SUNDAY, parts=four(1, 2, 1, 3))], [k(1, SUNDAY, parts=four(2, 1, 3, 1))]],
        [[k(1, SUNDAY, parts=four(1, 1, 2, 3))], [k(1, SUNDAY, parts=four(2, 3, 1, 1))]],
    ),
    "H5: an order that speaks of a module which is not taken": (
        ORDERED,
        [],
        [[k(1, parts=by(1, 2))]],
        [[k(1, parts=(("M2", "L2"), ("M1", "L1")))]],
    ),
    "H9: a kept class on the first day of the horizon": (
        MANY | WEEK,
        [k(1)],
        [[k(2, TUESDAY, room_id="R1")], [k(2)]],
        [[k(2, room_id="R1")]],
    ),
    "H2: a kept class on the first day of the horizon": (
        MANY | WEEK | {"rules": {"max_classes_per_cadre": 2}},
        [k(1, cadres=[1])],
        [[k(2, TUESDAY, cadres=[1])], [k(2, cadres=[2])]],
        [[k(2, cadres=[1])]],
    ),
    "H7: a kept class on the first and on the last day of the horizon": (
        MANY | WEEK,
        [k(1), k(3, MONDAY + timedelta(4))],
        [[k(2, parts=by(3, 1))], [k(2, MONDAY + timedelta(4), parts=by(6, 5))]],
        [[k(2, parts=by(1, 3))], [k(2, MONDAY + timedelta(4), parts=by(3, 6))]],
    ),
}


@pytest.mark.parametrize("about", CASES)
def test_what_fits_and_what_does_not(about):
    fields, kept, fitting, others = CASES[about]
    for number, opened in enumerate(fitting):
        assert beside(fields, kept, opened), number
    for number, opened in enumerate(others):
        assert not beside(fields, kept, opened), number


def two(**fields):
    classes = (training_class("K1"), training_class("K2", **fields))
    instance = derive(scenario(**MANY | {"classes": classes}))
    return instance, from_plan(instance, plan(instance.scenario, k(1), k(2, TUESDAY)))


def test_a_plan_with_a_class_that_is_neither_free_nor_kept_does_not_fit():
    instance, both = two()
    for scope, fits in ((Scope((0,)), False), (Scope((0,), kept={1: both[1]}), True)):
        program = build(instance, scope)
        program.fix(both)
        assert has_solution(program) == fits


@pytest.mark.parametrize("required", [False, True])
def test_a_required_class_that_is_neither_free_nor_kept_contradicts(required):
    instance, both = two(required=required)
    assert has_solution(build(instance, Scope((0,)))) == (not required)
    assert has_solution(build(instance, Scope((0,), kept={1: both[1]})))


def test_a_plan_to_start_from_is_told_in_full_and_the_last_one_counts():
    instance, both = two()
    program = build(instance)
    for known in (both, {0: both[0]}):
        program.hint(known)
        hint = program.model.proto.solution_hint
        assert list(hint.vars) == list(range(len(program.model.proto.variables)))
        assert list(hint.values) == program.values_of(known)
        assert program.decisions(list(hint.values)).keys() == known.keys()
