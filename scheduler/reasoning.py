"""What a result says in words: what was foreseen, what contradicts and where that was written."""

from collections.abc import Callable, Mapping

from models.finding import Place, Severity, SubjectKind
from models.scenario import Scenario
from scheduler.explain import reasons
from scheduler.precheck import check
from scheduler.solve import Solution

MOST_PLACES = 3
LEVERS_SHARE = 0.1  # of the time limit


def time_for_levers(scenario: Scenario) -> float:
    """Return the seconds to keep for solving again under levers where a target is missed."""
    return min(0.3 + 1e-3 * len(scenario.cadres), LEVERS_SHARE * scenario.solve.time_limit)


def foreseen(scenario: Scenario) -> tuple[str, ...]:
    """Return what is out of reach before anything is solved, one line each; names no cadre."""
    found = check(scenario)
    return tuple(f"{f.code}: {f.message}" for f in found if f.severity is Severity.WARNING)


def reasons_of(
    solution: Solution,
    scenario: Scenario,
    places: Mapping[tuple[SubjectKind, str], Place],
    left: Callable[[], float],
) -> tuple[str, ...]:
    """Return the reasons of a result: a contradiction with its lines, or why shortfalls remain.

    Levers are pulled by solving again as long as `left` gives seconds for it.
    """
    told = list(solution.result.reasons)
    for n, member in enumerate(solution.conflict):
        lines = [str(places[key]) for key in member.written if key in places]
        distinct = list(dict.fromkeys(lines))[:MOST_PLACES]
        if distinct:
            told[n] = f"{told[n]} [{', '.join(distinct)}]"
    if solution.instance is None or solution.decisions is None:
        return tuple(told)
    return (*told, *reasons(solution.instance, solution.decisions, scenario.language, left))
