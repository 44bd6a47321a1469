"""H4 and H11: silent on a legal plan, exact words when broken, silent next door."""

from datetime import date

import pytest

from tests.builders import (
    MONDAY,
    cadre,
    held,
    plan,
    programme,
    scenario,
    tier,
    training_class,
    unit,
)
from tests.checker.saying import breaches, changed_class, changed_sessions

TUESDAY, FRIDAY = date(2024, 3, 5), date(2024, 3, 8)
THREE = [("M1", "L1"), ("M2", "L2"), "discussion"]
LONGER = programme(activities=({"kind": "discussion", "sessions": 1},))


def test_h4_two_days_are_legal():
    s = scenario(programmes=(LONGER,))
    assert breaches(s, plan(s, held(parts=THREE))) == []


def test_h4_first_slot_of_the_start_day():
    s = scenario(programmes=(programme(modules=("M1",)),))
    good = plan(s, held(parts=[("M1", "L1")]))
    bad = changed_sessions(good, "K1", 1, slot="C")
    assert breaches(s, bad) == [
        (
            "H4",
            "K1",
            "K1 starts on 2024-03-04 but its first session is 2024-03-04 C, "
            "not the first slot of that day",
        )
    ]


def test_h4_the_start_of_classes_csv_counts():
    s = scenario()
    bad = changed_class(plan(s, held()), "K1", start=TUESDAY)
    assert [(rule, subject) for rule, subject, _ in breaches(s, bad)] == [("H4", "K1")]


def test_h4_no_slot_is_left_out():
    s = scenario()
    bad = changed_sessions(plan(s, held()), "K1", 2, date=TUESDAY, slot="S")
    bad = changed_class(bad, "K1", end=TUESDAY, cost=400)
    assert breaches(s, bad) == [
        ("H4", "K1", "K1 does not run without a break: after 2024-03-04 S comes 2024-03-05 S")
    ]


def test_h4_no_slot_is_used_twice():
    s = scenario()
    bad = changed_sessions(plan(s, held()), "K1", 2, slot="S")
    assert breaches(s, bad) == [
        ("H4", "K1", "K1 does not run without a break: after 2024-03-04 S comes 2024-03-04 S")
    ]


@pytest.mark.parametrize(
    ("calendar", "is_legal"),
    [
        ({"days_off": ({"from": "2024-03-05", "to": "2024-03-05"},)}, False),
        ({"country": "VN", "public_holidays": ("2024-03-05",)}, False),
        ({"workdays": ("mon", "wed")}, False),
        ({"workdays": ("mon", "wed"), "extra_workdays": ("2024-03-05",)}, True),
        (
            {
                "country": "VN",
                "public_holidays": ("2024-03-05",),
                "days_off": ({"from": "2024-03-05", "to": "2024-03-05"},),
                "extra_workdays": ("2024-03-05",),
            },
            True,
        ),
        ({"days_off": ({"from": "2024-03-06", "to": "2024-03-09"},)}, True),
    ],
)
def test_h4_working_days(calendar, is_legal):
    s = scenario(calendar=calendar, programmes=(LONGER,))
    wanted = (
        [] if is_legal else [("H4", "K1", "K1 meets on 2024-03-05, which is not a working day")]
    )
    assert breaches(s, plan(s, held(parts=THREE))) == wanted


def test_h4_no_class_over_a_weekend():
    s = scenario(programmes=(LONGER,))
    found = breaches(s, plan(s, held("K1", FRIDAY, parts=THREE)))
    assert found == [("H4", "K1", "K1 meets on 2024-03-09, which is not a working day")]


@pytest.mark.parametrize(
    ("window", "message"),
    [
        (("2024-03-01", "2024-03-05"), None),
        (("2024-03-04", "2024-03-05"), None),
        (("2024-03-05", "2024-03-31"), "K1 meets on 2024-03-04, outside its window 2024-03-05 to"),
        (("2024-03-01", "2024-03-04"), "K1 meets on 2024-03-05, outside its window 2024-03-01 to"),
    ],
)
def test_h4_window(window, message):
    s = scenario(
        classes=(training_class(window={"from": window[0], "to": window[1]}),),
        programmes=(LONGER,),
    )
    found = breaches(s, plan(s, held(parts=THREE)))
    assert [text.startswith(message or "?") for _, _, text in found] == ([True] if message else [])


def test_h4_horizon():
    s = scenario(horizon={"from": "2024-01-01", "to": "2024-03-04"}, programmes=(LONGER,))
    assert breaches(s, plan(s, held(parts=THREE))) == [
        ("H4", "K1", "K1 meets on 2024-03-05, outside the horizon 2024-01-01 to 2024-03-04")
    ]


def test_h4_max_days():
    activities = ({"kind": "discussion", "sessions": 1},)
    one = scenario(programmes=(programme(activities=activities, max_days=1),))
    two = scenario(programmes=(programme(activities=activities, max_days=2),))
    paper = plan(one, held(parts=THREE))
    assert breaches(one, paper) == [("H4", "K1", "K1 takes 2 days, at most 1")]
    assert breaches(two, paper) == []


CLOSED = "K1 meets on 2024-03-04, in the closure 2024-03-04 to 2024-03-04"


def closed(**fields):
    return {"closures": ({"from": "2024-03-04", "to": "2024-03-04", **fields},)}


@pytest.mark.parametrize(
    ("closure", "found"),
    [
        (
            closed(reason="HĐND"),
            (
                "K1",
                f"{CLOSED} of everybody (HĐND)",
            ),
        ),
        (
            closed(tiers=("D",)),
            ("K1", f"{CLOSED} of D"),
        ),
        (closed(tiers=("G",)), None),
        (
            closed(units=("U1",)),
            ("CB-0001", "CB-0001 attends K1 on 2024-03-04, when unit U1 is closed"),
        ),
        (closed(units=("U1",), tiers=("D",)), None),
        (
            closed(units=("U11", "U1")),  # told once, of the first by name
            ("CB-0001", "CB-0001 attends K1 on 2024-03-04, when unit U1 is closed"),
        ),
        (
            closed(units=("U1", "U2"), tiers=("P",)),
            ("CB-0001", "CB-0001 attends K1 on 2024-03-04, when unit U1 is closed"),
        ),
        ({"closures": ({"from": "2024-03-05", "to": "2024-03-06"},)}, None),
    ],
)
def test_h11_closures(closure, found):
    s = scenario(
        calendar=closure,
        units=(unit("U1"), unit("U11", parent="U1"), unit("U2")),
        tiers=(tier("P"), tier("D"), tier("G")),
        cadres=(cadre(1, unit="U11"), cadre(2, tier="D", unit="U2")),
        programmes=(programme(tiers=("P", "D")),),
    )
    wanted = [] if found is None else [("H11", *found)]
    assert breaches(s, plan(s, held(cadres=[1, 2]))) == wanted


@pytest.mark.parametrize(
    ("away", "message"),
    [
        (("cadre", "CB-0001", "2024-03-01", "2024-03-04", None), "is not available"),
        (("cadre", "CB-0001", "2024-03-04", "2024-03-04", "C"), "is not available"),
        (("unit", "U1", "2024-03-04", "2024-03-09", "S"), "unit U1 is not available"),
        (("unit", "U2", "2024-03-04", "2024-03-04", None), None),
        (("cadre", "CB-0001", "2024-03-05", "2024-03-05", None), None),
    ],
)
def test_h11_unavailable(away, message):
    kind, subject, first, last, slot = away
    row = {"kind": kind, "id": subject, "from": first, "to": last, "slot": slot, "reason": "nghỉ"}
    s = scenario(
        units=(unit("U1"), unit("U11", parent="U1"), unit("U2")),
        cadres=(cadre(1, unit="U11"),),
        unavailability=(row,),
        programmes=(programme(modules=("M1",)),),
    )
    wanted = (
        []
        if message is None
        else [("H11", "CB-0001", f"CB-0001 attends K1 on 2024-03-04 but {message} (nghỉ)")]
    )
    assert breaches(s, plan(s, held(parts=[("M1", "L1")], cadres=[1]))) == wanted


def test_unresolved_holidays_are_refused():
    s = scenario(calendar={"country": "VN"})
    with pytest.raises(ValueError, match="not resolved"):
        breaches(s, plan(s, held("K1", MONDAY)))
