"""A workspace of a planner: the demo with its tables."""

import pytest

from scheduler.samples import write_sample


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    write_sample("demo", folder)
    return folder
