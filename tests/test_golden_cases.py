"""Every golden case: the verdict that was worked out by hand is the verdict of the checker."""

import json
from pathlib import Path

import pytest

from scheduler.checker import verify
from scheduler.load import load_coverage, load_plan, load_result, load_scenario

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.parent for path in FOLDER.glob("*/expected.json"))


def test_the_cases_are_there():
    assert len(CASES) >= 63


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_verdict(case):
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    scenario = load_scenario(case / "scenario.yaml").scenario
    paper = case / "plan"
    verdict = verify(scenario, load_plan(paper), load_result(paper), load_coverage(paper))

    found = {(violation.rule.value, violation.subject) for violation in verdict.violations}
    assert found == {(item["rule"], item["subject"]) for item in expected["violations"]}
    assert all(violation.message for violation in verdict.violations)

    components = {component.value: amount for component, amount in verdict.components.items()}
    assert components.keys() == expected["components"].keys()
    assert components == pytest.approx(expected["components"], abs=0.01)

    assert [row.model_dump() for row in verdict.coverage] == expected["coverage"]
    if "levels" in expected:
        assert [level.value for level in verdict.levels] == pytest.approx(expected["levels"])

    begins = expected.get("false", [])
    assert len(verdict.false) == len(begins)
    for begin in begins:
        assert sum(text.startswith(f"{begin}:") for text in verdict.false) == 1
