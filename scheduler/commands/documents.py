"""`schedule documents` and `schedule templates`: what a planner sends, as Word and PDF."""

from pathlib import Path
from typing import Any

import click

from scheduler.commands.common import DONE, FOLDER, LANGUAGE, ORGANISATION, RECORD
from scheduler.commands.releases import ReleaseNumber

KINDS = ["plan", "opening", "class-list", "summons", "timetable", "invitation", "report"]


@click.command()
@click.argument("folder", metavar="[DIR]", type=FOLDER, required=False)
@click.option("--release", type=ReleaseNumber(), metavar="N", help="A release instead of DIR.")
@RECORD
@ORGANISATION
@click.option(
    "--output",
    type=FOLDER,
    metavar="DIR",
    help="Folder to write (default: DIR-documents; of a release: NAME-rN-documents).",
)
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; repeatable."
)
@click.option(
    "--class", "classes", metavar="ID", multiple=True, help="Only this class; repeatable."
)
@click.option(
    "--templates", type=FOLDER, metavar="DIR", help="Folder with templates of your own, KIND.docx."
)
@click.option("--pdf", is_flag=True, help="Also as PDF, where LibreOffice is installed.")
@LANGUAGE
def documents(
    folder: Path | None,
    release: int | None,
    record: str,
    organisation: str | None,
    output: Path | None,
    **asked: Any,
) -> int:
    """Write the documents of the plan in DIR: decisions, lists, summonses, timetables, report."""
    from scheduler.documents import Issued, Request, release_documents, write_documents

    if (folder is None) == (release is None):
        raise click.UsageError("name either the folder of a plan or a release with --release N")
    request = Request(**asked)
    if folder is not None:
        made = write_documents(folder, output, request)
    else:
        made = release_documents(Issued(record, organisation, release), output, request)
    click.echo(f"{len(made.paths)} documents", err=True)
    click.echo(str(made.folder))
    return DONE


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@LANGUAGE
def templates(folder: Path, language: Any) -> int:
    """Copy the Word templates of all documents to DIR, to be changed and given to --templates."""
    from scheduler.documents import copy_templates

    for path in copy_templates(folder, language or "vi"):
        click.echo(str(path))
    return DONE
