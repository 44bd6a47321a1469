"""The golden cases here are those of the specification, while that folder stands beside us."""

import filecmp
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "cases"
ORIGIN = Path(__file__).parents[2] / "shared" / "cases"


def files(folder):
    return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())


@pytest.mark.skipif(not ORIGIN.is_dir(), reason="the specification is not beside the repository")
def test_cases_equal_the_specification():
    assert files(HERE) == files(ORIGIN)
    _, different, missing = filecmp.cmpfiles(HERE, ORIGIN, files(HERE), shallow=False)
    assert (different, missing) == ([], [])
