"""H14 and H15: silent on a legal plan, exact words when broken, silent next door."""

from datetime import date

import pytest

from tests.builders import (
    MONDAY,
    cadre,
    held,
    module,
    plan,
    programme,
    room,
    scenario,
    training_class,
)
from tests.checker.saying import breaches, rules_broken

TUESDAY = date(2024, 3, 5)


def test_h14_budget():
    s = scenario(rules={"budget": 349.99})
    assert breaches(s, plan(s, held())) == [
        ("H14", "budget", "the plan costs 350, the budget is 349.99")
    ]
    enough = scenario(rules={"budget": 350})
    assert breaches(enough, plan(enough, held())) == []


@pytest.mark.parametrize(("budget", "is_kept"), [(349.999999, True), (349.9999989, False)])
def test_h14_is_kept_within_a_millionth(budget, is_kept):
    s = scenario(rules={"budget": budget})
    assert (breaches(s, plan(s, held())) == []) == is_kept


def test_h14_sums_decimals_as_written():
    s = scenario(
        rules={"budget": 0.6, "allowance_per_person_day": 0.1},
        cadres=tuple(cadre(n) for n in range(1, 7)),
        lecturers=({"id": "L1", "name": "Một"}, {"id": "L2", "name": "Hai"}),
        rooms=(room(cost_per_day=0),),
    )
    assert breaches(s, plan(s, held(cadres=range(1, 7)), cost={"K1": 0.6})) == []


ELECTIVES = {
    "modules": (module("M1"), module("E1"), module("E2"), module("E3")),
    "programmes": (programme(modules=("M1",), choose=({"count": 2, "from": ("E1", "E2", "E3")},)),),
    "rooms": (room("R1"), room("R2")),
}
PARTS = [("M1", "L1"), ("E1", "L2"), ("E2", "L1")]


@pytest.mark.parametrize(
    ("fixed", "message"),
    [
        ({"open": False}, "K1 is fixed not to open but opens"),
        ({"open": True}, None),
        ({"start": TUESDAY}, "K1 is fixed to start on 2024-03-05 but starts on 2024-03-04"),
        ({"start": MONDAY}, None),
        ({"room": "R2"}, "K1 is fixed to room R2 but meets in R1"),
        ({"room": "R1"}, None),
        ({"electives": ("E3",)}, "K1 is fixed to take E3 but does not teach it"),
        ({"electives": ("E2",)}, None),
        ({"lecturers": {"E1": "L1"}}, "E1 in K1 is fixed to L1 but is taught by L2"),
        ({"lecturers": {"E1": "L2", "E3": "L2"}}, None),
        ({"cadres": ("CB-0003", "CB-0004")}, "CB-0004 is fixed to attend K1 but does not"),
        ({"cadres": ("CB-0003",)}, None),
    ],
)
def test_h15_fixed_parts(fixed, message):
    s = scenario(
        cadres=tuple(cadre(n) for n in (1, 2, 3, 4)),
        classes=(training_class(fixed=fixed),),
        **ELECTIVES,
    )
    found = breaches(s, plan(s, held(parts=PARTS)))
    assert found == ([] if message is None else [("H15", "K1", message)])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"fixed": {"open": True}}, "K1 is fixed to open but does not open"),
        ({"required": True}, "K1 is required but does not open"),
        ({"fixed": {"cadres": ("CB-0001",)}}, "CB-0001 is fixed to attend K1 but does not"),
        ({"fixed": {"open": False}}, None),
        ({"fixed": {"start": MONDAY, "room": "R1", "lecturers": {"M1": "L1"}}}, None),
    ],
)
def test_h15_of_a_class_that_does_not_open(fields, message):
    s = scenario(classes=(training_class(**fields),))
    assert breaches(s, plan(s)) == ([] if message is None else [("H15", "K1", message)])


OPENING = {"kind": "opening", "sessions": 1}


def frozen(*opened, freeze=TUESDAY, **fields):
    """Judge a plan against the default class on 4 March, frozen before `freeze`."""
    fields = {
        "classes": (training_class("K1"), training_class("K2")),
        "rooms": (room("R1"), room("R2")),
        "programmes": (programme(activities=(OPENING,)),),
        **fields,
    }
    base = scenario(**fields)
    before = plan(base, held(parts=["opening", ("M1", "L1"), ("M2", "L2")], cadres=[1, 2]))
    s = scenario(baseline=before, freeze_before=freeze, **fields)
    return breaches(s, plan(s, *opened))


def again(**changes):
    defaults = {"parts": ["opening", ("M1", "L1"), ("M2", "L2")], "cadres": [1, 2]}
    return held("K1", **defaults | changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, None),
        ({"parts": [("M1", "L1"), "opening", ("M2", "L2")]}, None),
        (
            {"parts": ["opening", ("M2", "L2"), ("M1", "L1")]},
            "K1 is frozen but changes its modules or their order from M1, M2 to M2, M1",
        ),
        (
            {"parts": ["opening", ("M1", "L2"), ("M2", "L2")]},
            "K1 is frozen but changes its lecturers from M1: L1, M2: L2 to M1: L2, M2: L2",
        ),
        ({"room_id": "R2"}, "K1 is frozen but changes its room from R1 to R2"),
        (
            {"start": date(2024, 3, 6)},
            "K1 is frozen but changes its start from 2024-03-04 to 2024-03-06",
        ),
        (
            {"cadres": [1, 2, 3]},
            "K1 is frozen but changes its cadres; added: CB-0003; removed: -",
        ),
        (
            {"cadres": [1]},
            "K1 is frozen but changes its cadres; added: -; removed: CB-0002",
        ),
        (
            {"cadres": [1, 3]},
            "K1 is frozen but changes its cadres; added: CB-0003; removed: CB-0002",
        ),
    ],
)
def test_h15_frozen_class(changes, message):
    found = frozen(again(**changes))
    assert found == ([] if message is None else [("H15", "K1", message)])


def test_h15_frozen_class_does_not_close():
    assert frozen() == [("H15", "K1", "K1 is frozen but does not open")]
    assert frozen(freeze=MONDAY) == []


def test_h15_nothing_new_before_the_freeze():
    new = held("K2", date(2024, 2, 26), cadres=[3], parts=["opening", ("M1", "L1"), ("M2", "L2")])
    assert frozen(again(), new) == [
        ("H15", "K2", "K2 starts on 2024-02-26, before the freeze of 2024-03-05")
    ]
    later = held(
        "K2", TUESDAY, cadres=[3], room_id="R2", parts=["opening", ("M1", "L1"), ("M2", "L2")]
    )
    assert {rule for rule, _, _ in frozen(again(), later)} <= {"H7"}


def test_h15_a_class_that_moves_before_the_freeze():
    fields = {"classes": (training_class("K1"), training_class("K2"))}
    base = scenario(**fields)
    s = scenario(baseline=plan(base, held("K1", date(2024, 4, 1))), freeze_before=MONDAY, **fields)
    assert rules_broken(s, plan(s, held("K1", date(2024, 2, 26)))) == {("H15", "K1")}
    assert rules_broken(s, plan(s, held("K1", MONDAY))) == set()
