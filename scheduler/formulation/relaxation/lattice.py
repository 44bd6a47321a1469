"""The step of a level's possible values, where there is one: a bound may be rounded up to it."""

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from models.rules import Component
from scheduler.formulation.instance import COMPONENTS, Instance

FINEST = 10_000


def step_of(instance: Instance, level: int) -> Fraction | None:
    """Return s such that every value of the level is a multiple of s; None where none is known."""
    steps: list[Fraction] = []
    for component, weight in zip(COMPONENTS, instance.weights[level].tolist(), strict=True):
        if not weight:
            continue
        step = _component_step(instance, component)
        if step is None:
            return None
        steps.append(Fraction(str(weight)) * step)
    step = _common(steps)
    return step if step and step.denominator <= FINEST else None


def _common(values: Iterable[Fraction]) -> Fraction:
    """Return the greatest fraction of which all values are multiples, 0 where all are 0."""
    found = Fraction(0)
    for value in values:
        top = math.gcd(found.numerator * value.denominator, value.numerator * found.denominator)
        found = Fraction(top, found.denominator * value.denominator)
        if found.denominator > FINEST * FINEST:
            return found
    return found


def _decimals(values: Iterable[float]) -> Fraction:
    return _common(Fraction(str(value)) for value in set(values))


def _component_step(instance: Instance, component: Component) -> Fraction | None:
    scenario = instance.scenario
    if component is Component.SHORTFALL:
        return _decimals(instance.tier_weight.tolist())
    if component is Component.PRIORITY:
        return _decimals(instance.priority[~instance.covered].tolist())
    if component is Component.REPEAT:
        return _exposures(instance)
    if component is Component.RISK:
        return _decimals(np.unique(instance.risk).tolist())
    if component is Component.MOVES:
        weights = scenario.rules.moves
        return _decimals([weights.class_, weights.module, weights.enrolment])
    if component is Component.COST and not scenario.rules.travel_cost_per_km:
        prices = [*instance.lecturer_fee.tolist(), *instance.room_cost.tolist()]
        return _decimals([*prices, scenario.rules.allowance_per_person_day])
    if component in {Component.COST, Component.TRAVEL}:
        return None
    return Fraction(1)


def _exposures(instance: Instance) -> Fraction:
    """Return the step of topic periods of modules that some programme teaches, exactly."""
    scenario = instance.scenario
    taught = {
        instance.module_ids[m]
        for programme in instance.programmes
        for m in (*programme.core, *(m for _, ms in programme.choices for m in ms))
    }
    values = set()
    for module in scenario.modules:
        if module.id not in taught:
            continue
        default = module.sessions * Fraction(str(scenario.rules.periods_per_session))
        periods = default if module.periods is None else Fraction(str(module.periods))
        whole = sum(Fraction(str(w)) for w in module.topics.values())
        values |= {periods * Fraction(str(w)) / whole for w in module.topics.values()}
    return _common(values)


def rounded_up(bound: float, step: Fraction | None) -> float:
    """Return the least multiple of the step that is not below the bound, tolerance taken off."""
    slack = 1e-6 * max(1.0, abs(bound))
    if step is None or not step:
        return bound - slack
    number = math.ceil(Fraction(bound - slack) / step - Fraction(1, 1000))
    return float(number * step)
