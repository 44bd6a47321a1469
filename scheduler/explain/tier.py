"""How a tier fares: target and path, coverage, its classes, and why the rest stays uncovered."""

from models.explanation import Explanation, Fact, Section
from models.people import Target
from scheduler.explain.reasons import shortfall, tier_reasons, unopened
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.explain.words.speech import Portion


def explain_tier(situation: Situation, name: str, voice: Voice) -> Explanation:
    """Return everything about one tier."""
    tiers = situation.instance.scenario.tiers
    t = next(n for n, tier in enumerate(tiers) if tier.id == name)
    title = voice.fact("title_tier", id=name, name=tiers[t].name).text
    sections = [
        _target(situation, t, voice),
        voice.section("section_why", *tier_reasons(situation, t, voice)),
        _programmes(situation, t, voice),
    ]
    closed = unopened(situation, [t], voice)
    if closed:
        sections.append(voice.section("section_unopened", *closed))
    return Explanation(kind="tier", id=name, title=title, sections=tuple(sections))


def _rule(target: Target, voice: Voice) -> Fact:
    if target.share is None:
        return voice.fact("rule_count", count=target.count)
    return voice.fact("rule_share", share=Portion(target.share))


def _target(situation: Situation, t: int, voice: Voice) -> Section:
    inst = situation.instance
    tier = inst.scenario.tiers[t]
    year = inst.scenario.horizon.end.year
    here = inst.tier_of == t
    facts = [
        voice.fact(
            "target_now",
            year=str(year),
            target=int(inst.tier_target[t]),
            population=int(here.sum()),
            rule=_rule(tier.path.get(year, tier.target), voice),
            weight=tier.weight,
        )
    ]
    facts += [
        voice.fact("target_path", year=str(other), rule=_rule(target, voice))
        for other, target in sorted(tier.path.items())
    ]
    facts.append(
        voice.fact(
            "tier_coverage",
            before=int(inst.covered[here].sum()),
            after=int(situation.usage.covered[here].sum()),
            shortfall=shortfall(situation, t),
        )
    )
    return voice.section("section_target", *facts)


def _programmes(situation: Situation, t: int, voice: Voice) -> Section:
    inst, usage = situation.instance, situation.usage
    facts = []
    for programme in inst.programmes:
        classes = [c.index for c in inst.classes if c.programme == programme.index]
        if t not in programme.tiers or not classes:
            continue
        opened = [k for k in classes if k in situation.decisions]
        people = [i for k in opened for i in situation.decisions[k].members.tolist()]
        mine = [i for i in people if inst.tier_of[i] == t]
        gained = {i for i in mine if usage.covered[i] and not inst.covered[i]}
        facts.append(
            voice.fact(
                "tier_programme",
                programme=programme.id,
                opened=len(opened),
                all=len(classes),
                people=len(mine),
                gained=len(gained),
            )
        )
    return voice.section("section_programmes", *facts)
