"""The wall calendar of a planner by hand: who, which room and which lecturer is taken when."""

import numpy as np

from scheduler.formulation.decisions import ClassDecision, class_cost
from scheduler.formulation.instance import Bools, Instance, Ints

NOBODY = -1


class Book:
    """What is booked so far; every question is about one class more."""

    def __init__(self, instance: Instance) -> None:
        """Open an empty book."""
        units, groups = len(instance.unit_cap), int(instance.group_of.max(initial=NOBODY)) + 1
        lecturers = len(instance.lecturer_ids)
        self.instance = instance
        self.absent = np.zeros((instance.num_days, units), dtype=np.int64)
        self.group_away = np.zeros((instance.num_days, max(groups, 1)), dtype=bool)
        self.room_taken = ~instance.room_free
        self.lecturer_taken = ~instance.lecturer_free
        self.lecturer_venue = np.full((lecturers, instance.num_days), NOBODY, dtype=np.int64)
        self.sessions = np.zeros(lecturers, dtype=np.int64)
        self.week_sessions = np.zeros((lecturers, int(instance.week.max()) + 1), dtype=np.int64)
        self.day_sessions = np.zeros((lecturers, instance.num_days), dtype=np.int64)
        self.attends = np.zeros(instance.num_cadres, dtype=bool)
        self.cost = 0.0

    def room_is_free(self, room: int, start: int, length: int) -> bool:
        """Tell whether a room is free in every slot of a class."""
        first = start * self.instance.slots_per_day
        return not self.room_taken[room, first : first + length].any()

    def pick(self, wishes: Ints, may: Bools, start: int, days: int, seats: int) -> Ints:
        """Return the first of the wishes that unit quotas, cover groups and seats let in."""
        span = slice(start, start + days)
        groups = self.instance.group_of
        held: Bools = np.any(self.group_away[span], axis=0)
        may = may & ~self.attends & ~((groups >= 0) & held[groups])
        picked: Ints = wishes[may[wishes]]
        picked = picked[_first_of_group(groups[picked])]
        quota = self.instance.unit_cap - self.absent[span].max(axis=0)
        units = self.instance.unit_of[picked]
        inside: Ints = picked[_rank_within(units) < quota[units]]
        return inside[:seats]

    def lecturer_may(self, lecturer: int, slot: int, sessions: int, venue: int) -> bool:
        """Tell whether a lecturer can take `sessions` slots from `slot` in a venue (H7, H8)."""
        instance = self.instance
        if self.lecturer_taken[lecturer, slot : slot + sessions].any():
            return False
        if self.sessions[lecturer] + sessions > instance.lecturer_total[lecturer]:
            return False
        days = [h // instance.slots_per_day for h in range(slot, slot + sessions)]
        for day in set(days):
            elsewhere = self.lecturer_venue[lecturer, day] not in (NOBODY, venue)
            full = self.day_sessions[lecturer, day] + days.count(day)
            if elsewhere or full > instance.lecturer_day[lecturer]:
                return False
        weeks = [int(instance.week[day]) for day in days]
        return all(
            self.week_sessions[lecturer, week] + weeks.count(week)
            <= instance.lecturer_week[lecturer]
            for week in set(weeks)
        )

    def teach(self, lecturer: int, slot: int, sessions: int, venue: int, sign: int = 1) -> None:
        """Book the slots of a lecturer, or with sign -1 take them back."""
        for h in range(slot, slot + sessions):
            day = h // self.instance.slots_per_day
            self.lecturer_taken[lecturer, h] = sign > 0
            self.sessions[lecturer] += sign
            self.day_sessions[lecturer, day] += sign
            self.week_sessions[lecturer, self.instance.week[day]] += sign
            if self.day_sessions[lecturer, day] == 0:
                self.lecturer_venue[lecturer, day] = NOBODY
            elif sign > 0:
                self.lecturer_venue[lecturer, day] = venue

    def book(self, k: int, decision: ClassDecision) -> None:
        """Enter a class; its lecturers are entered already."""
        instance, days = self.instance, decision.menu.days
        first = decision.start * instance.slots_per_day
        span = slice(decision.start, decision.start + days)
        self.room_taken[decision.room, first : first + decision.menu.length] = True
        units = np.bincount(instance.unit_of[decision.members], minlength=len(instance.unit_cap))
        self.absent[span] += units
        groups = instance.group_of[decision.members]
        self.group_away[span, groups[groups >= 0]] = True
        self.attends[decision.members] = True
        self.cost += class_cost(instance, k, decision)


def _first_of_group(groups: Ints) -> Bools:
    """Return which positions hold the first member of their group; -1 is no group."""
    positions = np.arange(len(groups))
    first = np.zeros(int(groups.max(initial=NOBODY)) + 2, dtype=np.int64)
    # Of several assignments to one place the last stays: from the back, that is the first member.
    first[groups[::-1]] = positions[::-1]
    is_first: Bools = (first[groups] == positions) | (groups < 0)
    return is_first


def _rank_within(labels: Ints) -> Ints:
    """Return for each position how many earlier positions hold the same label."""
    order = np.argsort(labels, kind="stable")
    sorted_labels = labels[order]
    starts = np.flatnonzero(np.r_[True, sorted_labels[1:] != sorted_labels[:-1]])
    lengths = np.diff(np.r_[starts, len(labels)])
    ranks = np.empty(len(labels), dtype=np.int64)
    ranks[order] = np.arange(len(labels)) - np.repeat(starts, lengths)
    return ranks
