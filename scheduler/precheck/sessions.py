"""Sessions by module and month: what the targets need against what qualified lecturers can give."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from models.finding import Finding, Severity
from scheduler.formulation.instance import Bools, Floats
from scheduler.formulation.linear import LinearProgram
from scheduler.precheck.case import Case
from scheduler.precheck.groups import Group, possible_days
from scheduler.precheck.months import (
    ROUNDING,
    SECONDS,
    SPARING,
    groups_of,
    month_name,
    sum_by_month,
    table,
    whole,
)
from scheduler.precheck.tasks import Task
from scheduler.precheck.texts import listed
from scheduler.precheck.together import frozen_sessions

TIGHTEST = 4
Skill = tuple[int, tuple[int, ...], tuple[int, ...]]  # module, lecturers, months


def sessions_by_month(case: Case, tasks: list[Task], found: Iterable[Finding]) -> Iterator[Finding]:
    """LEC-04: sessions of modules needed in some months > what their lecturers can give then."""
    if not tasks or any(one.code[2:] == "LEC-02" for one in found):
        return
    spread = _Spread(case, tasks)
    if not spread.uses or not spread.solve():
        return
    short = spread.share > 1 + ROUNDING
    needed, given = spread.needed(), spread.given
    full = np.divide(needed, given, out=np.zeros_like(given), where=given > 0)
    tight = full >= (spread.share if short else full.max()) - ROUNDING
    modules = sorted({n[0] for n, v in spread.use_of_cells(tight) if v > ROUNDING})
    names = [case.instance.module_ids[m] for m in modules]
    people = [case.instance.lecturer_ids[x] for x in np.flatnonzero(tight.any(axis=1))]
    tiers = sorted({case.scenario.tiers[t].id for task in tasks for t in task.tiers})
    months = [month_name(case, m) for m in np.flatnonzero(tight.any(axis=0)).tolist()]
    yield case.finding(
        "LEC-04",
        "short" if short else "table",
        Severity.WARNING if short else Severity.NOTE,
        {"tier": tiers, "module": names, "lecturer": people},
        {"needed": whole(needed[tight].sum()), "available": round(given[tight].sum())},
        tiers=" + ".join(tiers),
        modules=listed(names),
        lecturers=listed(case.lecturer_names(people)),
        months=listed(months),
        table=table(case, needed.sum(axis=0), given.sum(axis=0)),
        tightest="; ".join(spread.tightest()),
    )


@dataclass
class _Spread:
    """The sessions that reach the targets, spread over lecturers and months."""

    case: Case
    tasks: list[Task]
    share: float = 0.0
    demands: dict[Skill, list[tuple[int, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write the program: classes, what they teach, who gives it when."""
        instance = self.case.instance
        self.program = LinearProgram()
        self.top = self.program.columns(1, cost=1.0)
        groups = groups_of(self.case, self.tasks)
        days = np.zeros(instance.num_days, dtype=bool)
        classes: dict[tuple[str, ...], int] = {}
        for ids, group in groups.items():
            possible = possible_days(instance, group)
            days |= possible
            months = tuple(np.flatnonzero(sum_by_month(self.case, possible)).tolist())
            size = float(group.size)
            classes[ids] = int(
                self.program.columns(1, lower=size if group.must else 0.0, upper=size)[0]
            )
            self._teach(group, classes[ids], months)
        for task in self.tasks:
            offers = [offer for offer in task.offers if offer.seats]
            if not offers:
                continue
            row = self.program.rows(1, lower=float(min(task.demand, task.seats)))
            self.program.add(
                row,
                np.array([classes[offer.group.ids] for offer in offers]),
                np.array([float(offer.seats) for offer in offers]),
            )
        number = range(len(instance.lecturer_ids))
        self.given: Floats = _NONE
        if number:
            self.given = np.stack([self._by_month(x, days) for x in number])
        self._share_out()

    def _teach(self, group: Group, column: int, months: tuple[int, ...]) -> None:
        """Add what a class must teach to the demands of the skills."""
        length = self.case.instance.module_sessions
        for count, modules in self.case.contents(group):
            parts = [column]
            if len(modules) > 1:
                parts = self.program.columns(len(modules), upper=float(group.size)).tolist()
                row = self.program.rows(1, lower=0.0, upper=0.0)
                self.program.add(row, np.array(parts))
                self.program.add(row, np.array([column]), -float(count))
            for m, part in zip(modules, parts, strict=True):
                skill = (m, self.case.lecturers(group, m), months)
                self.demands.setdefault(skill, []).append((part, float(length[m])))

    def _by_month(self, lecturer: int, days: Bools) -> Floats:
        """Return [month]: the most sessions that a lecturer can give (H7, H8)."""
        instance = self.case.instance
        free = instance.lecturer_free[lecturer].reshape(instance.num_days, -1).sum(axis=1)
        daily = np.where(days, np.minimum(free, instance.lecturer_day[lecturer]), 0)
        pairs = instance.week * (int(instance.month[-1]) + 1) + instance.month
        cells, cell = np.unique(pairs, return_inverse=True)
        weekly = np.minimum(np.bincount(cell, weights=daily), instance.lecturer_week[lecturer])
        months = cells % (int(instance.month[-1]) + 1)
        size = int(instance.month[-1]) + 1
        return np.bincount(months, weights=weekly, minlength=size).astype(float)

    def _share_out(self) -> None:
        """Let lecturers give the sessions, month by month, at most a share of what they can."""
        instance, program = self.case.instance, self.program
        left = np.maximum(0, instance.lecturer_total - frozen_sessions(self.case)).astype(float)
        self.given = np.minimum(self.given, left[:, None])
        self.uses = [
            (skill, x, m)
            for skill in self.demands
            for x in skill[1]
            for m in skill[2]
            if self.given[x, m]
        ]
        self.columns = program.columns(len(self.uses), cost=SPARING)
        index = {skill: n for n, skill in enumerate(self.demands)}
        rows = program.rows(len(index), lower=0.0, upper=0.0)
        for skill, n in index.items():
            merged: dict[int, float] = {}
            for column, more in self.demands[skill]:
                merged[column] = merged.get(column, 0.0) + more
            program.add(
                rows[n], np.array(list(merged)), -np.array(list(merged.values()), dtype=float)
            )
        if not self.uses:
            return
        program.add(rows[[index[skill] for skill, _, _ in self.uses]], self.columns)
        who = np.array([x for _, x, _ in self.uses])
        when = np.array([m for _, _, m in self.uses])
        cells = program.rows(self.given.size, upper=0.0)
        program.add(cells[who * self.given.shape[1] + when], self.columns)
        program.add(cells, self.top, -self.given.ravel())
        totals = program.rows(len(left), upper=left)
        program.add(totals[who], self.columns)

    def solve(self) -> bool:
        """Find the spread; return whether there is one."""
        solution = self.program.solve(seconds=SECONDS, relaxed=True)
        if not solution.optimal or solution.values is None:
            return False
        self.share = float(solution.values[0])
        self.values: Floats = solution.values[self.columns]
        return True

    def needed(self) -> Floats:
        """Return [lecturer, month]: the sessions given."""
        result = np.zeros_like(self.given)
        for (_, x, m), value in zip(self.uses, self.values.tolist(), strict=True):
            result[x, m] += value
        return result

    def use_of_cells(self, cells: Bools) -> Iterator[tuple[Skill, float]]:
        """Yield what the lecturers and months of a mask are used for."""
        for (skill, x, m), value in zip(self.uses, self.values.tolist(), strict=True):
            if cells[x, m]:
                yield skill, value

    def tightest(self) -> list[str]:
        """Return the modules and months that need most of what their lecturers can give."""
        need: dict[tuple[int, int], float] = {}
        able: dict[tuple[int, int], set[int]] = {}
        for (skill, x, m), value in zip(self.uses, self.values.tolist(), strict=True):
            key = skill[0], m
            need[key] = need.get(key, 0.0) + value
            able.setdefault(key, set()).add(x)
        there = {key: float(self.given[sorted(xs), key[1]].sum()) for key, xs in able.items()}
        order = sorted(need, key=lambda key: (-need[key] / there[key], key))
        return [
            f"{self.case.instance.module_ids[m]} {month_name(self.case, month)}: "
            f"{whole(need[m, month])}/{round(there[m, month])}"
            for m, month in order[:TIGHTEST]
        ]


_NONE: Floats = np.zeros((0, 0))
