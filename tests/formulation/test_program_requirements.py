"""What attending gives to requirements: by class, day and period, in windows that begin later."""

from datetime import date, timedelta

import pytest
from ortools.sat.python import cp_model

from models.rules import Component
from scheduler.formulation.decisions import evaluate
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import build
from scheduler.formulation.program.form import ScaledForm
from scheduler.formulation.program.scope import Scope, whole
from scheduler.formulation.program.value import priority, shortfall
from tests.builders import MONDAY, cadre, held, history, module, plan, scenario, training_class
from tests.formulation.test_program_rules import has_solution
from tests.formulation.test_program_worth import CHOICE, parts

TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
PEOPLE = {"cadres": tuple(cadre(n, priority=n) for n in (1, 2, 3))}
ONE = CHOICE | PEOPLE
TWO = ONE | {
    "rules": {"max_classes_per_cadre": 2},
    "classes": (training_class("K1"), training_class("K2")),
}
# The last year begins on Friday 8 March; a class of the first week counts for the whole term only.
LATER = {"horizon": {"from": MONDAY, "to": date(2025, 3, 7)}}
BEFORE_IT, FIRST_OF_IT = THURSDAY, THURSDAY + timedelta(days=1)


def wanted(unit, least, window="term"):
    rows = ({"id": "q", "tiers": ("P",), "window": window, "unit": unit, "min": least},)
    return {"requirements": rows}


def of_periods(*periods):
    topics = ("a", "a", "b", "a;b")
    sessions = (1, 1, 1, 2)
    rows = zip(topics, sessions, periods, strict=True)
    return {
        "modules": tuple(
            module(f"M{n}", topic, sessions=s, periods=p)
            for n, (topic, s, p) in enumerate(rows, start=1)
        )
    }


SHORT, LONG = parts("M2"), parts("M4")
HALVES = of_periods(1.5, 2.5, 4, 5.5)
LAST_YEAR = {"last_years": 1}
TWO_DAYS = {"id": "r", "tiers": ("P",), "window": "term", "unit": "day", "min": 2}


def k(number, start, taught, cadres):
    return held(f"K{number}", start, parts=taught, cadres=cadres)


# What it is about: (fields, open classes, how many stay uncovered)
CASES = {
    "days, a short class": (ONE | wanted("day", 2), [k(1, MONDAY, SHORT, [1, 2])], 3),
    "days, a long class": (ONE | wanted("day", 2), [k(1, MONDAY, LONG, [1, 2])], 1),
    "days, two short classes": (
        TWO | wanted("day", 2),
        [k(1, MONDAY, SHORT, [1, 2]), k(2, TUESDAY, SHORT, [2, 3])],
        2,
    ),
    "days, a short and a long class": (
        TWO | wanted("day", 3),
        [k(1, MONDAY, LONG, [1, 2]), k(2, THURSDAY, SHORT, [2, 3])],
        2,
    ),
    "days, no more than both can give": (
        TWO | wanted("day", 4),
        [k(1, MONDAY, LONG, [1, 2]), k(2, THURSDAY, LONG, [2])],
        2,
    ),
    "days, more than both can give": (
        TWO | wanted("day", 5),
        [k(1, MONDAY, LONG, [1, 2]), k(2, THURSDAY, LONG, [2])],
        3,
    ),
    "days, one had before": (
        ONE | wanted("day", 2) | {"history": (history("CB-0001", "X", "2023-03-01", "M1"),)},
        [k(1, MONDAY, SHORT, [1, 2])],
        2,
    ),
    "classes, two": (
        TWO | wanted("class", 2),
        [k(1, MONDAY, SHORT, [1, 2]), k(2, THURSDAY, LONG, [2, 3])],
        2,
    ),
    "classes, one is enough and he attends two": (
        TWO | wanted("class", 1),
        [k(1, MONDAY, SHORT, [1]), k(2, THURSDAY, SHORT, [1])],
        2,
    ),
    "classes, one had before and he attends again": (
        ONE | wanted("class", 1) | {"history": (history("CB-0001", "X", "2023-03-01", "M1"),)},
        [k(1, MONDAY, SHORT, [1, 2])],
        1,
    ),
    "classes, one had before and he attends two more": (
        TWO | wanted("class", 1) | {"history": (history("CB-0001", "X", "2023-03-01", "M1"),)},
        [k(1, MONDAY, SHORT, [1, 2]), k(2, THURSDAY, SHORT, [1])],
        1,
    ),
    "periods, one of two classes is enough": (
        TWO | HALVES | wanted("period", 7),
        [k(1, MONDAY, LONG, [1, 2]), k(2, THURSDAY, SHORT, [3])],
        1,
    ),
    "classes, before the window": (
        ONE | LATER | wanted("class", 1, LAST_YEAR),
        [k(1, BEFORE_IT, SHORT, [1, 2])],
        3,
    ),
    "classes, on the first day of the window": (
        ONE | LATER | wanted("class", 1, LAST_YEAR),
        [k(1, FIRST_OF_IT, SHORT, [1, 2])],
        1,
    ),
    "classes, one of two inside the window": (
        TWO | LATER | wanted("class", 1, LAST_YEAR),
        [k(1, BEFORE_IT, SHORT, [1, 2]), k(2, FIRST_OF_IT, SHORT, [2, 3])],
        1,
    ),
    "days, one of two classes inside the window": (
        TWO | LATER | wanted("day", 2, LAST_YEAR),
        [k(1, MONDAY, LONG, [1, 2]), k(2, FIRST_OF_IT + timedelta(3), LONG, [2])],
        2,
    ),
    "periods, just enough": (
        ONE | HALVES | wanted("period", 4),
        [k(1, MONDAY, SHORT, [1, 2])],
        1,
    ),
    "periods, not enough": (
        ONE | HALVES | wanted("period", 4.5),
        [k(1, MONDAY, SHORT, [1, 2])],
        3,
    ),
    "periods, the longest elective is enough": (
        ONE | HALVES | wanted("period", 7),
        [k(1, MONDAY, LONG, [1, 2])],
        1,
    ),
    "periods, outside the window": (
        ONE | HALVES | LATER | wanted("period", 4, LAST_YEAR),
        [k(1, BEFORE_IT, SHORT, [1, 2])],
        3,
    ),
    "periods, inside the window": (
        ONE | HALVES | LATER | wanted("period", 4, LAST_YEAR),
        [k(1, FIRST_OF_IT, SHORT, [1, 2])],
        1,
    ),
    "periods of two classes, just enough": (
        TWO | HALVES | wanted("period", 9.5),
        [k(1, MONDAY, SHORT, [1, 2]), k(2, TUESDAY, parts("M3"), [2, 3])],
        2,
    ),
    "periods of two classes, not enough": (
        TWO | HALVES | wanted("period", 10),
        [k(1, MONDAY, SHORT, [1, 2]), k(2, TUESDAY, parts("M3"), [2, 3])],
        3,
    ),
    "periods of two classes, one outside the window": (
        TWO | HALVES | LATER | wanted("period", 5.5, LAST_YEAR),
        [k(1, BEFORE_IT, LONG, [1, 2]), k(2, FIRST_OF_IT + timedelta(3), parts("M3"), [2, 3])],
        1,
    ),
    "periods that no small scale makes whole, just enough": (
        ONE | of_periods(1, 3.14159265, 5, 7) | wanted("period", 4.14159265),
        [k(1, MONDAY, SHORT, [1, 2])],
        1,
    ),
    "periods that no small scale makes whole, not enough": (
        ONE | of_periods(1, 3.14159265, 5, 7) | wanted("period", 4.1416),
        [k(1, MONDAY, SHORT, [1, 2])],
        3,
    ),
    "thirds of periods": (
        TWO | of_periods(1 / 3, 1 / 3, 2 / 3, 1) | wanted("period", 4 / 3),
        [k(1, MONDAY, SHORT, [1, 2]), k(2, TUESDAY, SHORT, [2, 3])],
        2,
    ),
    "days and periods, both": (
        ONE | HALVES | {"requirements": (*wanted("period", 7)["requirements"], TWO_DAYS)},
        [k(1, MONDAY, LONG, [1, 2])],
        1,
    ),
    "days and periods, only the days": (
        ONE | HALVES | {"requirements": (*wanted("period", 7.5)["requirements"], TWO_DAYS)},
        [k(1, MONDAY, LONG, [1, 2])],
        3,
    ),
    "two classes, days and periods, both": (
        TWO | HALVES | {"requirements": (*wanted("period", 8)["requirements"], TWO_DAYS)},
        [k(1, MONDAY, SHORT, [1, 2]), k(2, TUESDAY, SHORT, [2, 3])],
        2,
    ),
    "two classes, days and periods, only the days": (
        TWO | HALVES | {"requirements": (*wanted("period", 8.5)["requirements"], TWO_DAYS)},
        [k(1, MONDAY, SHORT, [1, 2]), k(2, TUESDAY, SHORT, [2, 3])],
        3,
    ),
}


@pytest.mark.parametrize("menus", [False, True], ids=["choices", "menus"])
@pytest.mark.parametrize("about", CASES)
def test_who_is_covered_and_who_is_not(about, menus):
    fields, opened, missing = CASES[about]
    horizon = fields.get("horizon", {"from": MONDAY, "to": MONDAY + timedelta(days=11)})
    starts = sorted({(one.start - MONDAY).days for one in opened} | {0, 1, 3, 4, 7})
    instance = derive(scenario(**fields | {"horizon": horizon}))
    decisions = from_plan(instance, plan(instance.scenario, *opened))
    assert len(decisions) == len(opened)
    every = [cls.index for cls in instance.classes]
    given = {n: instance.programmes[instance.classes[n].programme].menus for n in every}
    scope = Scope(
        whole(instance).free, starts=dict.fromkeys(every, starts), menus=given if menus else {}
    )
    truth = evaluate(instance, decisions)
    for make in (shortfall, priority):
        program = build(instance, scope)
        form = ScaledForm(make(program))
        program.fix(decisions)
        told = program.values_of(decisions)
        for value in (form.value(told), least(program, form)):
            assert value == pytest.approx(truth[Component(make.__name__)])
        for index, value in enumerate(told):
            program.model.add(program.model.get_int_var_from_proto_index(index) == value)
        assert has_solution(program)
        if make is shortfall:
            assert form.value(told) == missing


def least(program, form):
    model = program.model.clone()
    model.minimize(form.expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return form.value(list(solver.response_proto.solution))
