"""When kinds of classes can start: calendar, rooms and who could teach; spans no class leaves."""

import bisect
from dataclasses import dataclass

import numpy as np

from scheduler.formulation.instance import Bools, Floats, Instance, Ints
from scheduler.formulation.relaxation.kinds import Kind, Offer, Place


@dataclass(frozen=True)
class KindTimes:
    """Start days of a kind; a class takes `days` to `most_days` days.

    `room_free[r]` and `can[m]` tell per start whether the room is free and who could teach.
    """

    days: int
    most_days: int
    starts: Ints
    room_free: dict[int, Bools]
    can: dict[int, Bools]  # [l, start]


@dataclass(frozen=True)
class Spans:
    """A partition of the start days; `runs` are unbroken days of work, which no class leaves.

    `daily`: every span is one day; else a span is one run or several.
    """

    of_day: Ints
    num: int
    daily: bool
    run_of_day: Ints


def derive_times(instance: Instance, kind: Kind, offers: list[Offer]) -> KindTimes:
    """Return the start days of a kind on which some room is free and every module has a teacher."""
    chosen = [offers[g] for g in kind.offers]
    days = min((offer.days for offer in chosen), default=1)
    length = min((offer.length for offer in chosen), default=1)
    longest = max((offer.most_days for offer in chosen), default=1) * instance.slots_per_day
    starts = np.array(instance.starts(kind.example, days) if chosen else [], dtype=np.int64)
    first = starts * instance.slots_per_day
    room_free = {}
    for r in kind.rooms:
        free = np.concatenate([[0], np.cumsum(instance.room_free[r])])
        end = np.minimum(first + length, instance.num_slots)
        room_free[r] = free[end] - free[first] == end - first
    can = _teachers(instance, kind, starts, longest)
    usable = np.zeros(len(starts), dtype=bool)
    for free in room_free.values():
        usable |= free
    programme = instance.programmes[kind.programme]
    for m in programme.core:
        usable &= can[m].any(axis=0)
    for count, modules in programme.choices:
        usable &= sum((can[m].any(axis=0).astype(int) for m in modules), start=0) >= count
    return KindTimes(
        days=days,
        most_days=max((offer.most_days for offer in chosen), default=1),
        starts=starts[usable],
        room_free={r: free[usable] for r, free in room_free.items()},
        can={m: who[:, usable] for m, who in can.items()},
    )


def _teachers(instance: Instance, kind: Kind, starts: Ints, longest: int) -> dict[int, Bools]:
    """Return for each module [l, start]: l is qualified and free somewhere inside the class."""
    programme = instance.programmes[kind.programme]
    head = sum(a.sessions for a in programme.activities if a.position == "first")
    tail = sum(a.sessions for a in programme.activities if a.position == "last")
    modules = {*programme.core, *(m for _, ms in programme.choices for m in ms)}
    first = starts * instance.slots_per_day + head
    result = {}
    for m in modules:
        sessions = int(instance.module_sessions[m])
        free = _free_runs(instance, sessions)
        last = starts * instance.slots_per_day + longest - tail - sessions
        last = np.minimum(last, instance.num_slots - sessions)
        count = free[:, np.maximum(last + 1, first)] - free[:, first]
        able = (programme.level[:, m] > 0) & (instance.lecturer_total >= sessions)
        able &= (instance.lecturer_day > 0) & (instance.lecturer_week > 0)
        if m in kind.fixed:
            able &= np.arange(len(able)) == kind.fixed[m]
        result[m] = (count > 0) & able[:, None]
    return result


def _free_runs(instance: Instance, sessions: int) -> Ints:
    """Return [l, h]: the slots before h from which l is free for that many sessions."""
    free = instance.lecturer_free
    run = np.zeros_like(free)
    width = free.shape[1] - sessions + 1
    if width > 0:
        run[:, :width] = np.logical_and.reduce([free[:, n : n + width] for n in range(sessions)])
    total = np.zeros((free.shape[0], free.shape[1] + 1), dtype=np.int64)
    np.cumsum(run, axis=1, out=total[:, 1:])
    return total


def derive_spans(instance: Instance, coarse: int) -> Spans:
    """Return spans: every start day (0), every run of days (1), runs by month (2), one (3)."""
    working = instance.working
    begins = working & ~np.concatenate([[False], working[:-1]])
    run: Ints = np.maximum(np.cumsum(begins) - 1, 0)
    num = int(run.max(initial=0)) + 1
    if coarse == 0:
        return Spans(np.arange(instance.num_days, dtype=np.int64), instance.num_days, True, run)
    if coarse == 1:
        return Spans(run, num, False, run)
    if coarse == 2:
        first = np.flatnonzero(begins)
        month = instance.month[first] if len(first) else np.zeros(1, dtype=np.int64)
        _, renumbered = np.unique(month, return_inverse=True)
        return Spans(renumbered[run], int(renumbered.max(initial=0)) + 1, False, run)
    return Spans(np.zeros(instance.num_days, dtype=np.int64), 1, False, run)


def daily_sessions(instance: Instance) -> Ints:
    """Return [l, d]: the most sessions l can give on a day (H7, H8)."""
    per_day = instance.lecturer_free.reshape(
        len(instance.lecturer_ids), instance.num_days, instance.slots_per_day
    )
    daily: Ints = np.minimum(per_day.sum(axis=2), instance.lecturer_day[:, None])
    daily[:, ~instance.working] = 0
    return daily


def sessions_within(instance: Instance, daily: Ints, inside: Bools) -> Ints:
    """Return [l]: the most sessions l can give on the days inside, weekly limits held (H8)."""
    total: Ints = np.zeros(len(daily), dtype=np.int64)
    for week in np.unique(instance.week[inside]):
        at = inside & (instance.week == week)
        total += np.minimum(daily[:, at].sum(axis=1), instance.lecturer_week)
    return total


def fitting_days(instance: Instance, room: int, days: int) -> Ints:
    """Return the days on which a class of at least `days` days can start in a room (H4, H9)."""
    length = (days - 1) * instance.slots_per_day + 1
    first = np.arange(max(0, instance.num_days - days + 1), dtype=np.int64)
    working = np.concatenate([[0], np.cumsum(instance.working)])
    free = np.concatenate([[0], np.cumsum(instance.room_free[room])])
    slot = first * instance.slots_per_day
    whole = (working[first + days] - working[first] == days) & (
        free[slot + length] - free[slot] == length
    )
    result: Ints = first[whole]
    return result


def one_by_one(fitting: Ints, days: int, first: int, last: int) -> list[int]:
    """Return the most disjoint starts among the fitting ones within first .. last - 1."""
    taken: list[int] = []
    starts = fitting.tolist()
    n = bisect.bisect_left(starts, first)
    while n < len(starts) and starts[n] + days <= last:
        taken.append(starts[n])
        n = bisect.bisect_left(starts, starts[n] + days)
    return taken


def span_months(instance: Instance, times: KindTimes, spans: Spans) -> tuple[Ints, Ints, Floats]:
    """Return the (span, month) pairs of a kind's starts and the least risk of a start in each."""
    pairs = np.stack([spans.of_day[times.starts], instance.month[times.starts]])
    found, place = np.unique(pairs, axis=1, return_inverse=True)
    total = np.concatenate([[0.0], np.cumsum(instance.risk)])
    risk = total[times.starts + times.days] - total[times.starts]
    least = np.full(found.shape[1], np.inf)
    np.minimum.at(least, place.ravel(), risk)
    return found[0], found[1], np.maximum(0.0, least)


def feasible_places(kind: Kind, times: KindTimes, places: list[Place]) -> list[int]:
    """Return the places in which some start of the kind finds a free room."""
    return [
        pl
        for pl, place in enumerate(places)
        if any(r in times.room_free and times.room_free[r].any() for r in place.rooms)
    ]
