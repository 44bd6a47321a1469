"""The timetable of one class by hand: the part with the fewest possibilities is placed first."""

from typing import NamedTuple

from benchmarks.book import Book
from scheduler.formulation.decisions import Part, parts_of
from scheduler.formulation.instance import Menu

STEPS = 200

Timetable = tuple[tuple[Part, ...], dict[int, int]]


class Place(NamedTuple):
    """A first slot in the class and, for a module, a lecturer."""

    offset: int
    lecturer: int | None


Options = dict[Part, list[Place]]


def first_timetable(book: Book, k: int, menu: Menu, start: int, room: int) -> Timetable | None:
    """Return an order of the parts and the lecturers of the modules; None where none was found."""
    writer = _Writer(book, k, start, room)
    options = writer.options(parts_of(book.instance, k, menu), menu.length)
    placed: dict[Part, Place] = {}
    if options is None or not writer.place(options, placed):
        return None
    order = tuple(sorted(placed, key=lambda part: placed[part].offset))
    lecturers = {
        part.index: place.lecturer for part, place in placed.items() if place.lecturer is not None
    }
    return order, lecturers


class _Writer:
    """Places the parts of one class, stepping back when one has no place left."""

    def __init__(self, book: Book, k: int, start: int, room: int) -> None:
        self.book, self.instance = book, book.instance
        self.cls = self.instance.classes[k]
        self.programme = self.instance.programmes[self.cls.programme]
        self.first_slot = start * self.instance.slots_per_day
        self.venue = int(self.instance.room_venue[room])
        self.steps = 0

    def options(self, parts: list[Part], length: int) -> Options | None:
        """Return where each part may go on its own, None where one has no place at all."""
        where = {a.index: a.position for a in self.programme.activities}
        named = {p: "any" if p.is_module else where[p.index] for p in parts}
        head = [p for p in parts if named[p] == "first"]
        tail = [p for p in parts if named[p] == "last"]
        begin, end = sum(p.sessions for p in head), length - sum(p.sessions for p in tail)
        options: Options = {}
        offset = 0
        for part in (*head, *tail):
            offset = end if part in tail and offset < end else offset
            options[part] = [Place(offset, None)]
            offset += part.sessions
        for part in parts:
            if part not in options:
                options[part] = self._places(part, begin, end)
                if not options[part]:
                    return None
        return options

    def _places(self, part: Part, begin: int, end: int) -> list[Place]:
        offsets = range(begin, end - part.sessions + 1)
        if not part.is_module:
            return [Place(offset, None) for offset in offsets]
        return [
            Place(offset, lecturer)
            for lecturer in self._able(part.index)
            for offset in offsets
            if self._may(lecturer, offset, part)
        ]

    def _able(self, module: int) -> list[int]:
        """Return the qualified lecturers, the least loaded first, who can least else before."""
        fixed = self.cls.lecturers.get(module)
        level = self.programme.level
        able = [x for x in range(len(level)) if level[x, module] and fixed in (None, x)]
        limit = self.instance.lecturer_total

        def load(x: int) -> tuple[float, int, int]:
            return self.book.sessions[x] / max(1, limit[x]), int((level[x] > 0).sum()), x

        return sorted(able, key=load)

    def _may(self, lecturer: int, offset: int, part: Part) -> bool:
        slot = self.first_slot + offset
        return self.book.lecturer_may(lecturer, slot, part.sessions, self.venue)

    def place(self, options: Options, placed: dict[Part, Place]) -> bool:
        """Place all parts that have options; True when done, with the book as it was before."""
        if not options:
            return True
        part = min(options, key=lambda p: (len(options[p]), p))
        rest = {other: places for other, places in options.items() if other != part}
        for place in options[part]:
            self.steps += 1
            if self.steps > STEPS:
                return False
            self._teach(part, place, 1)
            left = self._left(rest, part, place)
            done = left is not None and self.place(left, placed)
            self._teach(part, place, -1)
            if done:
                placed[part] = place
                return True
        return False

    def _teach(self, part: Part, place: Place, sign: int) -> None:
        if place.lecturer is not None:
            slot = self.first_slot + place.offset
            self.book.teach(place.lecturer, slot, part.sessions, self.venue, sign)

    def _left(self, options: Options, part: Part, place: Place) -> Options | None:
        """Return what is left to the other parts, None where one has nothing left."""
        left: Options = {}
        for other, places in options.items():
            left[other] = [p for p in places if self._fit(part, place, other, p)]
            if not left[other]:
                return None
        return left

    def _fit(self, part: Part, place: Place, other: Part, there: Place) -> bool:
        is_before = there.offset + other.sessions <= place.offset
        if not is_before and there.offset < place.offset + part.sessions:
            return False
        if part.is_module and other.is_module:
            later, earlier = (part.index, other.index), (other.index, part.index)
            forbidden = later if is_before else earlier
            if forbidden in self.programme.order:
                return False
        if there.lecturer is None or there.lecturer != place.lecturer:
            return True
        return self._may(there.lecturer, there.offset, other)
