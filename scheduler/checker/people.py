"""Who attends: H1 admission, H2 classes per cadre, H3 size, H12 absence, H13 repeated share."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from models.curriculum import Programme
from models.people import Cadre
from models.result import Violation
from models.rules import Rule
from scheduler.checker.evidence import Evidence
from scheduler.checker.exact import exact, shown
from scheduler.checker.paper import HeldClass
from scheduler.checker.repeat import content_of


def h1_admitted_cadres(evidence: Evidence) -> Iterator[Violation]:
    """H1: i in k => i planned, tier(i) and title(i) admitted, i active on every day of k."""
    for held, _, programme in evidence.held_classes():
        for cadre_id in held.cadres:
            cadre = evidence.facts.cadres.get(cadre_id)
            if cadre is not None:
                yield from _not_admitted(evidence, held, programme, cadre)


def _not_admitted(
    evidence: Evidence, held: HeldClass, programme: Programme, cadre: Cadre
) -> Iterator[Violation]:
    facts = evidence.facts
    last = evidence.scenario.horizon.end
    inactive = [day for day in held.days if not facts.is_active(cadre, day)]
    faults = {
        "h1_not_eligible": not cadre.eligible,
        "h1_not_planned": not facts.is_active(cadre, last),
        "h1_tier": cadre.tier not in programme.tiers,
        "h1_title": bool(programme.titles) and cadre.title not in programme.titles,
        "h1_not_active": bool(inactive),
    }
    for key, is_breach in faults.items():
        if is_breach:
            yield evidence.breach(
                Rule.H1,
                cadre.id,
                key,
                cadre=cadre.id,
                class_id=held.class_id,
                programme=programme.id,
                tier=cadre.tier,
                title=shown(cadre.title),
                day=inactive[0] if key == "h1_not_active" else last,
            )


def h2_classes_per_cadre(evidence: Evidence) -> Iterator[Violation]:
    """H2: |{k : i in k}| <= max_classes_per_cadre, and days(k), days(l) disjoint for k, l of i."""
    limit = evidence.scenario.rules.max_classes_per_cadre
    for cadre, classes in evidence.plan.classes_of.items():
        if cadre not in evidence.facts.cadres:
            continue
        if len(classes) > limit:
            yield evidence.breach(
                Rule.H2,
                cadre,
                "h2_count",
                cadre=cadre,
                count=len(classes),
                classes=", ".join(held.class_id for held in classes),
                limit=limit,
            )
        on_day: dict[date, str] = {}
        for held in classes:
            shared = sorted(on_day.keys() & set(held.days))
            if shared:
                yield evidence.breach(
                    Rule.H2,
                    cadre,
                    "h2_same_day",
                    cadre=cadre,
                    first=on_day[shared[0]],
                    second=held.class_id,
                    day=shared[0],
                )
            on_day.update(dict.fromkeys(held.days, held.class_id))


def h3_size(evidence: Evidence) -> Iterator[Violation]:
    """H3: size.min <= |cadres(k)| <= min(size.max, capacity(room)); nobody in a closed class."""
    for held, _, programme in evidence.held_classes():
        size, room = len(held.cadres), evidence.facts.rooms.get(held.room or "")
        faults = [("h3_too_few", programme.size.min)] if size < programme.size.min else []
        if size > programme.size.max:
            faults.append(("h3_too_many", programme.size.max))
        if room is not None and size > room.capacity:
            faults.append(("h3_room_full", room.capacity))
        for key, limit in faults:
            yield evidence.breach(
                Rule.H3,
                held.class_id,
                key,
                class_id=held.class_id,
                size=size,
                limit=limit,
                room=held.room,
            )
    for class_id, row in sorted(evidence.plan.listed.items()):
        cadres = {item.cadre for item in evidence.plan.enrolments.get(class_id, ())}
        if cadres and not row.open and class_id in evidence.facts.classes:
            yield evidence.breach(
                Rule.H3, class_id, "h3_closed", class_id=class_id, size=len(cadres)
            )


def h12_absence(evidence: Evidence) -> Iterator[Violation]:
    """H12: each day, |in class of unit u alone| <= max_absent(u), |in class of group g| <= 1."""
    in_class: dict[date, set[str]] = defaultdict(set)
    for held, _, _ in evidence.held_classes():
        for day in held.days:
            in_class[day].update(held.cadres)
    for day in sorted(in_class):
        units: dict[str, list[str]] = defaultdict(list)
        groups: dict[str, list[str]] = defaultdict(list)
        for cadre_id in in_class[day] & evidence.facts.cadres.keys():
            cadre = evidence.facts.cadres[cadre_id]
            units[cadre.unit].append(cadre_id)
            if cadre.cover_group is not None:
                groups[cadre.cover_group].append(cadre_id)
        yield from _too_many_of_unit(evidence, day, units)
        for group, cadres in sorted(groups.items()):
            if len(cadres) > 1:
                yield evidence.breach(
                    Rule.H12,
                    group,
                    "h12_group",
                    group=group,
                    count=len(cadres),
                    day=day,
                    cadres=", ".join(sorted(cadres)),
                )


def _too_many_of_unit(
    evidence: Evidence, day: date, units: dict[str, list[str]]
) -> Iterator[Violation]:
    for unit, cadres in sorted(units.items()):
        limit = evidence.facts.max_absent(unit)
        if limit is not None and len(cadres) > limit:
            yield evidence.breach(
                Rule.H12,
                unit,
                "h12_unit",
                unit=unit,
                count=len(cadres),
                day=day,
                limit=limit,
                cadres=", ".join(sorted(cadres)),
            )


def h13_repeat_share(evidence: Evidence) -> Iterator[Violation]:
    """H13: periods of k on topics seen by i <= max_repeat_share * topic periods of k."""
    facts, share = evidence.facts, exact(evidence.scenario.rules.max_repeat_share)
    for held, _, _ in evidence.held_classes():
        content = content_of(facts, held)
        total = sum(content.total.values())
        limit = share * total
        for cadre in held.cadres:
            topics = facts.seen.get(cadre)
            if not topics:
                continue
            had = content.had(topics)
            if had > limit:
                yield evidence.breach(
                    Rule.H13,
                    cadre,
                    "h13_repeat",
                    cadre=cadre,
                    class_id=held.class_id,
                    seen=shown(Fraction(had, facts.topic_scale)),
                    total=shown(Fraction(total, facts.topic_scale)),
                    limit=shown(limit / facts.topic_scale),
                )
