"""What a release consists of for people, made from the record alone, and its folder."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from models.people import is_erased
from models.plan import Plan
from models.record import Audience, AudienceKind, FeedToken, Release
from models.scenario import Scenario
from scheduler.errors import UsageError
from scheduler.load import load_plan
from scheduler.outputs.calendars import size_warnings
from scheduler.outputs.published import MARK, WHAT, Publication, write_published
from scheduler.record import Record, release_folder
from scheduler.record.audiences import cadre_calendars, calendars, changes_for
from scheduler.record.rows import canonical, sha256


def write_latest(
    record: Record,
    tenant: str,
    output: Path,
    reminders: tuple[int, ...] = (),
    *,
    personal: bool = False,
) -> tuple[Publication, tuple[str, ...]]:
    """Write the files of the last release, with warnings about them.

    Where somebody publishes meanwhile, the folder ends with what is last then.
    """
    while True:
        release = record.releases(tenant)[-1]
        publication = publication_of(record, release, reminders, personal=personal)
        files = write_published(output, publication)
        if record.releases(tenant)[-1].number == release.number:
            return publication, size_warnings(files, publication.words)


def written_options(folder: Path) -> dict[str, Any]:
    """Return how a published folder was written; raises UsageError where it is none."""
    try:
        return dict(json.loads((folder / MARK).read_bytes()))
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder}: is not {WHAT}: {MARK} is missing or broken") from error


def write_again(record: Record, tenant: str, folder: Path, options: Mapping[str, Any]) -> None:
    """Write a published folder again with the options that it was written with."""
    if options.get("organisation") != tenant:
        raise UsageError(f"{folder}: holds the calendars of another organisation")
    reminders = tuple(options.get("reminders", ()))
    write_latest(record, tenant, folder, reminders, personal=bool(options.get("personal")))


def publication_of(
    record: Record,
    release: Release,
    reminders: tuple[int, ...] = (),
    *,
    personal: bool = False,
) -> Publication:
    """Return what the files of a release are made of, from the record alone."""
    log = record.event_log(release.tenant, release.number)
    shown = dict(calendars(log, release))
    if personal:
        upto = [one for one in record.releases(release.tenant) if one.number <= release.number]
        shown |= cadre_calendars(log, upto, [_invited(record, one) for one in upto])
    changes = dict(changes_for(log, release.number, AudienceKind.ALL))
    changes |= changes_for(log, release.number, AudienceKind.LECTURER)
    return Publication(
        release=release,
        shown=shown,
        changes=changes,
        names=_unit_names(record, release),
        tokens=_tokens(record, release.tenant, list(shown)),
        reminders=reminders,
        language=release.language,
    )


def plan_sha256(scenario: Scenario, plan: Plan) -> str:
    """Return the digest of a plan with its scenario, however it was found."""
    rows = {
        name: sorted(one.model_dump_json() for one in getattr(plan, name))
        for name in ("classes", "sessions", "enrolments")
    }
    given = scenario.model_dump(mode="json", exclude={"solve", "baseline", "freeze_before"})
    return sha256(canonical([given, rows]))


def _invited(record: Record, release: Release) -> Mapping[str, frozenset[str]]:
    """Return the cadres of each class of a release; a class that does not open has none."""
    with release_folder(record, release.tenant, release.number) as folder:
        plan = load_plan(folder)
    cadres: dict[str, set[str]] = {row.class_id: set() for row in plan.classes}
    for row in plan.enrolments:
        if not is_erased(row.cadre):  # nobody reads that calendar
            cadres[row.class_id].add(row.cadre)
    return {class_id: frozenset(found) for class_id, found in cadres.items()}


def _unit_names(record: Record, release: Release) -> dict[Audience, str]:
    scenario = json.loads(record.load_release(release.tenant, release.number)["scenario.json"])
    return {
        Audience(kind=AudienceKind.UNIT, subject=unit["id"]): unit["name"]
        for unit in scenario["units"]
    }


def _tokens(record: Record, tenant: str, audiences: Sequence[Audience]) -> dict[Audience, str]:
    """Return the secret name of each feed; a missing one is made and kept."""
    kept = record.tokens(tenant)
    now = datetime.now(UTC)
    fresh = [
        FeedToken(
            tenant=tenant,
            kind=one.kind.value,
            subject=one.subject,
            number=1,
            token=new_token(),
            at=now,
        )
        for one in audiences
        if (one.kind.value, one.subject) not in kept
    ]
    if fresh:
        record.add_tokens(fresh)
        kept = record.tokens(tenant)
    return {one: kept[one.kind.value, one.subject].token for one in audiences}


def new_token() -> str:
    """Return a name that nobody can guess: 32 letters of 4 bits."""
    return secrets.token_hex(16)
