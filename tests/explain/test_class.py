"""What is said of one class, worked out by hand."""

from datetime import date

import pytest

from scheduler.explain import explain
from tests.builders import (
    MONDAY,
    cadre,
    held,
    history,
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
from tests.explain.asking import ask, codes, every, the

TUESDAY, WEDNESDAY = date(2024, 3, 5), date(2024, 3, 6)
WEEK = {"from": "2024-03-04", "to": "2024-03-08"}


def about(chosen, *opened, name="K1"):
    return ask(chosen, "class", name, *opened)


def week(**fields):
    """The default scenario with K1 in one week of five days."""
    return scenario(**{"classes": (training_class(window=WEEK),)} | fields)


def test_the_class_in_short():
    answer = about(scenario(), held())
    assert answer.title == "Class K1: A – Chương trình A"
    opened = the(answer, "class_open").values
    assert (opened["start"], opened["end"], opened["room"]) == (MONDAY, MONDAY, "R1")
    assert opened["cost"] == 350
    without = the(answer, "class_without").values["price"]
    assert (without.values["level"], without.values["change"]) == (1, 3)


def test_size_and_limits():
    chosen = scenario(
        cadres=tuple(cadre(n) for n in range(1, 6)),
        history=(history("CB-0001", "X", "2023-05-05", "M9"),),
        rooms=(room(capacity=3),),
    )
    answer = about(chosen, held(cadres=(1, 2, 3)))
    size = the(answer, "class_size").values
    assert size == {"size": 3, "least": 1, "most": 3, "limit": 10, "seats": 3}
    assert the(answer, "class_gain").values == {"gained": 2, "before": 1, "never": 0}
    assert the(answer, "class_waiting").values == {"count": 2}
    assert the(answer, "class_unit_counts").values == {"units": ("U1 3",)}


def test_a_class_that_did_not_open():
    chosen = scenario(classes=(training_class(required=True, fixed={"start": "2024-03-03"}),))
    answer = about(chosen)
    assert the(answer, "class_closed").values["why"].code == "shut_start"
    assert the(answer, "class_required")


def test_what_is_fixed():
    fixed = {
        "open": True,
        "start": MONDAY,
        "room": "R1",
        "lecturers": {"M1": "L1"},
        "cadres": ("CB-0001",),
    }
    answer = about(scenario(classes=(training_class(fixed=fixed),)), held())
    assert the(answer, "class_fixed").text == (
        "Fixed: open; start 04/03/2024; room R1; lecturers M1 L1; 1 cadres [H15]"
    )
    assert the(answer, "dates_none")


def test_a_frozen_class_stays():
    chosen = week(rooms=(room(), room("R2")))
    chosen = chosen.model_copy(update={"baseline": plan(chosen, held()), "freeze_before": TUESDAY})
    answer = about(chosen, held())
    assert the(answer, "class_frozen").values == {"day": TUESDAY}
    assert the(answer, "dates_none")
    assert the(answer, "rooms_none")
    assert "bar_lecturer_fixed" in codes(answer)


def dates(chosen, *opened):
    """Start -> the code of what is said of it."""
    found = {}
    for fact in every(about(chosen, *opened)):
        if fact.code in ("date_barred", "date_possible"):
            why = fact.values.get("why") or fact.values["price"]
            found[fact.values["start"].day] = why.code
    return found


def test_other_dates_and_what_forbids_them():
    chosen = week(
        classes=(training_class(window=WEEK), training_class("K2", window=WEEK)),
        unavailability=(
            {"kind": "lecturer", "id": "L1", "from": "2024-03-06", "to": "2024-03-06"},
            {"kind": "cadre", "id": "CB-0001", "from": "2024-03-07", "to": "2024-03-07"},
        ),
    )
    opened = (held(cadres=(1,)), held("K2", TUESDAY, cadres=(2,)))
    assert dates(chosen, *opened) == {
        5: "date_room_taken",
        6: "date_lecturer",
        7: "date_people_away",
        8: "price_none",
    }
    summary = the(about(chosen, *opened), "dates_summary")
    assert (summary.values["starts"], summary.values["possible"]) == (4, 1)
    assert [(f.values["rule"].code, f.values["count"]) for f in summary.details] == [
        ("rule_lecturer", 1),
        ("rule_people_away", 1),
        ("rule_room_taken", 1),
    ]


def test_dates_forbidden_by_caps_and_cover_groups():
    base = week(
        classes=(training_class(window=WEEK), training_class("K2", window=WEEK)),
        rooms=(room(), room("R2")),
        lecturers=tuple(lecturer(name) for name in ("L1", "L2", "L3", "L4")),
        qualifications=tuple(qualified(name) for name in ("L1", "L2", "L3", "L4")),
    )
    parts = (("M1", "L3"), ("M2", "L4"))
    opened = (held(cadres=(1,)), held("K2", TUESDAY, room_id="R2", parts=parts, cadres=(2,)))
    capped = base.model_copy(update={"rules": base.rules.model_copy(update={"max_absent": 1})})
    assert dates(capped, *opened)[5] == "date_unit"
    group = base.model_copy(
        update={"cadres": (cadre(1, cover_group="g"), cadre(2, cover_group="g"), cadre(3))}
    )
    assert dates(group, *opened)[5] == "date_group"
    assert dates(base, *opened)[5] == "price_none"


def test_a_date_at_risk_costs_the_weight_of_the_period():
    chosen = week(calendar={"risk": ({"from": "2024-03-05", "to": "2024-03-05", "weight": 3},)})
    answer = about(chosen, held())
    facts = {f.values["start"]: f for f in every(answer) if f.code == "date_possible"}
    assert facts[TUESDAY].values["price"].values["change"] == 3
    assert facts[WEDNESDAY].values["price"].code == "price_none"


def test_a_date_before_the_window_of_a_requirement_covers_nobody():
    chosen = week(
        term={"from": "2024-03-06", "to": "2024-12-31"},
    )
    found = dates(chosen, held(start=date(2024, 3, 7)))
    assert found == {4: "price_worse", 5: "price_worse", 6: "price_none", 8: "price_none"}


def rooms(chosen, *opened):
    """Room -> the codes of what is said of it."""
    found = {}
    for fact in every(about(chosen, *opened)):
        if fact.code == "room_barred":
            found[fact.values["room"]] = [why.code for why in fact.values["why"]]
        if fact.code == "room_possible":
            found[fact.values["room"]] = fact.values["price"]
    return found


def test_other_rooms():
    chosen = week(
        classes=(training_class(window=WEEK), training_class("K2", window=WEEK)),
        units=(unit(), unit("U2")),
        venues=(venue(), venue("V2", serves=("U2",)), venue("V3")),
        rooms=(
            room(),
            room("R2", capacity=1),
            room("R3", venue="V2"),
            room("R4"),
            room("R5", cost_per_day=80),
            room("R6", venue="V3", cost_per_day=50),
        ),
        cadres=tuple(cadre(n) for n in range(1, 5)),
        lecturers=tuple(lecturer(name) for name in ("L1", "L2", "L3")),
        qualifications=tuple(qualified(name) for name in ("L1", "L2", "L3")),
        unavailability=({"kind": "room", "id": "R4", "from": MONDAY, "to": MONDAY},),
    )
    found = rooms(chosen, held())
    assert found["R2"] == ["room_small"]
    assert found["R3"] == ["room_serves"]
    assert found["R4"] == ["date_room_away"]
    assert found["R5"].values["change"] == pytest.approx(0.3)  # level 3 weighs 30 by 0.01
    assert found["R6"].code == "price_none"


def test_a_room_taken_by_another_class_and_a_venue_the_lecturers_cannot_reach():
    chosen = week(
        classes=(training_class(window=WEEK), training_class("K2", window=WEEK)),
        venues=(venue(), venue("V2")),
        rooms=(room(), room("R2"), room("R3", venue="V2")),
        lecturers=tuple(lecturer(name) for name in ("L1", "L2")),
        qualifications=tuple(qualified(name) for name in ("L1", "L2")),
    )
    swapped = (("M1", "L2"), ("M2", "L1"))
    opened = (held(cadres=(1,)), held("K2", room_id="R2", parts=swapped, cadres=(2,)))
    assert rooms(chosen, *opened) == {"R2": ["date_room_taken"], "R3": ["room_venue"]}


def test_only_one_room():
    assert the(about(week(), held()), "rooms_none")


def substitutes(chosen, *opened, module="M1"):
    """Lecturer -> the code of what is said of taking over a module."""
    answer = about(chosen, *opened)
    taught = next(
        f for f in every(answer) if f.code == "module_taught" and f.values["module"] == module
    )
    return {f.values["lecturer"]: f.values["why"] for f in taught.details}


def test_other_lecturers_and_what_forbids_them():
    names = ("L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8")
    chosen = week(
        classes=(training_class(window=WEEK), training_class("K2", window=WEEK)),
        venues=(venue(), venue("V2")),
        rooms=(room(), room("R2", venue="V2")),
        lecturers=(
            lecturer("L1", fee=100),
            lecturer("L2"),
            lecturer("L3", fee=150),
            lecturer("L4"),
            lecturer("L5", max_sessions=0),
            lecturer("L6"),
            lecturer("L7", max_per_day=0),
            lecturer("L8", max_per_week=0),
        ),
        qualifications=tuple(qualified(name) for name in names),
        unavailability=(
            {"kind": "lecturer", "id": "L4", "from": MONDAY, "to": MONDAY, "slot": "S"},
        ),
    )
    other = held("K2", room_id="R2", parts=(("M1", "L6"), ("M2", "L6")), cadres=(2,))
    found = substitutes(chosen, held(cadres=(1,)), other)
    assert {name: why.code for name, why in found.items()} == {
        "L2": "substitute_price",
        "L3": "substitute_price",
        "L4": "bar_lecturer_away",
        "L5": "bar_lecturer_total",
        "L6": "bar_lecturer_busy",
        "L7": "bar_lecturer_day",
        "L8": "bar_lecturer_week",
    }
    assert found["L2"].values["price"].values["change"] == pytest.approx(-1)  # saves 100
    assert found["L3"].values["price"].values["change"] == pytest.approx(0.5)
    assert found["L5"].text == "has 0 of 0 sessions of the horizon, 1 more are needed [H8]"


def test_a_lecturer_at_another_venue_in_the_other_half_of_the_day():
    chosen = week(
        classes=(training_class(window=WEEK), training_class("K2", window=WEEK)),
        venues=(venue(), venue("V2")),
        rooms=(room(), room("R2", venue="V2")),
        lecturers=tuple(lecturer(name) for name in ("L1", "L2", "L3", "L4")),
        qualifications=tuple(qualified(name) for name in ("L1", "L2", "L3", "L4")),
    )
    other = held("K2", room_id="R2", parts=(("M1", "L4"), ("M2", "L3")), cadres=(2,))
    found = substitutes(chosen, held(cadres=(1,)), other)
    assert found["L3"].text == "teaches at V2 on 04/03/2024 [H7]"


def test_a_fixed_lecturer_and_a_module_nobody_else_may_teach():
    chosen = week(
        classes=(training_class(fixed={"lecturers": {"M1": "L1"}}),),
        qualifications=(qualified("L1"), qualified("L2", "M1"), qualified("L2", "M2")),
    )
    assert substitutes(chosen, held())["L2"].text == "L1 is fixed [H15]"
    chosen = week(qualifications=(qualified("L1", "M1"), qualified("L2", "M2")))
    assert len([f for f in every(about(chosen, held())) if f.code == "nobody_else"]) == 2


def test_what_is_repeated():
    chosen = scenario(
        history=(
            history("CB-0001", "X", "2023-05-05", "M1", counts_for=()),
            history("CB-0002", "X", "2023-05-05", "M1", counts_for=()),
        ),
    )
    answer = about(chosen, held())
    assert the(answer, "repeat_total").values == {
        "repeat": 8,
        "each": pytest.approx(8 / 3),
        "periods": 8,
    }
    assert the(answer, "repeat_topic").values == {
        "topic": "a",
        "count": 2,
        "size": 3,
        "repeat": 8,
    }
    assert the(about(scenario(), held()), "repeat_none")


def test_a_class_whose_sessions_fit_no_programme():
    chosen = scenario()
    drawn = plan(chosen, held())
    cut = drawn.model_copy(update={"sessions": drawn.sessions[:1]})
    answer = explain(chosen, cut, "class", "K1", "en")
    assert codes(answer) == {"class_unreadable"}


def test_the_least_size_of_a_programme_is_told():
    chosen = scenario(programmes=(programme(size={"min": 4, "max": 10}),))
    assert the(about(chosen), "shut_people").values == {"most": 3, "least": 4}
