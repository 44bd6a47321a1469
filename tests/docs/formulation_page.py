"""Writes the tables of docs/formulation.md from the formulation's own rules and components."""

import re
from pathlib import Path

from models.rules import COMPONENT_WORDS, RULE_WORDS
from scheduler.formulation.program.build import COMPONENTS, RULES

PAGE = Path(__file__).parents[2] / "docs" / "formulation.md"


def rules_table() -> str:
    rows = ["| rule | sentence | function | formula |", "|---|---|---|---|"]
    for rule, function in RULES.items():
        formula = _first(function.__doc__).removeprefix(f"{rule.value}: ")
        rows.append(
            f"| {rule.value} | {RULE_WORDS[rule].en} | `{function.__name__}` | {_cell(formula)} |"
        )
    return "\n".join(rows)


def components_table() -> str:
    rows = ["| component | unit | what it is |", "|---|---|---|"]
    for component, function in COMPONENTS.items():
        text = _first(function.__doc__).removeprefix("Return ")
        rows.append(
            f"| `{component.value}` | {COMPONENT_WORDS[component].unit_en} | {_cell(text)} |"
        )
    return "\n".join(rows)


def page() -> str:
    """Return the page with its tables as the code has them now."""
    text = PAGE.read_text(encoding="utf-8")
    for name, table in (("rules", rules_table()), ("components", components_table())):
        pattern = rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)"
        text = re.sub(pattern, lambda m, t=table: f"{m[1]}{t}\n{m[2]}", text, flags=re.DOTALL)
    return text


def _first(docstring: str | None) -> str:
    return (docstring or "").strip().splitlines()[0]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
