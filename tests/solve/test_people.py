"""People assigned anew in lots of classes, against one program for all of them."""

from pathlib import Path

import numpy as np
import pytest

from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.load import load_scenario
from scheduler.solve import people
from scheduler.solve.search import Search

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def search():
    instance = derive(load_scenario(ROOT / "scenarios" / "demo.yaml").scenario)
    found = Search(instance, 1, lambda: False, lambda: 60.0, lambda: None)
    assert found.begin(None)
    return found


def values(search, decisions):
    return level_values(search.instance, evaluate(search.instance, decisions))


def in_lots(monkeypatch, search, size):
    monkeypatch.setattr(people, "AT_ONCE", 0)
    monkeypatch.setattr(people, "A_LOT", size)
    return people.reassign(search.opener, search.best, 60.0)


@pytest.mark.parametrize("size", [1, 200, 100_000])
def test_lots_never_make_people_worse(monkeypatch, search, size):
    found = in_lots(monkeypatch, search, size)
    assert found is not None
    assert values(search, found)[:2] <= values(search, search.best)[:2]
    everybody = np.concatenate([d.members for d in found.values()])
    assert len(everybody) == len(np.unique(everybody))


def test_one_lot_of_everything_is_the_whole_program(monkeypatch, search):
    whole = people.reassign(search.opener, search.best, 60.0)
    one = in_lots(monkeypatch, search, 10**9)
    assert values(search, one) == pytest.approx(values(search, whole), rel=1e-4)


def test_lots_hold_every_class_once(monkeypatch, search):
    monkeypatch.setattr(people, "A_LOT", 300)
    offers = [people._offer(search.opener, k, search.best) for k in sorted(search.best)]
    lots = people._lots(search.opener, offers)
    assert sorted(n for lot in lots for n in lot) == list(range(len(offers)))
    assert len(lots) > 1


def test_without_time_nothing_changes(monkeypatch, search):
    monkeypatch.setattr(people, "AT_ONCE", 0)
    assert people.reassign(search.opener, search.best, -1.0) is None
