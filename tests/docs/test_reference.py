"""The reference pages are those that the code gives, and leave nothing out."""

import re

import pytest

from models.rules import Component, Rule
from scheduler.commands import common
from scheduler.file_schema import file_schema
from scheduler.load.schema import TABLES, VIETNAMESE, normal_header
from scheduler.precheck.codes import CODES
from tests.docs import field_words
from tests.docs.cli_page import TAIL
from tests.docs.reference_pages import DOCS, HEADERS, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_one_that_the_code_gives(name):
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_key_of_a_scenario_has_its_words_and_no_other():
    schema = file_schema()
    parts = {"ScenarioFile": schema, **schema["$defs"]}
    keys = {name: set(part["properties"]) for name, part in parts.items() if "properties" in part}
    assert {name: set(words) for name, words in field_words.SCENARIO.items()} == keys
    assert set(field_words.SENTENCES) <= set(keys)


def test_every_column_of_a_table_has_its_words_and_no_other():
    columns = {name: set(table.columns) for name, table in TABLES.items()}
    assert {name: set(words) for name, words in field_words.TABLES.items()} == columns


def test_the_vietnamese_headers_are_those_that_are_understood():
    assert {normal_header(header) for header in HEADERS} == set(VIETNAMESE)


def test_every_rule_component_and_code_stands_in_its_page():
    rules = (DOCS / "rules.md").read_text(encoding="utf-8")
    for rule in Rule:
        assert f"\n| {rule.value} |" in rules
    for component in Component:
        assert f"\n| `{component.value}` |" in rules
    checks = (DOCS / "checks.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\| \[[EWI]-", checks, flags=re.MULTILINE)) == len(CODES)


def test_the_exit_codes_of_the_page_are_those_of_the_program():
    names = ("DONE", "FAULTY", "BAD_INPUT", "CONTRADICTION", "NO_PLAN", "DEFECT", "INTERRUPTED")
    codes = re.findall(r"^\| (\d+) \|", TAIL, flags=re.MULTILINE)
    assert codes == [str(getattr(common, name)) for name in names]
