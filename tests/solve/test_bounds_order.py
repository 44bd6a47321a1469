"""What the bounds' process does next, and how it hears of the first values."""

import threading
import time

import pytest

from scheduler.formulation.relaxation import Bound, Guide
from scheduler.solve import bounding
from scheduler.solve.bounding import BoundWorker, _Task, _waiting
from tests.builders import scenario

LEFT = 60.0


class FakeInstance:
    def __init__(self):
        self.scenario = scenario()


@pytest.fixture
def asked(monkeypatch):
    """Answer for the solvers: each level's bound as given; note what was asked and how."""
    asked, found = [], {}

    def bound_level(instance, level, above, *, brief, **others):
        asked.append((level, "brief" if brief else "deep"))
        return Bound(found.get(level, 0.0), Guide())

    def suggestion(instance, above, *others):
        asked.append((len(above), "suggest"))
        return {}, above

    monkeypatch.setattr(bounding, "bound_level", bound_level)
    monkeypatch.setattr(bounding, "suggestion", suggestion)
    return asked, found


def run(task, values, times):
    for _ in range(times):
        task.next(values, LEFT)


def test_levels_without_a_bound_come_first_then_outdated_ones():
    values = (10.0, 20.0, 30.0)
    assert _waiting(values, {}) == [0, 1, 2]
    done = {0: (), 1: (10.0,), 2: (10.0, 20.0)}
    assert _waiting(values, done) == []
    assert _waiting((10.0, 19.9, 30.0), done) == [2], "a little better above: outdated"
    assert _waiting((10.0, 0.0, 30.0), {0: ()}) == [2], "nothing is below 0"


def test_what_became_weak_comes_before_levels_below():
    """Level 1 was proven under 300 at level 0; now there are 25, and level 2 has no bound."""
    done = {0: (), 1: (300.0,)}
    assert _waiting((25.0, 7000.0, 5000.0), done) == [1, 2]
    assert _waiting((299.0, 7000.0, 5000.0), done) == [2], "not much better"


def test_levels_below_an_unsettled_one_are_looked_at_briefly(asked):
    seen, found = asked
    found.update({0: 50.0, 1: 90.0, 2: 10.0})
    run(_Task(FakeInstance(), 1), (100.0, 100.0, 100.0), 6)
    assert seen[:6] == [
        (0, "brief"),
        (1, "suggest"),
        (1, "brief"),
        (2, "suggest"),
        (2, "brief"),
        (0, "suggest"),
    ]


def test_below_a_settled_level_a_proof_goes_deep(asked):
    seen, found = asked
    found.update({0: 100.0, 1: 99.0, 2: 10.0})
    run(_Task(FakeInstance(), 1), (100.0, 100.0, 100.0), 5)
    assert seen == [
        (0, "brief"),
        (1, "suggest"),
        (1, "deep"),
        (2, "suggest"),
        (2, "deep"),
    ]


def test_what_was_looked_at_briefly_is_proven_when_nothing_waits(asked):
    seen, found = asked
    found.update({0: 50.0, 1: 90.0})
    task = _Task(FakeInstance(), 1)
    while task.next((100.0, 100.0), LEFT) is not None:
        assert len(seen) < 20
    assert [one for one in seen if one[1] == "deep"] == [(0, "deep"), (1, "deep")]
    assert task.next((100.0, 100.0), LEFT) is None


def test_nothing_is_suggested_for_a_level_whose_gap_has_closed(asked):
    seen, found = asked
    found.update({0: 50.0, 1: 90.0})
    task = _Task(FakeInstance(), 1)
    run(task, (100.0, 100.0), 3)
    assert task.wanting == [0, 1]
    del seen[:]
    task.next((50.0, 100.0), LEFT)  # 50 is proven
    assert (0, "suggest") not in seen
    assert 0 not in task.wanting


def test_without_time_nothing_is_begun(asked):
    assert _Task(FakeInstance(), 1).next((1.0, 1.0), 0.0) is None
    assert asked[0] == []


class Pipe:
    def __init__(self):
        self.sent = []

    def send(self, what):
        self.sent.append(what)


def test_values_told_before_the_scenario_is_over_follow_it():
    worker = object.__new__(BoundWorker)
    worker.connection, worker.sent = Pipe(), None
    worker._ready, worker._first, worker._lock = False, None, threading.Lock()
    worker.send((9.0,), 5.0)
    worker.send((8.0,), 5.0)
    assert worker.connection.sent == []
    worker._open("the scenario")
    assert worker.connection.sent == ["the scenario", ((8.0,), 5.0)]
    worker.send((8.0,), 5.0)
    assert len(worker.connection.sent) == 2, "told already"
    worker.send((7.0,), 5.0)
    assert worker.connection.sent[2:] == [((7.0,), 5.0)]


@pytest.fixture
def tried(monkeypatch):
    """Note which values above are hoped for; classes are found from `least` on."""
    tried, least = [], [0.0]

    def suggest_classes(instance, level, above, *, seconds, **others):
        tried.append((above, seconds))
        enough = not above or above[0] >= least[0]
        return Guide({((0,), 0, None): 1.0} if enough else {})

    monkeypatch.setattr(bounding, "suggest_classes", suggest_classes)
    return tried, least


def hopes(above, hoped, deadline=LEFT):
    until = time.monotonic() + deadline
    return bounding.suggestion(FakeInstance(), above, hoped, until, 1)


def test_no_more_is_hoped_for_than_whole_classes_can_reach(tried):
    seen, least = tried
    least[0] = 20.0
    assert hopes([650.0], [10.0])[1] == [20.0]
    assert [above for above, _ in seen] == [[10.0], [20.0]]


def test_in_the_end_one_hopes_for_what_there_is(tried):
    seen, least = tried
    least[0] = 650.0
    assert hopes([650.0], [10.0])[0]
    assert [above for above, _ in seen] == [[10.0], [20.0], [50.0], [170.0], [650.0]]


def test_lower_levels_try_the_best_and_what_there_is(tried):
    seen, least = tried
    least[0] = 650.0
    assert hopes([650.0, 8.0], [10.0, 4.0])[0]
    assert [above for above, _ in seen] == [[10.0, 4.0], [650.0, 8.0]]


def test_values_that_are_bounds_are_tried_once(tried):
    seen, least = tried
    least[0] = 11.0
    assert hopes([10.0], [10.0]) == ({}, [10.0])
    assert seen == [([10.0], 0.0)]
    assert hopes([10.0], [5.0], deadline=0.0) == ({}, [10.0])
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("left", "level", "again", "careful"),
    [
        (LEFT, 1, False, False),  # it is wanted soon
        (LEFT, 1, True, True),
        (200.0, 1, False, True),
        (200.0, 2, False, False),
    ],
)
def test_an_integer_program_takes_time_where_there_is_some(tried, left, level, again, careful):
    seen, _ = tried
    task = _Task(FakeInstance(), 1)
    if again:
        task.suggested.add(level)
    task._suggest(level, (9.0, 9.0, 9.0), left)
    assert bool(seen[0][1]) == careful
    assert seen[0][1] <= 0.12 * left


@pytest.mark.parametrize(("least", "wanted"), [(10.0, [1]), (20.0, [0, 1])])
def test_nothing_is_suggested_for_a_level_that_one_below_aims_at(tried, least, wanted):
    """With 20 at least the suggestion for level 1 does not reach the 10 proven for level 0."""
    _, lowest = tried
    lowest[0] = least
    task = _Task(FakeInstance(), 1, bounds={0: 10.0}, wanting=[0, 1])
    task._suggest(1, (650.0, 90.0), LEFT)
    assert [n for n in task.wanting if task._wanted(n, 90.0)] == wanted
