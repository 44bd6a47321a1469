"""The sessions of a plan as events: their ids, which never change, and what they say."""

from collections import defaultdict
from datetime import datetime

from models.record import EventFacts
from models.scenario import Scenario
from scheduler.outputs.ical import clean
from scheduler.outputs.names import token
from scheduler.outputs.view import Lesson, View
from scheduler.outputs.words import Words


def uid_of(scenario: Scenario, lesson: Lesson) -> str:
    """Return the id of the session's event, the same wherever the session moves.

    Made from the organisation (else, as a makeshift, the scenario's name), the class, the module or
    the kind of activity, and the part; each in a spelling without dots, so that no two are alike.
    """
    subject = f"m.{token(lesson.module.id)}" if lesson.module else f"a.{token(lesson.kind)}"
    local = f"{token(lesson.course.id)}.{subject}.{lesson.part}"
    owner = scenario.organisation
    if owner is None:
        return f"{local}@{token(scenario.name)}.invalid"
    return f"{local}@{namespace(owner.id, owner.domain)}"


def namespace(organisation: str, domain: str) -> str:
    """Return the part of an event's id that tells whose it is."""
    return f"{token(organisation)}.{'.'.join(map(token, domain.split('.')))}"


def planned_events(view: View, words: Words) -> dict[str, EventFacts]:
    """Return what each session of a plan says, by the id of its event."""
    units = units_of_class(view)
    return {
        uid_of(view.scenario, lesson): facts_of(view, words, lesson, units[lesson.course.id])
        for lesson in view.lessons
    }


def units_of_class(view: View) -> dict[str, tuple[str, ...]]:
    """Return the units that have people in each open class, sorted."""
    unit_of = {cadre.id: cadre.unit for cadre in view.scenario.cadres}
    found: dict[str, set[str]] = defaultdict(set)
    for row in view.plan.enrolments:
        found[row.class_id].add(unit_of[row.cadre])
    return {class_id: tuple(sorted(found[class_id])) for class_id in view.courses}


def facts_of(view: View, words: Words, lesson: Lesson, units: tuple[str, ...] = ()) -> EventFacts:
    """Return what the event of a session says; it names no cadre."""
    course, lecturer = lesson.course, lesson.lecturer
    room_name = clean(course.room.name or course.room.id)
    return EventFacts(
        start=datetime.combine(lesson.date, lesson.slot.start),
        end=datetime.combine(lesson.date, lesson.slot.end),
        zone=view.scenario.timezone,
        class_id=course.id,
        module=lesson.module.id if lesson.module else None,
        lecturer=lecturer.id if lecturer else None,
        lecturer_name=clean(lecturer.name) if lecturer else "",
        programme=clean(course.programme.title),
        room=course.room.id,
        room_name=room_name,
        units=units,
        summary=clean(f"{course.id}: {_content(lesson, words)}"),
        location=clean(f"{room_name}, {course.venue.name}"),
        description=clean(_description(lesson, words)),
        categories=tuple(
            clean(one) for one in (*(tier.name for tier in course.tiers), course.programme.title)
        ),
    )


def _content(lesson: Lesson, words: Words) -> str:
    content = lesson.module.title if lesson.module else words.kinds[lesson.kind]
    return f"{content} ({lesson.part}/{lesson.parts})" if lesson.parts > 1 else content


def _description(lesson: Lesson, words: Words) -> str:
    lines = [words("programme_line", title=lesson.course.programme.title)]
    if lesson.lecturer:
        lines.append(words("lecturer_line", name=lesson.lecturer.name))
    lines.append(words("people", size=lesson.course.size))
    return "\n".join(lines)
