"""What a result says in words: what was foreseen, what contradicts and where that was written."""

from collections.abc import Mapping

from models.finding import Place, Severity, SubjectKind
from models.scenario import Scenario
from scheduler.explain import reasons
from scheduler.precheck import check
from scheduler.solve import Solution

MOST_PLACES = 3


def foreseen(scenario: Scenario) -> tuple[str, ...]:
    """Return what is out of reach before anything is solved, one line each; names no cadre."""
    found = check(scenario)
    return tuple(f"{f.code}: {f.message}" for f in found if f.severity is Severity.WARNING)


def reasons_of(
    solution: Solution, scenario: Scenario, places: Mapping[tuple[SubjectKind, str], Place]
) -> tuple[str, ...]:
    """Return the reasons of a result: a contradiction with its lines, or why shortfalls remain."""
    told = list(solution.result.reasons)
    for n, member in enumerate(solution.conflict):
        lines = [str(places[key]) for key in member.written if key in places]
        distinct = list(dict.fromkeys(lines))[:MOST_PLACES]
        if distinct:
            told[n] = f"{told[n]} [{', '.join(distinct)}]"
    if solution.instance is None or solution.decisions is None:
        return tuple(told)
    return (*told, *reasons(solution.instance, solution.decisions, scenario.language))
