"""The summary of a run: its figures are those of the plan, in the scenario's language."""

import io
import re

import pytest
from rich.console import Console

from models.result import LevelResult, Result, RunRecord, Status, TierCoverage, Verdict, Violation
from models.rules import Component, Rule
from scheduler.terminal.summary import BAR, bar, show_failure, show_plan
from scheduler.terminal.verdict import verdict_lines
from tests.builders import held, plan, scenario, training_class


def console(encoding="utf-8"):
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    return Console(file=file, width=110, markup=False, highlight=False, emoji=False)


def printed(target):
    target.file.seek(0)
    return target.file.read()


def tier(before=1, after=3, target=3, population=4):
    return TierCoverage(
        tier="P",
        population=population,
        target=target,
        covered_before=before,
        covered_after=after,
        shortfall=max(0, target - after),
    )


def result(**fields):
    defaults = {
        "scenario": "small",
        "status": Status.FEASIBLE,
        "components": {Component.REPEAT: 1.5, Component.COST: 1234567, Component.TRAVEL: 0},
        "levels": (LevelResult(objective={Component.REPEAT: 1}, value=1.5, bound=1, gap=1 / 3),),
        "coverage": (tier(after=2),),
        "warnings": ("history names [M9], which is unknown",),
        "reasons": ("one seat is missing",),
        "run": RunRecord(seed=1, workers=1, wall_seconds=2.04),
    }
    return Result(**defaults | fields)


def summary(tmp_path, language="en", **fields):
    target = console()
    chosen = scenario(
        language=language, title="Kế hoạch [2024]", classes=(training_class(), training_class("K2"))
    )
    show_plan(target, chosen, plan(chosen, held()), result(**fields), tmp_path / "out")
    return printed(target)


def test_what_a_planner_reads(tmp_path):
    text = summary(tmp_path)
    for piece in (
        "Kế hoạch [2024]",
        "FEASIBLE (not proven within 0.5%), 2 s",
        "Classes: 1 of 2 open",
        "Enrolments: 3",
        "Repeat: 1.5 person-periods, 0.5 periods for each enrolment",
        "Lecturers: 2 of 2 teach; most Giảng viên L1 (1 sessions), mean 1 sessions",
        "Cost: 1,234,567",
        "wider than the 0.5% asked for",
        "Warnings (1)",
        "  - history names [M9], which is unknown",
        "Why a shortfall remains (1)",
        "  - one seat is missing",
        str(tmp_path / "out" / "index.html"),
    ):
        assert piece in text, piece
    assert re.search(r"P  Diện P\s+4\s+1\s+3\s+2\s+1\s", text)


def test_the_same_in_vietnamese(tmp_path):
    text = summary(tmp_path, language="vi")
    for piece in ("Số lớp mở: 1 trên 2", "Chi phí: 1.234.567 đồng", "33,3 %", "Vì sao còn thiếu"):
        assert piece in text, piece


def test_a_long_list_is_cut_and_says_so(tmp_path):
    text = summary(tmp_path, reasons=tuple(f"reason {n}" for n in range(30)))
    assert "... and 18 more, see result.json" in text


def test_no_control_characters_off_a_terminal(tmp_path):
    assert "\x1b" not in summary(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "drawn"),
    [(0, 0, "░" * 18 + "│" + "░" * 5), (4, 4, "█" * 24), (1, 3, "█" * 6 + "▓" * 12 + "░" * 6)],
)
def test_bars(before, after, drawn):
    assert bar(tier(before, after)) == drawn


def test_bars_never_grow_too_long_and_survive_an_empty_tier():
    assert len(bar(tier(0, 0, 0, 0))) == BAR
    assert bar(tier(1, 3), blocks=False) == "#" * 6 + "+" * 12 + "." * 6


def test_a_missed_target_is_marked_even_at_the_end_of_the_bar():
    assert bar(tier(1, 3, 4)) == "█" * 6 + "▓" * 12 + "░" * 5 + "│"
    assert bar(tier(1, 3, 4), blocks=False, length=8) == "##++++.|"
    assert bar(tier(1, 3, 4), length=0) == ""


@pytest.mark.parametrize(("width", "drawn"), [(110, 24), (80, 10), (50, 0)])
def test_narrow_terminals_get_short_bars_or_none(tmp_path, width, drawn):
    target = console()
    target.width = width
    chosen = scenario()
    show_plan(target, chosen, plan(chosen, held()), result(), tmp_path)
    row = next(line for line in printed(target).splitlines() if line.startswith("P "))
    assert sum(row.count(one) for one in "█▓░│") == drawn
    assert all(len(line) <= width for line in printed(target).splitlines()[:8])


def test_a_plain_encoding_gets_plain_bars(tmp_path):
    target = console("ascii")
    target.file.reconfigure(errors="backslashreplace")
    chosen = scenario()
    show_plan(target, chosen, plan(chosen, held()), result(), tmp_path)
    assert "######" in printed(target)


@pytest.mark.parametrize(
    ("status", "interrupted", "piece"),
    [
        (Status.INFEASIBLE, False, "The smallest conflict found:\n  - L1 is away"),
        (Status.NONE, False, "No plan was found within 60 s"),
        (Status.NONE, True, "Interrupted before there was any plan."),
    ],
)
def test_a_run_without_plan_says_why(status, interrupted, piece):
    target = console()
    run = RunRecord(seed=1, workers=1, wall_seconds=1, interrupted=interrupted)
    ended = result(status=status, reasons=("L1 is away",), run=run)
    show_failure(target, scenario(), ended)
    text = printed(target)
    assert piece in text
    assert "Nothing was written" in text


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", ("The smallest conflict found:", "The cheapest remedies found (choose one):")),
        ("vi", ("Xung đột nhỏ nhất tìm được:", "Cách gỡ ít tốn kém nhất tìm được (chọn một):")),
    ],
)
def test_a_contradiction_is_told_in_two_headed_lists(language, heads):
    target = console()
    ended = result(status=Status.INFEASIBLE, reasons=("one", "two", "remedy"), num_remedies=1)
    show_failure(target, scenario(language=language), ended)
    expected = [heads[0], "  - one", "  - two", heads[1], "  - remedy"]
    assert printed(target).splitlines()[1:6] == expected


def test_a_clean_verdict():
    lines = list(verdict_lines(Verdict(components={Component.REPEAT: 2}), "en"))
    assert lines[:2] == ["The plan is valid: no rule is broken.", "Every figure claimed is true."]
    assert "  Repeated content: 2 person-periods" in lines


def test_a_verdict_groups_breaches_by_rule():
    breaches = tuple(
        Violation(rule=rule, subject=subject, message="message")
        for rule, subject in ((Rule.H7, "L3"), (Rule.H1, "CB-0001"), (Rule.H7, "L4"))
    )
    lines = list(verdict_lines(Verdict(violations=breaches, false=("components.repeat: 3",)), "vi"))
    assert lines[0] == "Vi phạm quy tắc (3)"
    heads = [line.split(":")[0].strip() for line in lines if line.startswith("  H")]
    assert heads == ["H1", "H7"]
    assert "  - components.repeat: 3" in lines
