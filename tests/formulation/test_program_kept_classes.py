"""A class that is kept takes its cadres away: what is free beside it sees them (H12)."""

import time

import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.formulation.program.build import build
from scheduler.formulation.program.scope import Scope
from scheduler.solve.levels import LevelSolver, Limits
from tests.builders import cadre, held, plan, room, scenario, training_class, unit


@pytest.mark.parametrize(("cap", "cadres", "missing"), [(2, 3, 1), (2, 4, 2), (3, 4, 1), (1, 3, 2)])
def test_a_kept_class_counts_towards_the_cap_of_a_unit(cap, cadres, missing):
    chosen = scenario(
        horizon={"from": "2024-03-04", "to": "2024-03-04"},
        units=(unit(max_absent=cap),),
        cadres=tuple(cadre(number) for number in range(1, cadres + 1)),
        rooms=(room("R1"), room("R2")),
        classes=(training_class("K1"), training_class("K2")),
    )
    instance = derive(chosen)
    kept = from_plan(instance, plan(chosen, held("K1", cadres=(1,))))
    solver = LevelSolver(
        build(instance, Scope(free=(1,), kept=kept)), Limits(time.monotonic() + 30)
    )
    solver.run([0])
    assert solver.values[0] == missing
