"""People assigned anew over few pairs, against one program for all of them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scheduler.formulation import sifting
from scheduler.formulation.assignment import assignment
from scheduler.formulation.decisions import evaluate, level_values
from scheduler.formulation.derive import derive
from scheduler.load import load_scenario
from scheduler.solve import people
from scheduler.solve.figures import better
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


def sifted(monkeypatch, search, decisions, first=2):
    monkeypatch.setattr(people, "AT_ONCE", 0)
    monkeypatch.setattr(sifting, "FIRST", first)
    return people.reassign(search.opener, decisions, 60.0)


@pytest.mark.parametrize("first", [2, 100])
def test_sifting_ends_where_the_whole_program_does(monkeypatch, search, first):
    whole = people.reassign(search.opener, search.best, 60.0)
    found = sifted(monkeypatch, search, search.best, first)
    assert values(search, found) == pytest.approx(values(search, whole), rel=2e-3)
    everybody = np.concatenate([d.members for d in found.values()])
    assert len(everybody) == len(np.unique(everybody))


def test_sifting_finds_people_for_empty_classes(monkeypatch, search):
    nobody = np.zeros(0, dtype=np.int64)
    empty = {k: replace(d, members=nobody) for k, d in search.best.items()}
    found = sifted(monkeypatch, search, empty)
    assert values(search, found)[0] <= values(search, search.best)[0]


def test_few_pairs_are_needed(monkeypatch, search):
    offers = [people._offer(search.opener, k, search.best) for k in sorted(search.best)]
    seen = []

    def watched(instance, part, *others):
        seen.append(sum(len(offer.cadres) for offer in part))
        return assignment(instance, part, *others)

    monkeypatch.setattr(sifting, "assignment", watched)
    sifted(monkeypatch, search, search.best, 1)
    assert 1 <= len(seen) <= sifting.ROUNDS
    assert seen[-1] < sum(len(offer.cadres) for offer in offers)


def test_prices_of_an_earlier_plan_tell_which_pairs_to_begin_with(monkeypatch, search):
    rounds = []

    def watched(*given):
        rounds[-1] += 1
        return assignment(*given)

    monkeypatch.setattr(sifting, "assignment", watched)
    search.opener.prices = None
    found = []
    nobody = np.zeros(0, dtype=np.int64)
    empty = {k: replace(d, members=nobody) for k, d in search.best.items()}
    for _ in range(2):
        rounds.append(0)
        found.append(values(search, sifted(monkeypatch, search, empty, 1)))
        assert search.opener.prices is not None
    assert found[1] == pytest.approx(found[0], rel=2e-3)
    assert rounds[1] <= sifting.ROUNDS_AGAIN < sifting.ROUNDS


def test_a_class_that_nobody_can_fill_is_closed_or_stops_everything(monkeypatch, search):
    monkeypatch.setattr(people, "AT_ONCE", 0)
    first = min(search.best)

    def short(instance, offers, now, *others):
        fewer = [
            np.zeros(0, np.int64) if o.k == first else m for o, m in zip(offers, now, strict=True)
        ]
        return fewer, None

    monkeypatch.setattr(people, "sift", short)
    found = people.reassign(search.opener, search.best, 60.0)
    if search.instance.classes[first].must_open:
        assert found is None
    else:
        assert sorted(found) == sorted(set(search.best) - {first})


def test_without_time_nothing_changes(monkeypatch, search):
    monkeypatch.setattr(people, "AT_ONCE", 0)
    assert people.reassign(search.opener, search.best, -1.0) is None


def without_some(search, left_out):
    """The best plan, where some members of two classes have changed places with nobody."""
    return {
        k: replace(d, members=d.members[1:]) if k in left_out else d for k, d in search.best.items()
    }


@pytest.mark.parametrize("at_once", [0, 10**9], ids=["sifted", "at once"])
def test_among_some_classes_only_their_people_change(monkeypatch, search, at_once):
    monkeypatch.setattr(people, "AT_ONCE", at_once)
    first, second, *others = sorted(search.best)
    begun = without_some(search, {first, second})
    found = people.reassign(search.opener, begun, 60.0, {first, second})
    assert found is not None
    assert all(found[k] is begun[k] for k in others)
    assert not better(values(search, begun), values(search, found))
    assert better(values(search, found), values(search, begun))
    everybody = np.concatenate([d.members for d in found.values()])
    assert len(everybody) == len(np.unique(everybody))


def test_nobody_is_in_two_classes_after_a_part(monkeypatch, search):
    """Those of the other classes would be the best for an emptied one; they stay."""
    monkeypatch.setattr(people, "AT_ONCE", 0)
    first, *others = sorted(search.best)
    nobody = np.zeros(0, dtype=np.int64)
    begun = {**search.best, first: replace(search.best[first], members=nobody)}
    found = people.reassign(search.opener, begun, 60.0, {first})
    there = found[first].members if first in found else nobody
    assert not any(np.isin(there, begun[k].members).any() for k in others)


def test_prices_of_a_part_replace_only_its_own():
    old = sifting.Prices({1: -5.0, 2: -6.0}, np.zeros(1), 0.0)
    new = sifting.Prices({1: -1.0, 2: -2.0, 3: -3.0}, np.ones(1), -0.5)
    merged = people._priced(old, new, {2, 3})
    assert merged.seat == {1: -5.0, 2: -2.0, 3: -3.0}
    assert (merged.cover.tolist(), merged.money) == ([1.0], -0.5)
    assert people._priced(None, new, {2}).seat == new.seat


def test_the_same_people_leave_a_decision_as_it_is(search):
    decision = next(iter(search.best.values()))
    assert people._with_members(decision, decision.members.copy()) is decision
    fewer = people._with_members(decision, decision.members[1:])
    assert fewer is not decision
    assert len(fewer.members) == len(decision.members) - 1
