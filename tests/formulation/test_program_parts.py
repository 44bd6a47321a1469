"""The program of a part of the classes beside kept ones: what these occupy, and given menus."""

from datetime import timedelta

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import build, level
from scheduler.formulation.program.scope import Scope
from scheduler.formulation.program.symmetry import alike
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
from tests.formulation.test_program_rules import has_solution, is_told

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3, 4))
NEXT_MONDAY = MONDAY + timedelta(days=7)
LONG = (module("M1", "a", sessions=2), module("M2", "b"))
MANY = {
    "classes": tuple(training_class(f"K{n}") for n in (1, 2, 3, 4)),
    "rooms": tuple(room(f"R{n}") for n in (1, 2, 3, 4)),
    "cadres": tuple(cadre(n) for n in range(1, 7)),
    "lecturers": tuple(lecturer(f"L{n}") for n in range(1, 9)),
    "qualifications": tuple(qualified(f"L{n}") for n in range(1, 9)),
}
CAP = MANY | {"units": (unit(max_absent=2),)}


def by(first, second):
    """M1 by one lecturer, then M2 by another."""
    return (("M1", f"L{first}"), ("M2", f"L{second}"))


def k(number, start=MONDAY, *, cadres=None, parts=None, room_id=None):
    """Class K with room, lecturers and a cadre of its own, unless others are named."""
    own = by(2 * number - 1, 2 * number)
    return held(
        f"K{number}",
        start,
        room_id=room_id or f"R{number}",
        parts=parts or own,
        cadres=[number] if cadres is None else cadres,
    )


def lecturers(**limits):
    return MANY | {"lecturers": (lecturer("L1", **limits), *MANY["lecturers"][1:])}


FEW = MANY | {
    "units": (unit(max_absent=3),),
    "tiers": (tier("P"), tier("D")),
    "cadres": (*MANY["cadres"][:5], cadre(6, tier="D")),
    "programmes": (programme("A"), programme("B", tiers=("D",))),
    "classes": tuple(
        training_class(f"K{n}", programme="B" if n == 3 else "A") for n in (1, 2, 3, 4)
    ),
}
TWO_LENGTHS = CAP | {
    "modules": (module("M1", "a"), module("M2", "b"), module("M3", "c", sessions=3)),
    "programmes": (programme("A", modules=("M2",), choose=({"count": 1, "from": ("M1", "M3")},)),),
}
SHORT = (("M1", "L3"), ("M2", "L4"))
LASTING = (("M3", "L3"), ("M2", "L4"))
TWO_CLASSES = {"rules": {"max_classes_per_cadre": 2}}
VENUES = MANY | {
    "venues": (venue("V1"), venue("V2")),
    "rooms": (room("R1"), room("R2"), room("R3", venue="V2"), room("R4")),
}

# What it is about: (fields, kept classes, free ones that fit beside them, free ones that do not)
CASES = {
    "H12: a kept class on the second day of the only free one": (
        CAP | {"modules": LONG, "classes": MANY["classes"][:2]},
        [k(1, TUESDAY, cadres=[1])],
        [[k(2, cadres=[2])], [k(2, THURSDAY, cadres=[2, 3])]],
        [[k(2, cadres=[2, 3])], [k(2, WEDNESDAY, cadres=[2, 3])]],
    ),
    "H12: a short free class ends before the kept one begins": (
        TWO_LENGTHS | {"classes": MANY["classes"][:2]},
        [k(1, FRIDAY, cadres=[1])],
        [
            [k(2, THURSDAY, cadres=[2, 3], parts=SHORT)],
            [k(2, THURSDAY, cadres=[2], parts=LASTING)],
            [k(2, WEDNESDAY, cadres=[2, 3], parts=LASTING)],
        ],
        [
            [k(2, THURSDAY, cadres=[2, 3], parts=LASTING)],
            [k(2, FRIDAY, cadres=[2, 3], parts=SHORT)],
        ],
    ),
    "H12: two free classes on the first day of a kept one": (
        CAP | {"modules": LONG},
        [k(1, TUESDAY, cadres=[1])],
        [
            [k(2, cadres=[2]), k(3, THURSDAY, cadres=[3, 4])],
            [k(2, TUESDAY, cadres=[2]), k(3, THURSDAY, cadres=[3, 4])],
            [k(2, FRIDAY - timedelta(days=1), cadres=[2, 3]), k(3, cadres=[4])],
        ],
        [
            [k(2, cadres=[2]), k(3, cadres=[3])],
            [k(2, TUESDAY, cadres=[2]), k(3, TUESDAY, cadres=[3])],
            [k(2, TUESDAY, cadres=[2, 3])],
        ],
    ),
    "H12: three free classes beside a kept one": (
        CAP | {"modules": LONG, "units": (unit(max_absent=3),)},
        [k(1, TUESDAY, cadres=[1])],
        [
            [k(2, cadres=[2]), k(3, cadres=[3]), k(4, THURSDAY, cadres=[4, 5, 6])],
            [k(2, cadres=[2]), k(3, TUESDAY, cadres=[3]), k(4, THURSDAY, cadres=[4])],
        ],
        [
            [k(2, cadres=[2]), k(3, cadres=[3]), k(4, cadres=[4])],
            [k(2, cadres=[2]), k(3, TUESDAY, cadres=[3]), k(4, WEDNESDAY, cadres=[4, 5])],
        ],
    ),
    "H12: the only two free classes on the first day of a kept one": (
        CAP | {"modules": LONG, "classes": MANY["classes"][:3]},
        [k(1, TUESDAY, cadres=[1])],
        [[k(2, cadres=[2]), k(3, WEDNESDAY, cadres=[3])]],
        [[k(2, cadres=[2]), k(3, cadres=[3])], [k(2, cadres=[2]), k(3, TUESDAY, cadres=[3])]],
    ),
    "H12: a kept class has taken all that may go": (
        CAP | {"classes": MANY["classes"][:2]},
        [k(1, cadres=[1, 2])],
        [[k(2, TUESDAY, cadres=[3, 4])]],
        [[k(2, cadres=[3])]],
    ),
    "H12: the last day of the horizon": (
        CAP | {"classes": MANY["classes"][:2], "horizon": {"from": MONDAY, "to": FRIDAY}},
        [k(1, FRIDAY, cadres=[1])],
        [[k(2, FRIDAY, cadres=[2])], [k(2, THURSDAY, cadres=[2, 3])]],
        [[k(2, FRIDAY, cadres=[2, 3])]],
    ),
    "H12: all who are left are as many as the limit": (
        CAP | {"classes": MANY["classes"][:2], "cadres": MANY["cadres"][:3]},
        [k(1, cadres=[1])],
        [[k(2, cadres=[2])], [k(2, TUESDAY, cadres=[2, 3])]],
        [[k(2, cadres=[2, 3])]],
    ),
    "H12: one other free class, full, on another day": (
        CAP | {"classes": MANY["classes"][:3]},
        [k(1, cadres=[1])],
        [[k(2, cadres=[2]), k(3, TUESDAY, cadres=[3, 4])]],
        [[k(2, cadres=[2]), k(3, cadres=[3])]],
    ),
    "H12: a class for few people beside kept ones of several sizes": (
        FEW,
        [k(1, TUESDAY, cadres=[1]), k(2, THURSDAY, cadres=[2, 3])],
        [[k(3, THURSDAY, cadres=[6]), k(4, FRIDAY, cadres=[4, 5])]],
        [[k(3, THURSDAY, cadres=[6]), k(4, THURSDAY, cadres=[4])]],
    ),
    "H12: a kept class of a cover group": (
        MANY | {"cadres": (*(cadre(n, cover_group="G") for n in (1, 2)), cadre(3))},
        [k(1, TUESDAY, cadres=[1])],
        [[k(2, TUESDAY, cadres=[3])], [k(2, cadres=[2, 3])]],
        [[k(2, TUESDAY, cadres=[2])]],
    ),
    "H2: those in a kept class": (
        MANY | TWO_CLASSES,
        [k(1, cadres=[1])],
        [
            [k(2, TUESDAY, cadres=[1, 2]), k(3, WEDNESDAY, cadres=[2])],
            [k(2, cadres=[2]), k(3, TUESDAY, cadres=[1, 2])],
        ],
        [
            [k(2, cadres=[1])],
            [k(2, TUESDAY, cadres=[1]), k(3, WEDNESDAY, cadres=[1])],
        ],
    ),
    "H2: the last day of a kept class": (
        MANY | TWO_CLASSES | {"modules": LONG},
        [k(1, TUESDAY, cadres=[1])],
        [[k(2, THURSDAY, cadres=[1])]],
        [[k(2, WEDNESDAY, cadres=[1])], [k(2, MONDAY, cadres=[1])]],
    ),
    "H7: the hours of a kept class": (
        MANY,
        [k(1)],
        [
            [k(2, parts=by(3, 1))],
            [k(2, parts=by(2, 1))],
            [k(2, TUESDAY, parts=by(1, 2))],
        ],
        [[k(2, parts=by(1, 3))], [k(2, parts=by(3, 2))]],
    ),
    "H7: the venue of a kept class": (
        VENUES,
        [k(1)],
        [
            [k(2, parts=by(3, 1))],
            [k(3, TUESDAY, parts=by(3, 1))],
            [k(3, parts=by(3, 4))],
        ],
        [[k(3, parts=by(3, 1))], [k(3, parts=by(2, 4))]],
    ),
    "H7: the venue of a kept class at the end of the horizon": (
        VENUES | {"horizon": {"from": MONDAY, "to": FRIDAY}},
        [k(1, THURSDAY), k(2, FRIDAY)],
        [[k(3, FRIDAY, parts=by(1, 2))], [k(3, THURSDAY, parts=by(3, 4))]],
        [[k(3, FRIDAY, parts=by(5, 3))], [k(3, THURSDAY, parts=by(5, 1))]],
    ),
    "H7: the venue of a kept class on the day before": (
        VENUES | {"modules": LONG},
        [k(1)],
        [[k(3, TUESDAY, parts=by(3, 1))]],
        [[k(3, TUESDAY, parts=by(2, 4))]],
    ),
    "H7: the first class may choose among two venues, the second may not": (
        VENUES | {"classes": (training_class("K1"), training_class("K2", rooms=("R2",)))},
        [],
        [[k(1), k(2, parts=by(3, 1))], [k(1, room_id="R3"), k(2, TUESDAY, parts=by(3, 1))]],
        [[k(1, room_id="R3"), k(2, parts=by(3, 1))]],
    ),
    "H7: the second class may choose among two venues, the first may not": (
        VENUES | {"classes": (training_class("K1", rooms=("R1",)), training_class("K2"))},
        [],
        [[k(1), k(2, parts=by(3, 1))], [k(1), k(2, TUESDAY, room_id="R3", parts=by(3, 1))]],
        [[k(1), k(2, room_id="R3", parts=by(3, 1))]],
    ),
    "H8: sessions of a kept class on the day": (
        lecturers(max_per_day=1),
        [k(1)],
        [[k(2, TUESDAY, parts=by(3, 1))], [k(2, parts=by(2, 3))]],
        [[k(2, parts=by(3, 1))], [k(2, TUESDAY, parts=by(1, 1))]],
    ),
    "H8: sessions of a kept class in the week": (
        lecturers(max_per_week=2),
        [k(1)],
        [
            [k(2, TUESDAY, parts=by(1, 3))],
            [k(2, NEXT_MONDAY, parts=by(1, 1)), k(3, TUESDAY, parts=by(1, 3))],
        ],
        [
            [k(2, TUESDAY, parts=by(1, 1))],
            [k(2, TUESDAY, parts=by(1, 3)), k(3, FRIDAY, parts=by(4, 1))],
        ],
    ),
    "H8: sessions of a kept class in the week of the only free one": (
        lecturers(max_per_week=2) | {"classes": MANY["classes"][:2]},
        [k(1)],
        [[k(2, TUESDAY, parts=by(1, 3))], [k(2, NEXT_MONDAY, parts=by(1, 1))]],
        [[k(2, TUESDAY, parts=by(1, 1))]],
    ),
    "H8: sessions of a kept class in all": (
        lecturers(max_sessions=2),
        [k(1)],
        [[k(2, NEXT_MONDAY, parts=by(1, 3))]],
        [
            [k(2, NEXT_MONDAY, parts=by(1, 1))],
            [k(2, TUESDAY, parts=by(1, 3)), k(3, NEXT_MONDAY, parts=by(1, 3))],
        ],
    ),
    "H8: a limit that one module just reaches": (
        lecturers(max_sessions=1),
        [],
        [[k(1)]],
        [[k(1, parts=by(1, 1))]],
    ),
    "H9: the room of a kept class": (
        MANY | {"modules": LONG},
        [k(1, TUESDAY)],
        [[k(2, THURSDAY, room_id="R1")], [k(2, TUESDAY)]],
        [
            [k(2, WEDNESDAY, room_id="R1")],
            [k(2, TUESDAY, room_id="R1")],
            [k(2, MONDAY, room_id="R1")],
        ],
    ),
    "H14: what a kept class costs": (
        MANY | {"rules": {"budget": 100}},
        [k(1)],
        [[k(2)]],
        [[k(2), k(3)]],
    ),
}


def beside(fields, kept, opened):
    """Does the program of the other classes take these beside the kept ones?"""
    instance = derive(scenario(**fields))
    before = from_plan(instance, plan(instance.scenario, *kept))
    wanted = from_plan(instance, plan(instance.scenario, *kept, *opened))
    assert len(wanted) == len(kept) + len(opened), "the test names something unknown"
    free = tuple(n for n in range(len(instance.classes)) if n not in before)
    program = build(instance, Scope(free=free, kept=before))
    program.fix(wanted)
    found = has_solution(program)
    assert not found or is_told(program, wanted)
    return found


@pytest.mark.parametrize("about", CASES)
def test_what_fits_beside_kept_classes(about):
    fields, kept, fitting, _ = CASES[about]
    for number, opened in enumerate(fitting):
        assert beside(fields, kept, opened), number


@pytest.mark.parametrize("about", CASES)
def test_what_does_not_fit_beside_kept_classes(about):
    fields, kept, _, others = CASES[about]
    for number, opened in enumerate(others):
        assert not beside(fields, kept, opened), number


MENUS = {
    "modules": tuple(module(f"M{n}", topic) for n, topic in enumerate("abcd", start=1)),
    "programmes": (
        programme("A", modules=("M1",), choose=({"count": 1, "from": ("M2", "M3", "M4")},)),
    ),
    "rules": {"max_repeat_share": 0.5},
    "history": (
        history("CB-0001", "X", "2023-03-01", "M1"),
        history("CB-0002", "X", "2023-03-01", "M1"),
        history("CB-0002", "X", "2023-03-01", "M3"),
    ),
}


@pytest.mark.parametrize(
    ("elective", "cadres", "fits"),
    [
        ("M2", [1, 2, 3], True),
        ("M3", [1, 3], True),
        ("M3", [2], False),
        ("M4", [3], False),
    ],
)
def test_only_given_menus_are_taken_and_each_repeats_what_it_repeats(elective, cadres, fits):
    """M4 is no menu of the scope; M1 and M3 are all known to the second cadre."""
    instance = derive(scenario(**MENUS))
    menus = [menu for menu in instance.programmes[0].menus if 3 not in menu.modules]
    assert len(menus) == 2
    opened = held(parts=(("M1", "L1"), (elective, "L2")), cadres=cadres)
    decisions = from_plan(instance, plan(instance.scenario, opened))
    program = build(instance, Scope(free=(0,), menus={0: menus}))
    program.fix(decisions)
    assert has_solution(program) == fits


def test_what_several_classes_give_follows_from_the_plan():
    """One elective gives the eight periods that are wanted, the other only part of them."""
    instance = derive(
        scenario(
            modules=tuple(
                module(f"M{n}", "a", periods=periods) for n, periods in ((1, 2), (2, 4), (3, 8))
            ),
            programmes=(programme(modules=("M1",), choose=({"count": 1, "from": ("M2", "M3")},)),),
            classes=(training_class("K1"), training_class("K2")),
            requirements=(
                {"id": "q", "tiers": ("P",), "window": "term", "unit": "period", "min": 8},
            ),
            rules={"max_classes_per_cadre": 2},
        )
    )
    paper = plan(
        instance.scenario,
        held("K1", parts=(("M1", "L1"), ("M2", "L2")), cadres=[1, 2]),
        held("K2", TUESDAY, parts=(("M1", "L1"), ("M3", "L2")), cadres=[1]),
    )
    program = build(instance)
    form = level(program, 0)
    told = program.values_of(from_plan(instance, paper))
    assert form.value(told) == 2  # the second has 6 periods, the third none
    assert is_told(program, from_plan(instance, paper))


def test_classes_with_rooms_or_menus_of_their_own_are_not_alike():
    instance = derive(scenario(**MANY))
    menus = instance.programmes[0].menus
    assert alike(instance, Scope(free=(0, 1, 2))) == [(0, 1, 2)]
    assert alike(instance, Scope(free=(0, 1, 2), rooms={0: (0,)})) == [(1, 2)]
    assert alike(instance, Scope(free=(0, 1), menus={0: menus, 1: menus})) == []
