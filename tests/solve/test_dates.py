"""Classes on other dates with the same people: never worse, valid, out of times of risk."""

import math
import random
from pathlib import Path

import numpy as np
import pytest

from scheduler.checker import verify
from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import to_plan
from scheduler.formulation.teaching import Effort
from scheduler.load import load_scenario
from scheduler.solve.dates import on_other_dates
from scheduler.solve.figures import better
from scheduler.solve.search import Search

ROOT = Path(__file__).resolve().parents[2]
EFFORT = Effort(work=2.0, until=math.inf, seed=1)


@pytest.fixture
def search():
    instance = derive(load_scenario(ROOT / "scenarios" / "2024.yaml").scenario)
    found = Search(instance, 1, lambda: False, lambda: 60.0, lambda: None)
    assert found.begin(None)
    return found


def values(search, decisions):
    return level_values(search.instance, evaluate(search.instance, decisions))


def test_people_rooms_and_electives_stay(search):
    search.opener.random = random.Random(1)
    found = on_other_dates(search.opener, search.best, range(3, 4), EFFORT)
    assert sorted(found) == sorted(search.best)
    for k, decision in found.items():
        before = search.best[k]
        assert np.array_equal(decision.members, before.members)
        assert (decision.room, decision.menu) == (before.room, before.menu)
    assert any(found[k].start != d.start for k, d in search.best.items())


def test_settling_betters_the_last_level_and_the_plan_stays_valid(search):
    before = search.values
    for _ in range(3):
        search.settle()
    assert better(search.values, before)
    verdict = verify(search.instance.scenario, to_plan(search.instance, search.best))
    assert not verdict.violations


def test_settling_never_makes_a_plan_worse(search):
    before = search.values
    search.settle()
    assert not better(before, search.values)


def test_nothing_happens_where_no_level_asks_for_dates(search, monkeypatch):
    monkeypatch.setattr(Search, "_touched", lambda self, *components: range(0))
    before = search.best
    search.settle()
    assert search.best is before
