"""A plan fixed in the program holds and is worth what trying every plan says, world by world."""

import pytest

from models.rules import Component, Rule
from scheduler.formulation.program import build
from scheduler.formulation.program.form import Form
from tests.agreement.court import BASELINE, Hearing
from tests.agreement.fixed_plans import hold_fixed_plans

WORLDS = range(12)
MANY = range(60)  # ends at the first that notices


def complaints(seed):
    hearing = Hearing(seed)
    if hearing.prepare():
        hold_fixed_plans(hearing)
    return hearing.complaints


@pytest.mark.parametrize("seed", [*WORLDS, *(BASELINE + seed for seed in WORLDS)])
def test_fixed_plans_are_what_they_are(seed):
    assert complaints(seed) == []


def test_a_rule_that_the_program_lacks_is_noticed(monkeypatch):
    monkeypatch.setitem(build.RULES, Rule.H3, lambda program: None)
    assert any(complaints(seed) for seed in MANY)


@pytest.mark.parametrize("component", [Component.TRAVEL, Component.RISK, Component.PEAK_LOAD])
def test_a_component_that_the_program_lacks_is_noticed(component, monkeypatch):
    monkeypatch.setitem(build.COMPONENTS, component, lambda program: Form())
    assert any(complaints(seed) for seed in MANY)
