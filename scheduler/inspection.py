"""The façades of `check` and `rules`: load a scenario and look at it, without solving."""

from collections.abc import Mapping
from pathlib import Path

from models.catalogue import Entry
from models.finding import Finding, Place, Severity, SubjectKind
from models.scenario import Language
from scheduler.catalogue import catalogue
from scheduler.load import Loaded, load_scenario
from scheduler.precheck import check, remark

MOST_PLACES = 3


def check_scenario(
    path: Path, language: Language | None = None
) -> tuple[tuple[Finding, ...], Language]:
    """Return what can be said of a scenario before solving, with lines, and in which language.

    Raises InputError with all faults where the input itself is wrong.
    """
    loaded = load_scenario(path)
    spoken = language or loaded.scenario.language
    found = [*check(loaded.scenario, spoken), *_remarks(loaded, spoken)]
    found.sort(key=lambda finding: list(Severity).index(finding.severity))
    return tuple(_placed(finding, loaded.places) for finding in found), spoken


def list_rules(
    path: Path | None = None, language: Language | None = None
) -> tuple[tuple[Entry, ...], Language]:
    """Return all rules and components, with the values of a scenario, and in which language."""
    scenario = None if path is None else load_scenario(path).scenario
    spoken: Language = language or (scenario.language if scenario else "en")
    return catalogue(scenario, spoken), spoken


def _remarks(loaded: Loaded, language: Language) -> list[Finding]:
    return [remark(getattr(sentence, language), language) for sentence in loaded.remarks]


def _placed(finding: Finding, places: Mapping[tuple[SubjectKind, str], Place]) -> Finding:
    """Return a finding with the first lines where its subjects were written."""
    lines: list[Place] = []
    for subject in finding.subjects:
        place = places.get((subject.kind, subject.id))
        if place is not None and place not in lines:
            lines.append(place)
    return finding.model_copy(update={"places": tuple(lines[:MOST_PLACES])})
