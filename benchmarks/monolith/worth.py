"""What a plan is worth: the components as linear expressions, the levels as whole numbers."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from benchmarks.clock import NotAttemptedError
from benchmarks.monolith.frame import ClassVars, Expr, Frame, Sum, Var
from models.rules import Component
from scheduler.formulation.decisions import first_repeat
from scheduler.formulation.instance import Bools, Floats, Ints

FINE = 300  # thirds, quarters and fifths of a period are whole numbers then
LARGEST = 10**6
MOST = 10**15


@dataclass(frozen=True)
class Amount:
    """A component as an expression: its value is the expression divided by `scale`."""

    expression: Expr
    scale: float


def add_worth(frame: Frame) -> list[Var]:
    """Add components, budget (H14) and the levels; return these, most important first."""
    amounts = _people(frame) | _resources(frame)
    amounts[Component.TRAVEL], travel = _travel(frame)
    amounts[Component.COST] = _cost(frame, travel)
    budget = frame.instance.scenario.rules.budget
    if budget is not None:
        cost = amounts[Component.COST]
        frame.model.add(cost.expression <= int(budget * cost.scale))
    levels = []
    for number, weights in enumerate(frame.instance.scenario.objective, start=1):
        level = frame.model.new_int_var(0, MOST, f"level {number}")
        frame.model.add(level == _level(dict(weights), amounts))
        levels.append(level)
    return levels


def _level(weights: dict[Component, float], amounts: dict[Component, Amount]) -> Expr:
    """Return a level in whole numbers, as fine as its smallest coefficient asks for."""
    factors = {c: weight / amounts[c].scale for c, weight in weights.items() if weight}
    if not factors:
        return 0
    unit = max(min(factors.values()), max(factors.values()) / LARGEST)
    return sum(round(factor / unit) * amounts[c].expression for c, factor in factors.items())


def _people(frame: Frame) -> dict[Component, Amount]:
    instance = frame.instance
    attending: dict[int, list[Var]] = defaultdict(list)
    for cls in frame.classes.values():
        covers = _covers(frame, cls)
        for i, literal in cls.attends.items():
            if covers[i]:
                attending[i].append(literal)
    short = []
    for tier, need in enumerate(instance.tier_need.tolist()):
        missing = frame.at_least([], need, "missing")
        new = [x for i, those in attending.items() if instance.tier_of[i] == tier for x in those]
        frame.model.add(missing + Sum.sum(new) >= need)
        short.append(round(float(instance.tier_weight[tier]) * FINE) * missing)
    points = np.rint(instance.priority * FINE).astype(int)
    literals = [x for i, those in attending.items() for x in those]
    weights = [-int(points[i]) for i, those in attending.items() for _ in those]
    waiting = int(points[~instance.covered].sum())
    repeat = sum(_repeat(frame, cls) for cls in frame.classes.values())
    return {
        Component.SHORTFALL: Amount(sum(short), FINE),
        Component.PRIORITY: Amount(Sum.weighted_sum(literals, weights) + waiting, FINE),
        Component.REPEAT: Amount(repeat, FINE),
    }


def _covers(frame: Frame, cls: ClassVars) -> Bools:
    """Return [i]: attending the class covers i, who is not covered yet."""
    instance = frame.instance
    programme = instance.classes[cls.index].programme
    gains = {
        tuple(instance.gain(programme, menu, day).tolist())
        for menu, _ in cls.menus
        for day, days in cls.at
        if days == menu.days
    }
    verdicts = {
        tuple((np.all(instance.remaining <= np.array(gain) + 1e-9, axis=1)).tolist())
        for gain in gains
    }
    if len(verdicts) > 1:
        raise NotAttemptedError("classes whose date or electives decide whom they cover")
    covers = np.array(verdicts.pop() if verdicts else (False,) * instance.num_cadres)
    return covers & ~instance.covered


def _repeat(frame: Frame, cls: ClassVars) -> Expr:
    """Return the repeat of a class: the least over its menus, and what the menu taken adds."""
    cadres = list(cls.attends)
    if not cadres:
        return 0
    rows = np.array([first_repeat(frame.instance, menu)[cadres] for menu, _ in cls.menus])
    periods = np.rint(rows * FINE).astype(int)
    return _shared(frame, list(cls.attends.values()), periods, [x for _, x in cls.menus], "repeat")


def _shared(
    frame: Frame,
    variables: list[Var],
    amounts: Ints,
    choices: list[Var],
    name: str,
) -> Expr:
    """Return sum of amounts[choice, n] * variables[n] for the choice that is taken.

    What all choices share is linear; only the rest is a big-M row for each choice.
    """
    least = amounts.min(axis=0)
    largest = np.array([variable.domain.max() for variable in variables])
    total: Expr = Sum.weighted_sum(variables, least.tolist())
    rest = []
    most = 0
    for literal, row in zip(choices, amounts - least, strict=True):
        places = np.flatnonzero(row)
        if len(places):
            those = [variables[n] for n in places]
            rest.append((literal, Sum.weighted_sum(those, row[places].tolist())))
            most = max(most, int(row @ largest))
    return total + frame.at_least(rest, most, name) if rest else total


def _travel(frame: Frame) -> tuple[Amount, Expr]:
    """Return the person-km, in tenths of a km, and the expression for the cost."""
    instance = frame.instance
    total: Expr = 0
    for cls in frame.classes.values():
        columns: dict[tuple[int, ...], list[Var]] = defaultdict(list)
        units = list(cls.by_unit)
        for room, literal in cls.rooms.items():
            km: Floats = instance.km[units, room]
            columns[tuple(np.rint(km * 10).astype(int).tolist())].append(literal)
        if not units or not columns:
            continue
        choices = []
        for those in columns.values():
            taken = those[0] if len(those) == 1 else frame.flag("one of these rooms")
            if len(those) > 1:
                frame.model.add(sum(those) == taken)
            choices.append(taken)
        # Who cannot be served by a venue does not count there: the size of a class bounds it.
        total = total + _shared(
            frame, list(cls.by_unit.values()), np.array(list(columns)), choices, "km"
        )
    return Amount(total, 10), total


def _cost(frame: Frame, travel: Expr) -> Amount:
    """Return fees, rooms, allowances and travel, in hundreds of the currency's unit."""
    instance, rules = frame.instance, frame.instance.scenario.rules
    unit = 100.0
    total: Expr = 0
    for cls in frame.classes.values():
        lasting = sorted({menu.days for menu, _ in cls.menus})
        size = Sum.sum(list(cls.by_unit.values()))
        for module, able in cls.lecturers.items():
            sessions = int(instance.module_sessions[module])
            fees = [round(float(instance.lecturer_fee[x]) * sessions / unit) for x in able]
            total = total + Sum.weighted_sum(list(able.values()), fees)
        rents = {r: round(float(instance.room_cost[r]) / unit) for r in cls.rooms}
        rent = sum(rents[r] * x for r, x in cls.rooms.items())
        allowance = round(rules.allowance_per_person_day / unit)
        if len(lasting) == 1:
            total = total + lasting[0] * rent + allowance * lasting[0] * size
            continue
        choices = [(x, menu.days * (rent + allowance * size)) for menu, x in cls.menus]
        seats = max((instance.capacity(cls.index, r) for r in cls.rooms), default=0)
        most = max(lasting, default=0) * (max(rents.values(), default=0) + allowance * seats)
        total = total + frame.at_least(choices, most, "days")
    # A tenth of a km costs a thousandth of what 100 km cost: the rate may need the finer unit.
    rate = rules.travel_cost_per_km / 10 / unit
    if rate and abs(rate - round(rate)) > 1e-9:
        return Amount(1000 * total + round(1000 * rate) * travel, 1 / unit * 1000)
    return Amount(total + round(rate) * travel, 1 / unit)


def _resources(frame: Frame) -> dict[Component, Amount]:
    """Return the components of classes, lecturers and dates."""
    instance, model = frame.instance, frame.model
    mismatch: list[Expr] = []
    loads: dict[int, list[Expr]] = defaultdict(list)
    months: dict[int, list[Var]] = defaultdict(list)
    risk: list[Expr] = []
    for cls in frame.classes.values():
        programme = instance.programmes[instance.classes[cls.index].programme]
        for module, able in cls.lecturers.items():
            for x, literal in able.items():
                mismatch.append((3 - int(programme.level[x, module])) * literal)
                loads[x].append(int(instance.module_sessions[module]) * literal)
        for (day, days), literal in cls.at.items():
            months[int(instance.month[day])].append(literal)
            weight = float(instance.risk[day : day + days].sum())
            risk.append(round(weight * FINE) * literal)
    peak_load = frame.at_least([], instance.num_slots, "peak load")
    for load in loads.values():
        model.add(sum(load) <= peak_load)
    peak_month = frame.at_least([], len(frame.classes), "peak month")
    for starts in months.values():
        model.add(sum(starts) <= peak_month)
    return {
        Component.CLASSES: Amount(sum(cls.opens for cls in frame.classes.values()), 1),
        Component.MISMATCH: Amount(sum(mismatch), 1),
        Component.PEAK_LOAD: Amount(peak_load, 1),
        Component.PEAK_MONTH: Amount(peak_month, 1),
        Component.RISK: Amount(sum(risk), FINE),
    }
