"""The strip of weeks: what runs when, and nothing where it would not fit."""

import pytest

from models.calendar import Calendar, RiskPeriod
from scheduler.terminal.year_strip import year_strip
from tests.builders import MONDAY, held, plan, scenario, training_class


def strip(width=110, blocks=True, opened=("K1", "K2"), **fields):
    defaults = {
        "language": "en",
        "horizon": {"from": "2024-01-01", "to": "2024-12-31"},
        "classes": tuple(training_class(name) for name in ("K1", "K2", "K3")),
        "calendar": Calendar(risk=(RiskPeriod(start="2024-09-15", end="2024-11-30", weight=1),)),
    }
    chosen = scenario(**defaults | fields)
    later = MONDAY.replace(month=6, day=3)
    days = {"K1": MONDAY, "K2": MONDAY, "K3": later}
    made = plan(chosen, *(held(name, days[name]) for name in opened))
    return list(year_strip(chosen, made, width, blocks))


def test_it_counts_the_classes_of_each_week_below_their_month():
    months, classes, risk = strip(opened=("K1", "K2", "K3"))
    assert classes.startswith("Classes a week  ")
    assert classes.endswith("(at most 2)")
    march, june = months.index("03"), months.index("06")
    assert (classes[march], classes[june]) == ("█", "▄")
    assert classes.count("·") == 53 - 2
    assert risk.startswith("Risk season")
    assert risk.count("~") == 12
    assert risk.index("~") == len("Classes a week  ") + 36  # the week of Monday 9 September


def test_digits_where_there_are_no_blocks():
    _, classes, risk = strip(blocks=False)
    assert "2" in classes
    assert (classes + risk).isascii()


@pytest.mark.parametrize(("width", "lines"), [(69, 3), (68, 0)])
def test_it_is_left_out_where_it_would_not_fit(width, lines):
    assert len(strip(width)) == lines
    assert all(len(line) <= width for line in strip(width))


def test_it_is_left_out_where_there_is_little_to_show():
    assert strip(horizon={"from": "2024-03-01", "to": "2024-04-20"}) == []
    assert strip(opened=()) == []
    assert len(strip(calendar=Calendar())) == 2
