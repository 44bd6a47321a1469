"""Section 2 of the problem page, read anew for the brute-force planner: what a scenario means.

Written from the page alone; it shares nothing but the domain types with program and checker.
Numbers are fractions of the decimals as written, so nothing is ever rounded.
"""

import math
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from models.scenario import Scenario

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

REMEMBERED = ("working", "periods", "topic_periods", "distance", "limit_of_unit", "level_by_id")


@cache
def exact(number):
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def years_before(day, years):
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


class Reading:
    """A scenario with its questions answered."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.rules = scenario.rules
        self.slots = [slot.id for slot in scenario.calendar.slots]
        span = (scenario.horizon.end - scenario.horizon.start).days
        self.days = [scenario.horizon.start + timedelta(days=n) for n in range(span + 1)]
        self.modules = {module.id: module for module in scenario.modules}
        self.lecturers = {lecturer.id: lecturer for lecturer in scenario.lecturers}
        self.rooms = {room.id: room for room in scenario.rooms}
        self.venues = {venue.id: venue for venue in scenario.venues}
        self.units = {unit.id: unit for unit in scenario.units}
        self.programmes = {programme.id: programme for programme in scenario.programmes}
        self.population = [c for c in scenario.cadres if self.planned(c)]
        self.cadres = {cadre.id: cadre for cadre in self.population}
        self.seen = self._seen()
        for name in REMEMBERED:
            setattr(self, name, cache(getattr(self, name)))

    def working(self, day: date) -> bool:
        calendar = self.scenario.calendar
        if day in calendar.extra_workdays:
            return True
        off = any(one.start <= day <= one.end for one in calendar.days_off)
        holiday = day in (calendar.public_holidays or ())
        return WEEKDAYS[day.weekday()] in calendar.workdays and not off and not holiday

    def active(self, cadre, day: date) -> bool:
        begun = cadre.active_from is None or cadre.active_from <= day
        return begun and (cadre.active_to is None or day <= cadre.active_to)

    def planned(self, cadre) -> bool:
        return cadre.eligible and self.active(cadre, self.scenario.horizon.end)

    def below(self, named, unit) -> bool:
        """Is the unit one of those named, or below one of them?"""
        while unit is not None:
            if unit in named:
                return True
            unit = self.units[unit].parent
        return False

    def periods(self, module_id) -> Fraction:
        module = self.modules[module_id]
        if module.periods is not None:
            return exact(module.periods)
        return module.sessions * exact(self.rules.periods_per_session)

    def topic_periods(self, module_id) -> dict:
        topics = {t: exact(w) for t, w in self.modules[module_id].topics.items()}
        whole = sum(topics.values())
        return {t: self.periods(module_id) * w / whole for t, w in topics.items()}

    def _seen(self):
        seen = defaultdict(set)
        first = years_before(self.scenario.horizon.start, self.rules.memory_years)
        for row in self.scenario.history:
            recent = first <= row.date < self.scenario.horizon.start
            if row.completed and recent and row.module in self.modules:
                seen[row.cadre] |= set(self.modules[row.module].topics)
        return seen

    def distance(self, unit_id, room_id) -> Fraction:
        room = self.rooms[room_id]
        if room.online:
            return Fraction(0)
        for row in self.scenario.distances:
            if (row.unit, row.venue) == (unit_id, room.venue):
                return exact(row.km)
        here, there = self.units[unit_id], self.venues[room.venue]
        if None in (here.lat, here.lon, there.lat, there.lon):
            return Fraction(0)
        a, b = math.radians(here.lat), math.radians(there.lat)
        up, along = (b - a) / 2, math.radians(there.lon - here.lon) / 2
        root = math.sin(up) ** 2 + math.cos(a) * math.cos(b) * math.sin(along) ** 2
        return Fraction(2 * 6371.0 * math.asin(math.sqrt(root)) * self.rules.road_factor)

    def level(self, lecturer_id, module_id, programme) -> int:
        return self.level_by_id(lecturer_id, module_id, programme.id)

    def level_by_id(self, lecturer_id, module_id, programme_id) -> int:
        """The lowest over the programme's tiers of the best level; 0 where not qualified."""
        programme = self.programmes[programme_id]
        module = self.modules[module_id]
        names = {module_id, "*"} | ({f"theme:{module.theme}"} if module.theme else set())
        best = []
        for tier in programme.tiers:
            levels = [
                row.level
                for row in self.scenario.qualifications
                if row.lecturer == lecturer_id and row.module in names and row.tier in (None, tier)
            ]
            best.append(max(levels, default=0))
        return min(best)

    def away(self, kind, ids, day, slot=None) -> bool:
        """Is one of the subjects unavailable; `slot` None asks for any slot of the day."""
        return any(
            row.kind == kind
            and row.id in ids
            and row.start <= day <= row.end
            and (slot is None or row.slot is None or row.slot == slot)
            for row in self.scenario.unavailability
        )

    def chain(self, unit):
        found = []
        while unit is not None:
            found.append(unit)
            unit = self.units[unit].parent
        return found

    def limit_of_unit(self, unit_id):
        own = self.units[unit_id].max_absent
        limit = self.rules.max_absent if own is None else own
        if limit is None:
            return None
        if limit >= 1:
            return int(limit)
        size = sum(cadre.unit == unit_id for cadre in self.population)
        return max(1, math.floor(exact(limit) * size))

    def may_be_in_class_on(self, cadre, day) -> bool:
        """H1 and H11 as far as they speak of one cadre and one day."""
        if not self.active(cadre, day) or self.away("cadre", {cadre.id}, day):
            return False
        if self.away("unit", set(self.chain(cadre.unit)), day):
            return False
        return not any(
            row.units
            and row.start <= day <= row.end
            and self.below(row.units, cadre.unit)
            and (not row.tiers or cadre.tier in row.tiers)
            for row in self.scenario.calendar.closures
        )

    def closed(self, programme, day) -> bool:
        """Is the day in a closure without units of one of the tiers, or of all?"""
        return any(
            not row.units
            and row.start <= day <= row.end
            and (not row.tiers or set(row.tiers) & set(programme.tiers))
            for row in self.scenario.calendar.closures
        )

    def rooms_of(self, definition):
        if not definition.rooms and not definition.venues:
            return list(self.rooms)
        return [
            room.id
            for room in self.rooms.values()
            if room.id in definition.rooms or room.venue in definition.venues
        ]

    def room_free(self, room_id, day, slot) -> bool:
        venue = self.rooms[room_id].venue
        return not self.away("room", {room_id}, day, slot) and not self.away(
            "venue", {venue}, day, slot
        )

    def window(self, requirement):
        horizon = self.scenario.horizon
        if requirement.window == "term":
            return self.scenario.term.start, horizon.end
        if requirement.window == "horizon":
            return horizon.start, horizon.end
        years = requirement.window.last_years
        return years_before(horizon.end, years) + timedelta(days=1), horizon.end

    def given_by_history(self, cadre_id, requirement) -> Fraction:
        first, last = self.window(requirement)
        rows = [
            row
            for row in self.scenario.history
            if row.cadre == cadre_id
            and row.completed
            and first <= row.date <= last
            and row.date < self.scenario.horizon.start
            and (row.counts_for is None or requirement.id in row.counts_for)
        ]
        if requirement.unit == "class":
            return Fraction(len({row.class_id for row in rows}))
        if requirement.unit == "day":
            return Fraction(len({(row.class_id, row.date) for row in rows}))
        taken = {(row.class_id, row.module) for row in rows if row.module in self.modules}
        return sum((self.periods(module) for _, module in taken), Fraction(0))

    def target(self, tier) -> int:
        target = tier.path.get(self.scenario.horizon.end.year, tier.target)
        if target.count is not None:
            return target.count
        size = sum(cadre.tier == tier.id for cadre in self.population)
        return math.ceil(exact(target.share) * size)
