"""What a plan puts into each kind of document: fields and rows, as people read them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from models.people import Cadre
from models.result import CoverageRow
from scheduler.documents.kinds import KindName
from scheduler.documents.template import SAME_AS_ABOVE, Row
from scheduler.outputs.figures import day, spoken
from scheduler.outputs.names import file_names
from scheduler.outputs.rosters import content, hours, part, place
from scheduler.outputs.view import Course, Lesson, View
from scheduler.outputs.words import Words

Absences = dict[tuple[str, str | None], tuple[int, int]]


class Content(NamedTuple):
    """One document: its path without ending, the values of single fields, the rows of tables."""

    path: str
    values: dict[str, str]
    tables: tuple[Sequence[Row], ...]


class Desk:
    """Writes the contents of documents from one plan in one language.

    `absences` counts the excused and not excused absences of a tier and unit (None: the tier).
    """

    def __init__(
        self,
        view: View,
        coverage: Sequence[CoverageRow],
        words: Words,
        absences: Absences | None = None,
    ) -> None:
        self.view = view
        self.coverage = coverage
        self.words = words
        self.absences = absences
        horizon, maker = view.scenario.horizon, view.scenario.organisation
        self.common = {
            "organisation": maker.name if maker else "",
            "plan_title": view.scenario.title,
            "horizon_from": day(horizon.start),
            "horizon_to": day(horizon.end),
        }

    def contents(self, kind: KindName, classes: frozenset[str] | None) -> Iterator[Content]:
        """Yield the documents of a kind, of the named classes only where some are named."""
        courses = [c for c in self.view.courses.values() if classes is None or c.id in classes]
        write: dict[KindName, Callable[[list[Course]], Iterator[Content]]] = {
            "plan": self._plan,
            "opening": self._openings,
            "class-list": self._class_lists,
            "summons": self._summonses,
            "timetable": self._timetables,
            "invitation": self._invitations,
            "report": self._report,
        }
        yield from write[kind](courses)

    def _plan(self, courses: list[Course]) -> Iterator[Content]:
        groups: dict[str, list[Course]] = defaultdict(list)
        for course in courses:
            groups[course.programme.id].append(course)
        order = [one for one in self.view.programmes if one in groups]
        values = {
            **self.common,
            "num_classes": str(len(courses)),
            "num_people": str(sum(course.size for course in courses)),
            "total_days": str(sum(course.days for course in courses)),
            "total_cost": self._spoken(sum(course.cost for course in courses)),
        }
        programmes = [self._programme(n, groups[one]) for n, one in enumerate(order, start=1)]
        classes = [{"no": str(n), **self._course(c)} for n, c in enumerate(courses, start=1)]
        yield Content("plan", values, (programmes, classes))

    def _programme(self, number: int, courses: list[Course]) -> Row:
        programme = courses[0].programme
        start, end = min(c.start for c in courses), max(c.end for c in courses)
        return {
            "programme_no": str(number),
            "programme": programme.title,
            "programme_tiers": _joined(tier.name for tier in courses[0].tiers),
            "programme_classes": str(len(courses)),
            "programme_size": _span([course.size for course in courses]),
            "programme_days": _span([course.days for course in courses]),
            "programme_period": f"{day(start)} - {day(end)}",
            "programme_places": _joined(dict.fromkeys(c.venue.name for c in courses)),
            "programme_cost": self._spoken(sum(course.cost for course in courses)),
        }

    def _openings(self, courses: list[Course]) -> Iterator[Content]:
        for path, course in self._named("opening", courses):
            rows = self._subjects(self.view.lessons_of_class[course.id])
            yield Content(path, self._head(course), (rows, self._people(course)))

    def _class_lists(self, courses: list[Course]) -> Iterator[Content]:
        for path, course in self._named("class-list", courses):
            yield Content(path, self._head(course), (self._people(course),))

    def _timetables(self, courses: list[Course]) -> Iterator[Content]:
        for path, course in self._named("timetable", courses):
            rows = self._sessions(self.view.lessons_of_class[course.id])
            yield Content(path, self._head(course), (rows,))

    def _summonses(self, courses: list[Course]) -> Iterator[Content]:
        called: dict[str, list[tuple[Course, Cadre]]] = defaultdict(list)
        for course in courses:
            for cadre in self.view.cadres_of_class[course.id]:
                called[cadre.unit].append((course, cadre))
        names = file_names(self.view.units)
        for unit_id in (one for one in self.view.units if one in called):
            pairs = called[unit_id]
            rows = [
                {"no": str(n), **self._course(course), **self._person(cadre)}
                for n, (course, cadre) in enumerate(pairs, start=1)
            ]
            values = {
                **self.common,
                "unit": self.view.units[unit_id].name,
                "num_people": str(len({cadre.id for _, cadre in pairs})),
                "num_classes": str(len({course.id for course, _ in pairs})),
                "first_day": day(min(course.start for course, _ in pairs)),
            }
            yield Content(f"summons/{names[unit_id]}", values, (rows,))

    def _invitations(self, courses: list[Course]) -> Iterator[Content]:
        wanted = {course.id for course in courses}
        names = file_names(self.view.lecturers)
        for lecturer_id, lessons in self.view.lessons_of_lecturer.items():
            mine = [lesson for lesson in lessons if lesson.course.id in wanted]
            if not mine:
                continue
            values = {
                **self.common,
                "lecturer": self.view.lecturers[lecturer_id].name,
                "num_sessions": str(len(mine)),
                "num_classes": str(len({lesson.course.id for lesson in mine})),
                "first_day": day(mine[0].date),
            }
            yield Content(f"invitation/{names[lecturer_id]}", values, (self._sessions(mine),))

    def _report(self, courses: list[Course]) -> Iterator[Content]:
        tiers = [row for row in self.coverage if row.unit is None]
        units = [row for row in self.coverage if row.unit is not None]
        place = {tier: n for n, tier in enumerate(self.view.tiers)}
        unit_place = {unit: n for n, unit in enumerate(self.view.units)}
        tiers.sort(key=lambda row: place[row.tier])
        units.sort(key=lambda row: (place[row.tier], unit_place[row.unit or ""]))
        values = {
            **self.common,
            "num_classes": str(len(courses)),
            "num_people": str(sum(course.size for course in courses)),
        }
        of_tiers = [self._tier(n, row) for n, row in enumerate(tiers, start=1)]
        of_units = [self._unit(n, row) for n, row in enumerate(units, start=1)]
        yield Content("report", values, (of_tiers, of_units))

    def _tier(self, number: int, row: CoverageRow) -> Row:
        excused, unexcused = self._absent(row)
        return {
            "tier_no": str(number),
            "tier": self.view.tiers[row.tier].name,
            "tier_population": self._spoken(row.population),
            "tier_target": self._spoken(row.target or 0),
            "tier_before": self._spoken(row.covered_before),
            "tier_after": self._spoken(row.covered_after),
            "tier_share": self._share(row),
            "tier_shortfall": self._spoken(row.shortfall or 0),
            "tier_excused": excused,
            "tier_unexcused": unexcused,
        }

    def _unit(self, number: int, row: CoverageRow) -> Row:
        excused, unexcused = self._absent(row)
        return {
            "no": str(number),
            "unit_tier": self.view.tiers[row.tier].name,
            "unit": self.view.units[row.unit or ""].name,
            "population": self._spoken(row.population),
            "before": self._spoken(row.covered_before),
            "after": self._spoken(row.covered_after),
            "share": self._share(row),
            "excused": excused,
            "unexcused": unexcused,
        }

    def _absent(self, row: CoverageRow) -> tuple[str, str]:
        """Return the absences of a row in words; nothing where nobody has told us any."""
        if self.absences is None:
            return "", ""
        excused, unexcused = self.absences.get((row.tier, row.unit), (0, 0))
        return self._spoken(excused), self._spoken(unexcused)

    def _share(self, row: CoverageRow) -> str:
        return self._spoken(100 * row.covered_after / row.population, 1) if row.population else ""

    def _spoken(self, value: float, digits: int = 0) -> str:
        return spoken(value, self.words.language, digits)

    def _named(self, kind: str, courses: list[Course]) -> Iterator[tuple[str, Course]]:
        names = file_names(one.id for one in self.view.scenario.classes)
        for course in courses:
            yield f"{kind}/{names[course.id]}", course

    def _head(self, course: Course) -> dict[str, str]:
        return {**self.common, **self._course(course)}

    def _course(self, course: Course) -> dict[str, str]:
        first = self.view.lessons_of_class[course.id][0]
        start, end = day(course.start), day(course.end)
        return {
            "class": course.id,
            "title": course.programme.title,
            "tiers": _joined(tier.name for tier in course.tiers),
            "size": str(course.size),
            "days": str(course.days),
            "start": start,
            "end": end,
            "period": start if start == end else f"{start} - {end}",
            "begin": f"{first.slot.start:%H:%M}, {self.words.weekday(course.start)} {start}",
            "place": place(course, self.words),
            "room": course.room.name or course.room.id,
            "venue": course.venue.name,
            "cost": self._spoken(course.cost),
        }

    def _people(self, course: Course) -> list[Row]:
        cadres = self.view.cadres_of_class[course.id]
        return [{"no": str(n), **self._person(cadre)} for n, cadre in enumerate(cadres, start=1)]

    def _person(self, cadre: Cadre) -> dict[str, str]:
        unit = self.view.units[cadre.unit].name
        return {"name": cadre.name, "position": cadre.title or "", "unit": unit}

    def _subjects(self, lessons: list[Lesson]) -> list[Row]:
        """Return the modules and activities of a class, in the order of their first session."""
        firsts = [lesson for lesson in lessons if lesson.part == 1]
        return [
            {
                "content_no": str(number),
                "content": content(lesson, self.words),
                "content_sessions": str(lesson.parts),
                "lecturer": lesson.lecturer.name if lesson.lecturer else "",
            }
            for number, lesson in enumerate(firsts, start=1)
        ]

    def _sessions(self, lessons: list[Lesson]) -> list[Row]:
        """Return one row per session; the day stands once, over all its sessions."""
        rows: list[Row] = []
        before = None
        for number, lesson in enumerate(lessons, start=1):
            same = lesson.date == before
            before = lesson.date
            rows.append(
                {
                    "no": str(number),
                    "date": SAME_AS_ABOVE if same else day(lesson.date),
                    "weekday": SAME_AS_ABOVE if same else self.words.weekday(lesson.date),
                    "slot": lesson.slot.name,
                    "time": hours(lesson),
                    "content": content(lesson, self.words),
                    "lecturer": lesson.lecturer.name if lesson.lecturer else "",
                    "class": lesson.course.id,
                    "title": lesson.course.programme.title,
                    "place": place(lesson.course, self.words),
                    "size": str(lesson.course.size),
                    "note": part(lesson, self.words) or "",
                }
            )
        return rows


def _span(numbers: list[int]) -> str:
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low} - {high}"


def _joined(texts: "Iterator[str] | dict[str, None]") -> str:
    return "; ".join(texts)
