"""The state of a search, its columns and its bounds."""

import math

import numpy as np
import pytest

from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.solve.bounds import Bounds, gap_of
from scheduler.solve.construct import construct
from scheduler.solve.figures import Figures, better
from scheduler.solve.opening import Opener
from scheduler.solve.people import reassign
from scheduler.solve.state import State
from tests.builders import room, scenario, venue


@pytest.fixture
def opener(instance: Instance) -> Opener:
    state = State(instance)
    found = Opener(instance, state, Figures(instance), seed=1)
    assert construct(found, lambda: False)
    return found


def test_removing_every_class_leaves_the_state_as_it_began(opener: Opener) -> None:
    state, fresh = opener.state, State(opener.inst)
    assert state.decisions
    for k in list(state.decisions):
        state.remove(k)
    for name in (
        "count",
        "given",
        "unit_day",
        "group_day",
        "room_busy",
        "lecturer_busy",
        "lecturer_load",
        "lecturer_week",
        "lecturer_day",
        "lecturer_venue",
        "covered",
        "tier_left",
    ):
        assert np.array_equal(getattr(state, name), getattr(fresh, name)), name


def test_quick_figures_equal_the_full_evaluation(opener: Opener) -> None:
    quick = opener.figures.levels(opener.state)
    full = level_values(opener.inst, evaluate(opener.inst, opener.state.decisions))
    assert quick == pytest.approx(full)


def test_units_release_no_more_than_they_may(opener: Opener) -> None:
    assert (opener.state.unit_day <= opener.inst.unit_cap).all()
    assert (opener.state.count <= 1).all()


def test_assigning_people_anew_is_never_worse(opener: Opener) -> None:
    before = opener.figures.levels(opener.state)
    found = reassign(opener, opener.state.copy_decisions(), 20.0)
    assert found is not None
    opener.state.load(found)
    after = opener.figures.levels(opener.state)
    assert not better(before, after)
    assert (opener.state.unit_day <= opener.inst.unit_cap).all()


def test_rooms_of_a_venue_share_who_may_come_and_what_it_costs() -> None:
    """R1 and R2 are equally far; online R3 of the same venue is no way off, R4 is elsewhere."""
    inst = derive(
        scenario(
            venues=(venue("V1"), venue("V2")),
            rooms=(room("R1"), room("R2"), room("R3", online=True), room("R4", venue="V2")),
            distances=(
                {"unit": "U1", "venue": "V1", "km": 10},
                {"unit": "U1", "venue": "V2", "km": 30},
            ),
        )
    )
    state = State(inst)
    columns = Opener(inst, state, Figures(inst), seed=1).columns
    menu = inst.programmes[0].menus[0]
    one, same, online, far = (columns.static(0, menu, r) for r in range(4))
    assert one is same
    assert online.cost.sum() < one.cost.sum() < far.cost.sum()


def test_a_bound_holds_only_under_the_values_it_was_proven_for() -> None:
    bounds = Bounds(2)
    bounds.add(1, (5.0,), 7.0)
    assert bounds.of((5.0, 9.0)) == [0.0, 7.0]
    assert bounds.of((4.0, 9.0)) == [0.0, 7.0]
    assert bounds.of((6.0, 9.0)) == [0.0, 0.0]
    assert bounds.of((5.0, 6.5)) == [0.0, 6.5], "never above the value"


def test_the_gap_is_relative_to_the_value_or_to_one() -> None:
    assert gap_of(10.0, 9.0) == pytest.approx(0.1)
    assert gap_of(0.5, 0.25) == pytest.approx(0.25)
    assert gap_of(3.0, None) is None
    assert math.isclose(gap_of(0.0, 0.0) or 0.0, 0.0)
