"""Small scenarios with a published plan: two classes side by side, lecturers to spare."""

from datetime import date

from tests.builders import (
    cadre,
    held,
    lecturer,
    plan,
    qualified,
    room,
    scenario,
    tier,
    training_class,
)

OBJECTIVE = (
    {"shortfall": 1},
    {"moves": 1},
    {"cost": 0.01},
    {"mismatch": 1, "peak_load": 1},
)
APRIL = date(2024, 4, 8)


def world(**fields):
    """Return a scenario whose baseline opens K1 on 4 March and K2 on 8 April, three people each.

    L1 and L2 teach K1, L3 and L4 teach K2; anybody may teach anything.
    """
    lecturers = tuple(lecturer(f"L{n}", fee=100) for n in range(1, 5))
    defaults = {
        "cadres": tuple(cadre(n) for n in range(1, 9)),
        "lecturers": lecturers,
        "qualifications": tuple(qualified(one.id) for one in lecturers),
        "rooms": (room("R1"), room("R2")),
        "classes": (training_class("K1"), training_class("K2")),
        "objective": OBJECTIVE,
        "solve": {"time_limit": 2, "workers": 1},
        "tiers": (wanted(6),),
    }
    people = {k: v for k, v in fields.items() if k in ("cadres", "tiers")}
    base = scenario(**defaults | people)
    published = plan(
        base,
        held("K1"),
        held("K2", APRIL, room_id="R2", parts=(("M1", "L3"), ("M2", "L4")), cadres=(4, 5, 6)),
    )
    return scenario(**defaults | fields, baseline=published)


def wanted(count):
    """Return a tier that wants so many people."""
    return tier("P", target={"count": count})


def away(kind, name, start, end):
    """Return a row of unavailability."""
    return {"kind": kind, "id": name, "from": start, "to": end}
