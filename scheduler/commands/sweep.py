"""`schedule sweep`: many runs of one file, here or on a cluster, as one table with charts."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, FAULTY, FOLDER, INTERRUPTED, LANGUAGE, PATH


@click.command()
@click.argument("file", type=PATH)
@click.option(
    "--output", type=FOLDER, metavar="DIR", help="Folder of the sweep (default: out/NAME)."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Runs at a time on this machine (default: one a processor).",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Plan on the Dask cluster of this scheduler, such as tcp://host:8786.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    metavar="N",
    help="How often a run that failed on the cluster is given to it again.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@LANGUAGE
def sweep(file: Path, quiet: bool, **asked: Any) -> int:
    """Plan every run of the sweep FILE that is not finished yet; tables and charts go to a folder.

    Its path goes to stdout. A run without a plan is a row of the table; the exit code is 1 where a
    run ended in an error, which a further call tries again.
    """
    if not file.is_file():
        raise click.UsageError(f"{file}: no such sweep file")
    if asked["jobs"] is not None and asked["scheduler"] is not None:
        raise click.UsageError("--jobs is for this machine; the cluster has workers of its own")
    from scheduler.interruption import Interruption
    from scheduler.sweep.run import SweepSettings, run_sweep
    from scheduler.terminal.screen import screen
    from scheduler.terminal.sweep import SweepNarrator, sweep_lines

    narrator = SweepNarrator(language=asked["language"], quiet=quiet)
    with narrator, Interruption(narrator.ending) as stop:
        outcome = run_sweep(file, SweepSettings(**asked), narrator, stop)
    if not quiet:
        for line in sweep_lines(outcome.rows, str(outcome.folder), narrator.language):
            screen().print(line, soft_wrap=True)
        click.echo(str(outcome.folder))
    if outcome.interrupted:
        return INTERRUPTED
    return FAULTY if outcome.failed else DONE
