"""Facts kept from one judgement to the next: the same verdict, and never another's facts."""

import pytest

from models.training_class import Fixed
from scheduler.checker import Facts, verify
from tests.builders import held, plan, scenario, training_class


def test_kept_facts_change_no_verdict():
    world = scenario()
    valid = plan(world, held("K1"))
    facts = Facts(world)
    for _ in range(2):
        assert verify(world, valid, facts=facts) == verify(world, valid)
    other = world.classes[0].model_copy(update={"fixed": Fixed(open=False)})
    changed = world.model_copy(update={"classes": (other,), "baseline": valid})
    verdict = verify(changed, valid, facts=facts)
    assert verdict == verify(changed, valid)
    assert verdict.violations
    assert not verify(world, valid, facts=facts).violations, "the kept facts stay what they were"


def test_amended_facts_speak_of_the_scenario_they_were_amended_for():
    world = scenario()
    facts = Facts(world)
    other = world.model_copy(update={"classes": (training_class("K2"),)})
    amended = facts.amended(other)
    assert (amended.scenario, list(amended.classes)) == (other, ["K2"])
    assert (facts.scenario, list(facts.classes)) == (world, ["K1"])


def test_facts_of_another_scenario_are_refused():
    world = scenario()
    facts = Facts(world)
    poorer = world.model_copy(update={"rooms": ()})
    with pytest.raises(ValueError, match="another scenario: rooms"):
        verify(poorer, plan(world, held("K1")), facts=facts)
