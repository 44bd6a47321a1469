"""The command `verify`: its verdict as text and JSON, its exit codes."""

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

import cli

SCRIPT = Path(sysconfig.get_path("scripts")) / "schedule"
CASES = Path(__file__).parents[1] / "cases"
VALID, BROKEN, FALSE = "01-valid-plan", "07-room-too-small", "41-false-figures"


@pytest.fixture
def call(capsys):
    def call(*arguments):
        code = cli.run_safely(["verify", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


def case(name):
    (folder,) = CASES.glob(name)
    return folder / "plan", "--scenario", folder / "scenario.yaml"


def test_a_valid_plan(call):
    code, out, err = call(*case(VALID), "--language", "en")
    assert code == 0
    assert out.startswith("The plan is valid: no rule is broken.\nEvery figure claimed is true.\n")
    assert err == ""


def test_a_broken_rule(call):
    code, out, _ = call(*case(BROKEN), "--language", "en")
    assert code == 1
    assert out.startswith("Broken rules (1)\n  H3: An open class has")


def test_a_broken_rule_in_vietnamese(call):
    assert call(*case(BROKEN), "--language", "vi")[1].startswith("Vi phạm quy tắc (1)\n  H3: Lớp")


def test_false_figures(call):
    code, out, _ = call(*case(FALSE), "--language", "en")
    assert code == 1
    assert "The plan is valid" in out
    assert "\nFalse figures (" in out


@pytest.mark.parametrize("name", [VALID, BROKEN, FALSE])
def test_the_shape_of_the_json(call, name):
    code, out, err = call(*case(name), "--json")
    verdict = json.loads(out)
    assert list(verdict) == ["violations", "false", "components", "levels", "coverage"]
    assert all(set(entry) == {"rule", "subject", "message"} for entry in verdict["violations"])
    assert all(isinstance(entry, str) for entry in verdict["false"])
    assert err == ""
    assert code == (1 if verdict["violations"] or verdict["false"] else 0)


def test_a_folder_that_is_not_there(call, tmp_path):
    code, out, err = call(tmp_path / "absent")
    assert (code, out) == (2, "")
    assert "absent" in err


def test_a_folder_without_a_scenario(call, tmp_path):
    shutil.copytree(case(VALID)[0], tmp_path / "plan")
    code, out, err = call(tmp_path / "plan")
    assert (code, out) == (2, "")
    assert "scenario.json" in err


def test_every_fault_of_a_damaged_folder(call, tmp_path):
    shutil.copytree(case(VALID)[0], tmp_path / "plan")
    for name in ("classes.csv", "enrolments.csv"):
        table = tmp_path / "plan" / name
        text = table.read_text(encoding="utf-8")
        table.write_text(text.replace("class", "klass", 1), encoding="utf-8")
    code, _, err = call(tmp_path / "plan", *case(VALID)[1:])
    assert code == 2
    assert "classes.csv" in err
    assert "enrolments.csv" in err


def test_json_is_json_in_any_encoding():
    done = subprocess.run(
        [SCRIPT, "verify", *map(str, case(BROKEN)), "--json", "--language", "vi"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    (violation,) = json.loads(done.stdout)["violations"]
    assert violation["message"]
