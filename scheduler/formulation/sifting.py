"""People of large plans: the assignment over few pairs of person and class, more let in by price.

Column generation: the linear program over the pairs known so far is solved; of all other pairs the
best of each person whose reduced cost is negative join, until there are none or time is up.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.math_opt.python import mathopt

from scheduler.formulation.assignment import Assignment, Offer, assignment, members_of
from scheduler.formulation.instance import Bools, Floats, Instance, Ints

FIRST = 2  # pairs of each person at the beginning
MORE = 2  # that join at once
ROUNDS = 12
NEARLY = 1e-5  # of the value: where a round brings less, it is the last one
HOPED = 3e-3  # so is one after which all others could bring less, a twentieth of it in fact
LAST = 0.4  # of the seconds are for the people themselves
HARDLY = 1e-8  # of that: a reduced cost that is none
SCARCE = 10.0  # times the dearest pair: what a person below the least size of a class costs


def sift(
    instance: Instance,
    offers: Sequence[Offer],
    now: Sequence[Ints],
    shortfall_weight: float,
    seconds: float,
    purse: float = np.inf,
) -> list[Ints] | None:
    """Return the members of each offer, some perhaps below their least size; None: none in time.

    `now[n]` are the members of offer n so far, where the search begins.
    """
    until = time.monotonic() + seconds
    pairs = _pairs(offers)
    kept = np.concatenate(
        [
            np.isin(offer.cadres, members) | np.isin(offer.cadres, offer.fixed)
            for offer, members in zip(offers, now, strict=True)
        ]
    )
    price = SCARCE * (float(np.abs(pairs.cost).max(initial=0.0)) + shortfall_weight)
    everybody = np.ones(len(kept), dtype=bool)
    kept |= _best(pairs.who, pairs.cost - shortfall_weight * pairs.covers, everybody, FIRST)
    best, found = np.inf, None
    for _ in range(ROUNDS):
        built = assignment(instance, _among(offers, kept), shortfall_weight, purse, price)
        left = until - time.monotonic() - LAST * seconds
        if left <= 0:
            break
        solved = built.program.solve(seconds=left, relaxed=True, solver=mathopt.SolverType.GLOP)
        if solved.duals is None:
            break
        found = built, solved
        reduced = _reduced(instance, built, solved.duals, pairs, kept)
        if best - solved.objective <= NEARLY * abs(solved.objective):
            break
        best = solved.objective
        better = ~kept & (reduced < -HARDLY * price)
        if _hoped(pairs, reduced, better) <= HOPED * abs(solved.objective):
            break
        kept |= _best(pairs.who, reduced, better, MORE)
    return None if found is None else members_of(*found, len(offers), until - time.monotonic())


@dataclass(frozen=True)
class _Pairs:
    """All pairs of the offers, one after the other."""

    who: Ints
    which: Ints
    cost: Floats
    covers: Bools
    money: Floats


def _pairs(offers: Sequence[Offer]) -> _Pairs:
    return _Pairs(
        who=np.concatenate([o.cadres for o in offers]),
        which=np.repeat(np.arange(len(offers)), [len(o.cadres) for o in offers]),
        cost=np.concatenate([o.cost for o in offers]),
        covers=np.concatenate([o.covers for o in offers]),
        money=np.concatenate([o.money for o in offers]),
    )


def _reduced(
    instance: Instance, built: Assignment, y: Floats, pairs: _Pairs, kept: Bools
) -> Floats:
    """Return what each pair costs at the prices of seats, tiers, money and its person's time.

    Prices of units on single days are left aside, so that some pairs look better than they are.
    """
    row = built.tier_rows[instance.tier_of[pairs.who]]
    value = pairs.cost - y[built.class_rows][pairs.which]
    value -= np.where(pairs.covers & (row >= 0), y[row], 0.0)
    if built.purse_row is not None:
        value -= y[built.purse_row] * pairs.money / built.purse_unit
    worth = np.zeros(instance.num_cadres)
    np.minimum.at(worth, pairs.who[kept], value[kept])
    chosen = built.cadre_rows >= 0
    worth[chosen] = y[built.cadre_rows[chosen]]
    return value - worth[pairs.who]


def _hoped(pairs: _Pairs, reduced: Floats, better: Bools) -> float:
    """Return what the pairs that are not kept can bring at most: the best of each person."""
    least = np.zeros(int(pairs.who.max(initial=-1)) + 1)
    np.minimum.at(least, pairs.who[better], reduced[better])
    return -float(least.sum())


def _best(who: Ints, value: Floats, where: Bools, most: int) -> Bools:
    """Return which pairs are among the `most` cheapest of their person, by chance of equal ones."""
    at = np.flatnonzero(where)
    chance = np.random.default_rng(len(who)).random(len(at))
    order = at[np.lexsort((chance, value[at], who[at]))]
    first = np.flatnonzero(np.diff(who[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    result = np.zeros(len(who), dtype=bool)
    result[order[rank < most]] = True
    return result


def _among(offers: Sequence[Offer], kept: Bools) -> list[Offer]:
    ends = np.cumsum([len(o.cadres) for o in offers])
    return [
        replace(o, cadres=o.cadres[k], cost=o.cost[k], covers=o.covers[k], money=o.money[k])
        for o, k in zip(offers, np.split(kept, ends[:-1]), strict=True)
    ]
