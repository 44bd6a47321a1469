"""docs/formulation.md says what the code does: every rule, every component, every named room."""

import re
from pathlib import Path

from models.rules import Component, Rule
from scheduler.formulation.program.build import COMPONENTS, RULES
from tests.docs.formulation_page import PAGE, page

ROOT = Path(__file__).parents[2]


def test_the_tables_are_those_of_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.docs.formulation_page"


def test_every_rule_and_component_has_a_function() -> None:
    assert set(RULES) == set(Rule) - {Rule.FORM}
    assert set(COMPONENTS) == set(Component)
    for rule, function in RULES.items():
        assert function.__name__.startswith(f"{rule.value.lower()}_")


def test_every_file_that_the_page_names_exists() -> None:
    names = set(re.findall(r"`([\w/]+\.py)`", PAGE.read_text(encoding="utf-8")))
    known = {path.name for path in (ROOT / "scheduler").rglob("*.py")}
    assert {Path(name).name for name in names} <= known
