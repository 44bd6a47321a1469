"""The relaxation as a whole: columns, rows and components of an instance, levels as rows."""

from dataclasses import dataclass, replace

import numpy as np

from models.rules import Component
from scheduler.formulation.instance import COMPONENTS, Floats, Instance
from scheduler.formulation.relaxation.attending import Attending, add_attending
from scheduler.formulation.relaxation.frame import Frame, derive_frame
from scheduler.formulation.relaxation.opening import Opening, add_opening
from scheduler.formulation.relaxation.sheet import Program, Sheet
from scheduler.formulation.relaxation.solver import safe_bound
from scheduler.formulation.relaxation.teaching import Teaching, add_teaching
from scheduler.formulation.relaxation.worth import Figure, Parts, figures


@dataclass(frozen=True)
class Relaxation:
    """A program whose feasible set holds every valid plan, with every component as a figure."""

    frame: Frame
    opening: Opening
    attending: Attending
    teaching: Teaching
    program: Program
    figures: dict[Component, Figure]

    def level(self, level: int) -> tuple[Floats, float]:
        """Return cost per column and constant of a level."""
        cost = np.zeros(len(self.program.lower))
        constant = 0.0
        weights = self.frame.instance.weights[level]
        for component, weight in zip(COMPONENTS, weights.tolist(), strict=True):
            if weight and component in self.figures:
                figure = self.figures[component]
                np.add.at(cost, figure.columns, weight * figure.coefficients)
                constant += weight * figure.constant
        return cost, constant

    def proven(self, program: Program, cost: Floats, y: Floats) -> float:
        """Return the bound that duals of the (limited) program prove for a cost."""
        return safe_bound(program, cost, y, self.attending.person_rows)

    def limited(self, values_above: list[float]) -> Program:
        """Return the program with a row per level above: at most its value, scaled to about 1."""
        program, tail = self.program, len(self.program.row_lower)
        rows, columns, values, upper = [program.rows], [program.columns], [program.values], []
        for level, value in enumerate(values_above):
            cost, constant = self.level(level)
            used = np.flatnonzero(cost)
            scale = float(np.abs(cost[used]).max(initial=0.0)) or 1.0
            rows.append(np.full(len(used), tail + level))
            columns.append(used)
            values.append(cost[used] / scale)
            upper.append((value - constant + 1e-6 * max(1.0, abs(value))) / scale)
        return replace(
            program,
            row_lower=np.concatenate([program.row_lower, np.full(len(upper), -np.inf)]),
            row_upper=np.concatenate([program.row_upper, upper]),
            rows=np.concatenate(rows),
            columns=np.concatenate(columns),
            values=np.concatenate(values),
        )


def build(instance: Instance) -> Relaxation | None:
    """Return the relaxation; None where a class must open and cannot."""
    frame = derive_frame(instance)
    sheet = Sheet()
    opening = add_opening(sheet, frame)
    if opening is None:
        return None
    attending = add_attending(sheet, frame, opening)
    teaching = add_teaching(sheet, frame, opening)
    found = figures(Parts(sheet, frame, opening, attending, teaching))
    _budget(sheet, frame, found[Component.COST])
    return Relaxation(frame, opening, attending, teaching, sheet.program(), found)


def _budget(sheet: Sheet, frame: Frame, cost: Figure) -> None:
    """Add: cost <= budget (H14), scaled to about 1."""
    budget = frame.instance.scenario.rules.budget
    if budget is None:
        return
    scale = float(np.abs(cost.coefficients).max(initial=0.0)) or 1.0
    limit = budget - cost.constant + 1e-6 * max(1.0, budget)
    row = sheet.add_rows(-np.inf, limit / scale)
    sheet.add_terms(row, cost.columns, cost.coefficients / scale)
