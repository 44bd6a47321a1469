"""Relaxations of absence: somebody or something is available after all, a closure is lifted."""

from collections.abc import Callable, Collection
from functools import partial

from models.calendar import Closure
from models.scenario import Scenario
from scheduler.solve.relaxation import PRESENCE, Case, Family, altered, single, without_row
from scheduler.solve.remedy_words import say, span


def presence(case: Case, kind: str, ids: Collection[str]) -> list[Family]:
    """Strike single absences of somebody or something inside the horizon."""
    horizon = case.scenario.horizon
    return [
        single(
            PRESENCE + 0.01 * (row.end - row.start).days,
            say("present", who=say(kind, id=row.id), span=span(row.start, row.end)),
            partial(without_row, case.scenario, "unavailability", row),
        )
        for row in case.scenario.unavailability
        if row.kind == kind
        and row.id in ids
        and row.start <= horizon.end
        and row.end >= horizon.start
    ]


def closures(case: Case, concerned: Callable[[Closure], bool]) -> list[Family]:
    """Lift single closures."""
    return [
        single(
            PRESENCE + 0.01 * (row.end - row.start).days,
            say("closure", span=span(row.start, row.end)),
            partial(_lifted, case.scenario, row),
        )
        for row in case.scenario.calendar.closures
        if concerned(row)
    ]


def _lifted(scenario: Scenario, closure: Closure) -> Scenario:
    rest = tuple(row for row in scenario.calendar.closures if row is not closure)
    return scenario.model_copy(update={"calendar": altered(scenario.calendar, closures=rest)})
