"""The door of the room: a question about one id, answered; unknown ids name what is near."""

import difflib
from collections.abc import Callable
from typing import get_args

from models.explanation import ExplainedKind, Explanation
from models.plan import Plan
from models.scenario import Language, Scenario
from scheduler.errors import UsageError
from scheduler.explain.cadre import explain_cadre
from scheduler.explain.lecturer import explain_lecturer
from scheduler.explain.room import explain_room
from scheduler.explain.situation import Situation
from scheduler.explain.tier import explain_tier
from scheduler.explain.training_class import explain_class
from scheduler.explain.unit import explain_unit
from scheduler.explain.words import Voice
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan

KINDS: tuple[ExplainedKind, ...] = get_args(ExplainedKind)
ANSWERS: dict[ExplainedKind, Callable[[Situation, str, Voice], Explanation]] = {
    "cadre": explain_cadre,
    "class": explain_class,
    "lecturer": explain_lecturer,
    "unit": explain_unit,
    "tier": explain_tier,
    "room": explain_room,
}
NEAR = 3


def explain(
    scenario: Scenario, plan: Plan, kind: ExplainedKind, name: str, language: Language
) -> Explanation:
    """Return the explanation of one cadre, class, lecturer, unit, tier or room of a plan.

    Raises UsageError with the nearest ids where the scenario does not know the id.
    """
    known = ids_of(scenario, kind)
    if name not in known:
        raise UsageError(_unknown(kind, name, known, language))
    return ANSWERS[kind](situation_of(scenario, plan), name, Voice(language))


def situation_of(scenario: Scenario, plan: Plan) -> Situation:
    """Return a plan on paper as the explanations see it."""
    instance = derive(scenario)
    decisions = from_plan(instance, plan)
    readable = {instance.classes[k].id for k in decisions}
    unreadable = frozenset(row.class_id for row in plan.classes if row.open) - readable
    return Situation(instance, decisions, unreadable)


def ids_of(scenario: Scenario, kind: ExplainedKind) -> list[str]:
    """Return the ids of a kind that the scenario knows, sorted."""
    ids: dict[ExplainedKind, list[str]] = {
        "cadre": [item.id for item in scenario.cadres],
        "class": [item.id for item in scenario.classes],
        "lecturer": [item.id for item in scenario.lecturers],
        "unit": [item.id for item in scenario.units],
        "tier": [item.id for item in scenario.tiers],
        "room": [item.id for item in scenario.rooms],
    }
    return sorted(ids[kind])


def _unknown(kind: ExplainedKind, name: str, known: list[str], language: Language) -> str:
    near = difflib.get_close_matches(name, known, n=NEAR, cutoff=0.5)
    voice = Voice(language)
    what = voice.fact(f"kind_{kind}")
    if near:
        return voice.fact("unknown_near", kind=what, id=name, near=tuple(near)).text
    if len(known) <= 2 * NEAR:
        return voice.fact("unknown_few", kind=what, id=name, known=tuple(known)).text
    return voice.fact("unknown", kind=what, id=name, example=known[0]).text
