"""`schedule share`: a plan as the public, a unit or another planning office may read it."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, FOLDER, LANGUAGE


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--audience",
    type=click.Choice(["public", "unit", "admin"]),
    required=True,
    help="public: no person but lecturers' names; unit: also the unit's own people; admin: all.",
)
@click.option(
    "--unit", metavar="ID", help="With unit: this unit (default: every unit, a folder each)."
)
@click.option("--below", is_flag=True, help="With unit: also the people of the units below it.")
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    metavar="DIR",
    help="Folder to write (default: DIR-AUDIENCE beside the plan).",
)
@LANGUAGE
def share(folder: Path, audience: str, **asked: Any) -> int:
    """Write what an audience may read of the plan in DIR; the folders' paths go to stdout."""
    from models.readers import Reader
    from scheduler.sharing import Settings, share_folder

    for path in share_folder(folder, Settings(audience=Reader(audience), **asked)):
        click.echo(str(path))
    return DONE
