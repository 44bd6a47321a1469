"""Solve a program level after level: minimise one, fix what was reached, go on to the next."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from scheduler.formulation.decisions import Decisions, evaluate, level_values
from scheduler.formulation.program.build import level
from scheduler.formulation.program.form import ScaledForm
from scheduler.formulation.program.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLERANCE = 1e-9
PROOF_EFFORT = 8.0  # deterministic seconds in which a proof beyond the asked gap is tried
CONCLUSIVE = (cp_model.OPTIMAL, cp_model.INFEASIBLE)


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

    def offer(self, plan: Decisions) -> bool:
        """Take a plan if it is better than the best one; tell whether it is."""
        values = level_values(self.program.instance, evaluate(self.program.instance, plan))
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
            if seconds <= 0.01 or self._gap(number) <= gap + TOLERANCE:
                return
            self._solve(number, form, gap, seconds, effort)
            if self.infeasible:
                return

    def _gap(self, number: int) -> float:
        bound = self.bounds[number]
        if self.values is None or bound is None:
            return float("inf")
        return gap_of(self.values[number], bound)

    def _note(self, number: int, bound: float) -> None:
        old = self.bounds[number]
        bound = bound if old is None else max(old, bound)
        if self.values is not None:
            bound = min(bound, self.values[number])
        self.bounds[number] = bound

    def _solve(
        self, number: int, form: ScaledForm, gap: float, seconds: float, effort: float | None
    ) -> None:
        model = self.program.model
        if self.best is not None:
            self.program.hint(self.best)
        model.minimize(form.expression)
        solver = make_solver(self.limits, seconds)
        solver.parameters.relative_gap_limit = gap
        solver.parameters.absolute_gap_limit = max(0.0, gap * form.scale)
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
        with stopped_by(solver, self.limits.stop):
            status = solver.solve(model, _Listener(self))
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(f"the program is invalid: {model.validate()}")
        if status == cp_model.INFEASIBLE:
            self.infeasible = self.best is None
            return
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.offer(self.program.decisions(list(solver.response_proto.solution)))
        if status != cp_model.UNKNOWN or self.best is not None:
            bound = solver.response_proto.inner_objective_lower_bound
            self._note(number, form.bound(bound))


class _Listener(cp_model.CpSolverSolutionCallback):
    """Hears of each solution while the solver goes on."""

    def __init__(self, solver: LevelSolver) -> None:
        super().__init__()
        self._solver = solver

    def on_solution_callback(self) -> None:
        """Take the solution, and tell who wants to know."""
        solver = self._solver
        if solver.on_improve is None:
            return
        plan = solver.program.decisions(list(self.response_proto.solution))
        if solver.offer(plan):
            solver.on_improve(plan)


def make_solver(limits: Limits, seconds: float) -> cp_model.CpSolver:
    """Return a solver with the settings that prove best here.

    One worker with strong linear relaxations proves the small sample in seconds; the usual
    portfolio of several workers needs minutes.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.random_seed = limits.seed
    solver.parameters.catch_sigint_signal = False  # Ctrl-C is the command line's
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    return solver


@contextmanager
def stopped_by(solver: cp_model.CpSolver, stop: Callable[[], bool]) -> "Iterator[None]":
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
