"""FORM: files that contradict themselves or name what the scenario does not have."""

from collections import Counter
from collections.abc import Collection, Iterator

from models.plan import PlannedSession
from models.result import Violation
from models.rules import Rule
from scheduler.checker.evidence import Evidence
from scheduler.checker.paper import HeldClass


def form_classes_listed(evidence: Evidence) -> Iterator[Violation]:
    """FORM: classes.csv lists every class of the scenario once, and no file names another."""
    paper, known = evidence.plan, evidence.facts.classes
    files: dict[str, Collection[str]] = {
        "classes.csv": paper.listed,
        "sessions.csv": paper.sessions,
        "enrolments.csv": paper.enrolments,
    }
    for file, rows in files.items():
        for class_id in sorted(set(rows) - set(known)):
            yield evidence.breach(
                Rule.FORM, class_id, "form_class_unknown", class_id=class_id, file=file
            )
    for class_id in sorted(set(known) - set(paper.listed)):
        yield evidence.breach(Rule.FORM, class_id, "form_class_missing", class_id=class_id)
    for class_id, count in sorted(paper.times_listed.items()):
        if count > 1:
            yield evidence.breach(
                Rule.FORM, class_id, "form_class_twice", class_id=class_id, count=count
            )


def form_open_or_closed(evidence: Evidence) -> Iterator[Violation]:
    """FORM: an open class has a start, a known room and sessions, a closed one no sessions."""
    for held, _, programme in evidence.held_classes():
        class_id, row = held.class_id, held.row
        if row.start is None:
            yield evidence.breach(Rule.FORM, class_id, "form_no_start", class_id=class_id)
        if row.room is None:
            yield evidence.breach(Rule.FORM, class_id, "form_no_room", class_id=class_id)
        elif row.room not in evidence.facts.rooms:
            yield evidence.breach(
                Rule.FORM, class_id, "form_room_unknown", class_id=class_id, room=row.room
            )
        has_parts = programme.modules or programme.activities
        if not held.sessions and not has_parts:  # otherwise H5 misses the parts
            yield evidence.breach(Rule.FORM, class_id, "form_no_sessions", class_id=class_id)
    for class_id, row in sorted(evidence.plan.listed.items()):
        sessions = evidence.plan.sessions.get(class_id, ())
        if not row.open and sessions:
            yield evidence.breach(
                Rule.FORM,
                class_id,
                "form_closed_sessions",
                class_id=class_id,
                count=len(sessions),
            )


def form_sessions(evidence: Evidence) -> Iterator[Violation]:
    """FORM: seq is 1 to n in the order of time; every row names what its kind asks for."""
    for held, _, _ in evidence.held_classes():
        numbers = [row.seq for row in held.sessions]
        if numbers != list(range(1, len(numbers) + 1)):
            yield evidence.breach(
                Rule.FORM,
                held.class_id,
                "form_numbers",
                class_id=held.class_id,
                found=", ".join(map(str, numbers)),
                count=len(numbers),
            )
        for row in held.sessions:
            yield from _session_row(evidence, held, row)


def _session_row(evidence: Evidence, held: HeldClass, row: PlannedSession) -> Iterator[Violation]:
    facts = evidence.facts
    if row.kind == "module":
        faults = {
            "form_no_module": row.module is None,
            "form_module_unknown": row.module is not None and row.module not in facts.modules,
            "form_lecturer_unknown": row.lecturer is not None
            and row.lecturer not in facts.lecturers,
        }
    else:
        faults = {
            "form_activity_lecturer": row.lecturer is not None,
            "form_activity_module": row.module is not None,
        }
    faults["form_slot_unknown"] = row.slot not in facts.slots
    for key, is_breach in faults.items():
        if is_breach:
            yield evidence.breach(
                Rule.FORM,
                held.class_id,
                key,
                class_id=held.class_id,
                seq=row.seq,
                slot=row.slot,
                kind=row.kind,
                module=row.module,
                lecturer=row.lecturer,
            )


def form_enrolments(evidence: Evidence) -> Iterator[Violation]:
    """FORM: every enrolment names a known cadre, and each (cadre, class) stands once."""
    times = Counter((row.cadre, row.class_id) for row in evidence.plan.plan.enrolments)
    for (cadre, class_id), count in sorted(times.items()):
        if cadre not in evidence.facts.cadres:
            yield evidence.breach(
                Rule.FORM, cadre, "form_cadre_unknown", cadre=cadre, class_id=class_id
            )
        if count > 1:
            yield evidence.breach(
                Rule.FORM,
                class_id,
                "form_enrolled_twice",
                cadre=cadre,
                class_id=class_id,
                count=count,
            )
