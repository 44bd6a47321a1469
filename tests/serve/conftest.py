"""A planned demo, made once; each test gets a copy of its own."""

import shutil
from pathlib import Path

import pytest

from cli import run_safely
from tests.serve.client import visitor

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def planned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planned")
    options = ["--time-limit", "2", "--workers", "1", "--quiet", "--output", str(folder / "demo")]
    assert run_safely([str(ROOT / "scenarios" / "demo.yaml"), *options]) == 0
    return folder / "demo"


@pytest.fixture
def workspace(planned, tmp_path):
    shutil.copytree(planned, tmp_path / "out" / "demo")
    return tmp_path


@pytest.fixture
def client(workspace):
    made = visitor(workspace)
    yield made
    made.app.state.desk.wait()
