"""Level after level: solve, hold the value reached, go on from there with the time that is left."""

import threading
from collections.abc import Sequence

from ortools.sat.python import cp_model

from benchmarks.clock import Clock
from benchmarks.monolith.frame import Var
from benchmarks.monolith.program import Program
from scheduler.formulation.decisions import Decisions

SHARE = 0.5


class _Listener(cp_model.CpSolverSolutionCallback):
    """Keeps every solution with its second; decoding waits until the search is over."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.solutions: list[tuple[float, Sequence[int]]] = []

    def on_solution_callback(self) -> None:
        """Keep the solution, of several within half a second the last."""
        now = self.clock.seconds()
        if self.solutions and now - self.solutions[-1][0] < 0.5:
            self.solutions.pop()
        self.solutions.append((now, list(self.response_proto.solution)))


def search(program: Program, clock: Clock, start: Decisions | None) -> None:
    """Search level after level; `start` gives hints and a limit that must not be passed."""
    model = program.frame.model
    notes = [f"{len(model.proto.variables):,} variables built in {clock.seconds():.0f} s"]
    best: Sequence[int] | None = None
    if start is not None:
        program.hint(start)
        best = _completed(program, clock)
        notes.append("greedy plan is a solution" if best else "greedy plan not completed")
    for number, level in enumerate(program.levels):
        if clock.left() <= 0.1:
            break
        if best is not None:
            _hint_all(model, best)
            model.add(level <= best[level.index])
        share = 1.0 if number == len(program.levels) - 1 else SHARE
        found, status = _solve_level(program, clock, level, share * clock.left())
        notes.append(f"level {number + 1} {status}")
        for seconds, solution in found:
            # A level is searched without a thought of those below: only better plans count.
            if best is None or _key(program, solution) < _key(program, best):
                best = solution
                clock.keep(program.decisions(solution), seconds)
        if best is None:
            break
        model.add(level <= best[level.index])
    clock.note = "; ".join(notes)


def _key(program: Program, solution: Sequence[int]) -> list[int]:
    return [solution[level.index] for level in program.levels]


def _completed(program: Program, clock: Clock) -> Sequence[int] | None:
    """Return the solution that agrees with all hints, None where there is none in time."""
    # What is only bounded from below would float: it is pressed down.
    program.frame.model.minimize(sum(program.frame.floating))
    solver = cp_model.CpSolver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    solver.parameters.num_workers = clock.workers
    solver.parameters.max_time_in_seconds = max(0.1, clock.left() / 2)
    status = solver.solve(program.frame.model)
    is_found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return list(solver.response_proto.solution) if is_found else None


def _solve_level(
    program: Program, clock: Clock, level: Var, share: float
) -> tuple[list[tuple[float, Sequence[int]]], str]:
    """Minimise a level: for its share of the time, longer only until there is a plan at all."""
    model = program.frame.model
    model.minimize(level)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = clock.workers
    solver.parameters.random_seed = clock.seed
    solver.parameters.relative_gap_limit = clock.gap
    solver.parameters.max_time_in_seconds = max(0.1, clock.left())
    listener = _Listener(clock)
    over = threading.Event()

    def watch() -> None:
        if over.wait(share):
            return
        while not listener.solutions and not over.wait(0.2):
            pass
        solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    status = solver.solve(model, listener)
    over.set()
    watcher.join()
    return listener.solutions, solver.status_name(status).lower()


def _hint_all(model: cp_model.CpModel, solution: Sequence[int]) -> None:
    model.clear_hints()  # type: ignore[no-untyped-call]
    hint = model.proto.solution_hint
    hint.vars.extend(range(len(solution)))
    hint.values.extend(solution)
