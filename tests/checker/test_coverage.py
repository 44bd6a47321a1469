"""Who is covered: windows, units of requirements and what counts for them."""

from datetime import date

import pytest

from scheduler.checker import verify
from tests.builders import (
    cadre,
    held,
    history,
    module,
    plan,
    programme,
    scenario,
    tier,
    training_class,
)


def need(requirement_id="refresher", *, unit="class", least=1, window="term", tiers=("P",)):
    return {"id": requirement_id, "tiers": tiers, "window": window, "unit": unit, "min": least}


def covered(s, *opened):
    """Return how many of the first tier are covered before and after the plan."""
    row = verify(s, plan(s, *opened)).coverage[0]
    return row.covered_before, row.covered_after


ONE = {"cadres": (cadre(1),)}


def past(*rows, **fields):
    return tuple(history("CB-0001", *row, **fields) for row in rows)


@pytest.mark.parametrize(
    ("window", "day", "is_covered"),
    [
        ("term", "2020-10-01", True),
        ("term", "2020-09-30", False),
        ("horizon", "2023-12-31", False),
        ({"last_years": 1}, "2024-01-01", False),
        ({"last_years": 2}, "2023-01-01", True),
        ({"last_years": 2}, "2022-12-31", False),
        ("term", "2023-12-31", True),
        ("term", "2024-01-01", False),
    ],
)
def test_history_counts_by_its_date(window, day, is_covered):
    s = scenario(requirements=(need(window=window),), history=past(("O", day, "M1")), **ONE)
    assert covered(s) == (is_covered, is_covered)


def test_only_completed_history_counts():
    s = scenario(history=past(("O", "2023-01-01", "M1"), completed=False), **ONE)
    assert covered(s) == (0, 0)


@pytest.mark.parametrize(
    ("counts_for", "is_covered"),
    [(None, True), (("refresher",), True), (("other",), False), ((), False)],
)
def test_history_counts_for(counts_for, is_covered):
    s = scenario(
        requirements=(need(), need("other", tiers=())),
        history=past(("O", "2023-01-01", "M1"), counts_for=counts_for),
        **ONE,
    )
    assert covered(s) == (is_covered, is_covered)


@pytest.mark.parametrize(
    ("counts_for", "is_covered"),
    [(None, True), (("refresher",), True), (("other",), False), ((), False)],
)
def test_programme_counts_for(counts_for, is_covered):
    s = scenario(
        requirements=(need(), need("other", tiers=())),
        programmes=(programme(counts_for=counts_for),),
        **ONE,
    )
    assert covered(s, held(cadres=[1])) == (0, is_covered)


ROWS = (
    ("O1", "2023-01-01", "M1"),
    ("O1", "2023-01-01", "M2"),
    ("O1", "2023-01-02", "M1"),
    ("O2", "2023-01-01", "M1"),
    ("O2", "2023-01-01", "X9"),
)


@pytest.mark.parametrize(("unit", "total"), [("class", 2), ("day", 3), ("period", 4 + 6 + 4)])
def test_history_counts_distinct_things(unit, total):
    modules = (module("M1"), module("M2", periods=6))
    for least, is_covered in ((total, True), (total + 0.5, False)):
        s = scenario(
            modules=modules,
            requirements=(need(unit=unit, least=least),),
            history=past(*ROWS),
            **ONE,
        )
        assert covered(s) == (is_covered, is_covered)


@pytest.mark.parametrize(("unit", "total"), [("class", 1), ("day", 2), ("period", 14)])
def test_plan_gives_classes_days_and_periods(unit, total):
    for least, is_covered in ((total, True), (total + 0.5, False)):
        s = scenario(
            modules=(module("M1", periods=4.5), module("M2", periods=9.5)),
            programmes=(programme(activities=({"kind": "field", "sessions": 1},)),),
            requirements=(need(unit=unit, least=least),),
            **ONE,
        )
        opened = held(parts=[("M1", "L1"), ("M2", "L2"), "field"], cadres=[1])
        assert covered(s, opened) == (0, is_covered)


def test_history_and_plan_add_up_even_when_they_share_a_class_id():
    s = scenario(requirements=(need(least=2),), history=past(("K1", "2023-01-01", "M1")), **ONE)
    assert covered(s, held(cadres=[1])) == (0, 1)


@pytest.mark.parametrize(("day", "is_covered"), [(29, False), (30, True)])
def test_a_class_counts_by_its_start_day(day, is_covered):
    s = scenario(
        horizon={"from": "2023-06-01", "to": "2024-06-29"},
        requirements=(need(window={"last_years": 1}),),
        classes=(training_class(),),
        **ONE,
    )
    assert covered(s, held(start=date(2023, 6, day), cadres=[1])) == (0, is_covered)


def test_every_requirement_of_the_tier_must_be_met():
    s = scenario(
        requirements=(need("a", unit="class"), need("b", unit="period", least=9)),
        history=past(("O", "2023-01-01", "M1")),
        cadres=(cadre(1), cadre(2)),
    )
    assert covered(s, held(cadres=[1, 2])) == (0, 1)


def test_a_tier_without_requirement_is_covered():
    s = scenario(requirements=(), **ONE)
    assert covered(s) == (1, 1)


def test_only_planned_cadres_are_covered():
    s = scenario(cadres=(cadre(1), cadre(2, eligible=False)))
    assert covered(s, held(cadres=[1, 2])) == (0, 1)


def test_rows_stand_in_the_order_of_the_tiers():
    s = scenario(
        tiers=(tier("P", target={"share": 0.5}), tier("D", target={"count": 2})),
        cadres=(cadre(1), cadre(2), cadre(3), cadre(4, tier="D")),
        history=past(("O", "2023-01-01", "M1")),
    )
    rows = verify(s, plan(s, held(cadres=[2]))).coverage
    assert [tuple(row.model_dump().values()) for row in rows] == [
        ("P", 3, 2, 1, 2, 0),
        ("D", 1, 2, 0, 0, 2),
    ]
