"""Edits on a scenario at hand: the same as on its folder, with the same faults."""

import pytest

from models.plan import Plan
from scheduler.errors import InputError
from scheduler.load import edit_loaded
from tests.builders import held, plan, scenario


def test_an_edit_changes_the_scenario_and_makes_the_plan_its_baseline():
    world = scenario()
    published = plan(world, held("K1"))
    loaded = edit_loaded(world, published, ["{edit: fix-class, class: K1, start: 2024-03-11}"])
    assert loaded.scenario.name == world.name
    assert loaded.scenario.baseline == published
    assert str(loaded.scenario.classes[0].fixed.start) == "2024-03-11"
    assert any("moves" in level for level in loaded.scenario.objective)
    assert world.baseline is None
    assert len(loaded.changes) == 1


def test_the_language_of_the_sentences_may_be_another():
    world = scenario()
    edit = ["{edit: cancel-class, class: K1}"]
    said = {
        edit_loaded(world, Plan(), edit, language=language).changes for language in ("vi", "en")
    }
    assert len(said) == 2


def test_faults_name_the_edit():
    world = scenario()
    edits = ["{edit: cancel-class, class: K1}", "{edit: cancel-class, class: K9}"]
    with pytest.raises(InputError) as caught:
        edit_loaded(world, Plan(), edits)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("--edit", 2)
    assert "K9" in fault.message
