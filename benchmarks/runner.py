"""Runs jobs one after the other, each in a fresh process on its cores; keeps what is finished."""

import contextlib
import hashlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.instances import write_instance
from benchmarks.records import Job, Outcome

ROOT = Path(__file__).parent.parent
# Reading, judging and writing are not planning: they may last longer than the limit.
PATIENCE = 900.0
_OURS = ("models", "scheduler")
# Of the machine's memory: a program that wants more ends by itself, not by the system's choice.
MEMORY_SHARE = 0.8
_STARVED = ("MemoryError", "bad_alloc", "OutOfMemoryError")


def source_of(planner: str) -> str:
    """Return a digest of the files that decide what a planner does, so that old runs are told."""
    folders = _OURS if planner == "ours" else (*_OURS[:1], "benchmarks")
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".java"} and "report" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def run_all(
    jobs: list[Job], cache: Path, tell: Callable[[str], None], *, fresh: bool = False
) -> Iterator[Outcome]:
    """Yield the outcome of each job, from the cache where the same files have run it before."""
    for number, job in enumerate(jobs, start=1):
        kept = cache / f"{job.key}.json"
        outcome = None if fresh else finished(kept, source_of(job.planner))
        state = "kept" if outcome else "run"
        tell(f"[{number}/{len(jobs)}] {job.key}: {state}")
        if outcome is None:
            outcome = run_one(job, cache)
            if outcome.status != "failed":
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_text(outcome.model_dump_json(indent=1), encoding="utf-8")
        tell(f"    {summary(outcome)}")
        yield outcome


def finished(path: Path, source: str | None = None) -> Outcome | None:
    """Return a kept outcome, None where there is none or (with `source`) other files made it."""
    if not path.exists():
        return None
    outcome = Outcome.model_validate_json(path.read_text(encoding="utf-8"))
    return outcome if source in (None, outcome.source) else None


def run_one(job: Job, cache: Path) -> Outcome:
    """Run one job in a fresh process that sees `workers` cores only."""
    source = source_of(job.planner)
    scenario = write_instance(job.instance, job.seed, cache / "instances")
    with tempfile.TemporaryDirectory() as folder:
        job_file, target = Path(folder) / "job.json", Path(folder) / "outcome.json"
        job_file.write_text(job.model_dump_json(), encoding="utf-8")
        done = _process((str(job_file), str(scenario), str(target), source), job)
        if target.exists():
            return Outcome.model_validate_json(target.read_text(encoding="utf-8"))
    if any(word in done for word in _STARVED):
        note = f"more than {memory_limit() / 2**30:.0f} GiB of memory"
        return Outcome(job=job, source=source, status="no plan", note=note)
    return Outcome(job=job, source=source, status="failed", note=done)


def _process(arguments: tuple[str, ...], job: Job) -> str:
    """Run the driver and return what it said last; it ends with everything it started."""
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.driver", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: _confine(job.workers),
    )
    patience = 2 * job.limit + PATIENCE
    try:
        _, errors = child.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        return f"did not end within {patience:.0f} s"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return (errors.strip().splitlines() or [f"exit code {child.returncode}"])[-1]


def _confine(workers: int) -> None:
    """Let the process at hand and all it starts see some cores and a part of the memory."""
    os.sched_setaffinity(0, cores(workers))
    resource.setrlimit(resource.RLIMIT_DATA, (memory_limit(), memory_limit()))


def memory_limit() -> int:
    """Return the bytes that a process of a run may use."""
    return int(MEMORY_SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))


def cores(workers: int) -> set[int]:
    """Return the processors a run may use."""
    return set(sorted(os.sched_getaffinity(0))[:workers])


def summary(outcome: Outcome) -> str:
    """Return one line about an outcome."""
    if outcome.status != "planned":
        return f"{outcome.status}: {outcome.note}"
    values = " / ".join(f"{value:,.1f}" for value in outcome.values)
    verdict = "valid" if outcome.valid else f"NOT VALID ({outcome.num_complaints} complaints)"
    return f"{values}  {verdict}  {outcome.wall_seconds:.1f} s  {outcome.peak_megabytes:.0f} MB"
