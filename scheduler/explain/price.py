"""What changing a plan costs: components and levels before and after."""

from models.explanation import Fact
from models.rules import COMPONENT_WORDS, Component
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.explain.words.speech import Change, pick
from scheduler.formulation.decisions import Decisions, evaluate, level_values

TOLERANCE = 1e-7


def differs(new: float, old: float) -> bool:
    """Tell whether two values differ by more than rounding."""
    return abs(new - old) > TOLERANCE * max(1.0, abs(new), abs(old))


def price_of(situation: Situation, changed: Decisions, voice: Voice) -> Fact:
    """Return how the components change, and at which level the plan gets better or worse."""
    return price_of_values(situation, evaluate(situation.instance, changed), voice)


def price_of_values(situation: Situation, after: dict[Component, float], voice: Voice) -> Fact:
    """Return the price of a plan with these components."""
    before = situation.usage.components
    changes = {c: after[c] - before[c] for c in after if differs(after[c], before[c])}
    old, new = situation.usage.levels, level_values(situation.instance, after)
    level = next((n for n, (a, b) in enumerate(zip(new, old, strict=True)) if differs(a, b)), None)
    if level is None:
        return voice.fact("price_none", changes=_as_facts(changes, voice))
    change = new[level] - old[level]
    return voice.fact(
        "price_worse" if change > 0 else "price_better",
        level=level + 1,
        change=Change(change),
        changes=_as_facts(changes, voice),
    )


def better(situation: Situation, after: dict[Component, float]) -> bool | None:
    """Tell whether a plan with these components is better; None where no level differs."""
    new = level_values(situation.instance, after)
    for a, b in zip(new, situation.usage.levels, strict=True):
        if differs(a, b):
            return a < b
    return None


def over_budget(situation: Situation, cost: float) -> bool:
    """Tell whether a cost breaks the budget (H14)."""
    budget = situation.instance.scenario.rules.budget
    return budget is not None and cost > budget + 1e-9 * max(1.0, budget)


def _as_facts(changes: dict[Component, float], voice: Voice) -> tuple[Fact, ...]:
    return tuple(
        voice.fact(
            "price_change",
            component=component.value,
            change=Change(change),
            name=pick(COMPONENT_WORDS[component], voice.language),
            unit=_unit(component, voice),
        )
        for component, change in changes.items()
    )


def _unit(component: Component, voice: Voice) -> str:
    words = COMPONENT_WORDS[component]
    return words.unit_vi if voice.language == "vi" else words.unit_en
