"""Following a suggestion: with whom the assignment of people begins, and what is left alone."""

import pytest

from scheduler.solve import search as room
from scheduler.solve.search import Search


@pytest.fixture
def search(instance):
    found = Search(instance, 1, lambda: False, lambda: 60.0, lambda: None)
    assert found.begin(None)
    return found


def as_suggested(search):
    """Name the open classes, each with its room and electives."""
    return {((k,), d.room, d.menu.electives): 1.0 for k, d in search.best.items()}


def test_the_assignment_begins_with_those_of_the_columns(search, monkeypatch):
    seen = []
    real = room.reassign

    def reassign(opener, decisions, *others):
        seen.append(decisions)
        return real(opener, decisions, *others)

    monkeypatch.setattr(room, "reassign", reassign)
    counts = as_suggested(search)
    search.follow(counts)
    assert sum(len(d.members) for d in seen[0].values()) > 0
    assert len(seen[0]) == len(counts), "a class without people is still there to be given some"


def test_a_class_that_nobody_fills_stays_in_the_timetable(search, monkeypatch):
    real, seen = room.filled, []

    def filled(opener, timed):
        plan = real(opener, timed)
        plan.pop(min(k for k in plan if not opener.inst.classes[k].must_open))
        return plan

    def reassign(opener, decisions, *others):
        seen.append(decisions)

    monkeypatch.setattr(room, "filled", filled)
    monkeypatch.setattr(room, "reassign", reassign)
    counts = as_suggested(search)
    search.follow(counts)
    assert len(seen[0]) == len(counts)
    assert sum(not len(d.members) for d in seen[0].values()) == 1


def test_a_suggestion_is_followed_once(search, monkeypatch):
    counts = as_suggested(search)
    search.follow(counts)
    monkeypatch.setattr(room, "along", None)
    search.follow(dict(counts))
    assert search.followed == [counts]
