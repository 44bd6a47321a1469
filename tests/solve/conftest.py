"""The demo as a scenario and as arrays, read once."""

from pathlib import Path

import pytest

from models.scenario import Scenario
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.load import load_scenario

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def demo() -> Scenario:
    return load_scenario(ROOT / "scenarios" / "demo.yaml").scenario


@pytest.fixture(scope="session")
def instance(demo: Scenario) -> Instance:
    return derive(demo)


def limited(scenario: Scenario, seconds: float, **changes: object) -> Scenario:
    """Return a scenario with other parts, one worker and a time limit, validated anew."""
    solve = scenario.solve.model_copy(update={"time_limit": seconds, "workers": 1})
    changed = scenario.model_copy(update={"solve": solve, **changes})
    return Scenario.model_validate(changed.model_dump())
