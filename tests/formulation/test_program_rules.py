"""Each rule alone in a program: a legal plan fits, a breach does not, the next legal one does."""

from datetime import date, timedelta

import pytest
from ortools.sat.python import cp_model

from models.rules import Component, Rule
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import COMPONENTS, RULES, build
from scheduler.formulation.program.scope import Width, whole
from tests.builders import (
    MONDAY,
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

TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
NEXT_MONDAY = MONDAY + timedelta(days=7)
TWO = {"classes": (training_class("K1"), training_class("K2"))}
ONE_EACH = (("M1", "L1"), ("M2", "L2"))
SWAPPED = (("M2", "L2"), ("M1", "L1"))
WEDNESDAY = MONDAY + timedelta(days=2)
WEEK = {"horizon": {"from": MONDAY, "to": FRIDAY}}
LONG = {"modules": (module("M1", "a", sessions=2), module("M2", "b"))}
CHOICE = {
    "modules": (*(module(f"M{n}", "a") for n in (1, 2, 3)), module("M4", "b", sessions=2)),
    "programmes": (programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3", "M4")},)),),
}
ENDS = (
    {"kind": "report", "sessions": 1, "position": "last"},
    {"kind": "closing", "sessions": 1, "position": "last"},
)
BEFORE = TWO | {"rooms": (room("R1"), room("R2"))}
FROZEN = BEFORE | {"baseline": plan(scenario(**BEFORE), held()), "freeze_before": TUESDAY}


def fits(fields, opened, rules):
    instance = derive(scenario(**fields))
    paper = plan(instance.scenario, *opened)
    decisions = from_plan(instance, paper)
    assert len(decisions) == len(opened), "the test names something unknown"
    program = build(instance, whole(instance, Width.COMPLETE), rules=rules)
    program.fix(decisions)
    found = has_solution(program)
    assert not found or is_told(program, decisions)
    return found


def has_solution(program):
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(program.model) == cp_model.OPTIMAL


def is_told(program, decisions):
    """Is what a plan says of every variable a solution, of those that follow from others too?"""
    for index, value in enumerate(program.values_of(decisions)):
        program.model.add(program.model.get_int_var_from_proto_index(index) == value)
    return has_solution(program)


def away(kind, subject, first, last=None, **fields):
    last = last or first
    return {"kind": kind, "id": subject, "from": first, "to": last, **fields}


# rule, point: (fields of the scenario, legal plan, breach, nearest legal plan)
CASES = {
    (Rule.H1, "tier"): (
        {"tiers": (tier("P"), tier("D")), "cadres": (cadre(1), cadre(2, tier="D"))},
        [held(cadres=[1])],
        [held(cadres=[1, 2])],
        [held(cadres=[])],
    ),
    (Rule.H1, "title"): (
        {"programmes": (programme(titles=("Phó",)),), "cadres": (cadre(1, title="Phó"), cadre(2))},
        [held(cadres=[1])],
        [held(cadres=[2])],
        [held(cadres=[])],
    ),
    (Rule.H1, "active"): (
        {"cadres": (cadre(1), cadre(2, active_from=TUESDAY))},
        [held(cadres=[1])],
        [held(cadres=[1, 2])],
        [held(start=TUESDAY, cadres=[1, 2])],
    ),
    (Rule.H2, "count"): (
        TWO,
        [held(cadres=[1])],
        [held(cadres=[1]), held("K2", NEXT_MONDAY, cadres=[1])],
        [held(cadres=[1]), held("K2", NEXT_MONDAY, cadres=[2])],
    ),
    (Rule.H2, "one day"): (
        TWO | {"rules": {"max_classes_per_cadre": 2}},
        [held(cadres=[1]), held("K2", NEXT_MONDAY, cadres=[1])],
        [held(cadres=[1]), held("K2", cadres=[1])],
        [held(cadres=[1]), held("K2", TUESDAY, cadres=[1])],
    ),
    (Rule.H3, "least"): (
        {"programmes": (programme(size={"min": 2, "max": 3}),)},
        [held(cadres=[1, 2, 3])],
        [held(cadres=[1])],
        [held(cadres=[1, 2])],
    ),
    (Rule.H3, "capacity"): (
        {"rooms": (room(capacity=2),)},
        [held(cadres=[1])],
        [held(cadres=[1, 2, 3])],
        [held(cadres=[1, 2])],
    ),
    (Rule.H4, "working days"): (
        {"modules": (module("M1", "a", sessions=2), module("M2", "b"))},
        [held()],
        [held(start=FRIDAY)],
        [held(start=FRIDAY - timedelta(days=1))],
    ),
    (Rule.H4, "window"): (
        {"classes": (training_class(window={"from": TUESDAY, "to": FRIDAY}),)},
        [held(start=FRIDAY)],
        [held(start=MONDAY)],
        [held(start=TUESDAY)],
    ),
    (Rule.H4, "max_days"): (
        {
            "modules": (module("M1", "a", sessions=2), module("M2", "b")),
            "programmes": (programme("A", max_days=1), programme("B", max_days=2)),
            "classes": (training_class("K1"), training_class("K2", programme="B")),
        },
        [],
        [held("K1")],
        [held("K2")],
    ),
    (Rule.H5, "order"): (
        {"programmes": (programme(order=(("M1", "M2"),)),)},
        [held(parts=ONE_EACH)],
        [held(parts=SWAPPED)],
        [],
    ),
    (Rule.H5, "position"): (
        {
            "programmes": (
                programme(activities=({"kind": "opening", "sessions": 1, "position": "first"},)),
            )
        },
        [held(parts=("opening", *ONE_EACH))],
        [held(parts=(*ONE_EACH, "opening"))],
        [held(parts=("opening", *SWAPPED))],
    ),
    (Rule.H6, "qualified"): (
        {"qualifications": (qualified("L1", "M1"), qualified("L2"))},
        [held(parts=(("M1", "L1"), ("M2", "L2")))],
        [held(parts=(("M1", "L1"), ("M2", "L1")))],
        [held(parts=(("M1", "L2"), ("M2", "L2")))],
    ),
    (Rule.H7, "one class"): (
        TWO | {"rooms": (room("R1"), room("R2"))},
        [held(parts=ONE_EACH), held("K2", NEXT_MONDAY, parts=ONE_EACH)],
        [held(parts=ONE_EACH), held("K2", room_id="R2", parts=ONE_EACH)],
        [held(parts=ONE_EACH), held("K2", room_id="R2", parts=SWAPPED)],
    ),
    (Rule.H7, "available"): (
        {"unavailability": (away("lecturer", "L2", MONDAY, slot="S"),)},
        [held(start=TUESDAY, parts=SWAPPED)],
        [held(parts=SWAPPED)],
        [held(parts=ONE_EACH)],
    ),
    (Rule.H7, "one venue"): (
        TWO
        | {
            "venues": (venue("V1"), venue("V2")),
            "rooms": (room("R1"), room("R2"), room("R3", venue="V2")),
        },
        [held(parts=ONE_EACH), held("K2", room_id="R2", parts=SWAPPED)],
        [held(parts=ONE_EACH), held("K2", room_id="R3", parts=SWAPPED)],
        [held(parts=ONE_EACH), held("K2", TUESDAY, room_id="R3", parts=SWAPPED)],
    ),
    (Rule.H8, "day"): (
        {"lecturers": (lecturer("L1", max_per_day=1), lecturer("L2"))},
        [held(parts=ONE_EACH)],
        [held(parts=(("M1", "L1"), ("M2", "L1")))],
        [held(parts=(("M1", "L2"), ("M2", "L2")))],
    ),
    (Rule.H8, "day, two classes"): (
        TWO | {"lecturers": (lecturer("L1", max_per_day=1), lecturer("L2"))},
        [held(parts=ONE_EACH), held("K2", NEXT_MONDAY, parts=ONE_EACH)],
        [held(parts=ONE_EACH), held("K2", parts=SWAPPED)],
        [held(parts=ONE_EACH), held("K2", TUESDAY, parts=SWAPPED)],
    ),
    (Rule.H8, "week"): (
        TWO | {"lecturers": (lecturer("L1", max_per_week=1), lecturer("L2"))},
        [held(parts=ONE_EACH), held("K2", NEXT_MONDAY, parts=ONE_EACH)],
        [held(parts=ONE_EACH), held("K2", FRIDAY, parts=ONE_EACH)],
        [held(start=FRIDAY, parts=ONE_EACH), held("K2", NEXT_MONDAY, parts=ONE_EACH)],
    ),
    (Rule.H8, "in all"): (
        TWO | {"lecturers": (lecturer("L1", max_sessions=1), lecturer("L2"))},
        [held(parts=ONE_EACH)],
        [held(parts=ONE_EACH), held("K2", NEXT_MONDAY, parts=ONE_EACH)],
        [held(parts=ONE_EACH), held("K2", NEXT_MONDAY, parts=(("M1", "L2"), ("M2", "L2")))],
    ),
    (Rule.H9, "one class"): (
        TWO | {"modules": (module("M1", "a", sessions=2), module("M2", "b"))},
        [held(), held("K2", NEXT_MONDAY)],
        [held(), held("K2", TUESDAY)],
        [held(), held("K2", TUESDAY + timedelta(days=1))],
    ),
    (Rule.H9, "available"): (
        {"unavailability": (away("room", "R1", TUESDAY, slot="C"),)},
        [held()],
        [held(start=TUESDAY)],
        [held(start=TUESDAY + timedelta(days=1))],
    ),
    (Rule.H9, "allowed"): (
        {"rooms": (room("R1"), room("R2")), "classes": (training_class(rooms=("R2",)),)},
        [held(room_id="R2")],
        [held(room_id="R1")],
        [],
    ),
    (Rule.H10, "serves"): (
        {
            "units": (unit("U1"), unit("U2"), unit("U3", parent="U1")),
            "cadres": (cadre(1), cadre(2, unit="U2"), cadre(3, unit="U3")),
            "venues": (venue(serves=("U1",)),),
        },
        [held(cadres=[1])],
        [held(cadres=[1, 2])],
        [held(cadres=[1, 3])],
    ),
    (Rule.H11, "tier"): (
        {"calendar": {"closures": [{"from": TUESDAY, "to": TUESDAY, "tiers": ["P"]}]}},
        [held()],
        [held(start=TUESDAY)],
        [held(start=TUESDAY + timedelta(days=1))],
    ),
    (Rule.H11, "cadre"): (
        {"unavailability": (away("cadre", "CB-0001", MONDAY, slot="C"),)},
        [held(cadres=[2])],
        [held(cadres=[1, 2])],
        [held(start=TUESDAY, cadres=[1, 2])],
    ),
    (Rule.H12, "share"): (
        {"units": (unit(max_absent=0.67),)},
        [held(cadres=[1])],
        [held(cadres=[1, 2, 3])],
        [held(cadres=[1, 2])],
    ),
    (Rule.H12, "two classes"): (
        TWO | {"units": (unit(max_absent=1),)},
        [held(cadres=[1])],
        [held(cadres=[1]), held("K2", cadres=[2])],
        [held(cadres=[1]), held("K2", TUESDAY, cadres=[2])],
    ),
    (Rule.H12, "cover group"): (
        TWO | {"cadres": (cadre(1, cover_group="G"), cadre(2, cover_group="G"), cadre(3))},
        [held(cadres=[1, 3])],
        [held(cadres=[1]), held("K2", cadres=[2])],
        [held(cadres=[1]), held("K2", TUESDAY, cadres=[2])],
    ),
    (Rule.H13, "share"): (
        {
            "rules": {"max_repeat_share": 0.5},
            "history": (
                history("CB-0001", "X", "2023-03-01", "M1"),
                history("CB-0002", "X", "2023-03-01", "M1"),
                history("CB-0002", "X", "2023-03-01", "M2"),
            ),
        },
        [held(cadres=[3])],
        [held(cadres=[2, 3])],
        [held(cadres=[1, 3])],
    ),
    (Rule.H14, "budget"): (
        {"rules": {"budget": 350}},
        [held(parts=(("M1", "L1"), ("M2", "L1")))],
        [held(parts=(("M1", "L2"), ("M2", "L2")))],
        [held(parts=ONE_EACH)],
    ),
    (Rule.H15, "start"): (
        {"classes": (training_class(fixed={"start": TUESDAY}),)},
        [held(start=TUESDAY)],
        [held(start=MONDAY)],
        [],
    ),
    (Rule.H15, "cadres"): (
        {"classes": (training_class(fixed={"cadres": ["CB-0001"]}),)},
        [held(cadres=[1, 2])],
        [held(cadres=[2])],
        [held(cadres=[1])],
    ),
    (Rule.H15, "lecturer"): (
        {"classes": (training_class(fixed={"lecturers": {"M1": "L2"}}),)},
        [held(parts=(("M1", "L2"), ("M2", "L1")))],
        [held(parts=(("M1", "L1"), ("M2", "L1")))],
        [],
    ),
    (Rule.H4, "first day of the horizon"): (
        WEEK | {"calendar": {"days_off": [{"from": MONDAY, "to": MONDAY}]}},
        [held(start=TUESDAY)],
        [held(start=MONDAY)],
        [held(start=FRIDAY)],
    ),
    (Rule.H4, "end of the window"): (
        LONG | {"classes": (training_class(window={"from": MONDAY, "to": WEDNESDAY}),)},
        [held(start=MONDAY)],
        [held(start=WEDNESDAY)],
        [held(start=TUESDAY)],
    ),
    (Rule.H5, "count of a choice"): (
        CHOICE,
        [held(parts=(("M1", "L1"), ("M2", "L2")))],
        [held(parts=(("M1", "L1"), ("M2", "L2"), ("M3", "L1")))],
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
    ),
    (Rule.H5, "several at the end"): (
        {"programmes": (programme(activities=ENDS),)},
        [held(parts=(*ONE_EACH, "report", "closing"))],
        [held(parts=(*ONE_EACH, "closing", "report"))],
        [held(parts=(*SWAPPED, "report", "closing"))],
    ),
    (Rule.H5, "order with several sessions"): (
        LONG | {"programmes": (programme(order=(("M1", "M2"),)),)},
        [held(parts=ONE_EACH)],
        [held(parts=SWAPPED)],
        [],
    ),
    (Rule.H7, "available on the first day of the horizon"): (
        WEEK | {"unavailability": (away("lecturer", "L1", MONDAY, slot="S"),)},
        [held(parts=SWAPPED)],
        [held(parts=ONE_EACH)],
        [held(start=TUESDAY, parts=ONE_EACH)],
    ),
    (Rule.H8, "week that a class begins before"): (
        TWO | LONG | {"lecturers": (lecturer("L1", max_per_week=2), lecturer("L2"))},
        [held(start=MONDAY), held("K2", NEXT_MONDAY)],
        [held(start=MONDAY), held("K2", WEDNESDAY)],
        [held(start=MONDAY), held("K2", WEDNESDAY, parts=(("M1", "L2"), ("M2", "L2")))],
    ),
    (Rule.H9, "first slot of the horizon"): (
        WEEK | {"unavailability": (away("room", "R1", MONDAY, slot="S"),)},
        [held(start=TUESDAY)],
        [held(start=MONDAY)],
        [held(start=FRIDAY)],
    ),
    (Rule.H9, "only slots that are used"): (
        {
            "programmes": (programme(modules=("M1",)),),
            "unavailability": (
                away("room", "R1", MONDAY, slot="C"),
                away("room", "R1", TUESDAY, slot="S"),
            ),
        },
        [held(start=WEDNESDAY, parts=ONE_EACH[:1])],
        [held(start=TUESDAY, parts=ONE_EACH[:1])],
        [held(start=MONDAY, parts=ONE_EACH[:1])],
    ),
    (Rule.H11, "first day of the horizon"): (
        WEEK | {"calendar": {"closures": [{"from": MONDAY, "to": MONDAY}]}},
        [held(start=FRIDAY)],
        [held(start=MONDAY)],
        [held(start=TUESDAY)],
    ),
    (Rule.H11, "cadre, first day of the horizon"): (
        WEEK | {"unavailability": (away("cadre", "CB-0001", MONDAY),)},
        [held(cadres=[2])],
        [held(cadres=[1, 2])],
        [held(start=TUESDAY, cadres=[1, 2])],
    ),
    (Rule.H11, "cadre, last day of the class"): (
        LONG | {"unavailability": (away("cadre", "CB-0001", WEDNESDAY),)},
        [held(start=WEDNESDAY, cadres=[2])],
        [held(start=TUESDAY, cadres=[1])],
        [held(start=MONDAY, cadres=[1])],
    ),
    (Rule.H11, "units of a closure"): (
        {
            "units": (unit("U1"), unit("U2")),
            "cadres": (cadre(1), cadre(2, unit="U2"), cadre(3)),
            "calendar": {"closures": [{"from": MONDAY, "to": MONDAY, "units": ["U2"]}]},
        },
        [held(cadres=[1, 3])],
        [held(cadres=[1, 2])],
        [held(start=TUESDAY, cadres=[1, 2])],
    ),
    (Rule.H15, "room"): (
        {"rooms": (room("R1"), room("R2")), "classes": (training_class(fixed={"room": "R2"}),)},
        [held(room_id="R2")],
        [held(room_id="R1")],
        [],
    ),
    (Rule.H15, "electives"): (
        CHOICE | {"classes": (training_class(fixed={"electives": ["M3"]}),)},
        [held(parts=(("M1", "L1"), ("M3", "L2")))],
        [held(parts=(("M1", "L1"), ("M2", "L2")))],
        [],
    ),
    (Rule.H15, "closed"): (
        {"classes": (training_class("K1", fixed={"open": False}), training_class("K2"))},
        [],
        [held()],
        [held("K2")],
    ),
    (Rule.H15, "frozen start"): (FROZEN, [held()], [held(start=TUESDAY)], [held()]),
    (Rule.H15, "frozen room"): (FROZEN, [held()], [held(room_id="R2")], [held()]),
    (Rule.H15, "frozen order"): (FROZEN, [held()], [held(parts=SWAPPED)], [held()]),
    (Rule.H15, "frozen lecturers"): (
        FROZEN,
        [held()],
        [held(parts=(("M1", "L2"), ("M2", "L2")))],
        [held()],
    ),
    (Rule.H15, "frozen cadres"): (FROZEN, [held()], [held(cadres=[1, 2])], [held()]),
    (Rule.H15, "frozen stays open"): (FROZEN, [held()], [], [held()]),
    (Rule.H15, "nothing new before the freeze"): (
        FROZEN,
        [held()],
        [held(), held("K2", room_id="R2", parts=SWAPPED, cadres=[])],
        [held(), held("K2", TUESDAY, room_id="R2", cadres=[])],
    ),
    (Rule.H15, "required"): (
        TWO | {"classes": (training_class("K1", required=True), training_class("K2"))},
        [held()],
        [held("K2")],
        [held(cadres=[])],
    ),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_rule_alone(case):
    fields, legal, breach, neighbour = CASES[case]
    assert fits(fields, legal, [case[0]])
    assert not fits(fields, breach, [case[0]])
    assert fits(fields, neighbour, [case[0]])
    assert fits(fields, breach, []), "without the rule nothing forbids it"


def test_every_rule_has_a_case_and_every_component_a_function():
    assert {rule for rule, _ in CASES} == set(RULES) == set(Rule) - {Rule.FORM}
    assert set(COMPONENTS) == set(Component)
    for rule, function in RULES.items():
        assert function.__name__.startswith(f"{rule.value.lower()}_")
        assert function.__doc__.startswith(f"{rule.value}: ")
    for component, function in COMPONENTS.items():
        assert function.__name__ == component.value
        assert function.__doc__.startswith(f"Return {component.value}: ")


def test_the_first_day_of_the_horizon_is_a_candidate_like_any_other():
    fields = {"horizon": {"from": MONDAY, "to": date(2024, 3, 5)}}
    assert fits(fields, [held(start=MONDAY)], RULES)
    assert fits(fields, [held(start=TUESDAY)], RULES)
