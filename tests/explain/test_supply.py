"""What is said of a lecturer, a unit, a tier and a room, worked out by hand."""

from datetime import date

from tests.builders import (
    MONDAY,
    cadre,
    held,
    history,
    lecturer,
    programme,
    qualified,
    room,
    scenario,
    tier,
    training_class,
    unit,
)
from tests.explain.asking import ask, codes, every, the

TUESDAY = date(2024, 3, 5)
WEEK = {"from": "2024-03-04", "to": "2024-03-08"}
TWO = (training_class("K1"), training_class("K2"))


def test_the_load_of_a_lecturer():
    chosen = scenario(
        classes=TWO,
        lecturers=(lecturer("L1", fee=100, max_sessions=5, max_per_week=4), lecturer("L2")),
        unavailability=(
            {"kind": "lecturer", "id": "L1", "from": "2024-05-01", "to": "2024-05-31"},
        ),
    )
    both = (("M1", "L1"), ("M2", "L1"))
    opened = (held(cadres=(1,), parts=both), held("K2", TUESDAY, cadres=(2,)))
    answer = ask(chosen, "lecturer", "L1", *opened)
    assert the(answer, "load_total").values == {"used": 3, "limit": 5, "days": 2, "fee": 300}
    assert the(answer, "load_week").values == {"day": MONDAY, "used": 3, "limit": 4}
    assert the(answer, "load_day").values == {"day": MONDAY, "used": 2, "limit": None}
    assert the(answer, "load_place").values == {"place": 1, "all": 2, "most": 3}
    assert the(answer, "lecturer_away").text == "Away 01/05/2024 to 31/05/2024"
    other = ask(chosen, "lecturer", "L2", *opened)
    assert the(other, "load_free").values == {"used": 1, "days": 1, "fee": 0}
    assert the(other, "load_place").values["place"] == 2


def test_the_sessions_of_a_lecturer_and_who_could_give_them():
    chosen = scenario(
        lecturers=(lecturer("L1"), lecturer("L2"), lecturer("L3", max_sessions=0), lecturer("L4")),
        qualifications=(
            qualified("L1", level=3),
            qualified("L2"),
            qualified("L3"),
            qualified("L4", "M2"),
        ),
    )
    answer = ask(chosen, "lecturer", "L1", held())
    session = the(answer, "session")
    assert (session.values["module"], session.values["day"], session.values["level"]) == (
        "M1",
        MONDAY,
        3,
    )
    assert the(answer, "could_replace").values == {"count": 1, "lecturers": ("L2",)}
    mismatch = the(answer, "could_replace_one").values["why"].values["price"]
    # level 2 for 3 is one point; the peak rises from one session to two
    assert mismatch.values["change"] == 2
    alone = scenario(qualifications=(qualified("L1", "M1"), qualified("L2", "M2")))
    nobody = ask(alone, "lecturer", "L1", held())
    assert the(nobody, "nobody_replaces").values == {"count": 0}


def test_what_a_lecturer_could_take_over():
    chosen = scenario(
        lecturers=(lecturer("L1"), lecturer("L2"), lecturer("L3")),
        qualifications=(qualified("L1"), qualified("L2"), qualified("L3")),
        unavailability=(
            {"kind": "lecturer", "id": "L3", "from": MONDAY, "to": MONDAY, "slot": "S"},
        ),
    )
    answer = ask(chosen, "lecturer", "L3", held())
    assert the(answer, "no_sessions")
    summary = the(answer, "others_summary")
    assert (summary.values["count"], summary.values["possible"]) == (2, 1)
    assert the(answer, "others_barred").values["rule"].code == "rule_bar_lecturer_away"
    taken = the(answer, "take_over").values
    assert (taken["module"], taken["lecturer"], taken["slot"]) == ("M2", "L2", "Chiều")


def test_a_lecturer_who_may_teach_nothing():
    chosen = scenario(lecturers=(lecturer("L1"), lecturer("L2"), lecturer("L3")))
    assert the(ask(chosen, "lecturer", "L3", held()), "may_teach_nothing")
    taught = [
        f.values for f in every(ask(chosen, "lecturer", "L1", held())) if f.code == "may_teach"
    ]
    assert [(row["module"], row["taught"], row["own"]) for row in taught] == [
        ("M1", 1, 1),
        ("M2", 1, 0),
    ]


def test_a_unit():
    chosen = scenario(
        units=(unit(), unit("U2"), unit("U3")),
        cadres=(*(cadre(n) for n in range(1, 6)), cadre(6, unit="U2"), cadre(7, tier="D")),
        tiers=(tier(), tier("D", target={"count": 0})),
        rules={"max_absent": 0.5},
        history=(history("CB-0005", "X", "2023-05-05", "M1"),),
        classes=TWO,
    )
    opened = (held(cadres=(1, 2, 6)), held("K2", TUESDAY, cadres=(3,)))
    answer = ask(chosen, "unit", "U1", *opened)
    members = [f.values for f in every(answer) if f.code == "members"]
    assert members == [
        {"tier": "P", "population": 5, "before": 1, "after": 4},
        {"tier": "D", "population": 1, "before": 0, "after": 0},
    ]
    assert the(answer, "cap").text == (
        "At most 3 people absent on a day (50% of 6 people, at least one) [H12]"
    )
    assert the(answer, "most_absent").values == {"day": MONDAY, "count": 2, "full": 0}
    rows = [f.values for f in every(answer) if f.code == "unit_class_row"]
    assert [(row["class_id"], row["count"]) for row in rows] == [("K1", 2), ("K2", 1)]
    why = the(answer, "unit_uncovered").values
    assert why["uncovered"] == 2
    assert {part.code: part.values["count"] for part in why["parts"]} == {
        "cause_admitted": 1,
        "cause_spare": 1,
    }


def test_a_unit_without_anybody_and_one_that_is_covered():
    chosen = scenario(units=(unit(max_absent=3), unit("U2")))
    empty = ask(chosen, "unit", "U2", held())
    assert {"no_members", "no_cap", "never_absent", "unit_all"} == codes(empty)
    full = ask(chosen, "unit", "U1", held())
    assert the(full, "cap").values["rule"].code == "cap_count"
    assert the(full, "most_absent").values["full"] == 1
    assert the(full, "unit_all")


def test_a_tier():
    chosen = scenario(
        tiers=(
            tier(target={"share": 0.9}, path={2024: {"share": 0.5}, 2025: {"count": 3}}, weight=2),
        ),
        classes=(*TWO, training_class("K3", programme="B")),
        programmes=(programme(), programme("B", titles=("x",))),
    )
    answer = ask(chosen, "tier", "P", held(cadres=(1, 2)))
    assert the(answer, "target_now").text == "2024: 2 people of 3 (share 50%), weight 2"
    assert the(answer, "tier_coverage").values == {"before": 0, "after": 2, "shortfall": 0}
    assert the(answer, "tier_met").values["uncovered"] == 1
    rows = [f.values for f in every(answer) if f.code == "tier_programme"]
    assert rows == [
        {"programme": "A", "opened": 1, "all": 2, "people": 2, "gained": 2},
        {"programme": "B", "opened": 0, "all": 1, "people": 0, "gained": 0},
    ]
    assert [f.values["classes"] for f in every(answer) if f.code == "unopened"] == [
        ("K2",),
        ("K3",),
    ]
    assert the(ask(scenario(), "tier", "P", held()), "tier_all").values["population"] == 3


def test_a_room():
    chosen = scenario(
        horizon={"from": "2024-03-01", "to": "2024-03-12"},
        classes=(training_class("K1"), training_class("K2", rooms=("R2",))),
        rooms=(room(name="Hội trường"), room("R2", online=True)),
        unavailability=(
            {
                "kind": "room",
                "id": "R1",
                "from": "2024-03-07",
                "to": "2024-03-08",
                "slot": "S",
                "reason": "sửa",
            },
        ),
    )
    answer = ask(chosen, "room", "R1", held(cadres=(1, 2)))
    assert answer.title == "Room R1: Hội trường"
    assert the(answer, "room").values["capacity"] == 10
    assert the(answer, "room_allowed").values == {"count": 1, "all": 2}
    days = the(answer, "room_days").values
    assert days == {"working": 8, "used": 1, "blocked": 2, "free": 5}
    assert the(answer, "room_blocked").text == "Blocked 07/03/2024 to 08/03/2024 (sửa)"
    assert the(answer, "room_week").values == {
        "day": MONDAY,
        "used": 2,
        "slots": 8,
        "classes": ("K1",),
    }
    assert the(answer, "room_class").values["size"] == 2
    free = [
        (f.values["first"].day, f.values["days"]) for f in every(answer) if f.code == "room_free"
    ]
    assert free == [(1, 1), (5, 2), (11, 2)]
    unused = ask(chosen, "room", "R2", held(cadres=(1, 2)))
    assert {"room_online", "room_unused"} <= codes(unused)


def test_a_room_that_is_always_taken():
    chosen = scenario(horizon={"from": "2024-03-04", "to": "2024-03-04"})
    assert the(ask(chosen, "room", "R1", held()), "room_never_free")
