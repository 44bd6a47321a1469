"""comparison.html: plans side by side with charts, as one page that needs nothing else."""

from models.comparison import Comparison
from scheduler.outputs.comparison.charts import COLOURS, Bar, Group, bars
from scheduler.outputs.comparison.words import Speech
from scheduler.outputs.pages import template

SHOWN = 400


def comparison_html(comparison: Comparison, language: str) -> bytes:
    """Return the page; it names cadres by their ids only."""
    say = Speech(language)
    page = template("comparison.html.j2").render(
        t=say,
        c=comparison,
        colours=COLOURS,
        shown=SHOWN,
        coverage_chart=_coverage(comparison, say),
        cost_chart=_costs(comparison, say),
        level_chart=_levels(comparison, say),
    )
    return page.encode()


def _coverage(comparison: Comparison, say: Speech) -> str:
    groups = [
        Group(
            tier.tier,
            [
                Bar(covered or 0.0, f"{say.number(covered)} / {say.number(target)}", target)
                for covered, target in zip(tier.covered.values, tier.target.values, strict=True)
            ],
        )
        for tier in comparison.coverage
    ]
    return bars(groups, say("chart_coverage"))


def _costs(comparison: Comparison, say: Speech) -> str:
    groups = [
        Group(say(row.line), [Bar(value or 0.0, say.number(value)) for value in row.values])
        for row in comparison.costs
    ]
    return bars(groups, say("chart_costs"))


def _levels(comparison: Comparison, say: Speech) -> str:
    groups = [
        Group(
            say.objective(row.objective),
            [
                Bar(value or 0.0, f"{say.number(value)} (≥ {say.number(bound)})", bound)
                for value, bound in zip(row.values, row.bounds, strict=True)
            ],
        )
        for row in comparison.levels
    ]
    return bars(groups, say("chart_levels"))
