"""The relaxation as a whole: columns, rows and components of an instance, levels as rows."""

from dataclasses import dataclass, replace

import numpy as np

from models.rules import Component
from scheduler.formulation.instance import COMPONENTS, Floats, Instance, Ints
from scheduler.formulation.relaxation.attending import Attending, add_attending
from scheduler.formulation.relaxation.frame import Frame, derive_frame
from scheduler.formulation.relaxation.opening import Opening, add_opening
from scheduler.formulation.relaxation.sheet import Program, Sheet
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

    def limited(self, limits: list[tuple[Floats, float]]) -> Program:
        """Return the program with the rows cost x <= limit added, each scaled to about 1."""
        program = self.program
        rows, columns, values, upper = [program.rows], [program.columns], [program.values], []
        for n, (cost, limit) in enumerate(limits):
            used = np.flatnonzero(cost)
            scale = float(np.abs(cost[used]).max(initial=0.0)) or 1.0
            rows.append(np.full(len(used), len(program.row_lower) + n))
            columns.append(used)
            values.append(cost[used] / scale)
            upper.append(limit / scale)
        return replace(
            program,
            row_lower=np.concatenate([program.row_lower, np.full(len(limits), -np.inf)]),
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
    return Relaxation(frame, opening, attending, teaching, sheet.program(), found)


def person_rows(relaxation: Relaxation) -> Ints:
    """Return the rows that hold each person to the allowed number of classes."""
    return relaxation.attending.person_rows
