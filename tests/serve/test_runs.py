"""Runs as processes: they go on without the server, end when asked, and never look alive dead."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler.load import load_result
from scheduler.serve.runs import files
from scheduler.serve.runs.process import birth, interrupt, lives
from scheduler.serve.runs.store import Runs, TooManyRunsError
from tests.serve.running import demo_workspace

ROOT = Path(__file__).parents[2]
PATIENCE = 240


@pytest.fixture
def workspace(tmp_path):
    return demo_workspace(tmp_path)


@pytest.fixture
def runs(workspace):
    opened = Runs(workspace / ".desk" / "runs")
    yield opened
    for seen in opened.all():
        if seen.under_way and seen.status is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(seen.status.pid, signal.SIGKILL)
    until(lambda: not [seen for seen in opened.all() if seen.under_way] and not opened._children)


def request(workspace, **changes):
    given = {"workspace": str(workspace), "within": str(workspace), "scenario": "demo.yaml"}
    given |= {"output": "out/demo", "asked": files.now(), "time_limit": 3, "workers": 1}
    return files.Request(**given | changes)


def until(true):
    patience = time.monotonic() + PATIENCE
    while not (answer := true()):
        assert time.monotonic() < patience
        time.sleep(0.1)
    return answer


def ended(runs, name):
    return until(lambda: (seen := runs.get(name)) is not None and not seen.under_way and seen)


def searching(runs, name):
    def first():
        seen = runs.get(name)
        assert seen.under_way, seen
        return seen.progress is not None and seen.progress.levels and seen

    return until(first)


def test_a_process_is_told_from_a_later_one_of_its_number():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    born = birth(child.pid)
    assert born is not None
    assert lives(child.pid, born)
    assert not lives(child.pid, born + "0")
    assert not interrupt(child.pid, born + "0")
    child.kill()
    until(lambda: birth(child.pid) is None)  # not even while nobody has taken note of its end
    child.communicate()
    assert not lives(child.pid, born)
    assert not lives(child.pid, "")


def test_a_run_writes_its_plan_and_says_so(workspace, runs):
    name = runs.start(request(workspace))
    assert runs.get(name).under_way
    seen = ended(runs, name)
    assert seen.state == "planned"
    assert seen.status.title.startswith("Kế hoạch bồi dưỡng mẫu")
    assert seen.status.outcome in ("optimal", "feasible")
    assert seen.progress.levels
    assert load_result(workspace / "out" / "demo").status.value == seen.status.outcome
    assert [one.id for one in runs.all()] == [name]
    assert not runs.stop(name)
    assert runs.forget(name)
    assert runs.all() == []
    assert (workspace / "out" / "demo" / "result.json").exists()


def test_a_stopped_run_keeps_its_best_plan(workspace, runs):
    name = runs.start(request(workspace, time_limit=500, gap=0))
    searching(runs, name)
    assert not runs.forget(name)
    assert runs.stop(name)
    assert runs.stop(name)  # the second click of an impatient hand
    seen = ended(runs, name)
    assert (seen.state, seen.status.interrupted) == ("planned", True)
    assert load_result(workspace / "out" / "demo").run.interrupted


def test_a_run_that_is_stopped_at_once_says_so(workspace, runs):
    name = runs.start(request(workspace, time_limit=500, gap=0))
    assert runs.stop(name)  # it may not even have begun to listen
    runs.stop(name, at_once=True)
    seen = ended(runs, name)
    assert seen.asked_to_stop
    assert not seen.stopping
    if seen.state == "abandoned":  # as good as always; else it was faster than the second signal
        assert not (workspace / "out").exists()


def test_a_killed_run_is_seen_to_be_over_and_the_former_plan_stays(workspace, runs):
    former = workspace / "out" / "demo" / "result.json"
    former.parent.mkdir(parents=True)
    former.write_text("{}", encoding="utf-8")
    name = runs.start(request(workspace, time_limit=500, gap=0))
    os.kill(searching(runs, name).status.pid, signal.SIGKILL)
    seen = ended(runs, name)
    assert (seen.state, seen.status.state) == ("killed", "running")
    assert former.read_text(encoding="utf-8") == "{}"


def test_a_run_outlives_the_server_and_is_found_again(workspace, runs):
    code = (
        "import sys, time; from pathlib import Path\n"
        "from scheduler.serve.runs.store import Runs; from scheduler.serve.runs import files\n"
        "asked = files.Request.model_validate_json(sys.argv[2])\n"
        "print(Runs(Path(sys.argv[1])).start(asked), flush=True); time.sleep(600)\n"
    )
    asked = request(workspace, time_limit=500, gap=0).model_dump_json()
    server = subprocess.Popen(
        [sys.executable, "-c", code, str(runs.folder), asked],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        start_new_session=True,
    )
    name = server.stdout.readline().strip()
    os.killpg(server.pid, signal.SIGKILL)
    server.communicate()
    assert searching(runs, name).state == "running"
    assert runs.stop(name)
    assert ended(runs, name).state == "planned"


def test_faults_of_the_input_are_told_with_their_place(workspace, runs):
    path = workspace / "demo-data" / "cadres.csv"
    text = path.read_text(encoding="utf-8").replace(",P,", ",Q,", 1)
    path.write_text(text, encoding="utf-8")
    seen = ended(runs, runs.start(request(workspace)))
    assert seen.state == "refused"
    fault = seen.status.faults[0].fault()
    assert (Path(fault.file).name, fault.line, fault.column) == ("cadres.csv", 2, "tier")
    assert "Q" in fault.text("vi")
    assert not (workspace / "out").exists()


def test_a_scenario_reads_nothing_outside_the_workspace(workspace, runs):
    outside = workspace.parent / "units.csv"
    (workspace / "demo-data" / "units.csv").rename(outside)
    path = workspace / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("demo-data/units.csv", "../units.csv"), encoding="utf-8")
    seen = ended(runs, runs.start(request(workspace)))
    assert seen.state == "refused"
    assert any(fault.column == "tables.units" for fault in seen.status.faults)


def test_a_foreign_folder_is_refused_in_words(workspace, runs):
    (workspace / "out" / "demo").mkdir(parents=True)
    (workspace / "out" / "demo" / "notes.txt").write_text("mine", encoding="utf-8")
    seen = ended(runs, runs.start(request(workspace)))
    assert seen.state == "refused"
    assert "is not a plan folder" in seen.status.words[0]


def test_a_repair_needs_a_baseline(workspace, runs):
    seen = ended(runs, runs.start(request(workspace, how="repair")))
    assert seen.state == "refused"
    assert "names no baseline" in seen.status.words[0]


def test_no_more_runs_than_the_machine_shall_carry(workspace, runs):
    runs.most_running = 1
    name = runs.start(request(workspace, time_limit=500, gap=0))
    with pytest.raises(TooManyRunsError):
        runs.start(request(workspace))
    searching(runs, name)
    runs.stop(name)
    ended(runs, name)


def test_names_from_outside_are_looked_up_not_joined(workspace, runs):
    for name in ("..", "../..", "", ".", "/etc"):
        assert runs.get(name) is None
        assert not runs.stop(name)
        assert not runs.forget(name)
    assert (workspace / "demo.yaml").exists()


def test_a_damaged_run_is_no_obstacle(workspace, runs):
    folder = runs.folder / "20240101-000000-000000-abcd"
    folder.mkdir(parents=True)
    (folder / files.STATUS).write_text("{", encoding="utf-8")
    (folder / files.PROGRESS).write_bytes(b'{"phase": "improve", "elapsed": 1}\n{"phase": "wr')
    seen = runs.get(folder.name)
    assert (seen.state, seen.request, seen.progress.phase) == ("killed", None, "improve")
