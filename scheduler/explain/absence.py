"""When and why a cadre is away: own rows, the unit's rows, closures of the unit."""

from datetime import date
from typing import NamedTuple

from models.explanation import Fact
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.absences import units_below
from scheduler.formulation.instance import Ints


class Absence(NamedTuple):
    """A closed range of days inside the horizon, and why."""

    first: date
    last: date
    code: str
    who: str
    reason: str


def absences(situation: Situation, i: int) -> list[Absence]:
    """Return all absences of a planned cadre within the horizon, by first day."""
    scenario = situation.instance.scenario
    horizon = scenario.horizon
    cadre = situation.instance.cadre_ids[i]
    unit = scenario.units[situation.instance.unit_of[i]].id
    tier = scenario.tiers[situation.instance.tier_of[i]].id
    below = units_below(scenario)
    found = []
    for row in scenario.unavailability:
        if row.kind == "cadre" and row.id == cadre:
            found.append(Absence(row.start, row.end, "absence_cadre", row.id, row.reason))
        elif row.kind == "unit" and unit in below[row.id]:
            found.append(Absence(row.start, row.end, "absence_unit", row.id, row.reason))
    for closure in scenario.calendar.closures:
        named = [name for name in closure.units if unit in below[name]]
        if named and (not closure.tiers or tier in closure.tiers):
            units = ", ".join(named)
            span = (closure.start, closure.end)
            found.append(Absence(*span, "absence_closure", units, closure.reason))
    return sorted(
        one._replace(first=max(one.first, horizon.start), last=min(one.last, horizon.end))
        for one in found
        if one.first <= horizon.end and one.last >= horizon.start
    )


def absence_facts(situation: Situation, i: int, days: Ints, voice: Voice) -> list[Fact]:
    """Return the absences of a cadre that touch some of the days."""
    dates = [situation.instance.date_of(int(d)) for d in days]
    facts = []
    for one in absences(situation, i):
        if any(one.first <= day <= one.last for day in dates):
            facts.append(_fact(one, voice))
    return facts


def _fact(one: Absence, voice: Voice) -> Fact:
    names = {"absence_unit": "unit", "absence_closure": "units"}
    values = {names[one.code]: one.who} if one.code in names else {}
    reason = one.reason or voice.fact(one.code, **values).text
    return voice.fact("absence", first=one.first, last=one.last, reason=reason)
