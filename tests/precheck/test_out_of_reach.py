"""Every warning about a target: alone, true by the solver's proof, silent next to it."""

import pytest

from tests.builders import (
    cadre,
    history,
    lecturer,
    module,
    programme,
    qualified,
    room,
    tier,
    training_class,
    unit,
    venue,
)
from tests.precheck.test_impossible import MODULES, away, old, window
from tests.precheck.trial import check, codes, found, least_shortfall, sound

TWELVE = {"cadres": tuple(cadre(n) for n in range(1, 13)), "history": old(12)}
REFRESHER = {"id": "refresher", "tiers": ("P",), "window": "term", "unit": "class", "min": 1}
TWO_CLASSES = (training_class("K1"), training_class("K2"))
TWO_IN_ONE = tuple(training_class(k, rooms=("R1",), window=window(4, 4)) for k in ("K1", "K2"))
GROUPED = tuple(cadre(n, cover_group="g") for n in (1, 2, 3))


def seen(*people, module_id="M1"):
    rows = (history(f"CB-{n:04}", "OLD", "2023-05-10", module_id, counts_for=()) for n in people)
    return (*old(3), *rows)


# name: (code, what is wrong, what makes it right again)
SHORT = {
    "too few seats": (
        "SEAT-01",
        TWELVE,
        {"classes": TWO_CLASSES},
    ),
    "no class at all": (
        "SEAT-01",
        {
            "tiers": (tier(), tier("D")),
            "cadres": (cadre(1), cadre(2), cadre(3, tier="D")),
        },
        {"programmes": (programme(tiers=("P", "D")),)},
    ),
    "no programme counts": (
        "SEAT-01",
        {"programmes": (programme(counts_for=()),)},
        {"programmes": (programme(counts_for=("refresher",)),)},
    ),
    "two tiers share the seats": (
        "SEAT-01",
        {
            "tiers": (tier(), tier("D")),
            "cadres": tuple(cadre(n, tier="P" if n < 7 else "D") for n in range(1, 13)),
            "history": old(12),
            "programmes": (programme(tiers=("P", "D")),),
        },
        {"classes": TWO_CLASSES},
    ),
    "more wanted than there are": (
        "TARGET-01",
        {"tiers": (tier(target={"count": 4}),)},
        {"tiers": (tier(target={"count": 3}),)},
    ),
    "more classes asked for than allowed": (
        "REQ-01",
        {"requirements": ({**REFRESHER, "min": 2},), "classes": TWO_CLASSES},
        {"rules": {"max_classes_per_cadre": 2}},
    ),
    "more days asked for than a class has": (
        "REQ-01",
        {"requirements": ({**REFRESHER, "unit": "day", "min": 2},)},
        {
            "modules": MODULES,
            "programmes": (programme(modules=("M1", "M2", "M3")),),
        },
    ),
    "more periods asked for than a class has": (
        "REQ-01",
        {"requirements": ({**REFRESHER, "unit": "period", "min": 9},)},
        {"requirements": ({**REFRESHER, "unit": "period", "min": 8},)},
    ),
    "units let too few go": (
        "UNIT-01",
        {"units": (unit(max_absent=2),)},
        {"classes": TWO_CLASSES},
    ),
    "units let too few go on the dates there are": (
        "UNIT-01",
        {
            "units": (unit(max_absent=2),),
            "rooms": (room(), room("R2")),
            "classes": tuple(training_class(k, window=window(4, 4)) for k in ("K1", "K2")),
        },
        {"classes": tuple(training_class(k, window=window(4, 5)) for k in ("K1", "K2"))},
    ),
    "a cover group has too few dates": (
        "COVER-01",
        {"cadres": GROUPED, "classes": TWO_CLASSES},
        {"classes": (*TWO_CLASSES, training_class("K3"))},
    ),
    "a title nobody admits": (
        "ELIG-01",
        {
            "cadres": (cadre(1, title="A"), cadre(2, title="A"), cadre(3, title="B")),
            "programmes": (programme(titles=("A",)),),
        },
        {"programmes": (programme(titles=("A", "B")),)},
    ),
    "a unit that no venue serves": (
        "VENUE-01",
        {
            "units": (unit(), unit("U2")),
            "cadres": (cadre(1), cadre(2), cadre(3, unit="U2")),
            "venues": (venue(serves=("U1",)),),
        },
        {"venues": (venue(serves=("U1", "U2")),)},
    ),
    "too much had before": (
        "REPEAT-01",
        {"history": seen(1), "rules": {"max_repeat_share": 0.4}},
        {"rules": {"max_repeat_share": 0.5}},
    ),
    "away on every date": (
        "AWAY-01",
        {"unavailability": (away("cadre", "CB-0002"),)},
        {"unavailability": (away("cadre", "CB-0002", end="2024-03-28"),)},
    ),
    "too few room days": (
        "ROOM-01",
        TWELVE | {"classes": tuple(training_class(k, window=window(4, 4)) for k in ("K1", "K2"))},
        {"classes": tuple(training_class(k, window=window(4, 5)) for k in ("K1", "K2"))},
    ),
    "too few lecturer sessions": (
        "LEC-02",
        TWELVE
        | {
            "modules": MODULES,
            "programmes": (programme(modules=("M1", "M2", "M3")),),
            "lecturers": (lecturer("L1"), lecturer("L2"), lecturer("L3", max_sessions=1)),
            "qualifications": (
                *(qualified(who, what) for who in ("L1", "L2") for what in ("M1", "M2")),
                qualified("L3", "M3"),
            ),
            "classes": TWO_CLASSES,
        },
        {"lecturers": (lecturer("L1"), lecturer("L2"), lecturer("L3", max_sessions=2))},
    ),
    "two lecturers for three modules": (
        "LEC-02",
        TWELVE
        | {
            "modules": (*MODULES, module("M4", "d")),
            "programmes": (programme(modules=("M1", "M2", "M3", "M4")),),
            "lecturers": (
                lecturer("L1", max_sessions=3),
                lecturer("L2", max_sessions=2),
                lecturer("L3"),
            ),
            "qualifications": (
                *(qualified(who, what) for who in ("L1", "L2") for what in ("M1", "M2", "M3")),
                qualified("L3", "M4"),
            ),
            "classes": TWO_CLASSES,
        },
        {"lecturers": (lecturer("L1", max_sessions=4), lecturer("L2"), lecturer("L3"))},
    ),
    "too few room days in the months that are open": (
        "ROOM-02",
        TWELVE
        | {
            "rooms": (room(), room("R2", capacity=1)),
            "classes": (*TWO_IN_ONE, training_class("K3", rooms=("R2",), window=window(5, 28))),
        },
        {"classes": (*TWO_CLASSES, training_class("K3", rooms=("R2",), window=window(5, 28)))},
    ),
    "too few lecturer sessions in the months that are open": (
        "LEC-04",
        TWELVE
        | {
            "horizon": {"from": "2024-03-01", "to": "2024-04-30"},
            "rooms": (room(), room("R2", capacity=1)),
            "qualifications": (qualified("L1", "M1"), qualified("L2", "M2")),
            "unavailability": (
                away("lecturer", "L1", start="2024-03-02", end="2024-03-31", slot="S"),
                away("lecturer", "L1", start="2024-03-05", end="2024-03-31", slot="C"),
            ),
            "classes": (
                *(training_class(k, rooms=("R1",), window=window(4, 28)) for k in ("K1", "K2")),
                training_class(
                    "K3", rooms=("R2",), window={"from": "2024-04-01", "to": "2024-04-30"}
                ),
            ),
        },
        {"unavailability": ()},
    ),
    "too little money": (
        "BUDGET-01",
        {"rules": {"budget": 339, "allowance_per_person_day": 30}},
        {"rules": {"budget": 340, "allowance_per_person_day": 30}},
    ),
}


@pytest.mark.parametrize("name", SHORT)
def test_it_is_the_only_finding_and_the_target_is_out_of_reach(name):
    code, wrong, _ = SHORT[name]
    short = sound(**wrong)
    assert codes(short) == [f"W-{code}"]
    assert least_shortfall(short) > 0


@pytest.mark.parametrize("name", SHORT)
def test_the_neighbour_reaches_its_target(name):
    _, wrong, right = SHORT[name]
    value = sound(**wrong | right)
    assert codes(value) == []
    assert least_shortfall(value) == 0


@pytest.mark.parametrize(
    "name", ["too much had before", "away on every date", "a cover group has too few dates"]
)
def test_where_the_target_leaves_room_it_is_a_note(name):
    code, wrong, _ = SHORT[name]
    value = sound(**wrong | {"tiers": (tier(target={"count": 2}),)})
    assert codes(value) == []
    assert f"I-{code}" in [finding.code for finding in check(value, "en")]
    assert least_shortfall(value) == 0


def test_a_target_that_is_met_already_is_not_looked_at():
    met = tuple(history(f"CB-{n:04}", "OLD", "2023-05-10", "X") for n in (1, 2, 3))
    for name in ("units let too few go", "a title nobody admits", "away on every date"):
        assert codes(sound(**SHORT[name][1] | {"history": met})) == []


def test_a_target_that_nothing_counts_towards():
    tiers = {"tiers": (tier(), tier("D")), "requirements": (REFRESHER,)}
    value = sound(**tiers, cadres=(cadre(1), cadre(2), cadre(3, tier="D")))
    assert codes(value) == ["W-REQ-02"]


def test_a_topic_that_most_have_had():
    taught = {"history": seen(1, 2), "rules": {"max_repeat_share": 1}}
    (finding,) = found(sound(**taught))
    assert finding.code == "W-REPEAT-02"
    assert finding.ids("module") == ("M1",)
    assert finding.numbers == {"cadres": 3, "had_it": 2}
    assert codes(sound(**taught | {"history": seen(1)})) == []


def test_a_lecturer_fixed_without_effect():
    fixed = {"lecturers": {"M3": "L1"}}
    value = sound(modules=MODULES, classes=(training_class("K1", fixed=fixed),))
    assert codes(value) == ["W-FIX-05"]
    assert least_shortfall(value) == 0


def test_missing_history():
    (finding,) = found(sound(history=()))
    assert finding.code == "W-HIST-01"
    assert finding.numbers == {"cadres": 3, "without": 3}
    many = tuple(cadre(n, unit="U1" if n <= 30 else "U2") for n in range(1, 41))
    units = {"units": (unit(), unit("U2")), "cadres": many, "rooms": (room(capacity=40),)}
    wide = {"programmes": (programme(size={"min": 1, "max": 40}),)}
    (finding,) = found(sound(**units, **wide, history=old(30)))
    assert finding.ids("unit") == ("U2",)
    assert finding.numbers == {"cadres": 40, "without": 10}
    assert codes(sound(**units, **wide, history=old(31))) == []


def test_the_set_of_modules_that_is_short_and_no_larger_one():
    (finding,) = found(sound(**SHORT["two lecturers for three modules"][1]))
    assert finding.ids("module") == ("M1", "M2", "M3")
    assert finding.ids("lecturer") == ("L1", "L2")
    assert finding.numbers == {"needed": 6, "available": 5}


def test_seats_of_a_frozen_class_are_taken_and_its_members_provided_for():
    from tests.precheck.test_impossible import frozen

    assert codes(frozen(classes=(training_class("K1"),))) == []


def test_groups_of_people_alike():
    note = next(f for f in check(sound(), "en") if f.code == "I-GROUP-01")
    assert note.numbers == {"cadres": 3, "groups": 1}
    apart = sound(cadres=(cadre(1), cadre(2), cadre(3, priority=2)))
    note = next(f for f in check(apart, "en") if f.code == "I-GROUP-01")
    assert note.numbers == {"cadres": 3, "groups": 2}
