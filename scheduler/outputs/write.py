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
    files = {
        "result.json": tables.result_json(result),
        "classes.csv": tables.classes_csv(plan),
        "sessions.csv": tables.sessions_csv(plan),
        "enrolments.csv": tables.enrolments_csv(plan),
        "coverage.csv": tables.coverage_csv(coverage),
        "lecturers.csv": tables.lecturers_csv(view),
        "scenario.json": (scenario.model_dump_json(by_alias=True) + "\n").encode(),
    }
    files["timetable.xlsx"] = timetable_xlsx(view, result, coverage, words)
    files["index.html"] = index_html(view, result, coverage, words, people(view))
    files.update(calendars.calendar_files(view, words))
    return files
