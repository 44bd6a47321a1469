"""Sweep files: which runs they stand for, and what is said about faults."""

import shutil

import pytest

from scheduler.errors import InputError
from scheduler.load.sweep import digest_of, load_sweep
from tests.sweep.conftest import ROOT

GRID = """
grid:
  rules.budget: [null, 100, 1000]
  target:
    - {label: base}
    - label: half
      edits:
        - {edit: set-target, tier: P, share: 0.5}
seeds: [1, 2]
"""


def test_every_combination_and_every_seed_is_a_run(sweep_file):
    sweep = load_sweep(sweep_file(GRID))
    assert sweep.axes == ("rules.budget", "target")
    assert len(sweep.runs) == len({run.id for run in sweep.runs}) == 12
    assert sweep.runs[0].id == "budget-null-target-base-seed-1"
    last = sweep.runs[-1]
    assert last.labels == {"rules.budget": "1000", "target": "half"}
    assert (last.scenario.rules.budget, last.scenario.tiers[0].target.share) == (1000, 0.5)
    assert (last.scenario.solve.seed, last.scenario.solve.workers) == (2, 1)
    assert last.scenario.name == last.id
    assert last.scenario.title.endswith("(rules.budget 1000, target half)")


def test_listed_runs_stand_beside_the_grid_and_without_either_the_base_is_one_run(sweep_file):
    listed = "runs:\n  - label: Thêm lớp\n    edits: [{edit: drop-class, class: K1}]\n"
    assert [run.id for run in load_sweep(sweep_file(listed)).runs] == ["option-them-lop"]
    both = load_sweep(sweep_file("grid:\n  rules.budget: [100]\n" + listed))
    assert [run.id for run in both.runs] == ["budget-100", "option-them-lop"]
    assert [run.id for run in load_sweep(sweep_file("seeds: []\n")).runs] == ["valid-plan"]


def test_several_scenarios_are_swept_and_name_their_runs(sweep_file, tiny, tmp_path):
    shutil.copytree(tiny.parent, tmp_path / "other")
    other = tmp_path / "other" / "scenario.yaml"
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("name: valid-plan", "name: other"), encoding="utf-8")
    path = sweep_file("grid:\n  rules.budget: [7]\n")
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("scenario.yaml]", "scenario.yaml, other/scenario.yaml]"))
    assert [run.id for run in load_sweep(path).runs] == ["valid-plan-budget-7", "other-budget-7"]
    path.write_text(whole.replace("scenario.yaml]", "scenario.yaml, base/scenario.yaml]"))
    with pytest.raises(InputError, match=r":4: scenarios.1: 'valid-plan' stands twice"):
        load_sweep(path)


def test_the_digest_is_that_of_a_scenario_json(sweep_file, tmp_path):
    from scheduler.load import load_scenario

    data = load_sweep(sweep_file(GRID)).runs[0].data()
    (tmp_path / "scenario.json").write_bytes(data)
    assert load_scenario(tmp_path / "scenario.json").input_sha256 == digest_of(data)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gird: {}\n", ":5: gird: unknown key (found {}); did you mean grid?"),
        ("grid:\n  rules.bugdet: [1]\n", ":6: grid.rules.bugdet.0.path: nothing stands at"),
        ("grid:\n  rules.budget: []\n", ":6: grid.rules.budget: found []; expected at least 1"),
        ("grid:\n  rules.budget: [-1]\n", ":6: grid.rules.budget.0: rules.budget: found -1"),
        ("grid:\n  rules.budget: [1, 1]\n", ":6: grid.rules.budget.1: '1' stands twice"),
        ("seeds: [x]\n", ":5: seeds.0: found 'x'; expected a whole number"),
        ("solve: {gap: -1}\n", ":5: solve.gap: found -1; expected 0 or more"),
        (
            "runs:\n  - label: a\n    edits:\n      - {edit: drop-class, class: K9}\n",
            ":8: runs.0.edits.0.class: unknown class 'K9'",
        ),
        (
            "runs:\n  - label: a\n    edits:\n    - {edit: set, path: rules.budget, value: null}\n",
            ":8: runs.0.edits.0.path: the edit changes nothing",
        ),
        ("runs:\n  - {label: a, edits: [{edit: fly}]}\n", ":6: runs.0.edits.0.edit: found 'fly'"),
    ],
)
def test_faults_are_told_with_their_place_in_the_sweep_file(sweep_file, text, said):
    with pytest.raises(InputError) as caught:
        load_sweep(sweep_file(text))
    assert said in str(caught.value)


def test_a_value_that_the_base_has_already_is_a_run_like_any_other(sweep_file):
    sweep = load_sweep(sweep_file("grid:\n  rules.periods_per_session: [4, 5]\n"))
    assert [run.scenario.rules.periods_per_session for run in sweep.runs] == [4, 5]


def test_the_sample_stands_for_24_runs():
    sample = load_sweep(ROOT / "scenarios" / "sweeps" / "demo-trade-offs.yaml")
    assert len(sample.runs) == 24
    assert sample.language == "vi"


def test_all_faults_of_all_runs_are_told_once(sweep_file):
    text = "grid:\n  rules.bugdet: [1, 2]\n  rules.budget: [1, 2]\n"
    with pytest.raises(InputError) as caught:
        load_sweep(sweep_file(text))
    assert len(caught.value.faults) == 2


def test_scenarios_that_are_missing_or_wrong_are_told(sweep_file, tiny):
    path = sweep_file("")
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("base/scenario.yaml", "nobody.yaml, base/scenario.yaml"))
    tiny.write_text(tiny.read_text(encoding="utf-8").replace("rules:", "rulez:"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_sweep(path)
    assert ":4: scenarios.0: file not found" in str(caught.value)
    assert "rulez: unknown key" in str(caught.value)
