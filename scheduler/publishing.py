"""The façade of `publish`: check a plan, release it in the record, write its calendars."""

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.plan import Plan
from models.record import AudienceKind, EventChange, Release, Tenant
from models.result import Verdict
from models.scenario import Language, Scenario
from scheduler.caldav import Collection, Pushed, push_collections
from scheduler.checker import verify
from scheduler.errors import UsageError
from scheduler.load import load_coverage, load_plan, load_result, load_scenario
from scheduler.outputs.events import namespace, planned_events
from scheduler.outputs.folder import check_folder
from scheduler.outputs.names import file_names, token
from scheduler.outputs.published import MARK, WHAT, Publication, calendar_name, resources
from scheduler.outputs.view import View
from scheduler.outputs.words import Words
from scheduler.publication import plan_sha256, write_latest
from scheduler.record import Record, open_record
from scheduler.record.transitions import (
    changes_between,
    current_states,
    next_states,
    refuse_reused_classes,
)

FILES = (
    "scenario.json",
    "classes.csv",
    "sessions.csv",
    "enrolments.csv",
    "coverage.csv",
    "lecturers.csv",
    "result.json",
)


@dataclass(frozen=True)
class Settings:
    """What the command line asks for; `reminders` count minutes before a session."""

    record: str
    who: str | None = None
    output: Path | None = None
    language: Language | None = None
    reminders: tuple[int, ...] = ()
    personal: bool = False
    caldav: str | None = None


@dataclass(frozen=True)
class Published:
    """What came of it; without a release the plan was refused, and `verdict` says why.

    `is_new` is false where the last release holds this plan already.
    """

    verdict: Verdict
    language: Language
    release: Release | None = None
    is_new: bool = False
    changes: tuple[EventChange, ...] = ()
    folder: Path | None = None
    warnings: tuple[str, ...] = ()
    pushed: tuple[Pushed, ...] = ()


def publish_folder(
    folder: Path,
    settings: Settings,
    *,
    now: datetime | None = None,
    progress: Callable[[Pushed], None] | None = None,
) -> Published:
    """Release the plan of a folder and write, and push where asked, what people receive."""
    scenario = load_scenario(folder / "scenario.json").scenario
    language = settings.language or scenario.language
    plan = load_plan(folder)
    spoken = scenario.model_copy(update={"language": language})
    verdict = verify(spoken, plan, load_result(folder), load_coverage(folder))
    if verdict.violations or verdict.false:
        return Published(verdict, language)
    tenant = _tenant(scenario, folder)
    output = settings.output or folder.resolve().parent / "published" / folder_name(tenant)
    check_folder(output, mark=MARK, what=WHAT)
    record = open_record(settings.record, create=True)
    release, is_new = _release(record, tenant, folder, scenario, plan, settings, now)
    log = record.event_log(tenant.id, release.number)
    publication, warnings = write_latest(
        record, tenant.id, output, settings.reminders, personal=settings.personal
    )
    pushed: tuple[Pushed, ...] = ()
    if settings.caldav is not None:
        pushed = push(record, publication, settings.caldav, progress)
    changes = changes_between(log, release.number - 1, release.number)
    return Published(verdict, language, release, is_new, changes, output, warnings, pushed)


def push(
    record: Record,
    publication: Publication,
    url: str,
    progress: Callable[[Pushed], None] | None = None,
) -> tuple[Pushed, ...]:
    """Bring a server's collection of each lecturer to what the release says."""
    release = publication.release
    tenant = record.tenant(release.tenant)
    wanted = resources(publication, AudienceKind.LECTURER)
    collections = []
    for audience in publication.shown:
        if audience.kind is AudienceKind.LECTURER:
            name = calendar_name(publication, audience)
            events = wanted[audience.subject]
            collections.append(Collection(collection_name(audience.subject), name, events))
    log = record.event_log(release.tenant, release.number)
    known = {state.facts.lecturer for state in log if state.facts.lecturer} - set(wanted)
    collections += [Collection(collection_name(one), "", {}) for one in sorted(known)]
    suffix = f"@{namespace(tenant.id, tenant.domain)}"
    return push_collections(url, collections, suffix, progress)


def collection_name(lecturer: str) -> str:
    """Return the name of a lecturer's collection, the same for ever and nobody else's."""
    return f"schedule-{token(lecturer)}"


def folder_name(tenant: Tenant) -> str:
    """Return the organisation's id as the name of a folder."""
    return file_names([tenant.id])[tenant.id]


def _tenant(scenario: Scenario, folder: Path) -> Tenant:
    owner = scenario.organisation
    if owner is None:
        raise UsageError(
            f"{folder / 'scenario.json'}: organisation: missing; the events of a release are named "
            "by it for ever; add `organisation: {id: ..., name: ..., domain: ...}` to the scenario "
            "and plan again"
        )
    return Tenant(id=owner.id, name=owner.name, domain=owner.domain)


def _release(
    record: Record,
    tenant: Tenant,
    folder: Path,
    scenario: Scenario,
    plan: Plan,
    settings: Settings,
    now: datetime | None,
) -> tuple[Release, bool]:
    """Return the release of the plan and whether it is new."""
    _refuse_other_domain(record, tenant)
    earlier = record.releases(tenant.id)
    digest = plan_sha256(scenario, plan)
    if earlier and earlier[-1].plan_sha256 == digest:
        return earlier[-1], False
    language = settings.language or scenario.language
    result = load_result(folder)
    release = Release(
        tenant=tenant.id,
        number=len(earlier) + 1,
        at=max([now or datetime.now(UTC), *(one.at for one in earlier)]),
        who=settings.who or _login(),
        scenario=scenario.name,
        title=scenario.title,
        language=language,
        term_from=scenario.term.start,
        term_to=scenario.term.end,
        horizon_from=scenario.horizon.start,
        horizon_to=scenario.horizon.end,
        input_sha256=result.run.input_sha256 if result else "",
        plan_sha256=digest,
        previous_sha256=earlier[-1].sha256 if earlier else "",
    )
    planned = planned_events(View(scenario, plan, language), Words(language))
    current = current_states(record.event_log(tenant.id))
    refuse_reused_classes(current, planned, release, earlier)
    states = next_states(current, planned, release)
    files = {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}
    return record.add_release(tenant, release, files, states), True


def _refuse_other_domain(record: Record, tenant: Tenant) -> None:
    for known in record.tenants():
        if known.id == tenant.id and known.domain != tenant.domain:
            raise UsageError(
                f"{record.place}: organisation {tenant.id} is published under the domain "
                f"{known.domain}, the plan says {tenant.domain}; with another domain every event "
                "would be doubled in people's calendars; give the scenario the former domain"
            )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise UsageError("who publishes is not known; say it with --who NAME") from None
