"""The façade: load, solve, check and write; a plan that the checker doubts is never written."""

import platform
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Protocol

from models.plan import Plan
from models.result import CoverageRow, Progress, Result, Status
from models.scenario import Language, Scenario, SolveOptions
from scheduler.checker import Facts, verify
from scheduler.errors import DisagreementError
from scheduler.load import Loaded, load_plan, load_scenario
from scheduler.outputs import write_folder
from scheduler.outputs.folder import check_folder
from scheduler.reasoning import foreseen, reasons_of, time_for_levers
from scheduler.solve import Solution, solve
from scheduler.solve.standby import name_standby

PACKAGE = "refresher-scheduler"
SHOWN = 20
HEARING = 0.1  # seconds
GRACE = 5.0  # seconds
BEFORE_A_PLAN = ("derive", "construct")


@dataclass(frozen=True)
class Settings:
    """What the caller changes about a run; None leaves what the scenario says.

    Where `within` is given, nothing outside that folder is read.
    """

    output: Path | None = None
    time_limit: float | None = None
    gap: float | None = None
    seed: int | None = None
    workers: int | None = None
    start_from: Path | None = None
    language: Language | None = None
    within: Path | None = None


class Watcher(Protocol):
    """Someone who is told how a run goes; `progress` is called from another thread."""

    def loaded(self, scenario: Scenario, warnings: tuple[str, ...]) -> None:
        """Hear that the input is understood."""

    def progress(self, progress: Progress) -> None:
        """Hear how far the run has come."""


@dataclass(frozen=True)
class Run:
    """How a planning run ended; `folder` is None where nothing was written."""

    scenario: Scenario
    result: Result
    plan: Plan | None = None
    folder: Path | None = None
    warnings: tuple[str, ...] = ()

    @property
    def interrupted(self) -> bool:
        """Return whether the run was ended before it was done."""
        return self.result.run.interrupted

    @property
    def target_missed(self) -> bool:
        """Return whether a tier stays below its target."""
        return any(tier.shortfall > 0 for tier in self.result.coverage)


def make_plan(
    path: Path,
    settings: Settings,
    watcher: Watcher,
    stop: Callable[[], bool] = lambda: False,
) -> Run:
    """Plan a scenario and write the folder; without a plan nothing is written."""
    began = time.monotonic()
    loaded = load_scenario(path, settings.within)
    scenario = apply_settings(loaded.scenario, settings)
    folder = settings.output or Path("out") / scenario.name
    check_folder(folder)
    start = load_plan(settings.start_from) if settings.start_from else scenario.baseline
    start_is_valid = start is not None and not verify(scenario, start).violations
    watcher.loaded(scenario, loaded.warnings)
    expected = foreseen(scenario)

    ending = Ending(stop, watcher)
    deadline = began + scenario.solve.time_limit - writing_time(scenario)
    reserve = time_for_levers(scenario)
    solution = solve_aside(
        lambda: solve(
            scenario,
            start=start,
            start_is_valid=start_is_valid,
            progress=ending.progress,
            stop=ending,
            deadline=deadline,
            reserve=reserve,
        )
    )
    # A run that ends by its gap has this time in any case: what it says must not depend on it.
    until = max(deadline, time.monotonic() + reserve)
    interrupted = stop() and solution.result.status is not Status.INFEASIBLE

    def left() -> float:
        return 0.0 if stop() else until - time.monotonic()

    result = completed(loaded, scenario, solution, expected, interrupted, began, left)
    if solution.plan is None:
        return Run(scenario, result)
    watcher.progress(_phase("check", began, result))
    require_agreement(scenario, solution.plan, result, solution.coverage)
    watcher.progress(_phase("write", began, result))
    standby = None
    if scenario.solve.standby and solution.instance is not None and solution.decisions is not None:
        standby, share = name_standby(solution.instance, solution.decisions)
        record = result.run.model_copy(update={"standby": share})
        result = result.model_copy(update={"run": record})
    remarks = write_folder(
        folder,
        scenario,
        solution.plan,
        result,
        solution.coverage,
        language=scenario.language,
        standby=standby,
    )
    return Run(scenario, result, solution.plan, folder, remarks)


def completed(
    loaded: Loaded,
    scenario: Scenario,
    solution: Solution,
    expected: tuple[str, ...],
    interrupted: bool,
    began: float,
    left: Callable[[], float],
) -> Result:
    """Return the result of solving with what the run knows beside it: warnings, reasons, record.

    `left` gives the seconds that looking for reasons may still take.
    """
    status = Status.FEASIBLE if interrupted and solution.plan else solution.result.status
    return solution.result.model_copy(
        update={
            "status": status,
            "warnings": (*loaded.warnings, *expected, *solution.result.warnings),
            "reasons": reasons_of(solution, scenario, loaded.places, left),
            "run": solution.result.run.model_copy(
                update={
                    "input_sha256": loaded.input_sha256,
                    "versions": versions(),
                    "interrupted": interrupted,
                    "time_limit": scenario.solve.time_limit,
                    "wall_seconds": round(time.monotonic() - began, 1),
                }
            ),
        }
    )


def apply_settings(scenario: Scenario, settings: Settings) -> Scenario:
    """Return the scenario with the limits and the language that the caller asks for."""
    asked = {
        name: value
        for name in ("time_limit", "gap", "seed", "workers")
        if (value := getattr(settings, name)) is not None
    }
    limits = SolveOptions(**(scenario.solve.model_dump() | asked))
    language = settings.language or scenario.language
    return scenario.model_copy(update={"solve": limits, "language": language})


def writing_time(scenario: Scenario) -> float:
    """Return the seconds to keep for checking and writing, so that the limit holds with them."""
    size = 1.5e-4 * len(scenario.cadres) + 1e-5 * len(scenario.history)
    return min(0.3 + size, 0.25 * scenario.solve.time_limit)


def require_agreement(
    scenario: Scenario,
    plan: Plan,
    result: Result,
    coverage: tuple[CoverageRow, ...],
    *,
    facts: Facts | None = None,
) -> None:
    """Raise DisagreementError unless the checker finds the plan valid and every figure true."""
    verdict = verify(scenario, plan, result, coverage, facts=facts)
    complaints = [
        *(f"{v.rule.value} {v.subject}: {v.message}" for v in verdict.violations),
        *verdict.false,
    ]
    if complaints:
        more = [f"... and {len(complaints) - SHOWN} more"] if len(complaints) > SHOWN else []
        raise DisagreementError(
            "\n".join(
                [
                    "the solver and the checker disagree about the plan; nothing was written",
                    *complaints[:SHOWN],
                    *more,
                ]
            )
        )


def versions() -> dict[str, str]:
    """Return the versions that a result depends on."""
    found = {"python": platform.python_version()}
    for name in ("holidays", "numpy", "ortools", PACKAGE):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return dict(sorted(found.items()))


class Ending:
    """Ends the search as asked, but lets it reach a first plan where that takes seconds only."""

    def __init__(self, stop: Callable[[], bool], watcher: Watcher) -> None:
        self._stop = stop
        self._watcher = watcher
        self._has_plan = False
        self._asked: float | None = None

    def progress(self, progress: Progress) -> None:
        """Pass the progress on and note whether there is a plan."""
        self._has_plan = self._has_plan or progress.phase not in BEFORE_A_PLAN
        self._watcher.progress(progress)

    def __call__(self) -> bool:
        """Return whether the search shall end now."""
        if not self._stop():
            return False
        if self._asked is None:
            self._asked = time.monotonic()
        return self._has_plan or time.monotonic() - self._asked > GRACE


def solve_aside(work: Callable[[], Solution]) -> Solution:
    """Solve in a thread of its own, so that signals reach the main thread at once."""
    solutions: list[Solution] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            solutions.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="solve", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(HEARING)  # a signal may reach another thread and wake this one not at all
    if errors:
        raise errors[0]
    return solutions[0]


def _phase(name: str, began: float, result: Result) -> Progress:
    return Progress(phase=name, elapsed=time.monotonic() - began, levels=result.levels)
