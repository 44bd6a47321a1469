"""An explanation as text: headings, facts, and what belongs to a fact below it."""

from collections.abc import Iterator

from models.explanation import Explanation, Fact


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Yield the explanation line by line."""
    yield explanation.title
    for section in explanation.sections:
        yield ""
        yield section.title
        for fact in section.facts:
            yield from _fact_lines(fact, 1)


def _fact_lines(fact: Fact, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {fact.text}"
    for detail in fact.details:
        yield from _fact_lines(detail, depth + 1)
