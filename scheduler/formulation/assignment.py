"""Who attends which class when starts, rooms and menus are given: a nearly integral linear program.

Variables x[i, k] for admissible pairs; at most `max_classes_per_cadre` classes per cadre, sizes
(H3), unit caps and cover groups per day (H12), tiers' needs through shortage variables. The costs
are one combined weight per pair, so the result is judged by its true level values afterwards.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.math_opt.python import mathopt

from scheduler.formulation.instance import Bools, Floats, Instance, Ints
from scheduler.formulation.linear import LinearProgram, LinearSolution

INTEGRAL = 1e-6


@dataclass(frozen=True)
class Offer:
    """One open class as the assignment sees it; `cost[n]` of enrolling `cadres[n]`.

    `covers[n]` is true where attending covers the cadre; `credit` is then not in `cost`.
    `money[n]` is what attending adds to the cost of the plan, in currency.
    """

    k: int
    days: range
    cadres: Ints
    cost: Floats
    covers: Bools
    least: int
    most: int
    fixed: Ints
    money: Floats

    def among(self, inside: Bools) -> "Offer":
        """Return the offer to some of its cadres."""
        return replace(
            self,
            cadres=self.cadres[inside],
            cost=self.cost[inside],
            covers=self.covers[inside],
            money=self.money[inside],
        )


@dataclass(frozen=True)
class Assignment:
    """The program of some offers: pairs (cadres[p], which[p]) by column x[p], and its rows.

    `cadre_rows[i]` is -1 where a cadre has no choice, `tier_rows[T]` where a tier needs nobody;
    `purse_row` holds money over `purse_unit`.
    """

    program: LinearProgram
    cadres: Ints
    which: Ints
    x: Ints
    cadre_rows: Ints
    class_rows: Ints
    tier_rows: Ints
    purse_row: int | None
    purse_unit: float


def assign(
    instance: Instance,
    offers: Sequence[Offer],
    shortfall_weight: float,
    seconds: float,
    purse: float = np.inf,
) -> list[Ints] | None:
    """Return the members of each offer, sorted; None where no assignment was found in time.

    All that attending costs together is at most `purse` (H14).
    """
    if not offers:
        return []
    until = time.monotonic() + seconds
    built = assignment(instance, offers, shortfall_weight, purse)
    relaxed = _relaxed(built.program, seconds)
    return members_of(built, relaxed, len(offers), until - time.monotonic())


def members_of(
    built: Assignment, relaxed: LinearSolution, offers: int, seconds: float
) -> list[Ints] | None:
    """Return the members of each offer near the solution of the linear program, None: no time.

    Only what is fractional there goes to the integer solver.
    """
    values = _whole(built.program, built.x, relaxed, seconds)
    if values is None:
        return None
    taken = values > 0.5
    return [np.sort(built.cadres[taken & (built.which == n)]) for n in range(offers)]


def assignment(
    instance: Instance,
    offers: Sequence[Offer],
    shortfall_weight: float,
    purse: float = np.inf,
    price: float | None = None,
) -> Assignment:
    """Return the program of one offer or more.

    With a `price` per missing person an offer may stay below its least size.
    """
    program = LinearProgram()
    sizes = [len(offer.cadres) for offer in offers]
    cadres = np.concatenate([offer.cadres for offer in offers])
    which = np.repeat(np.arange(len(offers)), sizes)
    lower = np.concatenate([np.isin(o.cadres, o.fixed).astype(float) for o in offers])
    x = program.columns(
        len(cadres),
        cost=np.concatenate([offer.cost for offer in offers]),
        lower=lower,
        upper=1.0,
        integer=True,
    )
    cadre_rows = _cadre_rows(instance, program, cadres, x)
    rows = program.rows(
        len(offers),
        lower=np.array([float(o.least) for o in offers]),
        upper=np.array([float(o.most) for o in offers]),
    )
    program.add(rows[which], x)
    if price is not None:
        least = np.array([float(o.least) for o in offers])
        program.add(rows, program.columns(len(offers), cost=price, upper=least))
    money = np.concatenate([offer.money for offer in offers])
    purse_row = _purse(program, x, money, purse)
    tier_rows = _tier_rows(instance, program, offers, cadres, x, shortfall_weight)
    _day_rows(instance, program, offers, cadres, which, x)
    unit = float(money.max(initial=0.0)) or 1.0
    return Assignment(program, cadres, which, x, cadre_rows, rows, tier_rows, purse_row, unit)


def _purse(program: LinearProgram, x: Ints, money: Floats, purse: float) -> int | None:
    """Add, where it can bind: sum of money x <= purse, scaled to about 1; return the row."""
    most = float(money.max(initial=0.0))
    if most <= 0 or money.sum() <= purse:
        return None
    row = program.rows(1, upper=purse / most)
    used = np.flatnonzero(money)
    program.add(np.broadcast_to(row, used.shape), x[used], money[used] / most)
    return int(row[0])


def _cadre_rows(instance: Instance, program: LinearProgram, cadres: Ints, x: Ints) -> Ints:
    allowed = float(instance.scenario.rules.max_classes_per_cadre)
    people, position, often = np.unique(cadres, return_inverse=True, return_counts=True)
    busy = np.flatnonzero(often > allowed)
    number = np.full(len(people), -1)
    number[busy] = program.rows(len(busy), upper=allowed)
    keep = number[position] >= 0
    program.add(number[position[keep]], x[keep])
    row_of: Ints = np.full(instance.num_cadres, -1)
    row_of[people] = number
    return row_of


def _tier_rows(
    instance: Instance,
    program: LinearProgram,
    offers: Sequence[Offer],
    cadres: Ints,
    x: Ints,
    weight: float,
) -> Ints:
    """Let z[T] >= need(T) - sum of x over those whom attending covers; return the rows [T]."""
    tiers = np.flatnonzero(instance.tier_need > 0)
    number = np.full(len(instance.tier_need), -1)
    if not weight or not len(tiers):
        return number
    covers = np.concatenate([offer.covers for offer in offers])
    z = program.columns(len(tiers), cost=weight * instance.tier_weight[tiers])
    rows = program.rows(len(tiers), lower=instance.tier_need[tiers].astype(float))
    program.add(rows, z)
    number[tiers] = rows
    row = number[instance.tier_of[cadres]]
    keep = covers & (row >= 0)
    program.add(row[keep], x[keep])
    return number


def _day_rows(
    instance: Instance,
    program: LinearProgram,
    offers: Sequence[Offer],
    cadres: Ints,
    which: Ints,
    x: Ints,
) -> None:
    """Bound units, cover groups and (with several classes) cadres on each set of class days."""
    units, groups = instance.unit_of[cadres], instance.group_of[cadres]
    several = instance.scenario.rules.max_classes_per_cadre > 1
    for together in _simultaneous(offers):
        inside = np.isin(which, together)
        possible = np.bincount(units[inside], minlength=len(instance.unit_cap))
        tight = np.flatnonzero(possible > instance.unit_cap)
        number = np.full(len(instance.unit_cap), -1)
        number[tight] = program.rows(len(tight), upper=instance.unit_cap[tight].astype(float))
        keep = inside & (number[units] >= 0)
        program.add(number[units[keep]], x[keep])
        grouped = inside & (groups >= 0)
        _once(program, groups, grouped, x)
        if several and len(together) > 1:
            _once(program, cadres, inside, x)


def _once(program: LinearProgram, key: Ints, where: Bools, x: Ints) -> None:
    """Add sum of x <= 1 over `where` for each key that occurs more than once."""
    _, position, often = np.unique(key[where], return_inverse=True, return_counts=True)
    row = np.full(len(often), -1)
    shared = np.flatnonzero(often > 1)
    row[shared] = program.rows(len(shared), upper=1.0)
    keep = row[position] >= 0
    program.add(row[position[keep]], x[where][keep])


def _simultaneous(offers: Sequence[Offer]) -> list[list[int]]:
    """Return the largest sets of offers that meet on a common day, where somebody may come."""
    by_day: dict[int, set[int]] = {}
    for n, offer in enumerate(offers):
        for day in offer.days:
            by_day.setdefault(day, set()).add(n)
    free = {n for n, offer in enumerate(offers) if len(offer.fixed) < len(offer.cadres)}
    sets = {frozenset(members) for members in by_day.values() if not free.isdisjoint(members)}
    largest = [s for s in sets if not any(s < other for other in sets)]
    return sorted(sorted(s) for s in largest)


def _relaxed(program: LinearProgram, seconds: float) -> LinearSolution:
    until = time.monotonic() + seconds
    # GLOP is two to three times faster here; HiGHS has the last word.
    relaxed = program.solve(seconds=seconds, relaxed=True, solver=mathopt.SolverType.GLOP)
    if not (relaxed.optimal or relaxed.infeasible):
        relaxed = program.solve(seconds=until - time.monotonic(), relaxed=True)
    return relaxed


def _whole(
    program: LinearProgram, x: Ints, relaxed: LinearSolution, seconds: float
) -> Floats | None:
    until = time.monotonic() + seconds
    if relaxed.values is None or not relaxed.optimal:
        return None
    values = relaxed.values[x]
    whole = np.abs(values - np.round(values)) < INTEGRAL
    if whole.all():
        return np.round(values)
    lower, upper = np.concatenate(program.lower), np.concatenate(program.upper)
    certain = x[whole & (values > 0.5)]
    lower[certain] = 1.0
    program.lower, program.upper = [lower], [upper]
    exact = program.solve(seconds=until - time.monotonic(), gap=1e-9)
    return None if exact.values is None else exact.values[x]
