"""Faults that befall a run, each brought about on purpose, and what is left afterwards.

`python -m tests.faults.faults` tries them all and writes the table of docs/reliability.md; what
needs a small disk of its own or another user is tried only where the user may make them.
"""

import argparse
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.place import ROOT, Outcome, Place

PAGE = ROOT / "docs" / "reliability.md"
BLOCK = 4096  # bytes of a disk that go to one file only
DROP, OVERRIDE, SEARCH = 24, 1, 2  # of prctl: a capability leaves the bounding set


def without_power() -> None:
    """Take from a superuser the power to pass permissions over; others never had it."""
    for capability in (OVERRIDE, SEARCH):
        ctypes.CDLL(None).prctl(DROP, capability, 0, 0, 0)


def disk_full(place: Place) -> Outcome:
    """Every file of the plan may have 4 kB only: so a full disk looks where none can be made."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    code, said = place.run(preexec_fn=limit)
    place.expect(code, 2)
    place.untouched()
    place.works_again()
    return place.outcome(code, said)


def small_disk(place: Place) -> Outcome:
    """The disk of the plan folder has room for a plan and a half, and an earlier plan on it."""
    disk = place.folder / "disk"
    disk.mkdir()
    blocks = sum(1 + path.stat().st_size // BLOCK for path in place.plan.rglob("*"))
    size = f"size={3 * blocks * BLOCK // 2}"
    mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        shutil.copytree(place.plan, disk / "plan")
        place.plan = disk / "plan"
        code, said = place.run()
        place.expect(code, 2)
        place.untouched()
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        place.works_again()
        return place.outcome(code, said)
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def read_only_disk(place: Place) -> Outcome:
    """The disk of the plan folder is read-only."""
    disk = place.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        shutil.copytree(place.plan, disk / "plan")
        place.plan = disk / "plan"
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        code, said = place.run()
        place.expect(code, 2)
        place.untouched()
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        place.works_again()
        return place.outcome(code, said)
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def no_permission(place: Place) -> Outcome:
    """The run belongs to a user who may not write where the plan goes."""
    place.plan.parent.chmod(0o555)
    code, said = place.run(preexec_fn=without_power)
    place.plan.parent.chmod(0o755)
    place.expect(code, 2)
    place.untouched()
    place.works_again()
    return place.outcome(code, said)


def no_permission_to_read(place: Place) -> Outcome:
    """A table may not be read by the user of the run."""
    secret = place.folder / "in" / "demo-data" / "cadres.csv"
    secret.chmod(0o000)
    code, said = place.run(preexec_fn=without_power)
    secret.chmod(0o644)
    place.expect(code, 2)
    place.untouched()
    place.works_again()
    return place.outcome(code, said)


def signalled(number: signal.Signals, allowed: tuple[int, ...]) -> Callable[[Place], Outcome]:
    def fault(place: Place) -> Outcome:
        codes = set()
        for tenths in (2, 6, 10, 15, 20, 26):
            process = subprocess.Popen(
                place.command("--gap", "0"),
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,
            )
            time.sleep(tenths / 10)
            process.send_signal(number)
            said = process.communicate(timeout=120)[1]
            if "Traceback" in said and tenths > 2:
                place.complaints.append("a traceback was shown")
            codes.add(process.returncode)
            place.expect(process.returncode, *allowed)
            place.whole()
        place.works_again()
        return place.outcome(", ".join(map(str, sorted(codes))), "")

    fault.__doc__ = f"{number.name} after 0.2, 0.6, 1.0, 1.5, 2.0 and 2.6 seconds."
    return fault


PHASES = (  # a function with its module, and whether it is done when the kill comes
    ("scheduler.plan", "load_scenario", False),
    ("scheduler.plan", "foreseen", False),
    ("scheduler.plan", "solve", False),
    ("scheduler.plan", "solve", True),
    ("scheduler.plan", "require_agreement", True),
    ("scheduler.outputs.folder", "_keep_others", False),
    ("scheduler.outputs.folder", "_put", True),
    ("scheduler.outputs.folder", "_sync_tree", False),
    ("scheduler.outputs.folder", "_swap", False),
    ("scheduler.outputs.folder", "_swap", True),
    ("scheduler.plan", "write_folder", True),
)


def killed_in_each_phase(place: Place) -> Outcome:
    """SIGKILL at 11 places: reading, looking ahead, solving, checking, each step of writing."""
    codes = set()
    for module, name, done in PHASES:
        program = (
            f"import cli, os, signal, {module} as room\n"
            f"real = room.{name}\n"
            f"def die(*a, **k):\n    {done} and real(*a, **k)\n"
            f"    os.kill(os.getpid(), signal.SIGKILL)\n"
            f"room.{name} = die\ncli.main()"
        )
        code, _ = place.run("--gap", "0.5", program=program)
        codes.add(code)
        place.expect(code, -signal.SIGKILL)
        place.whole()
    place.works_again()
    return place.outcome(", ".join(map(str, sorted(codes))), "")


def memory(place: Place) -> Outcome:
    """The address space of the run ends at 450, 550 or 700 MB."""
    codes, told = set(), ""
    for megabytes in (450, 550, 700):
        size = megabytes * 1_000_000
        code, said = place.run(
            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_AS, (size, size))
        )
        codes.add(code)
        told = said or told
        place.expect(code, 0, 4)
        place.whole()
    place.works_again()
    return place.outcome(", ".join(map(str, sorted(codes))), told)


def memory_while_solving(place: Place) -> Outcome:
    """Memory ends (simulated) while better plans are looked for: the plan so far is written."""
    program = (
        "import cli\nfrom scheduler.solve import planner\n"
        "def full(*_): raise MemoryError\nplanner._prove_exactly = full\ncli.main()"
    )
    code, _ = place.run(program=program)
    place.expect(code, 0)
    text = (place.plan / "result.json").read_text(encoding="utf-8")
    if "Memory ran out" not in text:
        place.complaints.append("result.json does not say so")
    place.whole()
    place.works_again()
    return place.outcome(
        code, "result.json warns: Memory ran out while better plans were looked for"
    )


def two_runs(place: Place) -> Outcome:
    """Two runs write into the same folder at the same time."""
    results: list[tuple[int, str]] = []
    threads = [
        threading.Thread(target=lambda s=s: results.append(place.run("--seed", s))) for s in "12"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for code, _ in results:
        place.expect(code, 0)
    place.whole()
    place.works_again()
    return place.outcome(", ".join(str(code) for code, _ in results), "")


def edited_while_read(place: Place) -> Outcome:
    """A table is written anew again and again while runs read it."""
    table = place.folder / "in" / "demo-data" / "cadres.csv"
    whole, stop = table.read_bytes(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            with table.open("wb") as stream:
                stream.write(whole[:60])
                stream.flush()
                time.sleep(0.002)
                stream.write(whole[60:])
            time.sleep(0.002)

    writer = threading.Thread(target=write)
    writer.start()
    codes = set()
    for _ in range(3):
        code, _ = place.run()
        codes.add(code)
        place.expect(code, 0, 2, 3)
        place.whole()
    stop.set()
    writer.join()
    table.write_bytes(whole)
    place.works_again()
    return place.outcome(", ".join(map(str, sorted(codes))), "")


def solver_crashes(place: Place) -> Outcome:
    """The solver raises an error (simulated)."""
    program = (
        "import cli, scheduler.plan\n"
        "def crash(*_, **__): raise RuntimeError('the solver fell over')\n"
        "scheduler.plan.solve = crash\ncli.main()"
    )
    code, said = place.run(program=program)
    place.expect(code, 70)
    place.untouched()
    place.works_again()
    return place.outcome(code, said)


def solver_talks_nonsense(place: Place) -> Outcome:
    """The solver gives a plan that breaks rules, with false figures (simulated)."""
    program = (
        "import cli, scheduler.plan\nfrom dataclasses import replace\n"
        "solve = scheduler.plan.solve\n"
        "def nonsense(*a, **k):\n"
        "    s = solve(*a, **k)\n"
        "    cut = s.plan.model_copy(update={'sessions': s.plan.sessions[:-1]})\n"
        "    return replace(s, plan=cut)\n"
        "scheduler.plan.solve = nonsense\ncli.main()"
    )
    code, said = place.run(program=program)
    place.expect(code, 70)
    place.untouched()
    place.works_again()
    return place.outcome(code, said)


def solver_dies(place: Place) -> Outcome:
    """The solver takes the whole process down, as a fault of memory in it would (simulated)."""
    program = (
        "import cli, os, signal, scheduler.plan\n"
        "def die(*_, **__): os.kill(os.getpid(), signal.SIGSEGV)\n"
        "scheduler.plan.solve = die\ncli.main()"
    )
    code, said = place.run(program=program)
    place.expect(code, -signal.SIGSEGV)
    place.untouched()
    place.works_again()
    return place.outcome(code, said)


def clock_set_back(place: Place) -> Outcome:
    """The clock of the machine is set back by an hour each time it is read (simulated)."""
    program = (
        "import itertools, time\nreal, hours = time.time, itertools.count()\n"
        "time.time = lambda: real() - 3600 * next(hours)\nimport cli\ncli.main()"
    )
    code, said = place.run(program=program)
    place.expect(code, 0)
    place.whole()
    place.works_again()
    return place.outcome(code, said)


ALWAYS = {
    "disk full": disk_full,
    "no permission to write": no_permission,
    "no permission to read": no_permission_to_read,
    "Ctrl-C": signalled(signal.SIGINT, (0, 130, -2)),
    "SIGTERM": signalled(signal.SIGTERM, (0, 130, 143, -15)),
    "killed": signalled(signal.SIGKILL, (0, -9)),
    "killed in each phase": killed_in_each_phase,
    "too little memory": memory,
    "memory ends while solving": memory_while_solving,
    "two runs, one folder": two_runs,
    "table edited meanwhile": edited_while_read,
    "solver crashes": solver_crashes,
    "solver talks nonsense": solver_talks_nonsense,
    "solver takes all down": solver_dies,
    "clock set back": clock_set_back,
}
AS_ROOT = {"disk full (small disk)": small_disk, "disk read-only": read_only_disk}


def suffer(fault: Callable[[Place], Outcome]) -> Outcome:
    """Bring a fault about in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="fault-") as folder:
        Path(folder).chmod(0o755)
        return fault(Place(Path(folder) / "place"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write these rows of the page anew")
    parser.add_argument("names", nargs="*", help="faults to try (default: all)")
    asked = parser.parse_args()
    faults = ALWAYS | (AS_ROOT if os.geteuid() == 0 else {})
    page = PAGE.read_text(encoding="utf-8")
    known = {line.split(" | ")[0].removeprefix("| "): line for line in page.splitlines()}
    rows, bad = [], 0
    for name, fault in faults.items():
        if asked.names and name not in asked.names:
            rows += [known[name]] if name in known else []
            continue
        outcome = suffer(fault)
        bad += bool(outcome.complaints)
        verdict = "; ".join(outcome.complaints) or "whole, next run works"
        rows.append(f"| {name} | {fault.__doc__} | {outcome.codes} | {verdict} | {outcome.said} |")
        print(rows[-1], flush=True)
    if asked.write:
        begin, end = "<!-- faults -->\n", "<!-- end -->\n"
        head, rest = page.split(begin)
        table = "| fault | how | exit | plan folder | said |\n|---|---|---|---|---|\n"
        tail = rest.split(end)[1]
        PAGE.write_text(head + begin + table + "\n".join(rows) + "\n" + end + tail, "utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
