"""Start days that stand for others: enough of them, no two in one week."""

from datetime import timedelta

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.program.thinning import useful_starts
from tests.builders import (
    MONDAY,
    cadre,
    held,
    lecturer,
    module,
    plan,
    programme,
    room,
    scenario,
    training_class,
)

TEN_WEEKS = {
    "horizon": {"from": MONDAY, "to": MONDAY + timedelta(days=69)},
    "objective": ({"shortfall": 1},),  # months play no role
}
LONG = (module("M1", "a", sessions=5), module("M2", "b", sessions=4))  # five days


@pytest.mark.parametrize("classes", [1, 2, 3])
@pytest.mark.parametrize("days", [1, 5])
def test_of_days_that_nothing_distinguishes_as_many_stay_as_there_are_classes(classes, days):
    fields = {"modules": LONG} if days == 5 else {}
    instance = derive(
        scenario(
            classes=tuple(training_class(f"K{n}") for n in range(classes)),
            **TEN_WEEKS,
            **fields,
        )
    )
    for starts in useful_starts(instance).values():
        touched = [set(instance.week[start : start + days].tolist()) for start in starts]
        assert len(starts) == classes
        assert len(set().union(*touched)) == sum(map(len, touched))


def test_a_day_that_is_kept_stays_beside_those_that_suffice():
    instance = derive(scenario(**TEN_WEEKS))
    assert useful_starts(instance) == {0: (0,)}
    assert useful_starts(instance, [(0, 17)]) == {0: (0, 17)}


def test_the_day_of_the_baseline_stays_beside_those_that_suffice():
    before = plan(scenario(**TEN_WEEKS), held(start=MONDAY + timedelta(days=17)))
    assert useful_starts(derive(scenario(**TEN_WEEKS, baseline=before))) == {0: (0, 17)}


def away(kind, subject, **fields):
    return {"unavailability": ({"kind": kind, "id": subject, **fields},)}


FIRST = {"from": MONDAY, "to": MONDAY}
SECOND = {"from": MONDAY + timedelta(days=1), "to": MONDAY + timedelta(days=1)}
NOT_THE_FIRST = {"from": MONDAY + timedelta(days=1), "to": MONDAY + timedelta(days=69)}
ROOMS = {"rooms": (room("R1"), room("R2"))}
TEACHERS = {"lecturers": (lecturer("L1"), lecturer("L2"))}
TWO_DAYS = {"modules": (module("M1", "a", sessions=2), module("M2", "b"))}
TENTH_OF_APRIL, FIRST_OF_APRIL, FIRST_OF_MAY = 7, 28, 58  # from the start of their horizons

# What makes a day worse: (fields, the days that stay)
WORSE = {
    "somebody away": (away("cadre", "CB-0001", **FIRST), (1,)),
    "somebody away on the second day": (
        TWO_DAYS | away("cadre", "CB-0001", **{**FIRST, "to": MONDAY + timedelta(days=1)}),
        (2,),
    ),
    "a room away before noon": (ROOMS | away("room", "R2", **FIRST, slot="S"), (1,)),
    "a room away after noon": (ROOMS | away("room", "R2", **FIRST, slot="C"), (1,)),
    "a lecturer away before noon": (TEACHERS | away("lecturer", "L2", **FIRST, slot="S"), (1,)),
    "a lecturer away after noon": (TEACHERS | away("lecturer", "L2", **FIRST, slot="C"), (1,)),
    "an afternoon that is not used": (
        {"programmes": (programme(modules=("M1",)),)} | away("lecturer", "L2", **FIRST, slot="C"),
        (0,),
    ),
    "a lecturer away on the morning of the second day": (
        TWO_DAYS | away("lecturer", "L2", **SECOND),
        (2,),
    ),
    "a risk": ({"calendar": {"risk": [{**FIRST, "weight": 0.5}]}}, (1,)),
    "a risk on the second day": (
        TWO_DAYS | {"calendar": {"risk": [{**SECOND, "weight": 1}]}},
        (2,),
    ),
    "each day something of its own": (
        {
            "unavailability": (
                {"kind": "lecturer", "id": "L1", **FIRST},
                {"kind": "cadre", "id": "CB-0001", **NOT_THE_FIRST},
            )
        },
        (0, 1),
    ),
    "a requirement that counts from later on": (
        {
            "requirements": (
                {
                    "id": "q",
                    "tiers": ("P",),
                    "window": {"last_years": 1},
                    "unit": "class",
                    "min": 1,
                },
            ),
            "term": {"from": "2020-01-01", "to": "2025-12-31"},
            "horizon": {"from": "2023-04-03", "to": "2024-04-09"},
        },
        (TENTH_OF_APRIL,),
    ),
    "months that count": (
        {"objective": ({"shortfall": 1}, {"peak_month": 1})},
        (0, FIRST_OF_APRIL, FIRST_OF_MAY),
    ),
}


@pytest.mark.parametrize("about", WORSE)
def test_a_day_that_is_worse_stands_for_none_and_is_not_needed(about):
    fields, expected = WORSE[about]
    assert useful_starts(derive(scenario(**TEN_WEEKS | fields))) == {0: expected}


def test_where_the_better_days_are_too_few_worse_ones_stay_beside_them():
    days = [{"from": MONDAY, "to": MONDAY + timedelta(1), "weight": 1}]
    days += [{"from": MONDAY + timedelta(3), "to": MONDAY + timedelta(69), "weight": 1}]
    classes = (training_class("K1"), training_class("K2"))
    instance = derive(scenario(**TEN_WEEKS, classes=classes, calendar={"risk": days}))
    assert useful_starts(instance) == {0: (0, 2, 7), 1: (0, 2, 7)}


def test_each_length_of_a_class_keeps_a_day_of_its_own():
    """Two days are free of risk nowhere before the fourth day, one day is from the second on."""
    modules = (module("M1", "a"), module("M2", "b"), module("M3", "c", sessions=2))
    chosen = (programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3")},)),)
    risk = [
        {"from": MONDAY + timedelta(n), "to": MONDAY + timedelta(n), "weight": 1} for n in (0, 2)
    ]
    instance = derive(
        scenario(**TEN_WEEKS, modules=modules, programmes=chosen, calendar={"risk": risk})
    )
    assert useful_starts(instance) == {0: (1, 3)}


def test_those_who_cannot_attend_make_no_day_worse():
    people = (cadre(1), cadre(2, eligible=False))
    instance = derive(scenario(**TEN_WEEKS, cadres=people, **away("cadre", "CB-0002", **FIRST)))
    assert useful_starts(instance) == {0: (0,)}


WHOLE_WEEK = {"calendar": {"workdays": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}}


def test_a_class_that_may_touch_two_weeks_takes_two_from_the_others():
    classes = (training_class("K1"), training_class("K2"))
    instance = derive(scenario(**TEN_WEEKS | TWO_DAYS | WHOLE_WEEK, classes=classes))
    assert [len(starts) for starts in useful_starts(instance).values()] == [3, 3]


def test_a_class_that_can_never_be_held_takes_nothing_from_the_others():
    weekend = {"from": MONDAY + timedelta(days=5), "to": MONDAY + timedelta(days=6)}
    classes = (training_class("K1"), training_class("K2"), training_class("K3", window=weekend))
    instance = derive(scenario(**TEN_WEEKS, classes=classes))
    assert useful_starts(instance) == {0: (0, 7), 1: (0, 7), 2: ()}
