"""Repeated content: what the plan gives each cadre and what history had given already."""

from collections import defaultdict
from fractions import Fraction

from scheduler.checker.facts import Facts
from scheduler.checker.paper import HeldClass, Paper


def exposures(facts: Facts, held: HeldClass) -> list[tuple[str, int]]:
    """Return each topic of each module of the class with its parts of a period."""
    return [
        (topic, parts)
        for module in held.modules
        for topic, parts in facts.topic_parts.get(module, {}).items()
    ]


def repeats(facts: Facts, paper: Paper) -> dict[tuple[str, str], Fraction]:
    """Return the repeated periods of each (cadre, class): the increase over the earlier classes.

    Of a topic not seen before, all periods but its largest single exposure are repeated.
    """
    of_class = {class_id: exposures(facts, held) for class_id, held in paper.held.items()}
    nothing: set[str] = set()
    found: dict[tuple[str, str], Fraction] = {}
    for cadre, classes in paper.classes_of.items():
        seen = facts.seen.get(cadre, nothing)
        total: dict[str, int] = defaultdict(int)
        largest: dict[str, int] = defaultdict(int)
        before = 0
        for held in classes:
            for topic, parts in of_class[held.class_id]:
                total[topic] += parts
                largest[topic] = max(largest[topic], parts)
            after = sum(
                parts if topic in seen else parts - largest[topic] for topic, parts in total.items()
            )
            found[cadre, held.class_id] = Fraction(after - before, facts.topic_scale)
            before = after
    return found
