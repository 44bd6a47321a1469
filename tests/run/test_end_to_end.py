"""Whole runs on the samples: planned, judged again from the files, repeated."""

import json
import os
import time
from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[2]
DEMO, PROVINCE = ROOT / "scenarios" / "demo.yaml", ROOT / "scenarios" / "2024.yaml"
FILES = {
    *("classes.csv", "coverage.csv", "enrolments.csv", "index.html", "lecturers.csv"),
    *("result.json", "scenario.json", "sessions.csv", "timetable.xlsx", "ics"),
}

LIMIT = 36_000  # seconds: only the gap ends a run, however little of the machine it gets

pytestmark = pytest.mark.slow


def planned(scenario, folder, *options):
    arguments = (scenario, "--output", folder, "--quiet", *options)
    assert cli.run_safely([str(word) for word in arguments]) == 0
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


def plain_files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "result.json"
    }


@pytest.mark.parametrize(
    ("scenario", "seconds", "name"), [(DEMO, 4, "demo"), (PROVINCE, 10, "quang-tri-2024")]
)
def test_a_sample_is_planned_and_judged(tmp_path, capsys, scenario, seconds, name):
    result = planned(scenario, tmp_path / "plan", "--time-limit", seconds)
    assert result["scenario"] == name
    assert result["status"] in ("optimal", "feasible")
    assert {entry.name for entry in (tmp_path / "plan").iterdir()} == FILES
    assert all(level["value"] is not None for level in result["levels"])
    assert any(row["covered_after"] > row["covered_before"] for row in result["coverage"])
    for arguments in ((), ("--scenario", str(scenario))):
        code = cli.run_safely(["verify", str(tmp_path / "plan"), *arguments])
        assert code == 0, capsys.readouterr().out


def slower(monkeypatch, times):
    """Let the clock run as on a machine that has this little time for us."""
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: times * real())


def test_a_run_repeats_itself_to_the_byte_wherever_it_is_run(tmp_path, monkeypatch):
    """Where the gap ends it: near its limit, a run on a crowded machine cuts proofs short."""
    options = ("--workers", 1, "--gap", 1000, "--time-limit", LIMIT)
    monkeypatch.setitem(os.environ, "TZ", "Pacific/Kiritimati")
    time.tzset()
    first = planned(DEMO, tmp_path / "a", *options)
    monkeypatch.setitem(os.environ, "TZ", "UTC")
    time.tzset()
    slower(monkeypatch, 30)
    second = planned(DEMO, tmp_path / "b", *options)
    repeated = planned(tmp_path / "a" / "scenario.json", tmp_path / "c", *options)
    assert plain_files(tmp_path / "a") == plain_files(tmp_path / "b")
    for name, content in plain_files(tmp_path / "a").items():
        if name != "index.html":  # it shows the digest of the input, which is another file now
            assert (tmp_path / "c" / name).read_bytes() == content, name
    for result in (first, second, repeated):
        del result["run"]["wall_seconds"]
    assert first == second
    del first["run"]["input_sha256"], repeated["run"]["input_sha256"]
    assert first == repeated


def test_a_plan_to_start_from_is_never_made_worse(tmp_path):
    first = planned(DEMO, tmp_path / "plan", "--time-limit", 3)
    again = planned(DEMO, tmp_path / "plan", "--time-limit", 3, "--start-from", tmp_path / "plan")
    before = [level["value"] for level in first["levels"]]
    after = [level["value"] for level in again["levels"]]
    differing = next((pair for pair in zip(after, before, strict=True) if pair[0] != pair[1]), None)
    assert differing is None or differing[0] < differing[1] + 1e-6
