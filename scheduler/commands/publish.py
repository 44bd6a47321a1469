"""The command `publish`: a numbered release in the record, and what people receive of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.commands.common import DONE, FAULTY, FOLDER, LANGUAGE, RECORD

if TYPE_CHECKING:
    from scheduler.caldav import Pushed


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@RECORD
@click.option("--who", metavar="NAME", help="Who publishes (default: the name of your login).")
@click.option(
    "--output",
    type=FOLDER,
    metavar="DIR",
    help="Folder of the calendars (default: published/ORGANISATION beside the plan).",
)
@click.option(
    "--reminder",
    "reminders",
    multiple=True,
    type=click.IntRange(min=0),
    metavar="MINUTES",
    help="Have calendars remind people so long before a session; may be repeated.",
)
@click.option(
    "--personal", is_flag=True, help="Also a feed for each cadre, under a name nobody can guess."
)
@click.option(
    "--caldav",
    metavar="URL",
    help="Calendar home on a CalDAV server to push lecturers' calendars to; user and password "
    "come from SCHEDULE_CALDAV_USER and SCHEDULE_CALDAV_PASSWORD or the keyring.",
)
@LANGUAGE
def publish(folder: Path, reminders: tuple[int, ...], language: Any, **asked: Any) -> int:
    """Release the valid plan in DIR: keep it in the record, write its calendars for people."""
    from scheduler.publishing import Settings, publish_folder
    from scheduler.terminal.releases import published_lines, say
    from scheduler.terminal.verdict import verdict_lines

    def told(pushed: "Pushed") -> None:
        click.echo(say("pushed", language or "vi", **vars(pushed)), err=True)

    settings = Settings(reminders=tuple(sorted(set(reminders))), language=language, **asked)
    done = publish_folder(folder, settings, progress=told)
    if done.release is None:
        click.echo("\n".join(verdict_lines(done.verdict, done.language)))
        click.echo(say("refused", done.language), err=True)
        return FAULTY
    for line in published_lines(done.release, done.changes, done.language, is_new=done.is_new):
        click.echo(line, err=True)
    for warning in done.warnings:
        click.echo(warning, err=True)
    click.echo(str(done.folder))
    return DONE
