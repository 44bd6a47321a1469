"""The façade: what is handed to the solver, what is checked, and what is written when."""

import json
import threading

import pytest

import scheduler.plan
from models.result import Progress, Status
from models.rules import Component
from scheduler.errors import DisagreementError, UsageError
from scheduler.plan import Settings, apply_settings, make_plan, versions
from tests.builders import held, room
from tests.run.fakes import LOADED_WARNING, small, solved, unsolved


class Watcher:
    def __init__(self):
        self.phases = []
        self.warnings = None

    def loaded(self, chosen, warnings):
        self.warnings = warnings

    def progress(self, progress):
        self.phases.append(progress.phase)


@pytest.fixture
def run(desk, tmp_path):
    def run(stop=lambda: False, watcher=None, **settings):
        chosen = Settings(**settings)
        return make_plan(tmp_path / "small.yaml", chosen, watcher or Watcher(), stop)

    return run


def result_of(folder):
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


def test_a_plan_is_written_below_out_by_name(run, tmp_path):
    ended = run()
    assert ended.folder.resolve() == tmp_path / "out" / "small"
    assert (ended.folder / "enrolments.csv").is_file()
    assert result_of(ended.folder)["status"] == "feasible"


def test_the_run_block_says_what_the_result_came_from(run):
    record = result_of(run().folder)["run"]
    assert record["input_sha256"] == "5" * 64
    assert record["versions"] == versions()
    assert {"holidays", "numpy", "ortools", "python", "refresher-scheduler"} == set(versions())
    assert record["wall_seconds"] >= 0
    assert record["interrupted"] is False
    assert record["time_limit"] == small().solve.time_limit


def test_warnings_of_loading_checking_and_solving_are_kept(run):
    watcher = Watcher()
    ended = run(watcher=watcher)
    assert ended.result.warnings == (
        LOADED_WARNING,
        "W-HIST-01: 3 of 3 planned cadres have no history: repeats are underestimated",
        "a warning of the solver",
    )
    assert watcher.warnings == (LOADED_WARNING,)
    assert watcher.phases == ["check", "write"]


def test_settings_reach_the_solver_and_the_rest_stays(run, desk):
    run(time_limit=3, seed=9, language="vi")
    chosen, _ = desk.asked
    assert chosen.language == "vi"
    assert chosen.solve.time_limit == 3
    assert chosen.solve.seed == 9
    assert chosen.solve.gap == small().solve.gap


def test_no_settings_change_nothing():
    assert apply_settings(small(), Settings()) == small()


def test_a_former_plan_is_handed_to_the_solver(run, desk, tmp_path):
    first = run(output=tmp_path / "first")
    run(start_from=first.folder)
    _, arguments = desk.asked
    assert arguments["start"] == first.plan
    assert arguments["start_is_valid"]


def test_a_former_plan_that_breaks_a_rule_is_handed_over_as_such(run, desk, tmp_path):
    first = run(output=tmp_path / "first")
    desk.scenario = small(rooms=(room(capacity=2),))
    desk.answer = lambda chosen, **_: unsolved(chosen, Status.NONE)
    run(start_from=first.folder)
    assert not desk.asked[1]["start_is_valid"]


def test_without_a_former_plan_the_baseline_is_the_start(run, desk, tmp_path):
    baseline = solved(small()).plan
    desk.scenario = small(baseline=baseline)
    desk.answer = lambda chosen, **_: unsolved(chosen, Status.NONE)
    run()
    assert desk.asked[1]["start"] == baseline


@pytest.mark.parametrize("status", [Status.INFEASIBLE, Status.NONE])
def test_without_a_plan_nothing_is_written(run, desk, status):
    before = run().folder
    kept = {path: path.read_bytes() for path in before.rglob("*") if path.is_file()}
    desk.answer = lambda chosen, **_: unsolved(chosen, status, "L1 is away")
    ended = run()
    assert ended.folder is None
    assert ended.result.reasons == ("L1 is away",)
    assert kept == {path: path.read_bytes() for path in before.rglob("*") if path.is_file()}


def test_a_false_figure_is_a_disagreement_and_nothing_is_written(run, desk, tmp_path):
    desk.answer = lambda chosen, **_: solved(chosen, components={Component.SHORTFALL: 5})
    with pytest.raises(DisagreementError, match=r"components\.shortfall"):
        run()
    assert not (tmp_path / "out").exists()


def test_a_broken_rule_is_a_disagreement(run, desk):
    desk.scenario = small(rooms=(room(capacity=2),))
    with pytest.raises(DisagreementError, match="H3 K1: "):
        run()


def test_a_flood_of_complaints_is_cut(run, desk, monkeypatch):
    monkeypatch.setattr(scheduler.plan, "SHOWN", 1)
    desk.answer = lambda chosen, **_: solved(chosen, components={}, levels=())
    with pytest.raises(DisagreementError, match=r"and \d+ more$"):
        run()


def test_a_foreign_folder_is_refused_before_solving(run, desk, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="mine"):
        run(output=tmp_path / "mine")
    assert desk.asked is None


def test_the_target_missed_shows(run, desk):
    assert not run().target_missed
    desk.answer = lambda chosen, **_: solved(chosen, opened=(held(cadres=(1, 2)),))
    assert run().target_missed


def test_an_interrupted_run_is_marked_feasible(run, desk):
    desk.answer = lambda chosen, **_: solved(chosen, status=Status.OPTIMAL)
    ended = run(stop=lambda: True)
    assert ended.interrupted
    assert result_of(ended.folder)["status"] == "feasible"
    assert result_of(ended.folder)["run"]["interrupted"] is True


def test_a_contradiction_stays_one_when_interrupted(run, desk):
    desk.answer = lambda chosen, **_: unsolved(chosen, Status.INFEASIBLE, "both")
    ended = run(stop=lambda: True)
    assert ended.result.status is Status.INFEASIBLE
    assert not ended.interrupted


def test_the_solver_runs_beside_the_main_thread(run, desk):
    seen = []

    def answer(chosen, progress, **_):
        seen.append(threading.current_thread() is threading.main_thread())
        progress(Progress(phase="first", elapsed=0))
        return solved(chosen)

    desk.answer = answer
    watcher = Watcher()
    run(watcher=watcher)
    assert seen == [False]
    assert watcher.phases == ["first", "check", "write"]


def test_the_search_reaches_a_first_plan_before_it_ends(run, desk, monkeypatch):
    seen = []

    def answer(chosen, progress, stop, **_):
        for phase in ("construct", "improve"):
            progress(Progress(phase=phase, elapsed=0))
            seen.append(stop())
        return solved(chosen)

    desk.answer = answer
    run(stop=lambda: True)
    assert seen == [False, True]
    monkeypatch.setattr(scheduler.plan, "GRACE", -1.0)
    run(stop=lambda: True)
    assert seen[2:] == [True, True]


def test_a_fault_of_the_solver_is_not_swallowed(run, desk):
    def answer(chosen, **_):
        raise ZeroDivisionError("a slip")

    desk.answer = answer
    with pytest.raises(ZeroDivisionError, match="a slip"):
        run()


def test_the_same_run_gives_the_same_bytes(run, tmp_path):
    def content(folder):
        files = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        result = json.loads(files.pop(next(p for p in files if p.name == "result.json")))
        result["run"].pop("wall_seconds")
        return files, result

    first, second = run(output=tmp_path / "a"), run(output=tmp_path / "b")
    assert content(first.folder) == content(second.folder)
