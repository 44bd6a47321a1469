"""A bound never passes the value of a valid plan, whatever the scenario."""

import random
import time

import pytest

from models.plan import Plan
from models.scenario import Scenario
from scheduler.formulation.relaxation import bound_level, frame, kinds, prover
from tests.formulation.relaxation.small_worlds import Wanderer, random_scenario, with_baseline

STEPS = 120


def check_bounds(scenario: Scenario, seed: int) -> int:
    """Check the best and some other plans found by walking; return the number of plans found."""
    wanderer = Wanderer(scenario, seed)
    found = sorted({tuple(values) for _, values in wanderer.plans(STEPS)})
    rng = random.Random(seed)
    for values in {*found[:2], *rng.sample(found, min(3, len(found)))}:
        for level, value in enumerate(values):
            bound = bound_level(
                wanderer.instance,
                level,
                list(values[:level]),
                deadline=time.monotonic() + 5,
                seed=1,
            )
            assert not bound.infeasible, (seed, level, values)
            assert bound.value <= value + 1e-6 * max(1.0, abs(value)), (seed, level, values)
    return len(found)


def some_plan(scenario: Scenario, seed: int) -> Plan | None:
    plans = [plan for plan, _ in Wanderer(scenario, seed).plans(60)]
    return plans[-1] if plans else None


@pytest.mark.parametrize("seed", range(12))
def test_bounds_hold_for_random_plans(seed):
    check_bounds(random_scenario(seed), seed)


@pytest.mark.parametrize("seed", range(100, 108))
def test_bounds_hold_near_a_baseline(seed):
    scenario = random_scenario(seed)
    plan = some_plan(scenario, seed)
    if plan is not None:
        check_bounds(with_baseline(scenario, plan, seed), seed)


@pytest.mark.parametrize("seed", range(200, 208))
def test_bounds_by_rounds_with_merged_offers_and_spans_hold(seed, monkeypatch):
    monkeypatch.setattr(prover, "AT_ONCE_COLUMNS", 0)
    monkeypatch.setattr(prover, "WHOLE_COLUMNS", 0)
    monkeypatch.setattr(prover, "IDLE_ROUNDS", 2)
    monkeypatch.setattr(frame, "FINE_TEACHING_COLUMNS", 20)
    monkeypatch.setattr(kinds, "OFFERS_AT_MOST", 1)
    monkeypatch.setattr(frame, "LEVELS_AT_MOST", 2)
    check_bounds(random_scenario(seed), seed)


def test_the_walks_do_find_plans():
    found = [len(list(Wanderer(random_scenario(seed), seed).plans(60))) for seed in range(6)]
    assert sum(found) > 20
