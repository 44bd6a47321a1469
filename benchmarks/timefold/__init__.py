"""Timefold: the same rules as constraint streams, its default phases, in a process of its own."""

import subprocess
import tempfile
from pathlib import Path

from benchmarks.clock import Clock
from benchmarks.greedy import require_single_classes
from benchmarks.timefold.answer import read_plans
from benchmarks.timefold.problem import write_problem
from benchmarks.timefold.workshop import Workshop, prepare
from scheduler.formulation.instance import Instance

RESERVE = 0.2  # seconds of the limit kept for the last plan


def plan(instance: Instance, clock: Clock) -> None:
    """Write the problem, let the solver work, read its plans; preparing does not count."""
    require_single_classes(instance)
    workshop = prepare()
    with tempfile.TemporaryDirectory() as folder:
        problem, plans = Path(folder) / "problem.txt", Path(folder) / "plans.txt"
        order = write_problem(instance, clock, clock.limit - RESERVE, problem)
        clock.restart()
        clock.only_children = True
        note = _solve(workshop, problem, plans)
        for seconds, decisions in read_plans(instance, order, plans):
            clock.keep(decisions, seconds)
        clock.note = f"timefold {workshop.version}{note}"


def _solve(workshop: Workshop, problem: Path, plans: Path) -> str:
    done = subprocess.run(
        ["java", "-cp", workshop.class_path, "refresher.Main", str(problem), str(plans)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return ""
    words = done.stderr.strip().splitlines()
    return f"; ended with {words[0] if words else done.returncode}"
