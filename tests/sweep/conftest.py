"""A tiny scenario on disk and sweep files over it."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "01-valid-plan"


@pytest.fixture(autouse=True)
def _marked(monkeypatch, tmp_path):
    """Mark every process of a test, so that one that is left behind is found."""
    monkeypatch.setenv("SWEEP_TEST", str(tmp_path))


@pytest.fixture
def tiny(tmp_path):
    """Return the path of a tiny scenario with its tables."""
    shutil.copytree(CASE, tmp_path / "base")
    return tmp_path / "base" / "scenario.yaml"


@pytest.fixture
def sweep_file(tiny, tmp_path):
    """Return a function that writes a sweep file over the tiny scenario."""

    def write(text, name="tiny-sweep"):
        path = tmp_path / f"{name}.yaml"
        head = f"format: 1\nname: {name}\nlanguage: en\nscenarios: [base/scenario.yaml]\n"
        path.write_text(head + text, encoding="utf-8")
        return path

    return write
