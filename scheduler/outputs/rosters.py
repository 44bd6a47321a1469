"""Sheets of who does what when: classes, lecturers, rooms, class lists and calls to units."""

from collections.abc import Sequence

from scheduler.outputs.figures import day, spoken
from scheduler.outputs.sheets import Cell, Column, Sheet
from scheduler.outputs.view import Course, Lesson, View
from scheduler.outputs.words import Words


def place(course: Course, words: Words) -> str:
    """Return room and venue in words."""
    room = course.room.name or course.room.id
    if course.room.online:
        return f"{room} ({words('online')})"
    return f"{room}, {course.venue.name}"


def content(lesson: Lesson, words: Words) -> str:
    """Return what the session is about, without its part."""
    return lesson.module.title if lesson.module else words.kinds[lesson.kind]


def hours(lesson: Lesson) -> str:
    """Return the hours of a session."""
    return f"{lesson.slot.start:%H:%M} - {lesson.slot.end:%H:%M}"


def part(lesson: Lesson, words: Words) -> str | None:
    """Return which part of its module a session is, where it has several."""
    return words("part_of", part=lesson.part, parts=lesson.parts) if lesson.parts > 1 else None


def _when_columns(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("weekday"), "center", least=11),
        Column(words("date"), "date", least=12),
        Column(words("slot"), "center", least=8),
        Column(words("time"), "center", least=14),
    )


def _when(lesson: Lesson, words: Words) -> tuple[Cell, ...]:
    return words.weekday(lesson.date), lesson.date, lesson.slot.name, hours(lesson)


def timetable_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the timetable per class."""
    return (
        *_when_columns(words),
        Column(words("content"), least=40, most=62),
        Column(words("lecturer"), least=24, most=32),
        Column(words("place"), least=24, most=40),
        Column(words("note"), least=14),
    )


def timetable(sheet: Sheet, view: View, words: Words) -> dict[str, int]:
    """Write each class on a page of its own and return the row where each begins."""
    bands = {}
    for one in view.courses.values():
        bands[one.id] = sheet.band(
            words("class_band", id=one.id, title=one.programme.title),
            facts=class_facts(one, words),
            new_page=True,
        )
        lessons = view.lessons_of_class[one.id]
        _by_day(
            sheet,
            lessons,
            [
                (
                    *_when(lesson, words),
                    content(lesson, words),
                    lesson.lecturer.name if lesson.lecturer else None,
                    place(one, words),
                    part(lesson, words),
                )
                for lesson in lessons
            ],
        )
    sheet.finish()
    return bands


def lecturer_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the timetable per lecturer."""
    return (
        *_when_columns(words),
        Column(words("class"), "center", least=10, most=20),
        Column(words("content"), least=40, most=62),
        Column(words("place"), least=24, most=40),
        Column(words("size"), "number"),
        Column(words("note"), least=14),
    )


def lecturers(sheet: Sheet, view: View, words: Words) -> None:
    """Write each lecturer who teaches on a page of its own."""
    for load in view.loads:
        lessons = view.lessons_of_lecturer.get(load.lecturer.id, [])
        if not lessons:
            continue
        facts = words(
            "lecturer_facts",
            sessions=load.sessions,
            periods=spoken(load.periods, words.language),
            days=load.days,
            fee=spoken(load.fee, words.language),
        )
        sheet.band(f"{load.lecturer.id} · {load.lecturer.name}", facts=facts, new_page=True)
        rows = [
            (
                *_when(one, words),
                one.course.id,
                content(one, words),
                place(one.course, words),
                one.course.size,
                part(one, words),
            )
            for one in lessons
        ]
        _by_day(sheet, lessons, rows)
    sheet.finish()


def room_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the timetable per room."""
    return (
        *_when_columns(words),
        Column(words("class"), "center", least=10, most=20),
        Column(words("content"), least=40, most=62),
        Column(words("lecturer"), least=24, most=32),
        Column(words("size"), "number"),
        Column(words("note"), least=14),
    )


def rooms(sheet: Sheet, view: View, words: Words) -> None:
    """Write each room in use on a page of its own."""
    for room_id, lessons in view.lessons_of_room.items():
        room = view.rooms[room_id]
        facts = words(
            "room_facts",
            venue=view.venues[room.venue].name,
            capacity=room.capacity,
            classes=len({one.course.id for one in lessons}),
            days=len({one.date for one in lessons}),
        )
        name = f"{room.id} · {room.name}" if room.name else room.id
        sheet.band(name, facts=facts, new_page=True)
        rows = [
            (
                *_when(one, words),
                one.course.id,
                content(one, words),
                one.lecturer.name if one.lecturer else None,
                one.course.size,
                part(one, words),
            )
            for one in lessons
        ]
        _by_day(sheet, lessons, rows)
    sheet.finish()


def list_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the class lists."""
    return (
        Column(words("number"), "center"),
        Column(words("cadre_id"), "center", least=12, most=20),
        Column(words("cadre_name"), least=28),
        Column(words("cadre_title"), least=26),
        Column(words("unit"), least=34, most=48),
        Column(words("note"), least=22),
    )


def lists(sheet: Sheet, view: View, words: Words) -> None:
    """Write who attends each class, each on a page of its own.

    A class of people of whom none may be named here is left out.
    """
    for one in view.courses.values():
        if one.size and not view.cadres_of_class[one.id]:
            continue
        sheet.band(
            words("class_band", id=one.id, title=one.programme.title),
            facts=class_facts(one, words),
            new_page=True,
        )
        for number, cadre in enumerate(view.cadres_of_class[one.id], start=1):
            unit = view.units[cadre.unit].name
            sheet.add((number, cadre.id, cadre.name, cadre.title, unit, None))
    sheet.finish()


def unit_columns(words: Words) -> tuple[Column, ...]:
    """Return the columns of the list by unit."""
    return (
        Column(words("unit"), least=34, most=48),
        Column(words("cadre_id"), "center", least=12, most=20),
        Column(words("cadre_name"), least=26),
        Column(words("cadre_title"), least=22),
        Column(words("class"), "center", least=10, most=20),
        Column(words("from"), "date", least=12),
        Column(words("to"), "date", least=12),
        Column(words("place"), least=30),
    )


def units(sheet: Sheet, view: View, words: Words) -> None:
    """Write who is called up, by unit in the order of its table, then by start."""
    order = {unit: number for number, unit in enumerate(view.units)}
    called = [
        (order[cadre.unit], number, cadre.id, cadre, one)
        for number, one in enumerate(view.courses.values())
        for cadre in view.cadres_of_class[one.id]
    ]
    for *_, cadre, one in sorted(called, key=lambda row: row[:3]):
        who = (view.units[cadre.unit].name, cadre.id, cadre.name, cadre.title)
        sheet.add((*who, one.id, one.start, one.end, place(one, words)))
    sheet.finish(filtered_to=sheet.row - 1)


def class_facts(course: Course, words: Words) -> str:
    """Return tiers, size, dates and place of a class in one line."""
    return words(
        "class_facts",
        tiers=", ".join(tier.name for tier in course.tiers),
        size=course.size,
        start=day(course.start),
        end=day(course.end),
        place=place(course, words),
    )


def _by_day(sheet: Sheet, lessons: Sequence[Lesson], rows: Sequence[Sequence[Cell]]) -> None:
    """Write sessions with weekday and date once per day."""
    first = sheet.row
    for number, (lesson, row) in enumerate(zip(lessons, rows, strict=True)):
        sheet.add(row)
        if number + 1 == len(lessons) or lessons[number + 1].date != lesson.date:
            sheet.merge_down(0, first, row[0])
            sheet.merge_down(1, first, row[1])
            first = sheet.row
