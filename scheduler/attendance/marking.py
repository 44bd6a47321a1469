"""The façade of `attend`: a sign-in list becomes marks in the record, or questions."""

import getpass
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.attendance import Attended, Person, Presence
from models.record import Mark
from models.scenario import Language
from scheduler.attendance.lists import read_list
from scheduler.attendance.matching import Matched, Matcher, unlisted
from scheduler.errors import Fault, InputError, Sentence, UsageError, nearest
from scheduler.load.recorded import Issue, in_force, load_issue
from scheduler.load.sheets import split_reference
from scheduler.record import Record, open_record


@dataclass(frozen=True)
class Settings:
    """What the command line asks for; `others` says how those fared whom the list leaves out."""

    record: str
    tenant: str | None = None
    release: int | None = None
    who: str | None = None
    partial: bool = False
    guests: bool = False
    others: Presence | None = None


@dataclass(frozen=True)
class Outcome:
    """What was kept, in which language to tell it, and what stays to be asked."""

    attended: Attended
    language: Language
    doubts: tuple[Fault, ...]
    left_out: tuple[str, ...]


def attend(
    class_id: str, reference: str, settings: Settings, *, now: datetime | None = None
) -> Outcome:
    """Keep the attendance of a class; raises InputError with every doubt and keeps nothing then.

    With `partial` what is certain is kept all the same.
    """
    record = open_record(settings.record)
    tenant = record.tenant(settings.tenant).id
    rows, left_out = read_list(reference)
    issue = _issue(record, tenant, class_id, settings.release)
    earlier = {cadre: m for (one, cadre), m in in_force(record.marks(tenant, class_id)).items()}
    people = tuple(_people(issue, class_id))
    matched = Matcher(people, guests=settings.guests).match(rows)
    missing = _missing(people, matched, earlier)
    doubts = list(matched.doubts)
    take_others = settings.others is not None and not doubts  # a doubtful row may be one of them
    if settings.others is not None and take_others:
        matched.certain |= {person.cadre.id: (0, settings.others) for person in missing}
    elif missing:
        doubts.append((0, unlisted(missing)))
    faults = _faults(reference, doubts)
    if faults and not settings.partial:
        raise InputError(faults, issue.scenario.language)
    fresh = _marks(matched, earlier, issue, class_id, reference, settings, now)
    attended = Attended(
        release=issue.release,
        class_id=class_id,
        added=record.add_marks(fresh),
        unchanged=len(matched.certain) - len(fresh),
        left_open=0 if take_others else len(missing),
    )
    return Outcome(attended, issue.scenario.language, tuple(faults), left_out)


def presence_of(mark: Mark) -> Presence:
    """Return how somebody fared by a mark."""
    if mark.completed:
        return Presence.COMPLETED
    return Presence.EXCUSED if mark.note == Presence.EXCUSED else Presence.ABSENT


def _issue(record: Record, tenant: str, class_id: str, number: int | None) -> Issue:
    """Return the newest release in which the class is open, or the one asked for."""
    releases = [one.number for one in record.releases(tenant)]
    if number is not None:
        releases = [record.release(tenant, number).number]
    open_ids: set[str] = set()
    for one in reversed(releases):
        events = {state.facts.class_id for state in record.event_log(tenant, one)}
        if number is None and class_id not in events and events:
            open_ids |= events
            continue
        issue = load_issue(record, tenant, one)
        known = {row.class_id for row in issue.plan.classes if row.open}
        if class_id in known:
            return issue
        open_ids |= known
    close = nearest(class_id, open_ids)
    hint = f"; did you mean {close}?" if close else ""
    where = f"release {number}" if number is not None else "any release"
    raise UsageError(f"{record.place}: no class {class_id} is open in {where}{hint}")


def _people(issue: Issue, class_id: str) -> Iterator[Person]:
    units = {unit.id: unit.name for unit in issue.scenario.units}
    attending = {row.cadre for row in issue.plan.enrolments if row.class_id == class_id}
    for cadre in issue.scenario.cadres:
        yield Person.model_construct(
            cadre=cadre, unit_name=units[cadre.unit], in_class=cadre.id in attending
        )


def _missing(
    people: tuple[Person, ...], matched: Matched, earlier: Mapping[str, Mark]
) -> list[Person]:
    """Return those of the class of whom neither this list nor an earlier mark tells anything."""
    told = {*matched.certain, *matched.doubted, *earlier}
    return [person for person in people if person.in_class and person.cadre.id not in told]


def _faults(reference: str, doubts: list[tuple[int, Sentence]]) -> list[Fault]:
    file, sheet = split_reference(reference)
    return [
        Fault(file, line or None, None, sentence.en, sheet, sentence.vi)
        for line, sentence in sorted(doubts)
    ]


def _marks(
    matched: Matched,
    earlier: Mapping[str, Mark],
    issue: Issue,
    class_id: str,
    reference: str,
    settings: Settings,
    now: datetime | None,
) -> list[Mark]:
    """Return the marks that say something new; each names the one that it corrects."""
    at, who = now or datetime.now(UTC), settings.who or _login()
    marks = []
    for cadre, (_, presence) in sorted(matched.certain.items()):
        before = earlier.get(cadre)
        if before is not None and presence_of(before) is presence:
            continue
        marks.append(
            Mark(
                tenant=issue.release.tenant,
                release=issue.release.number,
                class_id=class_id,
                cadre=cadre,
                completed=presence is Presence.COMPLETED,
                who=who,
                at=at,
                corrects=before.number if before else None,
                source=Path(reference).name,
                note=Presence.EXCUSED if presence is Presence.EXCUSED else "",
            )
        )
    return marks


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise UsageError("who keeps the list is not known; say it with --who NAME") from None
