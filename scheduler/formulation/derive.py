"""Derive the arrays of an Instance from a Scenario (problem.md, section 2)."""

import math
from collections import defaultdict
from datetime import date
from fractions import Fraction

import numpy as np

from models.calendar import WEEKDAYS
from models.people import Target, Unit
from models.resources import Venue
from models.scenario import Scenario
from scheduler.formulation.classes import derive_classes
from scheduler.formulation.curriculum import derive_programmes
from scheduler.formulation.instance import COMPONENTS, Bools, Floats, Instance, Ints

EARTH_RADIUS_KM = 6371.0
DEFAULTED = {
    "scenario",
    "num_days",
    "slots_per_day",
    "open_days",
    "weights",
    "has_baseline",
    "lost_moves",
}


def derive(scenario: Scenario) -> Instance:
    """Return the scenario as arrays; indices follow sorted ids, so row order has no influence."""
    days = (scenario.horizon.end - scenario.horizon.start).days + 1
    instance = _empty(scenario, days)
    _calendar(instance)
    _people(instance)
    _curriculum(instance)
    _history(instance)
    _targets(instance)
    _resources(instance)
    _absences(instance)
    derive_programmes(instance)
    derive_classes(instance)
    instance.weights = np.array(
        [[level.get(c, 0.0) for c in COMPONENTS] for level in scenario.objective], dtype=float
    )
    instance.has_baseline = scenario.baseline is not None
    return instance


def _empty(scenario: Scenario, days: int) -> Instance:
    blank = {name: None for name in Instance.__dataclass_fields__ if name not in DEFAULTED}
    return Instance(
        scenario=scenario,
        num_days=days,
        slots_per_day=len(scenario.calendar.slots),
        **blank,  # type: ignore[arg-type]
    )


def _span(instance: Instance, start: date, end: date) -> tuple[int, int]:
    """Return the days of a closed date range inside the horizon as a half-open interval."""
    origin = instance.scenario.horizon.start
    first = max(0, (start - origin).days)
    return first, max(first, min(instance.num_days, (end - origin).days + 1))


def _calendar(instance: Instance) -> None:
    calendar = instance.scenario.calendar
    dates = [instance.date_of(d) for d in range(instance.num_days)]
    off = set(calendar.public_holidays or ())
    working = np.array(
        [WEEKDAYS[day.weekday()] in calendar.workdays and day not in off for day in dates]
    )
    for day_off in calendar.days_off:
        first, last = _span(instance, day_off.start, day_off.end)
        working[first:last] = False
    extra = set(calendar.extra_workdays)
    working |= np.array([day in extra for day in dates])
    risk = np.zeros(instance.num_days)
    for period in calendar.risk:
        first, last = _span(instance, period.start, period.end)
        risk[first:last] += period.weight
    monday = instance.scenario.horizon.start.weekday()
    instance.working = working
    instance.week = (np.arange(instance.num_days) + monday) // 7
    base = dates[0].year * 12 + dates[0].month
    instance.month = np.array([day.year * 12 + day.month - base for day in dates], dtype=np.int64)
    instance.risk = risk


def _people(instance: Instance) -> None:
    scenario = instance.scenario
    end = scenario.horizon.end
    planned = sorted(
        (
            cadre
            for cadre in scenario.cadres
            if cadre.eligible
            and (cadre.active_from is None or cadre.active_from <= end)
            and (cadre.active_to is None or cadre.active_to >= end)
        ),
        key=lambda cadre: cadre.id,
    )
    tiers = {tier.id: n for n, tier in enumerate(scenario.tiers)}
    units = {unit.id: n for n, unit in enumerate(scenario.units)}
    groups = {g: n for n, g in enumerate(sorted({c.cover_group for c in planned if c.cover_group}))}
    instance.cadre_ids = [cadre.id for cadre in planned]
    instance.tier_of = np.array([tiers[c.tier] for c in planned], dtype=np.int64)
    instance.unit_of = np.array([units[c.unit] for c in planned], dtype=np.int64)
    instance.priority = np.array([c.priority for c in planned], dtype=float)
    instance.group_of = np.array(
        [groups[c.cover_group] if c.cover_group else -1 for c in planned], dtype=np.int64
    )
    sizes = np.bincount(instance.unit_of, minlength=len(units))
    default = scenario.rules.max_absent
    instance.unit_cap = np.array(
        [
            _cap(unit.max_absent if unit.max_absent is not None else default, int(size))
            for unit, size in zip(scenario.units, sizes, strict=True)
        ],
        dtype=np.int64,
    )


def _cap(max_absent: float | None, size: int) -> int:
    if max_absent is None:
        return size
    if max_absent >= 1:
        return int(max_absent)
    return max(1, math.floor(Fraction(str(max_absent)) * size))


def _curriculum(instance: Instance) -> None:
    scenario = instance.scenario
    modules = sorted(scenario.modules, key=lambda module: module.id)
    topics = sorted({topic for module in modules for topic in module.topics})
    topic_index = {topic: t for t, topic in enumerate(topics)}
    per_session = scenario.rules.periods_per_session
    instance.module_ids = [module.id for module in modules]
    instance.topic_ids = topics
    instance.module_sessions = np.array([m.sessions for m in modules], dtype=np.int64)
    instance.module_periods = np.array(
        [m.sessions * per_session if m.periods is None else m.periods for m in modules], dtype=float
    )
    exposure = np.zeros((len(modules), len(topics)))
    for m, module in enumerate(modules):
        weights = sum(Fraction(str(w)) for w in module.topics.values())
        for topic, w in module.topics.items():
            share = Fraction(str(w)) / weights
            periods = Fraction(str(float(instance.module_periods[m])))
            exposure[m, topic_index[topic]] = float(periods * share)
    instance.exposure = exposure


def years_before(day: date, years: int) -> date:
    """Return the same day `years` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _history(instance: Instance) -> None:
    scenario = instance.scenario
    horizon = scenario.horizon
    cadres = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    modules = {module: m for m, module in enumerate(instance.module_ids)}
    remembered = years_before(horizon.start, scenario.rules.memory_years)
    requirements = scenario.requirements
    starts = [_window_start(scenario, q) for q in range(len(requirements))]
    given: dict[tuple[int, int], set[tuple[str, str]]] = defaultdict(set)
    seen = np.zeros((instance.num_cadres, len(instance.topic_ids)), dtype=bool)
    taught = instance.exposure > 0
    for row in scenario.history:
        i = cadres.get(row.cadre)
        if i is None or not row.completed or row.date >= horizon.start:
            continue
        m = modules.get(row.module)
        if m is not None and row.date >= remembered:
            seen[i] |= taught[m]
        for q, requirement in enumerate(requirements):
            if row.date < starts[q] or row.date > horizon.end:
                continue
            if row.counts_for is not None and requirement.id not in row.counts_for:
                continue
            key = {
                "class": (row.class_id, ""),
                "day": (row.class_id, row.date.isoformat()),
                "period": (row.class_id, row.module),
            }
            given[i, q].add(key[requirement.unit])
    instance.seen = seen
    instance.requirement_unit = [requirement.unit for requirement in requirements]
    instance.requirement_min = np.array([r.min for r in requirements], dtype=float)
    instance.requirement_start = np.array(
        [(start - horizon.start).days for start in starts], dtype=np.int64
    )
    tier_ids = [tier.id for tier in scenario.tiers]
    instance.requirement_names = np.array(
        [[tier in r.tiers for tier in tier_ids] for r in requirements], dtype=bool
    ).reshape(len(requirements), len(tier_ids))
    instance.remaining = _remaining(instance, given, modules)
    instance.covered = np.asarray((instance.remaining <= 0).all(axis=1), dtype=bool)


def _window_start(scenario: Scenario, q: int) -> date:
    window = scenario.requirements[q].window
    if window == "term":
        return scenario.term.start
    if window == "horizon":
        return scenario.horizon.start
    last = years_before(scenario.horizon.end, window.last_years)
    return date.fromordinal(last.toordinal() + 1)


def _remaining(
    instance: Instance, given: dict[tuple[int, int], set[tuple[str, str]]], modules: dict[str, int]
) -> Floats:
    remaining = np.zeros((instance.num_cadres, len(instance.requirement_unit)))
    for q in range(len(instance.requirement_unit)):
        named = instance.requirement_names[q][instance.tier_of]
        remaining[:, q] = np.where(named, instance.requirement_min[q], 0.0)
    for (i, q), keys in given.items():
        value = float(len(keys))
        if instance.requirement_unit[q] == "period":
            value = math.fsum(
                float(instance.module_periods[modules[key[1]]])
                for key in sorted(keys)
                if key[1] in modules
            )
        remaining[i, q] = max(0.0, remaining[i, q] - value)
    remaining[remaining < 1e-9] = 0.0
    return remaining


def _persons(target: Target, population: int) -> int:
    if target.count is not None:
        return target.count
    return math.ceil(Fraction(str(target.share)) * population)


def _targets(instance: Instance) -> None:
    tiers = instance.scenario.tiers
    year = instance.scenario.horizon.end.year
    population = np.bincount(instance.tier_of, minlength=len(tiers))
    before = np.bincount(instance.tier_of[instance.covered], minlength=len(tiers))
    target = [
        _persons(tier.path.get(year, tier.target), int(n))
        for tier, n in zip(tiers, population, strict=True)
    ]
    instance.tier_weight = np.array([tier.weight for tier in tiers], dtype=float)
    instance.tier_population = population.astype(np.int64)
    instance.tier_target = np.array(target, dtype=np.int64)
    instance.tier_need = np.maximum(0, instance.tier_target - before)


def _limits(values: list[int | None], none: int) -> Ints:
    return np.array(
        [none if value is None else min(value, none) for value in values], dtype=np.int64
    )


def _resources(instance: Instance) -> None:
    scenario = instance.scenario
    lecturers = sorted(scenario.lecturers, key=lambda lecturer: lecturer.id)
    rooms = sorted(scenario.rooms, key=lambda room: room.id)
    venues = sorted(scenario.venues, key=lambda venue: venue.id)
    venue_index = {venue.id: v for v, venue in enumerate(venues)}
    slots = instance.num_slots
    instance.lecturer_ids = [lecturer.id for lecturer in lecturers]
    instance.lecturer_total = _limits([x.max_sessions for x in lecturers], slots)
    instance.lecturer_week = _limits(
        [x.max_per_week for x in lecturers], 7 * instance.slots_per_day
    )
    instance.lecturer_day = _limits([x.max_per_day for x in lecturers], instance.slots_per_day)
    instance.lecturer_fee = np.array([x.fee for x in lecturers], dtype=float)
    instance.room_ids = [room.id for room in rooms]
    instance.room_venue = np.array([venue_index[room.venue] for room in rooms], dtype=np.int64)
    instance.room_capacity = np.array([room.capacity for room in rooms], dtype=np.int64)
    instance.room_cost = np.array([room.cost_per_day for room in rooms], dtype=float)
    instance.room_online = np.array([room.online for room in rooms], dtype=bool)
    instance.venue_ids = [venue.id for venue in venues]
    below = units_below(scenario)
    serves = np.ones((len(venues), len(scenario.units)), dtype=bool)
    for v, venue in enumerate(venues):
        if venue.serves:
            served = set().union(*(below[unit] for unit in venue.serves))
            serves[v] = [unit.id in served for unit in scenario.units]
    instance.serves = serves
    instance.km = _distances(instance, venues)
    instance.lecturer_free, instance.room_free = _availability(instance, venue_index)


def units_below(scenario: Scenario) -> dict[str, set[str]]:
    """Return for each unit itself and all units below it."""
    parent = {unit.id: unit.parent for unit in scenario.units}
    below: dict[str, set[str]] = {unit: {unit} for unit in parent}
    for unit in parent:
        above = parent[unit]
        while above is not None:
            below[above].add(unit)
            above = parent[above]
    return below


def _distances(instance: Instance, venues: list[Venue]) -> Floats:
    scenario = instance.scenario
    table = {(row.unit, row.venue): row.km for row in scenario.distances}
    by_venue = np.zeros((len(scenario.units), len(venues)))
    for u, unit in enumerate(scenario.units):
        for v, venue in enumerate(venues):
            if (unit.id, venue.id) in table:
                by_venue[u, v] = table[unit.id, venue.id]
            else:
                by_venue[u, v] = scenario.rules.road_factor * _between(unit, venue)
    km: Floats = by_venue[:, instance.room_venue]
    km[:, instance.room_online] = 0.0
    return km


def _between(unit: Unit, venue: Venue) -> float:
    """Return the great-circle km from a unit to a venue, 0 where a coordinate is missing."""
    if unit.lat is None or unit.lon is None or venue.lat is None or venue.lon is None:
        return 0.0
    return haversine(unit.lat, unit.lon, venue.lat, venue.lon)


def haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in km between two points given in degrees."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi, half_lambda = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    a = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(a)))


def _availability(instance: Instance, venue_index: dict[str, int]) -> tuple[Bools, Bools]:
    slots = {slot.id: n for n, slot in enumerate(instance.scenario.calendar.slots)}
    size = instance.slots_per_day
    lecturers = {lecturer: n for n, lecturer in enumerate(instance.lecturer_ids)}
    rooms = {room: n for n, room in enumerate(instance.room_ids)}
    lecturer_free = np.ones((len(lecturers), instance.num_days, size), dtype=bool)
    room_free = np.ones((len(rooms), instance.num_days, size), dtype=bool)
    for row in instance.scenario.unavailability:
        first, last = _span(instance, row.start, row.end)
        slot = slice(None) if row.slot is None else slots[row.slot]
        if row.kind == "lecturer":
            lecturer_free[lecturers[row.id], first:last, slot] = False
        elif row.kind == "room":
            room_free[rooms[row.id], first:last, slot] = False
        elif row.kind == "venue":
            for r in np.flatnonzero(instance.room_venue == venue_index[row.id]):
                room_free[r, first:last, slot] = False
    slots_all = instance.num_slots
    return (
        lecturer_free.reshape(len(lecturers), slots_all),
        room_free.reshape(len(rooms), slots_all),
    )


def unavailable_days(instance: Instance) -> Bools:
    """Return [d, i]: cadre i, or the unit of i, is closed or unavailable on day d (H11)."""
    scenario = instance.scenario
    away = np.zeros((instance.num_days, instance.num_cadres), dtype=bool)
    index = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    below = units_below(scenario)
    unit_ids = [unit.id for unit in scenario.units]
    for row in scenario.unavailability:
        first, last = _span(instance, row.start, row.end)
        if row.kind == "cadre" and row.id in index:
            away[first:last, index[row.id]] = True
        elif row.kind == "unit":
            concerned = np.array([unit in below[row.id] for unit in unit_ids])
            away[first:last, concerned[instance.unit_of]] = True
    tier_ids = [tier.id for tier in scenario.tiers]
    for closure in scenario.calendar.closures:
        if not closure.units:
            continue
        first, last = _span(instance, closure.start, closure.end)
        closed = set().union(*(below[unit] for unit in closure.units))
        hit = np.array([unit in closed for unit in unit_ids])[instance.unit_of]
        if closure.tiers:
            hit &= np.array([tier in closure.tiers for tier in tier_ids])[instance.tier_of]
        away[first:last, hit] = True
    return away


def _absences(instance: Instance) -> None:
    scenario = instance.scenario
    away = unavailable_days(instance)
    index = {cadre: i for i, cadre in enumerate(instance.cadre_ids)}
    for cadre in scenario.cadres:
        i = index.get(cadre.id)
        if i is not None and cadre.active_from is not None:
            first, last = _span(instance, scenario.horizon.start, cadre.active_from)
            away[first : last - 1 if cadre.active_from > scenario.horizon.start else first, i] = (
                True
            )
    total = np.zeros((instance.num_days + 1, instance.num_cadres), dtype=np.int32)
    np.cumsum(away, axis=0, out=total[1:])
    instance.away = total
