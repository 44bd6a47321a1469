"""Every check that says E: alone in a broken scenario, proven by the solver, silent next to it."""

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
    training_class,
    unit,
    venue,
)
from tests.precheck.trial import codes, found, sound, status_of

SPARES = (training_class("S1"), training_class("S2"))
MODULES = (module("M1", "a"), module("M2", "b"), module("M3", "c"))
TITLED = tuple(cadre(n, title="Bí thư") for n in (1, 2, 3))
SIX = tuple(cadre(n) for n in range(1, 7))


def old(count=6, **fields):
    """History rows of the first cadres that count for nothing."""
    row = {"counts_for": ()} | fields
    return tuple(
        history(f"CB-{n:04}", "OLD", "2023-05-10", "X", **row) for n in range(1, count + 1)
    )


def away(kind, subject, start="2024-03-01", end="2024-03-31", **fields):
    return {"kind": kind, "id": subject, "from": start, "to": end} | fields


def own_programme(**fields):
    """A programme B of its own for K1, so that only K1 is concerned."""
    return programme(), programme("B", **fields)


def of(**fields):
    """K1 of programme B, required, beside spare classes of programme A."""
    return training_class("K1", **{"programme": "B", "required": True} | fields), *SPARES


def of_a(**fields):
    return of(programme="A", **fields)


def window(start, end):
    return {"from": f"2024-03-{start:02}", "to": f"2024-03-{end:02}"}


ROOMS = (room("R1"), room("R2", capacity=2))
LONG = {"modules": ("M1", "M2", "M3")}
CHOICE = {"modules": ("M1",), "choose": ({"count": 1, "from": ("M2", "M3")},)}
TWO_UNITS = (unit(), unit("U2"))

# name: (code, what is wrong, what makes it right again)
BROKEN = {
    "room too small": (
        "SIZE-01",
        {
            "rooms": ROOMS,
            "classes": of(rooms=("R2",)),
            "programmes": own_programme(size={"min": 3, "max": 9}),
        },
        {"rooms": (ROOMS[0], room("R2", capacity=3))},
    ),
    "venue without rooms": (
        "SIZE-01",
        {"venues": (venue(), venue("V2")), "classes": of_a(venues=("V2",))},
        {"classes": of_a(venues=("V2", "V1"))},
    ),
    "too few people": (
        "SIZE-01",
        {"classes": of(), "programmes": own_programme(size={"min": 4, "max": 9})},
        {"programmes": own_programme(size={"min": 3, "max": 9})},
    ),
    "too few who have not had it": (
        "SIZE-01",
        {
            "classes": of(),
            "modules": MODULES,
            "programmes": own_programme(modules=("M3",), size={"min": 3, "max": 9}),
            "rules": {"max_repeat_share": 0.5},
            "history": (*old(3), history("CB-0001", "OLD", "2023-05-10", "M3", counts_for=())),
        },
        {"rules": {"max_repeat_share": 1}},
    ),
    "too few on one day": (
        "SIZE-01",
        {
            "classes": of(),
            "programmes": own_programme(size={"min": 3, "max": 9}),
            "units": (unit(max_absent=2),),
        },
        {"units": (unit(max_absent=3),)},
    ),
    "too long": (
        "LEN-01",
        {"classes": of(), "modules": MODULES, "programmes": own_programme(max_days=1, **LONG)},
        {"programmes": own_programme(max_days=2, **LONG)},
    ),
    "too long with its elective": (
        "LEN-01",
        {
            "classes": of(fixed={"electives": ("M3",)}),
            "modules": (*MODULES[:2], module("M3", "c", sessions=2)),
            "programmes": own_programme(max_days=1, **CHOICE),
        },
        {"classes": of(fixed={"electives": ("M2",)})},
    ),
    "nothing to teach": (
        "LEN-01",
        {"classes": of(), "programmes": own_programme(modules=())},
        {"programmes": own_programme(modules=("M1",))},
    ),
    "window on a weekend": (
        "DATE-01",
        {"classes": of_a(window=window(2, 3))},
        {"classes": of_a(window=window(2, 4))},
    ),
    "closure in the window": (
        "DATE-01",
        {
            "classes": of(window=window(4, 8)),
            "modules": MODULES,
            "programmes": own_programme(activities=({"kind": "field", "sessions": 3},), **LONG),
            "calendar": {"closures": [window(6, 6)]},
        },
        {"calendar": {"closures": [window(7, 7)]}},
    ),
    "window outside the horizon": (
        "DATE-01",
        {"classes": of_a(window={"from": "2024-05-01", "to": "2024-05-31"})},
        {"classes": of_a(window={"from": "2024-03-29", "to": "2024-05-31"})},
    ),
    "room never free": (
        "DATE-02",
        {
            "rooms": (room(), room("R2")),
            "classes": of_a(rooms=("R2",)),
            "unavailability": (away("room", "R2"),),
        },
        {"unavailability": (away("room", "R2", end="2024-03-28"),)},
    ),
    "nobody teaches a module": (
        "LEC-01",
        {
            "classes": of(),
            "modules": MODULES,
            "programmes": own_programme(modules=("M3",)),
            "qualifications": (qualified("L1", "M1"), qualified("L1", "M2")),
        },
        {"qualifications": (qualified("L1", "*"),)},
    ),
    "no lecturer may give that many sessions": (
        "LEC-01",
        {
            "classes": of(),
            "modules": (*MODULES[:2], module("M3", "c", sessions=2)),
            "programmes": own_programme(modules=("M3",)),
            "lecturers": (lecturer("L1"), lecturer("L2", max_sessions=1)),
            "qualifications": (
                qualified("L1", "M1"),
                qualified("L1", "M2"),
                qualified("L2", "M3"),
            ),
        },
        {"lecturers": (lecturer("L1"), lecturer("L2", max_sessions=2))},
    ),
    "too few electives have a lecturer": (
        "LEC-01",
        {
            "classes": of(),
            "modules": MODULES,
            "programmes": own_programme(
                modules=("M1",), choose=({"count": 2, "from": ("M2", "M3")},)
            ),
            "qualifications": (qualified("L1", "M1"), qualified("L1", "M2")),
        },
        {"qualifications": (qualified("L1", "*"),)},
    ),
    "lecturers away on the only date": (
        "LEC-03",
        {
            "classes": of_a(window=window(4, 4)),
            "unavailability": (away("lecturer", "L1"), away("lecturer", "L2", end="2024-03-04")),
            "calendar": {},
        },
        {"unavailability": (away("lecturer", "L1", start="2024-03-05"),)},
    ),
    "titles that nobody has": (
        "ELIG-02",
        {"classes": of(), "cadres": TITLED, "programmes": own_programme(titles=("Bi thu",))},
        {"programmes": own_programme(titles=("Bí thư",))},
    ),
    "order in a circle": (
        "ORDER-01",
        {
            "classes": of(),
            "modules": MODULES,
            "programmes": own_programme(order=(("M1", "M2"), ("M2", "M3"), ("M3", "M1")), **LONG),
        },
        {"programmes": own_programme(order=(("M1", "M2"), ("M2", "M3")), **LONG)},
    ),
    "elective that is not offered": (
        "CHOOSE-01",
        {
            "classes": of(fixed={"electives": ("M1",)}),
            "modules": MODULES,
            "programmes": own_programme(**CHOICE),
        },
        {"classes": of(fixed={"electives": ("M3",)})},
    ),
    "too many electives": (
        "CHOOSE-01",
        {
            "classes": of(fixed={"electives": ("M2", "M3")}),
            "modules": MODULES,
            "programmes": own_programme(**CHOICE),
        },
        {"classes": of(fixed={"electives": ("M2",)})},
    ),
    "start on a Sunday": (
        "FIX-01",
        {"classes": of_a(fixed={"start": "2024-03-10"})},
        {"classes": of_a(fixed={"start": "2024-03-11"})},
    ),
    "start outside the window": (
        "FIX-01",
        {"classes": of_a(window=window(4, 8), fixed={"start": "2024-03-11"})},
        {"classes": of_a(window=window(4, 11), fixed={"start": "2024-03-11"})},
    ),
    "start outside the horizon": (
        "FIX-01",
        {"classes": of_a(fixed={"start": "2024-04-01"})},
        {"classes": of_a(fixed={"start": "2024-03-29"})},
    ),
    "start in a closure": (
        "FIX-01",
        {
            "classes": of_a(fixed={"start": "2024-03-11"}),
            "calendar": {"closures": [window(11, 12) | {"tiers": ["P"]}]},
        },
        {"calendar": {"closures": [window(12, 12) | {"tiers": ["P"]}]}},
    ),
    "start too late in the week": (
        "FIX-01",
        {
            "classes": of(fixed={"start": "2024-03-08"}),
            "modules": MODULES,
            "programmes": own_programme(**LONG),
        },
        {"classes": of(fixed={"start": "2024-03-07"})},
    ),
    "one room for two": (
        "FIX-02",
        {
            "classes": (
                training_class("K1", required=True, fixed={"start": "2024-03-04", "room": "R1"}),
                training_class("K2", required=True, fixed={"start": "2024-03-04", "room": "R1"}),
            )
        },
        {
            "classes": (
                training_class("K1", required=True, fixed={"start": "2024-03-04", "room": "R1"}),
                training_class("K2", required=True, fixed={"start": "2024-03-05", "room": "R1"}),
            )
        },
    ),
    "one lecturer for two": (
        "FIX-02",
        {
            "rooms": (room(), room("R2")),
            "classes": tuple(
                training_class(
                    k,
                    required=True,
                    fixed={"start": "2024-03-04", "lecturers": {"M1": "L1", other: "L1"}},
                )
                for k, other in (("K1", "M2"), ("K2", "M1"))
            ),
        },
        {
            "classes": tuple(
                training_class(
                    k, required=True, fixed={"start": "2024-03-04", "lecturers": {"M1": "L1"}}
                )
                for k in ("K1", "K2")
            ),
        },
    ),
    "one cadre in two": (
        "FIX-02",
        {
            "classes": (
                training_class("K1", fixed={"cadres": ("CB-0001",)}),
                training_class("K2", fixed={"cadres": ("CB-0001",)}),
            )
        },
        {"rules": {"max_classes_per_cadre": 2}},
    ),
    "one cadre in two on a day": (
        "FIX-02",
        {
            "rooms": (room(), room("R2")),
            "rules": {"max_classes_per_cadre": 2},
            "classes": tuple(
                training_class(k, fixed={"start": "2024-03-04", "cadres": ("CB-0001",)})
                for k in ("K1", "K2")
            ),
        },
        {
            "classes": tuple(
                training_class(k, fixed={"start": day, "cadres": ("CB-0001",)})
                for k, day in (("K1", "2024-03-04"), ("K2", "2024-03-05"))
            ),
        },
    ),
    "lecturer not qualified": (
        "FIX-03",
        {
            "classes": of_a(fixed={"lecturers": {"M1": "L3"}}),
            "lecturers": (lecturer("L1"), lecturer("L2"), lecturer("L3")),
        },
        {"classes": of_a(fixed={"lecturers": {"M1": "L2"}})},
    ),
    "lecturer away": (
        "FIX-03",
        {
            "classes": of_a(fixed={"lecturers": {"M1": "L1"}}),
            "unavailability": (away("lecturer", "L1"),),
        },
        {"unavailability": (away("lecturer", "L1", end="2024-03-28"),)},
    ),
    "cadre not planned": (
        "FIX-03",
        {
            "cadres": (*(cadre(n) for n in (1, 2, 3)), cadre(4, eligible=False)),
            "classes": of_a(fixed={"cadres": ("CB-0004",)}),
        },
        {"classes": of_a(fixed={"cadres": ("CB-0003",)})},
    ),
    "cadre of another title": (
        "FIX-03",
        {
            "cadres": (*TITLED, cadre(4)),
            "classes": of(fixed={"cadres": ("CB-0001", "CB-0004")}),
            "programmes": own_programme(titles=("Bí thư",)),
        },
        {"classes": of(fixed={"cadres": ("CB-0001", "CB-0003")})},
    ),
    "cadre of another venue": (
        "FIX-03",
        {
            "units": TWO_UNITS,
            "cadres": (*(cadre(n) for n in (1, 2, 3)), cadre(4, unit="U2")),
            "venues": (venue(), venue("V2", serves=("U1",))),
            "rooms": (room(), room("R2", venue="V2")),
            "classes": of_a(venues=("V2",), fixed={"cadres": ("CB-0004",)}),
        },
        {"venues": (venue(), venue("V2", serves=("U1", "U2")))},
    ),
    "cadre who has had it": (
        "FIX-03",
        {
            "classes": of(fixed={"cadres": ("CB-0001",)}),
            "modules": MODULES,
            "programmes": own_programme(modules=("M3",)),
            "rules": {"max_repeat_share": 0.5},
            "history": (*old(3), history("CB-0001", "OLD", "2023-05-10", "M3", counts_for=())),
        },
        {"classes": of(fixed={"cadres": ("CB-0002",)})},
    ),
    "cadre away": (
        "FIX-03",
        {
            "classes": of_a(window=window(4, 5), fixed={"cadres": ("CB-0001",)}),
            "unavailability": (away("cadre", "CB-0001", end="2024-03-05", slot="S"),),
        },
        {"unavailability": (away("cadre", "CB-0001", end="2024-03-04", slot="S"),)},
    ),
    "required but closed": (
        "FIX-04",
        {"classes": of_a(fixed={"open": False})},
        {"classes": of_a(fixed={"open": True})},
    ),
    "room not allowed": (
        "FIX-04",
        {"rooms": (room(), room("R2")), "classes": of_a(rooms=("R1",), fixed={"room": "R2"})},
        {"classes": of_a(rooms=("R1",), fixed={"room": "R1"})},
    ),
    "more fixed cadres than seats": (
        "FIX-04",
        {
            "rooms": ROOMS,
            "classes": of_a(rooms=("R2",), fixed={"cadres": ("CB-0001", "CB-0002", "CB-0003")}),
        },
        {"classes": of_a(rooms=("R2",), fixed={"cadres": ("CB-0001", "CB-0002")})},
    ),
    "more fixed cadres than the unit lets go": (
        "FIX-04",
        {
            "units": (unit(max_absent=2),),
            "classes": of_a(fixed={"cadres": ("CB-0001", "CB-0002", "CB-0003")}),
        },
        {"classes": of_a(fixed={"cadres": ("CB-0001", "CB-0002")})},
    ),
    "fixed cadres of one cover group": (
        "FIX-04",
        {
            "cadres": (cadre(1, cover_group="g"), cadre(2, cover_group="g"), cadre(3)),
            "classes": of_a(fixed={"cadres": ("CB-0001", "CB-0002")}),
        },
        {"classes": of_a(fixed={"cadres": ("CB-0001", "CB-0003")})},
    ),
    "required classes want more people": (
        "SIZE-02",
        {
            "programmes": (programme(size={"min": 2, "max": 9}),),
            "classes": (
                training_class("K1", required=True),
                training_class("K2", required=True),
                training_class("K3"),
            ),
        },
        {"rules": {"max_classes_per_cadre": 2}},
    ),
    "required classes want more room days": (
        "ROOM-01",
        {
            "classes": (
                training_class("K1", required=True, window=window(4, 5)),
                training_class("K2", required=True, window=window(4, 5)),
                training_class("K3", required=True, window=window(2, 5)),
                training_class("K4"),
            ),
        },
        {"rooms": (room(), room("R2"))},
    ),
    "a lecturer can give 5 of 6 sessions": (
        "LEC-02",
        {
            "cadres": SIX,
            "history": old(),
            "modules": MODULES,
            "programmes": own_programme(**LONG),
            "lecturers": (lecturer("L1"), lecturer("L2"), lecturer("L3", max_sessions=5)),
            "qualifications": tuple(
                qualified(person, name)
                for person, name in (
                    ("L1", "M1"),
                    ("L1", "M2"),
                    ("L2", "M1"),
                    ("L2", "M2"),
                    ("L3", "M3"),
                )
            ),
            "classes": (
                *(training_class(f"K{n}", programme="B", required=True) for n in range(1, 7)),
                training_class("S1"),
            ),
        },
        {"lecturers": (lecturer("L1"), lecturer("L2"), lecturer("L3", max_sessions=6))},
    ),
    "two lecturers for three modules in one week": (
        "LEC-02",
        {
            "modules": MODULES,
            "programmes": own_programme(**LONG),
            "lecturers": (
                lecturer("L1", max_per_week=1),
                lecturer("L2", max_per_week=1),
                lecturer("L3"),
            ),
            "qualifications": (
                *(qualified(person, name) for person in ("L1", "L2") for name in ("M1", "M2")),
                qualified("L1", "M3"),
                qualified("L2", "M3"),
            ),
            "classes": of(window=window(4, 8)),
        },
        {"lecturers": (lecturer("L1", max_per_week=2), lecturer("L2"), lecturer("L3"))},
    ),
    "the budget is too small": (
        "BUDGET-01",
        {
            "classes": of_a(),
            "programmes": (programme(size={"min": 3, "max": 10}),),
            "rules": {"budget": 339, "allowance_per_person_day": 30},
        },
        {"rules": {"budget": 340, "allowance_per_person_day": 30}},
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_the_only_finding_and_the_solver_agrees(name):
    code, wrong, _ = BROKEN[name]
    broken = sound(**wrong)
    assert codes(broken) == [f"E-{code}"]
    assert status_of(broken) == "INFEASIBLE"


@pytest.mark.parametrize("name", BROKEN)
def test_the_neighbour_is_sound(name):
    _, wrong, right = BROKEN[name]
    assert codes(sound(**wrong | right)) == []
    assert status_of(sound(**wrong | right)) == "OPTIMAL"


TOGETHER = ("SIZE-02", "ROOM-01", "LEC-02", "BUDGET-01")
ALONE = [name for name, (code, wrong, _) in BROKEN.items() if code not in TOGETHER]


@pytest.mark.parametrize("name", ALONE)
def test_where_nothing_has_to_open_it_warns(name):
    code, wrong, _ = BROKEN[name]
    classes = [
        item.model_copy(
            update={"required": False, "fixed": item.fixed.model_copy(update={"cadres": ()})}
        )
        for item in wrong["classes"]
    ]
    loose = sound(**wrong | {"classes": tuple(classes)})
    assert status_of(loose) == "OPTIMAL"
    if any(item.fixed.cadres for item in wrong["classes"]) or name == "required but closed":
        assert codes(loose) == []  # fixed cadres make a class open, without them nothing is wrong
    else:
        assert codes(loose) == [f"W-{code}"]


def frozen(**changes):
    """K1 is held on 4 March and frozen; then the scenario changes."""
    before = sound(classes=(training_class("K1"), *SPARES))
    baseline = plan(before, held("K1"))
    fields = {"classes": (training_class("K1"), *SPARES), "baseline": baseline}
    return sound(**fields | {"freeze_before": "2024-03-15"} | changes)


EDITS = {
    "closed day": {"calendar": {"closures": [window(4, 4)]}},
    "room away": {"unavailability": (away("room", "R1", end="2024-03-04", slot="C"),)},
    "room gone": {"rooms": (room("R2"),)},
    "room not allowed": {
        "rooms": (room(), room("R2")),
        "classes": (training_class("K1", rooms=("R2",)), *SPARES),
    },
    "room smaller": {"rooms": (room(capacity=2), room("R2"))},
    "lecturer away": {"unavailability": (away("lecturer", "L1", end="2024-03-04"),)},
    "lecturer not qualified": {"qualifications": (qualified("L2"),)},
    "lecturer gone": {"lecturers": (lecturer("L2"),), "qualifications": (qualified("L2"),)},
    "cadre not planned": {"cadres": (cadre(1), cadre(2), cadre(3, eligible=False))},
    "cadre away": {"unavailability": (away("cadre", "CB-0001", end="2024-03-04"),)},
    "unit lets fewer go": {"units": (unit(max_absent=2),)},
    "size.min": {"programmes": (programme(), programme("B", size={"min": 4, "max": 9}))},
    "size.max": {"programmes": (programme(), programme("B", size={"min": 1, "max": 2}))},
    "programme longer": {
        "modules": MODULES,
        "programmes": (programme(), programme("B", **LONG)),
    },
    "fixed otherwise": {
        "classes": (training_class("K1", fixed={"start": "2024-03-05"}), *SPARES),
    },
    "fixed closed": {"classes": (training_class("K1", fixed={"open": False}), *SPARES)},
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_breaks_a_frozen_class(name):
    changes = dict(EDITS[name])
    if "programmes" in changes:
        changes["classes"] = (training_class("K1", programme="B"), *SPARES)
    edited = frozen(**changes)
    assert codes(edited) == ["E-FREEZE-01"]
    assert status_of(edited) == "INFEASIBLE"


def test_a_frozen_class_that_nothing_touches_is_sound():
    assert codes(frozen()) == []
    assert status_of(frozen()) == "OPTIMAL"
    assert codes(frozen(unavailability=(away("lecturer", "L1", start="2024-03-05"),))) == []


def test_the_lecturer_who_is_short_is_the_only_one_named():
    (finding,) = found(sound(**BROKEN["a lecturer can give 5 of 6 sessions"][1]))
    assert finding.ids("lecturer") == ("L3",)
    assert finding.ids("module") == ("M3",)
    assert finding.ids("class") == ("K1", "K2", "K3", "K4", "K5", "K6")
    assert finding.numbers == {"needed": 6, "available": 5}
    assert finding.rules == ("H6", "H7", "H8")


def test_the_names_the_numbers_and_the_hint_of_a_finding():
    (finding,) = found(sound(**BROKEN["room too small"][1]))
    assert finding.message == (
        "K1: the largest room allowed, R2, seats 2; a class needs at least 3"
    )
    assert finding.hint == (
        "allow a larger room or lower size.min; rooms that are large enough: R1"
    )
    assert [(s.kind, s.id) for s in finding.subjects] == [("class", "K1"), ("room", "R2")]
    (finding,) = found(sound(**BROKEN["start on a Sunday"][1]))
    assert finding.message == (
        "K1: fixed to start 10/03/2024; needs 1 open days in a row from there, has 0: "
        "it is no working day (Sunday)"
    )
    assert finding.hint == "fix another start; nearest possible start: 08/03/2024, 11/03/2024"
    (finding,) = found(sound(**BROKEN["titles that nobody has"][1]))
    assert finding.hint.endswith("; did you mean Bí thư?")
    (finding,) = found(sound(**BROKEN["order in a circle"][1]))
    assert "M1 → M2 → M3 → M1" in finding.message


def test_classes_alike_are_told_together():
    classes = tuple(
        training_class(f"K{n}", window=window(2, 3), required=True) for n in range(1, 10)
    )
    (finding,) = found(sound(classes=(*classes, training_class("S"))))
    assert finding.ids("class") == tuple(f"K{n}" for n in range(1, 10))
    assert finding.message.startswith("K1, K2, K3, K4, K5, K6 and 3 more: needs 1 open days")
