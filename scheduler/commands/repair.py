"""`schedule repair`: a published plan after a change, with few moves and a reason for each."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import (
    CONTRADICTION,
    DONE,
    FOLDER,
    INTERRUPTED,
    LANGUAGE,
    NO_PLAN,
    PATH,
    print_json,
)


@click.command()
@click.argument("path", metavar="DIR", type=PATH)
@click.option(
    "--edit",
    "edits",
    multiple=True,
    metavar="EDIT",
    help="What changes, as in a what-if file: '{edit: drop-class, class: G-07}'. Repeatable.",
)
@click.option(
    "--freeze-before",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="DATE",
    help="Classes that start earlier stay as they are.",
)
@click.option(
    "--output", type=FOLDER, metavar="DIR", help="Plan folder to write (default: out/NAME-repair)."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End the search after this time (default: 20).",
)
@click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Seed of the search.")
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processors to use (default: all)."
)
@click.option("--json", "as_json", is_flag=True, help="Print moves and substitutes as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@LANGUAGE
def repair(
    path: Path,
    edits: tuple[str, ...],
    freeze_before: datetime | None,
    as_json: bool,
    quiet: bool,
    **asked: Any,
) -> int:
    """Change the plan in DIR, or the baseline of a what-if file, as little as possible.

    Writes a plan folder with the list of moves (moves.csv); its path goes to stdout.
    """
    from scheduler.interruption import Interruption
    from scheduler.terminal.narrator import Narrator

    if not path.exists():
        raise click.UsageError(f"{path}: no such plan folder or what-if file")
    narrator = Narrator(language=asked["language"], quiet=quiet)
    day = None if freeze_before is None else freeze_before.date()
    try:
        with narrator, Interruption(narrator.ending) as stop:
            from scheduler.plan import Settings
            from scheduler.repairing import repair_plan

            done = repair_plan(path, edits, day, Settings(**asked), narrator, stop)
    except KeyboardInterrupt:
        narrator.abandoned()
        return INTERRUPTED
    _show(done, as_json=as_json, quiet=quiet)
    if done.run.result.status == "infeasible":
        return CONTRADICTION
    if done.run.interrupted:
        return INTERRUPTED
    return DONE if done.run.plan is not None else NO_PLAN


def _show(done: Any, *, as_json: bool, quiet: bool) -> None:
    """Print moves and substitutes to stderr, the folder or the JSON to stdout."""
    from scheduler.terminal.moves import show_repair
    from scheduler.terminal.screen import screen
    from scheduler.terminal.summary import show_failure, show_plan

    run = done.run
    if run.plan is None or run.folder is None:
        show_failure(screen(), run.scenario, run.result)
        return
    if not quiet:
        show_plan(screen(), run.scenario, run.plan, run.result, run.folder, run.warnings)
        show_repair(screen(), done.changes, done.moves, done.sessions, run.scenario.language)
    if as_json:
        print_json(
            {
                "folder": str(run.folder),
                "changes": list(done.changes),
                "moves": [move.model_dump(mode="json", by_alias=True) for move in done.moves],
                "open_sessions": [one.model_dump(mode="json") for one in done.sessions],
            }
        )
    elif not quiet:
        click.echo(str(run.folder))
