"""Plans of the planner as a whole: valid, and not worse than plans worked out by hand."""

import json
from datetime import time
from pathlib import Path

import pytest

from models.calendar import DailySlot
from models.result import Status
from models.scenario import Scenario
from scheduler.checker import verify
from scheduler.load import load_scenario
from scheduler.solve import Solution, planner, solve
from scheduler.solve.figures import better
from tests.solve.conftest import limited

CASES = Path(__file__).parents[1] / "cases"
PLANNED = (
    "12-whole-programme",
    "20-venue-serves",
    "23-unit-max-absent",
    "26-repeat-share",
    "31-requirement-days",
    "32-requirement-periods",
    "37-moves",
    "38-moves-open-and-drop",
    "42-closure-below",
    "46-freeze-broken",
    "51-decimal-comma",
    "54-every-edit",
    "59-lecturer-limits",
    "60-fixed-parts",
)


def require_true(scenario: Scenario, solution: Solution) -> None:
    assert solution.plan is not None
    verdict = verify(scenario, solution.plan, solution.result, solution.coverage)
    assert verdict.violations == ()
    assert verdict.false == ()


@pytest.mark.parametrize("name", PLANNED)
def test_golden_scenarios_get_valid_plans_that_no_hand_made_plan_beats(name: str) -> None:
    scenario = limited(load_scenario(CASES / name / "scenario.yaml").scenario, 10.0)
    solution = solve(scenario)
    require_true(scenario, solution)
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    values = tuple(level.value for level in solution.result.levels)
    if not expected["violations"] and "levels" in expected:
        assert not better(tuple(map(float, expected["levels"])), values)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"classes": ()}, id="no classes"),
        pytest.param({"lecturers": (), "qualifications": ()}, id="no lecturers"),
        pytest.param({"rooms": ()}, id="no rooms"),
        pytest.param({"cadres": (), "history": ()}, id="no cadres"),
    ],
)
def test_a_scenario_that_lacks_something_gets_an_empty_plan(
    demo: Scenario, changes: dict[str, object]
) -> None:
    scenario = limited(demo, 5.0, unavailability=(), **changes)
    solution = solve(scenario)
    require_true(scenario, solution)
    assert solution.plan is not None
    assert not any(row.open for row in solution.plan.classes)
    assert solution.result.status is Status.OPTIMAL


def test_three_slots_a_day(demo: Scenario) -> None:
    evening = DailySlot(id="T", name="Tối", start=time(18), end=time(20))
    calendar = demo.calendar.model_copy(update={"slots": (*demo.calendar.slots, evening)})
    scenario = limited(demo, 6.0, calendar=calendar)
    solution = solve(scenario)
    require_true(scenario, solution)
    assert solution.plan is not None
    assert any(row.slot == "T" for row in solution.plan.sessions)


def test_weekends_only_and_rooms_without_end(demo: Scenario) -> None:
    calendar = demo.calendar.model_copy(update={"workdays": ("sat", "sun")})
    rooms = tuple(room.model_copy(update={"capacity": 2**31 - 1}) for room in demo.rooms)
    scenario = limited(demo, 6.0, calendar=calendar, rooms=rooms)
    solution = solve(scenario)
    require_true(scenario, solution)
    assert solution.plan is not None
    assert all(row.date.weekday() >= 5 for row in solution.plan.sessions)


def test_required_classes_that_fit_no_room_contradict(demo: Scenario) -> None:
    scenario = limited(
        demo,
        5.0,
        rooms=tuple(room.model_copy(update={"capacity": 1}) for room in demo.rooms),
        classes=tuple(cls.model_copy(update={"required": True}) for cls in demo.classes),
    )
    solution = solve(scenario)
    assert solution.plan is None
    assert solution.result.status is Status.INFEASIBLE
    assert solution.result.reasons


def test_the_search_for_large_scenarios_keeps_the_rules_and_its_bounds(
    demo: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = solve(limited(demo, 20.0))
    monkeypatch.setattr(planner, "is_small", lambda instance: False)
    scenario = limited(demo, 5.0)
    searched = solve(scenario)
    require_true(scenario, searched)
    best = [level.value for level in exact.result.levels]
    found = [level.value for level in searched.result.levels]
    assert exact.result.status is Status.OPTIMAL
    assert not better(tuple(found), tuple(best))
    bound = searched.result.levels[0].bound
    assert bound is not None
    assert bound <= best[0] + 1e-6


def test_several_classes_for_one_cadre(demo: Scenario) -> None:
    rules = demo.rules.model_copy(update={"max_classes_per_cadre": 3})
    periods = demo.requirements[0].model_copy(update={"unit": "period", "min": 20})
    scenario = limited(demo, 5.0, rules=rules, requirements=(periods,))
    require_true(scenario, solve(scenario))


def test_the_same_run_twice_is_the_same(demo: Scenario) -> None:
    scenario = limited(demo, 30.0)
    first, second = solve(scenario), solve(scenario)
    assert first.plan == second.plan
    assert first.result.levels == second.result.levels


def test_an_earlier_plan_is_a_start_that_never_gets_worse(demo: Scenario) -> None:
    scenario = limited(demo, 8.0)
    first = solve(scenario)
    again = solve(limited(demo, 0.5), start=first.plan, start_is_valid=True)
    values = [tuple(level.value for level in s.result.levels) for s in (first, again)]
    assert not better(values[0], values[1])
