"""The consoles: colours and drawing on a terminal, plain lines everywhere else."""

import sys
from typing import TextIO

from rich.console import Console
from rich.table import Table

PLAIN_WIDTH = 110


def screen() -> Console:
    """Return a console on stderr that writes data as it is and obeys NO_COLOR."""
    return _console(sys.stderr)


def page() -> Console:
    """Return a console on stdout for data that a command prints as tables."""
    return _console(sys.stdout)


def _console(stream: TextIO) -> Console:
    terminal = stream.isatty()
    return Console(
        file=stream,
        width=None if terminal else PLAIN_WIDTH,
        force_terminal=terminal,
        markup=False,
        emoji=False,
        highlight=False,
        safe_box=True,
    )


def draws(console: Console) -> bool:
    """Return whether the console's encoding has block characters."""
    return console.encoding.lower().replace("_", "-").startswith("utf")


def grid(*headings: str, right: frozenset[int] = frozenset()) -> Table:
    """Return an empty table without borders; columns numbered in `right` are right-aligned."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for index, heading in enumerate(headings):
        table.add_column(heading, justify="right" if index in right else "left")
    return table
