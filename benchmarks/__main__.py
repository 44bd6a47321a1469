"""`python -m benchmarks` runs the comparison, `python -m benchmarks render` writes it anew."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.instances import expand
from benchmarks.machine import this_machine
from benchmarks.planners import PLANNERS
from benchmarks.records import Job, Results
from benchmarks.report import write_report
from benchmarks.runner import ROOT, cores, run_all

CACHE = ROOT / "out" / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks"


def _listed(kind: Callable[[str], object]) -> Callable[..., object]:
    def split(_: click.Context, option: click.Parameter, text: str) -> object:
        try:
            return tuple(kind(word.strip()) for word in text.split(",") if word.strip())
        except ValueError as error:
            raise click.BadParameter(str(error), param=option) from error

    return split


def _planner(name: str) -> str:
    if name not in PLANNERS:
        raise ValueError(f"unknown planner {name!r}: expected one of {', '.join(PLANNERS)}")
    return name


def _instance(name: str) -> str:
    expand((name,))
    return name


@click.group(invoke_without_command=True, context_settings={"auto_envvar_prefix": "BENCH"})
@click.option(
    "--instances", default="demo,province", callback=_listed(_instance), show_default=True
)
@click.option("--seeds", default="1,2,3", callback=_listed(int), show_default=True)
@click.option("--limits", default="10,60,300", callback=_listed(float), show_default=True)
@click.option("--planners", default=",".join(PLANNERS), callback=_listed(_planner))
@click.option(
    "--cores", "workers", type=click.IntRange(1), envvar="BENCH_CORES", help="Default: all."
)
@click.option("--fresh", is_flag=True, help="Run again what is finished already.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=PAGE)
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=CACHE)
@click.pass_context
def main(
    context: click.Context,
    instances: tuple[str, ...],
    seeds: tuple[int, ...],
    limits: tuple[float, ...],
    planners: tuple[str, ...],
    workers: int | None,
    fresh: bool,
    output: Path,
    cache: Path,
) -> None:
    """Run every planner on every instance, seed and limit; write tables and plots.

    Each option can be given by the environment, as BENCH_INSTANCES, BENCH_LIMITS and so on.
    """
    if context.invoked_subcommand is not None:
        return
    workers = workers or len(cores(10_000))
    jobs = [
        Job(instance=instance, seed=seed, planner=planner, limit=limit, workers=workers)
        for instance in expand(instances)
        for seed in seeds
        for limit in limits
        for planner in planners
    ]
    outcomes = tuple(run_all(jobs, cache, lambda line: click.echo(line, err=True), fresh=fresh))
    results = Results(machine=this_machine(workers), outcomes=outcomes)
    for path in write_report(results, output):
        click.echo(path)


@main.command()
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=PAGE)
def render(output: Path) -> None:
    """Write tables and plots anew from results.json, without a run."""
    text = (output / "results.json").read_text(encoding="utf-8")
    for path in write_report(Results.model_validate_json(text), output):
        click.echo(path)


if __name__ == "__main__":
    sys.exit(main())
