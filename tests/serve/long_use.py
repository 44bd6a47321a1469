"""Long use of the served application: what-if runs through its own routes, while it is watched.

Run as `python -m tests.serve.long_use --runs 1000`. Prints memory, open files and temporary files
of the server at the beginning, after a tenth of the runs and at the end. A run has the least time
limit, as the server does the same whatever a run finds.
"""

import argparse
import contextlib
import datetime
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.serve.running import Planner, demo_workspace, served

TIME_LIMIT = "1"
LECTURERS = ("L01", "L02", "L03", "L04")
FIRST_DAY = datetime.date(2024, 4, 1)
WARM_UP = 3  # runs before the first look: templates, codecs and modules are loaded once


class Look(NamedTuple):
    """What the server holds at one moment; memory in MB, processes are those it has not let go."""

    runs: int
    memory: float
    handles: int
    temporary: int
    processes: int


def look(server, runs):
    """What the server holds now, when it has come to rest."""
    pid = server.process.pid
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    memory = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return Look(
        runs,
        int(memory.split()[1]) / 1024,
        len(list(Path(f"/proc/{pid}/fd").iterdir())),
        len(list(server.temporary.rglob("*"))),
        children(pid),
    )


def children(pid):
    """How many processes have this one as their parent, dead ones that it has not seen too."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            found += path.read_text(errors="replace").rpartition(")")[2].split()[1] == str(pid)
    return found


def one_what_if(planner, number):
    """Write a what-if by its form, run it, look at plan and comparison, as a planner does."""
    day = FIRST_DAY + datetime.timedelta(days=number % 60)
    name = f"wi-{number % 20}"
    made = f"whatif:{name}.yaml"
    if planner.get(f"/scenarios/{made}").status_code != 200:
        answer = planner.post(
            "/scenarios/demo.yaml/what-if",
            kind="lecturer-unavailable",
            lecturer=LECTURERS[number % len(LECTURERS)],
            **{"from": str(day), "to": str(day + datetime.timedelta(days=4)), "file.name": name},
        )
        assert answer.status_code == 200, answer.text
    run, page = planner.run_to_its_end(made, time_limit=TIME_LIMIT, output=name, replace="1")
    assert f"/plans/out%3A{name}" in page, page
    for address in ("/", f"/plans/out:{name}/files", f"/compare?plan=out:{name}&plan=out:demo"):
        assert planner.get(address).status_code == 200, address
    assert planner.post(f"/runs/{run}/forget").status_code == 200


def long_use(runs, tell=lambda look: None):
    """Use the application for a number of what-if runs; the looks at the server."""
    place = Path(tempfile.mkdtemp(prefix="long-use-"))
    temporary = place / "temporary"
    temporary.mkdir()
    try:
        workspace = demo_workspace(place)
        with served(workspace, temporary) as server, contextlib.closing(Planner(server)) as planner:
            planner.run_to_its_end("demo.yaml", time_limit=TIME_LIMIT, output="demo")
            for number in range(WARM_UP):
                one_what_if(planner, number)
            looks = [look(server, 0)]
            tell(looks[-1])
            for number in range(1, runs + 1):
                one_what_if(planner, number)
                if number == max(1, runs // 10) or number == runs:
                    planner.get("/")  # it takes note of processes that have ended
                    looks.append(look(server, number))
                    tell(looks[-1])
        left = sorted(path.name for path in workspace.rglob("*") if path.name.startswith(".s"))
        return looks, left
    finally:
        shutil.rmtree(place, ignore_errors=True)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    began = time.monotonic()
    print(f"{'runs':>6} {'memory MB':>10} {'handles':>8} {'temporary':>10} {'processes':>10}")

    def tell(seen):
        print(
            f"{seen.runs:>6} {seen.memory:>10.1f} {seen.handles:>8} {seen.temporary:>10} "
            f"{seen.processes:>10}",
            flush=True,
        )

    looks, left = long_use(runs, tell)
    seconds = time.monotonic() - began
    print(f"{runs} runs in {seconds:.0f} s; left beside the plans: {left or 'nothing'}")
    growth = looks[-1].memory - looks[1].memory
    print(f"memory from the first tenth to the end: {growth:+.1f} MB")
    return 0 if not left and looks[-1].temporary <= looks[0].temporary else 1


if __name__ == "__main__":
    sys.exit(main())
