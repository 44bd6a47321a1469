"""Bounds of small scenarios whose best values are known by hand."""

import math
import time
from datetime import date

import pytest

from models.plan import Plan
from models.rules import Component
from scheduler.formulation.derive import derive
from scheduler.formulation.relaxation import bound_level, suggest_classes
from tests import builders

MARCH = {"from": "2024-03-04", "to": "2024-03-29"}


def bound(scenario, level=0, above=()):
    return bound_level(derive(scenario), level, list(above), deadline=time.monotonic() + 10, seed=1)


def one_level(component, **fields):
    return builders.scenario(horizon=MARCH, objective=({component: 1},), **fields)


def test_nothing_is_missed_when_everybody_fits():
    assert bound(one_level("shortfall")).value == 0


def test_seats_limit_coverage():
    scenario = one_level("shortfall", rooms=(builders.room(capacity=2),))
    assert bound(scenario).value == 1


def test_least_size_that_nobody_can_fill_keeps_the_class_closed():
    few = builders.programme(size={"min": 4, "max": 10})
    assert bound(one_level("shortfall", programmes=(few,))).value == 3


def test_unit_cap_counts_per_class():
    scenario = one_level("shortfall", units=(builders.unit(max_absent=1),))
    assert bound(scenario).value == 2
    two = tuple(builders.training_class(f"K{n}") for n in (1, 2))
    scenario = one_level("shortfall", units=(builders.unit(max_absent=1),), classes=two)
    assert bound(scenario).value == 1


def test_cover_group_sends_one_at_a_time():
    cadres = tuple(builders.cadre(n, cover_group="g") for n in (1, 2, 3))
    assert bound(one_level("shortfall", cadres=cadres)).value == 2


def test_module_without_lecturer_keeps_classes_closed():
    scenario = one_level("shortfall", qualifications=(builders.qualified("L1", "M1"),))
    assert bound(scenario).value == 3


def test_lecturers_hours_limit_the_number_of_classes():
    lecturers = (builders.lecturer("L1", max_sessions=2), builders.lecturer("L2", max_sessions=1))
    classes = tuple(builders.training_class(f"K{n}") for n in (1, 2, 3))
    scenario = one_level(
        "shortfall",
        lecturers=lecturers,
        classes=classes,
        rooms=(builders.room(capacity=1),),
    )
    assert bound(scenario).value == 2


def test_required_class_costs():
    free = one_level("cost")
    assert bound(free).value == 0
    required = (builders.training_class(required=True),)
    # Two sessions by L1 at 100 and one day in R1 at 50.
    assert bound(one_level("cost", classes=required)).value == 250


def test_fixed_lecturer_and_cadres_count():
    fixed = {"lecturers": {"M1": "L2"}, "cadres": ("CB-0001", "CB-0002")}
    classes = (builders.training_class(fixed=fixed),)
    rules = {"allowance_per_person_day": 7}
    assert bound(one_level("cost", classes=classes, rules=rules)).value == 300 + 50 + 14


def test_budget_forbids_what_it_cannot_pay():
    assert bound(one_level("shortfall", rules={"budget": 250})).value == 0
    assert bound(one_level("shortfall", rules={"budget": 249})).value == 3


def test_priority_of_those_who_cannot_come():
    cadres = tuple(builders.cadre(n, priority=n) for n in (1, 2, 3))
    scenario = one_level("priority", cadres=cadres, rooms=(builders.room(capacity=2),))
    assert bound(scenario).value == 1


def test_fillers_cost_repeat():
    seen = tuple(builders.history(f"CB-000{n}", "H1", "2023-05-01", "M1") for n in (1, 2, 3))
    scenario = builders.scenario(
        horizon=MARCH,
        history=seen,
        programmes=(builders.programme(size={"min": 3, "max": 10}),),
        classes=(builders.training_class(required=True),),
        objective=({"repeat": 1},),
    )
    assert bound(scenario).value == 12


def test_second_class_of_a_programme_repeats_itself():
    requirement = {"id": "two", "tiers": ("P",), "window": "horizon", "unit": "class", "min": 2}
    scenario = builders.scenario(
        horizon=MARCH,
        requirements=(requirement,),
        classes=tuple(builders.training_class(f"K{n}") for n in (1, 2)),
        rules={"max_classes_per_cadre": 2},
        objective=({"shortfall": 1}, {"repeat": 1}),
    )
    assert bound(scenario).value == 0
    assert bound(scenario, 1, (0,)).value == 3 * 8
    assert bound(scenario, 1, (3,)).value == 0


@pytest.mark.parametrize(
    ("unit", "least", "missed"),
    [("day", 1, 0), ("day", 2, 3), ("period", 8, 0), ("period", 8.5, 3), ("class", 2, 3)],
)
def test_requirements_in_days_and_periods(unit, least, missed):
    requirement = {"id": "q", "tiers": ("P",), "window": "horizon", "unit": unit, "min": least}
    assert bound(one_level("shortfall", requirements=(requirement,))).value == missed


def test_every_requirement_must_be_met():
    requirements = tuple(
        {"id": q, "tiers": ("P",), "window": "horizon", "unit": "class", "min": 1}
        for q in ("q1", "q2")
    )
    half = builders.programme(counts_for=("q1",))
    scenario = one_level("shortfall", requirements=requirements, programmes=(half,))
    assert bound(scenario).value == 3


def test_travel_of_those_who_must_come():
    scenario = one_level(
        "travel",
        distances=({"unit": "U1", "venue": "V1", "km": 12.5},),
        classes=(builders.training_class(fixed={"cadres": ("CB-0001",)}),),
    )
    assert math.isclose(bound(scenario).value, 12.5, rel_tol=1e-5)


def test_loads_months_and_risk():
    classes = tuple(builders.training_class(f"K{n}", required=True) for n in (1, 2, 3))
    assert bound(one_level("peak_load", classes=classes)).value == 3
    assert bound(one_level("peak_month", classes=classes)).value == 3
    risk = {"risk": ({"from": "2024-03-01", "to": "2024-03-31", "weight": 2},)}
    assert bound(one_level("risk", classes=classes, calendar=risk)).value == 6
    mixed = (builders.qualified("L1", level=3), builders.qualified("L2", level=1))
    lecturers = (builders.lecturer("L1", max_sessions=4), builders.lecturer("L2"))
    scenario = one_level("mismatch", classes=classes, qualifications=mixed, lecturers=lecturers)
    assert bound(scenario).value == 4


def test_one_room_holds_one_class_a_day():
    window = {"from": "2024-03-04", "to": "2024-03-05"}
    classes = tuple(builders.training_class(f"K{n}", window=window) for n in (1, 2, 3))
    scenario = one_level("shortfall", classes=classes, rooms=(builders.room(capacity=1),))
    assert bound(scenario).value == 1


def test_moves_of_a_class_that_cannot_stay():
    plain = builders.scenario(horizon=MARCH)
    before = builders.plan(plain, builders.held("K1", date(2024, 3, 6)))
    away = ({"kind": "room", "id": "R1", "from": "2024-03-06", "to": "2024-03-06"},)
    fields = {"baseline": before, "objective": ({"shortfall": 1}, {"moves": 1})}
    assert bound(builders.scenario(horizon=MARCH, **fields), 1, (0,)).value == 0
    moved = builders.scenario(horizon=MARCH, unavailability=away, **fields)
    assert bound(moved, 1, (0,)).value == 10
    dropped = builders.scenario(
        horizon=MARCH, classes=(builders.training_class(fixed={"open": False}),), **fields
    )
    assert bound(dropped, 1, (3,)).value == 13


def test_empty_scenarios_have_finite_bounds():
    no_classes = builders.scenario(classes=())
    assert bound(no_classes).value == 3
    nobody = builders.scenario(cadres=())
    assert bound(nobody).value == 0
    empty_tier = builders.scenario(tiers=(builders.tier(), builders.tier("D")))
    assert bound(empty_tier).value == 0
    none_allowed = builders.scenario(rules={"max_classes_per_cadre": 0})
    assert bound(none_allowed).value == 3
    no_rooms = builders.scenario(rooms=())
    assert bound(no_rooms).value == 3


def test_every_level_has_a_bound_even_without_time():
    scenario = builders.scenario(horizon=MARCH)
    instance = derive(scenario)
    for level in range(4):
        found = bound_level(instance, level, [9.0] * level, deadline=time.monotonic() - 1)
        assert math.isfinite(found.value)
        assert found.value >= 0


def test_contradictions_are_told():
    impossible = one_level(
        "shortfall",
        classes=(builders.training_class(required=True),),
        qualifications=(builders.qualified("L1", "M1"),),
    )
    assert bound(impossible).infeasible


def test_lower_levels_depend_on_the_values_above():
    scenario = builders.scenario(horizon=MARCH, objective=({"shortfall": 1}, {"cost": 1}))
    assert bound(scenario, 1, (3,)).value == 0
    assert bound(scenario, 1, (0,)).value == 250


def test_same_question_same_answer():
    scenario = builders.scenario(horizon=MARCH)
    first, second = bound(scenario, 2, (0, 0)), bound(scenario, 2, (0, 0))
    assert first == second


def test_suggestion_names_whole_classes():
    scenario = builders.scenario(horizon=MARCH)
    guide = suggest_classes(derive(scenario), 0, [], deadline=time.monotonic() + 5)
    assert sum(guide.counts.values()) == 1
    ((classes, room, electives),) = guide.counts
    assert (classes, room, electives) == ((0,), 0, ())


def test_components_outside_the_objective_are_free():
    scenario = one_level(Component.CLASSES.value)
    assert bound(scenario).value == 0


def test_plan_of_the_baseline_may_be_empty():
    scenario = builders.scenario(
        horizon=MARCH, baseline=Plan(), objective=({"shortfall": 1}, {"moves": 1})
    )
    # One class opened and three enrolments added.
    assert bound(scenario, 1, (0,)).value == 13
