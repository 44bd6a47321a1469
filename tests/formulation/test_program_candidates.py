"""What no plan can hold is no candidate; what something names is one, so that it can be told of."""

from datetime import timedelta

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.program import Program
from scheduler.formulation.program.scope import Scope, Width, candidate, whole
from scheduler.formulation.program.symmetry import alike
from tests.builders import (
    MONDAY,
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
    venue,
)
from tests.formulation.test_program_rules import BEFORE, FRIDAY, TUESDAY


def of(width, **fields):
    instance = derive(scenario(**fields))
    return candidate(instance, whole(instance, width), 0)


@pytest.mark.parametrize(
    ("width", "first", "second"),
    [(Width.POSSIBLE, (1,), (0, 1)), (Width.NAMED, (1,), (0, 1)), (Width.COMPLETE, (0, 1), (0, 1))],
)
def test_who_is_not_qualified_is_no_candidate(width, first, second):
    found = of(width, qualifications=(qualified("L1", "M2"), qualified("L2")))
    assert found.teachers == {0: first, 1: second}


@pytest.mark.parametrize(("width", "expected"), [(Width.POSSIBLE, ()), (Width.NAMED, (0, 1))])
def test_a_lecturer_who_is_named_but_not_qualified_is_there_to_be_told_of(width, expected):
    found = of(
        width,
        qualifications=(qualified("L1", "M2"), qualified("L2")),
        classes=(training_class(fixed={"lecturers": {"M1": "L1"}}),),
    )
    assert found.teachers[0] == expected


def test_a_lecturer_with_just_enough_sessions_is_a_candidate():
    few = (lecturer("L1", max_sessions=1), lecturer("L2", max_sessions=2))
    long = (module("M1", "a", sessions=2), module("M2", "b"))
    assert of(Width.POSSIBLE, lecturers=few, modules=long).teachers == {0: (1,), 1: (0, 1)}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_frozen_member_who_is_admitted_no_more_is_there_to_be_told_of(number):
    """Whoever he is: the first of all cadres too."""
    before = plan(scenario(**BEFORE), held(cadres=[1, 2, 3]))
    moved = tuple(cadre(n, tier="D" if n == number else "P") for n in (1, 2, 3))
    fields = BEFORE | {
        "tiers": (tier("P"), tier("D")),
        "cadres": moved,
        "baseline": before,
        "freeze_before": TUESDAY,
    }
    assert of(Width.NAMED, **fields).cadres.tolist() == [0, 1, 2]
    assert number - 1 not in of(Width.POSSIBLE, **fields).cadres.tolist()


def test_a_start_before_the_horizon_makes_a_class_unlike_one_that_is_free():
    week = {"horizon": {"from": MONDAY, "to": FRIDAY}}
    early = training_class("K1", fixed={"start": MONDAY - timedelta(days=1)})
    instance = derive(scenario(**week, classes=(early, training_class("K2"), training_class("K3"))))
    assert alike(instance, whole(instance)) == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [({"start": MONDAY}, {"start": TUESDAY}), ({"room": "R1"}, {"room": "R2"})],
    ids=["start", "room"],
)
def test_classes_are_alike_where_the_same_is_fixed(one, other):
    fixed = [one, other, one, other, {}, {}]
    classes = tuple(training_class(f"K{n}", fixed=f) for n, f in enumerate(fixed))
    instance = derive(scenario(classes=classes, rooms=BEFORE["rooms"]))
    assert alike(instance, whole(instance)) == [(0, 2), (1, 3), (4, 5)]


@pytest.mark.parametrize("width", Width)
def test_the_lecturer_of_a_frozen_class_who_may_teach_it_no_more_is_there_to_be_told_of(width):
    before = plan(scenario(**BEFORE), held())
    fields = BEFORE | {
        "qualifications": (qualified("L1", "M2"), qualified("L2")),
        "baseline": before,
        "freeze_before": TUESDAY,
    }
    expected = {Width.POSSIBLE: (), Width.NAMED: (0, 1), Width.COMPLETE: (0, 1)}
    assert of(width, **fields).teachers[0] == expected[width]


def test_a_room_with_as_many_seats_as_are_needed_at_least_is_a_candidate():
    rooms = (room("R1", capacity=1), room("R2", capacity=2), room("R3", capacity=3))
    sizes = (programme(size={"min": 2, "max": 10}),)
    assert of(Width.POSSIBLE, rooms=rooms, programmes=sizes).rooms == (1, 2)


@pytest.mark.parametrize(("width", "expected"), [(Width.POSSIBLE, ()), (Width.NAMED, (0, 1))])
def test_a_room_that_is_named_but_not_allowed_is_there_to_be_told_of(width, expected):
    rooms = (room("R1"), room("R2"), room("R3"))
    named = training_class(rooms=("R2",), fixed={"room": "R1"})
    assert of(width, rooms=rooms, classes=(named,)).rooms == expected


@pytest.mark.parametrize("width", Width)
@pytest.mark.parametrize(
    ("fixed", "may_open"),
    [
        ({}, True),
        ({"open": True}, True),
        ({"open": False}, False),
        ({"cadres": ["CB-0003"]}, False),
    ],
)
def test_a_class_that_may_not_open_has_no_start_but_to_be_told_of(width, fixed, may_open):
    """The third cadre has retired, so nobody can give him a place."""
    found = of(
        width,
        cadres=(cadre(1), cadre(2), cadre(3, active_to=MONDAY - timedelta(days=1))),
        classes=(training_class(fixed=fixed),),
    )
    assert bool(len(found.start)) == (may_open or width is not Width.POSSIBLE)


def test_only_days_and_rooms_of_the_scope_are_candidates():
    instance = derive(scenario(rooms=(room("R1"), room("R2"), room("R3"))))
    scope = Scope(free=(0,), starts={0: (0, 2, 5, 8)}, rooms={0: (1, 2)})
    found = candidate(instance, scope, 0)
    assert (found.start.tolist(), found.rooms) == ([0, 2, 8], (1, 2))


def test_who_has_his_one_class_in_a_kept_one_is_no_candidate_elsewhere():
    instance = derive(scenario(classes=(training_class("K1"), training_class("K2"))))
    kept = from_plan(instance, plan(instance.scenario, held("K1", cadres=[2])))
    assert candidate(instance, Scope(free=(1,), kept=kept), 1).cadres.tolist() == [0, 2]


def test_who_is_away_whenever_the_class_can_be_held_is_no_candidate():
    """Absent on the second day of the only start is absent too."""
    away = [
        {"kind": "cadre", "id": "CB-0001", "from": TUESDAY, "to": TUESDAY},
        {"kind": "cadre", "id": "CB-0002", "from": FRIDAY, "to": FRIDAY},
    ]
    found = of(
        Width.POSSIBLE,
        modules=(module("M1", "a", sessions=2), module("M2", "b")),
        classes=(training_class(fixed={"start": MONDAY}),),
        unavailability=away,
    )
    assert found.cadres.tolist() == [1, 2]


def test_whom_no_room_serves_is_no_candidate():
    found = of(
        Width.POSSIBLE,
        units=(unit("U1"), unit("U2")),
        cadres=(cadre(1), cadre(2, unit="U2"), cadre(3)),
        venues=(venue("V1", serves=("U1",)), venue("V2")),
        rooms=(room("R1"), room("R2", venue="V2")),
        classes=(training_class(rooms=("R1",)),),
    )
    assert found.cadres.tolist() == [0, 2]


def test_a_part_has_the_places_that_its_position_and_the_others_leave_it():
    """Opening and field come first, then M1 with M2 or the long M3, then report and closing."""
    ends = [("opening", "first"), ("field", "first"), ("discussion", "any")]
    ends += [("report", "last"), ("closing", "last")]
    activities = tuple(
        {"kind": kind, "sessions": 2 if kind in ("field", "report") else 1, "position": position}
        for kind, position in ends
    )
    modules = (module("M1", "a"), module("M2", "b"), module("M3", "c", sessions=2))
    instance = derive(
        scenario(
            modules=modules,
            programmes=(
                programme(
                    modules=("M1",),
                    choose=({"count": 1, "from": ("M2", "M3")},),
                    activities=activities,
                ),
            ),
        )
    )
    variables = Program(instance, whole(instance)).classes[0]
    assert sorted(set(variables.candidate.length.tolist())) == [9, 10]
    places = {(part.is_module, part.index): sorted(row) for part, row in variables.place.items()}
    between = [3, 4, 5, 6]
    assert places == {
        (False, 0): [0],
        (False, 1): [1],
        (False, 2): between,
        (False, 3): [6, 7],
        (False, 4): [8, 9],
        (True, 0): between,
        (True, 1): between,
        (True, 2): between[:-1],
    }
    wide = Program(instance, whole(instance, Width.COMPLETE)).classes[0]
    assert all(sorted(row) == list(range(11 - part.sessions)) for part, row in wide.place.items())


@pytest.mark.parametrize(
    ("max_days", "possible"), [(None, [2, 3, 5]), (3, [2, 3, 5]), (2, [2, 3]), (1, [2])]
)
def test_a_class_is_no_longer_than_its_programme_allows(max_days, possible):
    """With M1 for one slot and one of M2 to M4 for one, two and four: one, two or three days."""
    fields = {
        "modules": tuple(
            module(f"M{n}", "a", sessions=sessions)
            for n, sessions in enumerate((1, 1, 2, 4), start=1)
        ),
        "programmes": (
            programme(
                modules=("M1",),
                choose=({"count": 1, "from": ("M2", "M3", "M4")},),
                max_days=max_days,
            ),
        ),
    }
    for width, expected in ((Width.POSSIBLE, possible), (Width.COMPLETE, [2, 3, 5])):
        assert sorted(set(of(width, **fields).length.tolist())) == expected
