"""The scenario by id, with the derived data of the problem page, computed on dates and ids."""

import math
from collections import Counter, defaultdict
from copy import copy
from datetime import date
from fractions import Fraction
from functools import cached_property

from models.calendar import WEEKDAYS
from models.people import Cadre, Tier, Unavailability
from models.resources import Room
from models.scenario import Scenario
from scheduler.checker.exact import exact, years_before

EARTH_RADIUS_KM = 6371.0
# What facts are made of besides the classes; objective, baseline and limits are no part of them.
MADE_OF = (
    *("term", "horizon", "calendar", "tiers", "requirements", "programmes", "rules"),
    *("units", "cadres", "history", "modules", "lecturers", "qualifications"),
    *("venues", "rooms", "unavailability", "distances"),
)


class Facts:
    """What a scenario says and implies; everything is looked up by id."""

    def __init__(self, scenario: Scenario) -> None:
        if scenario.calendar.country is not None and scenario.calendar.public_holidays is None:
            raise ValueError("the public holidays of the scenario are not resolved")
        self.scenario = scenario
        self.units = {unit.id: unit for unit in scenario.units}
        self.cadres = {cadre.id: cadre for cadre in scenario.cadres}
        self.tiers = {tier.id: tier for tier in scenario.tiers}
        self.modules = {module.id: module for module in scenario.modules}
        self.lecturers = {lecturer.id: lecturer for lecturer in scenario.lecturers}
        self.venues = {venue.id: venue for venue in scenario.venues}
        self.rooms = {room.id: room for room in scenario.rooms}
        self.programmes = {programme.id: programme for programme in scenario.programmes}
        self.classes = {item.id: item for item in scenario.classes}
        self.slots = {slot.id: place for place, slot in enumerate(scenario.calendar.slots)}
        self._max_absent: dict[str, int | None] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._working: dict[date, bool] = {}
        self._km: dict[tuple[str, str], Fraction] = {}
        # What history alone gives each cadre, by requirement: `coverage` keeps it here.
        self.past: dict[str, dict[str, Fraction | int]] = {}

    def amended(self, scenario: Scenario) -> "Facts":
        """Return these facts, with all that is computed, for a scenario with other classes.

        Raises ValueError where anything else that facts are made of differs.
        """
        differing = [
            name for name in MADE_OF if getattr(scenario, name) != getattr(self.scenario, name)
        ]
        if differing:
            raise ValueError(f"the facts are those of another scenario: {', '.join(differing)}")
        facts = copy(self)
        facts.scenario = scenario
        facts.classes = {item.id: item for item in scenario.classes}
        return facts

    # Days

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` is worked; extra working days win over everything else."""
        if day not in self._working:
            calendar = self.scenario.calendar
            self._working[day] = day in calendar.extra_workdays or (
                WEEKDAYS[day.weekday()] in calendar.workdays
                and day not in (calendar.public_holidays or ())
                and not any(off.start <= day <= off.end for off in calendar.days_off)
            )
        return self._working[day]

    @cached_property
    def _away(self) -> dict[tuple[str, str], list[Unavailability]]:
        away: dict[tuple[str, str], list[Unavailability]] = defaultdict(list)
        for row in self.scenario.unavailability:
            away[row.kind, row.id].append(row)
        return dict(away)

    def is_ever_away(self, kind: str, subject: str) -> bool:
        """Tell whether any unavailability names the subject."""
        return (kind, subject) in self._away

    def away_on_day(self, kind: str, subject: str, day: date) -> Unavailability | None:
        """Return what keeps the subject away on `day`, be it for one slot only."""
        for row in self._away.get((kind, subject), ()):
            if row.start <= day <= row.end:
                return row
        return None

    def away_in_slot(self, kind: str, subject: str, day: date, slot: str) -> bool:
        """Tell whether the subject is away in this slot of `day`."""
        return any(
            row.start <= day <= row.end and row.slot in (None, slot)
            for row in self._away.get((kind, subject), ())
        )

    # People

    def is_active(self, cadre: Cadre, day: date) -> bool:
        """Tell whether the cadre is active on `day`; both ends are inclusive."""
        return (cadre.active_from is None or cadre.active_from <= day) and (
            cadre.active_to is None or day <= cadre.active_to
        )

    @cached_property
    def planned(self) -> dict[str, Cadre]:
        """The population by id: eligible and active on the last day of the horizon."""
        last = self.scenario.horizon.end
        return {
            cadre.id: cadre
            for cadre in self.scenario.cadres
            if cadre.eligible and self.is_active(cadre, last)
        }

    @cached_property
    def population(self) -> Counter[str]:
        """The number of planned cadres of each tier."""
        return Counter(cadre.tier for cadre in self.planned.values())

    @cached_property
    def unit_size(self) -> Counter[str]:
        """The number of planned cadres of each unit alone."""
        return Counter(cadre.unit for cadre in self.planned.values())

    def target(self, tier: Tier) -> int:
        """Return the persons wanted: the path's value for the last year wins, shares round up."""
        target = tier.path.get(self.scenario.horizon.end.year, tier.target)
        if target.count is not None:
            return target.count
        return math.ceil(exact(target.share or 0) * self.population[tier.id])

    def max_absent(self, unit: str) -> int | None:
        """Return how many cadres of the unit may be in class on one day, None for no limit."""
        if unit not in self._max_absent:
            self._max_absent[unit] = self._limit_of(unit)
        return self._max_absent[unit]

    def _limit_of(self, unit: str) -> int | None:
        own = self.units[unit].max_absent if unit in self.units else None
        limit = self.scenario.rules.max_absent if own is None else own
        if limit is None:
            return None
        if limit >= 1:
            return int(limit)
        return max(1, math.floor(exact(limit) * self.unit_size[unit]))

    def unit_and_above(self, unit: str) -> frozenset[str]:
        """Return the unit with all units above it."""
        if unit not in self._above:
            chain: list[str] = []
            step: str | None = unit
            while step is not None and step not in chain:
                chain.append(step)
                step = self.units[step].parent if step in self.units else None
            self._above[unit] = frozenset(chain)
        return self._above[unit]

    # Places

    @cached_property
    def _road(self) -> dict[tuple[str, str], Fraction]:
        return {(row.unit, row.venue): exact(row.km) for row in self.scenario.distances}

    def km(self, unit: str, room: Room) -> Fraction:
        """Return the one-way distance: nothing to an online room, the table, else by air."""
        if room.online:
            return Fraction(0)
        key = (unit, room.venue)
        if key not in self._km:
            road = self._road.get(key)
            self._km[key] = self._km_by_air(*key) if road is None else road
        return self._km[key]

    def _km_by_air(self, unit_id: str, venue_id: str) -> Fraction:
        unit, venue = self.units.get(unit_id), self.venues.get(venue_id)
        if unit is None or venue is None:
            return Fraction(0)
        places = (unit.lat, unit.lon, venue.lat, venue.lon)
        lat1, lon1, lat2, lon2 = (math.radians(value or 0) for value in places)
        if None in places:
            return Fraction(0)
        half = (
            math.sin((lat2 - lat1) / 2) ** 2
            + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
        )
        km = 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))
        return Fraction(km) * exact(self.scenario.rules.road_factor)

    # Teaching

    @cached_property
    def periods(self) -> dict[str, Fraction]:
        """The periods of each module."""
        each = exact(self.scenario.rules.periods_per_session)
        return {
            module.id: module.sessions * each if module.periods is None else exact(module.periods)
            for module in self.scenario.modules
        }

    @cached_property
    def _topic_fractions(self) -> dict[str, dict[str, Fraction]]:
        fractions = {}
        for module in self.scenario.modules:
            weights = {topic: exact(weight) for topic, weight in module.topics.items()}
            whole = sum(weights.values())
            fractions[module.id] = {
                topic: self.periods[module.id] * weight / whole for topic, weight in weights.items()
            }
        return fractions

    @cached_property
    def topic_scale(self) -> int:
        """How many parts a period is cut into, so that all topic periods are whole numbers."""
        denominators = {
            periods.denominator
            for topics in self._topic_fractions.values()
            for periods in topics.values()
        }
        return math.lcm(*denominators)

    @cached_property
    def topic_parts(self) -> dict[str, dict[str, int]]:
        """For each module the periods of each topic, in parts of a period (`topic_scale`)."""
        return {
            module: {topic: int(periods * self.topic_scale) for topic, periods in topics.items()}
            for module, topics in self._topic_fractions.items()
        }

    @cached_property
    def seen(self) -> dict[str, set[str]]:
        """For each cadre the topics that completed history within memory holds."""
        last = self.scenario.horizon.start
        first = years_before(last, self.scenario.rules.memory_years)
        topics = {module.id: tuple(module.topics) for module in self.scenario.modules}
        seen: dict[str, set[str]] = defaultdict(set)
        for row in self.scenario.history:
            if row.completed and first <= row.date < last and row.module in topics:
                seen[row.cadre].update(topics[row.module])
        return seen

    @cached_property
    def _qualified(self) -> dict[tuple[str, str], list[tuple[str | None, int]]]:
        rows: dict[tuple[str, str], list[tuple[str | None, int]]] = defaultdict(list)
        for row in self.scenario.qualifications:
            rows[row.lecturer, row.module].append((row.tier, row.level))
        return dict(rows)

    def level(self, lecturer: str, module: str, tier: str) -> int | None:
        """Return the best level at which the lecturer may teach the module to the tier."""
        theme = self.modules[module].theme
        names = ["*", module] if theme is None else ["*", f"theme:{theme}", module]
        levels = [
            level
            for name in names
            for row_tier, level in self._qualified.get((lecturer, name), ())
            if row_tier in (None, tier)
        ]
        return max(levels, default=None)
