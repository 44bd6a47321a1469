"""Accepting a change: repair fills the rest, the checker agrees, a new version is written.

The figures of a version are on the disk before the journal names it, and the journal before the
answer is sent. Page, workbook and calendars of a version follow in the background.
"""

import contextlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from models.result import Progress, Result, Status
from models.scenario import Language, Scenario
from scheduler.errors import ScheduleError
from scheduler.outputs.write import write_figures
from scheduler.plan import Settings, apply_settings
from scheduler.repairing import Mended, mend, take_as_it_is
from scheduler.serve.changes import Change
from scheduler.serve.completing import Completer
from scheduler.serve.consequences import Trial, try_change
from scheduler.serve.journal import Journal, Journals, Version
from scheduler.serve.opened import Opened, Shelf
from scheduler.serve.workspace import Place, Workspace

TIME_LIMIT = 3.5  # seconds for a repair, writing included
WRITING = 0.5  # of them


class StaleError(ScheduleError):
    """Somebody else changed the plan since the page was made."""


@dataclass(frozen=True)
class Outcome:
    """What came of a change; without a journal there is no plan, and `result` says why."""

    result: Result
    journal: Journal | None = None


class _Silent:
    """Nobody watches a repair of a few seconds."""

    def loaded(self, scenario: Scenario, warnings: tuple[str, ...]) -> None:
        """Hear nothing."""

    def progress(self, progress: Progress) -> None:
        """Hear nothing."""


class Desk:
    """The plans of a workspace as they are changed, one change at a time for each."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.journals = Journals(workspace)
        self.shelf = Shelf()
        self._completer = Completer(self.shelf)

    def current(self, place: Place) -> tuple[Journal, Opened]:
        """Return the journal of a plan and the version one stands at."""
        journal = self.journals.read(place)
        opened = self.shelf.open(self.journals.folder(place, journal.current))
        if journal.head > 1 and not (opened.folder / "index.html").exists():
            self._completer.add(opened)  # the program was killed before it had written the rest
        return journal, opened

    def wait(self) -> None:
        """Return when everything that follows in the background is written."""
        self._completer.wait()

    def warm(self) -> None:
        """Read the plan that was made last and judge it, so that the first look is quick."""
        places = [place for place in self.workspace.plans() if not place.is_draft]
        if places:
            with contextlib.suppress(ScheduleError, OSError):  # whoever opens it is told
                _, opened = self.current(max(places, key=_made))
                _ = opened.verdict

    def accept(self, place: Place, stamp: str, change: Change, language: Language) -> Outcome:
        """Make a new version with a change; raises StaleError where the page is outdated."""
        with self.workspace.lock(place.name):
            journal, opened = self._fresh(place, stamp)
            began = time.monotonic()
            trial = try_change(change, opened, language)
            scenario, done = _carried_out(trial, opened, began)
            in_time = time.monotonic() - began < TIME_LIMIT / 2
            if done.plan is None and trial.has_choice_of_room and in_time:
                # Its room cannot be kept after all: let repair look for one.
                trial = try_change(change, opened, language, keep_room=False)
                scenario, done = _carried_out(trial, opened, began)
            if done.plan is None:
                return Outcome(done.result)
            number, name = self.journals.next_folder(place, journal)
            version = Version(
                number=number,
                folder=name,
                parent=journal.head,
                at=datetime.now(UTC).replace(microsecond=0),
                edits=(trial.edit,),
                said=(trial.said.vi, trial.said.en),
                repaired=not trial.fits,
            )
            folder = self.journals.folder(place, version)
            write_figures(folder, scenario, done.plan, done.result, done.coverage, moves=done.moves)
            journal = journal.added(version)
            self.journals.write(place, journal)
            facts = opened.facts.amended(scenario)
            fresh = Opened(folder, scenario, done.plan, done.result, done.coverage, facts)
            self.shelf.keep(fresh)
            self._completer.add(fresh)
            return Outcome(done.result, journal)

    def step(self, place: Place, stamp: str, *, back: bool) -> Journal:
        """Undo or redo; where there is nothing to, the journal stays as it is."""
        with self.workspace.lock(place.name):
            journal, _ = self._fresh(place, stamp)
            stepped = journal.back() if back else journal.forth()
            if stepped is None:
                return journal
            self.journals.write(place, stepped)
            return stepped

    def fresh(self, place: Place, stamp: str) -> tuple[Journal, Opened]:
        """Return what a page shows; raises StaleError where there is something newer."""
        return self._fresh(place, stamp)

    def _fresh(self, place: Place, stamp: str) -> tuple[Journal, Opened]:
        journal, opened = self.current(place)
        if journal.stamp != stamp:
            raise StaleError("the plan was changed since the page was made")
        return journal, opened


def _made(place: Place) -> float:
    return (place.path / "scenario.json").stat().st_mtime


def _carried_out(trial: Trial, opened: Opened, began: float) -> tuple[Scenario, Mended]:
    """Return the scenario and plan after the change, repaired where it does not fit as it is."""
    scenario = _limited(trial, opened)
    if trial.change.kind in ("pin", "free") and not trial.violations:
        # Nothing is decided anew: the plan stays, the scenario alone says more or less.
        pinned = trial.change.kind == "pin"
        result = opened.result if pinned else _unproven(opened.result)
        same = opened.scenario.model_copy(update={"classes": scenario.classes})
        return same, Mended(result, opened.plan, opened.coverage)
    if trial.fits:
        taken = take_as_it_is(trial.loaded, scenario, trial.plan, _Silent(), opened.facts)
        return scenario, taken
    return scenario, _repaired(trial, scenario, opened, began)


def _limited(trial: Trial, opened: Opened) -> Scenario:
    asked = Settings(time_limit=TIME_LIMIT, language=opened.scenario.language)
    return apply_settings(trial.loaded.scenario, asked)


def _repaired(trial: Trial, scenario: Scenario, opened: Opened, began: float) -> Mended:
    return mend(
        trial.loaded,
        scenario,
        (),
        _Silent(),
        lambda: False,
        began + TIME_LIMIT - WRITING,
        began=began,
        wish=trial.plan,
        local=True,
        facts=opened.facts,
    )


def _unproven(result: Result) -> Result:
    """Return the result without bounds: with more freedom there may be better plans."""
    levels = tuple(level.model_copy(update={"bound": None, "gap": None}) for level in result.levels)
    return result.model_copy(update={"levels": levels, "status": Status.FEASIBLE})
