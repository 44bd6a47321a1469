"""What no plan can hold is no candidate; what something names is one, so that it can be told of."""

from datetime import timedelta

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.program.scope import Width, candidate, whole
from scheduler.formulation.program.symmetry import alike
from tests.builders import (
    MONDAY,
    cadre,
    held,
    lecturer,
    module,
    plan,
    qualified,
    scenario,
    tier,
    training_class,
)
from tests.formulation.test_program_rules import BEFORE, FRIDAY, TUESDAY


def of(width, **fields):
    instance = derive(scenario(**fields))
    return candidate(instance, whole(instance, width), 0)


@pytest.mark.parametrize(
    ("width", "first", "second"),
    [(Width.POSSIBLE, (1,), (0, 1)), (Width.NAMED, (1,), (0, 1)), (Width.COMPLETE, (0, 1), (0, 1))],
)
def test_who_is_not_qualified_is_no_candidate(width, first, second):
    found = of(width, qualifications=(qualified("L1", "M2"), qualified("L2")))
    assert found.teachers == {0: first, 1: second}


@pytest.mark.parametrize(("width", "expected"), [(Width.POSSIBLE, ()), (Width.NAMED, (0, 1))])
def test_a_lecturer_who_is_named_but_not_qualified_is_there_to_be_told_of(width, expected):
    found = of(
        width,
        qualifications=(qualified("L1", "M2"), qualified("L2")),
        classes=(training_class(fixed={"lecturers": {"M1": "L1"}}),),
    )
    assert found.teachers[0] == expected


def test_a_lecturer_with_just_enough_sessions_is_a_candidate():
    few = (lecturer("L1", max_sessions=1), lecturer("L2", max_sessions=2))
    long = (module("M1", "a", sessions=2), module("M2", "b"))
    assert of(Width.POSSIBLE, lecturers=few, modules=long).teachers == {0: (1,), 1: (0, 1)}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_frozen_member_who_is_admitted_no_more_is_there_to_be_told_of(number):
    """Whoever he is: the first of all cadres too."""
    before = plan(scenario(**BEFORE), held(cadres=[1, 2, 3]))
    moved = tuple(cadre(n, tier="D" if n == number else "P") for n in (1, 2, 3))
    fields = BEFORE | {
        "tiers": (tier("P"), tier("D")),
        "cadres": moved,
        "baseline": before,
        "freeze_before": TUESDAY,
    }
    assert of(Width.NAMED, **fields).cadres.tolist() == [0, 1, 2]
    assert number - 1 not in of(Width.POSSIBLE, **fields).cadres.tolist()


def test_a_start_before_the_horizon_makes_a_class_unlike_one_that_is_free():
    week = {"horizon": {"from": MONDAY, "to": FRIDAY}}
    early = training_class("K1", fixed={"start": MONDAY - timedelta(days=1)})
    instance = derive(scenario(**week, classes=(early, training_class("K2"), training_class("K3"))))
    assert alike(instance, whole(instance)) == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [({"start": MONDAY}, {"start": TUESDAY}), ({"room": "R1"}, {"room": "R2"})],
    ids=["start", "room"],
)
def test_classes_are_alike_where_the_same_is_fixed(one, other):
    fixed = [one, other, one, other, {}, {}]
    classes = tuple(training_class(f"K{n}", fixed=f) for n, f in enumerate(fixed))
    instance = derive(scenario(classes=classes, rooms=BEFORE["rooms"]))
    assert alike(instance, whole(instance)) == [(0, 2), (1, 3), (4, 5)]
