"""When cadres are kept away: unavailability, closures of units, active dates."""

from datetime import date

import numpy as np

from models.scenario import Scenario
from scheduler.formulation.instance import Bools, Instance


def span_of(instance: Instance, start: date, end: date) -> tuple[int, int]:
    """Return the days of a closed date range inside the horizon as a half-open interval."""
    origin = instance.scenario.horizon.start
    first = max(0, (start - origin).days)
    return first, max(first, min(instance.num_days, (end - origin).days + 1))


def units_below(scenario: Scenario) -> dict[str, set[str]]:
    """Return for each unit itself and all units below it."""
    parent = {unit.id: unit.parent for unit in scenario.units}
    below: dict[str, set[str]] = {unit: {unit} for unit in parent}
    for unit in parent:
        above = parent[unit]
        while above is not None:
            below[above].add(unit)
            above = parent[above]
    return below


def derive_absences(instance: Instance) -> None:
    """Fill `away`: the number of days before each day on which a cadre cannot attend."""
    scenario = instance.scenario
    away = unavailable_days(instance)
    index = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    for cadre in scenario.cadres:
        i = index.get(cadre.id)
        if i is not None and cadre.active_from is not None:
            first, last = span_of(instance, scenario.horizon.start, cadre.active_from)
            away[first : last - 1 if cadre.active_from > scenario.horizon.start else first, i] = (
                True
            )
    total = np.zeros((instance.num_days + 1, instance.num_cadres), dtype=np.int32)
    np.cumsum(away, axis=0, out=total[1:])
    instance.away = total


def unavailable_days(instance: Instance) -> Bools:
    """Return [d, i]: cadre i, or the unit of i, is closed or unavailable on day d (H11)."""
    scenario = instance.scenario
    away = np.zeros((instance.num_days, instance.num_cadres), dtype=bool)
    index = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    below = units_below(scenario)
    unit_ids = [unit.id for unit in scenario.units]
    for row in scenario.unavailability:
        first, last = span_of(instance, row.start, row.end)
        if row.kind == "cadre" and row.id in index:
            away[first:last, index[row.id]] = True
        elif row.kind == "unit":
            concerned = np.array([unit in below[row.id] for unit in unit_ids])
            away[first:last, concerned[instance.unit_of]] = True
    tier_ids = [tier.id for tier in scenario.tiers]
    for closure in scenario.calendar.closures:
        if not closure.units:
            continue
        first, last = span_of(instance, closure.start, closure.end)
        closed = set().union(*(below[unit] for unit in closure.units))
        hit = np.array([unit in closed for unit in unit_ids])[instance.unit_of]
        if closure.tiers:
            hit &= np.array([tier in closure.tiers for tier in tier_ids])[instance.tier_of]
        away[first:last, hit] = True
    return away
