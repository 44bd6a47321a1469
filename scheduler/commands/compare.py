"""`schedule compare`: plans side by side."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, FOLDER, LANGUAGE, print_json


@click.command()
@click.argument("folders", metavar="DIR DIR...", nargs=-1, type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option(
    "--output", type=FOLDER, metavar="DIR", help="Write a page with charts, a workbook and JSON."
)
@LANGUAGE
def compare(folders: tuple[Path, ...], as_json: bool, output: Path | None, language: Any) -> int:
    """Put plans side by side: figures with bounds, coverage, cost, classes and people.

    Differences are to the first.
    """
    if len(folders) < 2:
        raise click.UsageError("name at least two plan folders")
    from scheduler.comparing import compare_folders
    from scheduler.terminal.comparison import show_comparison
    from scheduler.terminal.screen import page

    comparison, spoken = compare_folders(folders, language, output)
    if as_json:
        print_json(comparison.as_json())
    else:
        show_comparison(page(), comparison, spoken)
    return DONE
