"""A scenario with its plan as every explanation sees it: arrays, decisions, use, kinds."""

from functools import cached_property

import numpy as np

from models.people import Cadre
from scheduler.explain.kinds import Kind, Kinds
from scheduler.explain.reach import Reach, Wanted, reach_of
from scheduler.explain.uncovered import causes
from scheduler.explain.usage import Usage
from scheduler.formulation.decisions import ClassDecision, Decisions, admissible
from scheduler.formulation.instance import Bools, Instance, Ints


class Situation:
    """The plan to be explained; parts are worked out when first asked for."""

    def __init__(
        self, instance: Instance, decisions: Decisions, unreadable: frozenset[str] = frozenset()
    ) -> None:
        """Keep the plan; `unreadable` are open classes whose sessions fit no programme."""
        self.unreadable = unreadable
        self.instance = instance
        self.decisions = decisions

    @cached_property
    def usage(self) -> Usage:
        """Who and what the plan uses when."""
        return Usage(self.instance, self.decisions)

    @cached_property
    def kinds(self) -> Kinds:
        """The classes in groups of equals."""
        return Kinds(self.instance)

    @cached_property
    def _people(self) -> dict[str, Cadre]:
        return {cadre.id: cadre for cadre in self.instance.scenario.cadres}

    def person(self, i: int) -> Cadre:
        """Return planned cadre i as the tables have it."""
        return self._people[self.instance.cadre_ids[i]]

    def closed(self, kind: Kind) -> list[int]:
        """Return the classes of a kind that did not open."""
        return [k for k in kind.members if k not in self.decisions]

    def wanted(self, cadres: Ints) -> Wanted:
        """Return what these cadres still lack after the plan."""
        allowed = self.instance.scenario.rules.max_classes_per_cadre
        return Wanted(cadres, self.usage.rest[cadres], allowed - self.usage.count[cadres])

    @cached_property
    def uncovered(self) -> Wanted:
        """All planned cadres who stay uncovered."""
        return self.wanted(np.flatnonzero(~self.usage.covered))

    @cached_property
    def reach_by_kind(self) -> list[Reach]:
        """For each kind: whom of the uncovered it could take in some plan."""
        return [reach_of(self.kinds, kind, self.uncovered) for kind in self.kinds.all]

    @cached_property
    def causes(self) -> Ints:
        """For each of the uncovered: why (a Cause)."""
        return causes(self)

    def may_join(self, k: int, decision: ClassDecision) -> Bools:
        """Return [i]: nothing about i alone speaks against an open class (H1, H10, H11, H13)."""
        return admissible(self.instance, k, decision.menu, decision.start, decision.room)

    def fixed_members(self, k: int) -> Ints:
        """Return the cadres who must attend class k (H15)."""
        cls = self.instance.classes[k]
        members = cls.members if cls.frozen is None else cls.frozen.members
        result: Ints = members[members >= 0]
        return result
