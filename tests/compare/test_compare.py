"""Compare: a plan against itself is empty, one change shows as exactly that."""

import json

import openpyxl
import pytest

from cli import run_safely
from models.comparison import Doubt
from models.result import LevelResult, Result, RunRecord, Status
from models.rules import Component
from scheduler.checker import verify
from scheduler.compare import PlanOnPaper, compare
from scheduler.outputs import write_folder
from tests.builders import held, lecturer, plan, qualified, room, scenario, training_class

SCENARIO = scenario(
    rooms=(room("R1"), room("R2", cost_per_day=80)),
    lecturers=tuple(lecturer(f"L{n}", fee=100 * n) for n in (1, 2, 3)),
    qualifications=tuple(qualified(f"L{n}") for n in (1, 2, 3)),
    classes=(training_class("K1"), training_class("K2")),
)


def paper(name, *opened, bounds=(0, None, None, None), values=None):
    written = plan(SCENARIO, *opened)
    verdict = verify(SCENARIO, written)
    levels = tuple(
        LevelResult(
            objective=dict(level.objective),
            value=level.value if values is None else values[n],
            bound=bounds[n],
        )
        for n, level in enumerate(verdict.levels)
    )
    result = Result(
        scenario="small",
        status=Status.FEASIBLE,
        components=verdict.components,
        levels=levels,
        coverage=verdict.coverage,
        run=RunRecord(seed=1, workers=1, wall_seconds=0),
    )
    return PlanOnPaper(name, name, SCENARIO, written, result)


def test_a_plan_against_itself_is_empty():
    one = paper("a", held("K1"))
    found = compare([one, one])
    assert not found.differs()
    assert (found.against[0].classes, found.against[0].movers) == ((), ())
    assert all(not difference for row in found.components for difference in row.differences)


def test_one_changed_room_is_exactly_that():
    found = compare([paper("a", held("K1")), paper("b", held("K1", room_id="R2"))])
    (change,) = found.against[0].classes
    assert (change.class_id, change.what, change.before, change.after) == ("K1", "room", "R1", "R2")
    assert found.against[0].movers == ()
    moved = {row.line: row.differences[0] for row in found.costs}
    assert moved == {"lecturers": 0, "rooms": 30, "allowance": 0, "travel": 0, "total": 30}
    assert {row.component for row in found.components if row.differences[0]} == {Component.COST}


def test_a_changed_lecturer_and_a_changed_place_are_told_apart():
    other = held("K1", parts=(("M2", "L2"), ("M1", "L3")))
    changes = compare([paper("a", held("K1")), paper("b", other)]).against[0].classes
    assert [(c.what, c.before, c.after) for c in changes if c.what == "lecturer"] == [
        ("lecturer", "M1 L1", "M1 L3")
    ]
    assert [c.what for c in changes].count("time") == 2


def test_people_and_classes_that_open():
    other = [held("K1", cadres=(1, 2)), held("K2", room_id="R2", cadres=(3,))]
    found = compare([paper("a", held("K1")), paper("b", *other)])
    (mover,) = found.against[0].movers
    assert (mover.cadre, mover.before, mover.after) == ("CB-0003", ("K1",), ("K2",))
    assert found.counts(found.against[0]) == {
        "count": 1,
        "added": 0,
        "removed": 0,
        "switched": 1,
    }
    assert {c.class_id: c.what for c in found.against[0].classes} == {"K1": "size", "K2": "open"}


@pytest.mark.parametrize(
    ("values", "bound", "doubt"),
    [
        ((5, 0, 0, 0), 4, Doubt.REAL),
        ((5, 0, 0, 0), 3, Doubt.GAP),
        ((5, 0, 0, 0), None, Doubt.UNKNOWN),
        ((3, 0, 0, 0), 3, Doubt.EQUAL),
    ],
)
def test_a_difference_is_real_only_beyond_the_bound(values, bound, doubt):
    one = paper("a", held("K1"), values=(3, 0, 0, 0), bounds=(3, 0, 0, 0))
    other = paper("b", held("K1"), values=values, bounds=(bound, 0, 0, 0))
    assert compare([one, other]).levels[0].doubts == (doubt,)


def test_below_a_level_that_differs_bounds_say_nothing():
    one = paper("a", held("K1"), values=(3, 7, 0, 0), bounds=(3, 7, 0, 0))
    other = paper("b", held("K1"), values=(5, 9, 0, 0), bounds=(5, 9, 0, 0))
    assert compare([one, other]).levels[1].doubts == (Doubt.ABOVE,)


class TestCommand:
    @pytest.fixture
    def folders(self, tmp_path):
        found = []
        for one in (paper("a", held("K1")), paper("b", held("K1", room_id="R2"))):
            folder = tmp_path / one.name
            write_folder(folder, SCENARIO, one.plan, one.result, ())
            (folder / "coverage.csv").unlink()
            found.append(str(folder))
        return found

    def test_json_on_stdout(self, folders, capsys):
        assert run_safely(["compare", *folders, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert [one["what"] for one in told["against"][0]["classes"]] == ["room"]

    def test_text_and_files(self, folders, tmp_path, capsys):
        out = tmp_path / "out"
        assert run_safely(["compare", *folders, "--output", str(out)]) == 0
        assert "K1     room  R1      R2" in capsys.readouterr().out
        page = (out / "comparison.html").read_text("utf-8")
        assert page.count("<svg") == 3
        assert "<script" not in page
        assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace(
            "http-equiv", ""
        )
        book = openpyxl.load_workbook(out / "comparison.xlsx")
        assert len(book.sheetnames) == 7
        values = [cell.value for row in book["Cost by line"].iter_rows() for cell in row]
        assert 30 in values

    def test_the_same_plan_twice(self, folders, capsys):
        assert run_safely(["compare", folders[0], folders[0], "--language", "en"]) == 0
        assert "The plans are the same." in capsys.readouterr().out

    def test_one_folder_or_none_that_is_a_plan_is_refused(self, folders, tmp_path, capsys):
        assert run_safely(["compare", folders[0]]) == 2
        assert run_safely(["compare", folders[0], str(tmp_path / "nowhere")]) == 2
        assert "nowhere" in capsys.readouterr().err
        assert run_safely(["compare", *folders, "--output", folders[0]]) == 2
        assert "is a plan folder" in capsys.readouterr().err
