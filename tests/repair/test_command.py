"""`schedule repair` from end to end: folder, moves, freeze date, edits that are refused."""

import csv
import json
from pathlib import Path

import pytest

from cli import run_safely

ROOT = Path(__file__).parents[2]
SHORT = ["--time-limit", "2", "--workers", "1"]
ILL = "{edit: lecturer-unavailable, lecturer: %s, from: %s, to: %s, reason: ốm}"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "plan"
    scenario = str(ROOT / "scenarios" / "demo.yaml")
    options = [*SHORT, "--quiet", "--output", str(folder)]
    assert run_safely([scenario, *options]) == 0
    return folder


def rows(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(published, tmp_path, *edits, extra=()):
    out = tmp_path / "repaired"
    words = [word for edit in edits for word in ("--edit", edit)]
    code = run_safely(["repair", str(published), *words, *SHORT, "--output", str(out), *extra])
    return code, out


def test_a_lecturer_ill_is_replaced_and_every_move_has_its_reason(published, tmp_path, capsys):
    lesson = next(row for row in rows(published, "sessions.csv") if row["lecturer"])
    edit = ILL % (lesson["lecturer"], lesson["date"], lesson["date"])
    code, out = run(published, tmp_path, edit, extra=["--json", "--language", "en"])
    assert code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["changes"][0].startswith(f"Lecturer {lesson['lecturer']} is not available")
    assert told["open_sessions"]
    moves = rows(out, "moves.csv")
    assert all(move["reason"] and move["code"] for move in moves)
    result = json.loads((out / "result.json").read_text("utf-8"))
    assert sum(float(move["points"]) for move in moves) == result["components"]["moves"]
    assert run_safely(["verify", str(out)]) == 0
    untouched = {row["class"] for row in rows(published, "classes.csv")}
    untouched -= {move["class"] for move in moves}
    before, after = (rows(folder, "sessions.csv") for folder in (published, out))
    assert [r for r in before if r["class"] in untouched] == [
        r for r in after if r["class"] in untouched
    ]


def test_without_an_edit_nothing_moves(published, tmp_path):
    code, out = run(published, tmp_path, extra=["--quiet"])
    assert code == 0
    assert rows(out, "moves.csv") == []
    for name in ("classes.csv", "sessions.csv", "enrolments.csv"):
        assert (out / name).read_bytes() == (published / name).read_bytes()


def test_a_later_plan_without_moves_leaves_no_list_behind(published, tmp_path):
    _, out = run(published, tmp_path, extra=["--quiet"])
    scenario = str(published / "scenario.json")
    assert run_safely([scenario, "--time-limit", "2", "--quiet", "--output", str(out)]) == 0
    assert not (out / "moves.csv").exists()


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ("{edit: drop-class, class: NO-SUCH}", "--edit:1: edits.0.class: unknown class 'NO-SUCH'"),
        ("{edit: dropp-class, class: X}", "--edit:1: edits.0.edit"),
        ("{edit: drop-class", "--edit:1"),
        ("just words", "--edit:1: edits.0"),
        ("{edit: set, path: rules.max_classes_per_cadre, value: 1}", "changes nothing"),
    ],
)
def test_edits_that_are_wrong_are_refused_with_their_place(
    published, tmp_path, capsys, edit, message
):
    code, out = run(published, tmp_path, edit, extra=["--language", "en"])
    assert code == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_the_published_plan_is_never_overwritten(published, capsys):
    assert run_safely(["repair", str(published), "--output", str(published)]) == 2
    assert "choose another --output" in capsys.readouterr().err


def test_a_what_if_file_needs_a_baseline_and_brings_its_own_edits(published, tmp_path, capsys):
    path = tmp_path / "what-if.yaml"
    text = f"format: 1\nname: what-if\nbase: {published}/scenario.json\n"
    path.write_text(text, encoding="utf-8")
    assert run_safely(["repair", str(path)]) == 2
    assert "names no baseline" in capsys.readouterr().err
    path.write_text(f"{text}baseline: {published}\n", encoding="utf-8")
    assert run_safely(["repair", str(path), "--edit", "{edit: drop-class, class: X}"]) == 2
    assert "write both into the what-if file" in capsys.readouterr().err
    out = tmp_path / "out"
    assert run_safely(["repair", str(path), *SHORT, "--quiet", "--output", str(out)]) == 0
    assert rows(out, "moves.csv") == []
