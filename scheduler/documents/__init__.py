"""The documents that a planner sends: a plan folder poured into Word templates."""

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from models.record import Mark
from models.scenario import Language
from scheduler.documents.kinds import KINDS, KindName
from scheduler.documents.template import Template, read_template, shipped_template
from scheduler.errors import Fault, InputError, UsageError, nearest

__all__ = [
    "KINDS",
    "Issued",
    "KindName",
    "Made",
    "Request",
    "copy_templates",
    "release_documents",
    "write_documents",
]


class Made(NamedTuple):
    """The folder of documents, and the paths inside it that were written."""

    folder: Path
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """What documents are wanted; no kinds and no classes mean all of them."""

    kinds: tuple[KindName, ...] = ()
    classes: tuple[str, ...] = ()
    templates: Path | None = None
    pdf: bool = False
    language: Language | None = None


@dataclass(frozen=True)
class Issued:
    """A release as the source of documents: which record, whose, which number (None: the last)."""

    record: str
    tenant: str | None = None
    number: int | None = None


def release_documents(issued: Issued, output: Path | None, request: Request) -> Made:
    """Write the documents of a release; its report tells how it was carried out."""
    from scheduler.record import open_record, release_folder

    record = open_record(issued.record)
    tenant = record.tenant(issued.tenant).id
    releases = record.releases(tenant)
    number = issued.number or (releases[-1].number if releases else 1)
    release = record.release(tenant, number)
    target = output or Path(f"{release.scenario}-r{number}-documents")
    marks = record.marks(tenant)
    with release_folder(record, tenant, number) as folder:
        return _write(folder, target, request, marks)


def write_documents(folder: Path, output: Path | None, request: Request) -> Made:
    """Write the documents of a plan folder, by default beside it.

    Raises InputError for a faulty plan or template, UsageError for what cannot be made or written;
    then nothing has been written.
    """
    target = output or folder.with_name(f"{folder.resolve().name}-documents")
    return _write(folder, target, request, ())


def _write(
    folder: Path,
    output: Path,
    request: Request,
    marks: Sequence[Mark],
) -> Made:
    from scheduler.documents.absences import CarriedOut
    from scheduler.documents.office import office, to_pdf
    from scheduler.documents.outbox import keep
    from scheduler.documents.values import Desk
    from scheduler.load import load_coverage, load_plan, load_scenario
    from scheduler.outputs.view import View
    from scheduler.outputs.words import Words

    if request.pdf:
        office()
    scenario = load_scenario(folder / "scenario.json").scenario
    language = request.language or scenario.language
    kinds = _kinds(request)
    templates = _templates(kinds, request.templates, language)
    plan = load_plan(folder)
    view = View(scenario, plan, language)
    classes = _classes(view.courses, request.classes)
    carried_out = CarriedOut(scenario, plan, marks)
    if carried_out.marks:
        told = (carried_out.coverage(), Words(language), carried_out.absences())
        desk = Desk(view, *told)
    else:
        desk = Desk(view, load_coverage(folder) or (), Words(language))
    made = {
        f"{content.path}.docx": template.fill(content.values, content.tables)
        for template in templates
        for content in desk.contents(template.kind, classes)
    }
    if request.pdf:
        made |= to_pdf(made)
    keep(output, made, lambda path: classes is None and path.split("/")[0].split(".")[0] in kinds)
    return Made(output, tuple(sorted(made)))


def copy_templates(folder: Path, language: Language) -> tuple[Path, ...]:
    """Put the templates that come with the program into a folder, for an office to change."""
    targets = {shipped_template(kind, language): folder / f"{kind}.docx" for kind in KINDS}
    there = [target for target in targets.values() if target.exists()]
    if there:
        raise UsageError(
            f"{there[0]}: is there already and is not overwritten; name another folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for source, target in targets.items():
        shutil.copyfile(source, target)
    return tuple(targets.values())


def _kinds(request: Request) -> tuple[KindName, ...]:
    whole = [name for name, kind in KINDS.items() if kind.each == "plan"]
    if request.classes and (wrong := [name for name in request.kinds if name in whole]):
        raise UsageError(f"--kind {wrong[0]}: is about the whole plan; leave out --class")
    asked = request.kinds or tuple(
        name for name in KINDS if not (request.classes and name in whole)
    )
    return tuple(name for name in KINDS if name in asked)


def _classes(courses: Collection[str], asked: Sequence[str]) -> frozenset[str] | None:
    for name in asked:
        if name not in courses:
            close = nearest(name, courses)
            hint = f"; did you mean '{close}'?" if close else ""
            raise UsageError(f"--class {name}: no such open class in the plan{hint}")
    return frozenset(asked) or None


def _templates(
    kinds: Sequence[KindName], folder: Path | None, language: Language
) -> list[Template]:
    """Return a template for each kind: the office's own where it has one, else the shipped one."""
    faults = _strange_files(folder) if folder is not None else []
    found = []
    for kind in kinds:
        own = folder / f"{kind}.docx" if folder is not None else None
        path = own if own is not None and own.exists() else shipped_template(kind, language)
        template, wrong = read_template(kind, path)
        faults += wrong
        if template is not None:
            found.append(template)
    if faults:
        raise InputError(faults)
    return found


def _strange_files(folder: Path) -> list[Fault]:
    """Return a fault for each .docx that is the template of no kind; a slip is not overlooked."""
    if not folder.is_dir():
        return [Fault(str(folder), message="no such folder of templates")]
    files = [p for p in sorted(folder.glob("*.docx")) if not p.name.startswith(("~", "."))]
    faults = []
    for path in files:
        if path.stem not in KINDS:
            close = nearest(path.stem, KINDS)
            hint = f"; did you mean '{close}.docx'?" if close else ""
            known = ", ".join(f"{kind}.docx" for kind in KINDS)
            message = f"is the template of no kind of document{hint} Known are: {known}"
            faults.append(Fault(str(path), message=message))
    if not files:
        known = ", ".join(f"{kind}.docx" for kind in KINDS)
        faults.append(Fault(str(folder), message=f"holds no template; expected some of: {known}"))
    return faults
