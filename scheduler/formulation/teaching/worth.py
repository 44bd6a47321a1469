"""What the teaching program decides of the components, and the budget (H14)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from models.rules import Component
from scheduler.formulation.decisions import ClassDecision, Part, class_cost
from scheduler.formulation.teaching.board import Board, Option

SCALE_TO = 10**7
Term = tuple[cp_model.IntVar, float]


@dataclass(frozen=True)
class Peaks:
    """Variables at least as large as every lecturer's load and every month's classes."""

    load: cp_model.IntVar
    month: cp_model.IntVar


def make_peaks(board: Board) -> Peaks:
    """Return the two peaks over all classes, free or not."""
    inst = board.instance
    peak_load = board.model.new_int_var(0, max(1, inst.num_slots), "peak_load")
    for x in range(len(inst.lecturer_ids)):
        terms = board.load.get(x, [])
        base = board.used_total[x]
        if terms or base:
            board.model.add(sum(s * v for v, s in terms) + base <= peak_load)
    months: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for option, literal in zip(board.options, board.choose, strict=True):
        months[int(inst.month[option.start])].append(literal)
    peak_month = board.model.new_int_var(0, len(inst.classes), "peak_month")
    for month in range(int(inst.month[-1]) + 1):
        board.model.add(sum(months[month]) + board.used_month[month] <= peak_month)
    return Peaks(peak_load, peak_month)


def worth(board: Board, peaks: Peaks, weight: Mapping[Component, float]) -> list[Term]:
    """Return what the program decides of the components, times their weights."""
    terms: list[Term] = []
    for option, literal in zip(board.options, board.choose, strict=True):
        terms.append((literal, _place_worth(board, option, weight)))
    for (o, part, q, x), literal in board.teach.items():
        terms.append((literal, _teaching_worth(board, board.options[o], part, q, x, weight)))
    terms.append((peaks.load, weight[Component.PEAK_LOAD]))
    terms.append((peaks.month, weight[Component.PEAK_MONTH]))
    return [(variable, value) for variable, value in terms if value]


def _place_worth(board: Board, option: Option, weight: Mapping[Component, float]) -> float:
    inst = board.instance
    rules = inst.scenario.rules
    days = option.menu.days
    km = float(inst.km[inst.unit_of[option.members], option.room].sum())
    money = float(inst.room_cost[option.room]) * days + rules.travel_cost_per_km * km
    value = weight[Component.TRAVEL] * km + weight[Component.COST] * money
    value += weight[Component.RISK] * float(inst.risk[option.start : option.start + days].sum())
    before = inst.classes[option.k].baseline
    if before is not None and (before.start, before.room) != (option.start, option.room):
        value += weight[Component.MOVES] * rules.moves.class_
    return value


def _teaching_worth(
    board: Board, option: Option, part: Part, q: int, x: int, weight: Mapping[Component, float]
) -> float:
    inst = board.instance
    cls = inst.classes[option.k]
    quality = int(inst.programmes[cls.programme].level[x, part.index])
    value = weight[Component.MISMATCH] * (3 - quality)
    value += weight[Component.COST] * float(inst.lecturer_fee[x]) * part.sessions
    if cls.baseline is not None and part.index in cls.baseline.teaching:
        lecturer, seq = cls.baseline.teaching[part.index]
        if lecturer != x or seq != q + 1:
            value += weight[Component.MOVES] * inst.scenario.rules.moves.module
    return value


def budget(board: Board) -> None:
    """Keep the cost of the whole plan within the budget (H14)."""
    inst = board.instance
    budget = inst.scenario.rules.budget
    if budget is None:
        return
    base = sum(
        class_cost(inst, k, d) for k, d in board.decisions.items() if k not in board.of_class
    )
    terms: list[Term] = []
    for option, literal in zip(board.options, board.choose, strict=True):
        bare = ClassDecision(option.start, option.room, option.menu, (), {}, option.members)
        terms.append((literal, class_cost(inst, option.k, bare)))
    for (_, part, _, x), literal in board.teach.items():
        terms.append((literal, float(inst.lecturer_fee[x]) * part.sessions))
    scale = SCALE_TO / max(1.0, budget)
    # Rounded up on the left and down on the right: never over the budget.
    board.model.add(
        sum(int(np.ceil(value * scale - 1e-9)) * v for v, value in terms if value)
        <= int(np.floor((budget - base) * scale))
    )
