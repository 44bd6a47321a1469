"""Classes that are alike: one order among them is enough, and every plan can be put into it."""

from datetime import timedelta

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import build
from scheduler.formulation.program.scope import whole
from scheduler.formulation.program.symmetry import break_symmetry, in_order
from tests.builders import MONDAY, held, lecturer, plan, qualified, room, scenario, training_class
from tests.formulation.test_program_rules import has_solution, is_told

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
NUMBERS = (1, 2, 3)
# Three classes that are alike, with a room, a lecturer and a cadre for each.
ALIKE = {
    "horizon": {"from": MONDAY, "to": MONDAY + timedelta(days=4)},
    "classes": tuple(training_class(f"K{n}") for n in NUMBERS),
    "rooms": tuple(room(f"R{n}") for n in NUMBERS),
    "lecturers": tuple(lecturer(f"L{n}") for n in NUMBERS),
    "qualifications": tuple(qualified(f"L{n}") for n in NUMBERS),
}


def opened(number, start, own):
    """Class K of that number, with room, lecturer and cadre of another number."""
    parts = (("M1", f"L{own}"), ("M2", f"L{own}"))
    return held(f"K{number}", start, room_id=f"R{own}", parts=parts, cadres=[own])


# What is open, by (class, start, whose room and people), and the same in order.
PLANS = [
    ([], []),
    ([(1, TUESDAY, 3)], [(1, TUESDAY, 3)]),
    ([(2, TUESDAY, 3)], [(1, TUESDAY, 3)]),
    ([(3, MONDAY, 1)], [(1, MONDAY, 1)]),
    ([(1, TUESDAY, 1), (2, MONDAY, 2)], [(1, MONDAY, 2), (2, TUESDAY, 1)]),
    ([(2, MONDAY, 1), (3, MONDAY, 2)], [(1, MONDAY, 1), (2, MONDAY, 2)]),
    (
        [(1, WEDNESDAY, 1), (2, TUESDAY, 2), (3, MONDAY, 3)],
        [(1, MONDAY, 3), (2, TUESDAY, 2), (3, WEDNESDAY, 1)],
    ),
    (
        [(1, MONDAY, 1), (2, MONDAY, 2), (3, MONDAY, 3)],
        [(1, MONDAY, 1), (2, MONDAY, 2), (3, MONDAY, 3)],
    ),
]


def decisions(instance, rows):
    return from_plan(instance, plan(instance.scenario, *(opened(*row) for row in rows)))


def shown(found):
    return {k: (one.start, one.room, one.members.tolist()) for k, one in found.items()}


@pytest.mark.parametrize(("rows", "expected"), PLANS)
def test_every_plan_can_be_put_in_order_and_fits_then(rows, expected):
    instance = derive(scenario(**ALIKE))
    scope = whole(instance)
    ordered = in_order(instance, scope, decisions(instance, rows))
    assert shown(ordered) == shown(decisions(instance, expected))
    assert list(ordered) == sorted(ordered)
    for wanted, fits in ((rows, rows == expected), (expected, True)):
        program = build(instance, scope)
        break_symmetry(program)
        told = decisions(instance, wanted)
        program.fix(told)
        assert has_solution(program) == fits
        assert not fits or is_told(program, told)
