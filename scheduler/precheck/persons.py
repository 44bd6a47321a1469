"""Cadres whom no class can cover, by what keeps them; targets that no count can reach."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from models.finding import Finding, Severity, SubjectKind
from scheduler.formulation.instance import Bools
from scheduler.precheck.case import Case
from scheduler.precheck.reach import AWAY, NO_TITLE, NO_VENUE, REPEATS, TOO_MUCH, Reach
from scheduler.precheck.texts import listed, number

MOST_NAMED = 100


def held_back(case: Case, reach: Reach) -> Iterator[Finding]:
    """ELIG-01, VENUE-01, REPEAT-01, AWAY-01, REQ-01: cadres out of reach, by tier."""
    for tier in np.flatnonzero(case.need > 0).tolist():
        members = case.instance.tier_of == tier
        out_of_reach = int(reach.coverable[tier]) < int(case.need[tier])
        grave = Severity.WARNING if out_of_reach else Severity.NOTE
        yield from _by_title(case, tier, members & reach.held_back(NO_TITLE))
        yield from _by_venue(case, tier, members & reach.held_back(NO_VENUE))
        yield from _by_repeat(case, tier, members & reach.held_back(REPEATS), grave)
        yield from _by_absence(case, tier, members & reach.held_back(AWAY), grave)
        if grave is Severity.WARNING:
            yield from _by_requirement(case, tier, members & reach.held_back(TOO_MUCH), reach)


def _person_finding(
    case: Case,
    name: str,
    tier: int,
    who: Bools,
    severity: Severity = Severity.WARNING,
    subjects: dict[SubjectKind, list[str]] | None = None,
    **values: object,
) -> Finding:
    wanted = int((case.wanted & (case.instance.tier_of == tier)).sum())
    cadres = [case.instance.cadre_ids[i] for i in np.flatnonzero(who).tolist()]
    named = case.scenario.tiers[tier].id
    return case.finding(
        name,
        "cadres",
        severity,
        {"tier": [named], **(subjects or {}), "cadre": cadres[:MOST_NAMED]},
        {"to_cover": wanted, "out_of_reach": len(cadres)},
        tier=named,
        need=int(case.need[tier]),
        **values,
    )


def _by_title(case: Case, tier: int, who: Bools) -> Iterator[Finding]:
    if who.any():
        titles = {c.id: c.title or "-" for c in case.scenario.cadres}
        found = Counter(titles[case.instance.cadre_ids[i]] for i in np.flatnonzero(who).tolist())
        words = [f"{title} ({count})" for title, count in found.most_common()]
        yield _person_finding(case, "ELIG-01", tier, who, titles=listed(words))


def _by_venue(case: Case, tier: int, who: Bools) -> Iterator[Finding]:
    if who.any():
        units = [case.scenario.units[u] for u in np.unique(case.instance.unit_of[who]).tolist()]
        names = [f"{unit.id} {unit.name}" for unit in units]
        ids: dict[SubjectKind, list[str]] = {"unit": [unit.id for unit in units]}
        yield _person_finding(case, "VENUE-01", tier, who, subjects=ids, units=listed(names))


def _by_repeat(case: Case, tier: int, who: Bools, severity: Severity) -> Iterator[Finding]:
    if not who.any():
        return
    taught = np.zeros(len(case.instance.topic_ids), dtype=bool)
    for group in case.groups:
        if tier in group.programme.tiers:
            for menu in group.menus:
                taught |= menu.total > 0
    counts = case.instance.seen[who].sum(axis=0) * taught
    top = [t for t in np.argsort(-counts, kind="stable").tolist() if counts[t] > 0][:3]
    topics = [case.instance.topic_ids[t] for t in top]
    words = [f"{case.instance.topic_ids[t]} ({int(counts[t])})" for t in top]
    share = round(100 * case.scenario.rules.max_repeat_share, 2)
    yield _person_finding(
        case, "REPEAT-01", tier, who, severity, {"topic": topics}, topics=listed(words), share=share
    )


def _by_absence(case: Case, tier: int, who: Bools, severity: Severity) -> Iterator[Finding]:
    if who.any():
        yield _person_finding(case, "AWAY-01", tier, who, severity)


def _by_requirement(case: Case, tier: int, who: Bools, reach: Reach) -> Iterator[Finding]:
    instance = case.instance
    allowed = case.scenario.rules.max_classes_per_cadre
    named = case.scenario.tiers[tier].id
    for q, requirement in enumerate(case.scenario.requirements):
        if not instance.requirement_names[q, tier] or not who.any():
            continue
        best = reach.most[q, tier] * min(allowed, sum(g.size for g in case.groups))
        beyond = who & (instance.remaining[:, q] > best + 1e-9)
        if beyond.any():
            yield case.finding(
                "REQ-01",
                requirement.unit,
                Severity.WARNING,
                {"requirement": [requirement.id], "tier": [named]},
                {"needed": float(instance.remaining[beyond, q].min()), "available": best},
                requirement=requirement.id,
                tier=named,
                count=number(int(beyond.sum())),
                allowed=allowed,
            )


def beyond_population(case: Case) -> Iterator[Finding]:
    """TARGET-01, REQ-02: a target above the population; a target that nothing counts towards."""
    for tier, definition in enumerate(case.scenario.tiers):
        target = int(case.instance.tier_target[tier])
        people = int(case.instance.tier_population[tier])
        if target > people:
            yield case.finding(
                "TARGET-01",
                "people",
                Severity.WARNING,
                {"tier": [definition.id]},
                {"needed": target, "available": people},
                tier=definition.id,
                missing=target - people,
            )
        if target and people and not case.instance.requirement_names[:, tier].any():
            yield case.finding(
                "REQ-02",
                "nothing",
                Severity.WARNING,
                {"tier": [definition.id]},
                {"target": target, "requirements": 0},
                tier=definition.id,
            )
