"""Who could give the modules of many classes, dates aside."""

import numpy as np
import pytest

from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.derive import derive
from scheduler.formulation.hours import Demand, hours_by_lot
from tests.builders import lecturer, module, programme, qualified, scenario, training_class

SECONDS = 10.0
BOTH, ONLY_FIRST = 0, 1  # lecturers by index: L1 gives M1 and M2, L2 gives M1 only


def world(*, most=None, classes=("A", "B"), **changes):
    """Programme A teaches M1, B teaches M2, which L1 alone can give."""
    return derive(
        scenario(
            lecturers=(lecturer("L1", max_sessions=most), lecturer("L2")),
            qualifications=(
                qualified("L1", "M1", level=3),
                qualified("L1", "M2", level=3),
                qualified("L2", "M1", level=1),
            ),
            programmes=(programme("A", modules=("M1",)), programme("B", modules=("M2",))),
            classes=tuple(
                training_class(f"K{n}", programme=name) for n, name in enumerate(classes, start=1)
            ),
            **changes,
        )
    )


def demands(instance, lots):
    return [Demand(k, menus_of_class(instance, k)[0], lot) for k, lot in enumerate(lots)]


def hours(instance, lots, used=None):
    return hours_by_lot(instance, demands(instance, lots), used or {}, SECONDS)


def test_who_alone_gives_a_module_is_kept_for_it():
    instance = world(most=1)
    found = hours(instance, [0, 1])
    assert found == pytest.approx(np.array([[0.0, 1.0], [1.0, 0.0]]))


def test_what_is_used_already_is_not_given_again():
    instance = world(most=2)
    found = hours(instance, [0, 1], {BOTH: 2})
    assert found[1] == pytest.approx(np.zeros(2)), "nobody is left for M2"
    assert found[0, ONLY_FIRST] == pytest.approx(1.0)


def test_more_is_used_than_there_was():
    assert hours(world(most=1), [0, 1], {BOTH: 5})[:, BOTH] == pytest.approx(np.zeros(2))


def test_the_fullest_lecturer_is_as_free_as_can_be():
    instance = world(most=4, classes=("A", "A", "A", "B"))
    found = hours(instance, [0, 0, 0, 0]).sum(axis=0)
    assert found.sum() == pytest.approx(4.0)
    assert found[BOTH] == pytest.approx(1.0)


def test_sessions_count_not_modules():
    changes = {"modules": (module("M1", "a"), module("M2", "b", sessions=3))}
    assert hours(world(most=3, **changes), [0, 1])[1, BOTH] == pytest.approx(3.0)


def test_a_lecturer_that_a_class_names_gives_its_module():
    instance = derive(
        scenario(
            classes=(training_class("K1", fixed={"lecturers": {"M1": "L2"}}),),
        )
    )
    found = hours(instance, [0])
    assert found.sum() == pytest.approx(2.0)
    assert found[0, 1] >= 1.0 - 1e-6


def test_no_classes_need_nobody():
    assert hours_by_lot(world(), [], {}, SECONDS).size == 0
