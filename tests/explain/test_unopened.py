"""What is said of classes that did not open, one obstacle after the other, worked out by hand."""

from datetime import date

from tests.builders import (
    cadre,
    held,
    lecturer,
    module,
    programme,
    qualified,
    room,
    scenario,
    tier,
    training_class,
    unit,
    venue,
)
from tests.explain.asking import shut, told

MONDAY = {"from": "2024-03-04", "to": "2024-03-04"}
TWO = (training_class("K1", window=MONDAY), training_class("K2", window=MONDAY))


def test_fixed_to_stay_closed():
    chosen = scenario(classes=(training_class(fixed={"open": False}),))
    assert shut(chosen).code == "shut_fixed"


def test_fixes_people_who_are_not_planned():
    chosen = scenario(
        cadres=(cadre(1), cadre(2, eligible=False)),
        classes=(training_class(fixed={"cadres": ("CB-0002",)}),),
    )
    why = shut(chosen)
    assert (why.code, why.values["count"]) == ("shut_strangers", 1)


def test_too_long():
    chosen = scenario(
        modules=(module("M1", "a", sessions=3), module("M2", "b"), module("M3", sessions=4)),
        programmes=(
            programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3")},), max_days=1),
        ),
    )
    why = shut(chosen)
    assert (why.code, why.values) == ("shut_long", {"days": 2, "limit": 1})


def test_electives_that_do_not_fit():
    chosen = scenario(
        modules=(module("M1"), module("M2"), module("M3")),
        programmes=(programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3")},)),),
        classes=(training_class(fixed={"electives": ("M2", "M3")}),),
    )
    assert shut(chosen).code == "shut_electives"


def test_no_days_in_a_row():
    chosen = scenario(
        modules=(module("M1", sessions=2), module("M2", sessions=2)),
        classes=(training_class(window=MONDAY),),
    )
    why = shut(chosen)
    assert why.code == "shut_dates"
    assert why.text == "there are no 2 class days in a row from 04/03/2024 to 04/03/2024"


def test_a_fixed_start_on_a_sunday():
    chosen = scenario(classes=(training_class(fixed={"start": "2024-03-03"}),))
    why = shut(chosen)
    assert (why.code, why.values["start"]) == ("shut_start", date(2024, 3, 3))


def test_rooms_too_small_or_none():
    chosen = scenario(programmes=(programme(size={"min": 12, "max": 20}),))
    why = shut(chosen)
    assert (why.code, why.values) == ("shut_small_rooms", {"seats": 10, "least": 12})
    chosen = scenario(classes=(training_class(venues=("V2",)),), venues=(venue(), venue("V2")))
    assert shut(chosen).code == "shut_no_rooms"


def test_the_room_is_never_available():
    chosen = scenario(
        classes=(training_class(window=MONDAY),),
        unavailability=({"kind": "room", "id": "R1", "slot": "S", **MONDAY},),
    )
    assert shut(chosen).code == "shut_room_away"


def test_nobody_is_qualified():
    chosen = scenario(qualifications=(qualified("L1", "M1"), qualified("L2", "M1")))
    why = shut(chosen)
    assert (why.code, why.values["modules"]) == ("shut_unqualified", ("M2",))


def test_lecturers_have_no_sessions_left():
    chosen = scenario(
        lecturers=(lecturer("L1", max_sessions=1), lecturer("L2")),
        qualifications=(qualified("L1", "M1"), qualified("L2", "M2")),
        classes=(training_class("K1"), training_class("K2")),
    )
    why = shut(chosen, held(cadres=(1,)))
    assert why.code == "shut_sessions"
    assert why.values == {"modules": ("M1",), "need": 1, "left": 0}


def test_two_modules_share_one_lecturer_who_has_one_session():
    chosen = scenario(
        lecturers=(lecturer("L1", max_sessions=1), lecturer("L2"), lecturer("L3")),
        modules=(module("M1"), module("M2"), module("M3")),
        programmes=(programme(modules=("M1", "M2", "M3")),),
        qualifications=(qualified("L1", "M1"), qualified("L1", "M2"), qualified("L2", "M3")),
    )
    why = shut(chosen)
    assert why.values == {"modules": ("M1", "M2"), "need": 2, "left": 1}


def test_one_session_each_cannot_give_a_module_of_two():
    chosen = scenario(
        lecturers=(lecturer("L1", max_sessions=1), lecturer("L2", max_sessions=1)),
        modules=(module("M1", sessions=2), module("M2", periods=0)),
        programmes=(programme(modules=("M1",)),),
    )
    assert shut(chosen).values == {"modules": ("M1",), "need": 2, "left": 0}


def test_the_room_is_taken():
    why = shut(scenario(classes=TWO), held(cadres=(1,)))
    assert (why.code, why.values["dates"]) == ("shut_rooms_taken", 1)


def test_nobody_is_free_to_teach_on_the_days_left():
    chosen = scenario(
        classes=(training_class("K1", window={"from": "2024-03-04", "to": "2024-03-05"}),),
        qualifications=(qualified("L1", "M1"), qualified("L2", "M2")),
        unavailability=(
            {"kind": "lecturer", "id": "L1", "from": "2024-03-04", "to": "2024-03-05"},
            {"kind": "lecturer", "id": "L2", **MONDAY},
        ),
    )
    why = shut(chosen)
    assert why.code == "shut_teaching_days"
    assert why.values == {"dates": 2, "module": "M1", "times": 2}


def test_the_lecturer_teaches_elsewhere_on_the_day():
    chosen = scenario(
        venues=(venue(), venue("V2")),
        rooms=(room(), room("R2", venue="V2")),
        classes=(*TWO,),
    )
    why = shut(chosen, held(cadres=(1,)))
    assert (why.code, why.values["module"]) == ("shut_teaching_days", "M1")


def test_too_few_people_together():
    chosen = scenario(
        programmes=(programme(size={"min": 3, "max": 10}),),
        rules={"max_absent": 2},
    )
    why = shut(chosen)
    assert (why.code, why.values) == ("shut_people", {"most": 2, "least": 3})


def test_a_cover_group_counts_once():
    chosen = scenario(
        programmes=(programme(size={"min": 3, "max": 10}),),
        cadres=(cadre(1, cover_group="g"), cadre(2, cover_group="g"), cadre(3)),
    )
    assert shut(chosen).values == {"most": 2, "least": 3}


def test_people_who_attend_already_do_not_count():
    chosen = scenario(
        programmes=(programme(size={"min": 2, "max": 10}),),
        classes=(training_class("K1"), training_class("K2")),
        rooms=(room(capacity=2),),
    )
    assert shut(chosen, held(cadres=(1, 2))).values == {"most": 1, "least": 2}


def test_the_budget_does_not_reach():
    # a class costs fees of 100 for each module and 50 for the room; L2 takes 200
    chosen = scenario(rules={"budget": 249})
    why = shut(chosen)
    assert (why.code, why.values) == ("shut_budget", {"need": 250.0, "left": 249.0})


def test_it_was_not_worth_it():
    chosen = scenario(objective=({"classes": 1}, {"shortfall": 1}))
    why = shut(chosen)
    assert why.code == "shut_worse"
    assert why.values["price"].values["level"] == 1


def test_it_could_have_opened_and_been_better():
    why = shut(scenario())
    assert why.code == "shut_missed"
    assert why.values["size"] == 3
    assert why.values["price"].values["level"] == 1
    assert why.values["price"].values["change"] == -3


def test_each_limit_alone_leaves_room_but_not_all_together():
    # both modules are needed in the morning, the only slot in which L1 and L2 are there
    chosen = scenario(
        classes=(training_class(window=MONDAY),),
        unavailability=(
            {"kind": "lecturer", "id": "L1", "slot": "C", **MONDAY},
            {"kind": "lecturer", "id": "L2", "slot": "C", **MONDAY},
        ),
    )
    why = shut(chosen)
    assert (why.code, why.values["tried"]) == ("shut_together", 1)


def test_alike_classes_are_named_in_one_sentence():
    chosen = scenario(
        classes=tuple(training_class(f"K{n}") for n in (1, 2, 3)),
        lecturers=(lecturer("L1", max_sessions=2),),
        qualifications=(qualified("L1"),),
    )
    parts = (("M1", "L1"), ("M2", "L1"))
    texts = told(chosen, held(cadres=(1,), parts=parts))
    assert texts[-1] == (
        "K2, K3 (A) did not open: those who could still teach M1 have too few sessions left: "
        "1 needed, 0 left."
    )


def test_classes_of_tiers_that_are_not_short_are_left_out():
    chosen = scenario(
        tiers=(tier(), tier("D", target={"count": 0})),
        programmes=(programme(), programme("B", tiers=("D",))),
        classes=(training_class("K1"), training_class("K2", programme="B")),
        rooms=(room(capacity=2),),
    )
    assert not [text for text in told(chosen, held(cadres=(1, 2))) if "K2" in text]


def test_the_estimate_of_one_more_class():
    chosen = scenario(
        units=(unit(), unit("U2")),
        cadres=(*(cadre(n) for n in range(1, 6)), cadre(6, unit="U2")),
        venues=(venue(serves=("U1",)),),
        rooms=(room(capacity=2),),
        rules={"max_absent": 3},
        classes=(training_class(window={"from": "2024-03-04", "to": "2024-03-05"}),),
    )
    texts = told(chosen, held(cadres=(1, 2)))
    assert (
        "Estimate, lecturers aside: one more class of programme A at V1 could take up to 2 of the "
        "uncovered of tier P, for example from 05/03/2024." in texts
    )


def test_the_estimate_names_a_class_that_did_not_open():
    chosen = scenario(classes=TWO, rooms=(room(capacity=2),))
    assert (
        "Estimate, lecturers aside: class K2 (A), if it opened at V1, could take up to 1 of the "
        "uncovered of tier P, for example from 04/03/2024." in told(chosen, held(cadres=(1, 2)))
    )


def test_the_estimate_without_caps():
    chosen = scenario(rules={"max_absent": 1}, rooms=(room(capacity=2),))
    assert (
        "Estimate: without the cap on absences up to 1 of tier P could take the 1 free seats."
        in told(chosen, held(cadres=(1,)))
    )


def test_no_plan_reaches_the_target():
    chosen = scenario(
        cadres=(cadre(1), cadre(2), cadre(3, title="x")),
        programmes=(programme(titles=("y",)), programme("B")),
        venues=(venue(serves=("U1",)),),
        units=(unit(), unit("U2")),
        classes=(training_class(programme="B"),),
    )
    moved = chosen.model_copy(update={"cadres": (cadre(1), cadre(2), cadre(3, unit="U2"))})
    texts = told(moved, held(cadres=(1, 2)))
    assert texts[1] == (
        "No plan of this scenario covers 1 of them, so every plan is at least 1 short."
    )


def test_too_few_seats_in_all_classes():
    chosen = scenario(rooms=(room(capacity=2),))
    assert (
        "The classes that admit tier P have 2 seats at most; 3 more people would have to be "
        "covered." in told(chosen, held(cadres=(1, 2)))
    )


def test_a_target_larger_than_the_tier():
    chosen = scenario(tiers=(tier(target={"count": 5}),))
    texts = told(chosen, held())
    assert texts[0].startswith("Tier P: 2 short of the target of 5, although all 3 planned cadres")


def test_nobody_is_named():
    chosen = scenario(
        cadres=(cadre(1, cover_group="g"), cadre(2, cover_group="g"), cadre(3)),
        unavailability=({"kind": "cadre", "id": "CB-0003", **MONDAY, "reason": "ốm"},),
        classes=(training_class(window=MONDAY),),
    )
    for language in ("en", "vi"):
        text = " ".join(told(chosen, held(cadres=(1,)), language=language))
        assert text
        for word in ("CB-", "Cán bộ 00", "ốm"):
            assert word not in text
