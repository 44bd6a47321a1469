"""A publication that is killed at any write leaves the record and the folder whole."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("counting the writes of a process needs Linux and a C compiler")
    made = tmp_path_factory.mktemp("library") / "kill_points.so"
    command = [compiler, "-shared", "-fPIC", "-o", made, HERE / "kill_points.c", "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"the C compiler cannot build: {done.stderr.splitlines()[0]}")
    return made


def killed(library, folder, number):
    """The points of making a release, at each of which it was killed, and the faults found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.publishing.kill_driver", str(folder), str(number)],
        env={**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("number", [1, 2])
def test_a_kill_at_any_write_leaves_all_whole(library, tmp_path, number):
    found = killed(library, tmp_path, number)
    assert found["faults"] == []
    assert found["points"] > 100
