"""Order the parts of one class and choose its lecturers by a short backtracking search."""

from collections.abc import Mapping

import numpy as np

from scheduler.formulation.decisions import ClassDecision, Part, parts_of
from scheduler.formulation.instance import Bools, Floats, Instance, Menu
from scheduler.solve.state import State

NODES_AT_MOST = 120


def lecturer_prices(state: State, need: Floats) -> Floats:
    """Return [l]: how much the classes still to come want of a lecturer's remaining sessions.

    `need[m]` is the number of sessions of module m expected still; each module spreads its need
    over those who can teach it in proportion to what they have left.
    """
    inst = state.instance
    left = np.maximum(inst.lecturer_total - state.lecturer_load, 0).astype(float)
    able = _able(inst)
    supply = left @ able
    pull = np.divide(need, supply, out=np.zeros_like(need), where=supply > 0)
    result: Floats = able @ pull
    return result


def _able(inst: Instance) -> Floats:
    able = np.zeros((len(inst.lecturer_ids), len(inst.module_ids)))
    for programme in inst.programmes:
        np.maximum(able, programme.level > 0, out=able)
    return able


class Teacher:
    """Finds an order and lecturers for one class at a given start; None where it finds none."""

    def __init__(self, state: State, mismatch_weight: float, fee_weight: float) -> None:
        """Weights turn mismatch points and fees into the unit of the prices."""
        self.state = state
        inst = state.instance
        self.mismatch_weight = mismatch_weight
        self.fees = inst.lecturer_fee * fee_weight
        self.prices: Floats = np.zeros(len(inst.lecturer_ids))
        self.able = [
            {
                m: np.flatnonzero(programme.level[:, m] > 0).tolist()
                for m in {*programme.core, *(m for _, ms in programme.choices for m in ms)}
            }
            for programme in inst.programmes
        ]

    def hopeless(self, k: int, menu: Menu) -> bool:
        """Tell whether some module of a menu has nobody left with enough sessions."""
        left = self.state.instance.lecturer_total - self.state.lecturer_load
        able = self.able[self.state.instance.classes[k].programme]
        sessions = self.state.instance.module_sessions
        return any(max((left[x] for x in able[m]), default=-1) < sessions[m] for m in menu.modules)

    def assign(
        self, k: int, menu: Menu, start: int, venue: int
    ) -> tuple[tuple[Part, ...], dict[int, int]] | None:
        """Return the order of the parts and module -> lecturer for class k."""
        inst = self.state.instance
        cls = inst.classes[k]
        programme = inst.programmes[cls.programme]
        parts = parts_of(inst, k, menu)
        before: dict[int, list[int]] = {}
        for a, b in programme.order:
            if a in menu.modules and b in menu.modules:
                before.setdefault(b, []).append(a)
        search = _Search(self, k, menu, start, venue, before)
        firsts = [p for p in parts if not p.is_module and _position(programme, p) == "first"]
        lasts = [p for p in parts if not p.is_module and _position(programme, p) == "last"]
        free = [p for p in parts if not p.is_module and _position(programme, p) == "any"]
        modules = [p for p in parts if p.is_module]
        if cls.frozen is not None:
            return search.frozen(cls.frozen.modules, cls.frozen.lecturers, firsts, lasts, free)
        fixed = cls.lecturers
        return search.run(firsts, lasts, free, modules, fixed)

    def keep(
        self, k: int, menu: Menu, start: int, venue: int, decision: ClassDecision
    ) -> tuple[tuple[Part, ...], dict[int, int]] | None:
        """Return the order and lecturers of an earlier plan where they are still possible."""
        inst = self.state.instance
        level = inst.programmes[inst.classes[k].programme].level
        lecturers = dict(decision.lecturers)
        fixed = inst.classes[k].lecturers.items()
        wanted = sorted(parts_of(inst, k, menu)) == sorted(decision.order)
        if not wanted or any(level[x, m] == 0 for m, x in lecturers.items()):
            return None
        if any(lecturers.get(m, x) != x for m, x in fixed):
            return None
        search = _Search(self, k, menu, start, venue, {})
        return (decision.order, lecturers) if search.fits(decision.order, lecturers) else None


def _position(programme: object, part: Part) -> str:
    return str(programme.activities[part.index].position)  # type: ignore[attr-defined]


def _long_enough(rows: Bools, sessions: int) -> Bools:
    """Return [x, q]: lecturer x is free in slots q .. q + sessions - 1."""
    if rows.shape[1] < sessions:
        return np.zeros((rows.shape[0], 0), dtype=bool)
    result = rows[:, : rows.shape[1] - sessions + 1]
    for n in range(1, sessions):
        result = result & rows[:, n : rows.shape[1] - sessions + 1 + n]
    return result


class _Search:
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
        for part in ready:
            for lecturer in self._who(part, position)[:4]:
                if not self._allowed(lecturer, position, part.sessions):
                    continue
                self._book(lecturer, position, part.sessions, 1)
                self.lecturers[part.index] = lecturer
                self.chosen.append(part)
                rest = [p for p in modules if p is not part]
                if self._fill(position + part.sessions, rest, free):
                    return True
                self.chosen.pop()
                del self.lecturers[part.index]
                self._book(lecturer, position, part.sessions, -1)
                if self.nodes > NODES_AT_MOST:
                    return False
        for n, activity in enumerate(free):
            self.chosen.append(activity)
            if self._fill(position + activity.sessions, modules, free[:n] + free[n + 1 :]):
                return True
            self.chosen.pop()
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
