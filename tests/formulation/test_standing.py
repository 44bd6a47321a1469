"""Who could give the modules of classes that keep their dates."""

from dataclasses import replace

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.standing import standings
from tests.builders import held, lecturer, qualified, scenario
from tests.builders import plan as plan_of


def of(**fields):
    """K1 is held from Monday on; L1 gives it, L2 could as well."""
    usual = {
        "lecturers": (lecturer("L1"), lecturer("L2"), lecturer("L3")),
        "qualifications": (qualified("L1", "M1"), qualified("L2", "M1")),
    }
    instance = derive(scenario(**usual | fields))
    return instance, from_plan(instance, plan_of(instance.scenario, held("K1")))


def able(instance, kept, *, free):
    return [at.able for at in standings(instance, kept, free=free) if at.module == 0]


def test_a_module_may_go_to_whoever_is_qualified_where_that_is_free():
    instance, kept = of()
    now = kept[0].lecturers[0]
    assert able(instance, kept, free=False) == [(now,)]
    assert able(instance, kept, free=True) == [(now, 1 - now)]


def test_slots_and_weeks_are_those_of_the_horizon():
    instance, kept = of()
    for at in standings(instance, kept, free=True):
        assert at.slot // instance.slots_per_day >= kept[0].start
        assert at.week == instance.week[kept[0].start]
        assert at.sessions == instance.module_sessions[at.module]


def test_who_is_away_then_cannot():
    instance, kept = of()
    now = kept[0].lecturers[0]
    at = next(at for at in standings(instance, kept, free=True) if at.module == 0)
    instance.lecturer_free[1 - now, at.slot] = False
    assert able(instance, kept, free=True) == [(now,)]


def test_a_lecturer_whom_the_class_names_stays():
    instance, kept = of()
    named = replace(instance.classes[0], lecturers={0: kept[0].lecturers[0]})
    instance = replace(instance, classes=[named])
    assert able(instance, kept, free=True) == [(kept[0].lecturers[0],)]
