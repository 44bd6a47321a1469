"""People of large plans: the assignment over few pairs of person and class, more let in by price.

Column generation: the linear program over the pairs known so far is solved; of all other pairs the
best of each person whose reduced cost is negative join, until there are none or time is up. The
prices of an earlier plan, whose classes are much the same, tell which pairs to begin with.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.math_opt.python import mathopt

from scheduler.formulation.assignment import Assignment, Offer, assignment, members_of
from scheduler.formulation.instance import Bools, Floats, Instance, Ints

FIRST = 2  # pairs of each person at the beginning
MORE = 2  # that join at once
ROUNDS, ROUNDS_AGAIN = 12, 2  # the second where prices are known: the first ends within 0.1 %
NEARLY = 1e-5  # of the value: where a round brings less, it is the last one
HOPED = 2e-2  # so is one after which all others could bring less, a twentieth of it in fact
LAST = 0.4  # of the seconds are for the people themselves
HARDLY = 1e-8  # of that: a reduced cost that is none
SCARCE = 10.0  # times the dearest pair: what a person below the least size of a class costs


@dataclass(frozen=True)
class Prices:
    """Dual values of an assignment: `seat[k]` in class k, `cover[T]` of a tier, `money` of a unit.

    All are what somebody's cost is lessened by; a price to pay is negative.
    """

    seat: dict[int, float]
    cover: Floats
    money: float


def sift(
    instance: Instance,
    offers: Sequence[Offer],
    now: Sequence[Ints],
    shortfall_weight: float,
    seconds: float,
    purse: float = np.inf,
    known: Prices | None = None,
) -> tuple[list[Ints], Prices] | None:
    """Return the members of each offer and the prices; None: none found in time.

    Some offers may stay below their least size. `now[n]` are the members of offer n so far and
    `known` the prices of a plan much like it, where the search begins.
    """
    until = time.monotonic() + seconds
    pairs = _pairs(offers)
    price = SCARCE * (float(np.abs(pairs.cost).max(initial=0.0)) + shortfall_weight)
    unpriced = pairs.cost - shortfall_weight * pairs.covers
    value = unpriced if known is None else _value(instance, offers, pairs, known)
    kept = _settled(offers, now)
    kept |= _best(pairs.who, value, np.ones(len(kept), dtype=bool), FIRST)
    best, found = np.inf, None
    for _ in range(ROUNDS if known is None else ROUNDS_AGAIN):
        built = assignment(instance, _among(offers, kept), shortfall_weight, purse, price)
        left = until - time.monotonic() - LAST * seconds
        if left <= 0:
            break
        solved = built.program.solve(seconds=left, relaxed=True, solver=mathopt.SolverType.GLOP)
        if solved.duals is None:
            break
        found = built, solved
        known = _prices(offers, built, solved.duals)
        value = _value(instance, offers, pairs, known)
        reduced = value - _worth(instance, built, solved.duals, value, pairs, kept)[pairs.who]
        if best - solved.objective <= NEARLY * abs(solved.objective):
            break
        best = solved.objective
        better = ~kept & (reduced < -HARDLY * price)
        if _hoped(pairs, reduced, better) <= HOPED * abs(solved.objective):
            break
        kept |= _best(pairs.who, reduced, better, MORE)
    if found is None or known is None:
        return None
    members = members_of(*found, len(offers), until - time.monotonic())
    return None if members is None else (members, known)


def _settled(offers: Sequence[Offer], now: Sequence[Ints]) -> Bools:
    """Return which pairs are in the plan so far or must be."""
    return np.concatenate(
        [
            np.isin(offer.cadres, members) | np.isin(offer.cadres, offer.fixed)
            for offer, members in zip(offers, now, strict=True)
        ]
    )


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


def _prices(offers: Sequence[Offer], built: Assignment, y: Floats) -> Prices:
    row = built.tier_rows
    money = 0.0 if built.purse_row is None else float(y[built.purse_row]) / built.purse_unit
    seat = {o.k: float(p) for o, p in zip(offers, y[built.class_rows], strict=True)}
    return Prices(seat, np.where(row >= 0, y[row], 0.0), money)


def _value(instance: Instance, offers: Sequence[Offer], pairs: _Pairs, prices: Prices) -> Floats:
    """Return what each pair costs at the prices; the seat of an unknown class has the mean one.

    Prices of units on single days are left aside, so that some pairs look better than they are.
    """
    usual = float(np.mean(list(prices.seat.values()))) if prices.seat else 0.0
    seat = np.array([prices.seat.get(offer.k, usual) for offer in offers])
    cover = np.where(pairs.covers, prices.cover[instance.tier_of[pairs.who]], 0.0)
    result: Floats = pairs.cost - seat[pairs.which] - cover - prices.money * pairs.money
    return result


def _worth(
    instance: Instance, built: Assignment, y: Floats, value: Floats, pairs: _Pairs, kept: Bools
) -> Floats:
    """Return [cadre]: the value of the best pair that a person has, its price where it has one."""
    worth = np.zeros(instance.num_cadres)
    np.minimum.at(worth, pairs.who[kept], value[kept])
    chosen = built.cadre_rows >= 0
    worth[chosen] = y[built.cadre_rows[chosen]]
    return worth


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
    return [o.among(k) for o, k in zip(offers, np.split(kept, ends[:-1]), strict=True)]
