"""The commands that read the record: releases, show, diff, feeds, and its backup."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import (
    DONE,
    FAULTY,
    FOLDER,
    LANGUAGE,
    ORGANISATION,
    PATH,
    RECORD,
    print_json,
)


class ReleaseNumber(click.IntRange):
    """A release as people write it: 3 or r3."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the number."""
        bare: Any = value.lower().removeprefix("r") if isinstance(value, str) else value
        return super().convert(bare, param, ctx)


@click.command()
@RECORD
@ORGANISATION
@click.option("--check", is_flag=True, help="Also judge whether the record is whole.")
@click.option("--json", "as_json", is_flag=True, help="Print the releases as JSON.")
@LANGUAGE
def releases(
    record: str, organisation: str | None, check: bool, as_json: bool, language: Any
) -> int:
    """List what was published: number, time, who, title."""
    from scheduler.releases import faults, list_releases
    from scheduler.terminal.releases import release_line, say

    found = list_releases(record, organisation)
    spoken: Any = language or (found[-1].language if found else "vi")
    if as_json:
        print_json([one.as_json() for one in found])
    else:
        for one in found:
            click.echo(release_line(one, spoken))
        if not found:
            click.echo(say("none", spoken), err=True)
    if not check:
        return DONE
    damage = faults(record)
    click.echo(say("damaged" if damage else "sound", spoken), err=True)
    for fault in damage:
        click.echo(f"- {fault}", err=True)
    return FAULTY if damage else DONE


@click.command()
@click.argument("number", type=ReleaseNumber(), metavar="N")
@RECORD
@ORGANISATION
@click.option("--output", type=FOLDER, metavar="DIR", help="Write the plan folder released as N.")
@click.option("--json", "as_json", is_flag=True, help="Print the release as JSON.")
@LANGUAGE
def show(
    number: int,
    record: str,
    organisation: str | None,
    output: Path | None,
    as_json: bool,
    language: Any,
) -> int:
    """Show release N: figures, changes since the one before; give its plan back."""
    from scheduler.releases import show_release
    from scheduler.terminal.releases import shown_lines

    shown = show_release(record, organisation, number, output)
    if as_json:
        print_json(shown.as_json())
        return DONE
    figures = {
        "classes": shown.classes,
        "sessions": shown.sessions,
        "enrolments": shown.enrolments,
        "live": shown.live,
        "cancelled": shown.cancelled,
    }
    spoken: Any = language or shown.release.language
    click.echo("\n".join(shown_lines(shown.release, figures, shown.changes, spoken)))
    return DONE


@click.command()
@click.argument("first", type=ReleaseNumber(), metavar="A")
@click.argument("second", type=ReleaseNumber(), metavar="B")
@RECORD
@ORGANISATION
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
@LANGUAGE
def diff(
    first: int, second: int, record: str, organisation: str | None, as_json: bool, language: Any
) -> int:
    """Say what differs in release B from release A: classes, people, sessions."""
    from scheduler.releases import compare_releases
    from scheduler.terminal.releases import difference_lines

    found = compare_releases(record, organisation, first, second)
    if as_json:
        print_json(found.as_json())
        return DONE
    classes = [
        (one.class_id, one.opened, one.dropped, one.added, one.removed) for one in found.classes
    ]
    spoken: Any = language or found.second.language
    pair = (found.first, found.second)
    click.echo("\n".join(difference_lines(pair, found.changes, classes, spoken)))
    return DONE


@click.command()
@RECORD
@ORGANISATION
@click.option(
    "--renew",
    nargs=2,
    metavar="KIND ID",
    help="Give one feed a new path: all, class, lecturer, room, unit or cadre, and the id.",
)
@click.option(
    "--published",
    type=FOLDER,
    metavar="DIR",
    help="With --renew: the published folder, written again without the old path.",
)
def feeds(
    record: str, organisation: str | None, renew: tuple[str, str] | None, published: Path | None
) -> int:
    """List the secret paths of the feeds below the published folder; renew one."""
    from scheduler.releases import feeds as all_feeds
    from scheduler.releases import renew_feed

    if renew is None:
        if published is not None:
            raise click.UsageError("--published goes with --renew")
        found = all_feeds(record, organisation)
    else:
        if published is None:
            raise click.UsageError("--renew needs --published DIR, the folder that is served")
        found = (renew_feed(record, organisation, *renew, published),)
    for feed in found:
        click.echo(f"{feed.kind}\t{feed.subject}\t{feed.path}")
    return DONE


@click.command("export-record")
@click.argument("file", type=PATH)
@RECORD
def export_record(file: Path, record: str) -> int:
    """Write the whole record to FILE; the digest of its rows goes to stdout."""
    from scheduler.releases import export

    click.echo(export(record, file))
    return DONE


@click.command("import-record")
@click.argument("file", type=PATH)
@RECORD
def import_record(file: Path, record: str) -> int:
    """Fill a new record from FILE, verified; the digest of its rows goes to stdout."""
    from scheduler.releases import restore

    digest, written = restore(file, record)
    if not written:
        click.echo("the record holds the same already", err=True)
    click.echo(digest)
    return DONE
