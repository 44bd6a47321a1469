"""Short ways to ask about a small plan and to find facts in the answer."""

from models.explanation import Fact
from scheduler.explain import explain
from scheduler.explain.reasons import reasons, tier_reasons, unopened
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from tests.builders import plan


def situation(scenario, *opened):
    """The situation of a scenario with these classes open."""
    instance = derive(scenario)
    return Situation(instance, from_plan(instance, plan(scenario, *opened)))


def told(scenario, *opened, language="en"):
    """The reasons as a planner reads them."""
    here = situation(scenario, *opened)
    return reasons(here.instance, here.decisions, language)


def parts(scenario, *opened, tier=0):
    """Cause -> count for a tier, as its sentence says."""
    here = situation(scenario, *opened)
    facts = [f for f in tier_reasons(here, tier, Voice("en")) if f.code.startswith("tier_")]
    return {
        part.code.removeprefix("cause_"): part.values["count"] for part in facts[0].values["parts"]
    }


def shut(scenario, *opened, tiers=(0,)):
    """The fact that says why the first kind of closed class did not open."""
    facts = unopened(situation(scenario, *opened), list(tiers), Voice("en"))
    return facts[0].values["why"]


def ask(scenario, kind, name, *opened, language="en"):
    """The explanation of one id."""
    return explain(scenario, plan(scenario, *opened), kind, name, language)


def every(explanation):
    """All facts of an explanation, details and facts inside values included."""
    found = []

    def walk(value):
        if isinstance(value, Fact):
            found.append(value)
            for inner in (*value.values.values(), *value.details):
                walk(inner)
        elif isinstance(value, tuple | list):
            for inner in value:
                walk(inner)

    for section in explanation.sections:
        walk(section.facts)
    return found


def the(explanation, code):
    """The only fact of a code."""
    found = [fact for fact in every(explanation) if fact.code == code]
    assert len(found) == 1, [fact.text for fact in every(explanation)]
    return found[0]


def codes(explanation):
    """The codes of all facts."""
    return {fact.code for fact in every(explanation)}
