"""The served application as a process of its own, on a folder with a planned demo."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def served(folder, *options):
    """The address to open, with its token; the server ends with the context."""
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "serve", str(folder), "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        _, told = server.communicate(timeout=120)
    assert told == "", "the server has nothing to complain of"
