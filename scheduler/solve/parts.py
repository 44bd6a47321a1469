"""Among which classes of a large plan people are assigned anew: those that changed, and others."""

import numpy as np

from scheduler.formulation.decisions import ClassDecision, Decisions
from scheduler.solve.opening import Opener

WHOLE_EVERY = 8  # times it is all classes
MUCH = 0.3  # of the classes: where so many have changed too
BESIDE = 90  # other classes
MORE_PARTS = 3  # one after the other, while the plan becomes better


class Parts:
    """Remembers the plan whose people were assigned last."""

    def __init__(self, opener: Opener) -> None:
        """Begin before any plan; then all classes are to be assigned."""
        self.opener = opener
        self.assigned: Decisions | None = None
        self.times = 0

    def next(self, decisions: Decisions) -> set[int] | None:
        """Return the classes among which to assign now, None: all of them, as now and then."""
        self.times += 1
        return None if self.times % WHOLE_EVERY == 0 else self.changed(decisions)

    def changed(self, decisions: Decisions) -> set[int] | None:
        """Return the classes of a large plan that are not as they were assigned, and some others.

        None: all classes; so it is now and then, and where much has changed.
        """
        if self.opener.prices is None or self.assigned is None:
            return None
        changed = {k for k, d in decisions.items() if not _same_people(d, self.assigned.get(k))}
        if len(changed) > MUCH * len(decisions):
            return None
        others = sorted(set(decisions) - changed)
        more = self.opener.random.sample(others, min(len(others), BESIDE))
        return changed.union(more)


def _same_people(one: ClassDecision, other: ClassDecision | None) -> bool:
    """Tell whether a class has the same people at the same place, whoever teaches."""
    if one is other or other is None:
        return one is other
    same = one.start == other.start and one.room == other.room and one.menu is other.menu
    return same and np.array_equal(one.members, other.members)
