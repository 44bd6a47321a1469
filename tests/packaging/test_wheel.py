"""The wheel, installed in an environment of its own and used in a foreign folder."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


def run(*command, cwd, code=0):
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    run(*command, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def script(wheel, tmp_path_factory):
    """The console script of a fresh environment that borrows the dependencies of this one."""
    home = tmp_path_factory.mktemp("env")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    (site,) = home.glob("lib/python*/site-packages")
    # A path line names the folder only: the editable install in it is not followed.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin" / "schedule"


@pytest.fixture
def foreign(tmp_path):
    """A folder with decoys that bear the names of our packages."""
    for name in ("models.py", "scheduler.py", "cli.py"):
        (tmp_path / name).write_text("raise SystemExit('a decoy was imported')\n", encoding="utf-8")
    return tmp_path


def test_the_wheel_holds_what_runs_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "cli.py",
        "models",
        "scheduler",
    }
    source = {
        str(path.relative_to(ROOT))
        for room in ("models", "scheduler")
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert source <= set(names), "whatever the program reads at run time lies inside"
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_runs_in_a_foreign_folder(script, foreign):
    assert run(script, "--version", cwd=foreign).stdout.startswith("schedule, version ")
    scenario = run(script, "init", "demo", "sample", cwd=foreign).stdout.strip()
    assert run(script, scenario, "--time-limit", "5", cwd=foreign).stdout == "out/demo\n"
    verdict = json.loads(run(script, "verify", "out/demo", "--json", cwd=foreign).stdout)
    assert verdict["violations"] == []
    assert verdict["false"] == []


def test_the_installed_one_is_used(script, foreign):
    python = script.parent / "python"
    found = run(python, "-P", "-c", "import cli; print(cli.__file__)", cwd=foreign).stdout
    assert Path(found.strip()).is_relative_to(script.parents[1])
