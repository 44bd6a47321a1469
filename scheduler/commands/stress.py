"""`schedule stress`: what a plan withstands, and what it depends on most."""

import sys
from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, FOLDER, LANGUAGE, print_json


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--draws",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="How many disruptions to draw.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="Seed of the disruptions.",
)
@click.option(
    "--repair-time",
    type=click.FloatRange(min=0, min_open=True),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="Time to repair the plan after each disruption.",
)
@click.option("--no-repair", is_flag=True, help="Leave the plan as the disruptions leave it.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@LANGUAGE
def stress(
    folder: Path,
    draws: int,
    seed: int,
    repair_time: float,
    no_repair: bool,
    as_json: bool,
    language: Any,
) -> int:
    """Draw disruptions of the plan in DIR: how much coverage survives, what does it hang on?

    The rates stand under `stress` in the scenario.
    """
    from scheduler.stress.run import StressSettings, stress_folder
    from scheduler.terminal.stress import draw_line, stress_lines

    settings = StressSettings(draws, seed, None if no_repair else repair_time)

    def told(number: int) -> None:
        if not no_repair and sys.stderr.isatty():
            click.echo(f"\r{draw_line(number, draws, language or 'en')}", err=True, nl=False)

    report, scenario = stress_folder(folder, settings, told)
    if not no_repair and sys.stderr.isatty():
        click.echo("", err=True)
    if as_json:
        print_json(report.as_json())
    else:
        click.echo("\n".join(stress_lines(report, scenario, language or scenario.language)))
    return DONE
