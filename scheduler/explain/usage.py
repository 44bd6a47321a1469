"""Who and what a finished plan uses when, by class, so that a question can name the class."""

from collections import defaultdict

import numpy as np

from scheduler.formulation.decisions import (
    ClassDecision,
    Decisions,
    class_cost,
    evaluate,
    gains,
    level_values,
)
from scheduler.formulation.instance import Bools, Floats, Instance

NOBODY = -1


class Usage:
    """The use of people, lecturers and rooms by the open classes; never changed afterwards."""

    def __init__(self, instance: Instance, decisions: Decisions) -> None:
        """Count what every open class takes."""
        self.instance = instance
        self.decisions = decisions
        days, slots = instance.num_days, instance.num_slots
        lecturers, groups = len(instance.lecturer_ids), int(instance.group_of.max(initial=-1)) + 1
        weeks = int(instance.week[-1]) + 1 if days else 0
        self.unit_day = np.zeros((days, len(instance.unit_cap)), dtype=np.int64)
        self.group_day = np.zeros((days, groups), dtype=np.int64)
        self.room_class = np.full((len(instance.room_ids), slots), NOBODY, dtype=np.int64)
        self.lecturer_class = np.full((lecturers, slots), NOBODY, dtype=np.int64)
        self.lecturer_venue = np.full((lecturers, days), NOBODY, dtype=np.int64)
        self.lecturer_day = np.zeros((lecturers, days), dtype=np.int64)
        self.lecturer_week = np.zeros((lecturers, weeks), dtype=np.int64)
        self.lecturer_load = np.zeros(lecturers, dtype=np.int64)
        self.count = np.zeros(instance.num_cadres, dtype=np.int64)
        self.classes_of: dict[int, list[int]] = defaultdict(list)
        for k, decision in sorted(decisions.items()):
            self._people(k, decision)
            self._teaching(k, decision)
        given = gains(instance, decisions)
        rest = np.maximum(0.0, instance.remaining - given)
        rest[rest <= 1e-9] = 0.0
        self.given: Floats = given
        self.rest: Floats = rest
        self.covered: Bools = np.asarray((rest <= 0).all(axis=1), dtype=bool)
        self.cost = sum(class_cost(instance, k, d) for k, d in decisions.items())
        self.components = evaluate(instance, decisions)
        self.levels = level_values(instance, self.components)

    def _people(self, k: int, decision: ClassDecision) -> None:
        inst = self.instance
        days = slice(decision.start, decision.start + decision.menu.days)
        members = decision.members
        self.count[members] += 1
        for i in members.tolist():
            self.classes_of[i].append(k)
        self.unit_day[days] += np.bincount(inst.unit_of[members], minlength=len(inst.unit_cap))
        groups = inst.group_of[members]
        self.group_day[days] += np.bincount(
            groups[groups >= 0], minlength=self.group_day.shape[1]
        ).astype(np.int64)

    def _teaching(self, k: int, decision: ClassDecision) -> None:
        inst = self.instance
        slot = decision.start * inst.slots_per_day
        self.room_class[decision.room, slot : slot + decision.menu.length] = k
        for part in decision.order:
            if part.is_module:
                x = decision.lecturers[part.index]
                self.lecturer_load[x] += part.sessions
                for h in range(slot, slot + part.sessions):
                    day = h // inst.slots_per_day
                    self.lecturer_class[x, h] = k
                    self.lecturer_venue[x, day] = inst.room_venue[decision.room]
                    self.lecturer_day[x, day] += 1
                    self.lecturer_week[x, inst.week[day]] += 1
            slot += part.sessions

    def days_of(self, k: int) -> range:
        """Return the days of an open class."""
        decision = self.decisions[k]
        return range(decision.start, decision.start + decision.menu.days)

    def budget_left(self) -> float | None:
        """Return what the budget leaves, None where there is none."""
        budget = self.instance.scenario.rules.budget
        return None if budget is None else budget - self.cost
