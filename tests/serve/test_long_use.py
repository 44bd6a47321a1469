"""A short version of long use: the long one is `python -m tests.serve.long_use --runs 1000`."""

import sys

import pytest

from tests.serve.long_use import long_use

RUNS = 5
GROWTH = 25  # MB that a few runs may bring for good


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_server_keeps_nothing_of_what_if_runs():
    looks, left = long_use(RUNS)
    first, last = looks[0], looks[-1]
    assert last.runs == RUNS
    assert left == []
    assert last.temporary <= first.temporary
    assert last.processes <= first.processes + 1
    assert last.handles <= first.handles + 2
    assert last.memory <= first.memory + GROWTH
