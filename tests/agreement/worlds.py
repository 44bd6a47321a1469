"""Seeded scenarios so small that every plan of theirs can be tried, each with some odd features."""

import random
from datetime import date, timedelta
from typing import Any

from models.plan import Plan
from models.scenario import Scenario
from tests import builders

# A Monday; a Friday before a change of month and week; the days around a leap day; a year's end.
BEGINNINGS = (date(2024, 3, 4), date(2024, 3, 29), date(2024, 2, 27), date(2024, 12, 27))
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class World:
    """Makes one scenario; everything follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.name = f"world-{seed}"
        self.oddness = self.pick(0.05, 0.15, 0.4)
        self.first = self.pick(*BEGINNINGS)
        self.length = self.pick(2, 3, 4, 4, 5)
        self.tiers = ["P", "D"][: self.pick(1, 1, 2)]
        self.units = [f"U{n}" for n in range(1, self.pick(1, 2, 3) + 1)]
        self.cadres = [f"C{n}" for n in range(1, self.pick(2, 3, 3, 4) + 1)]
        self.modules = [f"M{n}" for n in range(1, self.pick(2, 3, 4) + 1)]
        self.lecturers = [f"L{n}" for n in range(1, self.pick(1, 2, 2, 3) + 1)]
        self.venues = ["V1", "V2"][: self.pick(1, 2)]
        self.rooms = ["R1", "R2"][: self.pick(1, 2, 2)]
        self.slots = self.pick(1, 2, 2, 3)
        self.themes: set[str] = set()  # of the modules; a qualification may name no other

    def pick(self, *options: Any) -> Any:
        return self.rng.choice(options)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def seldom(self, usual: Any, *odd: Any) -> Any:
        """Something odd in some worlds, hardly anything odd in others."""
        return self.rng.choice(odd) if self.chance(self.oddness) else usual

    def day(self, least: int = -1, most: int = 1) -> date:
        return self.first + timedelta(days=self.rng.randint(least, self.length - 1 + most))

    def span(self) -> dict[str, date]:
        start = self.day()
        return {"from": start, "to": start + timedelta(days=self.pick(0, 0, 1, 2))}

    def scenario(self) -> Scenario:
        horizon = {"from": self.first, "to": self.first + timedelta(days=self.length - 1)}
        requirements = self.requirements()
        programmes = [self.programme(n, requirements) for n in range(self.pick(1, 2))]
        return builders.scenario(
            name=self.name,
            term={"from": self.pick(date(2020, 10, 1), self.first), "to": date(2025, 12, 31)},
            horizon=horizon,
            calendar=self.calendar(),
            units=tuple(self.unit(n) for n in range(len(self.units))),
            cadres=tuple(self.cadre(c) for c in self.cadres),
            history=tuple(self.history(requirements) for _ in range(self.pick(0, 0, 1, 3, 6))),
            modules=tuple(self.module(m) for m in self.modules),
            lecturers=tuple(self.lecturer(x) for x in self.lecturers),
            qualifications=tuple(self.qualifications()),
            venues=tuple(self.venue(v) for v in self.venues),
            rooms=tuple(self.room(r) for r in self.rooms),
            unavailability=tuple(self.absence() for _ in range(self.seldom(0, 1, 2, 4))),
            distances=tuple(
                {"unit": u, "venue": v, "km": self.pick(0, 3, 7.5)}
                for u in self.units
                for v in self.venues
                if self.chance(0.5)
            ),
            tiers=tuple(self.tier(t) for t in self.tiers),
            requirements=tuple(requirements),
            programmes=tuple(programmes),
            classes=tuple(self.training_class(n, programmes) for n in range(self.pick(1, 2, 2, 3))),
            rules=self.rules(),
            objective=self.objective(),
        )

    def calendar(self) -> dict[str, Any]:
        closures = [
            self.span()
            | {
                "tiers": tuple(t for t in self.tiers if self.chance(0.5)),
                "units": tuple(u for u in self.units if self.chance(0.5)),
            }
            for _ in range(self.seldom(0, 1, 2))
        ]
        slots = [
            {"id": "S", "name": "S", "start": "07:30", "end": "11:30"},
            {"id": "C", "name": "C", "start": "13:30", "end": "17:00"},
            {"id": "T", "name": "T", "start": "18:30", "end": "21:00"},
        ]
        risk = [self.span() | {"weight": self.pick(1, 0.5)} for _ in range(self.pick(0, 1, 2))]
        return {
            "workdays": self.seldom(EVERY_DAY, EVERY_DAY[:5]),
            "days_off": self.seldom((), (self.span(),)),
            "extra_workdays": (self.day(0, 0),) if self.chance(0.3) else (),
            "closures": tuple(closures),
            "risk": tuple(risk),
            "slots": slots[: self.slots],
            "public_holidays": self.seldom((), (self.day(0, 0),)),
        }

    def unit(self, number: int) -> Any:
        place = {"lat": 16.5 + number / 10, "lon": 107.0} if self.chance(0.5) else {}
        above = self.units[:number]
        return builders.unit(
            self.units[number],
            parent=self.rng.choice(above) if above and self.chance(0.5) else None,
            max_absent=self.seldom(None, 0, 0.5, 0.34, 1, 2),
            **place,
        )

    def cadre(self, name: str) -> Any:
        return builders.cadre(
            id=name,
            name=name,
            tier=self.rng.choice(self.tiers),
            unit=self.rng.choice(self.units),
            title=self.pick("x", "x", None, "y"),
            active_from=self.seldom(None, None, self.day()),
            active_to=self.seldom(None, None, self.day()),
            eligible=self.seldom(True, True, False),
            priority=self.pick(0, 0, 1, 2.5),
            cover_group=self.seldom(None, "g"),
        )

    def history(self, requirements: list[dict[str, Any]]) -> Any:
        ago = self.pick(1, 300, 366, 370, 800, 1825, 1826, 1827, 2500)
        return builders.history(
            self.rng.choice(self.cadres),
            self.pick("OLD1", "OLD2"),
            (self.first - timedelta(days=ago)).isoformat(),
            self.rng.choice([*self.modules, "gone"]),
            completed=self.chance(0.9),
            counts_for=self.pick(None, None, (), (requirements[0]["id"],)),
        )

    def module(self, name: str) -> Any:
        topics = self.rng.sample("abcd", self.pick(0, 1, 1, 2, 3))
        weights = ";".join(f"{t}:{self.pick(1, 2, 1.5)}" for t in topics)
        theme = self.pick(None, "x")
        self.themes.add(f"theme:{theme}")
        return builders.module(
            name,
            weights,
            theme=theme,
            sessions=self.pick(1, 1, 1, 2),
            periods=self.pick(None, None, 0, 3, 5.5),
        )

    def lecturer(self, name: str) -> Any:
        return builders.lecturer(
            name,
            fee=self.pick(0, 100, 250.5),
            max_sessions=self.seldom(None, 2, 4),
            max_per_week=self.seldom(None, 1, 3),
            max_per_day=self.seldom(None, 1, 2),
        )

    def qualifications(self) -> list[Any]:
        tiers = [None, None, *self.tiers]
        rows = [builders.qualified(self.lecturers[0], "*", level=self.pick(1, 2, 3))]
        for name in self.lecturers:
            for _ in range(2):
                module = self.pick("*", "theme:x", *self.modules)
                tier = self.rng.choice(tiers)
                rows.append(builders.qualified(name, module, tier=tier, level=self.pick(1, 2, 3)))
        known = [row for row in rows if row.module[:6] != "theme:" or row.module in self.themes]
        return self.seldom(known, known[1:])

    def venue(self, name: str) -> Any:
        place = {"lat": 16.8, "lon": 107.3} if self.chance(0.5) else {}
        serves = self.seldom((), (self.rng.choice(self.units),))
        return builders.venue(name, serves=serves, **place)

    def room(self, name: str) -> Any:
        return builders.room(
            name,
            venue=self.rng.choice(self.venues),
            capacity=self.seldom(9, 1, 2, 3),
            cost_per_day=self.pick(0, 50, 80),
            online=self.chance(0.15),
        )

    def absence(self) -> dict[str, Any]:
        kind, ids = self.pick(
            ("cadre", self.cadres),
            ("cadre", self.cadres),
            ("lecturer", self.lecturers),
            ("lecturer", self.lecturers),
            ("room", self.rooms),
            ("unit", self.units),
            ("venue", self.venues),
        )
        slot = self.pick(None, None, "S", *("SCT"[: self.slots]))
        return self.span() | {"kind": kind, "id": self.rng.choice(ids), "slot": slot}

    def tier(self, name: str) -> Any:
        targets = ({"share": 1}, {"share": 0.6}, {"share": 0.28}, {"count": 2}, {"count": 9})
        year = self.pick(2023, 2024, 2025)
        path = {year: self.rng.choice(targets)} if self.chance(0.3) else {}
        weight = self.pick(1, 2, 0.5, 0)
        return builders.tier(name, weight=weight, target=self.rng.choice(targets), path=path)

    def requirements(self) -> list[dict[str, Any]]:
        return [
            {
                "id": f"Q{n}",
                "tiers": tuple(t for t in self.tiers if n == 0 or self.chance(0.7)),
                "window": self.pick("term", "horizon", {"last_years": self.pick(1, 2, 5)}),
                "unit": self.pick("class", "class", "day", "period"),
                "min": self.seldom(1, 0, 2, 4, 5.5),
            }
            for n in range(self.pick(1, 1, 2))
        ]

    def programme(self, number: int, requirements: list[dict[str, Any]]) -> Any:
        mixed = self.rng.sample(self.modules, len(self.modules))
        core, rest = mixed[: self.pick(1, 1, 2)], mixed[2:]
        chosen = rest if self.chance(0.6) else []
        taught = self.rng.sample([*core, *chosen], len(core) + len(chosen))
        activities = [
            {"kind": "opening", "sessions": 1, "position": "first"},
            {"kind": "discussion", "sessions": self.pick(1, 2)},
            {"kind": "report", "sessions": 1, "position": self.pick("last", "first")},
            {"kind": "closing", "sessions": 1, "position": "last"},
        ]
        least = self.seldom(1, 0, 2)
        wanted = self.pick(0, 1, 1, len(chosen))
        choose = ({"count": min(wanted, len(chosen)), "from": tuple(chosen)},)
        return builders.programme(
            f"A{number}",
            tiers=tuple(self.rng.sample(self.tiers, self.rng.randint(1, len(self.tiers)))),
            titles=self.seldom((), ("x",)),
            modules=tuple(core),
            choose=choose if chosen else (),
            activities=tuple(a for a in activities if self.chance(0.2)),
            order=self.seldom((), ((taught[0], taught[-1]),)) if len(taught) > 1 else (),
            size={"min": least, "max": least + self.pick(0, 1, 2, 3)},
            max_days=self.seldom(None, 1, 2),
            counts_for=self.seldom(None, (requirements[0]["id"],), ()),
        )

    def training_class(self, number: int, programmes: list[Any]) -> Any:
        programme = self.rng.choice(programmes)
        optional = [m for choice in programme.choose for m in choice.options]
        taught = self.rng.choice([*programme.modules, *optional])
        fixed: dict[str, Any] = {}
        if self.chance(self.oddness / 2):
            fixed = self.pick(
                {"open": True},
                {"open": False},
                {"start": self.day(0, 0)},
                {"room": self.rng.choice(self.rooms)},
                {"electives": tuple(optional[:1])},
                {"lecturers": {taught: self.rng.choice(self.lecturers)}},
                {"cadres": (self.rng.choice(self.cadres),)},
            )
        window = self.seldom(None, None, self.span())
        return builders.training_class(
            f"K{number}",
            programme=programme.id,
            rooms=(self.rng.choice(self.rooms),) if self.chance(0.2) else (),
            venues=(self.rng.choice(self.venues),) if self.chance(0.2) else (),
            window=window,
            required=self.seldom(False, False, False, True),
            fixed=fixed,
        )

    def rules(self) -> dict[str, Any]:
        return {
            "max_classes_per_cadre": self.seldom(self.pick(1, 2), 0, 1, 3),
            "max_absent": self.seldom(None, 0.5, 1, 2),
            "memory_years": self.pick(0, 2, 5, 5),
            "max_repeat_share": self.seldom(1, 0.5, 0.34, 0),
            "periods_per_session": self.pick(4, 5, 2.5),
            "allowance_per_person_day": self.pick(0, 10),
            "travel_cost_per_km": self.pick(0, 1.5),
            "budget": self.seldom(None, 0, 200, 400.5),
            "moves": {
                "class": self.pick(10, 1, 0),
                "module": self.pick(2, 0.5),
                "enrolment": self.pick(1, 3, 0),
            },
        }

    def objective(self) -> tuple[dict[str, float], ...]:
        usual = (
            {"shortfall": 1},
            {"repeat": 1, "priority": 4},
            {"cost": 0.001, "travel": 0.01},
            {"mismatch": 1, "peak_load": 1, "peak_month": 1, "risk": 1},
        )
        if self.chance(0.6):
            return usual
        names = ["shortfall", "priority", "repeat", "travel", "cost"]
        names += ["classes", "mismatch", "peak_load", "peak_month", "risk"]
        self.rng.shuffle(names)
        first, second = sorted(self.rng.sample(range(1, 10), 2))
        parts = names[:first], names[first:second], names[second:]
        return tuple({name: self.pick(1, 0.5, 2, 0.07) for name in part} for part in parts)


def world(seed: int) -> Scenario:
    """The scenario of a seed."""
    return World(seed).scenario()


def changed(scenario: Scenario, plan: Plan, seed: int) -> Scenario:
    """The scenario with a plan as baseline, something in the way, and often a freeze."""
    maker = World(seed)
    rng = maker.rng
    known = scenario.model_dump()
    kind, rows = rng.choice(
        [("lecturer", scenario.lecturers), ("room", scenario.rooms), ("cadre", scenario.cadres)]
    )
    day = scenario.horizon.start + timedelta(days=rng.randrange(maker.length))
    away = {"kind": kind, "id": rng.choice(rows).id, "from": day, "to": day}
    first, *others = known["objective"]
    return Scenario.model_validate(
        known
        | {
            "baseline": plan,
            "freeze_before": rng.choice([None, day + timedelta(days=1)]),
            "unavailability": (*known["unavailability"], *([away] if rng.random() < 0.6 else [])),
            "objective": (first, {"moves": 1}, *others),
        }
    )
