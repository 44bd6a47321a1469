"""Solve a program level after level: minimise one, fix what was reached, go on to the next."""

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduler.formulation.decisions import Decisions, evaluate, level_values
from scheduler.formulation.program.build import level
from scheduler.formulation.program.form import ScaledForm
from scheduler.formulation.program.program import Program

TOLERANCE = 1e-9
PROOF_EFFORT = 8.0  # deterministic seconds in which a proof beyond the asked gap is tried
MOMENT = 0.01  # seconds that are too few for anything


@dataclass(frozen=True)
class Limits:
    """When to stop: `deadline` is a time.monotonic, `gap` (value - bound) / max(1, |value|)."""

    deadline: float
    seed: int = 1
    workers: int = 1
    gap: float = 0.0
    effort: float = PROOF_EFFORT
    stop: Callable[[], bool] = field(default=lambda: False)

    def left(self) -> float:
        """Return the seconds left, none if somebody says stop."""
        return 0.0 if self.stop() else max(0.0, self.deadline - time.monotonic())


def gap_of(value: float, bound: float) -> float:
    """Return the gap of a level as result.json defines it."""
    return (value - bound) / max(1.0, abs(value))


def is_better(values: Sequence[float], than: Sequence[float] | None) -> bool:
    """Tell whether values are better at the first level at which they differ."""
    for new, old in zip(values, than or (), strict=False):
        if abs(new - old) > TOLERANCE * max(1.0, abs(old)):
            return new < old
    return than is None


class LevelSolver:
    """Best plan and bounds of a program, level by level."""

    def __init__(
        self,
        program: Program,
        limits: Limits,
        on_improve: Callable[[Decisions], None] | None = None,
    ) -> None:
        """Prepare the levels of the program's scenario."""
        self.program = program
        self.limits = limits
        self.on_improve = on_improve
        self.forms = [level(program, n) for n in range(len(program.instance.weights))]
        self.best: Decisions | None = None
        self.values: list[float] | None = None
        self.bounds: list[float | None] = [None] * len(self.forms)
        self.infeasible = False
        self._lock = threading.Lock()

    def offer(self, plan: Decisions) -> bool:
        """Take a plan if it is better than the best one; tell whether it is."""
        values = level_values(self.program.instance, evaluate(self.program.instance, plan))
        with self._lock:
            if not is_better(values, self.values):
                return False
            self.best, self.values = plan, values
        return True

    def run(self, levels: Sequence[int], known: Sequence[float | None] = ()) -> None:
        """Minimise the levels in their order; `known` are lower bounds of all plans, per level."""
        for position, number in enumerate(levels):
            form = self.forms[number]
            bound = known[number] if number < len(known) else None
            if bound is not None:
                self.program.model.add(form.expression >= form.floor(bound))
            last = position + 1 == len(levels)
            self._minimise(number, form, 1.0 if last else 0.5)
            if self.values is None or self.infeasible:
                return
            self.program.model.add(form.expression <= form.limit(self.values[number]))

    def fix_levels_above(self, number: int) -> None:
        """Keep the levels above one at least as good as they are in the best plan."""
        assert self.values is not None
        for above in range(number):
            form = self.forms[above]
            self.program.model.add(form.expression <= form.limit(self.values[above]))

    def _minimise(self, number: int, form: ScaledForm, share: float) -> None:
        """Try a full proof for a while, then be content with the asked gap."""
        self._note(number, form.least)
        deadline = time.monotonic() + share * self.limits.left()
        for gap, effort in ((0.0, self.limits.effort), (self.limits.gap, None)):
            seconds = min(deadline - time.monotonic(), self.limits.left())
            if seconds <= MOMENT or self.gap(number) <= gap + TOLERANCE:
                return
            if self.best is not None:
                self.program.hint(self.best)
            self.program.model.minimize(form.expression)
            solver = proving_solver(self.limits.seed, seconds)
            solver.parameters.relative_gap_limit = gap
            solver.parameters.absolute_gap_limit = gap * form.scale
            if effort is not None:
                solver.parameters.max_deterministic_time = effort
                self._prove(number, form, solver)
            else:
                with helped(self, number, gap, seconds, solver):
                    self._prove(number, form, solver)
            if self.infeasible:
                return

    def gap(self, number: int) -> float:
        """Return the gap of a level so far."""
        bound = self.bounds[number]
        if self.values is None or bound is None:
            return float("inf")
        return gap_of(self.values[number], bound)

    def _note(self, number: int, bound: float) -> None:
        if not math.isfinite(bound):
            return
        old = self.bounds[number]
        bound = bound if old is None else max(old, bound)
        if self.values is not None:
            bound = min(bound, self.values[number])
        self.bounds[number] = bound

    def _prove(self, number: int, form: ScaledForm, solver: cp_model.CpSolver) -> None:
        solver.best_bound_callback = lambda bound: self._note(number, form.bound(bound))
        with stopped_by(solver, self.limits.stop):
            status = solver.solve(self.program.model, Listener(self))
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the program is invalid: {self.program.model.validate()}")
        if status == cp_model.INFEASIBLE:
            self.infeasible = self.best is None
            return
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.offer(self.program.decisions(list(solver.response_proto.solution)))
        if status != cp_model.UNKNOWN or self.best is not None:
            bound = solver.response_proto.inner_objective_lower_bound
            self._note(number, form.bound(bound))


class Listener(cp_model.CpSolverSolutionCallback):
    """Hears of each solution while the solver goes on."""

    def __init__(self, levels: LevelSolver, then: Callable[[], None] | None = None) -> None:
        """Take solutions for `levels`; `then` is called after each."""
        super().__init__()
        self._levels = levels
        self._then = then

    def on_solution_callback(self) -> None:
        """Take the solution, and tell who wants to know."""
        levels = self._levels
        if levels.on_improve is None and self._then is None:
            return
        plan = levels.program.decisions(list(self.response_proto.solution))
        if levels.offer(plan) and levels.on_improve is not None:
            levels.on_improve(plan)
        if self._then is not None:
            self._then()


def proving_solver(seed: int, seconds: float) -> cp_model.CpSolver:
    """Return a solver with the settings that prove best here.

    One worker with strong linear relaxations proves the small sample in seconds; the usual
    portfolio of several workers needs minutes.
    """
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False  # Ctrl-C is the command line's
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    return solver


@contextmanager
def stopped_by(solver: cp_model.CpSolver, stop: Callable[[], bool]) -> Iterator[None]:
    """Stop the solver from outside as soon as `stop` says so."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if stop():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


@contextmanager
def helped(
    levels: LevelSolver, number: int, gap: float, seconds: float, main: cp_model.CpSolver
) -> Iterator[None]:
    """Let the solver's own portfolio look for better plans beside the proof, with several workers.

    The proof ends as soon as what both have found is within the gap.
    """
    if levels.limits.workers < 2:
        yield
        return
    helper = cp_model.CpSolver()
    helper.parameters.catch_sigint_signal = False
    helper.parameters.num_workers = levels.limits.workers
    helper.parameters.random_seed = levels.limits.seed
    helper.parameters.max_time_in_seconds = seconds
    done = threading.Event()

    def enough() -> None:
        if levels.gap(number) <= gap:
            main.stop_search()

    def work() -> None:
        with stopped_by(helper, lambda: done.is_set() or levels.limits.stop()):
            helper.solve(levels.program.model, Listener(levels, enough))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
