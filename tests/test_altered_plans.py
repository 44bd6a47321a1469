"""A valid plan, altered in many ways, is caught each time by the right rule or figure.

The plan is put on paper by hand. Frozen before 8 March: K1 runs from Monday 4 to Wednesday 6 March
(opening, M1 in two sessions, M2, an elective, closing), K2 likewise a week later, K3 takes the
morning of 11 March elsewhere, K4 stays closed.
"""

from datetime import date

import pytest

from models.plan import Enrolment
from models.rules import Rule
from scheduler.checker import verify
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
from tests.checker.claiming import changed_level, true_coverage, true_result
from tests.checker.saying import changed_class, changed_sessions

SECOND = date(2024, 3, 11)
CONTENT = ("M1", "M2", "E1")
PARTS = ["opening", ("M1", "L1"), ("M2", "L2"), ("E1", "L1"), "closing"]
HELD = {
    "K1": held("K1", parts=PARTS, cadres=[1, 2, 3]),
    "K2": held("K2", SECOND, parts=PARTS, cadres=[4, 5, 6]),
    "K3": held("K3", SECOND, room_id="R2", parts=[("B1", "L3")], cadres=[7, 8]),
}


def fields():
    """The scenario, in which every rule has something to say."""
    return {
        "calendar": {
            "days_off": ({"from": "2024-03-14", "to": "2024-03-15"},),
            "closures": (
                {"from": "2024-03-12", "to": "2024-03-12", "tiers": ("D",)},
                {"from": "2024-03-11", "to": "2024-03-11", "units": ("U3",), "tiers": ("P",)},
            ),
            "risk": ({"from": "2024-03-06", "to": "2024-03-11", "weight": 0.5},),
        },
        "units": (unit("U1"), unit("U2"), unit("U3"), unit("U4", max_absent=1)),
        "tiers": (tier("P", weight=3), tier("D", target={"share": 0.5})),
        "cadres": (
            *(cadre(n, title="Bí thư") for n in (1, 2, 3)),
            cadre(4, title="Bí thư", cover_group="G"),
            cadre(5, unit="U4", title="Bí thư"),
            cadre(6, title="Bí thư", priority=2),
            cadre(7, tier="D", unit="U2"),
            cadre(8, tier="D", unit="U2"),
            cadre(9, title="Bí thư", cover_group="G"),
            cadre(10, unit="U4", title="Bí thư"),
            cadre(11, unit="U3", title="Bí thư"),
            cadre(12, title="Phó Bí thư"),
            cadre(13, title="Bí thư", eligible=False),
            cadre(14, tier="D", unit="U1"),
            cadre(15, title="Bí thư", active_from="2024-03-12"),
            cadre(16, title="Bí thư"),
            cadre(17, title="Bí thư", priority=4),
        ),
        "history": (
            history("CB-0001", "O1", "2023-05-05", "E1"),
            history("CB-0016", "O1", "2023-05-05", "M1"),
            history("CB-0016", "O1", "2023-05-05", "M2"),
        ),
        "modules": (
            module("M1", "a", sessions=2),
            module("M2", "b"),
            module("E1", "e"),
            module("E2", "f"),
            module("B1", "g"),
        ),
        "lecturers": (
            lecturer("L1", fee=100, max_sessions=6),
            lecturer("L2", fee=200, max_per_day=1, max_per_week=1),
            lecturer("L3", fee=100),
            lecturer("L4", fee=100),
        ),
        "qualifications": (
            qualified("L1"),
            qualified("L2", "M2", level=3),
            qualified("L2", "E1"),
            qualified("L2", "M1"),
            qualified("L3"),
            qualified("L4", "*", tier="D"),
        ),
        "venues": (venue("V1"), venue("V2", serves=("U2",))),
        "rooms": (room("R1"), room("R2", venue="V2"), room("R3", capacity=2), room("R4")),
        "distances": ({"unit": "U2", "venue": "V2", "km": 10},),
        "unavailability": (
            {"kind": "lecturer", "id": "L3", "from": "2024-03-12", "to": "2024-03-12", "slot": "C"},
            {"kind": "room", "id": "R4", "from": "2024-03-13", "to": "2024-03-13", "slot": "C"},
            {"kind": "cadre", "id": "CB-0017", "from": "2024-03-13", "to": "2024-03-13"},
        ),
        "programmes": (
            programme(
                choose=({"count": 1, "from": ("E1", "E2")},),
                titles=("Bí thư",),
                activities=(
                    {"kind": "opening", "sessions": 1, "position": "first"},
                    {"kind": "closing", "sessions": 1, "position": "last"},
                ),
                order=(("M1", "M2"),),
                size={"min": 3, "max": 4},
                max_days=3,
            ),
            programme("B", tiers=("D",), modules=("B1",), size={"min": 2, "max": 5}),
        ),
        "classes": (
            training_class("K1"),
            training_class(
                "K2",
                window={"from": "2024-03-11", "to": "2024-03-31"},
                rooms=("R1", "R3", "R4"),
                fixed={"lecturers": {"M2": "L2"}, "cadres": ("CB-0004",)},
            ),
            training_class("K3", programme="B", required=True),
            training_class("K4"),
        ),
        "rules": {
            "max_absent": 3,
            "max_repeat_share": 0.5,
            "travel_cost_per_km": 1,
            "budget": 1900,
        },
    }


BASE = scenario(**fields())
S = scenario(baseline=plan(BASE, HELD["K1"]), freeze_before=date(2024, 3, 8), **fields())


def paper(**changed):
    """The valid plan with some classes put otherwise; None leaves a class closed."""
    opened = [item for item in (HELD | changed).values() if item is not None]
    made = plan(S, *opened, cost={"K3": 170})
    figures = {
        ("CB-0001", "K1"): {"repeat_periods": 4},
        ("CB-0007", "K3"): {"km": 10},
        ("CB-0008", "K3"): {"km": 10},
    }
    rows = [
        row.model_copy(update=figures.get((row.cadre, row.class_id), {})) for row in made.enrolments
    ]
    return made.model_copy(update={"enrolments": tuple(rows)})


GOOD = paper()
RESULT, COVERAGE = true_result(S, GOOD), true_coverage(S, GOOD)


def test_the_plan_is_valid_and_its_figures_are_as_worked_out_by_hand():
    verdict = verify(S, GOOD, RESULT, COVERAGE)
    assert verdict.violations == ()
    assert verdict.false == ()
    # K1 and K2: 3 x 100 + 200 + 3 x 50; K3: 100 + 50 + 20 km. P: 13 planned, 7 covered by then.
    assert {name.value: amount for name, amount in verdict.components.items()} == {
        "shortfall": 3 * (13 - 7),
        "priority": 4,
        "repeat": 4,
        "travel": 20,
        "cost": 2 * 650 + 170,
        "classes": 3,
        "mismatch": 2 * (1 + 0 + 1) + 1,
        "peak_load": 6,
        "peak_month": 3,
        "risk": 0.5 * 3,
        "moves": 2 * 10 + 5,
    }
    assert [tuple(row.model_dump().values()) for row in verdict.coverage] == [
        ("P", 13, 13, 2, 7, 6),
        ("D", 3, 2, 0, 2, 0),
    ]


def k1(**changes):
    return paper(K1=held("K1", **{"parts": PARTS, "cadres": [1, 2, 3]} | changes))


def k2(start=SECOND, **changes):
    return paper(K2=held("K2", start, **{"parts": PARTS, "cadres": [4, 5, 6]} | changes))


def k3(start=SECOND, **changes):
    defaults = {"room_id": "R2", "parts": [("B1", "L3")], "cadres": [7, 8]}
    return paper(K3=held("K3", start, **defaults | changes))


def k4(start, **changes):
    return paper(K4=held("K4", start, **{"parts": PARTS, "cadres": [9, 11, 17]} | changes))


def with_e(module_id, lecturer_id="L1"):
    return [*PARTS[:3], (module_id, lecturer_id), "closing"]


ALTERED = {
    "someone who is not eligible attends": (k2(cadres=[4, 5, 13]), {("H1", "CB-0013")}),
    "someone of another tier attends": (k2(cadres=[4, 5, 14]), {("H1", "CB-0014")}),
    "someone of another title attends": (k2(cadres=[4, 5, 12]), {("H1", "CB-0012")}),
    "someone attends before becoming active": (k2(cadres=[4, 5, 15]), {("H1", "CB-0015")}),
    "someone attends two classes": (k2(cadres=[4, 5, 6, 3]), {("H2", "CB-0003")}),
    "too few attend": (k2(cadres=[4, 5]), {("H3", "K2")}),
    "too many attend": (
        k2(cadres=[4, 5, 6, 17, 10]),
        {("H3", "K2"), ("H11", "CB-0017"), ("H12", "U4")},
    ),
    "the room is too small": (k2(room_id="R3"), {("H3", "K2")}),
    "a class runs into days off": (k2(date(2024, 3, 12)), {("H4", "K2")}),
    "a class starts before its window": (
        k2(date(2024, 3, 8)),  # and over a weekend, with L2 twice in one week
        {("H4", "K2"), ("H8", "L2")},
    ),
    "a core module is missing": (
        k2(parts=[*PARTS[:2], *PARTS[3:]]),
        {("H5", "K2")},
    ),
    "two electives are taken": (
        k2(parts=[*PARTS[:4], ("E2", "L3"), "closing"]),  # and into a fourth day
        {("H4", "K2"), ("H5", "K2")},
    ),
    "the order is turned": (
        k2(parts=["opening", ("M2", "L2"), ("M1", "L1"), ("E1", "L1"), "closing"]),
        {("H5", "K2")},
    ),
    "the closing comes early": (
        k2(parts=[*PARTS[:3], "closing", ("E1", "L1")]),
        {("H5", "K2")},
    ),
    "a lecturer is not qualified": (k2(parts=with_e("E1", "L4")), {("H6", "L4")}),
    "a module has no lecturer": (k2(parts=with_e("E1", None)), {("H6", "K2")}),
    "a lecturer changes within a module": (
        changed_sessions(GOOD, "K2", 3, lecturer="L3"),
        {("H6", "K2")},
    ),
    "a lecturer has two classes at once": (
        k3(date(2024, 3, 12), parts=[("B1", "L1")], room_id="R4"),
        {("H7", "L1"), ("H8", "L1"), ("H11", "K3")},
    ),
    "a lecturer teaches at two venues on a day": (
        k2(parts=["opening", ("M1", "L3"), ("M2", "L2"), ("E1", "L1"), "closing"]),
        {("H7", "L3")},
    ),
    "a lecturer is not available": (
        k2(parts=[*PARTS[:1], ("M1", "L1"), ("M2", "L3"), *PARTS[3:]]),
        {("H7", "L3"), ("H15", "K2")},
    ),
    "a lecturer teaches too much a day": (
        k2(parts=with_e("E1", "L2")),
        {("H8", "L2")},
    ),
    "a lecturer teaches too much in the horizon": (
        k4(date(2024, 3, 18)),
        {("H8", "L1"), ("H14", "budget")},
    ),
    "a room has two classes at once": (
        k3(room_id="R1", cadres=[7, 8]),
        {("H9", "R1")},
    ),
    "a room is not available": (k2(room_id="R4"), {("H9", "R4")}),
    "a room is not for the class": (
        k2(room_id="R2"),
        {("H9", "R2"), ("H10", "CB-0004"), ("H10", "CB-0005"), ("H10", "CB-0006")},
    ),
    "a venue does not serve the unit": (k3(cadres=[7, 14]), {("H10", "CB-0014")}),
    "a class meets in a closure of its tier": (k3(date(2024, 3, 12)), {("H11", "K3")}),
    "a unit is closed": (k2(cadres=[4, 5, 11]), {("H11", "CB-0011")}),
    "someone is away": (k2(cadres=[4, 5, 17]), {("H11", "CB-0017")}),
    "a unit sends too many": (k2(cadres=[4, 5, 10]), {("H12", "U4")}),
    "two of a cover group go": (k2(cadres=[4, 5, 9]), {("H12", "G")}),
    "someone has had too much of it": (k2(cadres=[4, 5, 16]), {("H13", "CB-0016")}),
    "the plan costs too much": (
        k4(date(2024, 3, 18), parts=["opening", *((m, "L3") for m in CONTENT), "closing"]),
        {("H14", "budget")},
    ),
    "a required class does not open": (paper(K3=None), {("H15", "K3")}),
    "a fixed lecturer is replaced": (
        k2(parts=[*PARTS[:2], ("M2", "L1"), ("E1", "L3"), "closing"]),
        {("H15", "K2")},
    ),
    "a fixed cadre stays away": (k2(cadres=[5, 6, 16]), {("H13", "CB-0016"), ("H15", "K2")}),
    "a frozen class loses its elective": (k1(parts=with_e("E2")), {("H15", "K1")}),
    "a frozen class changes its lecturer": (k1(parts=with_e("E1", "L3")), {("H15", "K1")}),
    "a frozen class moves to another room": (k1(room_id="R4"), {("H15", "K1")}),
    "a frozen class takes another cadre": (k1(cadres=[1, 2, 17]), {("H15", "K1")}),
    "a frozen class is dropped": (paper(K1=None), {("H15", "K1")}),
    "a new class starts before the freeze": (k3(MONDAY), {("H15", "K3")}),
    "sessions are numbered wrongly": (
        changed_sessions(GOOD, "K2", 6, seq=7),
        {("FORM", "K2")},
    ),
    "an activity names a lecturer": (
        changed_sessions(GOOD, "K2", 1, lecturer="L3"),
        {("FORM", "K2")},
    ),
    "an unknown cadre attends": (k2(cadres=[4, 5, "CB-9999"]), {("FORM", "CB-9999")}),
    "a class is not listed": (
        GOOD.model_copy(update={"classes": GOOD.classes[:3]}),
        {("FORM", "K4")},
    ),
    "a closed class has somebody": (
        GOOD.model_copy(
            update={
                "enrolments": (*GOOD.enrolments, Enrolment(cadre="CB-0017", class_id="K4")),
            }
        ),
        {("H3", "K4")},
    ),
}


@pytest.mark.parametrize("alteration", ALTERED)
def test_altered_plan(alteration):
    altered, wanted = ALTERED[alteration]
    found = {(item.rule.value, item.subject) for item in verify(S, altered).violations}
    assert found == wanted


def test_every_rule_is_broken_by_some_alteration():
    broken = {rule for _, wanted in ALTERED.values() for rule, _ in wanted}
    assert broken == {rule.value for rule in Rule}


def claims_altered():
    """Yield (path, plan, result, coverage rows), each with one figure that is untrue."""
    for name, value in RESULT.components.items():
        lie = RESULT.model_copy(update={"components": RESULT.components | {name: value + 1}})
        yield f"components.{name.value}", GOOD, lie, COVERAGE
    for number, level in enumerate(RESULT.levels, start=1):
        for field, lie in {
            "value": {"value": level.value + 2, "bound": level.value, "gap": 0},
            "bound": {"bound": level.value + 2, "gap": -2 / max(1, level.value)},
            "gap": {"gap": 0.004},
        }.items():
            altered = changed_level(RESULT, number, **lie)
            yield f"levels.{number}.{field}", GOOD, altered, COVERAGE
    for place, row in enumerate(COVERAGE):
        for field in ("population", "target", "covered_before", "covered_after", "shortfall"):
            rows = list(COVERAGE)
            rows[place] = row.model_copy(update={field: getattr(row, field) + 1})
            yield f"coverage.csv {row.tier} {field}", GOOD, RESULT, tuple(rows)
    for place, row in enumerate(GOOD.enrolments):
        for field in ("repeat_periods", "km"):
            rows = list(GOOD.enrolments)
            rows[place] = row.model_copy(update={field: getattr(row, field) + 1})
            altered = GOOD.model_copy(update={"enrolments": tuple(rows)})
            yield f"enrolments.csv {row.cadre} {row.class_id} {field}", altered, RESULT, COVERAGE
    for row in GOOD.classes:
        lies = {
            "programme": "Z",
            "end": date(2024, 4, 1),
            "venue": "V9",
            "size": row.size + 1,
            "cost": 9,
        }
        for field, lie in lies.items():
            altered = changed_class(GOOD, row.class_id, **{field: lie})
            yield f"classes.csv {row.class_id} {field}", altered, RESULT, COVERAGE


@pytest.mark.parametrize("claim", list(claims_altered()), ids=lambda claim: claim[0])
def test_every_false_figure_is_found_and_no_other(claim):
    path, altered, result, coverage = claim
    verdict = verify(S, altered, result, coverage)
    assert verdict.violations == ()
    assert [text.partition(": ")[0] for text in verdict.false] == [path]


@pytest.mark.parametrize("table", ["classes", "sessions", "enrolments"])
def test_no_row_can_be_taken_away_unnoticed(table):
    rows = getattr(GOOD, table)
    for place in range(len(rows)):
        altered = GOOD.model_copy(update={table: (*rows[:place], *rows[place + 1 :])})
        verdict = verify(S, altered, RESULT, COVERAGE)
        assert verdict.violations or verdict.false


@pytest.mark.parametrize("table", ["classes", "sessions", "enrolments"])
def test_no_row_can_stand_twice_unnoticed(table):
    rows = getattr(GOOD, table)
    for row in rows:
        altered = GOOD.model_copy(update={table: (*rows, row)})
        broken = {item.rule.value for item in verify(S, altered).violations}
        assert "FORM" in broken
