"""Random small scenarios with a valid plan each, made by adding what the checker allows."""

from datetime import date, timedelta

from scheduler.checker import verify
from tests.builders import (
    cadre,
    held,
    history,
    lecturer,
    module,
    plan,
    programme,
    qualified,
    room,
    scenario,
    tier,
    training_class,
    unit,
    venue,
)

FIRST = date(2024, 3, 4)
DAYS = 8
PARTS = {"A": ("M1", "M2"), "B": ("M2", "M3", "M3b"), "C": ("M3",)}


def world(random):
    """A scenario of two tiers, three units, two venues and up to three classes in two weeks."""
    chance = random.random
    people = [_cadre(random, number) for number in range(1, random.randint(5, 9))]
    several = random.choice((1, 1, 2))
    rules = {
        "max_classes_per_cadre": several,
        "max_repeat_share": random.choice((1, 0.5, 0.4)),
        "max_absent": random.choice((None, 1, 2, 0.5)),
        "allowance_per_person_day": 10,
    }
    if chance() < 0.3:
        rules["budget"] = random.choice((100, 150, 250, 400))
    names = [random.choice("ABBC") for _ in range(random.randint(1, 3))]
    return scenario(
        term={"from": "2020-10-01", "to": "2024-12-31"},
        horizon={"from": FIRST, "to": FIRST + timedelta(days=DAYS - 1)},
        calendar=_calendar(random),
        units=(unit("U1"), unit("U2"), unit("U3", parent="U1")),
        cadres=tuple(people),
        history=tuple(
            history(
                person.id,
                "X",
                "2023-05-05",
                random.choice(("M1", "M2", "M3")),
                counts_for=random.choice(((), None)),
            )
            for person in people
            if chance() < 0.4
        ),
        modules=(
            module("M1", "a"),
            module("M2", "b;c"),
            module("M3", "c;d", sessions=2),
            module("M3b", "e"),
        ),
        lecturers=(lecturer("L1", fee=10), lecturer("L2", fee=20, max_sessions=4), lecturer("L3")),
        qualifications=(
            qualified("L1", level=1),
            qualified("L2", level=3),
            qualified("L3", "M2"),
        ),
        venues=(venue("V1", lat=16, lon=107), venue("V2", serves=("U1",))),
        rooms=(room("R1", capacity=random.randint(1, 4)), room("R2", venue="V2", capacity=3)),
        tiers=(tier("P", weight=2), tier("D", target={"share": random.choice((0.5, 1))})),
        requirements=(
            {
                "id": "refresher",
                "tiers": ("P", "D"),
                "window": random.choice(("term", "horizon")),
                "unit": random.choice(("class", "class", "period")),
                "min": random.choice((1, 1, 2)),
            },
        ),
        programmes=(
            programme("A", size={"min": 0, "max": 4}),
            programme("B", tiers=("P", "D"), modules=PARTS["B"], size={"min": 0, "max": 4}),
            programme("C", tiers=("D",), modules=("M3",), size={"min": 0, "max": 4}, titles=("x",)),
        ),
        classes=tuple(
            training_class(f"K{number}", programme=name) for number, name in enumerate(names, 1)
        ),
        unavailability=tuple(_absences(random, people)),
        rules=rules,
        objective=({"shortfall": 1}, {"repeat": 1, "priority": 1}, {"cost": 1, "travel": 1}),
    )


def _calendar(random):
    closures = []
    if random.random() < 0.5:
        day = FIRST + timedelta(days=random.randrange(DAYS))
        closures.append({"from": day, "to": day, "units": (random.choice(("U1", "U2")),)})
    risk = [{"from": FIRST, "to": FIRST + timedelta(days=2), "weight": 2}]
    return {"closures": closures, "risk": risk}


def _cadre(random, number):
    return cadre(
        number,
        tier=random.choice("PD"),
        unit=random.choice(("U1", "U1", "U2", "U3")),
        title=random.choice(("x", "y", None)),
        priority=random.choice((0, 1)),
        cover_group=random.choice((None, None, "g", "h")),
        active_from=FIRST + timedelta(days=3) if random.random() < 0.15 else None,
    )


def _absences(random, people):
    for person in people:
        if random.random() < 0.4:
            first = FIRST + timedelta(days=random.randrange(DAYS))
            last = first + timedelta(days=random.choice((0, 1, DAYS)))
            yield {"kind": "cadre", "id": person.id, "from": first, "to": last}
    if random.random() < 0.3:
        yield {"kind": "lecturer", "id": "L2", "from": FIRST, "to": FIRST, "slot": "S"}
    if random.random() < 0.3:
        yield {"kind": "room", "id": "R2", "from": FIRST, "to": FIRST + timedelta(days=1)}


def opened(random, chosen):
    """Return classes that make a valid plan, with as many people as chance and the rules allow."""
    found = []
    for one in chosen.classes:
        if random.random() < 0.25:
            continue
        for _ in range(6):
            item = _held(random, one)
            if not broken(chosen, (*found, item)):
                found.append(item)
                break
    for n in range(len(found)):
        people = [person.id for person in chosen.cadres]
        random.shuffle(people)
        for person in people[: random.randint(0, len(people))]:
            fuller = joined(found[n], person)
            if not broken(chosen, (*found[:n], fuller, *found[n + 1 :])):
                found[n] = fuller
    return tuple(found)


def _held(random, one):
    day = FIRST + timedelta(days=random.randrange(DAYS))
    able = {"M1": ("L1", "L2"), "M2": ("L1", "L2", "L3"), "M3": ("L1", "L2"), "M3b": ("L1", "L2")}
    parts = [(name, random.choice(able[name])) for name in PARTS[one.programme]]
    return held(one.id, day, room_id=random.choice(("R1", "R2")), parts=parts, cadres=())


def joined(item, person):
    """Return an open class with one more cadre."""
    return item.__class__(item.class_id, item.start, item.room, item.parts, (*item.cadres, person))


def broken(chosen, items):
    """Return the rules that a plan breaks, with their subjects."""
    return {(v.rule.value, v.subject) for v in verify(chosen, plan(chosen, *items)).violations}


def altered(item, **changes):
    """Return an open class held otherwise."""
    values = {name: getattr(item, name) for name in item.__dataclass_fields__}
    return item.__class__(**values | changes)
