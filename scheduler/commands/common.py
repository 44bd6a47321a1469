"""What commands share: types of their arguments, exit codes, how data are printed."""

import json
import sys
from pathlib import Path
from typing import Any

import click

DONE, FAULTY, BAD_INPUT, CONTRADICTION, NO_PLAN, DEFECT, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130
PATH = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)
LANGUAGE = click.option(
    "--language", type=click.Choice(["vi", "en"]), help="Language of what people read."
)
RECORD = click.option(
    "--record",
    default="record.sqlite",
    show_default=True,
    envvar="SCHEDULE_RECORD",
    metavar="FILE|URL",
    help="The record: a SQLite file or postgresql://USER@HOST/DATABASE, also from the variable "
    "SCHEDULE_RECORD.",
)
ORGANISATION = click.option(
    "--organisation", metavar="ID", help="Whose releases, where the record holds those of several."
)


def print_json(value: Any) -> None:
    """Print JSON to stdout, escaped where the encoding cannot hold everything."""
    ascii_only = not sys.stdout.encoding.lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=ascii_only, indent=1))
