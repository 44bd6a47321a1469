"""How a sweep goes: a live table on a terminal, one line for each run elsewhere, or nothing."""

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from models.result import Status
from models.rules import Component
from models.scenario import Language
from models.sweep import SweepRow
from scheduler.terminal.live import draw, say
from scheduler.terminal.words import number, text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

LAST = 12


class SweepNarrator:
    """Tells on stderr how a sweep goes; a quiet one says nothing."""

    def __init__(self, *, language: Language | None = None, quiet: bool = False) -> None:
        self.language: Language = language or "en"
        self._quiet = quiet
        self._live: Live | None = None
        self._running: dict[str, float] = {}
        self._done: list[SweepRow] = []
        self._total = 0
        self._before = 0
        self._lock = threading.Lock()

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

    def loaded(self, sweep: Any, language: Language, finished: int) -> None:
        """Say what is planned, and begin to draw where stderr is a terminal."""
        self.language = language
        self._total, self._before = len(sweep.runs), finished
        if self._quiet:
            return
        counts = {"runs": str(self._total), "before": str(finished)}
        self._say(text("sweep_loaded", language, title=sweep.title, **counts))
        if sys.stderr.isatty() and finished < self._total:
            self._live = draw(self._picture)

    def started(self, run: str) -> None:
        """Note that a run begins; called from several threads."""
        with self._lock:
            self._running[run] = time.monotonic()

    def finished(self, row: SweepRow) -> None:
        """Say how a run ended."""
        with self._lock:
            self._running.pop(row.run, None)
            self._done.append(row)
        if not self._quiet and self._live is None:
            self._say(f"  {self._count()}  {self._line(row)}")

    def ending(self) -> None:
        """Say that the sweep ends and can be taken up again."""
        if not self._quiet:
            self._say(text("sweep_ending", self.language))

    def _count(self) -> str:
        done = str(self._before + len(self._done)).rjust(len(str(self._total)))
        return f"{done}/{self._total}"

    def _line(self, row: SweepRow) -> str:
        return "  ".join(filter(None, self._cells(row)))

    def _cells(self, row: SweepRow) -> list[str]:
        if not row.has_plan or row.result is None:
            return [row.run, status_word(row.status, self.language), _short(row.reason)]

        def shown(value: float) -> str:
            return number(value, self.language, 1)

        names = (Component.SHORTFALL, Component.REPEAT, Component.COST)
        figures = (
            text(f"sweep_{name.value}", self.language, value=shown(row.value(name)))
            for name in names
        )
        seconds = text("seconds", self.language, seconds=shown(row.result.run.wall_seconds))
        return [row.run, status_word(row.status, self.language), *figures, seconds]

    def _say(self, line: str) -> None:
        say(line, self._live)

    def _picture(self) -> "RenderableType":
        from rich.console import Group
        from rich.text import Text

        from scheduler.terminal.screen import grid

        table = grid("", "", "", "", "", "")
        with self._lock:
            done, running = self._done[-LAST:], dict(self._running)
        for row in done:
            table.add_row(*(Text(cell) for cell in self._cells(row)))
        for run, began in sorted(running.items()):
            elapsed = number(time.monotonic() - began, self.language, 0)
            seconds = text("seconds", self.language, seconds=elapsed)
            table.add_row(run, text("sweep_running", self.language), seconds, style="dim")
        return Group(table, Text(self._count(), style="bold"))


def sweep_lines(rows: tuple[SweepRow, ...], folder: str, language: Language) -> list[str]:
    """Return what became of a sweep, in sentences."""
    best = [row.run for row in rows if row.best]
    lines = [
        text(
            "sweep_done",
            language,
            runs=str(len(rows)),
            plans=str(sum(row.has_plan for row in rows)),
            errors=str(sum(row.status == "error" for row in rows)),
        )
    ]
    if best:
        lines.append(text("sweep_best", language, names=", ".join(best)))
    lines.append(text("sweep_files", language, folder=folder))
    return lines


def status_word(status: str, language: Language) -> str:
    """Return how a run ended in one or two words."""
    return text(f"ended_{status}", language) if status in ENDED else status


ENDED = frozenset({*(status.value for status in Status), "error"})


def _short(reason: str, most: int = 90) -> str:
    return reason if len(reason) <= most else f"{reason[: most - 1]}…"
