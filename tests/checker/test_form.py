"""FORM: files that contradict themselves, each in exact words."""

import pytest

from models.plan import Enrolment, Plan
from tests.builders import held, plan, programme, scenario, training_class
from tests.checker.saying import (
    breaches,
    changed_class,
    changed_sessions,
    figure,
    rules_broken,
    without_sessions,
)

TWO = scenario(classes=(training_class("K1"), training_class("K2")))
GOOD = plan(TWO, held())


def added(paper: Plan, **rows) -> Plan:
    """Return the plan with rows added to its tables."""
    return paper.model_copy(update={name: (*getattr(paper, name), *rows[name]) for name in rows})


def test_form_is_silent_on_a_legal_plan():
    assert breaches(TWO, GOOD) == []


def test_form_a_class_is_not_listed():
    paper = GOOD.model_copy(update={"classes": GOOD.classes[:1]})
    assert breaches(TWO, paper) == [
        ("FORM", "K2", "classes.csv does not list class K2 of the scenario")
    ]


def test_form_a_class_is_listed_twice():
    paper = added(GOOD, classes=[GOOD.classes[1]])
    assert breaches(TWO, paper) == [("FORM", "K2", "classes.csv lists class K2 2 times")]


@pytest.mark.parametrize(
    ("table", "file"), [("classes", "classes.csv"), ("sessions", "sessions.csv")]
)
def test_form_a_class_that_the_scenario_lacks(table, file):
    row = getattr(GOOD, table)[0].model_copy(update={"class_id": "K9"})
    assert breaches(TWO, added(GOOD, **{table: [row]})) == [
        ("FORM", "K9", f"class K9 stands in {file} but is not in the scenario")
    ]


def test_form_an_enrolment_in_a_class_that_the_scenario_lacks():
    paper = added(GOOD, enrolments=[Enrolment(cadre="CB-0001", class_id="K9")])
    assert breaches(TWO, paper) == [
        ("FORM", "K9", "class K9 stands in enrolments.csv but is not in the scenario")
    ]
    assert figure(TWO, paper, "repeat") == 0


def test_form_an_unknown_cadre_is_the_subject():
    paper = plan(TWO, held(cadres=[1, 2, "CB-9999"]))
    assert breaches(TWO, paper) == [
        ("FORM", "CB-9999", "CB-9999 attends K1 but is not in the scenario")
    ]


def test_form_an_enrolment_stands_twice():
    paper = added(GOOD, enrolments=[GOOD.enrolments[0]])
    assert breaches(TWO, paper) == [("FORM", "K1", "enrolments.csv lists CB-0001 in K1 2 times")]
    assert figure(TWO, paper, "repeat") == 0


@pytest.mark.parametrize("numbers", [(1, 3), (0, 1), (2, 1), (1, 1)])
def test_form_sessions_numbered_wrongly(numbers):
    rows = [
        row.model_copy(update={"seq": number})
        for row, number in zip(GOOD.sessions, numbers, strict=True)
    ]
    found = ", ".join(map(str, numbers))
    assert breaches(TWO, GOOD.model_copy(update={"sessions": tuple(rows)})) == [
        ("FORM", "K1", f"the sessions of K1 are numbered {found}, not 1 to 2 in the order of time")
    ]


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"slot": "X"}, ["session 2 of K1 uses slot X, which is not in the scenario"]),
        (
            {"module": "M9"},
            ["session 2 of K1 teaches module M9, which is not in the scenario"],
        ),
        ({"module": None}, ["session 2 of K1 is of kind module but names no module"]),
        (
            {"lecturer": "L9"},
            ["session 2 of K1 names lecturer L9, who is not in the scenario"],
        ),
        (
            {"kind": "field", "lecturer": None},
            ["session 2 of K1 is the activity field but names module M2"],
        ),
        (
            {"kind": "field", "module": None},
            ["session 2 of K1 is the activity field but names lecturer L2"],
        ),
    ],
)
def test_form_rows_of_sessions(fields, messages):
    found = breaches(TWO, changed_sessions(GOOD, "K1", 2, **fields))
    assert [text for rule, _, text in found if rule == "FORM"] == messages
    assert {(rule, subject) for rule, subject, _ in found} <= {("FORM", "K1"), ("H5", "K1")}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start": None}, "K1 opens without a start day"),
        ({"room": None}, "K1 opens without a room"),
        ({"room": "R9"}, "K1 meets in room R9, which is not in the scenario"),
    ],
)
def test_form_what_an_open_class_needs(fields, message):
    assert breaches(TWO, changed_class(GOOD, "K1", **fields)) == [("FORM", "K1", message)]


def test_form_a_closed_class_has_no_sessions():
    paper = changed_class(GOOD, "K1", open=False, start=None, end=None, room=None, venue=None)
    assert breaches(TWO, paper) == [
        ("H3", "K1", "K1 does not open but has 3 cadres"),
        ("FORM", "K1", "K1 does not open but sessions.csv gives it 2 sessions"),
    ]
    assert figure(TWO, paper, "shortfall") == 3


def test_an_open_class_without_sessions_misses_its_modules():
    assert rules_broken(TWO, without_sessions(GOOD, "K1")) == {("H5", "K1")}
    empty = scenario(programmes=(programme(modules=()),))
    paper = plan(empty, held(parts=[]))
    assert breaches(empty, paper) == [("FORM", "K1", "K1 opens without a session")]


def test_an_open_class_with_neither_start_nor_sessions_is_told_of():
    paper = changed_class(without_sessions(GOOD, "K1"), "K1", start=None)
    said = {message for _, subject, message in breaches(TWO, paper) if subject == "K1"}
    assert "K1 opens without a start day" in said


def test_the_empty_plan_of_no_files():
    assert rules_broken(TWO, Plan()) == {("FORM", "K1"), ("FORM", "K2")}
