"""Kinds of classes (alike in all the relaxation sees), places of rooms, offers of electives."""

import math
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.curriculum import MENUS_AT_MOST, make_menu
from scheduler.formulation.decisions import first_repeat, within_repeat_share
from scheduler.formulation.instance import Bools, ClassData, Floats, Instance, Ints, ProgrammeData

OFFERS_AT_MOST = 24


@dataclass(frozen=True)
class Place:
    """Rooms alike: same venue, capacity, cost per day, and both online or not."""

    rooms: tuple[int, ...]
    site: int
    capacity: int
    cost: float


@dataclass(frozen=True)
class Site:
    """A venue's rooms that are equally far: all online or none; people are assigned to sites."""

    venue: int
    rooms: frozenset[int]
    km: Floats  # [u]
    serves: Bools  # [u]


@dataclass(frozen=True)
class Offer:
    """One menu, or several merged: then every figure is the most favourable one."""

    electives: tuple[int, ...] | None
    days: int
    most_days: int
    length: int
    periods: float
    repeat: Floats  # [i]
    allowed: Bools  # [i]


@dataclass(frozen=True)
class Kind:
    """Candidate classes alike in all the relaxation sees; `least` of them open."""

    programme: int
    classes: tuple[int, ...]
    least: int
    most: int
    rooms: tuple[int, ...]
    offers: tuple[int, ...]
    fixed: dict[int, int]
    members: Ints | None
    size_min: int
    size_max: int
    kept: bool | None

    @property
    def example(self) -> int:
        """Return the index of one class of the kind."""
        return self.classes[0]


def derive_places(instance: Instance, *, merged: bool) -> tuple[list[Place], list[Site]]:
    """Return the places and sites of the instance; merged: one site, as near as the nearest."""
    by_site: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for r in range(len(instance.room_ids)):
        by_site[int(instance.room_venue[r]), bool(instance.room_online[r])].append(r)
    sites: list[Site] = []
    places: list[Place] = []
    for (venue, _), rooms in sorted(by_site.items()):
        alike: dict[tuple[int, float], list[int]] = defaultdict(list)
        for r in rooms:
            alike[int(instance.room_capacity[r]), float(instance.room_cost[r])].append(r)
        places += [Place(tuple(rs), len(sites), *key) for key, rs in sorted(alike.items())]
        km, serves = instance.km[:, rooms[0]], instance.serves[venue]
        sites.append(Site(venue, frozenset(rooms), km, serves))
    if merged and len(sites) > 1:
        reach = np.array([np.where(site.serves, site.km, np.inf) for site in sites]).min(axis=0)
        served = np.isfinite(reach)
        everywhere = frozenset(range(len(instance.room_ids)))
        sites = [Site(-1, everywhere, np.where(served, reach, 0.0), served)]
        places = [replace(place, site=0) for place in places]
    return places, sites


def derive_offers(instance: Instance, programme: ProgrammeData) -> list[Offer]:
    """Return the offers of a programme: its menus, or one merged offer when they are many."""
    ways = math.prod(math.comb(len(ms), count) for count, ms in programme.choices)
    if ways > min(OFFERS_AT_MOST, MENUS_AT_MOST) and programme.menus:
        return [_merged(instance, programme)]
    return [
        Offer(
            electives=menu.electives,
            days=menu.days,
            most_days=menu.days,
            length=menu.length,
            periods=menu.periods,
            repeat=first_repeat(instance, menu),
            allowed=within_repeat_share(instance, menu),
        )
        for menu in programme.menus
    ]


def _merged(instance: Instance, programme: ProgrammeData) -> Offer:
    """Return an offer that is at least as good as any menu, in every figure."""
    activities = sum(activity.sessions for activity in programme.activities)
    core = make_menu(instance, programme.core, (), activities)
    share = instance.scenario.rules.max_repeat_share
    seen = instance.seen @ instance.exposure.T  # [i, m] periods of m on seen topics
    whole = instance.exposure.sum(axis=1)
    least, most, periods = core.length, core.length, core.periods
    repeat = first_repeat(instance, core)
    excess = instance.seen @ core.total - share * core.total.sum()
    for count, modules in programme.choices:
        options = list(modules)
        sessions = np.sort(instance.module_sessions[options])
        least += int(sessions[:count].sum())
        most += int(sessions[len(sessions) - count :].sum())
        periods += float(np.sort(instance.module_periods[options])[len(options) - count :].sum())
        repeat = repeat + np.sort(seen[:, options], axis=1)[:, :count].sum(axis=1)
        over = seen[:, options] - share * whole[options]
        excess = excess + np.sort(over, axis=1)[:, :count].sum(axis=1)
    if programme.max_days is not None:
        most = min(most, programme.max_days * instance.slots_per_day)
    return Offer(
        electives=None,
        days=math.ceil(least / instance.slots_per_day),
        most_days=math.ceil(max(least, most) / instance.slots_per_day),
        length=least,
        periods=periods,
        repeat=np.maximum(0.0, repeat - 1e-9),
        allowed=excess <= 1e-6,
    )


def derive_kinds(instance: Instance, offers: dict[int, list[Offer]]) -> list[Kind]:
    """Return the kinds of classes that may open, in the order of their first class."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for cls in instance.classes:
        if cls.may_open:
            alike[_key(instance, cls)].append(cls.index)
    return [_kind(instance, tuple(ks), offers) for ks in alike.values()]


def _key(instance: Instance, cls: ClassData) -> tuple[object, ...]:
    return (
        cls.programme,
        tuple(instance.rooms(cls.index)),
        cls.first_day,
        cls.last_day,
        cls.start,
        cls.must_open,
        cls.electives,
        tuple(sorted(cls.lecturers.items())),
        cls.index if cls.frozen is not None else None,
        _kept(instance, cls),
    )


def _kept(instance: Instance, cls: ClassData) -> bool | None:
    """Return whether the class can keep the baseline's start and room; None without baseline."""
    before = cls.baseline
    if before is None:
        return None
    rooms = instance.rooms(cls.index)
    return any(
        before.start in instance.starts(cls.index, menu.days)
        and before.room in rooms
        and instance.room_is_free(before.room, before.start, menu.length)
        for menu in menus_of_class(instance, cls.index)
    )


def _kind(instance: Instance, classes: tuple[int, ...], offers: dict[int, list[Offer]]) -> Kind:
    cls = instance.classes[classes[0]]
    programme = instance.programmes[cls.programme]
    taken = {menu.electives for menu in menus_of_class(instance, cls.index)}
    fixed = dict(cls.lecturers)
    members, least, most = None, programme.size_min, programme.size_max
    if cls.frozen is not None:
        fixed = {**fixed, **cls.frozen.lecturers}
        members = cls.frozen.members[cls.frozen.members >= 0]
        least = most = len(members)
    return Kind(
        programme=cls.programme,
        classes=classes,
        least=len(classes) if cls.must_open else 0,
        most=len(classes),
        rooms=tuple(instance.rooms(cls.index)),
        offers=tuple(
            g
            for g, offer in enumerate(offers[cls.programme])
            if offer.electives is None or offer.electives in taken
        ),
        fixed=fixed,
        members=members,
        size_min=least,
        size_max=most,
        kept=_kept(instance, cls),
    )
