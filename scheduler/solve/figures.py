"""Level values of a plan under construction, kept class by class so that a look costs little."""

from dataclasses import dataclass

import numpy as np

from models.rules import Component
from scheduler.formulation.decisions import ClassDecision, class_cost, first_repeat, moves, repeats
from scheduler.formulation.instance import COMPONENTS, Floats, Instance, Menu
from scheduler.solve.state import State


@dataclass(frozen=True)
class ClassFigures:
    """What one open class adds to the components that are sums over classes."""

    repeat: float
    travel: float
    cost: float
    mismatch: int
    risk: float


class Figures:
    """Computes level values; keeps what one decision adds, as decisions never change."""

    def __init__(self, instance: Instance) -> None:
        """Prepare the caches of an instance."""
        self.instance = instance
        self._repeat: dict[int, Floats] = {}
        self._menus: dict[int, Menu] = {}
        self._figures: dict[int, tuple[ClassDecision, ClassFigures]] = {}
        self.total_priority = float(instance.priority.sum())

    def first_repeat(self, menu: Menu) -> Floats:
        """Return [i]: the repeat of a menu for a cadre who attends nothing else, cached."""
        key = id(menu)
        if key not in self._repeat:
            self._repeat[key] = first_repeat(self.instance, menu)
            self._menus[key] = menu
        return self._repeat[key]

    def of_class(self, k: int, decision: ClassDecision) -> ClassFigures:
        """Return what class k adds, cached by decision."""
        found = self._figures.get(id(decision))
        if found is not None and found[0] is decision:
            return found[1]
        if len(self._figures) > 20_000:
            self._figures.clear()
        figures = self._compute(k, decision)
        self._figures[id(decision)] = (decision, figures)
        return figures

    def _compute(self, k: int, decision: ClassDecision) -> ClassFigures:
        inst = self.instance
        level = inst.programmes[inst.classes[k].programme].level
        days = slice(decision.start, decision.start + decision.menu.days)
        members = decision.members
        return ClassFigures(
            repeat=float(self.first_repeat(decision.menu)[members].sum()),
            travel=float(inst.km[inst.unit_of[members], decision.room].sum()),
            cost=class_cost(inst, k, decision),
            mismatch=sum(3 - int(level[x, m]) for m, x in decision.lecturers.items()),
            risk=float(inst.risk[days].sum()),
        )

    def components(self, state: State) -> dict[Component, float]:
        """Return every component of the plan in `state`."""
        inst = self.instance
        rows = [self.of_class(k, d) for k, d in state.decisions.items()]
        months = np.zeros(int(inst.month[-1]) + 1, dtype=np.int64)
        for decision in state.decisions.values():
            months[inst.month[decision.start]] += 1
        repeat = sum(row.repeat for row in rows)
        if state.several:
            repeat = sum(float(r.sum()) for r in repeats(inst, state.decisions).values())
        values = {
            Component.SHORTFALL: float(inst.tier_weight @ np.maximum(0, state.tier_left)),
            Component.PRIORITY: float(inst.priority[~state.covered].sum()),
            Component.REPEAT: repeat,
            Component.TRAVEL: sum(row.travel for row in rows),
            Component.COST: sum(row.cost for row in rows),
            Component.CLASSES: float(len(rows)),
            Component.MISMATCH: float(sum(row.mismatch for row in rows)),
            Component.PEAK_LOAD: float(state.lecturer_load.max(initial=0)),
            Component.PEAK_MONTH: float(months.max(initial=0)),
            Component.RISK: sum(row.risk for row in rows),
        }
        if inst.has_baseline:
            values[Component.MOVES] = moves(inst, state.decisions)
        return values

    def levels(self, state: State) -> tuple[float, ...]:
        """Return the value of every level, most important first."""
        values = self.components(state)
        vector = np.array([values.get(c, 0.0) for c in COMPONENTS])
        return tuple(float(x) for x in self.instance.weights @ vector)

    def within_budget(self, state: State) -> bool:
        """Tell whether the plan costs at most the budget (H14)."""
        budget = self.instance.scenario.rules.budget
        if budget is None:
            return True
        cost = sum(self.of_class(k, d).cost for k, d in state.decisions.items())
        return cost <= budget + 1e-9 * max(1.0, budget)


def better(new: tuple[float, ...], old: tuple[float, ...]) -> bool:
    """Tell whether `new` is better at the first level at which the two differ."""
    for a, b in zip(new, old, strict=True):
        if abs(a - b) > 1e-7 * max(1.0, abs(a), abs(b)):
            return a < b
    return False
