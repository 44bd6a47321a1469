"""`schedule erase`: one person out of the record, of plans, documents and calendars."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, FAULTY, FOLDER, LANGUAGE, ORGANISATION, print_json

DEFAULT = Path("record.sqlite")


@click.command()
@click.argument("cadre", metavar="CADRE")
@click.argument("folders", metavar="[DIR]...", type=FOLDER, nargs=-1)
@click.option(
    "--record",
    envvar="SCHEDULE_RECORD",
    metavar="FILE|URL",
    help="The record (default: record.sqlite where it is there), also from SCHEDULE_RECORD.",
)
@ORGANISATION
@click.option("--who", metavar="NAME", help="Who erases (default: the name of your login).")
@click.option("--dry-run", is_flag=True, help="Say what would be changed and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was changed as JSON.")
@LANGUAGE
def erase(
    cadre: str,
    folders: tuple[Path, ...],
    record: str | None,
    organisation: str | None,
    as_json: bool,
    language: Any,
    **asked: Any,
) -> int:
    """Take CADRE out of the record and each DIR (plans, shared, documents, calendars, served)."""
    from scheduler.erasure import Settings
    from scheduler.erasure import erase as take_out
    from scheduler.terminal.erasure import erasure_lines

    place = record or (str(DEFAULT) if DEFAULT.is_file() else None)
    settings = Settings(record=place, tenant=organisation, folders=folders, **asked)
    told, spoken = take_out(cadre.strip(), settings)
    if as_json:
        print_json(told.as_json())
    else:
        click.echo("\n".join(erasure_lines(told, language or spoken)))
    return FAULTY if told.remaining else DONE
