"""H5: core, choices, sessions, order and activities."""

import pytest

from tests.builders import held, module, plan, programme, scenario
from tests.checker.saying import breaches

M1, M2, E1, E2 = ("M1", "L1"), ("M2", "L2"), ("E1", "L1"), ("E2", "L1")


def judge(parts, **fields):
    fields.setdefault("modules", ("M1", "M2"))
    s = scenario(
        modules=(module("M1", "a", sessions=2), module("M2"), module("E1"), module("E2")),
        programmes=(programme(**fields),),
    )
    return breaches(s, plan(s, held(parts=parts)))


def broken(message):
    return [("H5", "K1", message)]


CHOICE = ({"count": 1, "from": ("E1", "E2")},)


@pytest.mark.parametrize(
    ("parts", "fields", "wanted"),
    [
        ([M1, M2], {}, []),
        ([M2], {}, broken("K1 does not teach the core module M1")),
        ([M1, M2, E1], {}, broken("K1 teaches E1, which is not in programme A")),
        ([M1, M2, E1], {"choose": CHOICE}, []),
        (
            [M1, M2],
            {"choose": CHOICE},
            broken("K1 takes 0 modules out of E1, E2, not 1"),
        ),
        (
            [E1, M1, M2, E2],
            {"choose": CHOICE},
            broken("K1 takes 2 modules out of E1, E2, not 1"),
        ),
        ([M2, M1], {"order": (("M1", "M2"),)}, broken("K1 teaches M2 before M1 is over")),
        ([M1, M2], {"order": (("M1", "M2"),)}, []),
        ([M1, M2], {"order": (("E1", "M1"), ("M1", "E2"))}, []),
    ],
)
def test_h5_modules(parts, fields, wanted):
    assert judge(parts, **fields) == wanted


def test_h5_sessions_of_a_module():
    s = scenario(modules=(module("M1", sessions=2), module("M2")))
    one = scenario(modules=(module("M1"), module("M2")))
    short = plan(one, held())
    assert breaches(s, short) == broken("K1 teaches M1 in 1 sessions, not in 2")
    assert breaches(one, plan(s, held())) == broken("K1 teaches M1 in 2 sessions, not in 1")
    split = plan(one, held(parts=[M1, M2, M1]))
    assert breaches(s, split) == broken("the sessions of M1 in K1 are not consecutive")


def test_h5_a_module_taught_twice():
    assert judge([M2, M1, M1]) == broken("K1 teaches M1 in 4 sessions, not in 2")


def activity(kind, sessions=1, position="any"):
    return {"kind": kind, "sessions": sessions, "position": position}


OPENING, CLOSING = activity("opening", 1, "first"), activity("closing", 1, "last")
TALK1, TALK2 = activity("discussion", 1), activity("discussion", 2)


@pytest.mark.parametrize(
    ("activities", "parts", "message"),
    [
        ([OPENING, CLOSING], ["opening", M1, M2, "closing"], None),
        (
            [OPENING, CLOSING],
            [M1, "opening", M2, "closing"],
            "K1 must begin with opening, not with module",
        ),
        (
            [OPENING, CLOSING],
            ["opening", M1, "closing", M2],
            "K1 must end with closing, not with module",
        ),
        ([OPENING], [M1, M2], "K1 must begin with opening, not with module"),
        (
            [OPENING, activity("report", 1, "first")],
            ["report", "opening", M1, M2],
            "K1 must begin with opening, report, not with report, opening",
        ),
        ([OPENING, activity("report", 1, "first")], ["opening", "report", M1, M2], None),
        (
            [activity("report", 1, "last"), CLOSING],
            [M1, M2, "closing", "report"],
            "K1 must end with report, closing, not with closing, report",
        ),
        ([TALK1, TALK2], ["discussion", M1, "discussion", "discussion", M2], None),
        ([TALK1, TALK2], [M1, "discussion", "discussion", "discussion", M2], None),
        (
            [TALK1, TALK2],
            ["discussion", M1, "discussion", M2, "discussion"],
            "K1 has the activity discussion in blocks of 1 + 1 + 1 sessions, not of 1 + 2",
        ),
        (
            [TALK2],
            ["discussion", M1, "discussion", M2],
            "K1 has the activity discussion in blocks of 1 + 1 sessions, not of 2",
        ),
        ([], [M1, "field", M2], "K1 has the activity field in blocks of 1 sessions, not of 0"),
        (
            [activity("field")],
            [M1, M2],
            "K1 has the activity field in blocks of 0 sessions, not of 1",
        ),
        (
            [activity("discussion", 1, "first"), TALK2],
            ["discussion", "discussion", "discussion", M1, M2],
            None,
        ),
        (
            [OPENING, OPENING],
            ["opening", M1, M2],
            "K1 must begin with opening, opening, not with opening, module",
        ),
    ],
)
def test_h5_activities(activities, parts, message):
    found = judge(parts, activities=tuple(activities))
    assert found == ([] if message is None else broken(message))


def test_h5_one_session_is_not_first_and_last_at_once():
    fields = {
        "modules": (),
        "activities": (activity("field", 1, "first"), activity("field", 1, "last")),
    }
    assert judge(["field"], **fields) == broken("K1 must end with field, not with -")
    assert judge(["field", "field"], **fields) == []
