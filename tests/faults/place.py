"""A scenario with an earlier plan in a folder of its own, and what a fault must leave of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "scenarios"
PROGRAM = "import cli; cli.main()"


class Outcome(NamedTuple):
    """What a fault did: exit codes seen, what was said, and complaints (none: all is well)."""

    codes: str
    said: str
    complaints: tuple[str, ...] = ()


class Place:
    """A folder with a scenario, and a plan that an earlier run wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "out" / "plan"
        shutil.copytree(SAMPLE / "demo-data", folder / "in" / "demo-data")
        self.scenario = folder / "in" / "demo.yaml"
        shutil.copy(SAMPLE / "demo.yaml", self.scenario)
        self.complaints: list[str] = []
        self.run(ok=True)
        self.before = self.content()

    def command(self, *more: str, program: str = PROGRAM, plan: Path | None = None) -> list[str]:
        options = ["--time-limit", "2", "--workers", "1", "--language", "en", "--output"]
        start = [sys.executable, "-c", program, str(self.scenario), *options]
        return [*start, str(plan or self.plan), *more]

    def run(self, *more: str, ok: bool = False, **how) -> tuple[int, str]:
        program, plan = how.pop("program", PROGRAM), how.pop("plan", None)
        ended = subprocess.run(
            self.command(*more, program=program, plan=plan),
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=300,
            check=False,
            **how,
        )
        if "Traceback" in ended.stderr:
            self.complaints.append("a traceback was shown")
        if ok and ended.returncode != 0:
            self.complaints.append(f"a run that should do ended with {ended.returncode}")
        return ended.returncode, last_error(ended.stderr)

    def content(self) -> dict[str, bytes]:
        files = (path for path in self.plan.rglob("*") if path.is_file())
        return {path.relative_to(self.plan).as_posix(): path.read_bytes() for path in files}

    def expect(self, code: int, *allowed: int) -> None:
        if code not in allowed:
            self.complaints.append(f"exit code {code}, expected {' or '.join(map(str, allowed))}")

    def untouched(self) -> None:
        if self.content() != self.before:
            self.complaints.append("the plan folder is not as it was")

    def whole(self) -> None:
        """The folder is as it was, or holds a whole new plan whose figures are true."""
        if self.content() == self.before:
            return
        verify = [sys.executable, "-c", PROGRAM, "verify", str(self.plan)]
        ended = subprocess.run(verify, cwd=ROOT, capture_output=True, check=False)
        if ended.returncode != 0:
            self.complaints.append("the plan folder is neither the old nor a whole new one")

    def works_again(self) -> None:
        self.run(ok=True)
        self.whole()
        left = [path.name for path in self.plan.parent.iterdir() if path != self.plan]
        if left:
            self.complaints.append(f"left behind: {', '.join(left)}")

    def outcome(self, codes: object, said: str) -> Outcome:
        said = said.replace(str(self.folder), "FOLDER")
        return Outcome(str(codes), said, tuple(self.complaints))


def last_error(text: str) -> str:
    lines = [line for line in text.splitlines() if line.startswith("Error: ")]
    return lines[-1].removeprefix("Error: ") if lines else ""
