"""One scenario for each cause of staying uncovered, worked out by hand."""

from datetime import date

import pytest

from tests.builders import (
    cadre,
    held,
    history,
    module,
    plan,
    programme,
    room,
    scenario,
    tier,
    training_class,
    unit,
    venue,
)
from tests.explain.asking import parts, told

TUESDAY = date(2024, 3, 5)


def test_without_a_shortfall_nothing_is_said():
    assert told(scenario(), held()) == ()


def test_nobody_is_admitted():
    chosen = scenario(programmes=(programme(titles=("Trưởng phòng",)),))
    assert parts(chosen) == {"admitted": 3}


def test_one_of_another_tier_does_not_count():
    chosen = scenario(
        tiers=(tier(), tier("D")),
        cadres=(cadre(1), cadre(2), cadre(3, tier="D")),
    )
    assert parts(chosen, held(cadres=(1, 2)), tier=1) == {"admitted": 1}


def test_the_classes_count_for_something_else():
    chosen = scenario(programmes=(programme(counts_for=()),))
    assert parts(chosen, held()) == {"attends": 3}
    assert parts(chosen) == {"given": 3}


def test_one_class_is_not_enough():
    chosen = scenario(
        requirements=({"id": "q", "tiers": ("P",), "window": "term", "unit": "class", "min": 2},),
        history=(history("CB-0001", "X", "2023-05-05", "M1"),),
    )
    assert parts(chosen, held(cadres=(1,))) == {"given": 2}


def test_two_of_three_classes_are_allowed():
    chosen = scenario(
        requirements=({"id": "q", "tiers": ("P",), "window": "term", "unit": "class", "min": 3},),
        rules={"max_classes_per_cadre": 2},
        classes=(training_class("K1"), training_class("K2"), training_class("K3")),
    )
    assert parts(chosen, held(cadres=(1,))) == {"given": 3}


def test_no_date_or_room_is_possible():
    chosen = scenario(rooms=(room(capacity=0),))
    assert parts(chosen) == {"dated": 3}
    chosen = scenario(classes=(training_class(window={"from": "2024-03-02", "to": "2024-03-03"}),))
    assert parts(chosen) == {"dated": 3}


def test_a_programme_too_long_for_its_days_has_no_date():
    chosen = scenario(
        modules=(module("M1", "a", sessions=3), module("M2", "b")),
        programmes=(programme(max_days=1),),
    )
    assert parts(chosen) == {"dated": 3}


def test_away_on_every_possible_day():
    chosen = scenario(
        classes=(training_class(window={"from": "2024-03-04", "to": "2024-03-06"}),),
        unavailability=(
            {"kind": "cadre", "id": "CB-0001", "from": "2024-03-04", "to": "2024-03-06"},
            {"kind": "cadre", "id": "CB-0002", "from": "2024-03-04", "to": "2024-03-05"},
        ),
    )
    assert parts(chosen, held(cadres=(3,))) == {"away": 1, "elsewhere": 1}


def test_not_yet_active_on_any_possible_day_is_away():
    chosen = scenario(
        cadres=(cadre(1, active_from="2024-06-01"), cadre(2)),
        classes=(training_class(window={"from": "2024-03-04", "to": "2024-03-08"}),),
    )
    assert parts(chosen, held(cadres=(2,))) == {"away": 1}


def test_had_too_much_of_every_class():
    chosen = scenario(
        rules={"max_repeat_share": 0.4},
        history=(history("CB-0001", "X", "2023-05-05", "M1", counts_for=()),),
    )
    assert parts(chosen, held(cadres=(2, 3))) == {"repeat": 1}
    same = chosen.model_copy(
        update={"rules": chosen.rules.model_copy(update={"max_repeat_share": 0.5})}
    )
    assert parts(same, held(cadres=(2, 3))) == {"spare": 1}


def test_no_venue_serves_the_unit():
    chosen = scenario(
        units=(unit(), unit("U2")),
        cadres=(cadre(1), cadre(2, unit="U2")),
        venues=(venue(serves=("U1",)),),
    )
    assert parts(chosen, held(cadres=(1,))) == {"venue": 1}
    text = told(chosen, held(cadres=(1,)))[0]
    assert "1 are in units that no venue of such a class serves (most: U2 1)." in text


def test_only_a_class_that_did_not_open_could_take_them():
    chosen = scenario(
        classes=(training_class("K1"), training_class("K2", programme="B")),
        programmes=(programme(), programme("B", titles=("x",))),
        cadres=(cadre(1), cadre(2, title="x")),
        rules={"max_repeat_share": 0},
        history=(history("CB-0002", "X", "2023-05-05", "M1", counts_for=()),),
        modules=(module("M1", "a"), module("M2", "b"), module("M3", "c")),
    )
    other = chosen.model_copy(
        update={
            "programmes": (
                programme(),
                programme("B", titles=("x",), modules=("M2", "M3")),
            )
        }
    )
    assert parts(other, held(cadres=(1,))) == {"closed": 1}
    assert parts(chosen, held(cadres=(1,))) == {"repeat": 1}


def test_a_class_fixed_to_stay_closed_could_take_nobody():
    chosen = scenario(classes=(training_class(fixed={"open": False}),))
    assert parts(chosen) == {"admitted": 3}


def test_an_open_class_on_other_days_could_take_them():
    chosen = scenario(
        unavailability=(
            {"kind": "cadre", "id": "CB-0001", "from": "2024-03-04", "to": "2024-03-04"},
        ),
    )
    assert parts(chosen, held(cadres=(2, 3))) == {"elsewhere": 1}


def test_open_classes_are_full():
    chosen = scenario(rooms=(room(capacity=2),))
    assert parts(chosen, held(cadres=(1, 2))) == {"full": 1}


def test_the_units_cap_holds_them_back_where_seats_are_free():
    chosen = scenario(rules={"max_absent": 2})
    assert parts(chosen, held(cadres=(1, 2))) == {"unit_cap": 1}


def test_a_full_class_beside_a_capped_one_is_the_cap():
    chosen = scenario(
        cadres=tuple(cadre(n) for n in (1, 2, 3)),
        rules={"max_absent": 1},
        rooms=(room(capacity=1), room("R2")),
        classes=(training_class("K1"), training_class("K2")),
    )
    opened = (
        held(cadres=(1,)),
        held("K2", TUESDAY, room_id="R2", cadres=(2,)),
    )
    assert parts(chosen, *opened) == {"unit_cap": 1}


def test_the_cover_group_holds_them_back():
    chosen = scenario(cadres=(cadre(1, cover_group="g"), cadre(2, cover_group="g"), cadre(3)))
    assert parts(chosen, held(cadres=(1, 3))) == {"cover_group": 1}


def test_the_budget_does_not_reach():
    # fees 300, room 50, allowance 40 for each person and day
    rules = {"allowance_per_person_day": 40, "budget": 450}
    assert parts(scenario(rules=rules), held(cadres=(1, 2))) == {"budget": 1}
    assert parts(scenario(rules=rules | {"budget": 470}), held(cadres=(1, 2))) == {"spare": 1}


def test_spare_seats_are_said_as_they_are():
    text = told(scenario(), held(cadres=(1, 2)))[0]
    assert "1 fit into an open class, but were given up for a more important level" in text
    chosen = scenario(tiers=(tier(weight=0),), objective=({"shortfall": 1},))
    texts = told(chosen, held(cadres=(1, 2)))
    assert (
        "1 fit into an open class; covering them as well is worth nothing to the plan" in texts[0]
    )
    assert texts[1] == "The objective gives no weight to this tier's shortfall."


def test_a_frozen_class_takes_nobody_else():
    first = scenario()
    frozen = first.model_copy(
        update={"baseline": plan(first, held(cadres=(1, 2))), "freeze_before": date(2024, 3, 5)}
    )
    assert parts(frozen, held(cadres=(1, 2))) == {"admitted": 1}


def test_the_first_cause_counts_for_each():
    chosen = scenario(
        cadres=(
            cadre(1, title="no"),
            cadre(2),
            cadre(3, unit="U2"),
            cadre(4),
            cadre(5),
            cadre(6),
        ),
        units=(unit(), unit("U2")),
        venues=(venue(serves=("U1",)),),
        programmes=(programme(titles=("yes",)), programme("B")),
        classes=(training_class("K1", programme="B"),),
        rooms=(room(capacity=2),),
        rules={"max_repeat_share": 0},
        history=(history("CB-0002", "X", "2023-05-05", "M1", counts_for=()),),
    )
    assert parts(chosen, held(cadres=(4, 5))) == {"repeat": 1, "venue": 1, "full": 2}


@pytest.mark.parametrize(("language", "word"), [("en", "short of"), ("vi", "thiếu")])
def test_both_languages(language, word):
    texts = told(scenario(rooms=(room(capacity=2),)), held(cadres=(1, 2)), language=language)
    assert word in texts[0]
