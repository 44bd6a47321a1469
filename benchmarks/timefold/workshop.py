"""What Timefold needs: a JDK, the package in an environment of its own, the compiled rules."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import NotAttemptedError

VERSION = "1.24.0b0"
JAVA = Path(__file__).parent / "java" / "refresher"
HOME = Path(__file__).parent.parent.parent / "out" / "benchmarks" / "timefold"
OLDEST_JAVA = 17
# Loggers write to the screen by default, and the test frameworks are not needed.
_LEFT_OUT = ("logback", "junit", "mockito", "assertj", "byte-buddy", "-tests", "jpyinterpreter")


@dataclass(frozen=True)
class Workshop:
    """Everything needed to start the solver."""

    version: str
    class_path: str


def prepare(home: Path = HOME) -> Workshop:
    """Return the workshop, set up on first use; raises NotAttemptedError with the reason."""
    if shutil.which("javac") is None or shutil.which("java") is None:
        raise NotAttemptedError(f"needs a JDK {OLDEST_JAVA} or newer: no javac on this machine")
    told = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=False)
    found = re.search(r"javac (\d+)", told.stdout + told.stderr)
    if found is None or int(found[1]) < OLDEST_JAVA:
        raise NotAttemptedError(f"needs a JDK {OLDEST_JAVA} or newer, found {told.stdout.strip()}")
    jars = _jars(home / "venv")
    return Workshop(VERSION, os.pathsep.join([str(_compiled(home, jars)), *map(str, jars)]))


def _jars(environment: Path) -> list[Path]:
    """Return the solver's jars as the package brings them."""
    pattern = "lib/python*/site-packages/timefold/solver/jars/*.jar"
    if not list(environment.glob(pattern)):
        python = environment / "bin" / "python"
        install = [str(python), "-m", "pip", "install", "--quiet", f"timefold=={VERSION}"]
        for command in ([sys.executable, "-m", "venv", "--clear", str(environment)], install):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                words = done.stderr.strip().splitlines() or ["no reason given"]
                raise NotAttemptedError(f"timefold {VERSION} cannot be installed: {words[-1]}")
    jars = sorted(environment.glob(pattern))
    return [jar for jar in jars if not any(word in jar.name for word in _LEFT_OUT)]


def _compiled(home: Path, jars: list[Path]) -> Path:
    """Return the folder of the compiled rules; its name follows the sources."""
    sources = sorted(JAVA.glob("*.java"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    folder = home / f"classes-{digest[:12]}"
    if (folder / "done").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    paths = os.pathsep.join(map(str, jars))
    command = ["javac", "-d", str(folder), "-cp", paths, *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the rules for Timefold do not compile:\n{done.stderr}")
    (folder / "done").touch()
    return folder
