"""Mend a baseline step by step: places, lecturers, people, budget; then win coverage back."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from models.rules import Component
from scheduler.formulation.decisions import ClassDecision, Decisions
from scheduler.formulation.instance import Instance
from scheduler.formulation.teaching import Effort, Option
from scheduler.solve.construct import fill
from scheduler.solve.figures import Figures, better
from scheduler.solve.insert import NEAR, insert
from scheduler.solve.opening import Opener
from scheduler.solve.people import reassign
from scheduler.solve.repair.places import replace_class, replace_with_neighbours
from scheduler.solve.repair.teaching import WORK, reteach, teach
from scheduler.solve.repair.wish import (
    Wish,
    place_is_possible,
    staying,
    wishes,
    with_other_electives,
)
from scheduler.solve.state import State

INSERTING = 0.6
INSERTIONS = 6
MENDING = 5.0  # seconds
BACK_AT_MOST = 12


class Mender:
    """Mends one baseline; the state holds the plan as far as it is mended."""

    def __init__(
        self,
        instance: Instance,
        seed: int,
        left: Callable[[], float],
        expired: Callable[[], bool],
        *,
        patience: float = MENDING,
    ) -> None:
        """Prepare; nothing is open before `run`.

        `patience` is how long one step of mending may take, in seconds, when time is over.
        """
        self.inst = instance
        self.state = State(instance)
        self.figures = Figures(instance)
        self.opener = Opener(instance, self.state, self.figures, seed)
        self.seed = seed
        self.left = left
        self.expired = expired
        self.patience = patience
        self.wishes: list[Wish] = []

    def run(self, baseline: Decisions) -> Decisions | None:
        """Return the mended plan, None where a class that must open cannot be mended."""
        self.wishes = wishes(self.inst, baseline)
        displaced = self._keep(self.wishes)
        displaced = self._place(displaced)
        self._open_required()
        if not self._complete() or not self._afford() or not self._assign():
            return None
        if self._short() and not self.expired():
            self._reopen(displaced)
            self._win_back()
        self._settle_teaching()
        return self.state.copy_decisions()

    def take_back(self, decisions: Decisions) -> Decisions:
        """Return a plan with those of its changes taken back that it does not need.

        Classes that stand elsewhere than in the baseline, largest first, are put back one by one,
        people assigned anew each time; whatever is better stays.
        """
        self.state.load(decisions)
        elsewhere = [w for w in self.wishes if not self._stands(w)]
        for wish in sorted(elsewhere, key=lambda w: (-len(w.before.members), w.k))[:BACK_AT_MOST]:
            if self.expired():
                break
            self._attempt(lambda w=wish: self._put_back(w))  # type: ignore[misc]
        return self.state.copy_decisions()

    def _stands(self, wish: Wish) -> bool:
        now = self.state.decisions.get(wish.k)
        return now is not None and (now.start, now.room) == (wish.start, wish.room)

    def _put_back(self, wish: Wish) -> Decisions | None:
        """Return the plan with a class where the baseline has it, None where that cannot be."""
        if wish.k in self.state.decisions:
            self.state.remove(wish.k)
        if not place_is_possible(self.opener, wish):
            return None
        return None if self._keep([wish]) else self.state.copy_decisions()

    def _effort(self, work: float) -> Effort:
        # Mending is cut off by its work: a machine that is busy elsewhere loses no lecturers.
        return Effort(work, time.monotonic() + max(self.patience, self.left()), self.seed)

    def _complete(self) -> bool:
        """Tell whether every class that must open is open, with nothing frozen changed."""
        must = {cls.index for cls in self.inst.classes if cls.must_open}
        return must <= set(self.state.decisions)

    def _short(self) -> bool:
        return self.figures.components(self.state)[Component.SHORTFALL] > 0

    def _keep(self, found: list[Wish]) -> list[Wish]:
        """Open what can stay where it was; return the classes that cannot."""
        displaced: list[Wish] = []
        untaught: list[Wish] = []
        for wish in found:
            if not place_is_possible(self.opener, wish):
                displaced.append(wish)
                continue
            members = staying(self.opener, wish, wish.start, wish.room)
            decision = self._as_it_was(wish)
            frozen = self.inst.classes[wish.k].frozen is not None
            if members is None or (frozen and decision is None):
                displaced.append(wish)
            elif decision is None:
                untaught.append(wish)
            else:
                self.state.add(wish.k, replace(decision, members=members))
        displaced += self._teach(untaught)
        return displaced

    def _as_it_was(self, wish: Wish) -> ClassDecision | None:
        """Return the class with its former lecturers where all of them can still come."""
        if wish.decision is None:
            return None
        venue = int(self.inst.room_venue[wish.room])
        teacher = self.opener.teacher
        kept = teacher.keep(wish.k, wish.menu, wish.start, venue, wish.decision)
        return None if kept is None else wish.decision

    def _teach(self, untaught: list[Wish]) -> list[Wish]:
        """Find lecturers for classes where they stand; return those that nobody can teach."""
        choices = [(wish, self._options(wish)) for wish in untaught]
        lost = [wish for wish, options in choices if not options]
        if len(lost) == len(choices):
            return lost
        everything = [option for _, options in choices for option in options]
        together = teach(self.opener, everything, self._effort(WORK))
        if together is not None:
            self.state.load(together)
            return lost
        for wish, options in choices:
            one = teach(self.opener, options, self._effort(WORK)) if options else None
            if one is None and options:
                lost.append(wish)
            elif one is not None:
                self.state.load(one)
        return lost

    def _options(self, wish: Wish) -> list[Option]:
        """Return a class where it stands, also with other electives that lose nobody."""
        members = staying(self.opener, wish, wish.start, wish.room)
        if members is None:
            return []
        found = [wish.option(members)]
        for other in with_other_electives(self.inst, wish):
            same = staying(self.opener, other, wish.start, wish.room)
            if same is not None and np.array_equal(same, members):
                found.append(other.option(members))
        return found

    def _place(self, displaced: list[Wish]) -> list[Wish]:
        """Give classes another place, large ones first; return those that find none."""
        frozen = [w for w in displaced if self.inst.classes[w.k].frozen is not None]
        order = [w for w in displaced if self.inst.classes[w.k].frozen is None]
        order.sort(
            key=lambda w: (not self.inst.classes[w.k].must_open, -len(w.before.members), w.k)
        )
        lost = list(frozen)
        for wish in order:
            self.opener.refresh_prices([])
            decision = replace_class(self.opener, wish)
            if decision is not None:
                self.state.add(wish.k, decision)
                continue
            plan = replace_with_neighbours(self.opener, wish, self._effort(2 * WORK))
            if plan is None:
                lost.append(wish)
            else:
                self.state.load(plan)
        return lost

    def _open_required(self) -> None:
        """Open classes that must open and that the baseline did not have or that were lost."""
        for cls in self.inst.classes:
            if cls.must_open and cls.frozen is None and cls.index not in self.state.decisions:
                opening = self.opener.best(cls.index, tries=2, tested=300, lean=True)
                if opening is not None:
                    self.state.add(cls.index, opening.decision)

    def _afford(self) -> bool:
        """Close classes until the budget holds, those first whose money covers fewest people."""
        while not self.figures.within_budget(self.state):
            closable = [k for k in self.state.decisions if not self.inst.classes[k].must_open]
            if not closable:
                return False
            self.state.remove(min(closable, key=self._loss_per_money))
        return True

    def _loss_per_money(self, k: int) -> tuple[float, int]:
        decision = self.state.decisions[k]
        cost = max(1.0, self.figures.of_class(k, decision).cost)
        before = self.figures.components(self.state)
        self.state.remove(k)
        after = self.figures.components(self.state)
        self.state.add(k, decision)
        weight = self.opener.columns.coefficient
        worth = sum(weight[c] * (after[c] - before[c]) for c in after)
        return worth / cost, k

    def _assign(self) -> bool:
        """Assign people anew, with as few changes as coverage allows; close what stays too small.

        Return whether every class has at least its least size then.
        """
        while True:
            people = self._people(self.state.copy_decisions())
            if people is not None:
                self.state.load(people)
                if self.figures.within_budget(self.state):
                    return True
                if not self._afford():
                    return False
                continue
            small = [k for k in self.state.decisions if self._is_small(k)]
            closable = [k for k in small if not self.inst.classes[k].must_open]
            if not small:
                return True
            if not closable:
                return False
            self.state.remove(
                min(closable, key=lambda k: (len(self.state.decisions[k].members), k))
            )

    def _is_small(self, k: int) -> bool:
        programme = self.inst.programmes[self.inst.classes[k].programme]
        return len(self.state.decisions[k].members) < programme.size_min

    def _people(self, decisions: Decisions) -> Decisions | None:
        """Return the plan with its people assigned anew, None where that is impossible."""
        if not decisions:
            return decisions
        if not self.state.several:
            return reassign(self.opener, decisions, max(1.0, self.left()))
        for k in sorted(decisions):
            if self._is_small(k) or self._short():
                self._top_up(k)
        return None if any(self._is_small(k) for k in decisions) else self.state.copy_decisions()

    def _top_up(self, k: int) -> None:
        """Give an open class more people beside those it has."""
        decision = self.state.remove(k)
        column = self.opener.columns.people(
            k, decision.menu, decision.start, decision.room, decision.members
        )
        if column is not None:
            decision = replace(decision, members=column.members)
        self.state.add(k, decision)
        if not self.figures.within_budget(self.state):
            self.state.reassign(k, replace(decision, members=decision.members))

    def _attempt(self, change: Callable[[], Decisions | None]) -> bool:
        """Take the plan of a change if it is valid and better; else the state stays as it was."""
        before = self.state.copy_decisions()
        value = self.figures.levels(self.state)
        plan = change()
        if plan is not None:
            self.state.load(plan)
            people = self._people(plan)
            if people is not None:
                self.state.load(people)
                fits = self._complete() and self.figures.within_budget(self.state)
                if fits and better(self.figures.levels(self.state), value):
                    return True
        self.state.load(before)
        return False

    def _reopen(self, displaced: list[Wish]) -> None:
        """Open classes that lost their place once more, with all lecturers near them free."""
        for wish in displaced:
            closed = wish.k not in self.state.decisions and self.inst.classes[wish.k].may_open
            if closed and self._short() and not self.expired():
                effort = self._effort(INSERTING)
                self._attempt(lambda k=wish.k, e=effort: insert(self.opener, [k], NEAR, e))  # type: ignore[misc]

    def _win_back(self) -> None:
        """Open further classes while somebody is short."""

        def filled() -> Decisions:
            fill(self.opener, self.expired)
            return self.state.copy_decisions()

        self._attempt(filled)
        tried = 0
        for members in self.opener.types:
            closed = [
                k
                for k in members
                if k not in self.state.decisions and self.inst.classes[k].may_open
            ]
            if not closed or not self._short() or self.expired() or tried >= INSERTIONS:
                continue
            tried += 1
            effort = self._effort(INSERTING)
            self._attempt(lambda k=closed[0], e=effort: insert(self.opener, [k], NEAR, e))  # type: ignore[misc]

    def _settle_teaching(self) -> None:
        """Look for fewer moves of modules among the classes that have some."""
        changed = [k for k in sorted(self.state.decisions) if self._module_moves(k) > 1]
        if changed and not self.expired():
            self._attempt(lambda: reteach(self.opener, changed, self._effort(WORK)))

    def _module_moves(self, k: int) -> int:
        before, decision = self.inst.classes[k].baseline, self.state.decisions[k]
        if before is None or self.inst.classes[k].frozen is not None:
            return 0
        now = {
            part.index: (decision.lecturers[part.index], offset + 1)
            for part, offset in decision.first_slots().items()
            if part.is_module
        }
        return sum(now[m] != taught for m, taught in before.teaching.items() if m in now)
