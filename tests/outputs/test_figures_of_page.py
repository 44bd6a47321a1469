"""What the page computes: repeat against an uninformed assignment, cost by line, load by week."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.checker import verify
from scheduler.outputs.payload import places, venues
from scheduler.outputs.repeat import repeat_of
from scheduler.outputs.spending import spending
from scheduler.outputs.view import View
from scheduler.outputs.weeks import Weeks
from scheduler.outputs.words import Words
from tests import builders
from tests.outputs.sample import PROVINCE, make


def past(number, module="M1", day=date(2023, 5, 1), **fields):
    row = {"cadre": f"CB-{number:04}", "class": "K0", "date": day, "module": module}
    return builders.HistoryRow(**row | fields)


def four(**fields):
    """Four cadres of whom two have had topic a; a class of two gives 4 periods of a and of b."""
    defaults = {
        "cadres": tuple(builders.cadre(n) for n in (1, 2, 3, 4)),
        "history": (past(1), past(2)),
    }
    return builders.scenario(**defaults | fields)


def attending(scenario, *numbers, class_id="K1"):
    held = builders.held(class_id, cadres=tuple(f"CB-{n:04}" for n in numbers))
    return View(scenario, builders.plan(scenario, held), "en")


def test_each_seat_of_an_uninformed_plan_repeats_what_the_mean_person_would():
    repeat = repeat_of(attending(four(), 3, 4))
    assert repeat.remains == 0
    assert repeat.uninformed == pytest.approx(2 * 4 * 2 / 4)  # 2 seats, 4 periods, 2 of 4 people
    assert repeat.topics == ()


def test_what_remains_is_told_by_class_and_topic():
    repeat = repeat_of(attending(four(), 1, 3))
    assert [(row.topic, row.periods, row.people) for row in repeat.topics] == [("a", 4, 1)]


def test_only_completed_history_within_memory_is_seen():
    history = (
        past(1, completed=False),
        past(2, day=date(2010, 1, 1)),
        past(3, day=date(2024, 3, 4)),
        past(4, module="unknown"),
    )
    assert repeat_of(attending(four(history=history), 1, 2)).uninformed == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"eligible": False},
        {"tier": "D"},
        {"unit": "U2"},
        {"active_from": date(2024, 3, 5)},
    ],
)
def test_the_mean_is_over_people_whom_the_class_admits(fields):
    cadres = (*(builders.cadre(n) for n in (1, 2, 3)), builders.cadre(4, **fields))
    scenario = four(
        cadres=cadres,
        tiers=(builders.tier(), builders.tier("D")),
        units=(builders.unit(), builders.unit("U2")),
        venues=(builders.venue(serves=("U1",)),),
    )
    repeat = repeat_of(attending(scenario, 1, 3))
    assert repeat.uninformed == pytest.approx(2 * 4 * 2 / 3)


def test_people_who_come_in_time_are_admitted_and_units_below_are_served():
    cadres = (
        *(builders.cadre(n) for n in (1, 2, 3)),
        builders.cadre(4, unit="U2", active_from=date(2024, 3, 4)),
    )
    scenario = four(
        cadres=cadres,
        units=(builders.unit(), builders.unit("U2", parent="U1")),
        venues=(builders.venue(serves=("U1",)),),
    )
    assert repeat_of(attending(scenario, 1, 3)).uninformed == pytest.approx(2 * 4 * 2 / 4)


def test_a_topic_of_two_modules_repeats_for_everybody():
    modules = (builders.module("M1", "a"), builders.module("M2", "a"))
    repeat = repeat_of(attending(four(modules=modules, history=()), 1, 2))
    assert repeat.uninformed == pytest.approx(2 * 4)
    assert [(row.topic, row.periods, row.people) for row in repeat.topics] == [("a", 8, 2)]


@given(
    st.sets(st.tuples(st.integers(1, 6), st.sampled_from(("M1", "M2"))), max_size=8),
    st.sets(st.integers(1, 6), min_size=1),
)
def test_what_topics_repeat_is_what_the_checker_counts(had, numbers):
    modules = (builders.module("M1", "a;b:3"), builders.module("M2", "b;c", sessions=2))
    scenario = four(
        cadres=tuple(builders.cadre(n) for n in range(1, 7)),
        modules=modules,
        history=tuple(past(number, module) for number, module in sorted(had)),
    )
    view = attending(scenario, *sorted(numbers))
    counted = verify(scenario, view.plan).components["repeat"]
    assert sum(row.periods for row in repeat_of(view).topics) == pytest.approx(counted)


def test_lines_of_cost_add_up_to_what_the_checker_counts():
    rules = {"allowance_per_person_day": 7, "travel_cost_per_km": 3}
    units = (builders.unit(lat=16.8, lon=107.1),)
    venues = (builders.venue(lat=16.7, lon=107.0),)
    view = attending(four(rules=rules, units=units, venues=venues), 1, 3)
    km = verify(view.scenario, view.plan).components["travel"] / 2
    enrolments = tuple(row.model_copy(update={"km": km}) for row in view.plan.enrolments)
    view = View(view.scenario, view.plan.model_copy(update={"enrolments": enrolments}), "en")
    money = spending(view)
    lines = dict(money.lines)
    assert lines["rooms"] == 50
    assert lines["allowances"] == 14
    assert lines["travel"] == pytest.approx(3 * 2 * km)
    assert money.total == pytest.approx(verify(view.scenario, view.plan).components["cost"])


def test_weeks_begin_on_monday_and_hold_every_session():
    sample = make()
    view = View(sample.scenario, sample.plan, "en")
    weeks = Weeks(view, Words("en"))
    assert weeks.spans[0].name == "01/01/2024 - 07/01/2024"
    assert [span.risk for span in weeks.spans].count(True) == 12
    taught = sum(bool(row.lecturer) for row in sample.plan.sessions)
    assert sum(total.sessions for total in weeks.totals()) == taught
    assert sum(sum(row.cells) for row in weeks.lecturers().rows) == taught
    assert sum(sum(row.cells) for row in weeks.rooms().rows) == 15
    assert sum(width for _, width in weeks.months) == len(weeks.spans)


def test_a_long_horizon_is_told_in_months():
    horizon = {"from": "2021-01-01", "to": "2025-12-31"}
    view = attending(four(horizon=horizon), 1, 3)
    weeks = Weeks(view, Words("vi"))
    assert len(weeks.spans) == 60
    assert weeks.spans[38].short == "3/24"
    assert [n for n, total in enumerate(weeks.totals()) if total.classes] == [38]


def test_shades_grow_with_the_figure():
    grid = Weeks(View(*make().parts[:2], "en"), Words("en")).rooms()
    shades = [grid.shade(cell) for cell in range(1, grid.most + 1)]
    assert shades == sorted(shades)
    assert (shades[0], shades[-1]) == (1, 4)


def test_the_map_has_units_and_venues_with_coordinates_alone():
    sample = make()
    units = tuple(
        unit.model_copy(update={"lat": 16.8, "lon": 107.1} if n else {})
        for n, unit in enumerate(sample.scenario.units)
    )
    here = tuple(one.model_copy(update={"lat": 16.7, "lon": 107}) for one in sample.scenario.venues)
    changed = sample.with_scenario(units=units, venues=here)
    view = View(changed.scenario, changed.plan, "en")
    rows = places(view, sample.coverage)
    assert [row[0] for row in rows] == list(range(1, len(units)))
    assert sum(row[3] for row in rows) == 50
    assert {one for venue in venues(view) for one in venue["classes"]} == set(view.courses)


def test_a_page_of_a_province_stays_below_three_megabytes():
    from tests.outputs.test_page import html

    assert len(html(make(PROVINCE)).encode()) < 3_000_000
