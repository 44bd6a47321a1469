"""Long use of the served application: what-if runs through its own routes, while it is watched.

Run as `python -m tests.serve.long_use --runs 1000`. Prints memory, open files, threads, temporary
files and child processes of the server at the beginning and after each twentieth of the runs. Two
planners are at it, as many as may run something at once. The scenario is so small that a run is the
start of its process and little else (a second and a quarter): the server does the same whatever a
run finds. `--demo` takes the sample demo instead.
"""

import argparse
import contextlib
import datetime
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.serve.running import Planner, demo_workspace, served
from tests.serve.tiny import LECTURERS, tiny_workspace

TIME_LIMIT = "1"
FIRST_DAY = datetime.date(2024, 4, 1)
WARM_UP = 3  # runs before the first look: templates, codecs and modules are loaded once
LOOKS = 20
WHAT_IFS = 20  # files, each run again and again with its plan replaced
FORGET = 10  # one run of so many is taken out of the list; of the others old ones are dropped


class Base(NamedTuple):
    """What is planned: its file, its lecturers, and how its workspace is written."""

    name: str
    lecturers: tuple
    write: object


TINY = Base("tiny", LECTURERS, tiny_workspace)
DEMO = Base("demo", ("L01", "L02", "L03", "L04"), demo_workspace)


class Look(NamedTuple):
    """What the server holds at one moment; memory in MB, processes are those it has not let go."""

    runs: int
    memory: float
    handles: int
    threads: int
    temporary: int
    processes: int


def look(server, runs):
    """What the server holds now, when it has come to rest."""
    pid = server.process.pid
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    status = dict(line.split(":", 1) for line in lines)
    return Look(
        runs,
        int(status["VmRSS"].split()[0]) / 1024,
        len(list(Path(f"/proc/{pid}/fd").iterdir())),
        int(status["Threads"]),
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


def one_what_if(planner, base, number):
    """Write a what-if by its form, run it, look at plan and comparison, as a planner does."""
    day = FIRST_DAY + datetime.timedelta(days=number % 60)
    name = f"wi-{number % WHAT_IFS}"
    made = f"whatif:{name}.yaml"
    if planner.get(f"/scenarios/{made}").status_code != 200:
        answer = planner.post(
            f"/scenarios/{base.name}.yaml/what-if",
            kind="lecturer-unavailable",
            lecturer=base.lecturers[number % len(base.lecturers)],
            **{"from": str(day), "to": str(day + datetime.timedelta(days=4)), "file.name": name},
        )
        assert answer.status_code == 200, answer.text
    run, page = planner.run_to_its_end(made, time_limit=TIME_LIMIT, output=name, replace="1")
    assert f"/plans/out%3A{name}" in page, page
    for address in ("/", f"/plans/out:{name}/files", f"/compare?plan=out:{name}&plan=out:base"):
        assert planner.get(address).status_code == 200, address
    if number % FORGET == 0:
        assert planner.post(f"/runs/{run}/forget").status_code == 200


def together(planners, base, numbers):
    """Share some what-ifs out among planners who work at the same time; wait until all is done."""

    def work(place):
        for number in numbers:
            if number % len(planners) == place:
                one_what_if(planners[place], base, number)

    with ThreadPoolExecutor(len(planners)) as pool:
        list(pool.map(work, range(len(planners))))


def long_use(runs, tell=lambda look: None, base=TINY):
    """Use the application for a number of what-if runs; the looks at the server."""
    place = Path(tempfile.mkdtemp(prefix="long-use-"))
    temporary = place / "temporary"
    temporary.mkdir()
    step = max(1, runs // LOOKS)
    try:
        workspace = base.write(place)
        with served(workspace, temporary) as server, contextlib.ExitStack() as stack:
            planners = [stack.enter_context(contextlib.closing(Planner(server))) for _ in range(2)]
            planners[0].run_to_its_end(f"{base.name}.yaml", time_limit=TIME_LIMIT, output="base")
            together(planners, base, range(WARM_UP))
            planners[0].get("/")
            looks = [look(server, 0)]
            tell(looks[-1])
            for done in range(0, runs, step):
                upto = min(done + step, runs)
                together(planners, base, range(done + 1, upto + 1))
                planners[0].get("/")  # it takes note of processes that have ended
                looks.append(look(server, upto))
                tell(looks[-1])
        return looks, left_in(workspace)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def left_in(workspace):
    """What writing leaves behind where it is not cleared away: hidden files and folders."""
    hidden = (path for path in workspace.rglob("*") if path.name.startswith("."))
    return sorted(str(path.relative_to(workspace)) for path in hidden if path.name != ".desk")


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--demo", action="store_true", help="take the sample demo")
    asked = parser.parse_args()
    began = time.monotonic()
    print("| what-if runs | memory, MB | open files | threads | temporary files | processes left |")
    print("|---|---|---|---|---|---|")

    def tell(seen):
        print(f"| {seen.runs} | {seen.memory:.1f} | " + " | ".join(map(str, seen[2:])) + " |")
        sys.stdout.flush()

    looks, left = long_use(asked.runs, tell, DEMO if asked.demo else TINY)
    seconds = time.monotonic() - began
    print(f"{asked.runs} runs in {seconds:.0f} s; left beside the plans: {left or 'nothing'}")
    first = next(one for one in looks if one.runs >= asked.runs / 10)
    growth = looks[-1].memory - first.memory
    print(f"memory from the first tenth to the end: {growth:+.1f} MB")
    return 0 if not left and looks[-1].temporary <= looks[0].temporary else 1


if __name__ == "__main__":
    sys.exit(main())
