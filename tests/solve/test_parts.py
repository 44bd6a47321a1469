"""People of large plans assigned among the classes that changed and some others."""

from dataclasses import replace

import numpy as np
import pytest

from scheduler.checker import verify
from scheduler.formulation.paper import to_plan
from scheduler.formulation.sifting import Prices
from scheduler.solve import parts, people
from scheduler.solve import search as room
from scheduler.solve.search import Search

NO_PRICES = Prices({}, np.zeros(0), 0.0)


@pytest.fixture
def search(instance):
    found = Search(instance, 1, lambda: False, lambda: 60.0, lambda: None)
    assert found.begin(None)
    return found


def watched(monkeypatch, search):
    """Watch among which classes people are assigned; all of them is None."""
    seen = []
    real = people.reassign

    def reassign(opener, decisions, seconds, among=None):
        seen.append(among)
        return real(opener, decisions, seconds, among)

    monkeypatch.setattr(room, "reassign", reassign)
    monkeypatch.setattr(people, "AT_ONCE", 0)  # what is small is assigned as a large plan is
    monkeypatch.setattr(parts, "BESIDE", 1)
    return seen


def other_teacher(decision):
    return replace(decision, lecturers=dict(decision.lecturers))


def fewer(decision):
    return replace(decision, members=decision.members[1:])


def test_without_prices_or_a_plan_before_all_are_assigned(search):
    assert search.parts.changed(search.best) is None
    search.opener.prices = NO_PRICES
    assert search.parts.changed(search.best) is None
    search.parts.assigned = search.best
    assert search.parts.changed(search.best) is not None


def test_what_changed_is_among_them(search, monkeypatch):
    monkeypatch.setattr(parts, "BESIDE", 0)
    monkeypatch.setattr(parts, "MUCH", 1.0)
    search.opener.prices, search.parts.assigned = NO_PRICES, search.best
    first, second, *_ = sorted(search.best)
    assert search.parts.changed(search.best) == set()
    taught = {**search.best, first: other_teacher(search.best[first])}
    assert search.parts.changed(taught) == set(), "who teaches changes nothing for people"
    assert search.parts.changed({**taught, second: fewer(taught[second])}) == {second}
    moved = replace(taught[second], start=taught[second].start + 1)
    assert search.parts.changed({**taught, second: moved}) == {second}
    search.parts.assigned = {k: d for k, d in search.best.items() if k != first}
    assert search.parts.changed(search.best) == {first}, "a class that was closed"


def test_where_much_has_changed_all_are_assigned(search, monkeypatch):
    search.opener.prices, search.parts.assigned = NO_PRICES, search.best
    assert search.parts.changed({k: fewer(d) for k, d in search.best.items()}) is None


def test_parts_follow_one_another_while_the_plan_becomes_better(search, monkeypatch):
    seen = watched(monkeypatch, search)
    monkeypatch.setattr(parts, "WHOLE_EVERY", 100)
    search.warm_up()
    assert seen[0] is None
    before, number = search.values, len(seen)
    search.improver.run(3, lambda: None)
    search.parts.assigned = {**search.best, min(search.best): fewer(search.best[min(search.best)])}
    search._people(search.improver.best)
    rest = seen[number:]
    assert 1 <= len(rest) <= 1 + parts.MORE_PARTS
    assert all(part for part in rest)
    assert search.values <= before
    plan = to_plan(search.instance, search.best)
    assert verify(search.instance.scenario, plan).violations == ()


def test_now_and_then_all_are_assigned(search, monkeypatch):
    seen = watched(monkeypatch, search)
    monkeypatch.setattr(parts, "WHOLE_EVERY", 2)
    search.warm_up()
    for _ in range(2):
        search.parts.assigned = {
            **search.best,
            min(search.best): fewer(search.best[min(search.best)]),
        }
        search._people(search.best)
    assert None in seen[1:]
