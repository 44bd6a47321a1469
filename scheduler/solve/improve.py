"""Improve a plan by opening some of its classes anew: destroy, repair, sometimes accept worse."""

from collections.abc import Callable

import numpy as np

from scheduler.formulation.decisions import Decisions
from scheduler.solve.construct import Care, fill
from scheduler.solve.figures import better
from scheduler.solve.opening import Opener

PERIOD = 240
FIRST_LEVEL_SLACK = 0.004
LOWER_LEVEL_SLACK = 0.006
SHAKEN = (0.3, 1.0)
NOISE = 0.3


class Improver:
    """Large-neighbourhood search over whole classes; `best` is never worse than the start.

    A plan that is a little worse than the current one is accepted too; how much is allowed falls
    to nothing over a period of rounds, then the search begins again from the best plan. Periods
    count rounds, not seconds, so that more time never gives a worse plan.
    """

    def __init__(self, opener: Opener, expired: Callable[[], bool]) -> None:
        """Begin with the plan in the opener's state."""
        self.opener = opener
        self.state = opener.state
        self.expired = expired
        self.random = opener.random
        self.best: Decisions = self.state.copy_decisions()
        self.value = opener.figures.levels(self.state)
        self.current, self.current_value = self.best, self.value
        self.must = {c.index for c in opener.inst.classes if c.must_open}
        self.rounds = 0
        inst = opener.inst
        self.wanted = float(inst.tier_weight @ inst.tier_need)

    def run(
        self,
        rounds: int,
        on_better: Callable[[], None],
        *,
        afresh: bool = False,
        begin: Decisions | None = None,
    ) -> None:
        """Try `rounds` neighbourhoods, or until time is up; the state holds the best plan then.

        `begin` is the plan to begin from instead of the best; `afresh` begins from a plan of which
        a large part was opened anew, at random.
        """
        self.current, self.current_value = self.best, self.value
        if begin is not None and self.must <= set(begin):
            self.state.load(begin)
            self.current, self.current_value = begin, self.opener.figures.levels(self.state)
        if afresh:
            self._shake()
        for _ in range(rounds):
            if self.expired():
                break
            self.rounds += 1
            if self._round():
                on_better()
        self.state.load(self.best)

    def _shake(self) -> None:
        """Close many classes and open others in a random order; take the result as current."""
        state = self.state
        inst = self.opener.inst
        share = self.random.uniform(*SHAKEN)
        removed = [
            k
            for k in sorted(state.decisions)
            if inst.classes[k].frozen is None and self.random.random() < share
        ]
        for k in removed:
            state.remove(k)
        self._repair(removed, NOISE)
        if self.expired() or not self.must <= set(state.decisions) or not self._affordable():
            state.load(self.best)
            return
        self.current = state.copy_decisions()
        self.current_value = self.opener.figures.levels(state)

    def adopt(self, decisions: Decisions) -> bool:
        """Take another plan over if it is better; the state holds the best one afterwards."""
        self.state.load(decisions)
        value = self.opener.figures.levels(self.state)
        if better(value, self.value) and self.must <= set(decisions) and self._affordable():
            self.best, self.value = dict(decisions), value
            return True
        self.state.load(self.best)
        return False

    def _round(self) -> bool:
        self._repair(self._destroy())
        value = self.opener.figures.levels(self.state)
        allowed = self.must <= set(self.state.decisions) or not self.must <= set(self.best)
        allowed = allowed and self._affordable()
        if self.expired() or not allowed or not self._acceptable(value):
            self.state.load(self.current)
            return False
        self.current, self.current_value = self.state.copy_decisions(), value
        if better(value, self.value):
            self.best, self.value = self.current, value
            return True
        return False

    def _affordable(self) -> bool:
        return self.opener.figures.within_budget(self.state)

    def _acceptable(self, value: tuple[float, ...]) -> bool:
        """Tell whether a plan is better than the current one or worse by little enough."""
        if not better(self.current_value, value):
            return True
        patience = 1.0 - (self.rounds % PERIOD) / PERIOD
        slack = [patience * LOWER_LEVEL_SLACK * abs(v) for v in self.value]
        slack[0] = max(slack[0], patience * FIRST_LEVEL_SLACK * self.wanted)
        return all(v <= b + s for v, b, s in zip(value[:2], self.value[:2], slack[:2], strict=True))

    def _destroy(self) -> list[int]:
        """Close a few classes that have something in common."""
        state = self.state
        inst = self.opener.inst
        open_now = [k for k in sorted(state.decisions) if inst.classes[k].frozen is None]
        if not open_now:
            return []
        size = min(len(open_now), self.random.choice((1, 1, 2, 2, 3, 4)))
        seed = self.random.choice(open_now)
        near = self._near(seed, [k for k in open_now if k != seed])
        chosen = [seed, *near[: size - 1]]
        for k in chosen:
            state.remove(k)
        return chosen

    def _near(self, seed: int, others: list[int]) -> list[int]:
        """Return other open classes, those first that share time, tiers, lecturers or nothing."""
        decisions, inst = self.state.decisions, self.opener.inst
        kind = self.random.random()
        self.random.shuffle(others)
        if kind < 0.3:
            start = decisions[seed].start
            others.sort(key=lambda k: abs(decisions[k].start - start))
        elif kind < 0.6:
            tiers = inst.programmes[inst.classes[seed].programme].tiers
            same = [
                k
                for k in others
                if np.isin(inst.programmes[inst.classes[k].programme].tiers, tiers).any()
            ]
            others = same or others
        elif kind < 0.8:
            staff = set(decisions[seed].lecturers.values())
            others.sort(key=lambda k: -len(staff & set(decisions[k].lecturers.values())))
        return others

    def _repair(self, removed: list[int], noise: float = 0.0) -> None:
        state = self.state
        for k in removed:
            if k in self.must:
                opening = self.opener.best(k, tries=2, tested=60)
                if opening is not None:
                    state.add(k, opening.decision)
        tries = self.random.choice((1, 2, 3))
        fill(self.opener, self.expired, Care(tries=tries, noise=noise))
