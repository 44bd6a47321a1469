"""One small instance that every planner of the comparison can take."""

import pytest

from benchmarks.clock import Clock
from benchmarks.instances import write_instance
from scheduler.formulation.derive import derive
from scheduler.load import load_scenario


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory):
    return write_instance("demo", 1, tmp_path_factory.mktemp("instances"))


@pytest.fixture(scope="session")
def demo(demo_path):
    return derive(load_scenario(demo_path).scenario)


@pytest.fixture
def clock():
    return Clock(limit=20, workers=1, seed=1, gap=0.005)
