"""A process that proves bounds and suggests classes beside the search: what it does next."""

import contextlib
import multiprocessing as mp
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from models.scenario import Scenario
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.formulation.relaxation import bound_level, suggest_classes
from scheduler.solve.bounds import TOLERANCE, Bounds, holds_under
from scheduler.solve.guided import Counts

SUGGESTING = 0.4  # of the time left, at most for one suggestion to the search
CAREFULLY = 0.12  # of the time left, at most for an integer program for one
LONG = 150.0  # seconds left from which the first suggestion may wait for that
FIRST = 1  # the first level that is suggested for: the others change fewer classes
HOPES = (0.0, 1 / 64, 1 / 16, 1 / 4, 1.0)  # of the way from what one may hope for to what is
Message = tuple[int, tuple[float, ...], float, Counts]
UNSETTLED, MUCH_BETTER = 0.05, 0.02  # of a value: its gap, what it has become better by
SHARE = 0.6  # of the time left, for one of several levels still to be proven


def _work(connection: Connection, seed: int) -> None:
    """Compute bounds for the values that arrive until the other end closes (own process)."""
    with contextlib.suppress(EOFError, OSError, MemoryError):
        _prove(connection, seed)


def _prove(connection: Connection, seed: int) -> None:
    instance = derive(connection.recv())
    values, deadline = connection.recv()
    task = _Task(instance, seed)
    while True:
        while connection.poll():
            values, deadline = connection.recv()
        found = task.next(values, deadline - time.time())
        if found is None:
            values, deadline = connection.recv()
        else:
            connection.send(found)


@dataclass
class _Task:
    """What the bounds' process has done so far, and what it does next."""

    instance: Instance
    seed: int
    done: dict[int, tuple[float, ...]] = field(default_factory=dict)
    bounds: dict[int, float] = field(default_factory=dict)  # the last ones: what one may hope for
    suggested: set[int] = field(default_factory=set)
    wanting: list[int] = field(default_factory=list)  # a gap, and nothing suggested since
    shallow: set[int] = field(default_factory=set)  # levels looked at briefly only
    aimed: set[int] = field(default_factory=set)  # whose bounds a suggestion below them reaches

    def next(self, values: Sequence[float], left: float) -> Message | None:
        """Return (level, values above, bound, suggestion) of one piece of work, None: no more."""
        waiting = _waiting(values, self.done)
        self.wanting = [n for n in self.wanting if self._wanted(n, values[n])]
        if left <= 0 or not (waiting or self.wanting or self.shallow):
            return None
        if waiting and waiting[0] > 0 and waiting[0] not in self.suggested:
            # What the relaxation would open is worth more to the search, and sooner, than a bound.
            return self._suggest(waiting[0], values, left)
        if self.wanting and not any(n not in self.done for n in waiting):
            return self._suggest(self.wanting.pop(0), values, left)
        level = waiting[0] if waiting else min(self.shallow)
        brief = bool(waiting) and self._briefly(level, values)
        (self.shallow.add if brief else self.shallow.discard)(level)
        share = SHARE if len(waiting) > 1 or not waiting else 0.95
        return self._bound(level, values, left * share, brief=brief)

    def _wanted(self, level: int, value: float) -> bool:
        """Tell whether a suggestion for a level is of use.

        It is not where one for the level below reaches the bound of this one: it would give away
        all below for what the search then gets anyway.
        """
        return self._open(level, value) and level not in self.aimed

    def _open(self, level: int, value: float) -> bool:
        """Tell whether a value is further from its last bound than was asked."""
        asked = self.instance.scenario.solve.gap
        return value - self.bounds.get(level, 0.0) > asked * max(1.0, value)

    def _briefly(self, level: int, values: Sequence[float]) -> bool:
        """Tell whether a level is looked at briefly for now.

        So is the first one before anything was suggested, and one below a level that is still far
        from its bound: what is proven of it will soon be outdated.
        """
        if level == 0:
            return len(values) > 1 and 1 not in self.suggested
        above = enumerate(values[:level])
        return any(v - self.bounds.get(n, 0.0) > UNSETTLED * max(1.0, v) for n, v in above)

    def _suggest(self, level: int, values: Sequence[float], left: float) -> Message:
        again = level in self.suggested
        self.suggested.add(level)
        limit = time.monotonic() + SUGGESTING * left
        above = list(values[:level])
        hoped = [min(v, self.bounds.get(n, v)) for n, v in enumerate(above)]
        careful = level == FIRST and (again or left >= LONG)
        seconds = CAREFULLY * left if careful else 0.0
        counts, reached = suggestion(self.instance, above, hoped, limit, self.seed, seconds)
        if counts and reached == hoped:
            self.aimed.update(n for n in range(level) if n in self.bounds)
        return level, tuple(above), 0.0, counts

    def _bound(
        self, level: int, values: Sequence[float], seconds: float, *, brief: bool = False
    ) -> Message:
        gap = self.instance.scenario.solve.gap
        limit = time.monotonic() + seconds
        above, value = list(values[:level]), values[level]
        bound = bound_level(
            self.instance,
            level,
            above,
            deadline=limit,
            seed=self.seed,
            value=value,
            gap=gap,
            brief=brief,
        )
        first = level not in self.done
        self.done[level] = tuple(above)
        self.bounds[level] = bound.value
        if first and self._open(level, value):
            self.wanting.append(level)
        return level, tuple(above), bound.value, {}


def suggestion(
    instance: Instance,
    above: list[float],
    hoped: list[float],
    deadline: float,
    seed: int,
    seconds: float = 0.0,
) -> tuple[Counts, list[float]]:
    """Return which classes to open for the level below those `above`, and what of these they reach.

    Nothing opens where no classes are found.

    What one may hope of the levels above is tried first, then more and more of the way to what
    they are in the best plan: whole numbers of classes seldom reach the bound to the last person.
    """
    level, until = len(above), time.monotonic() + seconds
    hopes = HOPES if level == FIRST else HOPES[:: len(HOPES) - 1]
    for share in hopes if hoped != above else HOPES[-1:]:
        now = time.monotonic()
        if now >= deadline:
            break
        tried = [b + share * (a - b) for a, b in zip(above, hoped, strict=True)]
        rest = max(0.0, until - now)
        guide = suggest_classes(instance, level, tried, deadline=deadline, seed=seed, seconds=rest)
        if guide.counts:
            return guide.counts, tried
    return {}, above


def _waiting(values: Sequence[float], done: dict[int, tuple[float, ...]]) -> list[int]:
    """Return the levels to prove next: those without a bound that holds, else the outdated ones.

    The first levels come first: what is proven of the others holds under their values only, and
    is weak where these have become much better.
    """
    levels = [n for n, value in enumerate(values) if value > TOLERANCE]
    without = [
        n
        for n in levels
        if n not in done
        or not holds_under(done[n], values[:n])
        or any(b - v > MUCH_BETTER * max(1.0, v) for b, v in zip(done[n], values, strict=False))
    ]
    return without or [n for n in levels if done[n] != tuple(values[:n])]


class BoundWorker:
    """A process that proves bounds while the search goes on."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        """Start the process; it waits for the first values."""
        context = mp.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=_work, args=(other, seed), daemon=True, name="bounds")
        # A Ctrl-C reaches every process of the terminal; this one ends when it is told to. The
        # tracker is started first, since its start would unblock the signal.
        resource_tracker.ensure_running()
        former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self.process.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, former)
        other.close()
        self.sent: tuple[float, ...] | None = None
        self.suggestions: list[Counts] = []
        self._ready, self._lock = False, threading.Lock()
        self._first: tuple[tuple[float, ...], float] | None = None
        # The scenario outgrows the pipe: sending it lasts until the other process is awake.
        self._opening = threading.Thread(target=self._open, args=(scenario,), daemon=True)
        self._opening.start()

    def _open(self, scenario: Scenario) -> None:
        with contextlib.suppress(OSError):
            self.connection.send(scenario)
            with self._lock:
                self._ready = True
                if self._first is not None:
                    self.connection.send(self._first)

    def send(self, values: Sequence[float], deadline: float) -> None:
        """Tell the values of the best plan; `deadline` is a time of time.time()."""
        if tuple(values) == self.sent:
            return
        self.sent = tuple(values)
        with self._lock:
            if not self._ready:  # the other thread sends them, as soon as the scenario is there
                self._first = self.sent, deadline
                return
        try:
            self.connection.send((tuple(values), deadline))
        except (BrokenPipeError, OSError):
            self.sent = None

    def receive(self, bounds: Bounds, wait: float = 0.0) -> bool:
        """Take over the bounds that have arrived, waiting at most `wait` seconds for one."""
        arrived = False
        try:
            while self.connection.poll(0.0 if arrived else max(0.0, wait)):
                level, above, value, counts = self.connection.recv()
                bounds.add(level, above, value)
                if counts:
                    self.suggestions.append(counts)
                arrived = True
        except (EOFError, OSError):
            return arrived
        return arrived

    def close(self) -> None:
        """End the process."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join(timeout=2)
        self._opening.join(timeout=2)
        self.connection.close()
