"""Seeded tiny scenarios with every feature of the format, and small changes of their plans."""

import random
from datetime import date, timedelta

import numpy as np

from models.scenario import Scenario
from scheduler.formulation.decisions import ClassDecision

FIRST = date(2024, 4, 1)  # a Monday


def day(number):
    return (FIRST + timedelta(days=number)).isoformat()


def tiny(seed, *, days=None, cadres=None, forced=False):
    """A scenario that depends on the seed alone; most have a plan, some have none."""
    rng = random.Random(seed)
    days = days or rng.choice([10, 14, 21, 33])
    tiers = ["P", "D"][: rng.choice([1, 2, 2])]
    units = [f"U{n}" for n in range(rng.randint(1, 4))]
    cadre_ids = [f"C{n:02}" for n in range(cadres or rng.randint(4, 12))]
    modules = [f"M{n}" for n in range(rng.randint(4, 6))]
    lecturers = [f"L{n}" for n in range(rng.randint(2, 4))]
    venues = [f"V{n}" for n in range(rng.randint(1, 2))]
    rooms = [f"R{n}" for n in range(rng.randint(1, 3))]
    requirements = _requirements(rng, tiers)
    programmes = [
        _programme(rng, n, tiers, modules, requirements) for n in range(rng.randint(1, 2))
    ]
    return Scenario.model_validate(
        {
            "name": f"tiny-{seed}",
            "title": "Tiny",
            "language": rng.choice(["vi", "en"]),
            "timezone": "Asia/Ho_Chi_Minh",
            "term": {"from": "2021-01-01", "to": "2025-12-31"},
            "horizon": {"from": day(0), "to": day(days - 1)},
            "calendar": _calendar(rng, days, tiers, units),
            "units": [_unit(rng, units, u) for u in units],
            "cadres": [_cadre(rng, c, tiers, units, days) for c in cadre_ids],
            "history": _history(rng, cadre_ids, modules, requirements),
            "modules": [_module(rng, m) for m in modules],
            "lecturers": [_lecturer(rng, x) for x in lecturers],
            "qualifications": _qualifications(rng, lecturers, modules, tiers),
            "venues": [_venue(rng, v, units) for v in venues],
            "rooms": [_room(rng, r, venues) for r in rooms],
            "unavailability": _unavailability(
                rng, days, cadre_ids, lecturers, units, venues, rooms
            ),
            "distances": [
                {"unit": u, "venue": v, "km": rng.choice([0, 3, 7.5, 20])}
                for u in units
                for v in venues
                if rng.random() < 0.6
            ],
            "tiers": [_tier(rng, t) for t in tiers],
            "requirements": requirements,
            "programmes": programmes,
            "classes": _classes(rng, programmes, rooms, venues, lecturers, cadre_ids, days, forced),
            "rules": _rules(rng),
            "objective": _objective(rng),
        }
    )


def _maybe(rng, chance, value, otherwise=None):
    return value if rng.random() < chance else otherwise


def _calendar(rng, days, tiers, units):
    closures = [
        {
            "from": day(start),
            "to": day(start + rng.randint(0, 2)),
            "tiers": rng.sample(tiers, rng.randint(0, len(tiers))),
            "units": rng.sample(units, rng.randint(0, 1)),
        }
        for start in (rng.randrange(days) for _ in range(rng.randint(0, 2)))
    ]
    slots = [
        {"id": "S", "name": "Sáng", "start": "07:30", "end": "11:30"},
        {"id": "C", "name": "Chiều", "start": "13:30", "end": "17:00"},
        {"id": "T", "name": "Tối", "start": "18:30", "end": "21:00"},
    ]
    return {
        "workdays": ["mon", "tue", "wed", "thu", "fri", *_maybe(rng, 0.3, ["sat", "sun"], [])],
        "days_off": _maybe(rng, 0.3, [{"from": day(2), "to": day(2)}], []),
        "extra_workdays": _maybe(rng, 0.3, [day(5)], []),
        "closures": closures,
        "risk": _maybe(rng, 0.5, [{"from": day(3), "to": day(days), "weight": 0.5}], []),
        "slots": slots[: rng.choice([1, 2, 2, 3])],
        "public_holidays": [],
    }


def _unit(rng, units, unit):
    earlier = units[: units.index(unit)]
    parent = _maybe(rng, 0.4, rng.choice(earlier)) if earlier else None
    place = _maybe(rng, 0.5, {"lat": 16.5 + rng.random(), "lon": 107.0}, {})
    return {
        "id": unit,
        "name": unit,
        "parent": parent,
        "max_absent": rng.choice([None, 0.5, 0.4, 1, 2, 3]),
        **place,
    }


def _cadre(rng, cadre, tiers, units, days):
    return {
        "id": cadre,
        "name": cadre,
        "tier": rng.choice(tiers),
        "unit": rng.choice(units),
        "title": rng.choice([None, "Phó", "Trưởng"]),
        "active_from": _maybe(rng, 0.1, day(rng.randrange(days))),
        "active_to": _maybe(rng, 0.05, day(rng.randrange(days))),
        "eligible": rng.random() < 0.95,
        "priority": rng.choice([0, 0, 1, 2.5]),
        "cover_group": _maybe(rng, 0.3, rng.choice(["G1", "G2"])),
    }


def _history(rng, cadres, modules, requirements):
    return [
        {
            "cadre": rng.choice(cadres),
            "class": rng.choice(["OLD-1", "OLD-2", "OLD-3"]),
            "date": rng.choice(["2019-03-01", "2021-05-05", "2023-05-05", "2023-05-06"]),
            "module": rng.choice([*modules, "gone"]),
            "completed": rng.random() < 0.9,
            "counts_for": rng.choice([None, [], [requirements[0]["id"]]]),
        }
        for _ in range(rng.randint(0, 14))
    ]


def _module(rng, module):
    topics = rng.sample(["a", "b", "c", "d", "e"], rng.randint(0, 3))
    return {
        "id": module,
        "title": module,
        "topics": {topic: rng.choice([1, 2, 1.5]) for topic in topics},
        "theme": rng.choice([None, "x", "y"]),
        "sessions": rng.choice([1, 1, 1, 2]),
        "periods": rng.choice([None, None, 3, 5.5]),
    }


def _lecturer(rng, lecturer):
    return {
        "id": lecturer,
        "name": lecturer,
        "max_sessions": rng.choice([None, None, 4, 8]),
        "max_per_week": rng.choice([None, None, 3, 5]),
        "max_per_day": rng.choice([None, None, 1, 2]),
        "fee": rng.choice([0, 100, 250.5]),
    }


def _qualifications(rng, lecturers, modules, tiers):
    rows = [{"lecturer": lecturers[0], "module": "*", "level": rng.randint(1, 3)}]
    for lecturer in lecturers:
        for target in rng.sample([*modules, "theme:x", "theme:y"], 4):
            rows.append(
                {
                    "lecturer": lecturer,
                    "module": target,
                    "tier": _maybe(rng, 0.3, rng.choice(tiers)),
                    "level": rng.randint(1, 3),
                }
            )
    return rows


def _venue(rng, venue, units):
    place = _maybe(rng, 0.5, {"lat": 16.8, "lon": 107.1 + rng.random()}, {})
    return {
        "id": venue,
        "name": venue,
        "serves": _maybe(rng, 0.3, rng.sample(units, rng.randint(1, len(units))), []),
        **place,
    }


def _room(rng, room, venues):
    return {
        "id": room,
        "venue": rng.choice(venues),
        "capacity": rng.randint(2, 10),
        "cost_per_day": rng.choice([0, 50, 80]),
        "online": rng.random() < 0.15,
    }


def _unavailability(rng, days, cadres, lecturers, units, venues, rooms):
    kinds = {
        "cadre": cadres,
        "lecturer": lecturers,
        "unit": units,
        "venue": venues,
        "room": rooms,
    }
    rows = []
    for kind in rng.choices(list(kinds), weights=[5, 4, 1, 1, 1], k=rng.randint(0, 8)):
        start = rng.randrange(days)
        rows.append(
            {
                "kind": kind,
                "id": rng.choice(kinds[kind]),
                "from": day(start),
                "to": day(start + rng.randint(0, 4)),
                "slot": _maybe(rng, 0.4, "S"),
            }
        )
    return rows


def _tier(rng, tier):
    target = rng.choice([{"share": 1}, {"share": 0.6}, {"count": 3}])
    path = _maybe(rng, 0.2, {2024: {"share": 0.8}}, {})
    return {
        "id": tier,
        "name": tier,
        "weight": rng.choice([1, 2, 3]),
        "target": target,
        "path": path,
    }


def _requirements(rng, tiers):
    first = {"id": "Q1", "tiers": tiers, "window": "term", "unit": "class", "min": 1}
    second = {
        "id": "Q2",
        "tiers": [rng.choice(tiers)],
        "window": rng.choice(["term", "horizon", {"last_years": 1}, {"last_years": 3}]),
        "unit": rng.choice(["class", "day", "period"]),
        "min": rng.choice([1, 2, 4]),
    }
    return rng.choice([[first], [first, second], [first | {"min": 2}, second]])


def _programme(rng, number, tiers, modules, requirements):
    core = rng.sample(modules, rng.randint(1, 3))
    others = [m for m in modules if m not in core]
    choices = [{"count": 1, "from": others[:2]}, {"count": 2, "from": others[:3]}]
    choose = _maybe(rng, 0.5, [rng.choice(choices)], []) if len(others) >= 3 else []
    activities = [
        {"kind": "opening", "sessions": 1, "position": "first"},
        {"kind": "discussion", "sessions": rng.randint(1, 2)},
        {"kind": "report", "sessions": 1, "position": "last"},
        {"kind": "closing", "sessions": 1, "position": "last"},
    ]
    names = [requirement["id"] for requirement in requirements]
    return {
        "id": f"A{number}",
        "title": f"A{number}",
        "tiers": rng.sample(tiers, rng.randint(1, len(tiers))),
        "titles": _maybe(rng, 0.15, ["Phó"], []),
        "modules": core,
        "choose": choose,
        "activities": [a for a in activities if rng.random() < 0.25],
        "order": _maybe(rng, 0.5, [tuple(core[:2])], []) if len(core) > 1 else [],
        "size": {"min": rng.randint(0, 3), "max": rng.randint(3, 8)},
        "max_days": rng.choice([None, 5, 3]),
        "counts_for": rng.choice([None, None, names[:1], []]),
    }


def _classes(rng, programmes, rooms, venues, lecturers, cadres, days, forced):
    classes = []
    for number in range(rng.randint(2, 3)):
        programme = rng.choice(programmes)
        start = rng.randrange(max(1, days - 6))
        window = {"from": day(start), "to": day(start + 9)}
        electives = [m for choice in programme["choose"] for m in choice["from"]]
        fixed = {
            "start": _maybe(rng, 0.1, day(rng.randrange(days))),
            "room": _maybe(rng, 0.1, rng.choice(rooms)),
            "electives": _maybe(rng, 0.15, electives[:1], []),
            "lecturers": _maybe(rng, 0.15, {programme["modules"][0]: rng.choice(lecturers)}, {}),
            "cadres": _maybe(rng, 0.25 if forced else 0.04, [rng.choice(cadres)], []),
            "open": _maybe(rng, 0.05, rng.random() < 0.5),
        }
        classes.append(
            {
                "id": f"K{number}",
                "programme": programme["id"],
                "rooms": _maybe(rng, 0.3, [rng.choice(rooms)], []),
                "venues": _maybe(rng, 0.3, [rng.choice(venues)], []),
                "window": _maybe(rng, 0.3, window),
                "required": rng.random() < (0.5 if forced else 0.1),
                "fixed": _maybe(rng, 0.5, fixed, {}),
            }
        )
    return classes


def _rules(rng):
    return {
        "max_classes_per_cadre": rng.choice([1, 1, 2, 3]),
        "max_absent": rng.choice([None, 0.5, 2]),
        "memory_years": rng.choice([5, 2]),
        "max_repeat_share": rng.choice([1, 0.5, 0.4]),
        "periods_per_session": rng.choice([4, 5]),
        "allowance_per_person_day": rng.choice([0, 10]),
        "travel_cost_per_km": rng.choice([0, 1.5]),
        "budget": rng.choice([None, None, 400, 1500]),
    }


def _objective(rng):
    usual = [
        {"shortfall": 1},
        {"repeat": 1, "priority": 4},
        {"cost": 0.001, "travel": 0.01},
        {"mismatch": 1, "peak_load": 1, "peak_month": 1, "risk": 1},
    ]
    other = [
        {"priority": 1, "shortfall": 2},
        {"classes": 1, "travel": 0.3},
        {"repeat": 0.7, "mismatch": 0.25},
        {"peak_load": 1, "cost": 0.01},
    ]
    return rng.choice([usual, usual, other])


def afterwards(seed, scenario, plan):
    """The scenario again with its plan as baseline, something in the way, and often a freeze."""
    rng = random.Random(seed)
    days = (scenario.horizon.end - scenario.horizon.start).days + 1
    start = rng.randrange(days)
    kind = rng.choice(["lecturer", "room", "cadre", "unit"])
    rows = {
        "lecturer": scenario.lecturers,
        "room": scenario.rooms,
        "cadre": scenario.cadres,
        "unit": scenario.units,
    }
    away = {
        "kind": kind,
        "id": rng.choice(rows[kind]).id,
        "from": day(start),
        "to": day(start + rng.randint(0, 5)),
    }
    known = scenario.model_dump()
    first, *others = known["objective"]
    changes = {
        "baseline": plan,
        "freeze_before": _maybe(rng, 0.5, day(rng.randrange(days))),
        "unavailability": (*known["unavailability"], away),
        "objective": (first, {"moves": 1}, *others),
        "rules": known["rules"] | {"moves": {"class": 10, "module": rng.choice([2, 0.5])}},
    }
    return Scenario.model_validate(known | changes)


def changed(rng, instance, decisions):
    """Return decisions with one small change, legal or not."""
    decisions = dict(decisions)
    if not decisions:
        return decisions
    k = rng.choice(sorted(decisions))
    old = decisions[k]
    what = rng.choice(["drop", "start", "room", "order", "lecturer", "more", "fewer"])
    if what == "drop":
        del decisions[k]
        return decisions
    new = dict(vars(old))
    if what == "start":
        latest = instance.num_days - old.menu.days
        new["start"] = min(latest, max(0, old.start + rng.choice([-3, -2, -1, 1, 2, 3])))
    elif what == "room":
        new["room"] = rng.randrange(len(instance.room_ids))
    elif what == "order":
        new["order"] = tuple(rng.sample(old.order, len(old.order)))
    elif what == "lecturer":
        m = rng.choice(sorted(old.lecturers))
        new["lecturers"] = {**old.lecturers, m: rng.randrange(len(instance.lecturer_ids))}
    else:
        members = set(old.members.tolist())
        everyone = set(range(instance.num_cadres))
        pool = sorted(everyone - members if what == "more" else members)
        if pool:
            members ^= set(rng.sample(pool, rng.randint(1, min(2, len(pool)))))
        new["members"] = np.array(sorted(members), dtype=np.int64)
    decisions[k] = ClassDecision(**new)
    return decisions
