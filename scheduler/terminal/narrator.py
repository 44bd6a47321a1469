"""How a run goes: a live table on a terminal, one line for each phase elsewhere, or nothing."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from models.result import Progress
from models.scenario import Language, Scenario
from scheduler.terminal.levels import level_row
from scheduler.terminal.live import draw, say
from scheduler.terminal.words import TEXTS, number, text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live


class Narrator:
    """Tells on stderr how a run goes; a quiet one says nothing."""

    def __init__(self, *, language: Language | None = None, quiet: bool = False) -> None:
        self.language: Language = language or "en"
        self._given = language
        self._quiet = quiet
        self._live: Live | None = None
        self._last: Progress | None = None
        self._phase = ""
        self._limit = 0.0
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def loaded(self, scenario: Scenario, warnings: tuple[str, ...]) -> None:
        """Say what is planned, and begin to draw where stderr is a terminal."""
        self.language = self._given or scenario.language
        self._limit = scenario.solve.time_limit
        if self._quiet:
            return
        self._say(
            text(
                "loaded",
                self.language,
                title=scenario.title,
                cadres=number(len(scenario.cadres), self.language, 0),
                classes=number(len(scenario.classes), self.language, 0),
                lecturers=number(len(scenario.lecturers), self.language, 0),
            )
        )
        if sys.stderr.isatty():
            self._live = draw(self._picture, transient=True)

    def progress(self, progress: Progress) -> None:
        """Say how far the run has come."""
        if self._quiet:
            return
        self._last = progress
        if self._live is not None:
            return  # the drawing reads the last progress by itself
        if progress.phase != self._phase:
            self._phase = progress.phase
            self._say(self._line(progress))

    def ending(self) -> None:
        """Say that the run ends with its best plan."""
        if not self._quiet:
            self._say(text("ending", self.language))

    def abandoned(self) -> None:
        """Say that the run was abandoned."""
        if not self._quiet:
            self._say(text("abandoned", self.language))

    def _say(self, line: str) -> None:
        say(line, self._live)

    def _line(self, progress: Progress) -> str:
        elapsed = text("seconds", self.language, seconds=number(progress.elapsed, self.language, 1))
        words = phase_name(progress.phase, self.language)
        return f"  {elapsed:>10}  {words}" + (f": {progress.message}" if progress.message else "")

    def _picture(self) -> "RenderableType":
        from rich.console import Group
        from rich.text import Text

        from scheduler.terminal.screen import grid

        progress = self._last or Progress(phase="load", elapsed=0)
        elapsed = number(time.monotonic() - self._began, self.language, 0)
        head = Text(phase_name(progress.phase, self.language), style="bold")
        head.append(f"  {text('seconds', self.language, seconds=elapsed)}", style="not bold")
        limit = text("limit", self.language, seconds=number(self._limit, self.language, 0))
        head.append(f" ({limit})", style="dim not bold")
        if progress.message:
            head.append(f"  {progress.message}", style="not bold")
        names = (text(key, self.language) for key in ("level", "value", "bound", "gap"))
        table = grid(*names, right=frozenset({1, 2, 3}))
        for level in progress.levels:
            table.add_row(*(Text(cell) for cell in level_row(level, self.language)))
        return Group(head, table) if progress.levels else head


def phase_name(phase: str, language: Language) -> str:
    """Return the phase in words; one that the catalogue lacks is shown as it is."""
    return text(phase, language) if phase in TEXTS else phase
