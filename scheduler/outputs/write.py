"""The list of files of a plan folder, and the one function that writes them."""

from pathlib import Path

from models.moves import Move
from models.plan import Plan, Standby
from models.result import CoverageRow, Result
from models.scenario import Language, Scenario
from scheduler.outputs import calendars, tables
from scheduler.outputs.folder import MOVES, replace_folder
from scheduler.outputs.page import index_html
from scheduler.outputs.payload import people
from scheduler.outputs.view import View
from scheduler.outputs.words import Words
from scheduler.outputs.workbook import timetable_xlsx

STANDBY = "standby.csv"


def write_folder(
    folder: Path,
    scenario: Scenario,
    plan: Plan,
    result: Result,
    coverage: tuple[CoverageRow, ...],
    *,
    language: Language | None = None,
    moves: tuple[Move, ...] | None = None,
    standby: tuple[Standby, ...] | None = None,
) -> tuple[str, ...]:
    """Write every file of the plan, whole or not at all, and return warnings about them.

    Moves against a baseline and substitutes become files of their own where they are given;
    former lists of them are removed where they are not.
    """
    files = plan_files(scenario, plan, result, coverage, language=language)
    if moves is not None:
        files[MOVES] = tables.moves_csv(moves)
    if standby is not None:
        files[STANDBY] = tables.standby_csv(standby)
    replace_folder(folder, files, gone=frozenset({MOVES, STANDBY}))
    return calendars.size_warnings(files, Words(language or scenario.language))


def write_figures(
    folder: Path,
    scenario: Scenario,
    plan: Plan,
    result: Result,
    coverage: tuple[CoverageRow, ...],
    *,
    moves: tuple[Move, ...] | None = None,
) -> None:
    """Write what machines read of a plan, whole or not at all: all but page, workbook, calendars.

    For a draft that shall stand on the disk at once; `write_folder` completes it.
    """
    files = figure_files(View(scenario, plan, scenario.language), result, coverage)
    if moves is not None:
        files[MOVES] = tables.moves_csv(moves)
    replace_folder(folder, files, gone=frozenset({MOVES, STANDBY}))


def figure_files(view: View, result: Result, coverage: tuple[CoverageRow, ...]) -> dict[str, bytes]:
    """Return the content of the files that machines read."""
    return {
        "result.json": tables.result_json(result),
        "classes.csv": tables.classes_csv(view.plan),
        "sessions.csv": tables.sessions_csv(view.plan),
        "enrolments.csv": tables.enrolments_csv(view.plan),
        "coverage.csv": tables.coverage_csv(coverage),
        "lecturers.csv": tables.lecturers_csv(view),
        "scenario.json": (view.scenario.model_dump_json(by_alias=True) + "\n").encode(),
    }


def plan_files(
    scenario: Scenario,
    plan: Plan,
    result: Result,
    coverage: tuple[CoverageRow, ...],
    *,
    language: Language | None = None,
) -> dict[str, bytes]:
    """Return the content of every file by its path in the folder."""
    words = Words(language or scenario.language)
    view = View(scenario, plan, words.language)
    files = figure_files(view, result, coverage)
    files["timetable.xlsx"] = timetable_xlsx(view, result, coverage, words)
    files["index.html"] = index_html(view, result, coverage, words, people(view))
    files.update(calendars.calendar_files(view, words))
    return files
