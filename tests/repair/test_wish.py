"""A repair that starts from what somebody asks for, and one that must stay local."""

import time
from datetime import date, timedelta

from models.result import Status
from models.training_class import Fixed
from scheduler.checker import verify
from scheduler.solve.repair import repair, settle
from tests.builders import training_class
from tests.repair.worlds import away, world

NEXT = date(2024, 3, 11)


def moved(scenario, class_id, day):
    """The baseline with one class on another day and nothing else changed."""
    plan = scenario.baseline
    row = next(one for one in plan.classes if one.class_id == class_id)
    shift = day - row.start

    def later(one, *names):
        there = {name: getattr(one, name) + shift for name in names}
        return one.model_copy(update=there) if one.class_id == class_id else one

    return plan.model_copy(
        update={
            "classes": tuple(
                later(one, "start", "end") if one.open else one for one in plan.classes
            ),
            "sessions": tuple(later(one, "date") for one in plan.sessions),
        }
    )


def asked(**fields):
    """A world in which K1 shall be held a week later."""
    classes = (training_class("K1", fixed=Fixed(start=NEXT)), training_class("K2"))
    return world(classes=classes, **fields)


def lecturers(plan, class_id):
    return {one.module: one.lecturer for one in plan.sessions if one.class_id == class_id}


def test_what_is_wished_for_keeps_its_lecturers_where_they_can_come():
    scenario = asked()
    solution = repair(
        scenario, deadline=time.monotonic() + 2, wish=moved(scenario, "K1", NEXT), local=True
    )
    assert not verify(scenario, solution.plan, solution.result, solution.coverage).violations
    assert lecturers(solution.plan, "K1") == lecturers(scenario.baseline, "K1")
    starts = {one.class_id: one.start for one in solution.plan.classes}
    assert starts["K1"] == NEXT
    assert starts["K2"] == NEXT + timedelta(weeks=4)


def test_what_cannot_be_kept_of_a_wish_is_mended():
    scenario = asked(unavailability=(away("lecturer", "L1", "2024-03-10", "2024-03-12"),))
    solution = repair(
        scenario, deadline=time.monotonic() + 2, wish=moved(scenario, "K1", NEXT), local=True
    )
    assert not verify(scenario, solution.plan, solution.result, solution.coverage).violations
    now = lecturers(solution.plan, "K1")
    assert now["M1"] != "L1"
    assert now["M2"] == "L2"


def test_a_local_repair_that_fails_plans_nothing_anew():
    scenario = world(
        unavailability=(away("lecturer", "L1", "2024-03-04", "2024-03-04"),),
        freeze_before=date(2024, 4, 1),
    )
    solution = repair(scenario, deadline=time.monotonic() + 2, local=True)
    assert solution.plan is None
    assert solution.result.status is Status.NONE


def test_a_valid_plan_is_taken_as_it_is():
    scenario = world()
    wish = moved(scenario, "K1", NEXT)
    solution = settle(scenario, wish)
    verdict = verify(scenario, solution.plan, solution.result, solution.coverage)
    assert not verdict.violations
    assert not verdict.false
    assert solution.plan.sessions == wish.sessions
    assert solution.result.components["moves"] >= 10
