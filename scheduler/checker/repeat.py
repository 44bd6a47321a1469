"""Repeated content: what the plan gives each cadre and what history had given already."""

from collections import Counter
from dataclasses import dataclass

from scheduler.checker.facts import Facts
from scheduler.checker.paper import HeldClass, Paper


@dataclass(frozen=True)
class Content:
    """What attending some classes gives of each topic, in parts of a period.

    `total` is everything, `largest` the largest single exposure: one module of one class.
    """

    total: dict[str, int]
    largest: dict[str, int]

    def repeated(self, seen: set[str]) -> int:
        """Return the parts repeated by someone who had seen these topics before.

        Of a topic not seen, everything but the largest exposure is repeated.
        """
        again = sum(self.total.values()) - sum(self.largest.values())
        return again + sum(self.largest[topic] for topic in seen & self.largest.keys())

    def had(self, seen: set[str]) -> int:
        """Return the parts on topics seen before."""
        return sum(self.total[topic] for topic in seen & self.total.keys())

    def with_class(self, other: "Content") -> "Content":
        """Return what attending one more class gives altogether."""
        total, largest = Counter(self.total), dict(self.largest)
        total.update(other.total)
        for topic, parts in other.largest.items():
            largest[topic] = max(parts, largest.get(topic, 0))
        return Content(total, largest)


def content_of(facts: Facts, held: HeldClass) -> Content:
    """Return what one class gives."""
    content = Content({}, {})
    for module in held.modules:
        parts = facts.topic_parts.get(module, {})
        content = content.with_class(Content(parts, parts))
    return content


def repeated_parts(facts: Facts, paper: Paper) -> dict[tuple[str, str], int]:
    """Return what each (cadre, class) repeats: the increase over the cadre's earlier classes."""
    of_class = {class_id: content_of(facts, held) for class_id, held in paper.held.items()}
    nothing: set[str] = set()
    found: dict[tuple[str, str], int] = {}
    for cadre, classes in paper.classes_of.items():
        seen = facts.seen.get(cadre, nothing)
        so_far, before = None, 0
        for held in classes:
            content = of_class[held.class_id]
            so_far = content if so_far is None else so_far.with_class(content)
            after = so_far.repeated(seen)
            found[cadre, held.class_id] = after - before
            before = after
    return found
