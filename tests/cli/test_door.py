"""The program as a process: start-up, encodings, pipes, samples."""

import os
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

import cli
from scheduler.samples import KINDS

ROOT = Path(__file__).parents[2]
CASE = Path(__file__).parents[1] / "cases" / "01-valid-plan"
SCRIPT = Path(sysconfig.get_path("scripts")) / "schedule"
VERIFY = (SCRIPT, "verify", CASE / "plan", "--scenario", CASE / "scenario.yaml")


def run(*command, **options):
    return subprocess.run(command, capture_output=True, encoding="utf-8", **options)


def test_help_is_quick():
    best = 9.0
    for _ in range(5):
        began = time.perf_counter()
        assert run(SCRIPT, "--help").returncode == 0
        best = min(best, time.perf_counter() - began)
    assert best < 0.3


def test_the_file_itself_can_be_run():
    done = run(sys.executable, "cli.py", "--version", cwd=ROOT)
    assert done.returncode == 0
    assert done.stdout.startswith("schedule, version")


def test_version():
    assert run(SCRIPT, "--version").stdout.startswith("schedule, version ")


def test_without_arguments_it_says_how_to_use_it():
    done = run(SCRIPT)
    assert done.returncode == 2
    assert "schedule SCENARIO [OPTIONS]" in done.stderr + done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_no_encoding_breaks_it(encoding):
    done = subprocess.run(
        [*VERIFY, "--language", "vi"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_goes_away_is_no_fault():
    with subprocess.Popen(VERIFY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.close()
        assert writer.stderr is not None
        assert b"Traceback" not in writer.stderr.read()


def test_the_samples_that_init_offers():
    kind = next(p for p in cli.cli.commands["init"].params if p.name == "kind")
    assert set(kind.type.choices) == set(KINDS)


def test_init_writes_a_sample_and_never_overwrites(tmp_path, capsys):
    assert cli.run_safely(["init", "demo", str(tmp_path / "a")]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == tmp_path / "a" / "demo.yaml"
    before = path.read_bytes()
    assert cli.run_safely(["init", "demo", str(tmp_path / "a"), "--seed", "2"]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_init_depends_on_its_seed_alone(tmp_path):
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        assert cli.run_safely(["init", "demo", str(tmp_path / name), "--seed", seed]) == 0

    def content(name):
        root = tmp_path / name
        return {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    assert content("a") == content("b")
    assert content("a") != content("c")
