"""Jobs, the cache, the driver and the judge."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from benchmarks import runner
from benchmarks.__main__ import main
from benchmarks.clock import Clock, Found
from benchmarks.driver import run
from benchmarks.instances import Size, expand, size_of, write_instance
from benchmarks.judge import judged, thinned
from benchmarks.planners import PLANNERS, planner_of
from benchmarks.records import Job, Outcome


def job(**fields):
    usual = {"instance": "demo", "seed": 1, "planner": "greedy", "limit": 5, "workers": 1}
    return Job(**usual | fields)


def test_names_of_instances():
    assert size_of("province@2x0.5") == Size("province", 2, 0.5)
    assert expand(("demo", "ladder-cadres", "demo"))[:2] == ("demo", "province@1x1")
    with pytest.raises(ValueError, match="unknown instance 'provence'"):
        expand(("provence",))


def test_instance_is_written_once(tmp_path):
    path = write_instance("demo@0.2x1", 3, tmp_path)
    path.write_text("changed", encoding="utf-8")
    assert write_instance("demo@0.2x1", 3, tmp_path) == path
    assert path.read_text(encoding="utf-8") == "changed"


@pytest.mark.parametrize("name", PLANNERS)
def test_every_planner_is_there(name):
    assert callable(planner_of(name))


def test_driver_runs_judges_and_measures(demo_path):
    outcome = run(job(), demo_path, "digest")
    assert (outcome.status, outcome.valid, outcome.source) == ("planned", True, "digest")
    assert len(outcome.values) == 4
    assert outcome.moments[-1].values == outcome.values
    assert outcome.peak_megabytes > 10
    assert (outcome.cadres, outcome.classes) == (340, 5)


def test_our_planner_reports_bounds(demo_path):
    outcome = run(job(planner="ours", limit=3), demo_path, "")
    assert (outcome.status, outcome.valid) == ("planned", True)
    assert outcome.moments
    assert len(outcome.bounds) == 4
    pairs = zip(outcome.values, outcome.bounds, strict=True)
    assert all(bound is None or bound <= value + 1e-6 for value, bound in pairs)


def test_judge_does_not_believe(demo, clock, demo_path):
    planner_of("greedy")(demo, clock)
    decisions = dict(clock.found[-1].decisions)
    k = next(iter(decisions))
    decisions[k] = type(decisions[k])(**vars(decisions[k]) | {"members": decisions[k].members[:1]})
    clock.found.append(Found(9.0, decisions))
    outcome = judged(Outcome(job=job(), source="", status="planned"), demo, clock)
    assert outcome.valid is False
    assert outcome.complaints[0].startswith("H3")
    assert [moment.valid for moment in outcome.moments[-2:]] == [True, False]


def test_judge_reports_a_missing_plan(demo, clock):
    clock.note = "too slow"
    outcome = judged(Outcome(job=job(), source="", status="planned"), demo, clock)
    assert (outcome.status, outcome.note) == ("no plan", "too slow")


def test_thinning_keeps_the_ends():
    found = [Found(float(n), {}) for n in range(1, 1000)]
    kept = thinned(found, 10)
    assert (kept[0], kept[-1]) == (found[0], found[-1])
    assert len(kept) <= 11
    assert [f.seconds for f in kept] == sorted({f.seconds for f in kept})
    assert thinned(found[:3], 10) == found[:3]


def test_finished_runs_are_kept_until_the_sources_change(tmp_path, monkeypatch):
    ran = []

    def pretend(one, _):
        ran.append(one.key)
        return Outcome(job=one, source=runner.source_of(one.planner), status="no plan")

    monkeypatch.setattr(runner, "run_one", pretend)
    jobs = [job(), job(seed=2)]
    for _ in range(2):
        assert len(list(runner.run_all(jobs, tmp_path, lambda _: None))) == 2
    assert ran == [one.key for one in jobs]
    monkeypatch.setattr(runner, "source_of", lambda _: "other files")
    list(runner.run_all(jobs, tmp_path, lambda _: None))
    assert len(ran) == 4


def test_a_failed_run_is_told_and_run_again(tmp_path, monkeypatch):
    def fail(one, _):
        return Outcome(job=one, source="", status="failed", note="out of memory")

    monkeypatch.setattr(runner, "run_one", fail)
    told = []
    list(runner.run_all([job()], tmp_path, told.append))
    assert told[-1].strip() == "failed: out of memory"
    assert not list(tmp_path.iterdir())


def test_fresh_process_has_its_cores_only(tmp_path):
    outcome = runner.run_one(job(instance="demo@0.3x1"), tmp_path)
    assert outcome.status == "planned", outcome.note
    assert len(runner.cores(1)) == 1


def test_a_process_gets_a_part_of_the_memory(monkeypatch):
    monkeypatch.setattr(runner, "memory_limit", lambda: 2**29)
    child = subprocess.run(
        [sys.executable, "-c", "bytearray(2**30)"],
        preexec_fn=lambda: runner._confine(1),
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.stderr.strip().endswith("MemoryError")


@pytest.mark.parametrize("said", ["MemoryError", "  what():  std::bad_alloc"])
def test_a_run_that_wants_more_memory_is_told_and_kept(tmp_path, monkeypatch, said):
    monkeypatch.setattr(runner, "_process", lambda *_: said)
    monkeypatch.setattr(runner, "memory_limit", lambda: 19 * 2**30)
    outcome = next(runner.run_all([job()], tmp_path, lambda _: None))
    assert (outcome.status, outcome.note) == ("no plan", "more than 19 GiB of memory")
    assert list(tmp_path.glob("*.json")), "a finding like others"


def test_fresh_process_that_breaks_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "write_instance", lambda *_: tmp_path / "missing.yaml")
    outcome = runner.run_one(job(), tmp_path)
    assert outcome.status == "failed"
    assert outcome.note


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--planners", "ours,magic", "unknown planner 'magic': expected one of ours"),
        ("--instances", "moon", "unknown instance 'moon'"),
        ("--limits", "ten", "could not convert string to float: 'ten'"),
    ],
)
def test_wrong_options_are_refused(option, value, sentence):
    result = CliRunner().invoke(main, [option, value])
    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())


def test_options_come_from_the_environment(monkeypatch, tmp_path):
    asked = []

    def pretend(jobs, *_, **__):
        asked.extend(jobs)
        return iter(())

    monkeypatch.setattr("benchmarks.__main__.run_all", pretend)
    environment = {
        "BENCH_INSTANCES": "demo, term",
        "BENCH_SEEDS": "4",
        "BENCH_LIMITS": "2.5",
        "BENCH_PLANNERS": "greedy",
        "BENCH_CORES": "1",
        "BENCH_OUTPUT": str(tmp_path),
    }
    done = CliRunner().invoke(main, [], env=environment)
    assert done.exit_code == 0, done.output
    assert asked == [
        Job(instance=name, seed=4, planner="greedy", limit=2.5, workers=1)
        for name in ("demo", "term")
    ]


def test_clock_restarts():
    clock = Clock(limit=1, workers=1, seed=1, gap=0, began=0.0)
    assert clock.left() < 0
    clock.restart()
    assert clock.left() > 0.5
