"""A plan under construction: who and what is busy when, kept while classes come and go."""

import numpy as np

from scheduler.formulation.decisions import ClassDecision, Decisions
from scheduler.formulation.instance import Instance, Ints


class State:
    """The open classes with the resources they use; `add` and `remove` are exact inverses."""

    def __init__(self, instance: Instance) -> None:
        """Begin with no class open."""
        self.instance = instance
        slots, days = instance.num_slots, instance.num_days
        self.decisions: Decisions = {}
        self.count = np.zeros(instance.num_cadres, dtype=np.int16)
        self.given = np.zeros_like(instance.remaining)
        self.several = instance.scenario.rules.max_classes_per_cadre > 1
        self.had = np.zeros(instance.seen.shape) if self.several else None
        self.busy = np.zeros((days, instance.num_cadres), dtype=bool) if self.several else None
        self.unit_day = np.zeros((days, len(instance.unit_cap)), dtype=np.int32)
        groups = int(instance.group_of.max(initial=-1)) + 1
        self.group_day = np.zeros((days, groups), dtype=bool)
        self.room_busy = np.zeros((len(instance.room_ids), slots), dtype=bool)
        self.lecturer_busy = np.zeros((len(instance.lecturer_ids), slots), dtype=bool)
        self.lecturer_load = np.zeros(len(instance.lecturer_ids), dtype=np.int64)
        weeks = int(instance.week[-1]) + 1 if days else 0
        self.lecturer_week = np.zeros((len(instance.lecturer_ids), weeks), dtype=np.int64)
        self.lecturer_day = np.zeros((len(instance.lecturer_ids), days), dtype=np.int64)
        self.lecturer_venue = np.full((len(instance.lecturer_ids), days), -1, dtype=np.int64)
        self.covered = instance.covered.copy()
        self.tier_left = instance.tier_need.copy()

    def add(self, k: int, decision: ClassDecision) -> None:
        """Open class k."""
        self.decisions[k] = decision
        self._teaching(decision, 1)
        self.set_members(k, decision, 1)

    def remove(self, k: int) -> ClassDecision:
        """Close class k and return what it was."""
        decision = self.decisions.pop(k)
        self._teaching(decision, -1)
        self.set_members(k, decision, -1)
        return decision

    def reassign(self, k: int, decision: ClassDecision) -> None:
        """Replace the decision of an open class."""
        self.remove(k)
        self.add(k, decision)

    def _teaching(self, decision: ClassDecision, sign: int) -> None:
        inst = self.instance
        per_day = inst.slots_per_day
        first = decision.start * per_day
        self.room_busy[decision.room, first : first + decision.menu.length] = sign > 0
        venue = int(inst.room_venue[decision.room])
        slot = first
        for part in decision.order:
            if part.is_module:
                lecturer = decision.lecturers[part.index]
                for h in range(slot, slot + part.sessions):
                    day = h // per_day
                    self.lecturer_busy[lecturer, h] = sign > 0
                    self.lecturer_day[lecturer, day] += sign
                    self.lecturer_week[lecturer, inst.week[day]] += sign
                    if self.lecturer_day[lecturer, day] == 0:
                        self.lecturer_venue[lecturer, day] = -1
                    else:
                        self.lecturer_venue[lecturer, day] = venue
                self.lecturer_load[lecturer] += sign * part.sessions
            slot += part.sessions

    def set_members(self, k: int, decision: ClassDecision, sign: int) -> None:
        """Enrol (sign 1) or release (sign -1) the members of a class."""
        inst = self.instance
        members = decision.members
        if not len(members):
            return
        days = slice(decision.start, decision.start + decision.menu.days)
        self.unit_day[days] += sign * np.bincount(
            inst.unit_of[members], minlength=len(inst.unit_cap)
        ).astype(np.int32)
        groups = inst.group_of[members]
        self.group_day[days, groups[groups >= 0]] = sign > 0
        self.count[members] += sign
        gain = inst.gain(inst.classes[k].programme, decision.menu, decision.start)
        self.given[members] += sign * gain
        if self.busy is not None:
            self.busy[days, members] = sign > 0
            self._had(members, decision, sign)
        covered = (inst.remaining[members] - self.given[members] <= 1e-9).all(axis=1)
        changed = members[covered != self.covered[members]]
        self.covered[members] = covered
        tiers = np.bincount(inst.tier_of[changed], minlength=len(self.tier_left))
        self.tier_left -= sign * tiers

    def _had(self, members: Ints, decision: ClassDecision, sign: int) -> None:
        assert self.had is not None
        if sign > 0:
            self.had[members] = np.maximum(self.had[members], decision.menu.largest)
            return
        self.had[members] = 0.0
        inside = np.zeros(self.instance.num_cadres, dtype=bool)
        inside[members] = True
        for other in self.decisions.values():
            both = other.members[inside[other.members]]
            self.had[both] = np.maximum(self.had[both], other.menu.largest)

    def copy_decisions(self) -> Decisions:
        """Return the open classes; decisions themselves are never changed."""
        return dict(self.decisions)

    def load(self, decisions: Decisions) -> None:
        """Make the open classes exactly those of `decisions`."""
        for k in [k for k, d in self.decisions.items() if decisions.get(k) is not d]:
            self.remove(k)
        for k, decision in decisions.items():
            if k not in self.decisions:
                self.add(k, decision)
