"""What a Ctrl-C means: the first asks the run to end with its best plan, the second ends it."""

import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Call it to ask whether the run shall end; within `with` it listens to the signals.

    The first signal sets the flag and calls `notice`, every further one raises KeyboardInterrupt.
    """

    def __init__(self, notice: Callable[[], None] = lambda: None) -> None:
        self.requested = False
        self._notice = notice
        self._former: dict[signal.Signals, Any] = {}

    def __call__(self) -> bool:
        """Return whether the run shall end."""
        return self.requested

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._former = {number: signal.signal(number, self._hear) for number in SIGNALS}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._former.items():
            signal.signal(number, handler)
        self._former = {}

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True
        self._notice()
