"""What becomes of a plan, of what was shared of it, of documents and calendars without a person."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.readers import Reader, Shared
from models.scenario import Scenario
from scheduler.erasure.person import Person
from scheduler.erasure.places import DOCUMENTS, Kind, Place, is_named_in
from scheduler.errors import UsageError
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.outputs.folder import MOVES, replace_folder
from scheduler.outputs.sharing import Whole, shared_files, units_of
from scheduler.outputs.tables import csv_bytes
from scheduler.outputs.words import Words
from scheduler.outputs.write import plan_files

WHAT = {
    Kind.PLAN: "a plan folder",
    Kind.PUBLISHED: "a folder of published calendars",
    Kind.SHARED: "a shared folder",
    Kind.DOCUMENTS: "a folder of documents",
}


@dataclass(frozen=True)
class Work:
    """New files of a folder; those of `place.files` that are in neither are gone."""

    place: Place
    files: Mapping[str, bytes]

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the paths that are not as they were, gone ones included."""
        before = self.place.files
        paths = before.keys() | self.files.keys()
        return tuple(sorted(one for one in paths if before.get(one) != self.files.get(one)))

    def write(self) -> None:
        """Put the new files in the place of the old, whole or not at all."""
        self._put(self.files)

    def undo(self) -> None:
        """Put the old files back."""
        self._put(self.place.files)

    def _put(self, files: Mapping[str, bytes]) -> None:
        tops = frozenset(path.split("/")[0] for path in self.changed)
        kind = self.place.kind
        touched = {path: data for path, data in files.items() if path.split("/")[0] in tops}
        mark, what = kind.value, WHAT[kind]
        replace_folder(self.place.folder, touched, gone=tops, mark=mark, what=what)


def whole_of(folder: Path) -> Whole:
    """Return the plan of a folder with its scenario; raises InputError for a faulty one."""
    result = load_result(folder)
    if result is None:
        raise UsageError(f"{folder}: is no plan folder")
    scenario = load_scenario(folder / "scenario.json").scenario
    return Whole(scenario, load_plan(folder), result, load_coverage(folder) or ())


def without(person: Person, whole: Whole) -> Whole:
    """Return a plan without a person."""
    attended = frozenset(
        row.class_id for row in whole.plan.enrolments if person.renamed(row.cadre) is not None
    )
    language = whole.scenario.language
    return Whole(
        person.out_of_scenario(whole.scenario, attended),
        person.out_of_plan(whole.plan),
        person.out_of_result(whole.result, language),
        whole.coverage,
    )


def plan_work(place: Place, person: Person, whole: Whole) -> Work | None:
    """Return the plan folder made anew; None where it does not name the person."""
    mentioned = any(is_named_in(person, place.files[name]) for name in _texts(place))
    if not person.concerns(whole.scenario, whole.plan) and not mentioned:
        return None
    told = without(person, whole)
    made = plan_files(told.scenario, told.plan, told.result, tuple(told.coverage))
    files = dict(place.files)
    for path in [path for path in files if path.startswith("ics/")]:
        del files[path]
    files |= made
    if MOVES in files:
        files[MOVES] = _moves(files[MOVES], person, told.scenario)
    return Work(place, files)


def document_work(place: Place, person: Person) -> Work | None:
    """Return the folder without the documents that name the person; PDFs go with their source.

    One that an office has edited since it was made stays: it is reported, not thrown away.
    """
    listed: dict[str, str] = json.loads(place.files[DOCUMENTS])
    naming = {
        path.rpartition(".")[0]
        for path, data in place.files.items()
        if path in listed and is_named_in(person, data)
    }
    going = [
        path
        for path, digest in listed.items()
        if path.rpartition(".")[0] in naming
        and path in place.files
        and hashlib.sha256(place.files[path]).hexdigest() == digest
    ]
    if not going:
        return None
    files = {path: data for path, data in place.files.items() if path not in going}
    left = {path: digest for path, digest in listed.items() if path not in going}
    files[DOCUMENTS] = (json.dumps(left, indent=1) + "\n").encode()
    return Work(place, files)


def published_work(place: Place, tokens: Sequence[str]) -> Work | None:
    """Return the folder without the feeds of the person, by their secret names."""
    going = {f"feeds/{token}.ics" for token in tokens} & place.files.keys()
    if not going:
        return None
    return Work(place, {path: data for path, data in place.files.items() if path not in going})


def shared_work(place: Place, person: Person, wholes: Sequence[Whole]) -> Work | None:
    """Return the shared folder made anew from one of the plans, which still name the person.

    None where it does not name the person, or where its plan is not among them.
    """
    if not any(is_named_in(person, data) for data in place.files.values()):
        return None
    head = Shared.model_validate_json(place.files[Kind.SHARED.value])
    for whole in wholes:
        units = units_of(whole.scenario, head.unit, below=head.below)
        words = Words(head.language)
        known = head.unit is None or head.unit in {one.id for one in whole.scenario.units}
        if not known or head.audience is Reader.ADMIN:
            continue
        before = shared_files(whole, units, head, words)
        if all(place.files.get(name) == before[name] for name in before if name.endswith(".csv")):
            made = shared_files(without(person, whole), units, head, words)
            others = {path: data for path, data in place.files.items() if path not in before}
            return Work(place, {**others, **made})
    return None


def _texts(place: Place) -> list[str]:
    return [name for name in ("result.json", "scenario.json", MOVES) if name in place.files]


def _moves(data: bytes, person: Person, scenario: Scenario) -> bytes:
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    cadre = header.index("cadre")
    kept = [
        [
            person.keep(cell) if place == cadre else person.out_of(cell, scenario.language)
            for place, cell in enumerate(row)
        ]
        for row in rows
    ]
    return csv_bytes(header, kept)
