"""All rules and components with their sentences, and what a scenario says about each."""

from collections.abc import Callable, Iterable
from typing import Any

from models.catalogue import Entry, Weight
from models.rules import COMPONENT_WORDS, RULE_WORDS, Component, Rule
from models.scenario import Language, Scenario

Values = dict[str, Any]


def catalogue(scenario: Scenario | None, language: Language) -> tuple[Entry, ...]:
    """Return the rules, then the components, with the values of the scenario where one is given."""
    vietnamese = language == "vi"
    rules = [
        Entry(
            kind="rule",
            id=rule.value,
            sentence=words.vi if vietnamese else words.en,
            values=RULE_VALUES[rule](scenario) if scenario and rule in RULE_VALUES else {},
        )
        for rule, words in RULE_WORDS.items()
    ]
    components = [
        Entry(
            kind="component",
            id=component.value,
            sentence=words.vi if vietnamese else words.en,
            unit=words.unit_vi if vietnamese else words.unit_en,
            values=COMPONENT_VALUES[component](scenario)
            if scenario and component in COMPONENT_VALUES
            else {},
            weights=_weights(scenario, component) if scenario else (),
        )
        for component, words in COMPONENT_WORDS.items()
    ]
    return (*rules, *components)


def _weights(scenario: Scenario, component: Component) -> tuple[Weight, ...]:
    return tuple(
        Weight(level=number, weight=level[component])
        for number, level in enumerate(scenario.objective, start=1)
        if component in level
    )


def _span(values: Iterable[float | None]) -> str | None:
    """Return the least and the greatest value, None where there is none."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    least, most = min(known), max(known)
    return f"{least:.15g}" if least == most else f"{least:.15g}–{most:.15g}"


def _away(scenario: Scenario, *kinds: str) -> int:
    return sum(row.kind in kinds for row in scenario.unavailability)


def _admission(s: Scenario) -> Values:
    return {
        "programmes.titles": sum(bool(p.titles) for p in s.programmes),
        "cadres.eligible": sum(c.eligible for c in s.cadres),
    }


def _sizes(s: Scenario) -> Values:
    return {
        "programmes.size.min": _span(p.size.min for p in s.programmes),
        "programmes.size.max": _span(p.size.max for p in s.programmes),
        "rooms.capacity": _span(room.capacity for room in s.rooms),
    }


def _content(s: Scenario) -> Values:
    return {
        "programmes.choose": sum(len(p.choose) for p in s.programmes),
        "programmes.order": sum(len(p.order) for p in s.programmes),
        "programmes.activities": sum(len(p.activities) for p in s.programmes),
    }


def _teaching_limits(s: Scenario) -> Values:
    return {
        "lecturers.max_per_day": _span(x.max_per_day for x in s.lecturers),
        "lecturers.max_per_week": _span(x.max_per_week for x in s.lecturers),
        "lecturers.max_sessions": _span(x.max_sessions for x in s.lecturers),
    }


def _absence(s: Scenario) -> Values:
    return {
        "rules.max_absent": s.rules.max_absent,
        "units.max_absent": sum(unit.max_absent is not None for unit in s.units),
        "cadres.cover_group": len({c.cover_group for c in s.cadres if c.cover_group}),
    }


def _decided(s: Scenario) -> Values:
    fixed = [c for c in s.classes if c.fixed.model_dump(exclude_defaults=True)]
    return {
        "classes.required": sum(c.required for c in s.classes),
        "classes.fixed": len(fixed),
        "freeze_before": s.freeze_before.isoformat() if s.freeze_before else None,
    }


RULE_VALUES: dict[Rule, Callable[[Scenario], Values]] = {
    Rule.H1: _admission,
    Rule.H2: lambda s: {"rules.max_classes_per_cadre": s.rules.max_classes_per_cadre},
    Rule.H3: _sizes,
    Rule.H4: lambda s: {
        "programmes.max_days": _span(p.max_days for p in s.programmes),
        "classes.window": sum(c.window is not None for c in s.classes),
    },
    Rule.H5: _content,
    Rule.H6: lambda s: {"qualifications": len(s.qualifications)},
    Rule.H7: lambda s: {"unavailability (lecturer)": _away(s, "lecturer")},
    Rule.H8: _teaching_limits,
    Rule.H9: lambda s: {
        "rooms": len(s.rooms),
        "unavailability (room, venue)": _away(s, "room", "venue"),
    },
    Rule.H10: lambda s: {"venues.serves": sum(bool(venue.serves) for venue in s.venues)},
    Rule.H11: lambda s: {
        "calendar.closures": len(s.calendar.closures),
        "unavailability (cadre, unit)": _away(s, "cadre", "unit"),
    },
    Rule.H12: _absence,
    Rule.H13: lambda s: {
        "rules.max_repeat_share": s.rules.max_repeat_share,
        "rules.memory_years": s.rules.memory_years,
    },
    Rule.H14: lambda s: {"rules.budget": s.rules.budget},
    Rule.H15: _decided,
}
COMPONENT_VALUES: dict[Component, Callable[[Scenario], Values]] = {
    Component.SHORTFALL: lambda s: {f"tiers.{tier.id}.weight": tier.weight for tier in s.tiers},
    Component.PRIORITY: lambda s: {"cadres.priority": _span(c.priority for c in s.cadres)},
    Component.REPEAT: lambda s: {"rules.memory_years": s.rules.memory_years},
    Component.TRAVEL: lambda s: {
        "rules.road_factor": s.rules.road_factor,
        "distances": len(s.distances),
    },
    Component.COST: lambda s: {
        "rules.allowance_per_person_day": s.rules.allowance_per_person_day,
        "rules.travel_cost_per_km": s.rules.travel_cost_per_km,
        "lecturers.fee": _span(x.fee for x in s.lecturers),
        "rooms.cost_per_day": _span(room.cost_per_day for room in s.rooms),
    },
    Component.MISMATCH: lambda s: {
        "qualifications.level": _span(q.level for q in s.qualifications)
    },
    Component.RISK: lambda s: {"calendar.risk": len(s.calendar.risk)},
    Component.MOVES: lambda s: {
        "rules.moves.class": s.rules.moves.class_,
        "rules.moves.module": s.rules.moves.module,
        "rules.moves.enrolment": s.rules.moves.enrolment,
    },
}
