"""Who is shown which event: live ones, and cancelled ones so that copies learn of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from models.record import (
    Audience,
    AudienceKind,
    EventChange,
    EventFacts,
    EventState,
    EventStatus,
    Release,
    ShownEvent,
)
from scheduler.record.transitions import attended, change_between, in_order

EVERYBODY = Audience(kind=AudienceKind.ALL)
# Classes of a plan with the cadres of each: who was invited by a release.
Invited = Mapping[str, frozenset[str]]


def calendars(
    log: Iterable[EventState], release: Release
) -> dict[Audience, tuple[ShownEvent, ...]]:
    """Return the events of each audience at a release, by time; none older than its term.

    An event that an audience was once shown and no longer is stays with it as cancelled.
    """
    shown: dict[Audience, list[ShownEvent]] = defaultdict(list)
    for states in _lives(log, release.number):
        for audience, state, successor in _last_shown(states):
            if state.facts.start.date() >= release.term_from:
                shown[audience].append(_shown(state, successor))
    return {audience: _by_time(shown[audience]) for audience in sorted(shown, key=_key)}


def changes_for(
    log: Iterable[EventState], number: int, kind: AudienceKind
) -> dict[Audience, tuple[EventChange, ...]]:
    """Return what a release changed for each audience of a kind, by time."""
    found: dict[Audience, list[EventChange]] = defaultdict(list)
    for states in _lives(log, number):
        if states[-1].release != number:
            continue
        before, after = states[-2] if len(states) > 1 else None, states[-1]
        known = {one for state in states[:-1] for one in _members(state)}
        for audience in {*_members(before), *_members(after)}:
            if audience.kind is not kind:
                continue
            old = attended(before) if audience in _members(before) else None
            new = attended(after) if audience in _members(after) else None
            change = change_between(after.uid, old, new, known=audience in known)
            if change is not None:
                found[audience].append(change)
    return {audience: in_order(found[audience]) for audience in sorted(found, key=_key)}


def cadre_calendars(
    log: Iterable[EventState], releases: Sequence[Release], invited: Sequence[Invited]
) -> dict[Audience, tuple[ShownEvent, ...]]:
    """Return the events of each cadre at the last release; `invited` holds one item per release.

    Here the sequence also counts how often the person was taken out of a class or put back.
    """
    states = [state for state in log if state.release <= releases[-1].number]
    lives: dict[str, list[list[EventState]]] = defaultdict(list)
    for life in _lives(states, releases[-1].number):
        lives[life[0].facts.class_id].append(life)
    shown: dict[Audience, list[ShownEvent]] = defaultdict(list)
    for (cadre, class_id), flips in sorted(_flips(releases, invited).items()):
        for life in lives.get(class_id, ()):
            event = _personal(life, flips)
            if event is not None and event.facts.start.date() >= releases[-1].term_from:
                shown[Audience(kind=AudienceKind.CADRE, subject=cadre)].append(event)
    return {audience: _by_time(events) for audience, events in shown.items()}


def _lives(log: Iterable[EventState], until: int) -> Iterator[list[EventState]]:
    """Yield the states of each event, oldest first; events by id."""
    lives: dict[str, list[EventState]] = defaultdict(list)
    for state in log:
        if state.release <= until:
            lives[state.uid].append(state)
    for uid in sorted(lives):
        yield sorted(lives[uid], key=lambda state: state.release)


def _members(state: EventState | None) -> set[Audience]:
    """Return the audiences of an event that takes place, cadres aside."""
    facts = attended(state)
    if facts is None:
        return set()
    members = {
        EVERYBODY,
        Audience(kind=AudienceKind.CLASS, subject=facts.class_id),
        Audience(kind=AudienceKind.ROOM, subject=facts.room),
        *(Audience(kind=AudienceKind.UNIT, subject=unit) for unit in facts.units),
    }
    if facts.lecturer is not None:
        members.add(Audience(kind=AudienceKind.LECTURER, subject=facts.lecturer))
    return members


def _last_shown(
    states: Sequence[EventState],
) -> Iterator[tuple[Audience, EventState, EventState | None]]:
    """Yield each audience that was ever shown an event, its last state there and the next one."""
    last: dict[Audience, int] = {}
    for place, state in enumerate(states):
        for audience in _members(state):
            last[audience] = place
    for audience, place in last.items():
        successor = states[place + 1] if place + 1 < len(states) else None
        yield audience, states[place], successor


def _shown(state: EventState, successor: EventState | None) -> ShownEvent:
    telling = successor or state
    return ShownEvent(
        uid=state.uid,
        at=telling.at,
        sequence=telling.sequence,
        status=EventStatus.CANCELLED if successor else EventStatus.CONFIRMED,
        facts=state.facts,
        left=successor is not None and successor.status is EventStatus.CONFIRMED,
    )


def _flips(
    releases: Sequence[Release], invited: Sequence[Invited]
) -> dict[tuple[str, str], list[Release]]:
    """Return the releases at which each cadre entered or left each class, in turn."""
    flips: dict[tuple[str, str], list[Release]] = defaultdict(list)
    inside: dict[str, frozenset[str]] = {}
    for release, classes in zip(releases, invited, strict=True):
        for class_id, cadres in classes.items():
            for cadre in cadres ^ inside.get(class_id, frozenset()):
                flips[cadre, class_id].append(release)
            inside[class_id] = cadres
    return flips


def _personal(life: Sequence[EventState], flips: Sequence[Release]) -> ShownEvent | None:
    """Return an event of a class as a person sees it who entered and left with `flips`."""
    turn = flips[-1]
    entered = len(flips) % 2 == 1
    known = [state for state in life if entered or state.release < turn.number]
    if not known:
        return None
    state = known[-1]
    facts: EventFacts = state.facts
    alive = entered and state.status is EventStatus.CONFIRMED
    latest = [one for one in life if entered or one.release <= turn.number][-1]
    return ShownEvent(
        uid=state.uid,
        at=max(latest.at, turn.at),
        sequence=latest.sequence + len(flips) - 1,
        status=EventStatus.CONFIRMED if alive else EventStatus.CANCELLED,
        facts=facts,
        left=not entered,
    )


def _by_time(events: Iterable[ShownEvent]) -> tuple[ShownEvent, ...]:
    return tuple(sorted(events, key=lambda one: (one.facts.start, one.uid)))


def _key(audience: Audience) -> tuple[str, str]:
    return audience.kind.value, audience.subject
