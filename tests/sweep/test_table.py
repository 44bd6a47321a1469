"""The table of a sweep, its marks and its page."""

import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from models.result import Result
from models.sweep import SweepRow
from scheduler.outputs.sweep_page import sweep_html
from scheduler.sweep.table import csv_of, mark_best, parquet_of, table_of


def row(name="a", covered=5, cost=100.0, repeat=1.5, scenario="demo", status="optimal", **more):
    tier = {"tier": "P", "population": 9, "target": 9, "covered_before": 0}
    result = Result(
        scenario=name,
        status=status,
        components={"shortfall": 9 - covered, "cost": cost, "repeat": repeat, "classes": 2},
        levels=({"objective": {"shortfall": 1}, "value": 9 - covered, "bound": 1, "gap": 0.5},),
        coverage=({**tier, "covered_after": covered, "shortfall": 9 - covered},),
        run={"seed": 1, "workers": 1, "wall_seconds": 1.25, "input_sha256": "ab"},
    )
    fields = {"run": name, "scenario": scenario, "labels": {"budget": "7"}, "seed": 1}
    return SweepRow(**fields | {"status": status, "result": result} | more)


def failed(name="z", status="infeasible", reason="H3 and H9"):
    return SweepRow(run=name, scenario="demo", seed=1, status=status, reason=reason)


figures = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


@given(st.lists(figures, min_size=1, max_size=8))
def test_exactly_the_plans_that_no_other_dominates_are_marked(drawn):
    rows = mark_best([row(f"r{n}", *one) for n, one in enumerate(drawn)])
    aims = [(-covered, cost, repeat) for covered, cost, repeat in drawn]
    for mine, one in zip(aims, rows, strict=True):
        beaten = any(
            other != mine and all(a <= b for a, b in zip(other, mine, strict=True))
            for other in aims
        )
        assert one.best is not beaten
    assert any(one.best for one in rows)


def test_plans_of_different_scenarios_do_not_compete_and_failures_neither():
    rows = mark_best([row("a", 5), row("b", 1, 200, 9, "other"), failed()])
    assert [one.best for one in rows] == [True, True, False]


def test_csv_and_parquet_hold_the_same_figures_and_blanks():
    frame = table_of(mark_best([failed(), row("a", 5)]))
    text = csv_of(frame).decode()
    head, first, second = text.splitlines()
    assert head.startswith("run,scenario,budget,seed,status,covered,covered.P,shortfall.P,")
    assert first.startswith("z,demo,,1,infeasible,,")
    assert first.endswith(",False,,,H3 and H9")
    assert second.startswith("a,demo,7,1,optimal,5,5,4,4,1.5,100,2,4,1,0.5,True,1.25,ab,")
    again = pd.read_parquet(io.BytesIO(parquet_of(frame)))
    assert csv_of(again).decode() == text
    assert str(again["cost"].dtype) == "Int64"


def test_an_axis_that_is_named_like_a_figure_has_a_column_of_its_own():
    frame = table_of([row("a", labels={"cost": "low", "run": "x"})])
    assert list(frame.columns[:4]) == ["run", "scenario", "axis.cost", "axis.run"]
    assert list(frame["cost"]) == [100]


def test_the_page_is_self_contained_escapes_and_links_the_plans():
    rows = mark_best([row("a", 5), row("b", 4, 90.5), failed(reason="<b>H3</b>")])
    page = sweep_html("Ngân sách <&>", ("budget",), rows, 4, "vi").decode()
    assert "<h1>Ngân sách &lt;&amp;&gt;</h1>" in page
    assert page.count('href="runs/a/index.html"') == 4
    assert "&lt;b&gt;H3&lt;/b&gt;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count('class="best"') == 2 * 4
    english = sweep_html("x", (), rows, 3, "en").decode()
    assert "Trade-offs" in english


def test_the_page_of_failures_alone_says_so():
    page = sweep_html("x", (), mark_best([failed(), failed("e", "error", "died")]), 2, "en")
    assert "There is no plan to draw." in page.decode()
    assert "Infeasible" in page.decode()
    assert ">Error<" in page.decode()


def test_points_stay_inside_the_frame_when_all_plans_are_equal():
    page = sweep_html(
        "x", (), mark_best([row("a", cost=0, repeat=0), row("b", cost=0, repeat=0)]), 2, "en"
    )
    assert page.decode().count("<circle") == 6
    assert "nan" not in page.decode().lower()
