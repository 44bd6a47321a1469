"""A sweep on a real Dask cluster on loopback: a worker killed in the middle costs no result."""

import json
import os
import signal
import subprocess
import sys

import pytest

from scheduler.errors import UsageError
from scheduler.sweep import cluster
from scheduler.sweep.parcel import ERROR, unpack
from tests.sweep.conftest import ROOT
from tests.sweep.test_sweep import children_of, run, table, wait_for

# What distributed itself says while a cluster that we killed goes away; nothing of ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning:distributed"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed"),
]
RUNS = "grid:\n  rules.budget: [null, 1, 2000, 3000]\n"
FIGURES = ("status", "covered", "shortfall", "repeat", "cost", "classes", "input_sha256")


class Cluster:
    """A scheduler and two workers in processes of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        self.address_file = folder / "address.json"
        self.start("scheduler", "--scheduler-file", self.address_file, "--port", "0")
        wait_for(self.address_file.exists)
        self.workers = [self.worker(n) for n in (1, 2)]

    def start(self, kind, *arguments):
        words = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", "127.0.0.1"]
        process = subprocess.Popen(
            [*words, "--no-dashboard", *map(str, arguments)],
            env=os.environ | {"PYTHONPATH": str(ROOT), "SWEEP_TEST": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process

    def worker(self, number):
        place = self.folder / f"worker-{number}"
        options = ("--scheduler-file", self.address_file, "--nthreads", 1, "--no-nanny")
        return self.start("worker", *options, "--local-directory", place)

    @property
    def address(self):
        return json.loads(self.address_file.read_text(encoding="utf-8"))["address"]

    def close(self):
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def two_workers(tmp_path):
    running = Cluster(tmp_path)
    try:
        yield running
    finally:
        running.close()
        wait_for(lambda: not children_of(tmp_path))


def test_with_a_worker_killed_in_the_middle_all_figures_are_those_of_a_local_run(
    two_workers, sweep_file, tmp_path, capsys
):
    path = sweep_file(RUNS)
    away, here = tmp_path / "away", tmp_path / "here"
    command = [sys.executable, "-c", "import cli; cli.main()", "sweep", path]
    client = subprocess.Popen(
        [*command, "--output", away, "--scheduler", two_workers.address],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(lambda: any(away.glob("runs/*/result.json")))
        two_workers.workers[0].send_signal(signal.SIGKILL)
        _, told = client.communicate(timeout=120)
    finally:
        client.kill()
        client.wait()
    assert client.returncode == 0, told
    assert told.count("  optimal  ") == 4
    assert run(capsys, "sweep", path, "--output", here, "--quiet")[0] == 0
    pick = lambda rows: {name: [row[one] for one in FIGURES] for name, row in rows.items()}  # noqa: E731
    assert pick(table(away)) == pick(table(here))
    assert len(table(away)) == 4


def test_without_dask_the_extra_is_named(monkeypatch, sweep_file, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, told = run(capsys, "sweep", sweep_file(""), "--scheduler", "tcp://127.0.0.1:1")
    assert code == 2
    assert "refresher-scheduler[cluster]" in told


def test_an_address_where_nobody_answers_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        list(cluster.run_on_cluster({"a": bytes}, {"a": "k"}, "tcp://127.0.0.1:9", 0, bool))


class Future:
    """A task whose end the test decides."""

    def __init__(self, status, value=b""):
        self.status = status
        self.value = value

    def done(self):
        return True

    def release(self):
        """Be forgotten."""

    def result(self, timeout):
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


class Client:
    """A client that gives each submission the next of the ends that were prepared."""

    status = "running"

    def __init__(self, *ends):
        self.ends = list(ends)
        self.keys = []

    def submit(self, function, parcel, key, pure):
        self.keys.append(key)
        return self.ends.pop(0)

    def cancel(self, futures, force):
        """Forget the rest."""

    def close(self, timeout):
        """Go."""


@pytest.fixture
def outcomes(monkeypatch):
    monkeypatch.setattr(cluster, "HEARING", 0)

    def of(retries, *ends):
        client = Client(*ends)
        fake = type("distributed", (), {"Client": lambda *_, **__: client})
        monkeypatch.setattr(cluster, "_distributed", lambda: fake)
        found = list(cluster.run_on_cluster({"a": bytes}, {"a": "k"}, "tcp://x", retries, bool))
        return found, client.keys

    return of


def test_a_failed_task_is_given_again_and_counts_once(outcomes):
    lost, died = Future("lost"), Future("error", RuntimeError("killed worker"))
    found, keys = outcomes(2, lost, died, Future("finished", b"plan"))
    assert found == [("a", b"plan")]
    assert keys == ["schedule-k-0", "schedule-k-1", "schedule-k-2"]


def test_a_task_that_goes_on_failing_is_an_error(outcomes):
    died = Future("error", RuntimeError("killed\nworker"))
    found, keys = outcomes(1, died, Future("cancelled"))
    assert len(keys) == 2
    ((name, parcel),) = found
    assert name == "a"
    assert b"the task was cancelled" in unpack(parcel)[ERROR]
