"""Coarse programs: what they prove is true, and near what the whole programs prove."""

import functools
import time
from pathlib import Path

import numpy as np
import pytest

from scheduler.formulation.derive import derive
from scheduler.formulation.relaxation import coarse as rooms
from scheduler.formulation.relaxation import prover as prover_room
from scheduler.formulation.relaxation.coarse import coarsened
from scheduler.formulation.relaxation.prover import Prover
from scheduler.formulation.relaxation.relaxation import build
from scheduler.formulation.relaxation.solver import solve_relaxed
from scheduler.load import load_scenario
from tests.agreement.court import Hearing

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = {"demo": [[], [12.0], [12.0, 401.0]], "2024": [[0.0]]}  # near the best values
WORLDS = range(25)


@pytest.fixture(scope="module")
def of_name():
    return functools.cache(lambda name: build(derive(loaded(name))))


@pytest.fixture(scope="module")
def relaxation(of_name):
    return of_name("demo")


def loaded(name):
    return load_scenario(ROOT / "scenarios" / f"{name}.yaml").scenario


@pytest.mark.parametrize(
    ("name", "above"), [(name, above) for name, cases in SAMPLES.items() for above in cases]
)
@pytest.mark.parametrize("clusters", [20, 4_000])
def test_lifted_duals_prove_no_more_than_the_whole_program(
    monkeypatch, of_name, name, above, clusters
):
    monkeypatch.setattr(rooms, "CLUSTERS", clusters)
    relaxation, level = of_name(name), len(above)
    program = relaxation.limited(above)
    cost, constant = relaxation.level(level)
    whole = solve_relaxed(program, cost, time.monotonic() + 60, limited=level > 1)
    best = cost @ whole.x
    coarse = coarsened(relaxation, level)
    small = coarse.of(program, cost)
    answer = solve_relaxed(*small, time.monotonic() + 60, limited=level > 1, exact=True)
    if answer.y is None:  # equal shares can contradict; then nothing is said
        return
    proven = relaxation.proven(program, cost, coarse.duals(answer.y, program))
    assert proven <= best + 1e-6 * max(1.0, abs(best))
    if name == "2024" and clusters > 1_000:
        assert proven + constant >= 0.99 * (best + constant)


def test_sums_stay_sums(relaxation):
    coarse = coarsened(relaxation, 1)
    program = relaxation.limited([12.0])
    cost, _ = relaxation.level(1)
    small, price = coarse.of(program, cost)
    assert len(small.lower) < len(program.lower)
    x = np.random.default_rng(1).random(len(small.lower))
    lifted = coarse.lifted(x)
    assert price @ x == pytest.approx(cost @ lifted)
    known = len(coarse.rows)
    summed = np.bincount(coarse.rows, program.times(lifted)[:known])
    assert summed == pytest.approx(small.times(x)[: len(summed)])


def test_persons_of_different_tiers_never_share_a_column(relaxation):
    coarse, frame = coarsened(relaxation, 1), relaxation.frame
    example = frame.groups.example[frame.attendance.group]
    tier = np.where(frame.instance.covered[example], -1, frame.instance.tier_of[example])
    column = coarse.columns[relaxation.attending.columns]
    assert len(np.unique(np.stack([column, tier]), axis=1).T) == len(np.unique(column))


@pytest.mark.parametrize("apart", [True, False])
def test_few_units_are_told_apart_and_their_rows_kept(relaxation, monkeypatch, apart):
    monkeypatch.setattr(rooms, "units_apart", lambda _: apart)
    coarse, frame, attending = coarsened(relaxation, 1), relaxation.frame, relaxation.attending
    example = frame.groups.example[frame.attendance.group]
    unit = frame.instance.unit_of[example]
    column = coarse.columns[attending.columns]
    alone = len(np.unique(np.stack([column, unit]), axis=1).T) == len(np.unique(column))
    about_units = coarse.rows[attending.cap_rows[attending.cap_units >= 0]]
    assert alone == apart
    assert (len(np.unique(about_units)) == len(about_units)) == apart


def test_units_are_told_apart_while_each_has_some_clusters(relaxation, monkeypatch):
    instance = relaxation.frame.instance
    pairs = len(instance.unit_cap) * len(instance.tier_need)
    monkeypatch.setattr(rooms, "CLUSTERS", rooms.A_UNIT * pairs)
    assert rooms.units_apart(instance)
    monkeypatch.setattr(rooms, "CLUSTERS", rooms.A_UNIT * pairs - 1)
    assert not rooms.units_apart(instance)


def test_classes_found_coarsely_are_whole_numbers(monkeypatch, of_name):
    monkeypatch.setattr(prover_room, "DIVE_COLUMNS", 0)
    relaxation = of_name("2024")
    found = Prover(relaxation).suggest(1, [0.0], time.monotonic() + 60, 1)
    classes = found[relaxation.opening.columns]
    assert classes == pytest.approx(np.round(classes))
    assert classes.sum() > 0


@pytest.mark.parametrize("seed", WORLDS)
def test_bounds_proven_coarsely_hold(monkeypatch, seed):
    monkeypatch.setattr(prover_room, "COARSE_COLUMNS", 0)
    monkeypatch.setattr(rooms, "CLUSTERS", 3)
    hearing = Hearing(seed)
    if hearing.prepare() and hearing.best is not None:
        hearing.bounds()
        assert hearing.complaints == []
