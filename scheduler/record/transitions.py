"""How events change from release to release: sequences, cancellations, what to tell people."""

from collections.abc import Iterable, Mapping

from models.record import (
    ChangeKind,
    EventChange,
    EventFacts,
    EventState,
    EventStatus,
    Release,
)
from scheduler.errors import UsageError
from scheduler.record.rows import facts_sha256

MAX_NAMED = 5


def current_states(log: Iterable[EventState], until: int | None = None) -> dict[str, EventState]:
    """Return the last state of each event, up to release `until`."""
    return {state.uid: state for state in log if until is None or state.release <= until}


def next_states(
    current: Mapping[str, EventState], planned: Mapping[str, EventFacts], release: Release
) -> tuple[EventState, ...]:
    """Return the states that a release adds: one for each event that differs, by id.

    Events within the release's horizon that the plan no longer has are cancelled; those of other
    periods stay as they are.
    """
    states = []
    for uid in sorted({*current, *planned}):
        before, facts = current.get(uid), planned.get(uid)
        if facts is not None:
            state = _told(uid, before, facts, release)
        else:
            state = _missing(current[uid], release)
        if state is not None:
            states.append(state)
    return tuple(states)


def refuse_reused_classes(
    current: Mapping[str, EventState],
    planned: Mapping[str, EventFacts],
    release: Release,
    earlier: Iterable[Release],
) -> None:
    """Raise where a class bears the id of one that was published for another period."""
    horizon_of = {one.number: (one.horizon_from, one.horizon_to) for one in earlier}
    ours = {facts.class_id for facts in planned.values()}
    used: dict[str, int] = {}
    for state in current.values():
        first, last = horizon_of[state.release]
        apart = last < release.horizon_from or first > release.horizon_to
        if apart and state.facts.class_id in ours:
            used[state.facts.class_id] = state.release
    if used:
        named = ", ".join(sorted(used)[:MAX_NAMED]) + (", …" if len(used) > MAX_NAMED else "")
        raise UsageError(
            f"classes {named} bear the ids of classes of another period, published with release "
            f"{max(used.values())}; calendars and history would take them for the same; give "
            f"each period ids of its own, for example {min(used)}-{release.horizon_from.year}"
        )


def change_between(
    uid: str, before: EventFacts | None, after: EventFacts | None, *, known: bool = False
) -> EventChange | None:
    """Return how an event to be attended differs; None where people need not be told.

    `known` says that it had been published, and cancelled, before.
    """
    if before is None and after is None:
        return None
    if before is None:
        kind = ChangeKind.RESTORED if known else ChangeKind.NEW
    elif after is None:
        kind = ChangeKind.CANCELLED
    elif _times(before) != _times(after):
        kind = ChangeKind.MOVED
    elif _details(before) != _details(after):
        kind = ChangeKind.CHANGED
    else:
        return None
    return EventChange(uid=uid, kind=kind, before=before, after=after)


def changes_between(log: Iterable[EventState], first: int, second: int) -> tuple[EventChange, ...]:
    """Return what differs for everybody between two releases, by the order of time."""
    states = tuple(log)
    before, after = current_states(states, first), current_states(states, second)
    found = []
    for uid in {*before, *after}:
        old, new = before.get(uid), after.get(uid)
        change = change_between(uid, attended(old), attended(new), known=old is not None)
        if change is not None:
            found.append(change)
    return in_order(found)


def in_order(changes: Iterable[EventChange]) -> tuple[EventChange, ...]:
    """Return changes by the time at which people meet them, then by id."""

    def when(change: EventChange) -> tuple[str, str]:
        facts = change.after or change.before
        return facts.start.isoformat() if facts else "", change.uid

    return tuple(sorted(changes, key=when))


def attended(state: EventState | None) -> EventFacts | None:
    """Return what the event says, None where it does not take place."""
    return state.facts if state is not None and state.status is EventStatus.CONFIRMED else None


def _told(
    uid: str, before: EventState | None, facts: EventFacts, release: Release
) -> EventState | None:
    digest = facts_sha256(facts)
    sequence = 0
    if before is not None:
        alive = before.status is EventStatus.CONFIRMED
        if alive and before.content_sha256 == digest:
            return None
        sequence = before.sequence
        if not alive or _weighty(before.facts) != _weighty(facts):
            sequence += 1
    return _state(uid, release, sequence, EventStatus.CONFIRMED, facts)


def _missing(before: EventState, release: Release) -> EventState | None:
    day = before.facts.start.date()
    within = release.horizon_from <= day <= release.horizon_to
    if before.status is EventStatus.CANCELLED or not within:
        return None
    return _state(before.uid, release, before.sequence + 1, EventStatus.CANCELLED, before.facts)


def _state(
    uid: str, release: Release, sequence: int, status: EventStatus, facts: EventFacts
) -> EventState:
    return EventState(
        tenant=release.tenant,
        uid=uid,
        release=release.number,
        at=release.at,
        sequence=sequence,
        status=status,
        content_sha256=facts_sha256(facts),
        facts=facts,
    )


def _times(facts: EventFacts) -> tuple[object, ...]:
    return facts.start, facts.end, facts.zone


def _details(facts: EventFacts) -> tuple[object, ...]:
    return facts.room, facts.module, facts.lecturer


def _weighty(facts: EventFacts) -> tuple[object, ...]:
    """What raises the sequence; units do, since an event then leaves or enters their calendars."""
    return *_times(facts), *_details(facts), facts.units
