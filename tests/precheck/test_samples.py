"""The shipped scenarios: nothing impossible, few warnings, in time."""

import time
from pathlib import Path

from scheduler.load import load_scenario
from scheduler.precheck import check

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FEW = 2


def test_nothing_about_the_demo_is_impossible():
    found = check(load_scenario(SCENARIOS / "demo.yaml").scenario)
    assert [f.code for f in found if f.severity == "E"] == []
    assert sum(f.severity == "W" for f in found) <= FEW


def test_the_province_is_checked_in_time_and_has_few_warnings():
    scenario = load_scenario(SCENARIOS / "2024.yaml").scenario
    began = time.process_time()
    found = check(scenario)
    assert time.process_time() - began < 2  # half a second where nothing else is to be done
    assert [f.code for f in found if f.severity == "E"] == []
    assert sum(f.severity == "W" for f in found) <= FEW
