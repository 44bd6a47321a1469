"""Small scenarios and plans in code: everything has a default, keywords override it.

The default scenario has one tier P, unit U1 with three cadres, modules M1 and M2 (topics a and
b), lecturers L1 and L2 (fees 100 and 200), venue V1 with room R1 (10 seats, 50 a day), programme
A and class K1; `plan(scenario, held("K1"))` is a valid plan for it on Monday 4 March 2024.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.curriculum import Module, Programme
from models.people import Cadre, HistoryRow, Tier, Unit
from models.plan import Enrolment, Plan, PlannedClass, PlannedSession
from models.resources import Lecturer, Qualification, Room, Venue
from models.scenario import Scenario
from models.training_class import TrainingClass

MONDAY = date(2024, 3, 4)
Part = str | tuple[str, str | None]


def cadre(number: int = 1, **fields: Any) -> Cadre:
    """A cadre CB-000n of tier P in unit U1."""
    defaults = {"id": f"CB-{number:04}", "name": f"Cán bộ {number:04}", "tier": "P", "unit": "U1"}
    return Cadre(**defaults | fields)


def tier(tier_id: str = "P", **fields: Any) -> Tier:
    """A tier of weight 1 whose whole population is wanted."""
    return Tier(**{"id": tier_id, "name": f"Diện {tier_id}", "target": {"share": 1}} | fields)


def unit(unit_id: str = "U1", **fields: Any) -> Unit:
    """A unit without parent, coordinates and limit."""
    return Unit(**{"id": unit_id, "name": f"Đơn vị {unit_id}"} | fields)


def module(module_id: str = "M1", topics: str = "a", **fields: Any) -> Module:
    """A module of one session; topics as in the tables: `a;b:2`."""
    pairs = (topic.partition(":") for topic in topics.split(";") if topic)
    weights = {name: float(weight or 1) for name, _, weight in pairs}
    return Module(
        **{"id": module_id, "title": f"Chuyên đề {module_id}", "topics": weights} | fields
    )


def programme(programme_id: str = "A", **fields: Any) -> Programme:
    """A programme of M1 and M2 for tier P, one to ten cadres."""
    defaults = {
        "id": programme_id,
        "title": f"Chương trình {programme_id}",
        "tiers": ("P",),
        "modules": ("M1", "M2"),
        "size": {"min": 1, "max": 10},
    }
    return Programme(**defaults | fields)


def lecturer(lecturer_id: str = "L1", **fields: Any) -> Lecturer:
    """A lecturer without limits and without fee."""
    return Lecturer(**{"id": lecturer_id, "name": f"Giảng viên {lecturer_id}"} | fields)


def qualified(lecturer_id: str, module_id: str = "*", **fields: Any) -> Qualification:
    """A qualification for every module and tier at level 2."""
    return Qualification(**{"lecturer": lecturer_id, "module": module_id} | fields)


def venue(venue_id: str = "V1", **fields: Any) -> Venue:
    """A venue that serves every unit."""
    return Venue(**{"id": venue_id, "name": f"Cơ sở {venue_id}"} | fields)


def room(room_id: str = "R1", **fields: Any) -> Room:
    """A room at V1 with ten seats that costs 50 a day."""
    return Room(**{"id": room_id, "venue": "V1", "capacity": 10, "cost_per_day": 50} | fields)


def training_class(class_id: str = "K1", **fields: Any) -> TrainingClass:
    """A class of programme A that may use every room."""
    return TrainingClass(**{"id": class_id, "programme": "A"} | fields)


def history(cadre_id: str, class_id: str, day: str, module_id: str, **fields: Any) -> HistoryRow:
    """A completed row of history that counts for every requirement."""
    row = {"cadre": cadre_id, "class": class_id, "date": day, "module": module_id}
    return HistoryRow(**row | fields)


def scenario(**fields: Any) -> Scenario:
    """The default scenario of 2024 in English, without public holidays."""
    defaults = {
        "name": "small",
        "title": "Small",
        "language": "en",
        "timezone": "Asia/Ho_Chi_Minh",
        "term": {"from": "2020-10-01", "to": "2025-10-31"},
        "horizon": {"from": "2024-01-01", "to": "2024-12-31"},
        "calendar": {},
        "units": (unit(),),
        "cadres": tuple(cadre(number) for number in (1, 2, 3)),
        "history": (),
        "modules": (module("M1", "a"), module("M2", "b")),
        "lecturers": (lecturer("L1", fee=100), lecturer("L2", fee=200)),
        "qualifications": (qualified("L1"), qualified("L2")),
        "venues": (venue(),),
        "rooms": (room(),),
        "tiers": (tier(),),
        "requirements": (
            {
                "id": "refresher",
                "tiers": tuple(item.id for item in fields.get("tiers", (tier(),))),
                "window": "term",
                "unit": "class",
                "min": 1,
            },
        ),
        "programmes": (programme(),),
        "classes": (training_class(),),
        "objective": (
            {"shortfall": 1},
            {"repeat": 1, "priority": 1},
            {"cost": 0.01, "travel": 0.01},
            {"mismatch": 1, "peak_load": 1, "peak_month": 1, "risk": 1},
        ),
    }
    return Scenario(**defaults | fields)


@dataclass(frozen=True)
class Held:
    """An open class to be put on paper; a part is (module, lecturer) or the kind of an activity."""

    class_id: str
    start: date
    room: str
    parts: tuple[Part, ...]
    cadres: tuple[str, ...]


def held(
    class_id: str = "K1",
    start: date = MONDAY,
    *,
    room_id: str = "R1",
    parts: Sequence[Part] = (("M1", "L1"), ("M2", "L2")),
    cadres: Iterable[int | str] = (1, 2, 3),
) -> Held:
    """An open class in R1 that teaches M1 by L1 and M2 by L2 to CB-0001 to CB-0003."""
    ids = tuple(c if isinstance(c, str) else f"CB-{c:04}" for c in cadres)
    return Held(class_id, start, room_id, tuple(parts), ids)


def plan(scenario: Scenario, *opened: Held, cost: Mapping[str, float] | None = None) -> Plan:
    """The plan that opens these classes, one part after the other; repeats and km are 0.

    A module takes its sessions, an activity as many as its kind stands in `parts`. `cost` gives
    the cost of classes where fees, room and days do not say it all.
    """
    by_id = {item.class_id: item for item in opened}
    sessions = {class_id: _sessions(scenario, item) for class_id, item in by_id.items()}
    rows = [
        _class_row(scenario, item, by_id.get(item.id), sessions.get(item.id, []), cost or {})
        for item in scenario.classes
    ]
    return Plan(
        classes=tuple(sorted(rows, key=lambda row: row.class_id)),
        sessions=tuple(row for _, found in sorted(sessions.items()) for row in found),
        enrolments=tuple(
            Enrolment(cadre=person, class_id=item.class_id)
            for person, item in sorted(
                ((person, item) for item in opened for person in item.cadres),
                key=lambda pair: (pair[0], pair[1].class_id),
            )
        ),
    )


def _sessions(scenario: Scenario, item: Held) -> list[PlannedSession]:
    slots = [slot.id for slot in scenario.calendar.slots]
    length = {one.id: one.sessions for one in scenario.modules}
    labels: list[tuple[str, str | None, str | None]] = []
    for part in item.parts:
        if isinstance(part, str):
            labels.append((part, None, None))
        else:
            labels.extend([("module", *part)] * length.get(part[0], 1))
    return [
        PlannedSession(
            class_id=item.class_id,
            seq=place + 1,
            date=item.start + timedelta(days=place // len(slots)),
            slot=slots[place % len(slots)],
            kind=kind,
            module=module_id,
            lecturer=lecturer_id,
        )
        for place, (kind, module_id, lecturer_id) in enumerate(labels)
    ]


def _class_row(
    scenario: Scenario,
    definition: TrainingClass,
    item: Held | None,
    sessions: list[PlannedSession],
    cost: Mapping[str, float],
) -> PlannedClass:
    if item is None:
        return PlannedClass(class_id=definition.id, programme=definition.programme, open=False)
    rooms = {one.id: one for one in scenario.rooms}
    fees = {one.id: one.fee for one in scenario.lecturers}
    days = len({row.date for row in sessions})
    place = rooms.get(item.room)
    spent = sum(fees.get(row.lecturer or "", 0) for row in sessions)
    spent += place.cost_per_day * days if place else 0
    return PlannedClass(
        class_id=definition.id,
        programme=definition.programme,
        open=True,
        start=item.start,
        end=sessions[-1].date if sessions else None,
        room=item.room,
        venue=place.venue if place else None,
        size=len(set(item.cadres)),
        cost=cost.get(item.class_id, spent),
    )
