"""The plan that the solver makes for the demo is true, and every alteration of it is caught."""

from datetime import timedelta
from pathlib import Path

import pytest

from models.plan import Enrolment
from scheduler.checker import verify
from scheduler.load import load_scenario
from scheduler.solve import solve
from tests.checker.saying import changed_class, changed_sessions

DEMO = Path(__file__).parent.parent / "scenarios" / "demo.yaml"


@pytest.fixture(scope="module")
def demo():
    """The demo scenario with a plan made in two seconds, and what the solver claims of it."""
    scenario = load_scenario(DEMO).scenario
    limits = scenario.solve.model_copy(update={"time_limit": 2.0, "workers": 1})
    scenario = scenario.model_copy(update={"solve": limits})
    return scenario, solve(scenario)


def broken(demo, plan):
    scenario, solution = demo
    verdict = verify(scenario, plan, solution.result, solution.coverage)
    return {(item.rule.value, item.subject) for item in verdict.violations}, verdict.false


def open_classes(plan):
    found = [row for row in plan.classes if row.open]
    assert found
    return found


def test_the_plan_is_valid_and_its_figures_are_true(demo):
    assert broken(demo, demo[1].plan) == (set(), ())


def test_a_cadre_of_another_tier_attends(demo):
    scenario, solution = demo
    programmes = {item.id: item for item in scenario.programmes}
    for row in open_classes(solution.plan):
        tiers = programmes[row.programme].tiers
        stranger = next(cadre.id for cadre in scenario.cadres if cadre.tier not in tiers)
        rows = (*solution.plan.enrolments, Enrolment(cadre=stranger, class_id=row.class_id))
        altered = solution.plan.model_copy(update={"enrolments": rows})
        violations, false = broken(demo, altered)
        assert ("H1", stranger) in violations
        assert any(text.startswith(f"classes.csv {row.class_id} size:") for text in false)


def test_a_class_moves_to_sunday(demo):
    plan = demo[1].plan
    for row in open_classes(plan):
        away = timedelta(days=6 - row.start.weekday())
        rows = tuple(
            item.model_copy(update={"date": item.date + away})
            if item.class_id == row.class_id
            else item
            for item in plan.sessions
        )
        altered = changed_class(plan, row.class_id, start=row.start + away, end=row.end + away)
        altered = altered.model_copy(update={"sessions": rows})
        assert ("H4", row.class_id) in broken(demo, altered)[0]


def test_a_module_loses_its_lecturer(demo):
    plan = demo[1].plan
    for row in plan.sessions:
        if row.kind == "module":
            altered = changed_sessions(plan, row.class_id, row.seq, lecturer=None)
            assert ("H6", row.class_id) in broken(demo, altered)[0]


def test_no_session_can_be_left_out(demo):
    plan = demo[1].plan
    for place, row in enumerate(plan.sessions):
        rows = (*plan.sessions[:place], *plan.sessions[place + 1 :])
        violations, _ = broken(demo, plan.model_copy(update={"sessions": rows}))
        assert ("H5", row.class_id) in violations


def test_no_enrolment_can_be_left_out(demo):
    plan = demo[1].plan
    for place, row in enumerate(plan.enrolments[:20]):
        rows = (*plan.enrolments[:place], *plan.enrolments[place + 1 :])
        _, false = broken(demo, plan.model_copy(update={"enrolments": rows}))
        assert any(text.startswith(f"classes.csv {row.class_id} size:") for text in false)
