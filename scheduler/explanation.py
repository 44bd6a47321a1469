"""The façade of `explain`: load a plan folder and answer one question about it."""

from pathlib import Path

from models.explanation import ExplainedKind, Explanation
from models.scenario import Language
from scheduler.explain import explain
from scheduler.load import load_plan, load_scenario


def explain_folder(
    folder: Path, kind: ExplainedKind, name: str, language: Language | None = None
) -> Explanation:
    """Return why one cadre, class, lecturer, unit, tier or room fares as it does in a plan.

    Raises InputError where the folder holds no plan, UsageError where the id is unknown.
    """
    scenario = load_scenario(folder / "scenario.json").scenario
    return explain(scenario, load_plan(folder), kind, name, language or scenario.language)
