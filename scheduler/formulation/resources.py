"""Lecturers, rooms and venues as arrays: limits, distances, when they are free."""

import math

import numpy as np

from models.people import Unit
from models.resources import Venue
from scheduler.formulation.absences import span_of, units_below
from scheduler.formulation.instance import Bools, Floats, Instance, Ints

EARTH_RADIUS_KM = 6371.0


def derive_resources(instance: Instance) -> None:
    """Fill everything about lecturers, rooms and venues."""
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


def _limits(values: list[int | None], none: int) -> Ints:
    return np.array(
        [none if value is None else min(value, none) for value in values], dtype=np.int64
    )


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
        first, last = span_of(instance, row.start, row.end)
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
