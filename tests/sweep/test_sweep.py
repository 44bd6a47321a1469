"""Sweeps through the command line: rows, resumption after a kill, interruption, failures."""

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import cli
from scheduler.errors import UsageError
from scheduler.load import load_result
from scheduler.load.sweep import load_sweep
from scheduler.sweep.parcel import ERROR, RESULT, SCENARIO, pack, unpack
from scheduler.sweep.store import Store
from scheduler.sweep.work import Stopped, plan_apart
from tests.sweep.conftest import ROOT

RUNS = """
grid:
  rules.budget: [null, 1]
runs:
  - label: both
    edits:
      - {edit: fix-class, class: K1, open: true}
      - {edit: set, path: rules.budget, value: 1}
"""


def run(capsys, *arguments):
    code = cli.run_safely([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def table(folder):
    with (folder / "sweep.csv").open(encoding="utf-8", newline="") as stream:
        return {row["run"]: row for row in csv.DictReader(stream)}


def test_a_sweep_gives_rows_and_folders_and_repeats_nothing(sweep_file, tmp_path, capsys):
    out = tmp_path / "out"
    code, said, told = run(capsys, "sweep", sweep_file(RUNS), "--output", out, "--jobs", 2)
    assert (code, said) == (0, f"{out}\n")
    assert "3 runs, 0 of them finished before" in told
    assert "3/3  " in told
    rows = table(out)
    assert {name: row["status"] for name, row in rows.items()} == {
        "budget-null": "optimal",
        "budget-1": "optimal",
        "option-both": "infeasible",
    }
    assert rows["budget-null"]["shortfall"] == "0"
    assert rows["budget-null"]["classes"] == "1"
    assert rows["budget-1"]["classes"] == "0"
    assert "H14" in rows["option-both"]["reason"]
    assert rows["option-both"]["shortfall"] == ""
    assert load_result(out / "runs" / "option-both").status == "infeasible"
    assert run(capsys, "verify", out / "runs" / "budget-null", "--language", "en")[0] == 0
    assert (out / "index.html").is_file()
    assert (out / "sweep.parquet").is_file()

    stamps = {path: path.stat().st_mtime_ns for path in out.glob("runs/*/result.json")}
    code, _, told = run(capsys, "sweep", sweep_file(RUNS), "--output", out)
    assert code == 0
    assert "3 runs, 3 of them finished before" in told
    assert stamps == {path: path.stat().st_mtime_ns for path in out.glob("runs/*/result.json")}
    assert table(out) == rows


def test_after_a_kill_finished_runs_are_kept_and_no_process_is_left(sweep_file, tmp_path, capsys):
    out = tmp_path / "out"
    path = sweep_file("grid:\n  rules.budget: [null, 2000, 3000]\n")
    command = [sys.executable, "-c", "import cli; cli.main()", "sweep", path]
    words = [*command, "--output", out, "--jobs", "1", "--quiet"]
    process = subprocess.Popen(words, cwd=ROOT, start_new_session=True)
    first = out / "runs" / "budget-null" / "result.json"
    try:
        wait_for(first.exists)
        time.sleep(0.3)  # the second run has begun
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    stamp = first.stat().st_mtime_ns
    wait_for(lambda: not children_of(tmp_path))
    code, _, told = run(capsys, "sweep", path, "--output", out, "--jobs", 1)
    assert code == 0
    assert " 0 of them finished before" not in told
    assert first.stat().st_mtime_ns == stamp
    assert len(table(out)) == 3


def test_a_stop_keeps_what_is_finished_and_ends_with_130(sweep_file, tmp_path):
    out = tmp_path / "out"
    path = sweep_file("grid:\n  rules.budget: [null, 2000, 3000, 4000]\n")
    command = [sys.executable, "-c", "import cli; cli.main()", "sweep", path]
    process = subprocess.Popen(
        [*command, "--output", out, "--jobs", "1"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for((out / "runs" / "budget-null" / "result.json").exists)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130
    assert "finished runs are kept" in told
    assert 1 <= len(table(out)) < 4
    assert not children_of(tmp_path)


def wait_for(condition, patience=60.0):
    until = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.05)


def children_of(place):
    """Return the planning processes on this machine whose parent stands in a place of this test."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        if entry.name.isdigit():
            try:
                environment = (entry / "environ").read_bytes()
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"scheduler.sweep.child" in command and str(place).encode() in environment:
                found.append(int(entry.name))
    return found


def test_a_changed_or_torn_run_is_not_finished(sweep_file, tmp_path):
    sweep = load_sweep(sweep_file("seeds: [1, 2]\n"))
    one, other = sweep.runs
    store = Store(tmp_path / "out")
    files = unpack(plan_apart(pack({SCENARIO: one.data()})))
    result = store.keep(one.id, files)
    assert store.finished(one, one.data()) == result
    assert store.finished(other, other.data()) is None
    changed = one.data().replace(b'"seed":1', b'"seed":3')
    assert store.finished(one, changed) is None
    (store.path_of(one.id) / "sessions.csv").unlink()
    assert store.finished(one, one.data()) is None
    (store.path_of(one.id) / RESULT).write_bytes(b"{")
    assert store.finished(one, one.data()) is None


def test_a_failed_run_leaves_no_plan_of_a_former_one(tmp_path, sweep_file):
    one = load_sweep(sweep_file("")).runs[0]
    store = Store(tmp_path / "out")
    files = unpack(plan_apart(pack({SCENARIO: one.data()})))
    store.keep(one.id, files)
    store.keep(one.id, {name: files[name] for name in (SCENARIO, RESULT)})
    assert sorted(path.name for path in store.path_of(one.id).iterdir()) == [RESULT, SCENARIO]


def test_what_goes_wrong_in_a_run_is_data(sweep_file):
    broken = unpack(plan_apart(pack({SCENARIO: b"{}"})))
    assert set(broken) == {ERROR}
    assert broken[ERROR].startswith(b"InputError: ")
    nonsense = unpack(plan_apart(b"no parcel"))
    assert b"the process ended with 1" in nonsense[ERROR]
    with pytest.raises(Stopped):
        plan_apart(pack({SCENARIO: b"{}"}), lambda: True)


def test_an_error_is_a_row_with_exit_1_and_is_tried_again(
    sweep_file, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(
        "scheduler.sweep.local.plan_apart", lambda *_: pack({ERROR: b"the machine burnt"})
    )
    out = tmp_path / "out"
    code, _, told = run(capsys, "sweep", sweep_file("", "burnt"), "--output", out)
    assert code == 1
    assert "error  the machine burnt" in told
    assert table(out)["valid-plan"]["reason"] == "the machine burnt"
    monkeypatch.undo()
    assert run(capsys, "sweep", sweep_file("", "burnt"), "--output", out, "--quiet")[0] == 0
    assert table(out)["valid-plan"]["status"] == "optimal"


def test_the_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match=r"no sweep.json"):
        Store(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        Store(tmp_path / "mine.txt")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nobody.yaml"], "no such sweep file"),
        ([__file__, "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"], "workers of its own"),
    ],
)
def test_usage_is_told(arguments, said, capsys):
    code, _, told = run(capsys, "sweep", *arguments)
    assert code == 2
    assert said in told
