"""A planner that tries every plan agrees with solver, checker and relaxation on tiny scenarios."""

from collections import Counter

import pytest

from models.rules import Rule
from scheduler.checker import judge
from scheduler.formulation.program import build
from tests.agreement.court import BASELINE, Hearing

WORLDS = (
    *range(30),
    1832,
)  # the last one: bounds within rounding of weights, once not called proven
MANY = range(120)  # ends at the first that notices
SEARCHED = (8, 52)


@pytest.mark.parametrize("seed", [*WORLDS, *(BASELINE + seed for seed in WORLDS)])
def test_all_agree(seed):
    assert Hearing(seed).hold().complaints == []


@pytest.mark.parametrize("seed", SEARCHED)
def test_the_search_for_large_scenarios_agrees_too(seed):
    assert Hearing(seed, searching=0.5).hold().complaints == []


def test_what_is_heard_is_not_empty():
    counts = sum((Hearing(seed).hold().counts for seed in (1, 2, 3, 8, 17, 27)), Counter())
    assert counts["worlds"] > counts["infeasible"] > 0
    assert min(counts["plans valid"], counts["plans broken"]) > 5


@pytest.mark.parametrize("rule", [Rule.H2, Rule.H3, Rule.H7, Rule.H12])
def test_a_rule_that_the_program_lacks_is_noticed(rule, monkeypatch):
    monkeypatch.setitem(build.RULES, rule, lambda program: None)
    assert any(Hearing(seed).hold().complaints for seed in MANY)


@pytest.mark.parametrize("rule", [Rule.H2, Rule.H3, Rule.H7, Rule.H12])
def test_a_rule_that_the_checker_lacks_is_noticed(rule, monkeypatch):
    monkeypatch.setitem(judge.RULES, rule, ())
    assert any(Hearing(seed).hold().complaints for seed in MANY)
