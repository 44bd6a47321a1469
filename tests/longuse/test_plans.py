"""A short version of the long use of docs/reliability.md."""

import contextlib
import subprocess
import tempfile
from pathlib import Path

from tests.agreement.worlds import world
from tests.longuse.plans import Held, complaints, use

FLAT = Held(1, 200.0, 8, 2, 0, 0)


def test_ten_plans_leave_nothing_behind(tmp_path):
    scenario = tmp_path / "scenario.json"
    scenario.write_text(world(1).model_dump_json(by_alias=True), encoding="utf-8")
    found = use(scenario, 10, 4.0, 2)
    assert [one.runs for one in found] == [1, 2, 4, 6, 8, 10]
    assert complaints(found) == []


def test_what_grows_is_told():
    grown = Held(200, 300.0, 9, 3, 1, 2)
    assert len(complaints([FLAT, FLAT._replace(runs=20), grown])) == 5
    assert complaints([FLAT, FLAT._replace(runs=20), FLAT._replace(runs=200)]) == []


def test_what_is_counted_is_seen(monkeypatch, tmp_path):
    """A run that leaves a child, an open file and a temporary one is noticed."""
    scenario = tmp_path / "scenario.json"
    scenario.write_text(world(1).model_dump_json(by_alias=True), encoding="utf-8")
    with contextlib.ExitStack() as left:

        def leaky(*_: object) -> None:
            child = left.enter_context(subprocess.Popen(["sleep", "60"]))
            left.callback(child.terminate)
            left.enter_context(tempfile.TemporaryFile())
            Path(tempfile.mkdtemp()).joinpath("left").touch()

        monkeypatch.setattr("tests.longuse.plans.plan", leaky)
        told = complaints(use(scenario, 3, 1.0, 1))
    assert {line.split()[0] for line in told} == {"files", "children", "temporary"}
