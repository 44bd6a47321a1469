"""Rules where a class, a week or the horizon ends: a breach just beyond, a legal plan before."""

from datetime import timedelta

import pytest

from models.rules import Rule
from tests.builders import (
    MONDAY,
    cadre,
    held,
    history,
    lecturer,
    module,
    plan,
    programme,
    room,
    scenario,
    training_class,
    unit,
    venue,
)
from tests.formulation.test_program_rules import (
    BEFORE,
    CHOICE,
    FRIDAY,
    LONG,
    NEXT_MONDAY,
    ONE_EACH,
    SWAPPED,
    TUESDAY,
    TWO,
    WEDNESDAY,
    WEEK,
    away,
    fits,
)

SUNDAY = NEXT_MONDAY - timedelta(days=1)
EVERY_DAY = {"calendar": {"workdays": ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}}
TWICE = {"rules": {"max_classes_per_cadre": 2}}
THREE = {"modules": (module("M1", "a"), module("M2", "b", sessions=2), module("M3", "c"))}
ALL_THREE = {"programmes": (programme(modules=("M1", "M2", "M3")),)}
VENUES = {
    "venues": (venue("V1"), venue("V2")),
    "rooms": (room("R1"), room("R2"), room("R3", venue="V2")),
}
OTHERS = (("M2", "L1"), ("M1", "L2"))
EARLIER = BEFORE | {"programmes": (programme(modules=("M1",)),)}
# The programme had M1 alone when the class began; M2 belongs to it now.
GROWN = BEFORE | {
    "baseline": plan(scenario(**EARLIER), held(parts=ONE_EACH[:1])),
    "freeze_before": TUESDAY,
}
# The programme had M2 in between when the class began; it has not now.
SHRUNK = (
    BEFORE
    | THREE
    | {
        "programmes": (programme(modules=("M1", "M3")),),
        "baseline": plan(
            scenario(**BEFORE | THREE | ALL_THREE),
            held(parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L1"))),
        ),
        "freeze_before": TUESDAY,
    }
)
FROZEN_CHOICE = (
    BEFORE
    | CHOICE
    | {
        "baseline": plan(scenario(**BEFORE | CHOICE), held(parts=(("M1", "L1"), ("M2", "L2")))),
        "freeze_before": TUESDAY,
    }
)

# rule, point: (fields, a legal plan or None where there is none, breach, other legal plans)
CASES = {
    (Rule.H2, "the second class begins on the last day of the first"): (
        TWO | TWICE | LONG | {"rooms": (room("R1"), room("R2"))},
        [held(cadres=[1]), held("K2", WEDNESDAY, cadres=[1])],
        [held(cadres=[1]), held("K2", TUESDAY, room_id="R2", cadres=[1])],
        [[held(cadres=[1]), held("K2", TUESDAY, room_id="R2", cadres=[2])]],
    ),
    (Rule.H2, "the first class begins on the last day of the second"): (
        TWO | TWICE | LONG | {"rooms": (room("R1"), room("R2"))},
        [held("K1", WEDNESDAY, cadres=[1]), held("K2", cadres=[1])],
        [held("K1", TUESDAY, cadres=[1]), held("K2", room_id="R2", cadres=[1])],
        [[held("K1", TUESDAY, cadres=[2]), held("K2", room_id="R2", cadres=[1])]],
    ),
    (Rule.H7, "two venues, the first class begins on the last day of the second"): (
        TWO | LONG | VENUES,
        [held("K1", WEDNESDAY, room_id="R3"), held("K2", parts=SWAPPED)],
        [
            held("K1", TUESDAY, room_id="R3", parts=(("M2", "L2"), ("M1", "L1"))),
            held("K2", parts=(("M2", "L2"), ("M1", "L1"))),
        ],
        [
            [
                held("K1", TUESDAY, room_id="R2", parts=(("M2", "L2"), ("M1", "L1"))),
                held("K2", parts=(("M2", "L2"), ("M1", "L1"))),
            ]
        ],
    ),
    (Rule.H8, "a class that goes on in the next week"): (
        EVERY_DAY
        | THREE
        | ALL_THREE
        | {"lecturers": (lecturer("L1", max_per_week=1), lecturer("L2"))},
        [held(start=SUNDAY, parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L1")))],
        [held(start=MONDAY, parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L1")))],
        [[held(start=MONDAY, parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L2")))]],
    ),
    (Rule.H8, "a class that goes on in the last week, which has one day"): (
        EVERY_DAY
        | THREE
        | ALL_THREE
        | {
            "horizon": {"from": MONDAY, "to": NEXT_MONDAY},
            "lecturers": (lecturer("L1", max_per_week=1), lecturer("L2")),
        },
        [held(start=SUNDAY, parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L1")))],
        [held(start=MONDAY, parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L1")))],
        [[held(start=MONDAY, parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L2")))]],
    ),
    (Rule.H7, "the last slot of the horizon"): (
        WEEK | {"unavailability": (away("lecturer", "L2", FRIDAY, slot="C"),)},
        [held(start=FRIDAY, parts=SWAPPED)],
        [held(start=FRIDAY, parts=ONE_EACH)],
        [],
    ),
    (Rule.H7, "the last slot but one of the horizon"): (
        WEEK | {"unavailability": (away("lecturer", "L2", FRIDAY, slot="S"),)},
        [held(start=FRIDAY, parts=ONE_EACH)],
        [held(start=FRIDAY, parts=SWAPPED)],
        [],
    ),
    (Rule.H7, "a short class on the last day, where a long one would not fit"): (
        WEEK | CHOICE | {"unavailability": (away("lecturer", "L2", FRIDAY, slot="C"),)},
        [held(start=FRIDAY, parts=(("M2", "L2"), ("M1", "L1")))],
        [held(start=FRIDAY, parts=(("M1", "L1"), ("M2", "L2")))],
        [],
    ),
    (Rule.H9, "the last slot of the horizon"): (
        WEEK | {"unavailability": (away("room", "R1", FRIDAY, slot="C"),)},
        None,
        [held(start=FRIDAY)],
        [],
    ),
    (Rule.H1, "active, the first day of the horizon"): (
        WEEK
        | {
            "cadres": (
                cadre(1),
                cadre(2, active_from=TUESDAY),
                cadre(3, active_from=MONDAY - timedelta(days=3)),
            )
        },
        [held(cadres=[1, 3])],
        [held(cadres=[1, 2])],
        [[held(start=TUESDAY, cadres=[1, 2, 3])]],
    ),
    (Rule.H4, "a window that is wider than the horizon"): (
        WEEK
        | {
            "calendar": {"days_off": [{"from": TUESDAY, "to": TUESDAY}]},
            "classes": (
                training_class(
                    window={"from": MONDAY - timedelta(days=9), "to": FRIDAY + timedelta(days=9)}
                ),
            ),
        },
        [held(start=MONDAY)],
        [held(start=TUESDAY)],
        [[held(start=FRIDAY)]],
    ),
    (Rule.H13, "the elective decides"): (
        CHOICE
        | {
            "modules": (module("M1", "a"), module("M2", "b"), module("M3", "c"), module("M4", "b")),
            "rules": {"max_repeat_share": 0.5},
            "history": (
                history("CB-0001", "X", "2023-03-01", "M1"),
                history("CB-0001", "X", "2023-03-01", "M2"),
                history("CB-0002", "X", "2023-03-01", "M1"),
            ),
        },
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
        [held(parts=(("M1", "L1"), ("M2", "L2")))],
        [[held(parts=(("M1", "L1"), ("M2", "L2")), cadres=[2, 3])]],
    ),
    (Rule.H13, "an elective that makes up for too little"): (
        CHOICE
        | {
            "modules": (
                module("M1", "a", periods=4),
                module("M2", "b", periods=3),
                module("M3", "c", periods=4),
                module("M4", "d", periods=5),
            ),
            "rules": {"max_repeat_share": 0.5},
            "history": (history("CB-0001", "X", "2023-03-01", "M1"),),
        },
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
        [held(parts=(("M1", "L1"), ("M2", "L2")))],
        [[held(parts=(("M1", "L1"), ("M2", "L2")), cadres=[2])]],
    ),
    (Rule.H13, "a long elective that was heard already"): (
        CHOICE
        | {
            "modules": (
                module("M1", "a"),
                module("M2", "b"),
                module("M3", "c"),
                module("M4", "d", sessions=2),
            ),
            "rules": {"max_repeat_share": 0.5},
            "history": (history("CB-0001", "X", "2023-03-01", "M4"),),
        },
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
        [held(parts=(("M1", "L1"), ("M4", "L2")))],
        [[held(parts=(("M1", "L1"), ("M4", "L2")), cadres=[2, 3])]],
    ),
    (Rule.H12, "three classes at once, one of which is too large"): (
        {
            "classes": tuple(training_class(f"K{n}") for n in (1, 2, 3)),
            "rooms": tuple(room(f"R{n}") for n in (1, 2, 3)),
            "cadres": tuple(cadre(n) for n in range(1, 7)),
            "units": (unit(max_absent=3),),
            "horizon": WEEK["horizon"],
        },
        [
            held(cadres=[1]),
            held("K2", room_id="R2", cadres=[2]),
            held("K3", room_id="R3", cadres=[3]),
        ],
        [
            held(cadres=[1, 2, 3, 4]),
            held("K2", room_id="R2", cadres=[5]),
            held("K3", room_id="R3", cadres=[6]),
        ],
        [
            [
                held(cadres=[1, 2]),
                held("K2", room_id="R2", cadres=[5]),
                held("K3", TUESDAY, room_id="R3", cadres=[3, 4, 6]),
            ]
        ],
    ),
    (Rule.H15, "a core module that a frozen class taught and that is gone"): (
        SHRUNK,
        None,
        [held(parts=(("M1", "L1"), ("M3", "L1")))],
        [],
    ),
    (Rule.H15, "an elective that a frozen class did not teach"): (
        FROZEN_CHOICE,
        [held(parts=(("M1", "L1"), ("M2", "L2")))],
        [held(parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L2")))],
        [],
    ),
    (Rule.H15, "another elective than a frozen class taught"): (
        FROZEN_CHOICE,
        [held(parts=(("M1", "L1"), ("M2", "L2")))],
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
        [],
    ),
    (Rule.H8, "day, the second one of a class"): (
        TWO | LONG | {"lecturers": (lecturer("L1", max_per_day=1), lecturer("L2"))},
        [held(parts=(("M1", "L2"), ("M2", "L1"))), held("K2", WEDNESDAY, parts=OTHERS)],
        [held(parts=(("M1", "L2"), ("M2", "L1"))), held("K2", TUESDAY, parts=OTHERS)],
        [[held(parts=(("M1", "L2"), ("M2", "L1"))), held("K2", MONDAY, parts=OTHERS)]],
    ),
    (Rule.H14, "a budget in cents that is just met"): (
        {
            "rooms": (room(cost_per_day=0),),
            "lecturers": (lecturer("L1", fee=0.29), lecturer("L2")),
            "rules": {"budget": 0.29},
        },
        [held(parts=ONE_EACH)],
        [held(parts=(("M1", "L1"), ("M2", "L1")))],
        [[held(parts=(("M1", "L2"), ("M2", "L2")))]],
    ),
    (Rule.H15, "an elective that the programme teaches anyway"): (
        CHOICE | {"classes": (training_class(fixed={"electives": ["M1"]}),)},
        [],
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
        [],
    ),
    (Rule.H15, "an elective that the programme does not offer"): (
        CHOICE
        | {
            "programmes": (
                programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3")},)),
            ),
            "classes": (training_class(fixed={"electives": ["M4"]}),),
        },
        [],
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
        [],
    ),
    (Rule.H15, "a core module that came after a frozen class"): (
        GROWN,
        None,
        [held(parts=ONE_EACH)],
        [],
    ),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_rule_at_its_edge(case):
    fields, legal, breach, others = CASES[case]
    assert not fits(fields, breach, [case[0]])
    assert fits(fields, breach, []), "without the rule nothing forbids it"
    for opened in [*([] if legal is None else [legal]), *others]:
        assert fits(fields, opened, [case[0]])
