"""The façade of `repair`: load, mend, check, name every move, write."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.moves import Move, OpenSession
from models.plan import Plan
from models.result import CoverageRow, Progress, Result, Status
from models.scenario import Scenario
from scheduler.checker import Facts
from scheduler.errors import UsageError
from scheduler.explain.moves import list_moves, open_sessions
from scheduler.load import Loaded, load_edited, load_scenario
from scheduler.outputs import write_folder
from scheduler.outputs.folder import check_folder
from scheduler.plan import (
    Ending,
    Run,
    Settings,
    Watcher,
    apply_settings,
    completed,
    require_agreement,
    solve_aside,
    writing_time,
)
from scheduler.reasoning import foreseen
from scheduler.solve import Solution
from scheduler.solve.repair import repair, settle

TIME_LIMIT = 20.0  # seconds, where nobody says otherwise; used up only while somebody is short


@dataclass(frozen=True)
class Repair:
    """How a repair ended: the run, what it was for, every move, the sessions that lost a lecturer.

    `changes` tells the edits as sentences.
    """

    run: Run
    changes: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    sessions: tuple[OpenSession, ...] = ()


@dataclass(frozen=True)
class Mended:
    """A repaired plan that the checker agrees with, written nowhere; `plan` None where none is."""

    result: Result
    plan: Plan | None = None
    coverage: tuple[CoverageRow, ...] = ()
    moves: tuple[Move, ...] = ()
    sessions: tuple[OpenSession, ...] = ()


def mend(
    loaded: Loaded,
    scenario: Scenario,
    expected: tuple[str, ...],
    watcher: Watcher,
    stop: Callable[[], bool],
    deadline: float,
    *,
    began: float,
    wish: Plan | None = None,
    local: bool = False,
    facts: Facts | None = None,
) -> Mended:
    """Repair the baseline of a scenario and have the checker agree, until a moment at the latest.

    Moments are those of time.monotonic. `wish` is the baseline with the changes asked for, valid
    or not; where a `local` repair fails nothing is planned anew; `facts` are kept from an
    earlier judgement.
    """
    ending = Ending(stop, watcher)
    solution = solve_aside(
        lambda: repair(
            scenario,
            wish=wish,
            local=local,
            progress=ending.progress,
            stop=ending,
            deadline=deadline,
        )
    )
    return _agreed(loaded, scenario, solution, expected, watcher, stop, began, facts)


def take_as_it_is(
    loaded: Loaded, scenario: Scenario, plan: Plan, watcher: Watcher, facts: Facts | None = None
) -> Mended:
    """Return a valid plan with its figures and moves, with nothing changed about it."""
    began = time.monotonic()
    solution = settle(scenario, plan)
    return _agreed(loaded, scenario, solution, (), watcher, lambda: False, began, facts)


def _agreed(
    loaded: Loaded,
    scenario: Scenario,
    solution: Solution,
    expected: tuple[str, ...],
    watcher: Watcher,
    stop: Callable[[], bool],
    began: float,
    facts: Facts | None,
) -> Mended:
    """Return the solution with its moves, after the checker has agreed with it."""
    interrupted = stop() and solution.result.status is not Status.INFEASIBLE
    result = completed(loaded, scenario, solution, expected, interrupted, began, lambda: 0.0)
    if solution.plan is None or solution.instance is None or solution.decisions is None:
        return Mended(result)
    elapsed = time.monotonic() - began
    watcher.progress(Progress(phase="check", elapsed=elapsed, levels=result.levels))
    require_agreement(scenario, solution.plan, result, solution.coverage, facts=facts)
    return Mended(
        result,
        solution.plan,
        solution.coverage,
        list_moves(solution.instance, solution.decisions, scenario.language),
        open_sessions(solution.instance, solution.decisions, scenario.language),
    )


def repair_plan(
    path: Path,
    edits: Sequence[str],
    freeze_before: date | None,
    settings: Settings,
    watcher: Watcher,
    stop: Callable[[], bool] = lambda: False,
) -> Repair:
    """Change the plan of a folder, or the baseline of a what-if file, as little as possible.

    Edits and freeze date go with a folder only: a what-if file says both itself.
    """
    began = time.monotonic()
    if settings.time_limit is None:
        settings = Settings(**vars(settings) | {"time_limit": TIME_LIMIT})
    loaded = _load(path, edits, freeze_before, settings)
    scenario = apply_settings(loaded.scenario, settings)
    folder = settings.output or Path("out") / scenario.name
    _refuse_published(folder, path)
    check_folder(folder)
    watcher.loaded(scenario, loaded.warnings)
    expected = foreseen(scenario)
    deadline = began + scenario.solve.time_limit - writing_time(scenario)
    done = mend(loaded, scenario, expected, watcher, stop, deadline, began=began)
    if done.plan is None:
        return Repair(Run(scenario, done.result), loaded.changes)
    remarks = write_folder(
        folder,
        scenario,
        done.plan,
        done.result,
        done.coverage,
        language=scenario.language,
        moves=done.moves,
    )
    run = Run(scenario, done.result, done.plan, folder, remarks)
    return Repair(run, loaded.changes, done.moves, done.sessions)


def _load(
    path: Path, edits: Sequence[str], freeze_before: date | None, settings: Settings
) -> Loaded:
    if path.is_dir():
        return load_edited(path, edits, freeze_before=freeze_before, language=settings.language)
    if edits or freeze_before is not None:
        raise UsageError(
            f"{path}: --edit and --freeze-before go with a plan folder; "
            "write both into the what-if file"
        )
    loaded = load_scenario(path, settings.within)
    if loaded.scenario.baseline is None:
        raise UsageError(f"{path}: names no baseline; expected a plan to stay close to")
    return loaded


def _refuse_published(folder: Path, path: Path) -> None:
    """Raise where the repaired plan would replace the published one, which moves refer to."""
    if path.is_dir() and folder.resolve() == path.resolve():
        raise UsageError(f"{folder}: is the plan to be repaired; choose another --output")
