"""What a verification found, as text."""

from collections.abc import Iterator

from models.result import Verdict
from models.rules import COMPONENT_WORDS, RULE_WORDS, Rule
from models.scenario import Language
from scheduler.terminal.words import number, pick, text


def verdict_lines(verdict: Verdict, language: Language) -> Iterator[str]:
    """Yield the verdict: broken rules with their sentences, false figures, the true figures."""
    if verdict.violations:
        yield text("broken", language, count=str(len(verdict.violations)))
        for rule in Rule:
            breaches = [v for v in verdict.violations if v.rule is rule]
            if breaches:
                yield f"  {rule.value}: {pick(RULE_WORDS[rule], language)}"
                yield from (f"    - {v.subject}: {v.message}" for v in breaches)
    else:
        yield text("valid", language)
    if verdict.false:
        yield text("false", language, count=str(len(verdict.false)))
        yield from (f"  - {figure}" for figure in verdict.false)
    else:
        yield text("true", language)
    yield text("figures", language)
    for component, value in verdict.components.items():
        words = COMPONENT_WORDS[component]
        unit = words.unit_vi if language == "vi" else words.unit_en
        yield f"  {pick(words, language)}: {number(value, language)} {unit}"
