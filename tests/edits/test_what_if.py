"""What-if files as a whole: head, chains of bases, baselines, the level of moves."""

import shutil
from datetime import date

import pytest

from scheduler.errors import InputError
from scheduler.load import load_scenario
from tests.edits.what_if import CASES, GOOD, what_if

PLAN = CASES / "37-moves" / "baseline"


def levels(path):
    return [dict(level) for level in load_scenario(path).scenario.objective]


@pytest.fixture
def baseline(tmp_path):
    shutil.copytree(PLAN, tmp_path / "plan")
    return "plan"


def test_head_replaces_that_of_the_base(tmp_path):
    organisation = {"id": "x", "name": "X", "domain": "x.example"}
    head = {"title": "Khác", "language": "vi", "organisation": organisation}
    found = load_scenario(what_if(tmp_path, **head, solve={"seed": 5})).scenario
    assert (found.name, found.title, found.language) == ("what-if", "Khác", "vi")
    assert found.organisation.domain == "x.example"
    assert (found.solve.seed, found.solve.time_limit) == (5, 10)


def test_a_what_if_on_a_what_if(tmp_path):
    drop = {"edit": "drop-class", "class": "A-01"}
    first = what_if(tmp_path, drop, name="first")
    rule = {"edit": "set-rule", "rule": "budget", "value": 9}
    loaded = load_scenario(what_if(tmp_path, rule, name="second", base=first.name))
    assert [c.id for c in loaded.scenario.classes] == ["A-02", "B-01"]
    assert loaded.scenario.rules.budget == 9
    assert loaded.changes == ("Class A-01 is dropped.", "Rule budget becomes 9.")


def test_base_may_be_the_json_of_a_plan(tmp_path):
    text = load_scenario(GOOD).scenario.model_dump_json()
    (tmp_path / "scenario.json").write_text(text, encoding="utf-8")
    drop = {"edit": "drop-class", "class": "A-01"}
    found = load_scenario(what_if(tmp_path, drop, base="scenario.json")).scenario
    assert found == load_scenario(what_if(tmp_path, drop)).scenario


def test_faults_of_the_whole_chain_are_told_together(tmp_path):
    first = what_if(tmp_path, {"edit": "drop-class", "class": "X"}, name="first")
    second = what_if(tmp_path, {"edit": "drop-clas"}, name="second", base=first.name)
    with pytest.raises(InputError) as caught:
        load_scenario(second)
    assert [(f.file.rpartition("/")[2], f.column) for f in caught.value.faults] == [
        ("first.yaml", "edits.0.class"),
        ("second.yaml", "edits.0.edit"),
    ]


def test_baseline_makes_moves_the_second_level(tmp_path, baseline):
    path = what_if(tmp_path, baseline=baseline)
    assert levels(path) == [{"shortfall": 1}, {"moves": 1}, {"cost": 1e-6, "travel": 0.01}]
    assert len(load_scenario(path).scenario.baseline.classes) == 3


def test_objective_that_names_moves_stays(tmp_path, baseline):
    edit = {"edit": "set", "path": "objective.1.moves", "value": 2}
    assert levels(what_if(tmp_path, edit, baseline=baseline)) == [
        {"shortfall": 1},
        {"cost": 1e-6, "travel": 0.01, "moves": 2},
    ]


@pytest.mark.parametrize(
    "edit",
    [
        {"edit": "set-objective", "levels": [{"shortfall": 1}]},
        {"edit": "set", "path": "objective", "value": [{"shortfall": 1}]},
    ],
)
def test_edit_that_sets_the_objective_has_the_last_word(tmp_path, baseline, edit):
    assert levels(what_if(tmp_path, edit, baseline=baseline)) == [{"shortfall": 1}]


def test_edit_of_one_weight_does_not_forget_the_moves(tmp_path, baseline):
    edit = {"edit": "set", "path": "objective.1.cost", "value": 5}
    assert levels(what_if(tmp_path, edit, baseline=baseline)) == [
        {"shortfall": 1},
        {"moves": 1},
        {"cost": 5, "travel": 0.01},
    ]


def test_objective_of_one_level_takes_moves_second(tmp_path, baseline):
    first = what_if(tmp_path, {"edit": "set-objective", "levels": [{"shortfall": 1}]}, name="first")
    path = what_if(tmp_path, base=first.name, baseline=baseline)
    assert levels(path) == [{"shortfall": 1}, {"moves": 1}]


def test_baseline_and_freeze_are_handed_on(tmp_path, baseline):
    first = what_if(tmp_path, name="first", baseline=baseline, freeze_before="2024-05-01")
    found = load_scenario(what_if(tmp_path, name="second", base=first.name)).scenario
    assert found.baseline is not None
    assert found.freeze_before == date(2024, 5, 1)
    assert [set(level) for level in found.objective][1] == {"moves"}


def test_freeze_may_come_later_than_the_baseline(tmp_path, baseline):
    first = what_if(tmp_path, name="first", baseline=baseline)
    second = what_if(tmp_path, name="second", base=first.name, freeze_before="2024-05-01")
    assert load_scenario(second).scenario.freeze_before == date(2024, 5, 1)


def test_baseline_belongs_to_the_digest(tmp_path, baseline):
    path = what_if(tmp_path, baseline=baseline)
    first = load_scenario(path).input_sha256
    (tmp_path / "plan" / "enrolments.csv").write_text("cadre,class,repeat_periods,km\n")
    assert load_scenario(path).input_sha256 != first


def test_intermediate_states_may_be_wrong(tmp_path):
    found = load_scenario(
        what_if(
            tmp_path,
            {"edit": "set", "path": "programmes.B.size.min", "value": 50},
            {"edit": "set", "path": "programmes.B.size.max", "value": 60},
        )
    ).scenario
    assert (found.programmes[1].size.min, found.programmes[1].size.max) == (50, 60)


def test_unknown_modules_that_an_edit_adds_are_no_warning(tmp_path):
    base = CASES / "25-repeat-from-history" / "scenario.yaml"
    before = load_scenario(base).warnings
    module = {"id": "Z9", "title": "Cũ", "topics": "old"}
    edit = {"edit": "add-module", "module": module}
    after = load_scenario(what_if(tmp_path, edit, base=base)).warnings
    assert ["Z9" in text for text in set(before) - set(after)] == [True]
