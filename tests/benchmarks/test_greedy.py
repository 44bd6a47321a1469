"""The planner by hand: valid plans, the same again, nothing beyond the limit."""

import numpy as np
import pytest

from benchmarks import greedy
from benchmarks.book import Book, _first_of_group, _rank_within
from benchmarks.clock import Clock, NotAttemptedError
from scheduler.checker import verify
from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import to_plan


def values(instance, found):
    return level_values(instance, evaluate(instance, found.decisions))


def test_every_plan_on_the_way_is_valid(demo, clock):
    greedy.plan(demo, clock)
    assert clock.found
    for found in clock.found:
        verdict = verify(demo.scenario, to_plan(demo, found.decisions))
        assert (verdict.violations, verdict.false) == ((), ())


def test_later_plans_are_better(demo, clock):
    greedy.plan(demo, clock)
    reached = [values(demo, found) for found in clock.found]
    assert reached == sorted(reached, reverse=True)
    assert reached[-1][0] < 0.2 * reached[0][0]


def test_same_plan_again(demo, clock):
    other = Clock(limit=20, workers=1, seed=7, gap=0)
    greedy.plan(demo, clock)
    greedy.plan(demo, other)
    assert to_plan(demo, clock.found[-1].decisions) == to_plan(demo, other.found[-1].decisions)


def test_no_time_no_plan(demo):
    clock = Clock(limit=0, workers=1, seed=1, gap=0)
    greedy.plan(demo, clock)
    assert clock.found == []


def test_two_classes_each_are_not_attempted(demo, clock):
    rules = demo.scenario.rules.model_copy(update={"max_classes_per_cadre": 2})
    wider = derive(demo.scenario.model_copy(update={"rules": rules}))
    with pytest.raises(NotAttemptedError, match="one class per cadre"):
        greedy.plan(wider, clock)


def test_rank_counts_the_same_before():
    labels = np.array([3, 1, 3, 3, 1, 2])
    assert _rank_within(labels).tolist() == [0, 0, 1, 2, 1, 0]
    assert _rank_within(np.array([], dtype=np.int64)).tolist() == []


def test_only_the_first_of_a_group():
    groups = np.array([-1, 4, 4, -1, 0, 4])
    assert _first_of_group(groups).tolist() == [True, True, False, True, True, False]


def test_lecturer_is_free_again_when_taken_back(demo):
    book = Book(demo)
    lecturer = int(np.flatnonzero(demo.lecturer_free.all(axis=1))[0])
    assert book.lecturer_may(lecturer, 0, 1, 0)
    book.teach(lecturer, 0, 1, 0)
    assert not book.lecturer_may(lecturer, 0, 1, 0)
    assert not book.lecturer_may(lecturer, 1, 1, 1), "another venue on the same day"
    book.teach(lecturer, 0, 1, 0, sign=-1)
    assert book.lecturer_may(lecturer, 0, 1, 0)
    assert book.lecturer_venue[lecturer, 0] == -1
