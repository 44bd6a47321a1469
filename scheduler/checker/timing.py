"""When classes meet: H4 consecutive working slots, H11 closures and unavailability."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from models.base import DateRange
from models.calendar import Closure
from models.result import Violation
from models.rules import Rule
from models.training_class import TrainingClass
from scheduler.checker.evidence import Evidence
from scheduler.checker.paper import HeldClass


def h4_consecutive_working_slots(evidence: Evidence) -> Iterator[Violation]:
    """H4: sessions(k) fill the first n slots from start(k) on consecutive working days.

    Every day lies in the window and in the horizon, and |days(k)| <= max_days.
    """
    for held, definition, programme in evidence.held_classes():
        yield from _from_the_start(evidence, held)
        yield from _without_a_break(evidence, held)
        yield from _days_allowed(evidence, held, definition)
        if programme.max_days is not None and len(held.days) > programme.max_days:
            yield evidence.breach(
                Rule.H4,
                held.class_id,
                "h4_max_days",
                class_id=held.class_id,
                count=len(held.days),
                limit=programme.max_days,
            )


def _from_the_start(evidence: Evidence, held: HeldClass) -> Iterator[Violation]:
    if not held.sessions:
        return
    first = held.sessions[0]
    if first.date != held.start or evidence.facts.slots.get(first.slot, 0) != 0:
        yield evidence.breach(
            Rule.H4,
            held.class_id,
            "h4_start",
            class_id=held.class_id,
            start=held.start,
            day=first.date,
            slot=first.slot,
        )


def _without_a_break(evidence: Evidence, held: HeldClass) -> Iterator[Violation]:
    slots = evidence.facts.slots
    known = [row for row in held.sessions if row.slot in slots]
    for row, following in pairwise(known):
        is_last = slots[row.slot] == len(slots) - 1
        day = row.date + timedelta(days=1) if is_last else row.date
        place = 0 if is_last else slots[row.slot] + 1
        if (following.date, slots[following.slot]) != (day, place):
            yield evidence.breach(
                Rule.H4,
                held.class_id,
                "h4_break",
                class_id=held.class_id,
                day=row.date,
                slot=row.slot,
                next_day=following.date,
                next_slot=following.slot,
            )


def _days_allowed(
    evidence: Evidence, held: HeldClass, definition: TrainingClass
) -> Iterator[Violation]:
    ranges: dict[str, DateRange | None] = {
        "h4_window": definition.window,
        "h4_horizon": evidence.scenario.horizon,
    }
    for day in held.days:
        if not evidence.facts.is_working_day(day):
            yield evidence.breach(
                Rule.H4, held.class_id, "h4_not_working", class_id=held.class_id, day=day
            )
        for key, allowed in ranges.items():
            if allowed is not None and not allowed.start <= day <= allowed.end:
                yield evidence.breach(
                    Rule.H4,
                    held.class_id,
                    key,
                    class_id=held.class_id,
                    day=day,
                    start=allowed.start,
                    end=allowed.end,
                )


def h11_closures_of_tiers(evidence: Evidence) -> Iterator[Violation]:
    """H11: no day of k lies in a closure without units of a tier of its programme, or of all."""
    closures = [closure for closure in evidence.scenario.calendar.closures if not closure.units]
    for held, _, programme in evidence.held_classes():
        for closure in closures:
            tiers = set(closure.tiers) & set(programme.tiers)
            if closure.tiers and not tiers:
                continue
            for day in _days_in(held, closure):
                yield evidence.breach(
                    Rule.H11,
                    held.class_id,
                    "h11_class_closed",
                    class_id=held.class_id,
                    day=day,
                    start=closure.start,
                    end=closure.end,
                    tiers=", ".join(sorted(tiers)) or evidence.say("everybody"),
                    reason=_because(closure.reason),
                )


def h11_closures_of_units(evidence: Evidence) -> Iterator[Violation]:
    """H11: i in k => no day of k lies in a closure of i's units (and tier, if it names any)."""
    closures = [closure for closure in evidence.scenario.calendar.closures if closure.units]
    for held, _, _ in evidence.held_classes():
        for closure in closures:
            days = _days_in(held, closure)
            for cadre, unit in _barred(evidence, held, closure) if days else ():
                yield evidence.breach(
                    Rule.H11,
                    cadre,
                    "h11_unit_closed",
                    cadre=cadre,
                    class_id=held.class_id,
                    day=days[0],
                    unit=unit,
                    reason=_because(closure.reason),
                )


def _barred(evidence: Evidence, held: HeldClass, closure: Closure) -> Iterator[tuple[str, str]]:
    for cadre_id in held.cadres:
        cadre = evidence.facts.cadres.get(cadre_id)
        if cadre is None or (closure.tiers and cadre.tier not in closure.tiers):
            continue
        units = evidence.facts.unit_and_above(cadre.unit) & set(closure.units)
        if units:
            yield cadre_id, min(units)


def h11_cadres_away(evidence: Evidence) -> Iterator[Violation]:
    """H11: i in k => neither i nor a unit of i is unavailable on a day of k, in whatever slot."""
    facts = evidence.facts
    for held, _, _ in evidence.held_classes():
        for cadre_id in held.cadres:
            cadre = facts.cadres.get(cadre_id)
            if cadre is None:
                continue
            subjects = [("cadre", cadre_id, "h11_cadre_away")]
            subjects += [
                ("unit", unit, "h11_unit_away") for unit in sorted(facts.unit_and_above(cadre.unit))
            ]
            for kind, subject, key in subjects:
                if not facts.is_ever_away(kind, subject):
                    continue
                day, reason = _first_day_away(evidence, kind, subject, held)
                if day is not None:
                    yield evidence.breach(
                        Rule.H11,
                        cadre_id,
                        key,
                        cadre=cadre_id,
                        class_id=held.class_id,
                        day=day,
                        unit=subject,
                        reason=_because(reason),
                    )


def _first_day_away(
    evidence: Evidence, kind: str, subject: str, held: HeldClass
) -> tuple[date | None, str]:
    for day in held.days:
        row = evidence.facts.away_on_day(kind, subject, day)
        if row is not None:
            return day, row.reason
    return None, ""


def _days_in(held: HeldClass, days: DateRange) -> list[date]:
    return [day for day in held.days if days.start <= day <= days.end]


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""
