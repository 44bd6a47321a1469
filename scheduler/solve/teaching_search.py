"""A short backtracking search for the order and the lecturers of one class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from scheduler.formulation.decisions import Part
from scheduler.formulation.instance import Bools, Menu

if TYPE_CHECKING:
    from scheduler.solve.teach import Teacher

NODES_AT_MOST = 120


def _long_enough(rows: Bools, sessions: int) -> Bools:
    """Return [x, q]: lecturer x is free in slots q .. q + sessions - 1."""
    if rows.shape[1] < sessions:
        return np.zeros((rows.shape[0], 0), dtype=bool)
    result = rows[:, : rows.shape[1] - sessions + 1]
    for n in range(1, sessions):
        result = result & rows[:, n : rows.shape[1] - sessions + 1 + n]
    return result


class TeachingSearch:
    """One search: positions are filled from the first slot on, hardest module first."""

    def __init__(
        self,
        teacher: Teacher,
        k: int,
        menu: Menu,
        start: int,
        venue: int,
        before: dict[int, list[int]],
    ) -> None:
        self.teacher = teacher
        self.inst = teacher.state.instance
        self.level = self.inst.programmes[self.inst.classes[k].programme].level
        self.able = teacher.able[self.inst.classes[k].programme]
        self.first = start * self.inst.slots_per_day
        self.length = menu.length
        self.venue = venue
        self.before = before
        self.nodes = 0
        self.extra: dict[int, int] = {}
        self.extra_day: dict[tuple[int, int], int] = {}
        self.extra_week: dict[tuple[int, int], int] = {}

    def run(
        self,
        firsts: list[Part],
        lasts: list[Part],
        free: list[Part],
        modules: list[Part],
        fixed: Mapping[int, int],
    ) -> tuple[tuple[Part, ...], dict[int, int]] | None:
        """Return an order and lecturers, None where none was found within the node limit."""
        self.end = self.length - sum(p.sessions for p in lasts)
        position = sum(p.sessions for p in firsts)
        self.lecturers: dict[int, int] = {}
        self.options = self._positions(modules, fixed, position)
        if not all(self.options.get(p) for p in modules):
            return None
        self.chosen: list[Part] = []
        if not self._fill(position, list(modules), list(free)):
            return None
        return (*firsts, *self.chosen, *lasts), self.lecturers

    def _open_slots(self, position: int) -> Bools:
        """Return [x, q]: lecturer x may teach in slot position + q, this class aside."""
        state, inst = self.teacher.state, self.inst
        lo, hi = self.first + position, self.first + self.end
        days = np.arange(lo, hi) // inst.slots_per_day
        venues = state.lecturer_venue[:, days]
        result: Bools = inst.lecturer_free[:, lo:hi] & ~state.lecturer_busy[:, lo:hi]
        result &= (venues < 0) | (venues == self.venue)
        result &= state.lecturer_day[:, days] < inst.lecturer_day[:, None]
        result &= state.lecturer_week[:, inst.week[days]] < inst.lecturer_week[:, None]
        result &= (state.lecturer_load < inst.lecturer_total)[:, None]
        return result

    def _positions(
        self, modules: list[Part], fixed: Mapping[int, int], position: int
    ) -> dict[Part, set[int]]:
        """Return for each module the positions at which somebody could begin it."""
        self.open = self._open_slots(position)
        self.offset = position
        self.fixed = fixed
        self.ranked: dict[Part, list[int]] = {}
        self.at: dict[tuple[Part, int], list[int]] = {}
        able = self.level[:, [p.index for p in modules]].T > 0
        single = (able.astype(np.float32) @ self.open.astype(np.float32)) > 0
        result: dict[Part, set[int]] = {}
        for n, part in enumerate(modules):
            row = single[n]
            if part.index in fixed:
                row = _long_enough(self.open[[fixed[part.index]]], part.sessions)[0]
            elif part.sessions > 1:
                row = _long_enough(self.open[able[n]], part.sessions).any(axis=0)
            result[part] = {position + q for q in np.flatnonzero(row).tolist()}
            if not result[part]:
                return result
        return result

    def _who(self, part: Part, position: int) -> list[int]:
        """Return who can give a module from a position on, cheapest first."""
        key = (part, position)
        if key not in self.at:
            if part not in self.ranked:
                self.ranked[part] = self._ranked(part)
            q = position - self.offset
            open_slots = self.open
            self.at[key] = [
                x for x in self.ranked[part] if open_slots[x, q : q + part.sessions].all()
            ]
        return self.at[key]

    def _ranked(self, part: Part) -> list[int]:
        state, teacher = self.teacher.state, self.teacher
        who = [self.fixed[part.index]] if part.index in self.fixed else self.able[part.index]
        left = self.inst.lecturer_total - state.lecturer_load
        costs = teacher.prices + teacher.fees * part.sessions
        level = self.level[:, part.index]
        return sorted(
            (x for x in who if left[x] >= part.sessions and level[x] > 0),
            key=lambda x: (costs[x] + teacher.mismatch_weight * (3 - int(level[x])), x),
        )

    def _fill(self, position: int, modules: list[Part], free: list[Part]) -> bool:
        if not modules:
            self.chosen.extend(free)
            return True
        self.nodes += 1
        if self.nodes > NODES_AT_MOST:
            return False
        if any(max(self.options[part]) < position for part in modules):
            return False
        placed = set(self.lecturers)
        ready = [
            p
            for p in modules
            if position in self.options[p]
            and all(a in placed for a in self.before.get(p.index, ()))
            and self._room_left(position, p, modules)
        ]
        ready.sort(key=lambda p: (sum(1 for q in self.options[p] if q > position), p.index))
        if any(self._place(part, position, modules, free) for part in ready):
            return True
        for n, activity in enumerate(free):
            self.chosen.append(activity)
            if self._fill(position + activity.sessions, modules, free[:n] + free[n + 1 :]):
                return True
            self.chosen.pop()
        return False

    def _place(self, part: Part, position: int, modules: list[Part], free: list[Part]) -> bool:
        """Put a module at a position with each of its cheapest lecturers and go on from there."""
        rest = [p for p in modules if p is not part]
        for lecturer in self._who(part, position)[:4]:
            if self.nodes > NODES_AT_MOST or not self._allowed(lecturer, position, part.sessions):
                continue
            self._book(lecturer, position, part.sessions, 1)
            self.lecturers[part.index] = lecturer
            self.chosen.append(part)
            if self._fill(position + part.sessions, rest, free):
                return True
            self.chosen.pop()
            del self.lecturers[part.index]
            self._book(lecturer, position, part.sessions, -1)
        return False

    def _room_left(self, position: int, part: Part, modules: list[Part]) -> bool:
        needed = sum(p.sessions for p in modules)
        return position + needed <= self.end

    def _allowed(self, lecturer: int, position: int, sessions: int) -> bool:
        inst, state = self.inst, self.teacher.state
        if (
            state.lecturer_load[lecturer] + self.extra.get(lecturer, 0) + sessions
            > inst.lecturer_total[lecturer]
        ):
            return False
        for day, n in self._days(position, sessions).items():
            used = state.lecturer_day[lecturer, day] + self.extra_day.get((lecturer, day), 0)
            if used + n > inst.lecturer_day[lecturer]:
                return False
        for week, n in self._weeks(position, sessions).items():
            used = state.lecturer_week[lecturer, week] + self.extra_week.get((lecturer, week), 0)
            if used + n > inst.lecturer_week[lecturer]:
                return False
        return True

    def _book(self, lecturer: int, position: int, sessions: int, sign: int) -> None:
        self.extra[lecturer] = self.extra.get(lecturer, 0) + sign * sessions
        for day, n in self._days(position, sessions).items():
            key = lecturer, day
            self.extra_day[key] = self.extra_day.get(key, 0) + sign * n
        for week, n in self._weeks(position, sessions).items():
            key = lecturer, week
            self.extra_week[key] = self.extra_week.get(key, 0) + sign * n

    def _days(self, position: int, sessions: int) -> dict[int, int]:
        days: dict[int, int] = {}
        for h in range(self.first + position, self.first + position + sessions):
            day = h // self.inst.slots_per_day
            days[day] = days.get(day, 0) + 1
        return days

    def _weeks(self, position: int, sessions: int) -> dict[int, int]:
        weeks: dict[int, int] = {}
        for day, n in self._days(position, sessions).items():
            week = int(self.inst.week[day])
            weeks[week] = weeks.get(week, 0) + n
        return weeks

    def frozen(
        self,
        modules: tuple[int, ...],
        lecturers: Mapping[int, int],
        firsts: list[Part],
        lasts: list[Part],
        free: list[Part],
    ) -> tuple[tuple[Part, ...], dict[int, int]] | None:
        """Return the frozen order, with the activities of any place where they fit."""
        if any(x < 0 or self.level[x, m] == 0 for m, x in lecturers.items()):
            return None
        parts = [Part(True, m, int(self.inst.module_sessions[m])) for m in modules]
        for cut in range(len(parts) + 1):
            order = (*firsts, *parts[:cut], *free, *parts[cut:], *lasts)
            if self.fits(order, lecturers):
                return order, dict(lecturers)
        return None

    def fits(self, order: tuple[Part, ...], lecturers: Mapping[int, int]) -> bool:
        """Tell whether every module's lecturer is free where the order puts it."""
        inst, state = self.inst, self.teacher.state
        self.extra, self.extra_day, self.extra_week = {}, {}, {}
        position = 0
        for part in order:
            if part.is_module:
                x = lecturers[part.index]
                slots = slice(self.first + position, self.first + position + part.sessions)
                if not inst.lecturer_free[x, slots].all() or state.lecturer_busy[x, slots].any():
                    return False
                for day in self._days(position, part.sessions):
                    if state.lecturer_venue[x, day] not in (-1, self.venue):
                        return False
                if not self._allowed(x, position, part.sessions):
                    return False
                self._book(x, position, part.sessions, 1)
            position += part.sessions
        return True
