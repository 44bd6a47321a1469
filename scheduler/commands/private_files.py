"""Who may read what the program writes: its owner alone, unless the user asks for more."""

import contextlib
import os
import re
from collections.abc import Iterator

from scheduler.errors import UsageError

VARIABLE = "SCHEDULE_UMASK"
PRIVATE = 0o077
KEEP = "keep"


@contextlib.contextmanager
def private_files() -> Iterator[None]:
    """Have every file written with 0600 and every folder with 0700 while the block runs.

    The process's own mask does it, so that the files of libraries and of child processes (the
    record's journal, runs of a sweep, conversions) are private too, at no moment otherwise.
    """
    before = os.umask(PRIVATE)  # private from here on, whatever was asked for
    try:
        os.umask(_asked(before))
        yield
    finally:
        os.umask(before)


def _asked(before: int) -> int:
    """Return the mask that the environment asks for; `keep` is the one of the caller."""
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return PRIVATE
    if text.lower() == KEEP:
        return before
    if not re.fullmatch("0*[0-7]{1,2}", text):
        raise UsageError(
            f"{VARIABLE}: found '{text}'; expected what group and others may not do, in octal "
            f"digits such as 027 (the group may read), or '{KEEP}' for the mask of your login"
        )
    return int(text, 8)
