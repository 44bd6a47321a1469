"""The search for good plans: construct, insert, reassign, reopen, polish."""

import time
from collections.abc import Callable

from models.rules import Component
from scheduler.formulation.decisions import Decisions
from scheduler.formulation.instance import Instance
from scheduler.formulation.teaching import Effort, TeachingProgram, as_it_is
from scheduler.solve.construct import construct
from scheduler.solve.dates import on_other_dates
from scheduler.solve.figures import Figures, better
from scheduler.solve.guided import Counts, follow
from scheduler.solve.improve import Improver
from scheduler.solve.insert import BRIEF, FAR, NEAR, insert
from scheduler.solve.opening import Opener
from scheduler.solve.parts import MORE_PARTS, Parts
from scheduler.solve.people import reassign
from scheduler.solve.retime import SQUEEZE_WORK, along, filled, let_in
from scheduler.solve.rooms import in_cheaper_rooms
from scheduler.solve.state import State

ROUNDS = 80
IDLE_BEFORE_SHAKING = 2
INSERTIONS = 1
INSERTING = 0.4
LETTING_IN_EVERY = 2
POLISH_EVERY = 6
POLISH_WORK = 1.0
DATING, DATINGS = 0.6, 3
BRIEF_ROUNDS, BRIEF_TESTED, BRIEF_WORK = 20, 200, 0.2
PACK_EVERY = 6
MOMENT = 0.5  # seconds: too few to build a program and solve it
PACKING = 3.0
TIMING = 8.0


class Search:
    """Keeps the best plan found; `cycle` makes one round of all kinds of improvement."""

    def __init__(
        self,
        instance: Instance,
        seed: int,
        expired: Callable[[], bool],
        left: Callable[[], float],
        on_better: Callable[[], None],
    ) -> None:
        """Prepare; nothing is planned before `begin`."""
        self.instance = instance
        self.expired = expired
        self.left = left
        self.on_better = on_better
        self.state = State(instance)
        self.figures = Figures(instance)
        self.opener = Opener(instance, self.state, self.figures, seed)
        self.complete = False
        self.improver: Improver | None = None
        self.cycles = 0
        self.idle = 0
        self.steady = False  # no step may end by the clock, apart from the last one
        self.followed: list[Counts] = []  # suggestions, the last one at the end
        self.parts = Parts(self.opener)
        self.tried: dict[int, int] = {}

    @property
    def best(self) -> Decisions:
        """The best plan so far."""
        assert self.improver is not None
        return self.improver.best

    @property
    def values(self) -> tuple[float, ...]:
        """The level values of the best plan."""
        assert self.improver is not None
        return self.improver.value

    def begin(self, start: Decisions | None, *, exact: bool = False) -> bool:
        """Make the first plan; return whether every class that must open is open.

        With `exact` the start is valid and taken as it is.
        """
        if start is not None and exact:
            self.state.load(start)
        elif start is not None:
            self._adopt_start(start)
        self.complete = construct(self.opener, self.expired)
        self.improver = Improver(self.opener, self.expired)
        if start is not None and exact:
            self.improver.adopt(start)
        self.on_better()
        return self.complete

    def _adopt_start(self, start: Decisions) -> None:
        """Open the classes of an earlier plan as far as the scenario still allows it."""
        for k, decision in sorted(start.items(), key=lambda item: (item[1].start, item[0])):
            opening = self.opener.reopen(k, decision)
            if opening is not None:
                self.state.add(k, opening.decision)

    def warm_up(self) -> None:
        """Improve quickly by reopening classes and assigning people anew."""
        assert self.improver is not None
        self.improver.run(ROUNDS, self.on_better)
        self._people(self.best)

    def cycle(self) -> bool:
        """Improve by every means once; return whether the plan became better."""
        assert self.improver is not None
        before = self.values
        self.cycles += 1
        afresh = self.idle >= IDLE_BEFORE_SHAKING and self.cycles % 2 == 0
        self.improver.run(ROUNDS, self.on_better, afresh=afresh)
        self._people(self.improver.current)
        self._insertions()
        self._people(self.best)
        if self.cycles % LETTING_IN_EVERY == 0:
            self._let_in()
        if self.cycles % PACK_EVERY == 3:
            self._pack()
        if self.cycles % POLISH_EVERY == POLISH_EVERY - 1:
            self.settle()
        improved = better(self.values, before)
        self.idle = 0 if improved else self.idle + 1
        return improved

    def brief(self, wanted: Callable[[int], bool]) -> None:
        """Improve within a fixed amount of work: open the last closed class, a few rounds."""
        assert self.improver is not None
        begun = self.values
        closed = [next((k for k in ks if k not in self.best), None) for ks in self.opener.types]
        able = [k for k in closed if k is not None and self.instance.classes[k].may_open]
        last = max(filter(wanted, able), default=None)
        if last is not None and not self.expired():
            self._open_beside(last)
        self.improver.run(BRIEF_ROUNDS, self.on_better)
        if better(self.values, begun):
            self._people(self.best)

    def _open_beside(self, k: int) -> None:
        """Open a class beside all others; where nobody is free to teach it, others may change."""
        opening = self.opener.best(k, tries=4, tested=BRIEF_TESTED)
        if opening is None:
            self._take(insert(self.opener, [k], BRIEF, self._effort(BRIEF_WORK)))
        elif opening.value < 0:
            self._take({**self.best, k: opening.decision})

    def follow(self, counts: Counts) -> None:
        """Build a plan along a suggestion, assign its people, search on from it for a while."""
        assert self.improver is not None
        if self.expired() or counts in self.followed:
            return
        self.followed.append(counts)
        timed = along(self.opener, counts, self._effort(TIMING), steady=self.steady)
        if self.expired():
            return
        if timed is None:
            plan = follow(self.opener, counts, self.expired)
        else:
            plan = filled(self.opener, timed)
        if not self.expired() and not self.state.several:
            self.opener.prices = None  # those of another timetable lead astray
            # Who is in it already covers most: the assignment of many people begins there.
            plan = self._assigned({**(timed or {}), **plan}) or plan
        self._take(plan)
        self.improver.run(ROUNDS, self.on_better, begin=plan)
        self._people(self.improver.current)

    def finish(self) -> None:
        """Move classes to cheaper rooms; the state holds the best plan afterwards."""
        if not self._take(in_cheaper_rooms(self.opener, self.best)):
            self.state.load(self.best)

    def adopt(self, decisions: Decisions) -> None:
        """Take over a plan found elsewhere if it is better."""
        self._take(decisions)

    def _take(self, decisions: Decisions | None) -> bool:
        assert self.improver is not None
        if decisions is None or not self.improver.adopt(decisions):
            return False
        self.on_better()
        return True

    def _people(self, decisions: Decisions) -> None:
        """Assign people anew in a plan unless that was just done."""
        if (
            self.expired()
            or self.state.several
            or not decisions
            or decisions is self.parts.assigned
        ):
            return
        among = self.parts.next(decisions)
        taken = self._take(self._assigned(decisions, among))
        self.parts.assigned = self.best if taken or decisions is self.best else self.parts.assigned
        for _ in range(MORE_PARTS if among is not None else 0):
            if self.expired():
                return
            if not self._take(self._assigned(self.best, self.parts.changed(self.best))):
                return
            self.parts.assigned = self.best

    def _assigned(self, decisions: Decisions, among: set[int] | None = None) -> Decisions | None:
        """Return a plan with its people anew, all of them or those `among` some classes."""
        return reassign(self.opener, decisions, max(0.1, self.left()), among)

    def _insertions(self) -> None:
        """Try to open one more class of some types with all lecturers free to change."""
        closed = [
            k
            for members in self.opener.types
            for k in [next((k for k in members if k not in self.best), None)]
            if k is not None and self.opener.inst.classes[k].may_open
        ]
        self.opener.random.shuffle(closed)
        closed.sort(key=lambda k: self.tried.get(k, 0))
        for k in closed[:INSERTIONS]:
            if self.left() < MOMENT:
                return
            self.tried[k] = self.cycles
            self._take(insert(self.opener, [k], NEAR, self._effort(INSERTING)))

    def _let_in(self) -> None:
        """Try to open more of what was suggested; classes near in time are timed anew for it."""
        if self.left() < MOMENT or self.state.several or not self.followed:
            return
        effort = self._effort(SQUEEZE_WORK)
        plan = let_in(self.opener, self.followed[-1], self.best, effort)
        if plan is not None and not self.expired():
            self._take(self._assigned(plan, self.parts.changed(plan)))

    def _pack(self) -> None:
        """Try to open all closed classes at once; people are assigned anew before judging."""
        closed = [c.index for c in self.instance.classes if c.may_open and c.index not in self.best]
        if not closed or self.left() < MOMENT:
            return
        packed = insert(self.opener, closed, FAR, self._effort(PACKING, wide=True))
        if packed is None or self.expired():
            return
        self._take(self._assigned(packed))

    def _effort(self, work: float, *, wide: bool = False) -> Effort:
        seed = self.opener.random.randrange(10**6)
        return Effort(work, time.monotonic() + self.left(), seed, wide)

    def polish(self, work: float) -> None:
        """Choose orders and lecturers anew for all classes where they stand."""
        if self.left() < MOMENT or not self.best:
            return
        levels = self._touched(
            Component.COST, Component.MISMATCH, Component.PEAK_LOAD, Component.MOVES
        )
        if not levels:
            return
        options = [as_it_is(k, d) for k, d in sorted(self.best.items())]
        program = TeachingProgram(self.instance, self.best, options)
        self._take(program.solve_levels(levels, self._effort(work)))

    def settle(self) -> None:
        """Better what does not touch who attends what: orders and lecturers, then dates."""
        self.polish(POLISH_WORK)
        for _ in range(DATINGS):
            self._dates()

    def _dates(self) -> None:
        """Move some classes with their people to better dates."""
        levels = self._touched(Component.RISK, Component.PEAK_MONTH)
        if self.left() < MOMENT or not self.best or not levels:
            return
        effort = self._effort(DATING)
        self._take(on_other_dates(self.opener, self.best, levels, effort))

    def _touched(self, *components: Component) -> range:
        """Return the levels from the first to the last that name one of the components."""
        weights = range(len(self.instance.weights))
        named = [n for n in weights if any(self.instance.weight(n, c) for c in components)]
        return range(named[0], named[-1] + 1) if named else range(0)
