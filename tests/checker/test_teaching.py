"""H6, H7 and H8: silent on a legal plan, exact words when broken, silent next door."""

from datetime import date, timedelta

import pytest

from tests.builders import (
    MONDAY,
    held,
    lecturer,
    module,
    plan,
    programme,
    qualified,
    room,
    scenario,
    tier,
    training_class,
    venue,
)
from tests.checker.saying import breaches, changed_sessions, figure

TWO = {
    "classes": (training_class("K1"), training_class("K2")),
    "venues": (venue("V1"), venue("V2")),
    "rooms": (room("R1"), room("R2"), room("R3", venue="V2")),
}


def test_h6_a_module_without_lecturer():
    s = scenario()
    found = breaches(s, plan(s, held(parts=[("M1", "L1"), ("M2", None)])))
    assert found == [("H6", "K1", "K1 has no lecturer for M2")]


def test_h6_a_module_with_two_lecturers_or_half_of_one():
    s = scenario(modules=(module("M1", sessions=2), module("M2")))
    good = plan(s, held())
    two = changed_sessions(good, "K1", 2, lecturer="L2")
    assert breaches(s, two) == [("H6", "K1", "K1 has several lecturers for M1: L1, L2")]
    half = changed_sessions(good, "K1", 2, lecturer=None)
    assert breaches(s, half) == [("H6", "K1", "K1 has no lecturer for M1")]


@pytest.mark.parametrize(
    ("rows", "mismatch"),
    [
        ([qualified("L1", "*", level=1)], 2),
        ([qualified("L1", "M1", level=3)], 0),
        ([qualified("L1", "theme:luat")], 1),
        ([qualified("L1", "*", level=1), qualified("L1", "theme:luat", level=3)], 0),
        ([qualified("L1", "M1", tier="P", level=3), qualified("L1", "*", tier="D", level=1)], 2),
        ([qualified("L1", "M1", level=1), qualified("L1", "M1", tier="P", level=3)], 2),
    ],
)
def test_h6_lowest_over_tiers_of_the_best_level(rows, mismatch):
    s = scenario(
        modules=(module("M1", theme="luat"),),
        tiers=(tier("P"), tier("D")),
        programmes=(programme(modules=("M1",), tiers=("P", "D")),),
        qualifications=tuple(rows),
    )
    good = plan(s, held(parts=[("M1", "L1")]))
    assert breaches(s, good) == []
    assert figure(s, good, "mismatch") == mismatch


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [qualified("L1", "M1", tier="P")],
        [qualified("L1", "M2")],
        [qualified("L1", "theme:kinh te")],
        [qualified("L2")],
    ],
)
def test_h6_not_qualified_for_every_tier(rows):
    s = scenario(
        modules=(module("M1", theme="luat"), module("M2")),
        tiers=(tier("P"), tier("D")),
        programmes=(programme(modules=("M1",), tiers=("P", "D")),),
        qualifications=tuple(rows),
    )
    ((rule, subject, message),) = breaches(s, plan(s, held(parts=[("M1", "L1")])))
    tiers = "D" if any(row.tier for row in rows) else "P, D"
    assert (rule, subject) == ("H6", "L1")
    assert message == f"L1 teaches M1 in K1 but is not qualified for tier {tiers}"


def test_mismatch_without_a_qualified_lecturer_has_no_meaning():
    s = scenario(qualifications=(qualified("L1"),))
    with pytest.raises(KeyError):
        figure(s, plan(s, held()), "mismatch")


def test_h7_two_classes_in_a_slot():
    s = scenario(**TWO)
    both = plan(s, held("K1", cadres=[1]), held("K2", room_id="R2", cadres=[2]))
    assert breaches(s, both) == [
        ("H7", "L1", "L1 teaches K1 and K2 on 2024-03-04 S"),
        ("H7", "L2", "L2 teaches K1 and K2 on 2024-03-04 C"),
    ]
    crossed = held("K2", room_id="R2", parts=[("M2", "L2"), ("M1", "L1")], cadres=[2])
    assert breaches(s, plan(s, held("K1", cadres=[1]), crossed)) == []


def test_h7_two_venues_on_a_day():
    s = scenario(**TWO)
    crossed = held("K2", room_id="R3", parts=[("M2", "L2"), ("M1", "L1")], cadres=[2])
    assert breaches(s, plan(s, held("K1", cadres=[1]), crossed)) == [
        ("H7", "L1", "L1 teaches at V1 and V2 on 2024-03-04"),
        ("H7", "L2", "L2 teaches at V1 and V2 on 2024-03-04"),
    ]
    next_day = held("K2", MONDAY + timedelta(days=1), room_id="R3", cadres=[2])
    assert breaches(s, plan(s, held("K1", cadres=[1]), next_day)) == []


@pytest.mark.parametrize(
    ("first", "last", "slot", "is_legal"),
    [
        ("2024-03-04", "2024-03-04", None, False),
        ("2024-03-01", "2024-03-04", "S", False),
        ("2024-03-04", "2024-03-04", "C", True),
        ("2024-03-05", "2024-03-06", None, True),
    ],
)
def test_h7_unavailable(first, last, slot, is_legal):
    row = {"kind": "lecturer", "id": "L1", "from": first, "to": last, "slot": slot}
    s = scenario(unavailability=(row,))
    message = "L1 teaches K1 on 2024-03-04 S but is not available"
    assert breaches(s, plan(s, held())) == ([] if is_legal else [("H7", "L1", message)])


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"max_per_day": 1}, "L1 teaches 2 sessions on 2024-03-04, at most 1"),
        ({"max_per_week": 3}, "L1 teaches 4 sessions in week 2024-W10, at most 3"),
        ({"max_sessions": 5}, "L1 teaches 6 sessions in the horizon, at most 5"),
        ({"max_per_day": 2, "max_per_week": 4, "max_sessions": 6}, None),
    ],
)
def test_h8_limits(limits, message):
    s = scenario(
        lecturers=(lecturer("L1", **limits),),
        classes=tuple(training_class(f"K{n}") for n in (1, 2, 3)),
        rules={"max_classes_per_cadre": 3},
    )
    parts = [("M1", "L1"), ("M2", "L1")]
    days = [MONDAY, date(2024, 3, 5), date(2024, 3, 11)]
    paper = plan(s, *(held(f"K{n}", day, parts=parts) for n, day in enumerate(days, start=1)))
    found = breaches(s, paper)
    if message is None:
        assert found == []
    else:
        assert ("H8", "L1", message) in found
        assert {(rule, subject) for rule, subject, _ in found} == {("H8", "L1")}
        assert len(found) == (3 if "max_per_day" in limits else 1)


@pytest.mark.parametrize(("last", "is_legal"), [("2024-03-04", True), ("2024-03-05", False)])
def test_h8_max_sessions_counts_the_horizon(last, is_legal):
    s = scenario(
        horizon={"from": "2024-01-01", "to": last},
        lecturers=(lecturer("L1", max_sessions=2),),
        modules=(module("M1", sessions=2), module("M2")),
    )
    parts = [("M1", "L1"), ("M2", "L1")]
    broken = {rule for rule, _, _ in breaches(s, plan(s, held(parts=parts)))}
    assert broken == ({"H4"} if is_legal else {"H8"})


def test_h8_iso_week_crosses_the_year():
    s = scenario(
        horizon={"from": "2024-01-01", "to": "2025-01-31"},
        lecturers=(lecturer("L1", max_per_week=3),),
        classes=(training_class("K1"), training_class("K2")),
        rules={"max_classes_per_cadre": 2},
    )
    parts = [("M1", "L1"), ("M2", "L1")]
    days = (date(2024, 12, 30), date(2025, 1, 2))
    paper = plan(s, held("K1", days[0], parts=parts), held("K2", days[1], parts=parts))
    assert breaches(s, paper) == [("H8", "L1", "L1 teaches 4 sessions in week 2025-W01, at most 3")]
