"""Rows of a sign-in list to cadres: only what is certain counts, the rest is asked about."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.attendance import Listed, Person, Presence
from scheduler.attendance.words import say
from scheduler.errors import Sentence
from scheduler.load.schema import normal_header

NEAREST, CUTOFF = 3, 0.6
SHOWN = 10


@dataclass
class Matched:
    """Who is certain and how they fared; what is doubtful, with the line of the list."""

    certain: dict[str, tuple[int, Presence]] = field(default_factory=dict)
    doubts: list[tuple[int, Sentence]] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)


class Matcher:
    """Knows the people of a class and of the whole organisation."""

    def __init__(self, people: Iterable[Person], *, guests: bool = False) -> None:
        self.guests = guests
        self.by_id: dict[str, Person] = {}
        self.class_of: dict[str, list[Person]] = defaultdict(list)
        self.rest_of: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self.by_id[person.cadre.id.casefold()] = person
            names = self.class_of if person.in_class else self.rest_of
            names[normal_header(person.cadre.name)].append(person)

    def match(self, rows: Sequence[Listed]) -> Matched:
        """Return what the rows say; a person with two rows must fare alike in both."""
        result = Matched()
        for row in rows:
            found = self._find(row)
            if isinstance(found, Sentence):
                result.doubts.append((row.line, found))
                continue
            self._take(result, row, found)
        for cadre in result.doubted:
            result.certain.pop(cadre, None)
        return result

    def _take(self, result: Matched, row: Listed, found: Person) -> None:
        cadre, who = found.cadre.id, told(found)
        if row.presence is None:
            sentence = say("unreadable", who=who, ticks=row.ticks)
        elif not found.in_class and not self.guests:
            sentence = say("guest", who=who)
        elif cadre in result.certain and result.certain[cadre][1] is not row.presence:
            sentence = say("listed_twice", who=who, first=result.certain[cadre][0])
        else:
            result.certain.setdefault(cadre, (row.line, row.presence))
            return
        result.doubts.append((row.line, sentence))
        result.doubted.add(cadre)

    def _find(self, row: Listed) -> Person | Sentence:
        if row.id is None:
            return self._by_name(row)
        person = self.by_id.get(row.id.casefold())
        if person is None:
            return say("unknown_id", id=row.id, near=self._near(row.name))
        if row.name and not _same_name(row.name, person.cadre.name):
            return say("other_name", id=person.cadre.id)
        return person

    def _by_name(self, row: Listed) -> Person | Sentence:
        """Return the one person of that name in the class, or among all where guests count."""
        plain = normal_header(row.name)
        for names in (self.class_of, self.rest_of):
            alike = [p for p in names.get(plain, ()) if _same_name(row.name, p.cadre.name)]
            exact = [p for p in alike if _spelt(p.cadre.name) == _spelt(row.name)]
            people = _of_unit(exact or alike, row.unit)
            if len(people) == 1:
                return people[0]
            if len(people) > 1:
                return say("several", people=_some(people))
        return say("unknown_name", near=self._near(row.name))

    def _near(self, name: str) -> Sentence:
        """Return the nearest people of the class, in words."""
        plain = normal_header(name)
        close = difflib.get_close_matches(plain, list(self.class_of), NEAREST, CUTOFF)
        people = [person for one in close for person in self.class_of[one]]
        if not people:
            return say("nothing_near")
        return say("near", people=_some(people[:NEAREST]))


def told(person: Person) -> str:
    """Return a person as the terminal may show them: by id and unit."""
    return f"{person.cadre.id} ({person.unit_name})"


def _some(people: Sequence[Person]) -> str:
    return "; ".join(map(told, people[:SHOWN])) + ("; …" if len(people) > SHOWN else "")


def unlisted(people: Sequence[Person]) -> Sentence:
    """Return the sentence about people of the class of whom a list says nothing."""
    return say("unlisted", count=len(people), people=_some(people))


def _spelt(name: str) -> str:
    return " ".join(name.casefold().split())


def _same_name(found: str, name: str) -> bool:
    """Tell whether a name is the same, or the same typed without any diacritics.

    Other diacritics are another name: Hà is not Hạ.
    """
    if _spelt(found) == _spelt(name):
        return True
    plain = normal_header(found)
    return plain == _spelt(found) and plain == normal_header(name)


def _of_unit(people: list[Person], unit: str) -> list[Person]:
    """Keep those of a unit where the list names one: by its name or its id.

    A name that nobody of that unit bears is nobody we are certain of.
    """
    if not unit:
        return people
    plain = normal_header(unit)
    return [
        person
        for person in people
        if plain in (normal_header(person.unit_name), normal_header(person.cadre.unit))
    ]
