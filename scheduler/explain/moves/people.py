"""Why somebody joins or leaves a class of the baseline."""

from functools import cached_property

import numpy as np

from models.explanation import Fact
from models.moves import Move, MoveKind
from scheduler.explain.moves.change import Change
from scheduler.explain.situation import Situation
from scheduler.explain.words import Voice
from scheduler.formulation.decisions import ClassDecision, within_repeat_share
from scheduler.formulation.instance import Instance


class People:
    """The enrolments of both plans side by side."""

    def __init__(self, situation: Situation, voice: Voice) -> None:
        """Keep the plan; who attended what is worked out when first asked for."""
        self.inst: Instance = situation.instance
        self.situation = situation
        self.voice = voice

    @cached_property
    def former(self) -> dict[int, set[int]]:
        """Cadre -> the classes of the baseline that the scenario still has."""
        found: dict[int, set[int]] = {}
        for cls in self.inst.classes:
            if cls.baseline is not None:
                for i in cls.baseline.members.tolist():
                    found.setdefault(i, set()).add(cls.index)
        return found

    @cached_property
    def lost_cadres(self) -> dict[str, list[str]]:
        """Class id -> the cadres of the baseline who are no longer planned."""
        baseline, known = self.inst.scenario.baseline, set(self.inst.cadre_ids)
        found: dict[str, list[str]] = {}
        for row in () if baseline is None else baseline.enrolments:
            if row.cadre not in known:
                found.setdefault(row.class_id, []).append(row.cadre)
        return found

    def of(self, change: Change) -> list[Move]:
        """Return who joined and left a class."""
        inst, decision = self.inst, change.decision
        points = inst.scenario.rules.moves.enrolment
        members = np.zeros(0, dtype=np.int64) if decision is None else decision.members
        names = self.lost_cadres.get(change.cls.id, []) if change.before is not None else []
        moves = [
            change.move(
                MoveKind.CADRE_REMOVED,
                self.voice.fact("move_not_planned"),
                cadre=name,
                points=points,
            )
            for name in names
        ]
        for i in np.setdiff1d(change.former, members).tolist():
            moves.append(
                change.move(
                    MoveKind.CADRE_REMOVED,
                    self._left(change, i),
                    cadre=inst.cadre_ids[i],
                    points=points,
                )
            )
        for i in np.setdiff1d(members, change.former).tolist():
            moves.append(
                change.move(
                    MoveKind.CADRE_ADDED,
                    self._joined(change, i),
                    cadre=inst.cadre_ids[i],
                    points=points,
                )
            )
        return moves

    def _left(self, change: Change, i: int) -> Fact:
        decision, voice = change.decision, self.voice
        now = set(self.situation.usage.classes_of.get(i, ()))
        gained = sorted(now - self.former.get(i, set()))
        if decision is not None:
            barred = self._barred(change, decision, i)
            if barred is not None:
                return barred
        if gained:
            return voice.fact("move_other_class", other=self.inst.classes[gained[0]].id)
        if decision is None:
            return voice.fact("move_class_closed")
        seats = self.inst.capacity(change.k, decision.room)
        if len(decision.members) >= seats and not change.stands:
            return voice.fact("move_room_small", seats=seats)
        return self._unit(decision, i) or voice.fact("move_trade")

    def _barred(self, change: Change, decision: ClassDecision, i: int) -> Fact | None:
        """Return what keeps cadre i alone from attending the class as it is now."""
        inst, voice = self.inst, self.voice
        if not inst.attends(decision.start, decision.menu.days)[i]:
            return voice.fact("move_away")
        venue = inst.room_venue[decision.room]
        admits = inst.programmes[change.cls.programme].admits[i]
        if not admits or not inst.serves[venue, inst.unit_of[i]]:
            return voice.fact("move_not_admitted")
        if not within_repeat_share(inst, decision.menu)[i]:
            return voice.fact("move_repeat")
        return None

    def _unit(self, decision: ClassDecision, i: int) -> Fact | None:
        inst = self.inst
        u = int(inst.unit_of[i])
        days = slice(decision.start, decision.start + decision.menu.days)
        if (self.situation.usage.unit_day[days, u] >= inst.unit_cap[u]).any():
            return self.voice.fact("move_unit_cap", unit=inst.scenario.units[u].id)
        return None

    def _joined(self, change: Change, i: int) -> Fact:
        inst, voice = self.inst, self.voice
        if i in change.cls.members.tolist():
            return voice.fact("move_fixed_cadre")
        now = set(self.situation.usage.classes_of.get(i, ()))
        given_up = sorted(self.former.get(i, set()) - now)
        if given_up:
            return voice.fact("move_from_class", other=inst.classes[given_up[0]].id)
        if self.situation.usage.covered[i] and not inst.covered[i]:
            tier = inst.scenario.tiers[int(inst.tier_of[i])].id
            return voice.fact("move_wins_back", tier=tier)
        least = inst.programmes[change.cls.programme].size_min
        decision = change.decision
        if decision is not None and len(decision.members) <= least:
            return voice.fact("move_fills", least=least)
        return voice.fact("move_trade")
