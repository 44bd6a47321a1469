"""Why each shortfall remains, in sentences whose numbers add up; names nobody."""

from collections.abc import Callable

import numpy as np

from models.explanation import Fact
from models.rules import Component
from models.scenario import Language
from scheduler.explain.closed import obstacle
from scheduler.explain.kinds import Kind
from scheduler.explain.levers import one_more_class, seats_at_most, without_caps
from scheduler.explain.margins import margins
from scheduler.explain.situation import Situation
from scheduler.explain.uncovered import HOPELESS, Cause
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Bools, Instance, Ints

UNITS_NAMED = 3
CLASSES_NAMED = 10
BY_UNIT = (Cause.VENUE, Cause.FULL, Cause.UNIT_CAP, Cause.COVER_GROUP)


def reasons(
    instance: Instance,
    decisions: Decisions,
    language: Language,
    left: Callable[[], float] | None = None,
) -> tuple[str, ...]:
    """Return the reasons of all shortfalls, tier by tier, classes that did not open, levers.

    With `left`, the seconds that are left, levers are pulled by solving again; else estimated.
    """
    situation = Situation(instance, decisions)
    voice = Voice(language)
    short = [t for t in range(len(instance.tier_weight)) if shortfall(situation, t) > 0]
    if not short:
        return ()
    solved = () if left is None else margins(situation, short, voice, left)
    estimates = all(fact.code == "margins_cut" for fact in solved)
    facts = [f for t in short for f in tier_reasons(situation, t, voice, estimates=estimates)]
    facts += [*unopened(situation, short, voice), *solved]
    return tuple(fact.text for fact in facts)


def shortfall(situation: Situation, tier: int) -> int:
    """Return the persons of a tier that the plan leaves short of the target."""
    inst = situation.instance
    after = int(situation.usage.covered[inst.tier_of == tier].sum())
    return max(0, int(inst.tier_target[tier]) - after)


def tier_reasons(
    situation: Situation, tier: int, voice: Voice, *, estimates: bool = True
) -> list[Fact]:
    """Return why the uncovered of a tier stay so, what no plan could mend, and estimates."""
    inst = situation.instance
    everyone = inst.tier_of == tier
    population, target = int(everyone.sum()), int(inst.tier_target[tier])
    missing = shortfall(situation, tier)
    values = {"tier": inst.scenario.tiers[tier].id, "population": population, "target": target}
    here = inst.tier_of[situation.uncovered.cadres] == tier
    if not here.any():
        if missing:
            return [voice.fact("tier_too_small", shortfall=missing, **values)]
        return [voice.fact("tier_all", **values)]
    parts = breakdown(situation, here, voice)
    values |= {"uncovered": int(here.sum()), "parts": parts}
    if not missing:
        return [voice.fact("tier_met", **values)]
    facts = [voice.fact("tier_short", shortfall=missing, **values)]
    facts += _ceiling(situation, here, tier, voice)
    need = target - int(inst.covered[everyone].sum())
    seats = seats_at_most(situation, tier)
    if seats < need:
        facts.append(voice.fact("seats", tier=values["tier"], seats=seats, need=need))
    capped = int((situation.causes[here] == Cause.UNIT_CAP).sum())
    levers = (
        one_more_class(situation, tier, voice) if estimates else None,
        without_caps(situation, tier, capped, voice),
    )
    return [*facts, *(lever for lever in levers if lever is not None)]


def breakdown(situation: Situation, which: Bools, voice: Voice) -> tuple[Fact, ...]:
    """Return one fact for each cause among the uncovered in `which`; the counts add up to them."""
    found = situation.causes[which]
    cadres = situation.uncovered.cadres[which]
    facts = []
    for cause in Cause:
        inside = cadres[found == cause]
        if not len(inside):
            continue
        if cause is Cause.SPARE:
            facts += _spare(situation, inside, voice)
            continue
        units = _units(situation, inside, voice) if cause in BY_UNIT else ""
        facts.append(voice.fact(f"cause_{cause.name.lower()}", count=len(inside), units=units))
    return tuple(facts)


def _spare(situation: Situation, cadres: Ints, voice: Voice) -> list[Fact]:
    """Split those with a free seat: given up by the plan, or not asked for by the objective."""
    inst = situation.instance
    tiers = np.array([shortfall(situation, t) > 0 for t in range(len(inst.tier_weight))])
    asks = inst.weights[:, list(Component).index(Component.SHORTFALL)].any()
    worth = tiers[inst.tier_of[cadres]] & (inst.tier_weight[inst.tier_of[cadres]] > 0) & asks
    prized = inst.weights[:, list(Component).index(Component.PRIORITY)].any()
    worth |= (inst.priority[cadres] > 0) & prized
    facts = []
    if worth.any():
        facts.append(voice.fact("cause_spare", count=int(worth.sum())))
    if (~worth).any():
        facts.append(voice.fact("cause_spare_unasked", count=int((~worth).sum())))
    return facts


def _units(situation: Situation, cadres: Ints, voice: Voice) -> str:
    """Return the units in which most of the cadres are, with counts."""
    inst = situation.instance
    counts = np.bincount(inst.unit_of[cadres], minlength=len(inst.unit_cap))
    ids = [unit.id for unit in inst.scenario.units]
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda u: (-counts[u], ids[u]))
    named = ", ".join(f"{ids[u]} {counts[u]}" for u in order[:UNITS_NAMED])
    return voice.fact("most_in", units=named).text


def _ceiling(situation: Situation, here: Bools, tier: int, voice: Voice) -> list[Fact]:
    """Return how many of the uncovered no plan can cover, where the tests prove that."""
    inst, usage = situation.instance, situation.usage
    facts = []
    cadres = situation.uncovered.cadres[here]
    idle = usage.count[cadres] == 0
    hopeless = int((np.isin(situation.causes[here], HOPELESS) & idle).sum())
    if hopeless and situation.kinds.complete:
        possible = int((inst.tier_of == tier).sum()) - hopeless
        least = int(inst.tier_target[tier]) - possible
        if least > 0:
            facts.append(voice.fact("ceiling_short", hopeless=hopeless, least=least))
        else:
            facts.append(voice.fact("ceiling", hopeless=hopeless, possible=possible))
    weights = inst.weights[:, list(Component).index(Component.SHORTFALL)]
    if not weights.any() or not inst.tier_weight[tier]:
        facts.append(voice.fact("weightless"))
    return facts


def unopened(situation: Situation, tiers: list[int], voice: Voice) -> list[Fact]:
    """Return what stood against the classes of these tiers that did not open, kind by kind."""
    inst = situation.instance
    wanted = np.isin(inst.tier_of[situation.uncovered.cadres], tiers)
    ranked: list[tuple[int, int, Kind]] = []
    for kind, reach in zip(situation.kinds.all, situation.reach_by_kind, strict=True):
        admits = set(inst.programmes[kind.programme].tiers) & set(tiers)
        if admits and situation.closed(kind):
            ranked.append((-int((reach.served & wanted).sum()), kind.first, kind))
    ranked.sort(key=lambda one: one[:2])
    same: dict[tuple[str, str], tuple[Fact, list[str]]] = {}
    for _, _, kind in ranked[:CLASSES_NAMED]:
        why = obstacle(situation, kind, voice)
        key = inst.programmes[kind.programme].id, why.text
        classes = same.setdefault(key, (why, []))[1]
        classes.extend(inst.classes[k].id for k in situation.closed(kind))
    return [
        voice.fact("unopened", classes=tuple(sorted(classes)), programme=programme, why=why)
        for (programme, _), (why, classes) in same.items()
    ]
