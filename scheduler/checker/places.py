"""Where classes meet: H9 rooms, H10 the units that a venue serves."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from models.result import Violation
from models.rules import Rule
from models.training_class import TrainingClass
from scheduler.checker.evidence import Evidence


def h9_room_once_per_slot(evidence: Evidence) -> Iterator[Violation]:
    """H9: for each room and slot, |classes| <= 1."""
    classes: dict[tuple[str, date, str], set[str]] = defaultdict(set)
    for held, _, _ in evidence.held_classes():
        if held.room in evidence.facts.rooms:
            for row in held.sessions:
                classes[held.room, row.date, row.slot].add(held.class_id)
    in_time = sorted(classes, key=lambda key: (key[0], evidence.moment(key[1], key[2])))
    for room, day, slot in in_time:
        ids = classes[room, day, slot]
        if len(ids) > 1:
            yield evidence.breach(
                Rule.H9,
                room,
                "h9_two_classes",
                room=room,
                classes=evidence.all_of(ids),
                day=day,
                slot=slot,
            )


def h9_room_available(evidence: Evidence) -> Iterator[Violation]:
    """H9: neither the room nor its venue is unavailable in a slot that the class uses."""
    facts = evidence.facts
    for held, _, _ in evidence.held_classes():
        room = facts.rooms.get(held.room or "")
        for row in held.sessions if room else ():
            if room and (
                facts.away_in_slot("room", room.id, row.date, row.slot)
                or facts.away_in_slot("venue", room.venue, row.date, row.slot)
            ):
                yield evidence.breach(
                    Rule.H9,
                    room.id,
                    "h9_away",
                    room=room.id,
                    class_id=held.class_id,
                    day=row.date,
                    slot=row.slot,
                )


def h9_room_allowed(evidence: Evidence) -> Iterator[Violation]:
    """H9: room(k) is among rooms(k) or in venues(k), where the class names any."""
    for held, definition, _ in evidence.held_classes():
        room = held.room
        if room in evidence.facts.rooms and not _may_use(evidence, definition, room):
            yield evidence.breach(
                Rule.H9, room, "h9_not_allowed", class_id=held.class_id, room=room
            )


def _may_use(evidence: Evidence, definition: TrainingClass, room: str) -> bool:
    if not definition.rooms and not definition.venues:
        return True
    return room in definition.rooms or evidence.facts.rooms[room].venue in definition.venues


def h10_venue_serves(evidence: Evidence) -> Iterator[Violation]:
    """H10: i in k => a unit of i, or one above it, is among those that the venue serves."""
    facts = evidence.facts
    for held, _, _ in evidence.held_classes():
        venue = facts.venues.get(evidence.venue_of(held) or "")
        if venue is None or not venue.serves:
            continue
        served = frozenset(venue.serves)
        for cadre_id in held.cadres:
            cadre = facts.cadres.get(cadre_id)
            if cadre is not None and not facts.unit_and_above(cadre.unit) & served:
                yield evidence.breach(
                    Rule.H10,
                    cadre_id,
                    "h10_not_served",
                    cadre=cadre_id,
                    class_id=held.class_id,
                    venue=venue.id,
                    unit=cadre.unit,
                )
