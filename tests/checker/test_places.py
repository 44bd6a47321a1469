"""H9 and H10: silent on a legal plan, exact words when broken, silent next door."""

from datetime import timedelta

import pytest

from tests.builders import (
    MONDAY,
    cadre,
    held,
    lecturer,
    plan,
    programme,
    qualified,
    room,
    scenario,
    training_class,
    unit,
    venue,
)
from tests.checker.saying import breaches, changed_class

FOUR = {
    "lecturers": tuple(lecturer(f"L{n}") for n in (1, 2, 3, 4)),
    "qualifications": tuple(qualified(f"L{n}") for n in (1, 2, 3, 4)),
    "classes": (training_class("K1"), training_class("K2")),
}


def test_h9_two_classes_in_a_slot():
    s = scenario(**FOUR)
    parts = [("M1", "L3"), ("M2", "L4")]
    first = held("K1", cadres=[1])
    assert breaches(s, plan(s, first, held("K2", parts=parts, cadres=[2]))) == [
        ("H9", "R1", "room R1 holds K1 and K2 on 2024-03-04 S"),
        ("H9", "R1", "room R1 holds K1 and K2 on 2024-03-04 C"),
    ]
    next_day = held("K2", MONDAY + timedelta(days=1), parts=parts, cadres=[2])
    assert breaches(s, plan(s, first, next_day)) == []


@pytest.mark.parametrize("unknown", ["R9", None])
def test_no_rule_of_places_speaks_of_a_room_that_is_not_there(unknown):
    """FORM tells of each class; that both meet nowhere at one time is no second fault."""
    s = scenario(**FOUR)
    parts = [("M1", "L3"), ("M2", "L4")]
    paper = plan(s, held("K1", cadres=[1]), held("K2", parts=parts, cadres=[2]))
    for name in ("K1", "K2"):
        paper = changed_class(paper, name, room=unknown)
    assert {(rule, subject) for rule, subject, _ in breaches(s, paper)} == {
        ("FORM", "K1"),
        ("FORM", "K2"),
    }


@pytest.mark.parametrize(
    ("kind", "subject", "slot", "is_legal"),
    [
        ("room", "R1", None, False),
        ("room", "R1", "S", False),
        ("room", "R1", "C", True),
        ("room", "R2", None, True),
        ("venue", "V1", "S", False),
        ("venue", "V1", "C", True),
        ("venue", "V2", None, True),
    ],
)
def test_h9_available_in_every_slot_used(kind, subject, slot, is_legal):
    row = {"kind": kind, "id": subject, "from": "2024-03-04", "to": "2024-03-04", "slot": slot}
    s = scenario(
        venues=(venue("V1"), venue("V2")),
        rooms=(room("R1"), room("R2")),
        unavailability=(row,),
        programmes=(programme(modules=("M1",)),),
    )
    message = "room R1 is not available on 2024-03-04 S, when K1 meets"
    found = breaches(s, plan(s, held(parts=[("M1", "L1")])))
    assert found == ([] if is_legal else [("H9", "R1", message)])


@pytest.mark.parametrize(
    ("allowed", "is_legal"),
    [
        ({}, True),
        ({"rooms": ("R1",)}, True),
        ({"rooms": ("R2",)}, False),
        ({"venues": ("V1",)}, True),
        ({"venues": ("V2",)}, False),
        ({"rooms": ("R2",), "venues": ("V1",)}, True),
        ({"rooms": ("R1",), "venues": ("V2",)}, True),
    ],
)
def test_h9_allowed(allowed, is_legal):
    s = scenario(
        venues=(venue("V1"), venue("V2")),
        rooms=(room("R1"), room("R2", venue="V2")),
        classes=(training_class(**allowed),),
    )
    message = "K1 meets in room R1, which is not one of those it may use"
    assert breaches(s, plan(s, held())) == ([] if is_legal else [("H9", "R1", message)])


@pytest.mark.parametrize(
    ("serves", "is_legal"), [((), True), (("U1",), True), (("U11",), True), (("U2", "U12"), False)]
)
def test_h10_serves_a_unit_and_those_below(serves, is_legal):
    s = scenario(
        units=(unit("U1"), unit("U11", parent="U1"), unit("U12", parent="U1"), unit("U2")),
        cadres=(cadre(1, unit="U11"),),
        venues=(venue(serves=serves),),
    )
    message = "CB-0001 attends K1 at V1, which does not serve unit U11"
    found = breaches(s, plan(s, held(cadres=[1])))
    assert found == ([] if is_legal else [("H10", "CB-0001", message)])
