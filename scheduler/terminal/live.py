"""What the narrators share: lines on stderr and a picture that is drawn anew, on a terminal."""

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

REFRESH = 4  # times a second


def say(line: str, live: "Live | None") -> None:
    """Print a line on stderr, above the picture where there is one.

    A closed pipe, or a signal that comes while another line is written, must not end a run.
    """
    with contextlib.suppress(OSError, RuntimeError):
        if live is not None:
            live.console.print(line, soft_wrap=True)
        else:
            print(line, file=sys.stderr, flush=True)


def draw(picture: "Callable[[], RenderableType]", *, transient: bool = False) -> "Live":
    """Begin to draw a picture on stderr; a `transient` one is wiped out at the end."""
    from rich.live import Live

    from scheduler.terminal.screen import screen

    live = Live(
        console=screen(),
        get_renderable=picture,
        refresh_per_second=REFRESH,
        transient=transient,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    live.start()
    return live
