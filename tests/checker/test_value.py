"""Every component against figures worked out by hand."""

from datetime import date

import pytest

from models.people import Cadre
from tests.builders import (
    cadre,
    held,
    history,
    lecturer,
    module,
    plan,
    programme,
    qualified,
    room,
    scenario,
    tier,
    training_class,
    unit,
    venue,
)
from tests.checker.saying import changed_sessions, figure

TUESDAY = date(2024, 3, 5)
TWO = (training_class("K1"), training_class("K2"))


def test_nothing_opens():
    s = scenario(cadres=(cadre(1, priority=0.5), cadre(2)), tiers=(tier(weight=2),))
    nothing = plan(s)
    values = {name: figure(s, nothing, name) for name in ("shortfall", "priority", "cost")}
    assert values == {"shortfall": 4, "priority": 0.5, "cost": 0}
    assert [figure(s, nothing, n) for n in ("peak_load", "peak_month", "classes")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("target", "path", "missing"),
    [
        ({"share": 0.28}, {}, 7),
        ({"share": 0.281}, {}, 8),
        ({"count": 30}, {}, 30),
        ({"share": 1}, {2024: {"count": 4}}, 4),
        ({"share": 0}, {2023: {"count": 4}}, 0),
    ],
)
def test_shortfall_of_a_share_on_the_decimal_as_written(target, path, missing):
    s = scenario(
        cadres=tuple(cadre(n) for n in range(1, 26)), tiers=(tier(target=target, path=path),)
    )
    assert figure(s, plan(s), "shortfall") == missing


def test_weighted_shortfalls_add_up():
    s = scenario(
        tiers=(tier("P", weight=0.1), tier("D", weight=0.2)), cadres=(cadre(1), cadre(2, tier="D"))
    )
    assert figure(s, plan(s), "shortfall") == 0.3


def test_repeat_of_a_cadre_who_is_not_planned_counts():
    s = scenario(
        cadres=(cadre(1, eligible=False),), history=(history("CB-0001", "O", "2023-01-01", "M1"),)
    )
    assert figure(s, plan(s, held(cadres=[1])), "repeat") == 4


@pytest.mark.parametrize(
    ("day", "completed", "repeat"),
    [
        ("2019-01-01", True, 4),
        ("2018-12-31", True, 0),
        ("2023-12-31", True, 4),
        ("2024-01-01", True, 0),
        ("2023-06-01", False, 0),
    ],
)
def test_seen_within_memory(day, completed, repeat):
    s = scenario(history=(history("CB-0001", "O", day, "M1", completed=completed),))
    assert figure(s, plan(s, held()), "repeat") == repeat


def test_memory_of_a_leap_day():
    s = scenario(
        horizon={"from": "2024-02-29", "to": "2024-12-31"},
        history=(
            history("CB-0001", "O", "2019-02-28", "M1"),
            history("CB-0002", "O", "2019-02-27", "M1"),
        ),
    )
    assert figure(s, plan(s, held()), "repeat") == 4


def test_repeat_of_topics_shared_within_and_across_classes():
    # M1: a 3, b 1; M2: a 2, c 2. Not seen: a repeats 2. K2 gives the same again: a 5, b 1, c 2.
    s = scenario(
        modules=(module("M1", "a:3;b"), module("M2", "a;c")),
        classes=TWO,
        rules={"max_classes_per_cadre": 2},
    )
    one = plan(s, held("K1", cadres=[1]))
    both = plan(s, held("K1", cadres=[1]), held("K2", TUESDAY, cadres=[1]))
    assert figure(s, one, "repeat") == 2
    assert figure(s, both, "repeat") == 2 + 8


def test_thirds_of_a_period_add_up_to_whole_periods():
    s = scenario(
        modules=(module("M1", "a;b;c"), module("M2", "d:0.1;e:0.2")),
        history=(
            history("CB-0001", "O", "2023-01-01", "M1"),
            history("CB-0001", "O", "2023-01-01", "M2"),
        ),
    )
    assert figure(s, plan(s, held()), "repeat") == 8


def test_travel_by_table_by_air_online_and_without_coordinates():
    s = scenario(
        units=(unit("U1", lat=16.8, lon=107.1), unit("U2", lat=16.8, lon=107.1), unit("U3")),
        cadres=(cadre(1), cadre(2, unit="U2"), cadre(3, unit="U3")),
        venues=(venue(lat=16.9, lon=107.1),),
        rooms=(room("R1"), room("R2", online=True)),
        distances=({"unit": "U2", "venue": "V1", "km": 25},),
        rules={"road_factor": 1.5, "travel_cost_per_km": 10, "allowance_per_person_day": 7},
    )
    km = 11.119492664455874 * 1.5 + 25
    here, online = plan(s, held()), plan(s, held(room_id="R2"))
    assert figure(s, here, "travel") == pytest.approx(km)
    assert figure(s, here, "cost") == pytest.approx(350 + 21 + 10 * km)
    assert figure(s, online, "travel") == 0


def test_the_equator_runs_through_zero():
    s = scenario(
        units=(unit("U1", lat=0, lon=0),),
        venues=(venue(lat=0, lon=1),),
        rules={"road_factor": 1},
    )
    assert figure(s, plan(s, held(cadres=[1])), "travel") == pytest.approx(111.19492664455873)


def test_peaks_and_risk():
    s = scenario(
        calendar={
            "risk": (
                {"from": "2024-03-01", "to": "2024-03-04", "weight": 0.1},
                {"from": "2024-03-04", "to": "2024-03-05", "weight": 0.2},
            )
        },
        horizon={"from": "2024-01-01", "to": "2025-12-31"},
        classes=tuple(training_class(f"K{n}") for n in (1, 2, 3)),
        lecturers=(lecturer("L1"), lecturer("L2")),
        programmes=(programme(activities=({"kind": "field", "sessions": 1},)),),
        rules={"max_classes_per_cadre": 3},
    )
    parts = [("M1", "L1"), ("M2", "L2"), "field"]
    paper = plan(
        s,
        held("K1", parts=parts),
        held("K2", date(2025, 3, 3), parts=parts),
        held("K3", date(2024, 3, 27), parts=[("M1", "L1"), ("M2", "L1"), "field"]),
    )
    assert figure(s, paper, "risk") == 0.5
    assert figure(s, paper, "peak_month") == 2
    assert figure(s, paper, "peak_load") == 4


def test_the_lecturer_of_an_activity_neither_teaches_nor_is_paid():
    s = scenario(
        programmes=(programme(modules=("M1",), activities=({"kind": "field", "sessions": 1},)),)
    )
    paper = plan(s, held(parts=[("M1", "L1"), "field"]))
    paper = changed_sessions(paper, "K1", 2, lecturer="L2")
    assert figure(s, paper, "cost") == 150
    assert figure(s, paper, "peak_load") == 1


def test_moves_names_every_kind_of_change():
    fields = {
        "classes": tuple(training_class(f"K{n}") for n in range(1, 5)),
        "modules": (module("M1"), module("M2"), module("E1"), module("E2")),
        "programmes": (programme(choose=({"count": 1, "from": ("E1", "E2")},)),),
        "rules": {"moves": {"class": 100, "module": 10, "enrolment": 1}},
    }
    base = scenario(**fields)
    core = [("M1", "L1"), ("M2", "L2")]
    before = plan(
        base,
        held("K1", parts=[*core, ("E1", "L1")], cadres=[1]),
        held("K2", parts=[*core, ("E1", "L1")], cadres=[2]),
        held("K3", parts=[*core, ("E1", "L1")], cadres=[3]),
    )
    s = scenario(baseline=before, **fields)
    after = plan(
        s,
        # another start and another lecturer of M2: 100 + 10; one cadre added: 1
        held("K1", TUESDAY, parts=[("M1", "L1"), ("M2", "L1"), ("E1", "L1")], cadres=[1, 3]),
        # E2 for E1 and M1, M2 change places: 20; one cadre for another: 2
        held("K2", parts=[("M2", "L2"), ("M1", "L1"), ("E2", "L1")], cadres=[3]),
        # K3 is dropped with its cadre: 101; K4 opens with one: 101
        held("K4", parts=[*core, ("E1", "L1")], cadres=[1]),
    )
    assert figure(s, after, "moves") == 111 + 22 + 101 + 101
    assert figure(s, before, "moves") == 0


def test_moves_has_no_meaning_without_a_baseline():
    s = scenario()
    with pytest.raises(KeyError):
        figure(s, plan(s, held()), "moves")


def test_row_order_changes_no_value():
    s = scenario(qualifications=(qualified("L1", level=1), qualified("L2", level=3)))
    paper = plan(s, held())
    turned = paper.model_copy(
        update={
            "sessions": paper.sessions[::-1],
            "enrolments": paper.enrolments[::-1],
        }
    )
    people: tuple[Cadre, ...] = s.cadres[::-1]
    other = s.model_copy(update={"cadres": people, "modules": s.modules[::-1]})
    assert figure(other, turned, "mismatch") == figure(s, paper, "mismatch") == 2
