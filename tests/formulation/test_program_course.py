"""What a class may teach: what it always does, what is left to choose, how long it can be."""

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.program.course import imaginable_course, possible_course
from tests.builders import (
    MONDAY,
    held,
    module,
    plan,
    programme,
    scenario,
    training_class,
)
from tests.formulation.test_program_rules import TUESDAY

# Sessions: M1 to M6 take 1, 1, 2, 3, 1 and 1; an opening takes one more.
MODULES = tuple(
    module(f"M{n}", "a", sessions=sessions)
    for n, sessions in enumerate((1, 1, 2, 3, 1, 1), start=1)
)
OPENING = ({"kind": "opening", "sessions": 1, "position": "first"},)
TWO_OF_THREE = {"count": 2, "from": ("M2", "M3", "M4")}
ONE_OF_TWO = {"count": 1, "from": ("M5", "M6")}


def of(choose=(TWO_OF_THREE,), fixed=(), modules=("M1",), **fields):
    """The course that is possible and the one that can be imagined."""
    known = {"modules": MODULES, "horizon": {"from": MONDAY, "to": TUESDAY}}
    instance = derive(
        scenario(
            **known | fields,
            programmes=(programme(modules=modules, choose=choose, activities=OPENING),),
            classes=(training_class(fixed={"electives": fixed}),),
        )
    )
    cls, chosen = instance.classes[0], instance.programmes[0]
    return possible_course(instance, cls, chosen, None), imaginable_course(instance, chosen)


ALL = ((2, (1, 2, 3)),)
# choices, what is fixed: (always, optional, groups, lengths)
COURSES = [
    ((), (), (0,), (), (), (2,)),
    ((TWO_OF_THREE,), (), (0,), (1, 2, 3), ALL, (5, 6, 7)),
    ((TWO_OF_THREE,), ("M3",), (0, 2), (1, 3), ((1, (1, 3)),), (5, 7)),
    ((TWO_OF_THREE,), ("M2", "M4"), (0, 1, 3), (), (), (6,)),
    ((TWO_OF_THREE | {"count": 3},), (), (0, 1, 2, 3), (), (), (8,)),
    ((TWO_OF_THREE | {"count": 3},), ("M3",), (0, 1, 2, 3), (), (), (8,)),
    ((TWO_OF_THREE | {"count": 3},), ("M2", "M3", "M4"), (0, 1, 2, 3), (), (), (8,)),
    ((TWO_OF_THREE | {"count": 0},), (), (0,), (), (), (2,)),
    ((TWO_OF_THREE, ONE_OF_TWO), (), (0,), (1, 2, 3, 4, 5), (*ALL, (1, (4, 5))), (6, 7, 8)),
    ((TWO_OF_THREE, ONE_OF_TWO), ("M6",), (0, 5), (1, 2, 3), ALL, (6, 7, 8)),
]


@pytest.mark.parametrize(("choose", "fixed", "always", "optional", "groups", "lengths"), COURSES)
def test_what_is_fixed_is_always_taught_and_the_rest_left_to_choose(
    choose, fixed, always, optional, groups, lengths
):
    found, imagined = of(choose, fixed)
    assert (found.always, found.optional, found.groups) == (always, optional, groups)
    assert (found.lengths, found.menus) == (lengths, None)
    assert found.modules == tuple(sorted(always + optional))
    assert imagined == of(choose)[1]  # whatever is fixed
    assert imagined.always == (0,)


@pytest.mark.parametrize(
    "fixed", [("M1",), ("M5",), ("M2", "M3", "M4")], ids=["core", "not offered", "too many"]
)
def test_what_cannot_be_taught_leaves_no_length(fixed):
    found, imagined = of(fixed=fixed)
    assert found.lengths == ()
    assert imagined.lengths == (5, 6, 7)


@pytest.mark.parametrize(
    ("now", "choose", "lengths"),
    [
        (("M1",), (TWO_OF_THREE,), (5,)),
        (("M1", "M5"), (TWO_OF_THREE,), ()),  # M5 belongs to the programme now
        (("M1",), (TWO_OF_THREE | {"count": 1},), ()),
        (("M1",), ({"count": 2, "from": ("M2", "M4", "M5")},), ()),
        (("M1",), (TWO_OF_THREE, ONE_OF_TWO), ()),
    ],
)
def test_a_frozen_class_teaches_what_it_taught_or_cannot_be(now, choose, lengths):
    opening = ("opening", ("M1", "L1"), ("M2", "L2"), ("M3", "L1"))
    then = (programme(modules=("M1",), choose=(TWO_OF_THREE,), activities=OPENING),)
    before = plan(scenario(modules=MODULES, programmes=then), held(parts=opening))
    found, _ = of(choose, modules=now, baseline=before, freeze_before=TUESDAY)
    assert found.lengths == lengths
    if lengths:
        assert (found.always, found.optional, found.menus) == (
            (0, 1, 2),
            (),
            (frozenset({0, 1, 2}),),
        )


def test_given_menus_have_in_common_what_is_always_taught():
    instance = derive(
        scenario(
            modules=MODULES,
            programmes=(programme(modules=("M1",), choose=(TWO_OF_THREE,), activities=OPENING),),
        )
    )
    menus = tuple(m for m in instance.programmes[0].menus if 2 in m.modules)
    assert len(menus) == 2
    found = possible_course(instance, instance.classes[0], instance.programmes[0], menus)
    assert (found.always, found.optional, found.lengths) == ((0, 2), (1, 3), (5, 7))
    assert set(found.menus) == {frozenset({0, 1, 2}), frozenset({0, 2, 3})}
