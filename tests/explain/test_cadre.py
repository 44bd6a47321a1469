"""What is said of one cadre, worked out by hand."""

from datetime import date

import pytest

from tests.builders import (
    cadre,
    held,
    history,
    lecturer,
    module,
    plan,
    programme,
    qualified,
    room,
    scenario,
    tier,
    training_class,
    unit,
    venue,
)
from tests.explain.asking import ask, codes, every, the

TUESDAY = date(2024, 3, 5)
DAY = {"from": "2024-03-04", "to": "2024-03-04"}
FOUR = ("L1", "L2", "L3", "L4")
TWO = (training_class("K1"), training_class("K2"))


def about(chosen, *opened, number=1):
    return ask(chosen, "cadre", f"CB-{number:04}", *opened)


def test_who_it_is():
    answer = about(scenario(cadres=(cadre(1, title="Trưởng phòng"),)))
    assert answer.title == "Cadre CB-0001: Cán bộ 0001"
    assert the(answer, "cadre").values == {
        "tier": "P",
        "unit": "U1",
        "unit_name": "Đơn vị U1",
        "title": "Trưởng phòng",
    }


def test_somebody_who_is_not_planned():
    chosen = scenario(cadres=(cadre(1, eligible=False), cadre(2, active_to="2024-06-30")))
    assert codes(about(chosen)) == {"cadre", "not_eligible"}
    gone = the(about(chosen, number=2), "not_active")
    assert gone.values == {
        "day": date(2024, 12, 31),
        "first": None,
        "last": date(2024, 6, 30),
    }


@pytest.mark.parametrize(
    ("opened", "past", "code"),
    [
        ((held(cadres=(1,)),), (), "covered_by_plan"),
        ((), (history("CB-0001", "X", "2023-05-05", "M1"),), "covered_before"),
        ((), (), "uncovered"),
    ],
)
def test_covered_or_not(opened, past, code):
    answer = about(scenario(history=past), *opened)
    states = {"covered_by_plan", "covered_before", "uncovered"}
    assert codes(answer) & states == {code}


def test_requirements_in_numbers():
    chosen = scenario(
        requirements=(
            {"id": "hours", "tiers": ("P",), "window": "term", "unit": "period", "min": 20},
        ),
        history=(history("CB-0001", "X", "2023-05-05", "M1"),),
    )
    values = the(about(chosen, held(cadres=(1,))), "requirement").values
    assert (values["least"], values["before"], values["plan"], values["rest"]) == (20, 4, 8, 8)


def test_a_tier_without_a_requirement():
    chosen = scenario(requirements=())
    assert the(about(chosen), "no_requirement")


def test_the_class_attended_with_what_was_heard_before():
    chosen = scenario(
        units=(unit(lat=16.0, lon=107.0),),
        venues=(venue(lat=16.0, lon=107.5),),
        history=(
            history("CB-0001", "X", "2022-05-05", "M1", counts_for=()),
            history("CB-0001", "Y", "2023-06-06", "M1", counts_for=()),
            history("CB-0001", "Z", "2018-06-06", "M2", counts_for=()),
            history("CB-0001", "Z", "2023-07-07", "M2", counts_for=(), completed=False),
        ),
    )
    answer = about(chosen, held(cadres=(1,)))
    attends = the(answer, "attends")
    assert attends.values["repeat"] == 4
    assert attends.values["km"] == pytest.approx(69.48, abs=0.01)
    heard = the(answer, "heard")
    assert heard.text == "a: 4 periods, had in M1 on 06/06/2023"


def test_what_leaving_the_class_would_change():
    chosen = scenario()
    price = the(about(chosen, held()), "leaving").values["price"]
    assert (price.code, price.values["level"], price.values["change"]) == ("price_worse", 1, 1)
    small = scenario(programmes=(programme(size={"min": 3, "max": 10}),))
    assert the(about(small, held()), "leaving_small").values == {"size": 2, "least": 3}
    fixed = scenario(classes=(training_class(fixed={"cadres": ("CB-0001",)}),))
    assert the(about(fixed, held()), "must_attend")


def barred(chosen, *opened, number=1):
    """The facts below the only open class that is not attended."""
    return the(about(chosen, *opened, number=number), "open_class").details


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"programmes": (programme(titles=("x",)),)},
            "the programme admits only the titles x [H1]",
        ),
        (
            {"cadres": (cadre(1, active_from="2024-03-06"), cadre(2))},
            "is active only from 06/03/2024 on [H1]",
        ),
        ({"rooms": (room(capacity=1),)}, None),
        (
            {
                "venues": (venue(serves=("U2",)),),
                "units": (unit(), unit("U2")),
            },
            "venue V1 does not serve unit U1 [H10]",
        ),
        (
            {
                "unavailability": (
                    {
                        "kind": "cadre",
                        "id": "CB-0001",
                        "from": "2024-03-04",
                        "to": "2024-03-07",
                        "reason": "công tác",
                    },
                )
            },
            "away: 04/03/2024 to 07/03/2024 (công tác) [H11]",
        ),
        (
            {
                "unavailability": (
                    {"kind": "unit", "id": "U1", "from": "2024-03-01", "to": "2024-03-04"},
                )
            },
            "away: 01/03/2024 to 04/03/2024 (unit U1 is away) [H11]",
        ),
        (
            {
                "calendar": {
                    "closures": (
                        {"from": "2024-03-04", "to": "2024-03-04", "units": ("U1",)},
                        {
                            "from": "2024-03-04",
                            "to": "2024-03-04",
                            "units": ("U1",),
                            "tiers": ("D",),
                        },
                    )
                },
                "tiers": (tier(), tier("D")),
            },
            "away: 04/03/2024 to 04/03/2024 (closure of U1) [H11]",
        ),
        ({"rules": {"max_absent": 1}}, None),
        (
            {
                "rules": {"max_repeat_share": 0.4},
                "history": (history("CB-0001", "X", "2023-05-05", "M1", counts_for=()),),
            },
            "has had 4 of 8 periods (50%), 3.2 are allowed [H13]",
        ),
    ],
)
def test_what_keeps_a_cadre_out(fields, text):
    found = [fact.text for fact in barred(scenario(**fields), held(cadres=(2,)))]
    if text is not None:
        assert found == [text]
    else:  # a full class or a full unit: somebody can make way
        assert [text.startswith("in place of CB-0002") for text in found] == [False, True]


def test_a_full_class_is_priced_against_the_member_whose_loss_is_least():
    chosen = scenario(
        rooms=(room(capacity=2),),
        cadres=(cadre(1, priority=2), cadre(2, priority=3), cadre(3, priority=1)),
    )
    way = barred(chosen, held(cadres=(2, 3)))[-1]
    assert (way.code, way.values["other"]) == ("if_replacing", "CB-0003")
    assert way.values["price"].values["change"] == -1


def test_a_full_unit_can_only_exchange_its_own_people():
    chosen = scenario(
        units=(unit(), unit("U2")),
        cadres=(cadre(1), cadre(2, priority=5), cadre(3, unit="U2")),
        rules={"max_absent": 1},
    )
    way = barred(chosen, held(cadres=(2, 3)))[-1]
    assert way.values["other"] == "CB-0002"


def test_of_a_cover_group_the_mate_makes_way_only_in_the_same_class():
    group = tuple(cadre(n, cover_group="g") for n in (1, 2))
    chosen = scenario(cadres=(*group, cadre(3)))
    way = barred(chosen, held(cadres=(2, 3)))[-1]
    assert (way.code, way.values["other"]) == ("if_replacing", "CB-0002")
    chosen = scenario(
        cadres=(*group, cadre(3)),
        classes=TWO,
        rooms=(room(), room("R2")),
        lecturers=tuple(lecturer(name) for name in FOUR),
        qualifications=tuple(qualified(name) for name in FOUR),
    )
    other = held("K2", room_id="R2", parts=(("M1", "L3"), ("M2", "L4")), cadres=(3,))
    answer = about(chosen, held(cadres=(2,)), other)
    rows = {f.values["class_id"]: f for f in every(answer) if f.code == "open_class"}
    assert [d.code for d in rows["K2"].details] == ["bar_group", "bar_nobody_replaced"]
    assert "CB-0002 of the same cover group g attends K1" in rows["K2"].details[0].text


def test_moving_from_another_class():
    chosen = scenario(classes=TWO)
    opened = (held(cadres=(1, 2)), held("K2", TUESDAY, cadres=(3,)))
    way = barred(chosen, *opened)[-1]
    assert (way.code, way.values["left"]) == ("if_moved", ("K1",))
    assert way.values["price"].code == "price_none"


def test_a_class_that_cannot_spare_anybody():
    chosen = scenario(classes=TWO, programmes=(programme(size={"min": 2, "max": 10}),))
    chosen = chosen.model_copy(update={"cadres": tuple(cadre(n) for n in range(1, 5))})
    opened = (held(cadres=(1, 2)), held("K2", TUESDAY, cadres=(3, 4)))
    text = barred(chosen, *opened)[0].text
    assert text == "leaving K1 would leave it 1 people, at least 2 are needed [H3]"


def test_a_cadre_fixed_elsewhere():
    chosen = scenario(
        classes=(training_class("K1", fixed={"cadres": ("CB-0001",)}), training_class("K2"))
    )
    opened = (held(cadres=(1,)), held("K2", TUESDAY, cadres=(2,)))
    assert barred(chosen, *opened)[0].text == "is fixed to attend K1 [H15]"


def test_two_classes_allowed_but_not_on_one_day():
    chosen = scenario(
        classes=TWO,
        rooms=(room(), room("R2")),
        rules={"max_classes_per_cadre": 2},
        lecturers=tuple(lecturer(name) for name in FOUR),
        qualifications=tuple(qualified(name) for name in FOUR),
    )
    parts = (("M1", "L3"), ("M2", "L4"))
    same_day = held("K2", room_id="R2", parts=parts, cadres=(2,))
    assert barred(chosen, held(cadres=(1, 3)), same_day)[-1].code == "if_moved"
    next_day = held("K2", TUESDAY, cadres=(2,))
    found = barred(chosen, held(cadres=(1,)), next_day)
    assert [fact.code for fact in found] == ["possible", "if_added"]
    assert found[0].values["repeat"] == 8  # both modules again


def test_the_budget_forbids():
    rules = {"allowance_per_person_day": 40, "budget": 450}
    found = barred(scenario(rules=rules), held(cadres=(2, 3)))
    assert [fact.text for fact in found] == ["over the budget: 470 of 450 [H14]"]


def test_frozen_classes_keep_their_people():
    chosen = scenario()
    chosen = chosen.model_copy(
        update={"baseline": plan(chosen, held(cadres=(2,))), "freeze_before": TUESDAY}
    )
    assert "is frozen" in barred(chosen, held(cadres=(2,)))[0].text


def test_classes_for_other_tiers_stand_together():
    chosen = scenario(
        tiers=(tier(), tier("D")),
        programmes=(programme(tiers=("D",)),),
        classes=(*TWO, training_class("K3")),
        cadres=(cadre(1), cadre(2, tier="D")),
    )
    answer = about(chosen, held(cadres=(2,)))
    found = [fact.values["classes"] for fact in every(answer) if fact.code == "other_tiers"]
    assert found == [("K1",), ("K2", "K3")]


def closed(chosen, *opened, number=1):
    """The codes of what is said about the closed classes."""
    return [f.code for f in the(about(chosen, *opened, number=number), "closed_class").details]


def test_closed_classes_and_the_rule_that_speaks_against_them():
    week = {"from": "2024-03-04", "to": "2024-03-08"}
    assert closed(scenario()) == ["could_take", "not_opened"]
    assert closed(scenario(programmes=(programme(titles=("x",)),))) == ["bar_title"]
    away = {"kind": "cadre", "id": "CB-0001", **week}
    chosen = scenario(classes=(training_class(window=week),), unavailability=(away,))
    assert closed(chosen) == ["bar_never_present", "not_opened"]
    chosen = scenario(
        rules={"max_repeat_share": 0.4},
        history=(history("CB-0001", "X", "2023-05-05", "M1", counts_for=()),),
    )
    assert closed(chosen) == ["bar_share", "not_opened"]
    chosen = scenario(venues=(venue(serves=("U2",)),), units=(unit(), unit("U2")))
    assert closed(chosen) == ["bar_never_served", "not_opened"]
    assert closed(scenario(rooms=(room(capacity=0),))) == ["not_opened"]


def test_of_several_menus_the_one_that_can_be_had_is_offered():
    chosen = scenario(
        modules=(module("M1", "a"), module("M2", "b"), module("M3", "c")),
        programmes=(programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3")},)),),
        rules={"max_repeat_share": 0.4},
        history=(history("CB-0001", "X", "2023-05-05", "M2", counts_for=()),),
    )
    fact = the(about(chosen), "could_take")
    assert (fact.values["start"], fact.values["repeat"]) == (date(2024, 1, 1), 0)
