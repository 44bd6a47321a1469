"""The files for machines: columns, order, exact numbers."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan import Enrolment, Plan, PlannedClass
from models.rules import Component
from scheduler.outputs import tables
from scheduler.outputs.figures import plain, spoken, tidy
from scheduler.outputs.view import View
from tests import builders
from tests.outputs.sample import make


@pytest.fixture(scope="module")
def sample():
    return make()


def rows(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (7.0, "7"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0"),
        (1e9, "1000000000"),
        (12.5, "12.5"),
        (1 / 3, "0.333333"),
        (1e15 + 0.5, "1000000000000000.5"),
    ],
)
def test_numbers_are_short_and_exact(value, text):
    assert plain(value) == text


@given(st.floats(-1e9, 1e9))
def test_numbers_survive_the_file(value):
    assert float(plain(value)) == pytest.approx(value, abs=1e-6)
    assert tidy(tidy(value)) == tidy(value)


@pytest.mark.parametrize(("language", "text"), [("vi", "1.234.567,5"), ("en", "1,234,567.5")])
def test_numbers_for_people_follow_the_language(language, text):
    assert spoken(1234567.5, language) == text
    assert spoken(-0.001, language) == "0"


def test_classes(sample):
    assert rows(tables.classes_csv(sample.plan)) == [
        ["class", "programme", "open", "start", "end", "room", "venue", "size", "cost"],
        ["D-01", "D-2024", "0", "", "", "", "", "0", "0"],
        ["G-01", "G-2024", "1", "2024-06-10", "2024-06-14", "R3", "V1", "12", "4000000"],
        ["P-01", "P-2024", "1", "2024-01-08", "2024-01-12", "R1", "V1", "12", "4000000.3"],
        ["P-02", "P-2024", "1", "2024-03-18", "2024-03-22", "R2", "V2", "8", "4000000"],
    ]


def test_sessions_are_by_class_and_place(sample):
    shuffled = sample.plan.model_copy(update={"sessions": sample.plan.sessions[::-1]})
    found = rows(tables.sessions_csv(shuffled))
    assert found[0] == ["class", "seq", "date", "slot", "kind", "module", "lecturer"]
    assert found[1] == ["G-01", "1", "2024-06-10", "S", "opening", "", ""]
    assert found[2][4:] == ["module", "M01", found[2][6]]
    assert [(row[0], int(row[1])) for row in found[1:]] == sorted(
        (row.class_id, row.seq) for row in sample.plan.sessions
    )


def test_enrolments_are_by_cadre(sample):
    found = rows(tables.enrolments_csv(sample.plan))
    assert found[0] == ["cadre", "class", "repeat_periods", "km"]
    assert found[1] == ["CB-00001", "P-01", "0.3", "12.5"]
    assert found[1:] == sorted(found[1:])


def test_coverage_puts_the_whole_tier_first(sample):
    found = rows(tables.coverage_csv(sample.coverage))
    assert found[0] == [
        *("tier", "unit", "population", "target"),
        *("covered_before", "covered_after", "shortfall"),
    ]
    assert found[1][:2] == ["D", ""]
    assert {bool(row[3]) == bool(row[6]) == (not row[1]) for row in found[1:]} == {True}
    assert [row[:2] for row in found[1:]] == sorted(row[:2] for row in found[1:])


def test_lecturers_count_what_they_teach():
    modules = (builders.module("M1", sessions=2, periods=5), builders.module("M2", "b"))
    scenario = builders.scenario(
        modules=modules, lecturers=(*builders.scenario().lecturers[::-1], builders.lecturer("L0"))
    )
    plan = builders.plan(scenario, builders.held(parts=[("M1", "L1"), ("M2", "L1")]))
    assert rows(tables.lecturers_csv(View(scenario, plan, "en"))) == [
        ["lecturer", "sessions", "periods", "days", "fee"],
        ["L0", "0", "0", "0", "0"],
        ["L1", "3", "9", "2", "300"],
        ["L2", "0", "0", "0", "0"],
    ]


def test_a_module_taught_in_two_classes_counts_twice():
    classes = (builders.training_class("K1"), builders.training_class("K2"))
    scenario = builders.scenario(classes=classes)
    later = builders.MONDAY.replace(day=11)
    plan = builders.plan(scenario, builders.held("K1"), builders.held("K2", later))
    found = rows(tables.lecturers_csv(View(scenario, plan, "en")))
    assert found[1] == ["L1", "2", "8", "2", "200"]


def test_result_is_readable_json(sample):
    content = tables.result_json(sample.result)
    found = json.loads(content)
    assert content.endswith(b"}\n")
    assert "dòng lịch sử".encode() in content
    assert found["status"] == "feasible"
    assert found["components"]["repeat"] == 0.3
    assert b'"shortfall": 0,' in content or isinstance(found["components"]["shortfall"], int)
    assert found["levels"][2] == {
        "objective": {"cost": 1e-6, "travel": 0.01},
        "value": 473.459292,
        "bound": None,
        "gap": None,
    }
    assert found["levels"][0]["gap"] == 0
    assert found["run"]["wall_seconds"] == 9.1
    assert "moves" not in found["components"]


def test_a_tiny_weight_of_a_level_is_not_rounded(sample):
    level = sample.result.levels[0].model_copy(update={"objective": {Component.COST: 1.5e-9}})
    result = sample.result.model_copy(update={"levels": (level,)})
    assert json.loads(tables.result_json(result))["levels"][0]["objective"] == {"cost": 1.5e-9}


def test_lines_end_with_lf_alone(sample):
    for content in (tables.classes_csv(sample.plan), tables.enrolments_csv(sample.plan)):
        assert b"\r" not in content
        assert content.endswith(b"\n")


UNSEEN = ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp")  # no id holds those
IDS = st.text(
    st.characters(exclude_categories=UNSEEN, exclude_characters="\u034f"), min_size=1
).filter(str.strip)


@given(IDS, IDS)
def test_any_id_survives_the_csv(cadre, class_id):
    enrolment = Enrolment(cadre=cadre, class_id=class_id)
    found = rows(tables.enrolments_csv(Plan(enrolments=(enrolment,))))
    assert found[1][:2] == [enrolment.cadre, enrolment.class_id]


def test_rows_come_out_alike_whatever_their_order(sample):
    plan = sample.plan
    mixed = Plan(
        classes=plan.classes[::-1], sessions=plan.sessions[::-1], enrolments=plan.enrolments[::-1]
    )
    turned = replace(sample, plan=mixed)
    for write in (tables.classes_csv, tables.sessions_csv, tables.enrolments_csv):
        assert write(turned.plan) == write(plan)


def test_a_class_that_does_not_open_has_blanks():
    closed = PlannedClass(class_id="K9", programme="A", open=False)
    assert rows(tables.classes_csv(Plan(classes=(closed,))))[1] == [
        *("K9", "A", "0", "", "", "", "", "0", "0")
    ]
