"""Two years in a row on the demo, many absent so that the second year has whom to teach."""

import pytest

from scheduler.load import load_scenario
from tests.attendance import two_years
from tests.attendance.two_years import figures, persons, play, read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    from pathlib import Path

    demo = Path(__file__).parents[2] / "scenarios" / "demo.yaml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(two_years, "ABSENT", 0.6)
        return play(demo, tmp_path_factory.mktemp("years"), 6)


def whole(folder):
    return {row["tier"]: row for row in read(folder / "coverage.csv") if not row["unit"]}


def test_coverage_goes_on_where_attendance_left_it(years):
    """Without those who were absent; who changed tier is counted in the new one."""
    tier_of = {
        number: {c.id: c.tier for c in load_scenario(folder / "scenario.json").scenario.cadres}
        for number, folder in ((1, years.first), (2, years.second))
    }
    gone = {cadre for cadres in years.missed.values() for cadre in cadres}
    came = {cadre for cadres in years.came.values() for cadre in cadres}
    for tier, row in whole(years.second).items():
        before = int(whole(years.first)[tier]["covered_after"])
        lost = sum(tier_of[1][cadre] == tier for cadre in gone)
        out = sum(tier_of[1][c] == tier != tier_of[2][c] for c in came)
        into = sum(tier_of[2][c] == tier != tier_of[1][c] for c in came)
        assert int(row["covered_before"]) == before - lost - out + into


def test_the_second_year_teaches_those_who_were_absent(years):
    enrolled = {row["cadre"] for row in read(years.second / "enrolments.csv")}
    came = {cadre for cadres in years.came.values() for cadre in cadres}
    missed = {cadre for cadres in years.missed.values() for cadre in cadres}
    assert enrolled & missed
    assert not enrolled & came


def test_the_table_and_the_scenario_tell_the_same(years):
    table = read(years.folder / "history.csv")
    scenario = load_scenario(years.folder / "scenario" / "next.yaml").scenario
    before = {(r["cadre"], r["class"], r["date"], r["module"]) for r in table}
    used = {(r.cadre, r.class_id, str(r.date), r.module) for r in scenario.history}
    assert used == {row for row in before if row[2] < str(scenario.horizon.start)}
    assert len(figures(years)) > 5
    assert persons(years)
