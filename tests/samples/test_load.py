"""Every sample is a scenario that loads without a fault and without a warning."""

from datetime import date

import pytest

from scheduler.load import load_scenario
from scheduler.samples import write_sample
from tests.samples.reading import number_of_classes, table


@pytest.mark.parametrize("kind", ["demo", "term"])
def test_a_sample_loads_clean(kind, tmp_path):
    loaded = load_scenario(write_sample(kind, tmp_path))
    assert loaded.warnings == ()
    assert len(loaded.scenario.cadres) == len(table(kind, "cadres"))
    assert len(loaded.scenario.history) == len(table(kind, "history"))
    assert len(loaded.scenario.classes) == number_of_classes(kind)


def test_part_of_all_organisers_loads_clean(tmp_path):
    path = write_sample("organisers", tmp_path, seed=3, cadres=0.05, classes=0.5)
    loaded = load_scenario(path)
    assert loaded.warnings == ()
    assert len(loaded.scenario.classes) == 250


def test_a_scaled_province_loads_clean(tmp_path):
    loaded = load_scenario(write_sample("province", tmp_path, cadres=0.1, classes=2))
    assert loaded.warnings == ()
    assert len(loaded.scenario.classes) == 80


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    return write_sample("province", folder).parent


def test_the_budget_is_cut_by_15_percent(province):
    loaded = load_scenario(province / "2024.yaml")
    assert loaded.warnings == ()
    base = loaded.scenario
    cut = load_scenario(province / "whatif" / "budget-85.yaml").scenario
    assert cut.rules.budget == round(base.rules.budget * 0.85)
    assert cut.baseline is None


def test_lecturer_l07_is_away_for_three_months(province):
    scenario = load_scenario(province / "whatif" / "lecturer-away.yaml").scenario
    rows = [row for row in scenario.unavailability if row.id == "L07"]
    assert (date(2024, 5, 1), date(2024, 7, 31)) in [(row.start, row.end) for row in rows]


def test_the_target_of_d_is_everybody(province):
    scenario = load_scenario(province / "whatif" / "target-100.yaml").scenario
    tier = next(tier for tier in scenario.tiers if tier.id == "D")
    assert tier.target.share == 1.0
    assert tier.path == {}
