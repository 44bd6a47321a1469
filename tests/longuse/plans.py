"""Long use: many plans in one process; memory stays flat and nothing is left behind.

`python -m tests.longuse.plans --count 200` plans the sample demo (or `--scenario`) again and again
with other seeds, and tells what the process holds after each tenth.
"""

import argparse
import contextlib
import gc
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cli

ROOT = Path(__file__).parents[2]
WARM = 0.1  # share of the runs in which libraries and caches may still grow
GROWTH = 32.0  # MB; more than that after the warm runs is a leak


class Held(NamedTuple):
    """What the process holds: memory, open files, threads, children, temporary files."""

    runs: int
    megabytes: float
    files: int
    threads: int
    children: int
    temporary: int


def held(runs: int, temporary: Path) -> Held:
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    number = {words[0]: words[1] for line in status if len(words := line.split()) > 1}
    return Held(
        runs,
        int(number["VmRSS:"]) / 1024,
        len(list(Path("/proc/self/fd").iterdir())),
        int(number["Threads:"]),
        len(list(children())),
        sum(1 for _ in temporary.rglob("*")),
    )


def children() -> Iterator[int]:
    for task in Path("/proc/self/task").iterdir():
        yield from map(int, (task / "children").read_text(encoding="ascii").split())


def plan(scenario: Path, folder: Path, seed: int, limit: float) -> None:
    options = ["--quiet", "--time-limit", limit, "--workers", 1, "--seed", seed]
    words = [scenario, *options, "--output", folder]
    with contextlib.redirect_stdout(io.StringIO()):
        code = cli.run_safely([str(word) for word in words])
    assert code == 0, f"exit code {code}"


def use(scenario: Path, count: int, limit: float, every: int) -> list[Held]:
    """Plan `count` times; return what was held before, after every so many runs, and at the end."""
    with tempfile.TemporaryDirectory(prefix="long-use-") as place:
        temporary, folder = Path(place) / "tmp", Path(place) / "plan"
        temporary.mkdir()
        before, tempfile.tempdir = tempfile.tempdir, str(temporary)
        try:
            plan(scenario, folder, 0, limit)  # loads the libraries
            found = [held(1, temporary)]
            for run in range(2, count + 1):
                plan(scenario, folder, run, limit)
                if run % every == 0 or run == count:
                    found.append(held(run, temporary))
            left = [path.name for path in Path(place).iterdir() if path.name not in ("tmp", "plan")]
            assert not left, f"left beside the plan: {left}"
        finally:
            tempfile.tempdir = before
        return found


def complaints(found: list[Held], growth: float = GROWTH) -> list[str]:
    """What grew that should not."""
    first, last = found[0], found[-1]
    warm = next(one for one in found if one.runs >= WARM * last.runs)
    told = []
    if last.megabytes > warm.megabytes + growth:
        told.append(f"memory grew from {warm.megabytes:.0f} to {last.megabytes:.0f} MB")
    for name in ("files", "threads", "children", "temporary"):
        begin, end = getattr(first, name), getattr(last, name)
        if end > begin:
            told.append(f"{name} grew from {begin} to {end}")
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--scenario", type=Path, default=ROOT / "scenarios" / "demo.yaml")
    parser.add_argument("--time-limit", type=float, default=2.0)
    asked = parser.parse_args()
    every = max(1, asked.count // 10)
    found = use(asked.scenario, asked.count, asked.time_limit, every)
    print("| plans | memory, MB | open files | threads | child processes | temporary files |")
    print("|---|---|---|---|---|---|")
    for one in found:
        print(f"| {one.runs} | {one.megabytes:.0f} | " + " | ".join(map(str, one[2:])) + " |")
    told = complaints(found)
    for line in told:
        print(line)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
