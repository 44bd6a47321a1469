"""Bounds by cases of whole numbers, and whole numbers by diving, against all whole solutions."""

import itertools
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.formulation.relaxation import dive as dives
from scheduler.formulation.relaxation import whole
from scheduler.formulation.relaxation.branch import bound_by_cases
from scheduler.formulation.relaxation.dive import dive
from scheduler.formulation.relaxation.sheet import Program
from scheduler.formulation.relaxation.solver import safe_bound, solve
from scheduler.formulation.relaxation.whole import Solved, whole_classes

NOBODY = np.zeros(0, dtype=np.int64)
MOST = 2


def knapsack(weights, limit):
    """At most `limit` of weight in whole numbers 0 .. MOST of each thing."""
    count = len(weights)
    return Program(
        lower=np.zeros(count),
        upper=np.full(count, float(MOST)),
        integer=np.ones(count, dtype=bool),
        core=np.ones(count, dtype=bool),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([float(limit)]),
        rows=np.zeros(count, dtype=np.int64),
        columns=np.arange(count),
        values=np.array(weights, dtype=float),
    )


def best(weights, worth, limit):
    choices = itertools.product(range(MOST + 1), repeat=len(weights))
    fitting = (c for c in choices if np.dot(c, weights) <= limit)
    return -max(float(np.dot(c, worth)) for c in fitting)


def later():
    return time.monotonic() + 60


def relaxed(program, cost):
    def bound_of(part, until):
        answer = solve(part, cost, until)
        if answer.infeasible:
            return np.inf, None
        return safe_bound(part, cost, answer.y, NOBODY), answer.x

    return bound_of


THINGS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None)
@given(THINGS, st.integers(1, 30))
def test_a_bound_by_cases_is_between_the_relaxation_and_the_best(things, limit):
    weights, worth = zip(*things, strict=True)
    program, cost = knapsack(weights, limit), -np.array(worth, dtype=float)
    sets = [[np.arange(len(weights))], [np.array([n]) for n in range(len(weights))]]
    bound_of = relaxed(program, cost)
    root = bound_of(program, later())
    bound = bound_by_cases(program, sets, root, bound_of, np.inf, later())
    assert root[0] - 1e-6 <= bound <= best(weights, worth, limit) + 1e-6


def test_cases_prove_more_than_the_relaxation():
    program, cost = knapsack((2, 2, 2), 3), -np.ones(3)
    bound_of = relaxed(program, cost)
    root = bound_of(program, later())
    assert root[0] == pytest.approx(-1.5)
    sets = [[np.arange(3)]]
    bound = bound_by_cases(program, sets, root, bound_of, np.inf, later())
    assert bound == pytest.approx(-1.0)


def test_cases_end_where_enough_is_proven_or_time_is_up():
    program, cost = knapsack((2, 2, 2), 3), -np.ones(3)
    bound_of = relaxed(program, cost)
    root = bound_of(program, later())
    sets = [[np.arange(3)]]
    assert bound_by_cases(program, sets, root, bound_of, -2.0, later()) == root[0]
    assert bound_by_cases(program, sets, root, bound_of, np.inf, 0.0) == root[0]


@settings(max_examples=25, deadline=None)
@given(THINGS, st.integers(1, 30))
def test_a_dive_ends_at_whole_numbers_that_fit(things, limit):
    weights, worth = zip(*things, strict=True)
    program, cost = knapsack(weights, limit), -np.array(worth, dtype=float)
    start = solve(program, cost, later()).x
    x, duals = dive(program, cost, start, np.arange(len(weights)), later())
    assert x is not None
    assert np.array_equal(x, np.round(x))
    assert np.dot(x, weights) <= limit + 1e-6
    assert all(len(y) == 1 for y in duals)


def test_a_dive_without_time_gives_nothing():
    program, cost = knapsack((2, 2, 2), 3), -np.ones(3)
    start = solve(program, cost, later()).x
    assert dive(program, cost, start, np.arange(3), 0.0)[0] is None


@pytest.mark.parametrize(("columns", "times"), [(1_000, 4), (2, 1)])
def test_the_best_of_several_dives_counts_unless_the_program_is_large(monkeypatch, columns, times):
    program, cost = knapsack((2, 3, 4), 7), -np.array([3.0, 4.0, 5.0])
    start = solve(program, cost, later()).x
    ends = [np.array([2.0, 0, 0]), np.array([0, 1.0, 1.0]), None, np.array([1.0, 1.0, 0])]
    seen = []

    def one(*given):
        seen.append(given[-1])
        return ends[len(seen) - 1], [np.full(1, float(len(seen)))]

    monkeypatch.setattr(dives, "_dive", one)
    monkeypatch.setattr(dives, "DIVES_COLUMNS", columns)
    x, duals = dives.dive(program, cost, start, np.arange(3), later())
    assert len(seen) == times
    assert seen[0] == dives.FAST
    assert cost @ x == min(cost @ end for end in ends[:times] if end is not None)
    assert duals[0].tolist() == [2.0 if times == 4 else 1.0]


@settings(max_examples=25, deadline=None)
@given(THINGS, st.integers(1, 30))
def test_an_integer_program_finds_the_best_whole_numbers(things, limit):
    weights, worth = zip(*things, strict=True)
    program, cost = knapsack(weights, limit), -np.array(worth, dtype=float)
    x = whole_classes(program, cost, np.arange(len(weights)), later(), 1)
    assert np.array_equal(x, np.round(x))
    assert cost @ x == pytest.approx(best(weights, worth, limit))


def test_persons_stay_in_parts_and_closed_columns_at_zero():
    program = knapsack((2, 2, 2), 3)
    program.upper[1] = 0.0
    x = whole_classes(program, -np.array([3.0, 9.0, 1.0]), np.array([0]), later(), 1)
    assert x == pytest.approx([1.0, 0.0, 0.5])


def test_whole_numbers_that_do_not_exist_are_not_found():
    program = knapsack((2, 2, 2), 3)
    program.row_lower[0] = 3.0
    assert whole_classes(program, -np.ones(3), np.arange(3), later(), 1) is None


def solved(weights, worth, limit):
    program, cost = knapsack(weights, limit), -np.array(worth, dtype=float)
    answer = solve(program, cost, later())
    return Solved(program, cost, answer.x, answer.y, np.arange(len(weights)), NOBODY)


def test_an_integer_program_betters_the_dive(monkeypatch):
    poor = np.array([1.0, 0.0, 0.0])
    monkeypatch.setattr(whole, "dive", lambda *_: (poor, []))
    point = solved((3, 4, 5), (3, 5, 6), 9)
    assert point.whole(later(), 1, 0.0)[0] is poor, "no seconds for it"
    assert point.cost @ point.whole(later(), 1, 10.0)[0] == pytest.approx(
        best((3, 4, 5), (3, 5, 6), 9)
    )


def test_what_the_dive_found_stays_where_nothing_is_better(monkeypatch):
    point = solved((2, 2, 2), (1, 1, 1), 4)
    good = np.array([2.0, 0.0, 0.0])
    monkeypatch.setattr(whole, "dive", lambda *_: (good, []))
    assert point.whole(later(), 1, 10.0)[0] is good
    monkeypatch.setattr(whole, "whole_classes", lambda *_: None)
    assert point.whole(later(), 1, 10.0)[0] is good


def test_classes_that_are_hardly_open_come_into_the_second_program(monkeypatch):
    point = solved((2, 2, 2), (3, 2, 1), 4)
    part = replace(point, x=np.array([1.0, 0.05, 0.0]))
    asked = []
    monkeypatch.setattr(whole, "dive", lambda *_: (None, []))
    monkeypatch.setattr(
        whole, "whole_classes", lambda program, *_: asked.append(program.upper.tolist())
    )
    assert part.whole(later(), 1, 10.0) == (None, [])
    assert asked == [[MOST, 0.0, 0.0], [MOST, MOST, 0.0]]
