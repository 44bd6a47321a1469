"""What cadres have attended before: topics seen, and what each requirement still wants."""

import math
from collections import defaultdict
from datetime import date

import numpy as np

from models.scenario import Scenario
from scheduler.formulation.instance import Floats, Instance


def derive_history(instance: Instance) -> None:
    """Fill `seen`, `remaining`, `covered` and the arrays of the requirements."""
    scenario = instance.scenario
    horizon = scenario.horizon
    cadres = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    modules = {module: m for m, module in enumerate(instance.module_ids)}
    remembered = years_before(horizon.start, scenario.rules.memory_years)
    requirements = scenario.requirements
    starts = [_window_start(scenario, q) for q in range(len(requirements))]
    given: dict[tuple[int, int], set[tuple[str, str]]] = defaultdict(set)
    seen = np.zeros((instance.num_cadres, len(instance.topic_ids)), dtype=bool)
    topics = {topic: t for t, topic in enumerate(instance.topic_ids)}
    # By name, not by exposure: a module of 0 periods has been seen all the same.
    contents = {one.id: [topics[topic] for topic in one.topics] for one in scenario.modules}
    for row in scenario.history:
        i = cadres.get(row.cadre)
        if i is None or not row.completed or row.date >= horizon.start:
            continue
        m = modules.get(row.module)
        if m is not None and row.date >= remembered:
            seen[i, contents[row.module]] = True
        for q, requirement in enumerate(requirements):
            if row.date < starts[q] or row.date > horizon.end:
                continue
            if row.counts_for is not None and requirement.id not in row.counts_for:
                continue
            key = {
                "class": (row.class_id, ""),
                "day": (row.class_id, row.date.isoformat()),
                "period": (row.class_id, row.module),
            }
            given[i, q].add(key[requirement.unit])
    instance.seen = seen
    _requirements(instance, starts)
    instance.remaining = _remaining(instance, given, modules)
    instance.covered = np.asarray((instance.remaining <= 0).all(axis=1), dtype=bool)


def _requirements(instance: Instance, starts: list[date]) -> None:
    scenario = instance.scenario
    requirements, horizon = scenario.requirements, scenario.horizon
    instance.requirement_unit = [requirement.unit for requirement in requirements]
    instance.requirement_min = np.array([r.min for r in requirements], dtype=float)
    instance.requirement_start = np.array(
        [(start - horizon.start).days for start in starts], dtype=np.int64
    )
    tier_ids = [tier.id for tier in scenario.tiers]
    instance.requirement_names = np.array(
        [[tier in r.tiers for tier in tier_ids] for r in requirements], dtype=bool
    ).reshape(len(requirements), len(tier_ids))


def _window_start(scenario: Scenario, q: int) -> date:
    window = scenario.requirements[q].window
    if window == "term":
        return scenario.term.start
    if window == "horizon":
        return scenario.horizon.start
    last = years_before(scenario.horizon.end, window.last_years)
    return date.fromordinal(last.toordinal() + 1)


def _remaining(
    instance: Instance, given: dict[tuple[int, int], set[tuple[str, str]]], modules: dict[str, int]
) -> Floats:
    remaining = np.zeros((instance.num_cadres, len(instance.requirement_unit)))
    for q in range(len(instance.requirement_unit)):
        named = instance.requirement_names[q][instance.tier_of]
        remaining[:, q] = np.where(named, instance.requirement_min[q], 0.0)
    for (i, q), keys in given.items():
        value = float(len(keys))
        if instance.requirement_unit[q] == "period":
            value = math.fsum(
                float(instance.module_periods[modules[key[1]]])
                for key in sorted(keys)
                if key[1] in modules
            )
        remaining[i, q] = max(0.0, remaining[i, q] - value)
    remaining[remaining < 1e-9] = 0.0
    return remaining


def years_before(day: date, years: int) -> date:
    """Return the same day `years` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
