"""Relaxations of what concerns cadres and units: H1, H2, H10 to H13."""

import math
from collections.abc import Collection
from functools import partial

from models.people import Cadre
from models.training_class import TrainingClass
from scheduler.formulation.absences import units_below
from scheduler.solve.relax_classes import data_of, more_classes, more_repeats, programme_of
from scheduler.solve.relax_presence import closures, presence
from scheduler.solve.relaxation import (
    NUMBER,
    PERMISSION,
    PRESENCE,
    WISH,
    Case,
    Edit,
    Family,
    numeric,
    single,
    with_fixed,
    with_item,
)
from scheduler.solve.remedy_words import listed, say


def cadre_of(case: Case, subject: str) -> Cadre | None:
    """Return the cadre with an id."""
    return next((cadre for cadre in case.scenario.cadres if cadre.id == subject), None)


def cadres_off(case: Case, pool: Collection[str]) -> list[Family]:
    """Take one cadre of the pool, or two, or more, off what classes fix."""
    found = []
    for cls in case.classes:
        named = sorted(set(cls.fixed.cadres) & set(pool))
        if not named:
            continue

        # A class that only its cadres open keeps one of them: else it would just stay closed.
        keeps = 0 if cls.required or cls.fixed.open or len(named) < len(cls.fixed.cadres) else 1
        edit = partial(_without, case, cls, named)
        found.append(Family(max(1, len(named) - keeps), WISH, edit))
    return found


def _without(case: Case, cls: TrainingClass, named: list[str], number: int) -> Edit:
    """Return the edit that takes the last `number + 1` of the named cadres off a class."""
    gone = named[-number - 1 :]
    rest = tuple(one for one in cls.fixed.cadres if one not in gone)
    sentence = say("cadres_off", cadres=listed(gone), class_id=cls.id)
    return Edit(sentence, WISH + 0.1 * number, with_fixed(case.scenario, cls, cadres=rest))


def h1_admitted(case: Case, subject: str) -> list[Family]:
    """Plan the cadre again, earlier, or admit tier and title; or leave the cadre out."""
    cadre = cadre_of(case, subject)
    if cadre is None:
        return []
    scenario, horizon = case.scenario, case.scenario.horizon
    found = cadres_off(case, {subject})
    if not cadre.eligible:
        found.append(
            single(
                PRESENCE,
                say("eligible", cadre=subject),
                lambda: with_item(scenario, "cadres", subject, eligible=True),
            )
        )
    if cadre.active_from is not None and cadre.active_from > horizon.start:
        found.append(
            single(
                PRESENCE,
                say("active_from", cadre=subject, old=cadre.active_from, new=horizon.start),
                lambda: with_item(scenario, "cadres", subject, active_from=horizon.start),
            )
        )
    for cls in case.classes:
        programme = programme_of(case, cls)
        pid, tiers, titles = programme.id, programme.tiers, programme.titles
        if subject in cls.fixed.cadres and cadre.tier not in tiers:
            found.append(
                single(
                    PERMISSION,
                    say("admit_tier", tier=cadre.tier, programme=pid),
                    partial(with_item, scenario, "programmes", pid, tiers=(*tiers, cadre.tier)),
                )
            )
        if subject in cls.fixed.cadres and titles and cadre.title and cadre.title not in titles:
            found.append(
                single(
                    PERMISSION,
                    say("admit_title", title=cadre.title, programme=pid),
                    partial(with_item, scenario, "programmes", pid, titles=(*titles, cadre.title)),
                )
            )
    return found


def h2_often(case: Case, subject: str) -> list[Family]:
    """Let cadres attend more classes, or take this one off a class."""
    return cadres_off(case, {subject}) + more_classes(case)


def h10_served(case: Case, subject: str) -> list[Family]:
    """Let venues of the classes serve the cadre's unit."""
    cadre = cadre_of(case, subject)
    if cadre is None:
        return []
    instance = case.instance
    rooms = {r for cls in case.classes for r in data_of(case, cls).rooms}
    names = {instance.venue_ids[instance.room_venue[r]] for r in rooms}
    found = cadres_off(case, {subject})
    for venue in case.scenario.venues:
        if venue.id in names and venue.serves and cadre.unit not in venue.serves:
            serves = (*venue.serves, cadre.unit)
            found.append(
                single(
                    PERMISSION,
                    say("serve", venue=venue.id, unit=cadre.unit),
                    partial(with_item, case.scenario, "venues", venue.id, serves=serves),
                )
            )
    return found


def h11_away(case: Case, subject: str) -> list[Family]:
    """Strike an absence of the cadre or the unit, or lift a closure of them or of a class."""
    cls, cadre = case.definition(subject), cadre_of(case, subject)
    if cls is not None:
        tiers = set(programme_of(case, cls).tiers)
        return closures(
            case, lambda row: not row.units and (not row.tiers or bool(tiers & set(row.tiers)))
        )
    if cadre is None:
        return []
    above = {name for name, below in units_below(case.scenario).items() if cadre.unit in below}
    return [
        *cadres_off(case, {subject}),
        *presence(case, "cadre", {subject}),
        *presence(case, "unit", above),
        *closures(
            case,
            lambda row: bool(above & set(row.units)) and (not row.tiers or cadre.tier in row.tiers),
        ),
    ]


def h12_absent(case: Case, subject: str) -> list[Family]:
    """Let more of a unit be away, split a cover group, or take people off the classes."""
    scenario = case.scenario
    unit = next((unit for unit in scenario.units if unit.id == subject), None)
    if unit is None:
        group = {cadre.id for cadre in scenario.cadres if cadre.cover_group == subject}
        named = sorted(group & {one for cls in case.classes for one in cls.fixed.cadres})
        found = [
            single(
                PRESENCE,
                say("cover_group", cadre=one, group=subject),
                partial(with_item, scenario, "cadres", one, cover_group=None),
            )
            for one in named
        ]
        return found + cadres_off(case, group)
    old = scenario.rules.max_absent if unit.max_absent is None else unit.max_absent
    people = {cadre.id for cadre in scenario.cadres if cadre.unit == subject}
    found = cadres_off(case, people)
    if old is None:
        return found
    u = [one.id for one in scenario.units].index(subject)
    size, cap = int((case.instance.unit_of == u).sum()), int(case.instance.unit_cap[u])
    found += numeric(
        old,
        absences(old, cap, size),
        lambda new: with_item(scenario, "units", subject, max_absent=new),
        lambda new: say("max_absent", unit=subject, old=old, new=new),
        NUMBER,
    )
    return found


def absences(old: float, cap: int, size: int) -> list[float]:
    """Return the limits that let cap + 1, cap + 2, ... of the unit be away, as `old` is written."""
    if old >= 1:
        return [float(heads) for heads in range(cap + 1, size + 1)]
    shares = [math.ceil(100 * heads / size) / 100 for heads in range(cap + 1, size)]
    return [share for share in dict.fromkeys(shares) if share < 1] + [float(size)]


def h13_repeats(case: Case, subject: str) -> list[Family]:
    """Let people hear more again, or take the cadre off a class."""
    return cadres_off(case, {subject}) + more_repeats(case)
