"""Derive the arrays of an Instance from a Scenario (problem.md, section 2)."""

import math
from fractions import Fraction

import numpy as np

from models.calendar import WEEKDAYS
from models.people import Target
from models.scenario import Scenario
from scheduler.formulation.absences import derive_absences, span_of
from scheduler.formulation.classes import derive_classes
from scheduler.formulation.curriculum import derive_programmes
from scheduler.formulation.history import derive_history
from scheduler.formulation.instance import COMPONENTS, Instance
from scheduler.formulation.resources import derive_resources

DEFAULTED = {
    "scenario",
    "num_days",
    "slots_per_day",
    "open_days",
    "weights",
    "has_baseline",
    "lost_moves",
}


def derive(scenario: Scenario) -> Instance:
    """Return the scenario as arrays; indices follow sorted ids, so row order has no influence."""
    days = (scenario.horizon.end - scenario.horizon.start).days + 1
    instance = _empty(scenario, days)
    _calendar(instance)
    _people(instance)
    _curriculum(instance)
    derive_history(instance)
    _targets(instance)
    derive_resources(instance)
    derive_absences(instance)
    derive_programmes(instance)
    derive_classes(instance)
    instance.weights = np.array(
        [[level.get(c, 0.0) for c in COMPONENTS] for level in scenario.objective], dtype=float
    )
    instance.has_baseline = scenario.baseline is not None
    return instance


def _empty(scenario: Scenario, days: int) -> Instance:
    blank = {name: None for name in Instance.__dataclass_fields__ if name not in DEFAULTED}
    return Instance(
        scenario=scenario,
        num_days=days,
        slots_per_day=len(scenario.calendar.slots),
        **blank,  # type: ignore[arg-type]
    )


def _calendar(instance: Instance) -> None:
    calendar = instance.scenario.calendar
    dates = [instance.date_of(d) for d in range(instance.num_days)]
    off = set(calendar.public_holidays or ())
    working = np.array(
        [WEEKDAYS[day.weekday()] in calendar.workdays and day not in off for day in dates]
    )
    for day_off in calendar.days_off:
        first, last = span_of(instance, day_off.start, day_off.end)
        working[first:last] = False
    extra = set(calendar.extra_workdays)
    working |= np.array([day in extra for day in dates])
    risk = np.zeros(instance.num_days)
    for period in calendar.risk:
        first, last = span_of(instance, period.start, period.end)
        risk[first:last] += period.weight
    monday = instance.scenario.horizon.start.weekday()
    instance.working = working
    instance.week = (np.arange(instance.num_days) + monday) // 7
    base = dates[0].year * 12 + dates[0].month
    instance.month = np.array([day.year * 12 + day.month - base for day in dates], dtype=np.int64)
    instance.risk = risk


def _people(instance: Instance) -> None:
    scenario = instance.scenario
    end = scenario.horizon.end
    planned = sorted(
        (
            cadre
            for cadre in scenario.cadres
            if cadre.eligible
            and (cadre.active_from is None or cadre.active_from <= end)
            and (cadre.active_to is None or cadre.active_to >= end)
        ),
        key=lambda cadre: cadre.id,
    )
    tiers = {tier.id: n for n, tier in enumerate(scenario.tiers)}
    units = {unit.id: n for n, unit in enumerate(scenario.units)}
    groups = {g: n for n, g in enumerate(sorted({c.cover_group for c in planned if c.cover_group}))}
    instance.cadre_ids = [cadre.id for cadre in planned]
    instance.tier_of = np.array([tiers[c.tier] for c in planned], dtype=np.int64)
    instance.unit_of = np.array([units[c.unit] for c in planned], dtype=np.int64)
    instance.priority = np.array([c.priority for c in planned], dtype=float)
    instance.group_of = np.array(
        [groups[c.cover_group] if c.cover_group else -1 for c in planned], dtype=np.int64
    )
    sizes = np.bincount(instance.unit_of, minlength=len(units))
    default = scenario.rules.max_absent
    instance.unit_cap = np.array(
        [
            _cap(unit.max_absent if unit.max_absent is not None else default, int(size))
            for unit, size in zip(scenario.units, sizes, strict=True)
        ],
        dtype=np.int64,
    )


def _cap(max_absent: float | None, size: int) -> int:
    if max_absent is None:
        return size
    if max_absent >= 1:
        return int(max_absent)
    return max(1, math.floor(Fraction(str(max_absent)) * size))


def _curriculum(instance: Instance) -> None:
    scenario = instance.scenario
    modules = sorted(scenario.modules, key=lambda module: module.id)
    topics = sorted({topic for module in modules for topic in module.topics})
    topic_index = {topic: t for t, topic in enumerate(topics)}
    per_session = scenario.rules.periods_per_session
    instance.module_ids = [module.id for module in modules]
    instance.topic_ids = topics
    instance.module_sessions = np.array([m.sessions for m in modules], dtype=np.int64)
    instance.module_periods = np.array(
        [m.sessions * per_session if m.periods is None else m.periods for m in modules], dtype=float
    )
    exposure = np.zeros((len(modules), len(topics)))
    for m, module in enumerate(modules):
        weights = sum(Fraction(str(w)) for w in module.topics.values())
        for topic, w in module.topics.items():
            share = Fraction(str(w)) / weights
            periods = Fraction(str(float(instance.module_periods[m])))
            exposure[m, topic_index[topic]] = float(periods * share)
    instance.exposure = exposure


def _persons(target: Target, population: int) -> int:
    if target.count is not None:
        return target.count
    return math.ceil(Fraction(str(target.share)) * population)


def _targets(instance: Instance) -> None:
    tiers = instance.scenario.tiers
    year = instance.scenario.horizon.end.year
    population = np.bincount(instance.tier_of, minlength=len(tiers))
    before = np.bincount(instance.tier_of[instance.covered], minlength=len(tiers))
    target = [
        _persons(tier.path.get(year, tier.target), int(n))
        for tier, n in zip(tiers, population, strict=True)
    ]
    instance.tier_weight = np.array([tier.weight for tier in tiers], dtype=float)
    instance.tier_population = population.astype(np.int64)
    instance.tier_target = np.array(target, dtype=np.int64)
    instance.tier_need = np.maximum(0, instance.tier_target - before)
