"""On the tiniest scenarios the optimum equals the best of all plans, judged by the checker."""

import itertools
import random
import time

import numpy as np
import pytest

from models.result import Status
from scheduler.checker import verify
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import ClassDecision, parts_of
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import to_plan
from scheduler.solve.exact import solve_exact
from tests.builders import (
    cadre,
    history,
    lecturer,
    module,
    programme,
    qualified,
    room,
    scenario,
    training_class,
    unit,
)

MOST_PLANS = 1_100


def tiniest(seed):
    rng = random.Random(seed)
    classes = rng.choice([1, 2])
    horizon = {"from": "2024-03-04", "to": rng.choice(["2024-03-05", "2024-03-06"])}
    modules = (module("M1", "a;b"), module("M2", "b"), module("M3", "c:2;a", sessions=2))
    one = programme(modules=("M1",), size={"min": rng.choice([0, 1, 2]), "max": 2})
    two = programme(modules=("M1", "M2"), size={"min": 1, "max": 3})
    choose = programme(modules=("M2",), choose=({"count": 1, "from": ("M1", "M3")},))
    return scenario(
        horizon=horizon,
        calendar={
            "risk": [{"from": "2024-03-05", "to": "2024-03-05", "weight": 2}],
            "closures": [{"from": "2024-03-06", "to": "2024-03-06"}],
        },
        units=(unit(max_absent=rng.choice([None, 1, 2])),),
        cadres=tuple(
            cadre(
                n,
                priority=rng.choice([0, 1]),
                cover_group=rng.choice([None, "G"]),
            )
            for n in (1, 2, 3)[: 4 - classes]
        ),
        history=tuple(
            history(f"CB-000{rng.randint(1, 2)}", "X", "2019-03-01", rng.choice(["M1", "M3"]))
            for _ in range(rng.randint(0, 2))
        ),
        modules=modules,
        lecturers=(lecturer("L1", fee=100), lecturer("L2", max_sessions=1)),
        qualifications=(qualified("L1"), qualified("L2", rng.choice(["M1", "M2"]), level=3)),
        rooms=(room("R1", capacity=2), room("R2", cost_per_day=20))[: rng.randint(1, 2)],
        unavailability=(
            {"kind": "cadre", "id": "CB-0001", "from": "2024-03-05", "to": "2024-03-05"},
            {"kind": "lecturer", "id": "L1", "from": "2024-03-04", "to": "2024-03-04", "slot": "C"},
        )[: rng.randint(0, 2)],
        programmes=(rng.choice([one, two, choose]) if classes == 1 else one,),
        classes=tuple(training_class(f"K{n}") for n in range(classes)),
        rules={
            "max_classes_per_cadre": rng.choice([1, 2]),
            "max_repeat_share": rng.choice([1, 0.5]),
            "budget": rng.choice([None, 200]),
        },
    )


def ways(instance, k):
    """Every decision about class k that the types allow, legal or not."""
    found = [None]
    people = range(instance.num_cadres)
    groups = [
        np.array(members, dtype=np.int64)
        for size in range(instance.num_cadres + 1)
        for members in itertools.combinations(people, size)
    ]
    for menu in menus_of_class(instance, k):
        orders = list(itertools.permutations(parts_of(instance, k, menu)))
        teaching = [
            dict(zip(menu.modules, chosen, strict=True))
            for chosen in itertools.product(
                range(len(instance.lecturer_ids)), repeat=len(menu.modules)
            )
        ]
        starts = range(instance.num_days - menu.days + 1)
        rooms = range(len(instance.room_ids))
        for start, place, order, lecturers, members in itertools.product(
            starts, rooms, orders, teaching, groups
        ):
            found.append(ClassDecision(start, place, menu, order, lecturers, members))
    return found


def best_of_all(instance):
    best = None
    every = [ways(instance, k) for k in range(len(instance.classes))]
    plans = 1
    for one in every:
        plans *= len(one)
    if plans > MOST_PLANS:
        return None
    for chosen in itertools.product(*every):
        decisions = {k: decision for k, decision in enumerate(chosen) if decision is not None}
        verdict = verify(instance.scenario, to_plan(instance, decisions))
        if not verdict.violations:
            values = tuple(round(level.value, 6) for level in verdict.levels)
            best = values if best is None else min(best, values)
    return best


@pytest.mark.parametrize("seed", [0, 1, 3, 6, 8, 13, 15, 16, 20, 21, 30, 33, 36, 37])
def test_no_plan_is_better(seed):
    instance = derive(tiniest(seed))
    best = best_of_all(instance)
    outcome = solve_exact(instance, deadline=time.monotonic() + 60)
    assert outcome.status is Status.OPTIMAL
    assert best is not None
    assert outcome.values == pytest.approx(best, abs=1e-5)
