"""The files of a release without a person, and the scenarios that know the person."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from models.plan import Plan
from models.record import Release
from models.result import Result
from models.scenario import Scenario
from scheduler.erasure.person import Person
from scheduler.erasure.places import is_named_in
from scheduler.load import load_plan, load_scenario
from scheduler.outputs import tables
from scheduler.publication import plan_sha256
from scheduler.record.erase import Files, Found

SCENARIO, RESULT, ENROLMENTS = "scenario.json", "result.json", "enrolments.csv"


class Change:
    """Takes a person out of a release; called for each."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def __call__(self, release: Release, files: Files) -> tuple[Release, Files] | None:
        """Return the release and its files without the person; None where they do not name them."""
        person = self._person
        if not any(_needle(person.cadre) in data for data in files.values()):
            return None
        scenario = Scenario.model_validate_json(files[SCENARIO], strict=True)
        plan = _read(files)[1]
        told_of = RESULT in files and is_named_in(person, files[RESULT])
        if not told_of and not person.concerns(scenario, plan):
            return None
        attended = frozenset(
            row.class_id for row in plan.enrolments if person.renamed(row.cadre) is not None
        )
        told, kept = person.out_of_scenario(scenario, attended), person.out_of_plan(plan)
        fresh = dict(files)
        if person.concerns(scenario, plan):
            fresh[SCENARIO] = (told.model_dump_json(by_alias=True) + "\n").encode()
            fresh[ENROLMENTS] = tables.enrolments_csv(kept)
        if told_of:
            result = Result.model_validate_json(files[RESULT])
            fresh[RESULT] = tables.result_json(person.out_of_result(result, scenario.language))
        digest = plan_sha256(*_read(fresh))
        return release.model_copy(update={"plan_sha256": digest}), fresh


def scenarios_of(cadre: str, found: Found) -> Iterator[Scenario]:
    """Yield the distinct scenarios of releases in which an id stands."""
    needle = _needle(cadre)
    contents = {files[SCENARIO] for _, files in found.files if needle in files[SCENARIO]}
    for data in sorted(contents):
        yield Scenario.model_validate_json(data, strict=True)


def _needle(cadre: str) -> bytes:
    """Return an id as JSON holds it; without quotes or slashes in it, as CSV does too."""
    return json.dumps(cadre, ensure_ascii=False)[1:-1].encode()


def _read(files: Files) -> tuple[Scenario, Plan]:
    """Return scenario and plan as a publication reads them."""
    with TemporaryDirectory(prefix="schedule-") as place:
        for name in (SCENARIO, "classes.csv", "sessions.csv", ENROLMENTS):
            (Path(place) / name).write_bytes(files[name])
        return load_scenario(Path(place) / SCENARIO).scenario, load_plan(place)
