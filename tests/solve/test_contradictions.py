"""Planted contradictions: the set is named exactly, and each remedy makes a plan possible."""

import re
import time

import pytest

from models.result import Status
from models.rules import Rule
from models.scenario import Scenario
from scheduler.checker import verify
from scheduler.formulation.derive import derive
from scheduler.solve import search, solve
from scheduler.solve.conflict import Conflict, contradicts, find_conflict, guarded_program
from scheduler.solve.relax_people import absences
from scheduler.solve.remedies import Remedy, find_remedies
from tests.builders import (
    cadre,
    held,
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
)

MARCH = {"from": "2024-03-04", "to": "2024-03-15"}
REQUIRED = training_class(required=True)
L1_ALONE = {"qualifications": (qualified("L1"),)}


def march(**fields) -> Scenario:
    """Half of March 2024 with a holiday on Friday the 8th; any plan will do."""
    defaults = {
        "horizon": MARCH,
        "calendar": {"public_holidays": ["2024-03-08"]},
        "solve": {"time_limit": 10, "gap": 1e9, "workers": 1},
    }
    return scenario(**defaults | fields)


def fixed(class_id: str = "K1", day: str = "2024-03-04", **fields):
    """A class that is fixed to open on a day."""
    return training_class(class_id, fixed={"open": True, "start": day} | fields)


def away(kind: str, one: str, first: str, last: str | None = None, **fields):
    """A row of unavailability."""
    return {"kind": kind, "id": one, "from": first, "to": last or first} | fields


def frozen(**fields) -> Scenario:
    """K1 is frozen on 4 March with L1 for M1 and L2 for M2, before what `fields` change."""
    before = march()
    return march(baseline=plan(before, held()), freeze_before="2024-03-11", **fields)


# name -> scenario, the conflict, a piece of each remedy in their order
PLANTED: dict[str, tuple[Scenario, str, tuple[str, ...]]] = {
    "the budget is below the required class": (
        march(rules={"budget": 100}, classes=(REQUIRED,)),
        "H6 K1, H14 budget, H15 K1",
        ("raise the budget from 100 to 250", "drop `required`"),
    ),
    "the room is too small for the least size": (
        march(
            programmes=(programme(size={"min": 3, "max": 9}),),
            rooms=(room("R1", capacity=2), room("R2")),
            classes=(training_class(required=True, rooms=["R1"]),),
        ),
        "H3 K1, H15 K1",
        ("of programme A from 3 to 2", "allow room R2", "from 2 to 3 seats", "drop `required`"),
    ),
    "nobody is qualified for M2": (
        march(qualifications=(qualified("L1", "M1"),), classes=(REQUIRED,)),
        "H6 K1, H15 K1",
        ("qualify lecturer L1 for module M2", "qualify lecturer L2 for module M2", "`required`"),
    ),
    "a fixed lecturer is not qualified": (
        march(classes=(fixed(lecturers={"M1": "L2"}),), **L1_ALONE),
        "H6 L2, H15 K1",
        ("let L1 instead of L2 teach", "qualify lecturer L2 for module M1", "`fixed.open`"),
    ),
    "one lecturer has too few sessions": (
        march(lecturers=(lecturer("L1", max_sessions=1),), classes=(REQUIRED,), **L1_ALONE),
        "H6 K1, H8 L1, H15 K1",
        ("give lecturer L1 1 more sessions: max_sessions from 1 to 2", "`required`"),
    ),
    "the lecturer is away on the fixed day": (
        march(
            unavailability=(away("lecturer", "L1", "2024-03-04"),), classes=(fixed(),), **L1_ALONE
        ),
        "H6 K1, H7 L1, H15 K1",
        (
            "from 04/03/2024 to 05/03/2024",
            "have lecturer L1 available 04/03/2024",
            "`fixed.open`",
        ),
    ),
    "the fixed start is a holiday": (
        march(classes=(fixed(day="2024-03-08"),)),
        "H4 K1, H15 K1",
        ("from 08/03/2024 to 07/03/2024", "work on 08/03/2024", "`fixed.open`"),
    ),
    "two fixed classes share a room and a day": (
        march(
            rooms=(room("R1"), room("R2")),
            classes=(fixed("K1", room="R1"), fixed("K2", room="R1")),
        ),
        "H9 R1, H15 K1, H15 K2",
        (
            "of class K1 from 04/03/2024 to 05/03/2024",
            "of class K2 from 04/03/2024 to 05/03/2024",
            "move class K1 from its fixed room R1 to R2",
            "move class K2 from its fixed room R1 to R2",
            "let class K1 stay closed",
        ),
    ),
    "a cadre is fixed in two classes of one day": (
        march(
            rules={"max_classes_per_cadre": 2},
            rooms=(room("R1"), room("R2")),
            classes=(fixed("K1", cadres=["CB-0001"]), fixed("K2", cadres=["CB-0001"])),
        ),
        "H2 CB-0001, H15 K1, H15 K2",
        (
            "of class K1 from 04/03/2024 to 05/03/2024",
            "of class K2 from 04/03/2024 to 05/03/2024",
            "take CB-0001 off the fixed cadres of class K1",
            "take CB-0001 off the fixed cadres of class K2",
            "let class K1 stay closed",
        ),
    ),
    "the unit cannot spare its fixed cadres": (
        march(
            units=(unit(max_absent=0.4),),
            classes=(training_class(fixed={"cadres": ["CB-0001", "CB-0002"]}),),
        ),
        "H12 U1, H15 K1",
        ("max_absent of unit U1 from 0.4 to 0.67", "take CB-0002 off", "`fixed.cadres`"),
    ),
    "two fixed cadres cover for each other": (
        march(
            cadres=(cadre(1, cover_group="G"), cadre(2, cover_group="G"), cadre(3)),
            classes=(training_class(fixed={"cadres": ["CB-0001", "CB-0002"]}),),
        ),
        "H12 G, H15 K1",
        ("take CB-0001 out of", "take CB-0002 out of", "take CB-0002 off", "`fixed.cadres`"),
    ),
    "the order contradicts when lecturers can come": (
        march(
            programmes=(programme(order=[["M2", "M1"]]),),
            qualifications=(qualified("L1", "M1"), qualified("L2", "M2")),
            unavailability=(away("lecturer", "L1", *MARCH.values(), slot="C"),),
            classes=(fixed(lecturers={"M1": "L1", "M2": "L2"}),),
        ),
        "H5 K1, H7 L1, H15 K1",
        (
            "have lecturer L1 available 04/03/2024–15/03/2024",
            "drop the order of M2 before M1",
            "`fixed.open`",
        ),
    ),
    "an opening that must be first meets a lecturer of mornings": (
        march(
            modules=(module("M1"),),
            programmes=(
                programme(
                    modules=["M1"],
                    activities=[{"kind": "opening", "sessions": 1, "position": "first"}],
                ),
            ),
            unavailability=(away("lecturer", "L1", *MARCH.values(), slot="C"),),
            classes=(REQUIRED,),
            **L1_ALONE,
        ),
        "H5 K1, H6 K1, H7 L1, H15 K1",
        ("have lecturer L1", "qualify lecturer L2", "activity opening", "`required`"),
    ),
    "nobody may attend the required class": (
        march(
            programmes=(programme(tiers=["Q"]),), tiers=(tier("P"), tier("Q")), classes=(REQUIRED,)
        ),
        "H3 K1, H15 K1",
        ("admit tier P to programme A", "drop `required`"),
    ),
    "a fixed cadre is away": (
        march(
            unavailability=(away("cadre", "CB-0001", *MARCH.values()),),
            classes=(training_class(required=True, fixed={"cadres": ["CB-0001"]}),),
        ),
        "H11 CB-0001, H15 K1",
        ("have cadre CB-0001 available", "take CB-0001 off", "`required`, `fixed.cadres`"),
    ),
    "the lecturer of a frozen class was removed": (
        frozen(lecturers=(lecturer("L2"),), qualifications=(qualified("L2"),)),
        "H15 K1",
        ("move freeze_before from 11/03/2024 to 04/03/2024",),
    ),
    "the lecturer of a frozen class is away": (
        frozen(unavailability=(away("lecturer", "L1", "2024-03-04"),)),
        "H7 L1, H15 K1",
        ("move freeze_before from 11/03/2024 to 04/03/2024", "have lecturer L1 available"),
    ),
    "the class is longer than max_days": (
        march(
            modules=(module("M1", sessions=3), module("M2", "b", sessions=2)),
            programmes=(programme(max_days=2),),
            classes=(REQUIRED,),
        ),
        "H4 K1, H15 K1",
        ("lengthen max_days of programme A from 2 to 3", "drop `required`"),
    ),
}


def budget_of(chosen: Scenario, budget: float) -> Scenario:
    """Return the scenario with another budget."""
    rules = chosen.rules.model_copy(update={"budget": budget})
    return chosen.model_copy(update={"rules": rules})


@pytest.fixture(autouse=True)
def _any_plan_will_do(monkeypatch):
    monkeypatch.setattr(search, "ROUNDS", 1)


def soon() -> float:
    return time.monotonic() + 20


def answer(chosen: Scenario) -> tuple[tuple[Conflict, ...], tuple[Remedy, ...]]:
    instance = derive(chosen)
    conflict = find_conflict(instance, deadline=soon())
    return conflict, find_remedies(instance, conflict, deadline=soon())


@pytest.fixture(scope="module", params=PLANTED)
def planted(request) -> tuple[str, Scenario, tuple[Conflict, ...], tuple[Remedy, ...]]:
    chosen = PLANTED[request.param][0]
    return request.param, chosen, *answer(chosen)


def test_there_are_more_than_ten_planted_contradictions_of_different_kinds():
    assert len({conflict for _, conflict, _ in PLANTED.values()}) >= 10


def test_the_conflict_is_named_exactly(planted):
    name, _, conflict, _ = planted
    assert ", ".join(f"{one.rule} {one.subject}" for one in conflict) == PLANTED[name][1]


def test_its_members_contradict_alone_and_not_without_any_of_them(planted):
    _, chosen, conflict, _ = planted
    instance = derive(chosen)
    program = guarded_program(instance, tuple(c.index for c in instance.classes if c.must_open))
    members = [(one.rule, one.subject) for one in conflict]
    assert contradicts(program, members, 20)
    for member in members:
        assert not contradicts(program, [one for one in members if one != member], 20)


def test_its_remedies_are_the_expected_ones_and_the_cheapest_comes_first(planted):
    name, _, _, remedies = planted
    pieces = PLANTED[name][2]
    told = [remedy.message for remedy in remedies]
    assert len(told) == len(pieces), told
    for message, piece in zip(told, pieces, strict=True):
        assert piece in message
        assert message.endswith(" (verified).")
    costs = [remedy.cost for remedy in remedies]
    assert costs == sorted(costs)


def test_its_remedies_make_a_plan_possible(planted):
    _, _, _, remedies = planted
    for remedy in remedies:
        solution = solve(remedy.scenario)
        assert solution.result.status in (Status.FEASIBLE, Status.OPTIMAL)
        assert verify(remedy.scenario, solution.plan).violations == ()


def test_two_contradictions_need_two_edits():
    chosen = march(
        modules=(module("M1"), module("M2", "b"), module("M3", "c", sessions=4)),
        programmes=(programme(), programme("B", modules=["M3"], max_days=1)),
        classes=(fixed("K1", "2024-03-08"), training_class("K2", programme="B", required=True)),
    )
    conflict, remedies = answer(chosen)
    assert {one.rule for one in conflict} == {Rule.H4, Rule.H15}
    assert remedies
    first = remedies[0].message
    assert "from 08/03/2024 to 07/03/2024" in first
    assert "max_days of programme B from 1 to 2" in first
    assert first.endswith("(verified together).")
    for remedy in remedies:
        assert solve(remedy.scenario).plan is not None


def test_the_result_holds_the_conflict_then_the_remedies():
    result = solve(PLANTED["the fixed start is a holiday"][0]).result
    assert result.status is Status.INFEASIBLE
    assert (len(result.reasons), result.num_remedies) == (5, 3)
    assert [reason.partition(":")[0] for reason in result.reasons[:2]] == ["H4 K1", "H15 K1"]
    assert result.reasons[2].startswith("move the fixed start")
    assert "num_remedies" not in result.model_dump()


def test_a_budget_below_what_must_open_is_no_plan():
    chosen = PLANTED["the budget is below the required class"][0]
    assert solve(chosen).result.status is Status.INFEASIBLE
    richer = budget_of(chosen, 250)
    assert verify(richer, solve(richer).plan).violations == ()


def test_better_people_do_not_break_the_budget():
    chosen = march(rules={"budget": 260, "allowance_per_person_day": 10}, classes=(REQUIRED,))
    solution = solve(chosen)
    assert verify(chosen, solution.plan).violations == ()
    assert solution.plan.classes[0].size == 1


def test_remedies_speak_the_language_of_the_scenario():
    chosen = march(language="vi", rules={"budget": 1_000}, classes=(fixed(day="2024-03-08"),))
    told = [remedy.message for remedy in answer(chosen)[1]]
    assert told[0] == (
        "dời ngày khai giảng đã chốt của lớp K1 từ 08/03/2024 sang 07/03/2024 (đã kiểm chứng)."
    )
    assert not any(re.search("verified|class", message) for message in told)


def test_no_time_means_no_remedies():
    instance = derive(PLANTED["the fixed start is a holiday"][0])
    conflict = find_conflict(instance, deadline=soon())
    assert find_remedies(instance, conflict, deadline=time.monotonic() - 1) == ()
    assert find_remedies(instance, conflict, deadline=soon(), stop=lambda: True) == ()
    assert find_remedies(instance, (), deadline=soon()) == ()


@pytest.mark.parametrize(
    ("old", "cap", "size", "expected"),
    [
        (0.2, 10, 50, 0.22),
        (0.28, 7, 25, 0.32),
        (3, 3, 5, 4),
        (0.5, 1, 2, 2),
    ],
)
def test_the_next_limit_of_a_unit_lets_one_more_be_away(old, cap, size, expected):
    assert absences(old, cap, size)[0] == expected
