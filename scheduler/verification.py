"""The façade of `verify`: load a plan folder and judge it; loads no solver."""

from pathlib import Path

from models.result import Verdict
from models.scenario import Language
from scheduler.checker import verify
from scheduler.load import load_coverage, load_plan, load_result, load_scenario


def verify_folder(
    folder: Path, path: Path | None = None, language: Language | None = None
) -> tuple[Verdict, Language]:
    """Judge a plan folder against a scenario, by default the folder's own, in which language."""
    scenario = load_scenario(path or folder / "scenario.json").scenario
    if language is not None:
        scenario = scenario.model_copy(update={"language": language})
    verdict = verify(scenario, load_plan(folder), load_result(folder), load_coverage(folder))
    return verdict, scenario.language
