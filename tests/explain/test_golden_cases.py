"""Every question about every golden case is answered, broken plans and odd scenarios included."""

from pathlib import Path

import pytest

from scheduler.explain.answer import ANSWERS, ids_of, situation_of
from scheduler.explain.reasons import reasons, shortfall
from scheduler.explain.words import Voice
from scheduler.load import load_plan, load_scenario
from tests.explain.asking import every

CASES = sorted(
    path.parent for path in (Path(__file__).parents[1] / "cases").glob("*/scenario.yaml")
)
ASKED = 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_kind_of_question_about_a_case_is_answered(case):
    scenario = load_scenario(case / "scenario.yaml").scenario
    situation = situation_of(scenario, load_plan(case / "plan"))
    short = any(shortfall(situation, t) for t in range(len(scenario.tiers)))
    assert bool(reasons(situation.instance, situation.decisions, "en")) == short
    for kind, answer in ANSWERS.items():
        for name in ids_of(scenario, kind)[:ASKED]:
            explanation = answer(situation, name, Voice("vi"))
            assert explanation.sections
            assert all(fact.text for fact in every(explanation))
