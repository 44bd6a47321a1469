"""Repair: what is not touched stays, what broke is mended, every move has a reason that is true."""

import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.moves import MoveKind
from models.rules import Component
from scheduler.checker import verify
from scheduler.explain.moves import list_moves, open_sessions
from scheduler.solve.repair import repair
from tests.builders import cadre, training_class
from tests.repair.worlds import APRIL, away, wanted, world


def mended(scenario, seconds=2.0):
    """Repair, have the checker confirm plan and figures, and check that moves add up."""
    solution = repair(scenario, deadline=time.monotonic() + seconds)
    assert solution.plan is not None
    verdict = verify(scenario, solution.plan, solution.result, solution.coverage)
    assert not verdict.violations
    assert not verdict.false
    moves = list_moves(solution.instance, solution.decisions, "en")
    assert sum(move.points for move in moves) == verdict.components[Component.MOVES]
    assert all(move.reason and move.code for move in moves)
    return solution, moves


def kinds(moves):
    return Counter(move.kind for move in moves)


def test_nothing_broken_nothing_moved():
    scenario = world()
    solution, moves = mended(scenario)
    assert moves == ()
    assert solution.plan.sessions == scenario.baseline.sessions
    assert [level.gap for level in solution.result.levels[:2]] == [0, 0]


def test_a_lecturer_away_is_replaced_where_the_class_stands():
    scenario = world(unavailability=(away("lecturer", "L1", "2024-03-01", "2024-03-10"),))
    solution, moves = mended(scenario)
    (move,) = moves
    assert (move.kind, move.class_id, move.module) == (MoveKind.MODULE_MOVED, "K1", "M1")
    assert move.code == "bar_lecturer_away"
    assert move.reason == "L1: away on 04/03/2024 Sáng [H7]"
    assert solution.result.levels[1].bound == 2
    other = [row for row in solution.plan.sessions if row.class_id == "K2"]
    assert other == [row for row in scenario.baseline.sessions if row.class_id == "K2"]
    (session,) = open_sessions(solution.instance, solution.decisions, "en")
    assert (session.before, session.now) != ("L1", "L1")
    names = [one.lecturer for one in session.candidates]
    assert sorted([*names, session.now]) == ["L1", "L2", "L3", "L4"]
    assert [bool(one.why) for one in session.candidates] == sorted(
        bool(one.why) for one in session.candidates
    )
    assert "away on" in session.candidates[-1].why or session.candidates[-1].lecturer != "L1"


def test_a_lecturer_away_on_other_days_is_not_replaced():
    scenario = world(unavailability=(away("lecturer", "L1", "2024-03-11", "2024-03-20"),))
    assert mended(scenario)[1] == ()


def test_a_lost_room_moves_the_class_and_nothing_else():
    scenario = world(unavailability=(away("room", "R1", "2024-03-01", "2024-12-31"),))
    solution, moves = mended(scenario)
    (move,) = moves
    assert (move.kind, move.class_id, move.points) == (MoveKind.CLASS_MOVED, "K1", 10)
    assert move.after == "04/03/2024 R2"
    assert move.code == "date_room_away"
    assert solution.result.levels[1].gap == 0


def test_a_cadre_away_a_day_is_made_up_for_by_one_move():
    scenario = world(unavailability=(away("cadre", "CB-0002", "2024-03-04", "2024-03-04"),))
    _, moves = mended(scenario)
    assert kinds(moves) == {MoveKind.CADRE_REMOVED: 1, MoveKind.CADRE_ADDED: 1}
    added = next(move for move in moves if move.kind is MoveKind.CADRE_ADDED)
    # In the other class, or somebody else instead: both cost the same.
    assert added.code == ("move_from_class" if added.cadre == "CB-0002" else "move_wins_back")


def test_a_cadre_away_from_both_classes_is_replaced_by_one_who_is_not_covered():
    scenario = world(unavailability=(away("cadre", "CB-0002", "2024-03-04", "2024-04-30"),))
    _, moves = mended(scenario)
    assert kinds(moves) == {MoveKind.CADRE_REMOVED: 1, MoveKind.CADRE_ADDED: 1}
    by_kind = {move.kind: move for move in moves}
    assert by_kind[MoveKind.CADRE_REMOVED].code == "move_away"
    assert by_kind[MoveKind.CADRE_ADDED].code == "move_wins_back"


def test_without_need_nobody_is_added():
    tiers = (wanted(5),)
    rows = (away("cadre", "CB-0002", "2024-03-04", "2024-03-04"),)
    _, moves = mended(world(unavailability=rows, tiers=tiers))
    assert kinds(moves) == {MoveKind.CADRE_REMOVED: 1}


def test_a_class_called_off_is_won_back_elsewhere():
    classes = (training_class("K1", fixed={"open": False}), training_class("K2"))
    solution, moves = mended(world(classes=classes))
    assert kinds(moves) == {
        MoveKind.CLASS_DROPPED: 1,
        MoveKind.CADRE_REMOVED: 3,
        MoveKind.CADRE_ADDED: 3,
    }
    assert solution.result.components[Component.SHORTFALL] == 0
    dropped = next(move for move in moves if move.kind is MoveKind.CLASS_DROPPED)
    assert dropped.code == "move_class_off"


def test_a_class_that_is_gone_counts_with_its_people():
    _, moves = mended(world(classes=(training_class("K2"),)))
    assert kinds(moves)[MoveKind.CLASS_DROPPED] == 1
    assert {m.code for m in moves if m.class_id == "K1"} == {"move_class_gone"}


def test_a_closed_week_moves_the_class_out_of_it():
    days_off = [{"from": "2024-03-04", "to": "2024-03-08", "reason": "bão"}]
    solution, moves = mended(world(calendar={"days_off": days_off}))
    (move,) = [m for m in moves if m.kind is MoveKind.CLASS_MOVED]
    assert move.code == "move_days_closed"
    row = next(row for row in solution.plan.classes if row.class_id == "K1")
    assert row.start not in (date(2024, 3, d) for d in range(4, 9))


def test_what_is_frozen_stays_and_nothing_else_starts_earlier():
    freeze = date(2024, 4, 1)
    rows = (
        away("room", "R2", "2024-04-01", "2024-04-30"),
        away("lecturer", "L3", "2024-04-01", "2024-12-31"),
    )
    scenario = world(unavailability=rows, freeze_before=freeze)
    solution, moves = mended(scenario)
    assert {move.class_id for move in moves} == {"K2"}
    frozen = [row for row in solution.plan.sessions if row.class_id == "K1"]
    assert frozen == [row for row in scenario.baseline.sessions if row.class_id == "K1"]
    starts = {row.class_id: row.start for row in solution.plan.classes}
    assert starts["K2"] >= freeze


def test_a_frozen_class_that_cannot_stay_is_a_contradiction():
    rows = (away("lecturer", "L1", "2024-03-04", "2024-03-04"),)
    scenario = world(unavailability=rows, freeze_before=date(2024, 4, 1))
    solution = repair(scenario, deadline=time.monotonic() + 5)
    assert solution.result.status == "infeasible"
    assert solution.result.reasons


def test_a_smaller_budget_closes_a_class():
    solution, moves = mended(world(rules={"budget": 260}))
    assert kinds(moves)[MoveKind.CLASS_DROPPED] == 1
    assert solution.result.components[Component.COST] <= 260


def test_a_cadre_who_is_no_longer_planned_is_named():
    cadres = tuple(cadre(n, eligible=n != 3) for n in range(1, 9))
    _, moves = mended(world(cadres=cadres))
    gone = [move for move in moves if move.code == "move_not_planned"]
    assert [move.cadre for move in gone] == ["CB-0003"]


DAYS = st.integers(1, 28)
ROWS = st.lists(
    st.one_of(
        st.tuples(st.just("lecturer"), st.sampled_from(["L1", "L2", "L3", "L4"])),
        st.tuples(st.just("room"), st.sampled_from(["R1", "R2"])),
        st.tuples(st.just("cadre"), st.sampled_from([f"CB-000{n}" for n in range(1, 9)])),
    ),
    max_size=4,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, month=st.sampled_from(["03", "04"]))
def test_any_absence_gives_a_valid_plan_whose_moves_add_up(rows, month):
    away_rows = tuple(
        away(kind, name, f"2024-{month}-01", f"2024-{month}-15") for kind, name in rows
    )
    solution, moves = mended(world(unavailability=away_rows), seconds=1.0)
    bound = solution.result.levels[1].bound
    assert bound is None or bound <= sum(move.points for move in moves) + 1e-9


@pytest.mark.parametrize("language", ["vi", "en"])
def test_reasons_are_sentences_in_both_languages(language):
    scenario = world(unavailability=(away("lecturer", "L3", "2024-04-08", "2024-04-08"),))
    solution, _ = mended(scenario)
    (move,) = list_moves(solution.instance, solution.decisions, language)
    assert ("vắng" in move.reason) == (language == "vi")
    assert APRIL.strftime("%d/%m/%Y") in move.reason
