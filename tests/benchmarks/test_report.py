"""Tables and plots from results that are made up here."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.records import Job, Machine, Moment, Outcome, Results
from benchmarks.report import write_report
from benchmarks.report.figures import (
    first_difference,
    is_within,
    median,
    seconds_to,
    values_at,
)
from benchmarks.report.growth import growth_table, ladders
from benchmarks.report.tables import against_ours, number, results_table, way_table

LEVELS = ({"shortfall": 1.0}, {"repeat": 1.0, "priority": 4.0})


def outcome(planner="greedy", values=(10.0, 200.0), *, instance="demo", seed=1, **fields):
    usual = {
        "job": Job(instance=instance, seed=seed, planner=planner, limit=10, workers=2),
        "source": "",
        "status": "planned",
        "levels": LEVELS,
        "values": values,
        "valid": True,
        "moments": (
            Moment(seconds=0.5, values=(30.0, 100.0), valid=True),
            Moment(seconds=4.0, values=values, valid=True),
        ),
        "wall_seconds": 10.0,
        "peak_megabytes": 100.4,
        "cadres": 340,
        "classes": 5,
    }
    return Outcome(**usual | fields)


def ours(values=(8.0, 220.0), bounds=(8.0, 210.0), **fields):
    return outcome("ours", values, bounds=bounds, **fields)


def test_values_in_time():
    run = outcome()
    assert values_at(run, 0.4) is None
    assert values_at(run, 3.9) == (30.0, 100.0)
    assert values_at(run, 99) == (10.0, 200.0)


def test_lower_level_counts_only_under_the_levels_above():
    assert is_within((8.0, 211.0), (8.0, 210.0), 0.01, 2)
    assert not is_within((10.0, 100.0), (8.0, 210.0), 0.01, 2)
    assert is_within((10.0, 100.0), (8.0, 210.0), 0.25, 2)
    assert not is_within((8.0, 211.0), (8.0, None), 0.01, 2)
    assert not is_within((8.0,), (), 0.01, 1)


def test_seconds_to_a_gap():
    run = outcome()
    assert seconds_to(run, (8.0, 210.0), 0.25, 2) == 4.0
    assert seconds_to(run, (8.0, 210.0), 0.01, 2) is None
    assert seconds_to(outcome(valid=False), (8.0, 210.0), 0.25, 2) is None


def test_first_level_that_differs():
    assert first_difference((1.0, 5.0), (1.0, 7.0)) == (2, -2.0)
    assert first_difference((1.0, 5.0), (1.0, 5.0)) == (0, 0.0)


def test_median_is_measured():
    assert median([5.0, 1.0, 9.0]) == 5.0
    assert median([1.0, 9.0]) == 1.0


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0.0, "0"), (12.0, "12"), (12.34, "12.3"), (1234.56, "1,235")],
)
def test_numbers(value, text):
    assert number(value) == text


def test_against_ours():
    runs = [
        outcome(values=(10.0, 1.0)),
        outcome(values=(8.0, 215.0), seed=2),
        outcome(values=(8.0, 220.0), seed=3),
        outcome(values=(0.0, 0.0), seed=4, valid=False),
    ]
    others = [*runs, *(ours(seed=seed) for seed in (1, 2, 3, 4))]
    said = "worse at level 1: +2 (1.25 x); **better** at level 2: -5 (0.98 x); equal; not valid"
    assert against_ours(runs, others) == said


def test_a_plan_that_is_not_valid_is_shown():
    text = results_table([ours(), outcome(valid=False)])
    assert "| **0/1** | not valid |" in text


def test_a_planner_that_did_not_run_is_shown_with_the_reason():
    skipped = outcome("timefold", status="not attempted", note="no JDK", values=(), moments=())
    assert "| timefold | – | – | 0/1 | not attempted: no JDK |" in results_table([ours(), skipped])


def test_range_over_seeds_and_bound():
    text = results_table([ours(), outcome(), outcome(values=(20.0, 300.0), seed=2)])
    assert "10 (10 to 20)" in text
    assert "| 10 | *our bound* | 8 | 210 |" in text


def test_values_on_the_way():
    lines = way_table([ours(), outcome()]).splitlines()
    assert lines[0] == "| planner | 1 s | 2 s | 5 s | 10 s |"
    assert lines[3] == "| greedy | 30 / 100 | 30 / 100 | 10 / 200 | 10 / 200 |"
    assert lines[4] == "| *our bound* |  |  |  | 8 / 210 |"


def test_growth_of_a_ladder():
    runs = [
        make(instance=f"province@{step}x1")
        for step in (1, 2)
        for make in (ours, lambda **fields: outcome(values=(8.0, 230.0), **fields))
    ]
    found = ladders(runs)
    assert list(found) == ["province, cadres"]
    lines = growth_table("province, cadres", found["province, cadres"]).splitlines()
    assert lines[2] == "| 1 x (340 cadres, 5 classes) | ours | not in 10 | 4.0 | 4.0 | 100 |"
    assert (
        lines[3] == "| 1 x (340 cadres, 5 classes) | greedy | not in 10 | not in 10 | 4.0 | 100 |"
    )


def results():
    machine = Machine(system="Linux", processor="any", cores=2, memory_gigabytes=8)
    failed = outcome(instance="province@1x1", status="failed", moments=(), values=(), valid=None)
    ladder = (ours(instance="province@2x1"), failed)
    return Results(machine=machine, outcomes=(outcome(), *ladder))


def test_report_is_whole_and_the_same_again(tmp_path):
    names = {path.name for path in write_report(results(), tmp_path / "one")}
    assert names == {
        "results.json",
        "results.md",
        "demo.svg",
        "province-2x1.svg",
        "growth-province-cadres.svg",
    }
    write_report(results(), tmp_path / "two")
    for name in sorted(names):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    page = (tmp_path / "one" / "results.md").read_text(encoding="utf-8")
    assert all(f"]({name})" in page for name in names if name.endswith(".svg"))


def test_render_repeats_the_page(tmp_path):
    write_report(results(), tmp_path)
    before = (tmp_path / "results.md").read_text(encoding="utf-8")
    (tmp_path / "results.md").unlink()
    done = CliRunner().invoke(main, ["render", "--output", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert Path(done.output.splitlines()[0]).name == "results.json"
    assert (tmp_path / "results.md").read_text(encoding="utf-8") == before
