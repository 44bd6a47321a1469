"""One run in a fresh process: load, let the planner work against the clock, judge, write.

python -m benchmarks.driver JOB.json SCENARIO OUTCOME.json SOURCE
"""

import sys
from pathlib import Path

from benchmarks.clock import Clock, NotAttemptedError
from benchmarks.judge import judged
from benchmarks.planners import planner_of
from benchmarks.records import Job, Outcome
from models.scenario import Scenario, SolveOptions
from scheduler.formulation.derive import derive
from scheduler.load import load_scenario


def run(job: Job, path: Path, source: str) -> Outcome:
    """Return how one run ends."""
    planner = planner_of(job.planner)
    scenario = _with_limits(load_scenario(path).scenario, job)
    instance = derive(scenario)
    clock = Clock(job.limit, job.workers, job.seed, scenario.solve.gap)
    outcome = Outcome(
        job=job,
        source=source,
        status="not attempted",
        levels=tuple({c.value: w for c, w in level.items()} for level in scenario.objective),
        cadres=instance.num_cadres,
        classes=len(instance.classes),
    )
    try:
        planner(instance, clock)
    except NotAttemptedError as reason:
        return outcome.model_copy(update={"note": str(reason)})
    # Judging takes time and memory of its own: both are read before it begins.
    measured = {"wall_seconds": clock.seconds(), "peak_megabytes": clock.peak_megabytes()}
    return judged(outcome.model_copy(update=measured), instance, clock)


def _with_limits(scenario: Scenario, job: Job) -> Scenario:
    limits = scenario.solve.model_dump() | {
        "time_limit": job.limit,
        "seed": job.seed,
        "workers": job.workers,
    }
    return scenario.model_copy(update={"solve": SolveOptions(**limits)})


def main(arguments: list[str]) -> None:
    """Run the job of the command line."""
    job_file, scenario, target = (Path(argument) for argument in arguments[:3])
    job = Job.model_validate_json(job_file.read_text(encoding="utf-8"))
    outcome = run(job, scenario, arguments[3])
    target.write_text(outcome.model_dump_json(indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
