"""Who teaches: H6 qualification, H7 one class, one venue and availability, H8 limits."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from models.resources import Lecturer
from models.result import Violation
from models.rules import Rule
from scheduler.checker.evidence import Evidence, Teaching


def h6_one_lecturer_per_module(evidence: Evidence) -> Iterator[Violation]:
    """H6: all sessions of a module in a class have one lecturer, the same one."""
    for held, _, _ in evidence.held_classes():
        for module in held.modules:
            lecturers = held.lecturers_of[module]
            if None not in lecturers and len(lecturers) == 1:
                continue
            names = sorted(lecturer for lecturer in lecturers if lecturer is not None)
            yield evidence.breach(
                Rule.H6,
                held.class_id,
                "h6_several" if len(names) > 1 else "h6_none",
                class_id=held.class_id,
                module=module,
                lecturers=", ".join(names),
            )


def h6_qualified(evidence: Evidence) -> Iterator[Violation]:
    """H6: level(lecturer, module, T) exists for every tier T that the programme admits."""
    facts = evidence.facts
    for held, _, programme in evidence.held_classes():
        pairs = {(row.lecturer, row.module) for row in held.taught}
        for lecturer, module in sorted((a, b) for a, b in pairs if a is not None and b is not None):
            if lecturer not in facts.lecturers or module not in facts.modules:
                continue
            lacking = [t for t in programme.tiers if facts.level(lecturer, module, t) is None]
            if lacking:
                yield evidence.breach(
                    Rule.H6,
                    lecturer,
                    "h6_not_qualified",
                    lecturer=lecturer,
                    module=module,
                    class_id=held.class_id,
                    tiers=", ".join(lacking),
                )


def h7_lecturer_once_per_slot(evidence: Evidence) -> Iterator[Violation]:
    """H7: for each lecturer and slot, |classes taught| <= 1."""
    for lecturer, teaching in evidence.teaching.items():
        classes: dict[tuple[date, str], set[str]] = defaultdict(set)
        for item in teaching:
            classes[item.day, item.slot].add(item.class_id)
        for (day, slot), ids in classes.items():
            if len(ids) > 1:
                yield evidence.breach(
                    Rule.H7,
                    lecturer,
                    "h7_two_classes",
                    lecturer=lecturer,
                    classes=evidence.all_of(ids),
                    day=day,
                    slot=slot,
                )


def h7_lecturer_available(evidence: Evidence) -> Iterator[Violation]:
    """H7: no lecturer teaches in a slot, or on a whole day, of unavailability."""
    for lecturer, teaching in evidence.teaching.items():
        for item in teaching:
            if evidence.facts.away_in_slot("lecturer", lecturer, item.day, item.slot):
                yield evidence.breach(
                    Rule.H7,
                    lecturer,
                    "h7_away",
                    lecturer=lecturer,
                    class_id=item.class_id,
                    day=item.day,
                    slot=item.slot,
                )


def h7_one_venue_per_day(evidence: Evidence) -> Iterator[Violation]:
    """H7: for each lecturer and day, |venues of the classes taught| <= 1."""
    for lecturer, teaching in evidence.teaching.items():
        venues: dict[date, set[str]] = defaultdict(set)
        for item in teaching:
            if item.venue is not None:
                venues[item.day].add(item.venue)
        for day, ids in venues.items():
            if len(ids) > 1:
                yield evidence.breach(
                    Rule.H7,
                    lecturer,
                    "h7_two_venues",
                    lecturer=lecturer,
                    venues=evidence.all_of(ids),
                    day=day,
                )


def h8_lecturer_limits(evidence: Evidence) -> Iterator[Violation]:
    """H8: sessions per day, per ISO week and in the horizon are at most the lecturer's limits."""
    for lecturer_id, teaching in evidence.teaching.items():
        lecturer = evidence.facts.lecturers[lecturer_id]
        for key, when, count, limit in _loads(evidence, lecturer, teaching):
            if limit is not None and count > limit:
                yield evidence.breach(
                    Rule.H8,
                    lecturer_id,
                    key,
                    lecturer=lecturer_id,
                    count=count,
                    limit=limit,
                    day=when,
                    week=when,
                )


def _loads(
    evidence: Evidence, lecturer: Lecturer, teaching: tuple[Teaching, ...]
) -> Iterator[tuple[str, str, int, int | None]]:
    horizon = evidence.scenario.horizon
    days = Counter(item.day for item in teaching)
    weeks = Counter(tuple(item.day.isocalendar())[:2] for item in teaching)
    for day, count in sorted(days.items()):
        yield "h8_day", day.isoformat(), count, lecturer.max_per_day
    for (year, week), count in sorted(weeks.items()):
        yield "h8_week", f"{year}-W{week:02}", count, lecturer.max_per_week
    inside = sum(count for day, count in days.items() if horizon.start <= day <= horizon.end)
    yield "h8_horizon", "", inside, lecturer.max_sessions
