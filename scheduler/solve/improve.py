"""Improve a plan by opening some of its classes anew: destroy, repair, keep what is not worse."""

from collections.abc import Callable

from scheduler.formulation.decisions import Decisions
from scheduler.solve.construct import fill
from scheduler.solve.figures import better
from scheduler.solve.opening import Opener

STALE_AFTER = 400


class Improver:
    """Large-neighbourhood search over whole classes; `best` is never worse than the start."""

    def __init__(self, opener: Opener, expired: Callable[[], bool]) -> None:
        """Begin with the plan in the opener's state."""
        self.opener = opener
        self.state = opener.state
        self.expired = expired
        self.random = opener.random
        self.best: Decisions = self.state.copy_decisions()
        self.value = opener.figures.levels(self.state)
        self.must = {c.index for c in opener.inst.classes if c.must_open}
        self.rounds = 0

    def run(self, rounds: int, on_better: Callable[[], None]) -> None:
        """Try `rounds` neighbourhoods, or until time is up."""
        for _ in range(rounds):
            if self.expired():
                return
            self.rounds += 1
            if self._round():
                on_better()

    def adopt(self, decisions: Decisions) -> bool:
        """Take another plan over if it is better; the state holds the best one afterwards."""
        self.state.load(decisions)
        value = self.opener.figures.levels(self.state)
        if better(value, self.value) and self.must <= set(decisions):
            self.best, self.value = dict(decisions), value
            return True
        self.state.load(self.best)
        return False

    def _round(self) -> bool:
        removed = self._destroy()
        self._repair(removed)
        value = self.opener.figures.levels(self.state)
        allowed = self.must <= set(self.state.decisions) or not self.must <= set(self.best)
        if self.expired() or not allowed or better(self.value, value):
            self.state.load(self.best)
            return False
        improved = better(value, self.value)
        self.best, self.value = self.state.copy_decisions(), value
        return improved

    def _destroy(self) -> list[int]:
        """Close a few classes that have something in common."""
        state = self.state
        inst = self.opener.inst
        open_now = [k for k in sorted(state.decisions) if inst.classes[k].frozen is None]
        if not open_now:
            return []
        size = min(len(open_now), self.random.choice((1, 1, 2, 2, 3, 4)))
        seed = self.random.choice(open_now)
        kind = self.random.random()
        if kind < 0.3:
            near = sorted(
                open_now, key=lambda k: abs(state.decisions[k].start - state.decisions[seed].start)
            )
        elif kind < 0.6:
            tiers = set(inst.programmes[inst.classes[seed].programme].tiers)
            near = [
                k for k in open_now if tiers & set(inst.programmes[inst.classes[k].programme].tiers)
            ]
            self.random.shuffle(near)
        elif kind < 0.8:
            staff = set(state.decisions[seed].lecturers.values())
            near = sorted(
                open_now, key=lambda k: -len(staff & set(state.decisions[k].lecturers.values()))
            )
        else:
            near = list(open_now)
            self.random.shuffle(near)
        chosen = [seed, *[k for k in near if k != seed][: size - 1]]
        for k in chosen:
            state.remove(k)
        return chosen

    def _repair(self, removed: list[int]) -> None:
        state = self.state
        for k in removed:
            if k in self.must:
                opening = self.opener.best(k, tries=2, tested=60)
                if opening is not None:
                    state.add(k, opening.decision)
        tries = self.random.choice((1, 2, 4))
        fill(self.opener, self.expired, tries=tries, tested=24)
