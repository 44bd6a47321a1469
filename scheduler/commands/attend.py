"""`schedule attend` and `schedule history`: sign-in lists in, history out."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, LANGUAGE, ORGANISATION, RECORD, print_json
from scheduler.commands.releases import ReleaseNumber


@click.command()
@click.argument("class_id", metavar="CLASS")
@click.argument("sign_in", metavar="FILE")
@RECORD
@ORGANISATION
@click.option(
    "--release",
    type=ReleaseNumber(),
    metavar="N",
    help="The release by which the class was held (default: the last in which it is open).",
)
@click.option(
    "--others",
    type=click.Choice(["absent", "excused", "completed"]),
    help="How those of the class fared whom the list does not name.",
)
@click.option("--guests", is_flag=True, help="Take in cadres who are not on the class list.")
@click.option("--partial", is_flag=True, help="Keep what is certain although something is not.")
@click.option("--who", metavar="NAME", help="Who enters it (default: the name of your login).")
@click.option("--json", "as_json", is_flag=True, help="Print the new marks as JSON.")
@LANGUAGE
def attend(class_id: str, sign_in: str, as_json: bool, language: Any, **asked: Any) -> int:
    """Mark who completed CLASS by a sign-in list (CSV, XLSX or book.xlsx#sheet).

    What is doubtful is listed with the nearest names, and nothing is kept then. Reading a list
    again corrects what was kept before; the earlier mark stays in the trail.
    """
    from models.attendance import Presence
    from scheduler.attendance.history import trail_records
    from scheduler.attendance.marking import Settings, attend
    from scheduler.attendance.telling import attended_lines

    others = asked.pop("others")
    settings = Settings(
        tenant=asked.pop("organisation"), others=Presence(others) if others else None, **asked
    )
    outcome = attend(class_id, sign_in, settings)
    spoken = language or outcome.language
    for fault in outcome.doubts:
        click.echo(fault.text(spoken), err=True)
    for line in attended_lines(outcome, spoken):
        click.echo(line, err=True)
    if as_json:
        print_json(trail_records(outcome.attended.added))
    return DONE


@click.command()
@RECORD
@ORGANISATION
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to write instead of the terminal; one that is there is replaced.",
)
@click.option("--audit", is_flag=True, help="Every mark ever made instead, corrected ones too.")
@click.option(
    "--stays", is_flag=True, help="Since when each cadre belongs to tier and unit instead."
)
@click.option("--cadre", metavar="ID", help="Only this cadre.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of CSV.")
def history(record: str, organisation: str | None, **asked: Any) -> int:
    """Print the history table of the record, as next year's scenario reads it."""
    from scheduler.attendance.history import table

    if asked["audit"] and asked["stays"]:
        raise click.UsageError("--audit and --stays are two tables; ask for one at a time")
    output = asked.pop("output")
    data = table(record, organisation, **asked)
    if output is None:
        click.echo(data, nl=False)
    else:
        from scheduler.attendance.history import replace_file

        replace_file(output, data)
        click.echo(str(output))
    return DONE
