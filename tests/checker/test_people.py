"""H1, H2, H3, H12 and H13: silent on a legal plan, exact words when broken, silent next door."""

from datetime import date

import pytest

from tests.builders import (
    MONDAY,
    cadre,
    held,
    history,
    module,
    plan,
    programme,
    scenario,
    tier,
    training_class,
    unit,
)
from tests.checker.saying import breaches, rules_broken

TUESDAY, WEDNESDAY = date(2024, 3, 5), date(2024, 3, 6)
TWO_CLASSES = (training_class("K1"), training_class("K2"))


def test_default_plan_is_legal():
    s = scenario()
    assert breaches(s, plan(s, held())) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"eligible": False}, "CB-0001 attends K1 but is not eligible"),
        (
            {"active_to": "2024-12-30"},
            "CB-0001 attends K1 but is not active on 2024-12-31, the last day of the horizon",
        ),
        ({"tier": "D"}, "CB-0001 is of tier D, which programme A of K1 does not admit"),
        (
            {"title": "Phó Bí thư"},
            "CB-0001 has the title Phó Bí thư, which programme A of K1 does not admit",
        ),
        ({"title": None}, "CB-0001 has the title -, which programme A of K1 does not admit"),
        ({"active_from": "2024-03-05"}, "CB-0001 attends K1 but is not active on 2024-03-04"),
    ],
)
def test_h1_speaks(fields, message):
    s = scenario(
        tiers=(tier("P"), tier("D")),
        cadres=(cadre(1, **{"title": "Bí thư"} | fields), cadre(2, title="Bí thư")),
        programmes=(programme(titles=("Bí thư",)),),
    )
    assert breaches(s, plan(s, held(cadres=[1, 2]))) == [("H1", "CB-0001", message)]


def test_h1_is_silent_for_who_becomes_active_on_the_first_class_day():
    s = scenario(cadres=(cadre(1, active_from=MONDAY, active_to="2024-12-31"),))
    assert breaches(s, plan(s, held(cadres=[1]))) == []


def test_h1_wants_activity_on_every_day():
    parts = [("M1", "L1"), "discussion", ("M2", "L2")]
    s = scenario(
        cadres=(cadre(1, active_from=TUESDAY),),
        programmes=(programme(activities=({"kind": "discussion", "sessions": 1},)),),
    )
    found = breaches(s, plan(s, held(parts=parts, cadres=[1])))
    assert found == [("H1", "CB-0001", "CB-0001 attends K1 but is not active on 2024-03-04")]


def test_h2_counts_classes():
    s = scenario(classes=TWO_CLASSES)
    both = plan(s, held("K1"), held("K2", TUESDAY, cadres=[1]))
    assert breaches(s, both) == [("H2", "CB-0001", "CB-0001 attends 2 classes (K1, K2), at most 1")]
    allowed = scenario(classes=TWO_CLASSES, rules={"max_classes_per_cadre": 2})
    assert breaches(allowed, both) == []


def test_h2_keeps_days_apart():
    s = scenario(
        classes=TWO_CLASSES,
        rooms=(
            {"id": "R1", "venue": "V1", "capacity": 9},
            {"id": "R2", "venue": "V1", "capacity": 9},
        ),
        rules={"max_classes_per_cadre": 2},
    )
    second = held("K2", room_id="R2", parts=[("M2", "L2"), ("M1", "L1")], cadres=[3])
    found = breaches(s, plan(s, held("K1"), second))
    assert found == [("H2", "CB-0003", "CB-0003 attends K1 and K2 on 2024-03-04")]


@pytest.mark.parametrize(
    ("size", "capacity", "message"),
    [
        ((4, 10), 10, "K1 has 3 cadres, at least 4"),
        ((1, 2), 10, "K1 has 3 cadres, at most 2"),
        ((1, 10), 2, "K1 has 3 cadres, room R1 holds 2"),
    ],
)
def test_h3_speaks(size, capacity, message):
    s = scenario(
        programmes=(programme(size={"min": size[0], "max": size[1]}),),
        rooms=({"id": "R1", "venue": "V1", "capacity": capacity},),
    )
    assert breaches(s, plan(s, held())) == [("H3", "K1", message)]


def test_h3_is_silent_at_the_limits():
    s = scenario(
        programmes=(programme(size={"min": 3, "max": 3}),),
        rooms=({"id": "R1", "venue": "V1", "capacity": 3},),
    )
    assert breaches(s, plan(s, held())) == []


def test_h3_closed_class_has_nobody():
    s = scenario(classes=TWO_CLASSES)
    good = plan(s, held("K1"))
    rows = (*good.enrolments, good.enrolments[0].model_copy(update={"class_id": "K2"}))
    bad = good.model_copy(update={"enrolments": rows})
    assert breaches(s, bad) == [("H3", "K2", "K2 does not open but has 1 cadres")]


def test_h12_share_is_floored_on_the_decimal_as_written():
    cadres = tuple(cadre(number) for number in range(1, 26))
    s = scenario(
        cadres=cadres,
        programmes=(programme(size={"min": 1, "max": 25}),),
        rooms=({"id": "R1", "venue": "V1", "capacity": 25},),
        rules={"max_absent": 0.28},
    )
    assert breaches(s, plan(s, held(cadres=range(1, 8)))) == []
    found = breaches(s, plan(s, held(cadres=range(1, 9))))
    assert [(rule, subject) for rule, subject, _ in found] == [("H12", "U1")]
    assert found[0][2].startswith("unit U1 has 8 cadres in class on 2024-03-04, at most 7: CB-0001")


def test_h12_unit_has_its_own_head_count_and_stands_alone():
    s = scenario(
        units=(unit("U1", max_absent=1), unit("U11", parent="U1")),
        cadres=(cadre(1), cadre(2, unit="U11"), cadre(3, unit="U11")),
    )
    assert breaches(s, plan(s, held())) == []


def test_h12_two_of_a_cover_group():
    cadres = (cadre(1, cover_group="G"), cadre(2), cadre(3, cover_group="G"))
    s = scenario(cadres=cadres, classes=TWO_CLASSES)
    assert breaches(s, plan(s, held())) == [
        ("H12", "G", "cover group G has 2 cadres in class on 2024-03-04: CB-0001, CB-0003")
    ]
    apart = plan(s, held("K1", cadres=[1, 2]), held("K2", TUESDAY, cadres=[3]))
    assert breaches(s, apart) == []


def test_h13_share_exactly_at_the_limit_and_beyond():
    # M1 gives a 4, M2 gives b 2 and c 2: 8 topic periods, the unknown module brings none.
    s = scenario(
        modules=(module("M1", "a"), module("M2", "b;c"), module("X1", "a;b")),
        history=(
            history("CB-0001", "O1", "2023-05-05", "M1"),
            history("CB-0002", "O1", "2023-05-05", "X1"),
            history("CB-0003", "O1", "2023-05-05", "X9"),
        ),
        rules={"max_repeat_share": 0.5},
    )
    assert breaches(s, plan(s, held())) == [
        ("H13", "CB-0002", "CB-0002 has had 6 of the 8 topic periods of K1, at most 4")
    ]


def test_h13_counts_electives():
    s = scenario(
        modules=(module("M1", "a"), module("E1", "e"), module("E2", "f")),
        programmes=(programme(modules=("M1",), choose=({"count": 1, "from": ("E1", "E2")},)),),
        history=(history("CB-0001", "O1", "2023-05-05", "E1"),),
        rules={"max_repeat_share": 0.4},
    )
    with_e1 = plan(s, held(parts=[("M1", "L1"), ("E1", "L1")]))
    assert rules_broken(s, with_e1) == {("H13", "CB-0001")}
    assert rules_broken(s, plan(s, held(parts=[("M1", "L1"), ("E2", "L1")]))) == set()
