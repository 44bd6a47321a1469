"""The façade of `compare`: load plan folders, judge them, put them side by side, write."""

from collections.abc import Sequence
from pathlib import Path

from models.comparison import Comparison
from models.scenario import Language
from scheduler.checker import verify
from scheduler.compare import PlanOnPaper, compare
from scheduler.errors import UsageError
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.outputs.comparison import write_comparison


def compare_folders(
    folders: Sequence[Path], language: Language | None = None, output: Path | None = None
) -> tuple[Comparison, Language]:
    """Return the plans of folders side by side, and the language of the first.

    Figures are those that the folders claim; a claim that the checker finds false is a warning.
    """
    names = _names(folders)
    plans: list[PlanOnPaper] = []
    warnings: list[str] = []
    for name, folder in zip(names, folders, strict=True):
        scenario = load_scenario(folder / "scenario.json").scenario
        plan, result = load_plan(folder), load_result(folder)
        if result is None:
            raise UsageError(f"{folder}: holds no result.json; expected the folder of a plan")
        verdict = verify(scenario, plan, result, load_coverage(folder))
        faults = len(verdict.violations) + len(verdict.false)
        if faults:
            warnings.append(f"{name}: verify finds {faults} broken rules or false figures")
        plans.append(PlanOnPaper(name, str(folder), scenario, plan, result))
    comparison = compare(plans, tuple(warnings))
    spoken = language or plans[0].scenario.language
    if output is not None:
        write_comparison(output, comparison, spoken, plans[0].scenario.horizon.start)
    return comparison, spoken


def _names(folders: Sequence[Path]) -> list[str]:
    """Return the folders' names, numbered where two are the same."""
    plain = [folder.resolve().name or "plan" for folder in folders]
    return [
        name if plain.count(name) == 1 else f"{name} ({plain[: n + 1].count(name)})"
        for n, name in enumerate(plain)
    ]
