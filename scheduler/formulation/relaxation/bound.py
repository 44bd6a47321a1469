"""Proven lower bounds of the levels over all valid plans, with a guide for those who search."""

import weakref
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from scheduler.formulation.instance import Floats, Instance
from scheduler.formulation.relaxation.lattice import rounded_up, step_of
from scheduler.formulation.relaxation.prover import Prover
from scheduler.formulation.relaxation.relaxation import Relaxation, build

Counts = dict[tuple[tuple[int, ...], int, tuple[int, ...] | None], float]


@dataclass(frozen=True)
class Guide:
    """Where the relaxation opens classes: how many of each kind in a room with electives.

    Keys of `counts`: indices of the classes alike, a room (or one like it), the electives (None
    where not told apart). `starts`: (classes alike, first day of the span) -> how many.
    """

    counts: Counts = field(default_factory=dict)
    starts: dict[tuple[tuple[int, ...], int], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Bound:
    """No valid plan with the levels above at most as given is below `value` at the level.

    `infeasible`: there is no such plan at all, as far as the relaxation can tell.
    """

    value: float
    guide: Guide
    infeasible: bool = False


_provers: list[tuple[weakref.ref[Instance], Prover | None]] = []


def _prover_of(instance: Instance) -> Prover | None:
    """Return the prover of an instance, built once; the last instance is remembered."""
    for known, prover in _provers:
        if known() is instance:
            return prover
    relaxation = build(instance)
    prover = None if relaxation is None else Prover(relaxation)
    _provers[:] = [(weakref.ref(instance), prover)]
    return prover


def bound_level(
    instance: Instance,
    level: int,
    values_above: list[float],
    *,
    deadline: float,
    workers: int = 1,
    seed: int = 1,
    value: float | None = None,
    gap: float = 0.0,
    brief: bool = False,
) -> Bound:
    """Return a proven lower bound of a level given values of the levels above it.

    `deadline` is a time of time.monotonic(). Where `value`, the best known value of the level, is
    given, the search for a better bound ends as soon as the gap is reached; with `brief` it ends
    after the linear program. `workers` is not used: the solvers below run on one processor.
    """
    prover = _prover_of(instance)
    if prover is None:
        return Bound(0.0, Guide(), infeasible=True)
    enough = np.inf if value is None else value - gap * max(1.0, abs(value))
    step = step_of(instance, level)
    target = _before(enough, step)
    proven = prover.prove(level, list(values_above), deadline, target, seed, brief=brief)
    guide = guide_of(prover.relaxation, prover.values.get(level))
    if np.isposinf(proven):
        return Bound(0.0, guide, infeasible=True)
    return Bound(max(0.0, rounded_up(proven, step)) if np.isfinite(proven) else 0.0, guide)


def _before(enough: float, step: Fraction | None) -> float:
    """Return what must be proven so that rounding up reaches `enough`."""
    return enough + 2e-6 * max(1.0, abs(enough)) if step is None else enough - float(step) / 2


def suggest_classes(
    instance: Instance,
    level: int,
    values_above: list[float],
    *,
    deadline: float,
    seed: int = 1,
    seconds: float = 0.0,
) -> Guide:
    """Return whole numbers of classes that are good at a level as far as the relaxation sees.

    An integer program works for so many `seconds` at them; without it no clock decides.
    """
    prover = _prover_of(instance)
    if prover is None:
        return Guide()
    found = prover.suggest(level, values_above, deadline, seed, seconds=seconds)
    return guide_of(prover.relaxation, found)


def guide_of(relaxation: Relaxation, x: Floats | None) -> Guide:
    """Return how many classes of each kind a solution opens, where, with which electives."""
    if x is None:
        return Guide()
    frame, opening = relaxation.frame, relaxation.opening
    counts: Counts = {}
    values = x[opening.columns]
    for c in np.flatnonzero(values > 1e-6):
        kind = frame.kinds[opening.kind[c]]
        offer = frame.offers[kind.programme][opening.offer[c]]
        room = next(r for r in frame.places[opening.place[c]].rooms if r in kind.rooms)
        # Where every person is said to have the best electives, those opened mean nothing.
        named = kind.classes, room, offer.electives if frame.levels > 1 else None
        counts[named] = counts.get(named, 0.0) + float(values[c])
    starts: dict[tuple[tuple[int, ...], int], float] = {}
    values = x[opening.starts]
    for c in np.flatnonzero(values > 1e-6):
        kind = frame.kinds[opening.start_kind[c]]
        day = int(np.flatnonzero(frame.spans.of_day == opening.start_span[c])[0])
        key = (kind.classes, day)
        starts[key] = starts.get(key, 0.0) + float(values[c])
    return Guide(counts, starts)
