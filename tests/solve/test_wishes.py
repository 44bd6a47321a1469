"""What a suggestion names: rooms and electives of the classes to open."""

from dataclasses import replace

import numpy as np
import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.relaxation.bound import guide_of
from scheduler.formulation.relaxation.relaxation import build
from scheduler.solve.figures import Figures
from scheduler.solve.opening import Opener
from scheduler.solve.state import State
from scheduler.solve.wishes import wished
from tests.builders import (
    cadre,
    held,
    history,
    module,
    plan,
    programme,
    scenario,
    training_class,
)

M2, M3 = (1,), (2,)  # electives by index


def world():
    """Two classes of two; cadres 1 and 2 have seen M2, cadres 3 and 4 M3."""
    seen = {1: "M2", 2: "M2", 3: "M3", 4: "M3"}
    return derive(
        scenario(
            modules=(module("M1", "a"), module("M2", "b"), module("M3", "c")),
            programmes=(
                programme(
                    modules=("M1",),
                    choose=({"count": 1, "from": ("M2", "M3")},),
                    size={"min": 1, "max": 2},
                ),
            ),
            cadres=tuple(cadre(n) for n in seen),
            history=tuple(
                history(f"CB-{n:04}", "OLD", "2019-05-06", name, counts_for=())
                for n, name in seen.items()
            ),
            classes=(training_class("K1"), training_class("K2")),
        )
    )


def opener_of(instance):
    return Opener(instance, State(instance), Figures(instance), seed=1)


def menus(opener, electives, value=2.0):
    return [menu.electives for _, _, menu in wished(opener, {((0, 1), 0, electives): value})]


@pytest.mark.parametrize("electives", [M2, M3])
def test_electives_that_are_told_are_taken(electives):
    assert menus(opener_of(world()), electives) == [electives, electives]


def test_electives_that_are_not_told_suit_the_people_one_class_after_the_other():
    """The first class suits two of the four; the next one the other two."""
    assert sorted(menus(opener_of(world()), None)) == [M2, M3]


def test_a_class_that_is_open_keeps_its_electives():
    instance = world()
    opener = opener_of(instance)
    first = menus(opener, None, 1.0)
    other = M3 if first == [M2] else M2
    name = "M3" if other == M3 else "M2"
    begun = plan(instance.scenario, held("K1", parts=(("M1", "L1"), (name, "L2")), cadres=(1, 2)))
    opener.state.add(0, from_plan(instance, begun)[0])
    assert menus(opener, None, 1.0) == [other]


def test_electives_are_told_only_where_people_see_them(instance):
    relaxation = build(instance)
    x = relaxation.program.upper.copy()
    told = guide_of(relaxation, x).counts
    blind = replace(relaxation, frame=replace(relaxation.frame, levels=1))
    merged = guide_of(blind, x).counts
    assert any(electives for _, _, electives in told)
    assert all(electives is None for _, _, electives in merged)
    assert sum(merged.values()) == pytest.approx(sum(told.values()))
    assert len(merged) < len(told)
    assert np.isfinite(list(merged.values())).all()
