"""The commands check and rules: exit codes, lines, languages, JSON."""

import json
import shutil
from pathlib import Path

import pytest

import cli
from models.rules import Component, Rule
from scheduler.inspection import check_scenario

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "01-valid-plan"
GOOD = ROOT / "tests" / "bad_input" / "good"


@pytest.fixture
def good(tmp_path):
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    return tmp_path / "scenario.yaml"


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def line_of(path, part):
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if part in line)


def run(capsys, *arguments):
    code = cli.run_safely([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def test_a_scenario_that_can_be_planned(capsys):
    code, out, err = run(capsys, "check", CASE / "scenario.yaml", "--language", "en")
    assert (code, err) == (0, "")
    assert "E-" not in out
    assert out.splitlines()[-1].startswith(("warnings: ", "Nothing stands in the way"))


def test_what_is_impossible_is_told_with_its_line_and_exit_3(good, capsys):
    change(
        good, "{id: A, repeat: 2,", "{id: A, repeat: 2, required: true, fixed: {start: 2024-03-10},"
    )
    code, out, _ = run(capsys, "check", good, "--language", "en")
    assert code == 3
    first = out.splitlines()[0]
    assert first.startswith("E-FIX-01  A-01, A-02: fixed to start 10/03/2024; needs ")
    assert first.endswith("(H4, H11, H15)")
    place = f"  @ {good}:{line_of(good, 'id: A, repeat: 2')}"
    assert place in out
    code, out, _ = run(capsys, "check", good, "--language", "vi")
    assert code == 3
    assert out.startswith("E-FIX-01  A-01, A-02: ấn định khai giảng 10/03/2024")


def test_bad_input_comes_first_and_alone(good, capsys):
    change(good, "{id: A, repeat: 2,", "{id: A, repeat: 2, windw: 1,")
    code, out, err = run(capsys, "check", good)
    assert (code, out) == (2, "")
    assert "windw" in err


def test_json_is_the_list_of_findings(good, capsys):
    change(
        good, "{id: A, repeat: 2,", "{id: A, repeat: 2, required: true, fixed: {start: 2024-03-10},"
    )
    code, out, _ = run(capsys, "check", good, "--json", "--language", "en")
    assert code == 3
    findings = json.loads(out)
    assert findings[0]["code"] == "E-FIX-01"
    assert findings[0]["severity"] == "E"
    assert findings[0]["rules"] == ["H4", "H11", "H15"]
    assert findings[0]["subjects"] == [{"kind": "class", "id": i} for i in ("A-01", "A-02")]
    assert findings[0]["numbers"]["available"] == 0
    assert findings[0]["places"] == [{"file": str(good), "line": line_of(good, "id: A, repeat: 2")}]


def test_what_an_edit_breaks_is_told_at_the_line_of_the_edit(good, capsys):
    what_if = good.parent / "what-if.yaml"
    what_if.write_text(
        "format: 1\nname: sunday\nbase: scenario.yaml\nedits:\n"
        "  - {edit: fix-class, class: B-01, open: true, start: 2024-03-10}\n",
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "check", what_if, "--language", "en")
    assert code == 3
    assert f"  @ {what_if}:5" in out


def test_what_the_reading_left_aside_is_a_warning(good, capsys):
    history = good.parent / "data" / "history.csv"
    text = history.read_text(encoding="utf-8")
    separator = ";" if ";" in text.splitlines()[0] else ","
    width = len(text.splitlines()[0].split(separator))
    row = ["CB-9999", "X-1", "2023-05-05", "M1", *[""] * (width - 4)]
    history.write_text(text.rstrip("\n") + "\n" + separator.join(row) + "\n", encoding="utf-8")
    findings, _ = check_scenario(good, "en")
    remark = next(f for f in findings if f.code == "W-INPUT-01")
    assert "CB-9999" in remark.message
    vietnamese, _ = check_scenario(good, "vi")
    assert "CB-9999" in next(f for f in vietnamese if f.code == "W-INPUT-01").message


def test_a_missing_file_is_a_usage_error(tmp_path, capsys):
    code, out, err = run(capsys, "check", tmp_path / "none.yaml")
    assert (code, out) == (2, "")
    assert "no such scenario file" in err


def test_rules_without_a_scenario(capsys):
    code, out, _ = run(capsys, "rules")
    assert code == 0
    for name in (*Rule, *Component):
        assert f"  {name}: " in out
    code, out, _ = run(capsys, "rules", "--language", "vi")
    assert out.startswith("Quy tắc cứng\n")


def test_rules_with_the_values_of_a_scenario(capsys):
    demo = ROOT / "scenarios" / "demo.yaml"
    code, out, _ = run(capsys, "rules", demo, "--json", "--language", "en")
    assert code == 0
    entries = {entry["id"]: entry for entry in json.loads(out)}
    assert list(entries) == [*Rule, *Component]
    assert entries["H12"]["values"]["rules.max_absent"] == 0.25
    assert entries["H14"]["values"] == {"rules.budget": 120_000_000}
    assert entries["shortfall"]["weights"] == [{"level": 1, "weight": 1.0}]
    assert entries["shortfall"]["unit"] == "persons"
    code, out, _ = run(capsys, "rules", demo)
    assert "rules.budget: 120.000.000" in out
    assert "mức ưu tiên 1, trọng số 1" in out
