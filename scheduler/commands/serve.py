"""The command `serve`: the local web application over folders of scenarios and plans."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, FOLDER, LANGUAGE

TOKEN = "SCHEDULE_TOKEN"


@click.command()
@click.argument("folders", metavar="[DIR]...", type=FOLDER, nargs=-1)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--token",
    envvar=TOKEN,
    metavar="TEXT",
    help=f"What lets a browser in, at least 16 characters, also from the variable {TOKEN} "
    "(default: a new one each time, on this machine only).",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A further host name under which browsers come; may be repeated.",
)
@click.option(
    "--record",
    envvar="SCHEDULE_RECORD",
    metavar="FILE|URL",
    help="The record that publishing writes to (default: record.sqlite in the first DIR).",
)
@LANGUAGE
def serve(folders: tuple[Path, ...], token: str | None, **asked: Any) -> int:
    """Open the planner's desk on the folders DIR (default: the current one) in a browser.

    Prints the address to open; Ctrl-C ends it. Everything is kept in files as it is done.
    """
    from scheduler.serve.running import run
    from scheduler.serve.settings import LEAST_TOKEN, Settings, is_loopback
    from scheduler.serve.workspace import Workspace

    local = is_loopback(asked["host"])
    if token is None and not local:
        raise click.UsageError(
            f"--host {asked['host']}: others can reach this address; give a --token of at least "
            f"{LEAST_TOKEN} characters (or set {TOKEN})"
        )
    if token is not None and len(token) < LEAST_TOKEN:
        raise click.UsageError(
            f"--token: has {len(token)} characters; expected at least {LEAST_TOKEN}"
        )
    if token is not None:
        asked["token"] = token
    workspace = Workspace(*(folders or (Path(),)))
    if not local:
        click.echo(
            f"warning: everybody who reaches {asked['host']} and knows the token can read and "
            "change these plans, and nothing is encrypted on the way; put a proxy with TLS before "
            "it, or leave --host away",
            err=True,
        )
    run(workspace, Settings(**asked), lambda address: click.echo(address))
    return DONE
