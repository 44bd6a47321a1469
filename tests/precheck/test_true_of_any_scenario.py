"""Random small scenarios: what a check calls impossible or out of reach is so, by proof."""

import random
import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from models.people import Unavailability
from models.scenario import Scenario
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import to_plan
from scheduler.precheck.codes import CLOSES
from scheduler.solve.exact import solve_exact
from tests.builders import (
    cadre,
    history,
    lecturer,
    module,
    programme,
    qualified,
    room,
    scenario,
    tier,
    training_class,
    unit,
    venue,
)
from tests.precheck.trial import check, least_shortfall, status_of

MODULES = ("M1", "M2", "M3", "M4")
TARGETS = (
    "SEAT-01",
    "ROOM-01",
    "ROOM-02",
    "LEC-02",
    "LEC-04",
    "BUDGET-01",
    "UNIT-01",
    "COVER-01",
    "TARGET-01",
)
PERSONS = ("REPEAT-01", "AWAY-01", "REQ-01")


def day(rng: random.Random, first=1, last=15) -> str:
    return f"2024-03-{rng.randint(first, last):02}"


def span(rng: random.Random) -> dict[str, str]:
    start, end = sorted((day(rng), day(rng)))
    return {"from": start, "to": end}


def maybe(rng: random.Random, share: float, value, default=None):
    return value if rng.random() < share else default


def people(rng: random.Random) -> tuple:
    return tuple(
        cadre(
            n,
            tier=rng.choice("PPD"),
            unit=rng.choice(("U1", "U2")),
            title=rng.choice(("A", "B", None)),
            cover_group=rng.choice(("g", "h", None, None)),
            eligible=rng.random() < 0.9,
            active_from=maybe(rng, 0.1, day(rng)),
        )
        for n in range(1, rng.randint(3, 9))
    )


def programme_of(rng: random.Random, name: str):
    modules = rng.sample(MODULES, rng.randint(1, 4))
    core, options = modules[: rng.randint(1, 2)], modules[2:]
    count = rng.randint(0, len(options))
    least = rng.randint(0, 3)
    return programme(
        name,
        tiers=tuple(rng.choice((["P"], ["D"], ["P", "D"]))),
        titles=maybe(rng, 0.2, ("A",), ()),
        modules=tuple(core),
        choose=({"count": count, "from": tuple(options)},) if options else (),
        activities=maybe(rng, 0.2, ({"kind": "field", "sessions": 2},), ()),
        order=maybe(rng, 0.2, tuple(zip(core, core[1:] + core[:1], strict=True)), ())
        if len(core) > 1
        else (),
        size={"min": least, "max": rng.randint(max(1, least), 5)},
        max_days=maybe(rng, 0.4, rng.randint(1, 2)),
    )


def class_of(rng: random.Random, number: int, ids: list[str]):
    fixed = {
        "start": maybe(rng, 0.2, day(rng)),
        "room": maybe(rng, 0.15, rng.choice(("R1", "R2"))),
        "lecturers": maybe(rng, 0.15, {rng.choice(MODULES): rng.choice(("L1", "L2", "L3"))}, {}),
        "electives": maybe(rng, 0.1, (rng.choice(MODULES),), ()),
        "cadres": maybe(rng, 0.15, tuple(rng.sample(ids, min(2, len(ids)))), ()),
    }
    return training_class(
        f"K{number}",
        programme=rng.choice("AB"),
        rooms=maybe(rng, 0.3, (rng.choice(("R1", "R2")),), ()),
        venues=maybe(rng, 0.2, (rng.choice(("V1", "V2")),), ()),
        window=maybe(rng, 0.5, span(rng)),
        required=rng.random() < 0.4,
        fixed=fixed,
    )


def away(rng: random.Random, ids: list[str]) -> dict:
    kind = rng.choice(("cadre", "lecturer", "lecturer", "room", "unit", "venue"))
    names = {
        "cadre": ids,
        "lecturer": ["L1", "L2", "L3"],
        "room": ["R1", "R2"],
        "unit": ["U1", "U2"],
        "venue": ["V2"],
    }
    slot = maybe(rng, 0.3, rng.choice("SC"))
    return {"kind": kind, "id": rng.choice(names[kind]), "slot": slot, **span(rng)}


def small(seed: int) -> Scenario:
    rng = random.Random(seed)
    cadres = people(rng)
    ids = [one.id for one in cadres]
    rows = [
        history(rng.choice(ids), "OLD", "2023-05-10", rng.choice(MODULES), counts_for=())
        for _ in range(rng.randint(0, 6))
    ]
    lecturers = tuple(
        lecturer(
            name,
            fee=rng.randint(0, 3),
            max_sessions=maybe(rng, 0.5, rng.randint(0, 4)),
            max_per_week=maybe(rng, 0.3, rng.randint(0, 3)),
            max_per_day=maybe(rng, 0.2, 1),
        )
        for name in ("L1", "L2", "L3")
    )
    return scenario(
        horizon={"from": "2024-03-01", "to": "2024-03-15"},
        calendar={"closures": [span(rng) | {"tiers": ["D"]}] if rng.random() < 0.3 else []},
        units=(unit(max_absent=maybe(rng, 0.4, rng.randint(1, 2))), unit("U2")),
        cadres=cadres,
        history=tuple(rows),
        modules=tuple(
            module(name, rng.choice(("a", "b", "a;b")), sessions=rng.choice((1, 1, 2)))
            for name in MODULES
        ),
        lecturers=lecturers,
        qualifications=tuple(
            qualified(
                rng.choice(("L1", "L2", "L3")),
                rng.choice((*MODULES, "*")),
                tier=maybe(rng, 0.3, rng.choice("PD")),
            )
            for _ in range(rng.randint(2, 7))
        ),
        venues=(venue(), venue("V2", serves=maybe(rng, 0.5, ("U1",), ()))),
        rooms=(
            room("R1", capacity=rng.randint(1, 6)),
            room("R2", venue="V2", capacity=rng.randint(1, 6)),
        ),
        tiers=(tier(), tier("D", target={"share": rng.choice((0.5, 1))})),
        programmes=(programme_of(rng, "A"), programme_of(rng, "B")),
        classes=tuple(class_of(rng, n, ids) for n in range(1, rng.randint(2, 6))),
        unavailability=tuple(away(rng, ids) for _ in range(rng.randint(0, 4))),
        rules={
            "max_classes_per_cadre": rng.choice((1, 1, 2)),
            "max_repeat_share": rng.choice((0.4, 0.5, 1)),
            "budget": maybe(rng, 0.3, rng.randint(0, 400)),
            "allowance_per_person_day": rng.choice((0, 10)),
        },
        objective=({"shortfall": 1},),
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_what_a_check_says_is_proven(seed):
    value = small(seed)
    assert check(value, "en") == check(value, "en")
    judge(value)


def judge(value: Scenario) -> None:
    findings = check(value, "en")
    impossible = [f for f in findings if f.severity == "E"]
    status = status_of(value)
    if impossible:
        assert status == "INFEASIBLE", impossible
        return
    for finding in findings:
        if finding.severity == "W" and finding.code[2:] in CLOSES:
            assert status_of(required(value, finding.ids("class")[0])) == "INFEASIBLE", finding
    if status == "INFEASIBLE":
        return
    short = [f for f in findings if f.severity == "W" and f.code[2:] in (*TARGETS, *PERSONS)]
    if short:
        assert least_shortfall(value) > 0, short


def required(value: Scenario, class_id: str) -> Scenario:
    """The scenario with one class required and nothing else that has to open."""
    classes = tuple(
        item.model_copy(update={"required": item.id == class_id}) for item in value.classes
    )
    return value.model_copy(update={"classes": classes})


def edited(seed: int) -> Scenario | None:
    """A scenario whose own best plan is frozen in part before something changes."""
    before = small(seed)
    instance = derive(before)
    outcome = solve_exact(instance, deadline=time.monotonic() + 30)
    if outcome.decisions is None:
        return None
    rng = random.Random(seed)
    ids = [one.id for one in before.cadres]
    other = small(seed + 1)
    changes = {
        "unavailability": (*before.unavailability, Unavailability(**away(rng, ids))),
        "programmes": other.programmes,
        "rooms": other.rooms,
        "qualifications": other.qualifications,
        "classes": other.classes,
    }
    changed = rng.sample(sorted(changes), rng.choice((1, 1, 2)))
    known = {one.id for one in before.cadres}
    if "classes" in changed and any(set(c.fixed.cadres) - known for c in other.classes):
        return None
    return before.model_copy(
        update={
            **{name: changes[name] for name in changed},
            "baseline": to_plan(instance, outcome.decisions),
            "freeze_before": date(2024, 3, rng.randint(2, 15)),
        }
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_it_is_proven_with_frozen_classes_too(seed):
    value = edited(seed)
    if value is not None:
        judge(value)
