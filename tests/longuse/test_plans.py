"""A short version of the long use of docs/reliability.md."""

import subprocess
import tempfile

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
    left: list = []

    def leaky(*_: object) -> None:
        left.append(subprocess.Popen(["sleep", "60"]))
        left.append(tempfile.TemporaryFile())
        left.append(tempfile.NamedTemporaryFile(delete=False))

    monkeypatch.setattr("tests.longuse.plans.plan", leaky)
    try:
        told = complaints(use(scenario, 3, 1.0, 1))
    finally:
        for one in left:
            one.terminate() if isinstance(one, subprocess.Popen) else one.close()
            one.wait() if isinstance(one, subprocess.Popen) else None
    assert {line.split()[0] for line in told} == {"files", "children", "temporary"}
