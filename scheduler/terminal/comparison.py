"""Plans side by side as tables on a terminal."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.text import Text

from models.comparison import Against, ComparedLevel, ComparedValue, Comparison
from models.comparison_words import COMPARISON_WORDS
from models.rules import COMPONENT_WORDS, Component
from models.scenario import Language
from scheduler.terminal.screen import grid
from scheduler.terminal.words import number, pick

SHOWN = 40
Row = tuple[str, ComparedValue]


class _Printer:
    """Prints one comparison in one language."""

    def __init__(self, console: Console, comparison: Comparison, language: Language) -> None:
        self.console = console
        self.comparison = comparison
        self.language = language

    def say(self, key: str, **values: object) -> str:
        return pick(COMPARISON_WORDS[key], self.language).format(**values)

    def number(self, value: float | None) -> str:
        return "–" if value is None else number(value, self.language)

    def signed(self, value: float | None) -> Text:
        if not value:
            return Text("–" if value is None else "0", style="dim")
        text = ("+" if value > 0 else "−") + number(abs(value), self.language)
        return Text(text, style="bold")

    def objective(self, objective: Mapping[Component, float]) -> str:
        names = ((pick(COMPONENT_WORDS[c], self.language), w) for c, w in objective.items())
        return " + ".join(
            name if w == 1 else f"{number(w, self.language, 9)} × {name}" for name, w in names
        )

    def heading(self, text: str) -> None:
        self.console.print()
        self.console.print(Text(text, style="bold"))

    def side_by_side(self, key: str, rows: Iterable[Row]) -> None:
        """Print one row for each figure: each plan, each other's difference to the first."""
        self.heading(self.say(key))
        heads = [""]
        for plan in self.comparison.plans:
            heads += [plan.name] if len(heads) == 1 else [plan.name, "±"]
        table = grid(*heads, right=frozenset(range(1, len(heads))))
        for name, row in rows:
            cells = [Text(name), Text(self.number(row.values[0]))]
            for value, difference in zip(row.values[1:], row.differences, strict=True):
                cells += [Text(self.number(value)), self.signed(difference)]
            table.add_row(*cells)
        self.console.print(table)

    def levels(self, rows: Iterable[ComparedLevel]) -> None:
        self.heading(self.say("levels"))
        for row in rows:
            self.console.print(f"{self.objective(row.objective)}", soft_wrap=True)
            for place, plan in enumerate(self.comparison.plans):
                bound = f"{self.say('bound').lower()} {self.number(row.bounds[place])}"
                line = Text(f"  {plan.name}: {self.number(row.values[place])} ({bound})")
                if place:
                    line.append("  ").append(self.signed(row.differences[place - 1]))
                    line.append(f"  {self.say(f'doubt_{row.doubts[place - 1]}')}")
                self.console.print(line, soft_wrap=True)

    def against(self, one: Against) -> None:
        names = self.say("against", other=one.name, first=self.comparison.plans[0].name)
        self.heading(f"{self.say('classes')}: {names}")
        if one.classes:
            table = grid(*(self.say(key) for key in ("class", "what", "before", "after")))
            for row in one.classes[:SHOWN]:
                what = self.say(f"what_{row.what}")
                table.add_row(*(Text(c) for c in (row.class_id, what, row.before, row.after)))
            self.console.print(table)
            self.more(len(one.classes))
        else:
            self.console.print(f"  {self.say('none')}")
        self.heading(f"{self.say('movers')}: {names}")
        if not one.movers:
            self.console.print(f"  {self.say('none')}")
            return
        self.console.print(
            f"  {self.say('movers_count', **self.comparison.counts(one))}", soft_wrap=True
        )
        table = grid(*(self.say(key) for key in ("cadre", "before", "after")))
        for mover in one.movers[:SHOWN]:
            cells = (mover.cadre, ", ".join(mover.before), ", ".join(mover.after))
            table.add_row(*(Text(cell) for cell in cells))
        self.console.print(table)
        self.more(len(one.movers))

    def more(self, count: int) -> None:
        if count > SHOWN:
            self.console.print(f"  {self.say('more', count=count - SHOWN)}")


def show_comparison(console: Console, comparison: Comparison, language: Language) -> None:
    """Print the comparison; of plans that are the same, that they are."""
    out = _Printer(console, comparison, language)
    console.print(Text(out.say("title"), style="bold"))
    for plan in comparison.plans:
        console.print(f"  {plan.name}: {plan.title} ({plan.folder})", soft_wrap=True)
    for warning in comparison.warnings:
        console.print(Text(f"  {warning}", style="yellow"), soft_wrap=True)
    if not comparison.differs():
        console.print()
        console.print(out.say("equal_plans"))
        return
    out.side_by_side(
        "coverage",
        [
            (f"{tier.tier} {out.say(name)}", getattr(tier, name))
            for tier in comparison.coverage
            for name in ("target", "covered", "shortfall")
        ],
    )
    out.levels(comparison.levels)
    out.side_by_side("costs", [(out.say(row.line), row) for row in comparison.costs])
    out.side_by_side(
        "components",
        [(pick(COMPONENT_WORDS[row.component], language), row) for row in comparison.components],
    )
    for one in comparison.against:
        out.against(one)
