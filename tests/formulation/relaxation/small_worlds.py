"""Random tiny scenarios with every feature on, and random valid plans for them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from models.plan import Plan
from models.scenario import Scenario
from scheduler.checker import verify
from scheduler.formulation.classes import menus_of_class
from scheduler.formulation.decisions import ClassDecision, Decisions, Part, admissible, parts_of
from scheduler.formulation.derive import derive
from scheduler.formulation.instance import Instance
from scheduler.formulation.paper import to_plan
from tests import builders

START = date(2024, 3, 4)
TOPICS = ("a", "b", "c", "d", "e")


def random_scenario(seed: int, **changes: Any) -> Scenario:
    """Return a scenario of two weeks with up to ten cadres and four classes."""
    rng = random.Random(seed)
    tiers = tuple(
        builders.tier(name, weight=rng.choice([1, 2, 0.5]), target=_target(rng))
        for name in ("P", "D")[: rng.randint(1, 2)]
    )
    units = tuple(
        builders.unit(
            f"U{n}",
            parent=None if n == 1 or rng.random() < 0.6 else "U1",
            lat=16 + rng.random(),
            lon=107 + rng.random(),
            max_absent=rng.choice([None, None, 1, 2, 0.5]),
        )
        for n in range(1, rng.randint(2, 4))
    )
    modules = tuple(
        builders.module(
            f"M{n}",
            ";".join(f"{t}:{rng.randint(1, 3)}" for t in rng.sample(TOPICS, rng.randint(1, 3))),
            sessions=rng.choice([1, 1, 1, 2]),
            theme=rng.choice([None, "x"]),
            periods=rng.choice([None, None, 3, 5.5]),
        )
        for n in range(1, rng.randint(4, 6))
    )
    names = [m.id for m in modules]
    cadres = tuple(_cadre(rng, n, tiers, units) for n in range(1, rng.randint(4, 11)))
    lecturers = tuple(_lecturer(rng, n) for n in range(1, rng.randint(3, 5)))
    venues = tuple(
        builders.venue(
            f"V{n}",
            lat=16.5,
            lon=107 + n / 10,
            serves=() if n == 1 or rng.random() < 0.6 else (rng.choice(units).id,),
        )
        for n in range(1, rng.randint(2, 4))
    )
    rooms = tuple(
        builders.room(
            f"R{n}",
            venue=rng.choice(venues).id,
            capacity=rng.randint(2, 8),
            cost_per_day=rng.choice([0, 50, 70]),
            online=rng.random() < 0.2,
        )
        for n in range(1, rng.randint(2, 4))
    )
    requirements = tuple(_requirement(rng, n, tiers) for n in range(rng.randint(1, 3)))
    programmes = tuple(
        _programme(rng, f"A{n}", tiers, names, [r["id"] for r in requirements])
        for n in range(1, rng.randint(2, 4))
    )
    classes = tuple(
        _class(rng, f"K{n}", programmes, rooms, venues, cadres) for n in range(1, rng.randint(2, 5))
    )
    fields: dict[str, Any] = {
        "horizon": {"from": START, "to": START + timedelta(days=13)},
        "calendar": _calendar(rng, tiers, units),
        "tiers": tiers,
        "units": units,
        "modules": modules,
        "cadres": cadres,
        "lecturers": lecturers,
        "qualifications": tuple(
            builders.qualified(
                x.id,
                rng.choice(["*", "theme:x", rng.choice(names), rng.choice(names)]),
                level=rng.randint(1, 3),
                tier=rng.choice([None, None, None, tiers[0].id]),
            )
            for x in lecturers
            for _ in range(3)
        ),
        "venues": venues,
        "rooms": rooms,
        "history": tuple(_history(rng, cadres, names) for _ in range(rng.randint(0, 12))),
        "requirements": requirements,
        "programmes": programmes,
        "classes": classes,
        "unavailability": tuple(
            _absence(rng, cadres, lecturers, rooms, units, venues) for _ in range(rng.randint(0, 5))
        ),
        "rules": {
            "max_classes_per_cadre": rng.choice([1, 1, 2, 3]),
            "max_absent": rng.choice([None, 1, 2, 0.4]),
            "max_repeat_share": rng.choice([1, 0.5, 0.7]),
            "periods_per_session": rng.choice([4, 3]),
            "allowance_per_person_day": rng.choice([0, 10]),
            "travel_cost_per_km": rng.choice([0, 1]),
            "budget": rng.choice([None, None, 3000, 1500]),
        },
        "objective": _objective(rng),
    }
    return builders.scenario(**fields | changes)


def _target(rng: random.Random) -> dict[str, float]:
    return rng.choice([{"share": 1}, {"share": 0.6}, {"count": 3}, {"count": 0}])


def _cadre(rng: random.Random, number: int, tiers: Any, units: Any) -> Any:
    return builders.cadre(
        number,
        tier=rng.choice(tiers).id,
        unit=rng.choice(units).id,
        title=rng.choice([None, "x", "y"]),
        priority=rng.choice([0, 1, 2, 0.5]),
        cover_group=rng.choice([None, None, None, "g"]),
        eligible=rng.random() < 0.95,
        active_from=rng.choice([None, None, None, START + timedelta(days=3)]),
    )


def _lecturer(rng: random.Random, number: int) -> Any:
    return builders.lecturer(
        f"L{number}",
        fee=rng.choice([0, 100, 150]),
        max_sessions=rng.choice([None, 3, 6]),
        max_per_week=rng.choice([None, 2, 4]),
        max_per_day=rng.choice([None, 1]),
    )


def _requirement(rng: random.Random, number: int, tiers: Any) -> dict[str, Any]:
    unit = rng.choice(["class", "class", "day", "period"])
    least = {"class": [1, 2], "day": [1, 2, 3], "period": [4, 8, 10]}[unit]
    return {
        "id": f"q{number}",
        "tiers": tuple(t.id for t in tiers[: rng.randint(1, len(tiers))]),
        "window": rng.choice(["term", "horizon", {"last_years": 1}]),
        "unit": unit,
        "min": rng.choice(least),
    }


def _programme(
    rng: random.Random, name: str, tiers: Any, modules: list[str], requirements: list[str]
) -> Any:
    mixed = rng.sample(modules, len(modules))
    core, rest = mixed[: rng.randint(1, 2)], mixed[2:]
    choose = ({"count": 1, "from": tuple(rest)},) if rest and rng.random() < 0.6 else ()
    activities = [
        {"kind": "opening", "sessions": 1, "position": "first"},
        {"kind": "discussion", "sessions": 1},
        {"kind": "closing", "sessions": 1, "position": "last"},
    ]
    least = rng.randint(0, 3)
    return builders.programme(
        name,
        tiers=tuple(t.id for t in rng.sample(list(tiers), rng.randint(1, len(tiers)))),
        titles=rng.choice([(), (), (), ("x", "y")]),
        modules=tuple(core),
        choose=choose,
        activities=tuple(a for a in activities if rng.random() < 0.3),
        order=((core[0], core[1]),) if len(core) > 1 and rng.random() < 0.4 else (),
        size={"min": least, "max": least + rng.randint(1, 4)},
        max_days=rng.choice([None, None, 2, 3]),
        counts_for=rng.choice([None, None, tuple(requirements[:1]), ()]),
    )


def _class(
    rng: random.Random, name: str, programmes: Any, rooms: Any, venues: Any, cadres: Any
) -> Any:
    where = rng.choice([{}, {}, {"rooms": (rooms[0].id,)}, {"venues": (venues[0].id,)}])
    window = rng.choice([None, None, {"from": START, "to": START + timedelta(days=6)}])
    fixed: dict[str, Any] = {}
    if rng.random() < 0.1:
        fixed["start"] = START + timedelta(days=rng.randint(0, 4))
    if rng.random() < 0.1:
        fixed["cadres"] = (rng.choice(cadres).id,)
    if rng.random() < 0.1:
        fixed["open"] = rng.random() < 0.7
    return builders.training_class(
        name,
        programme=rng.choice(programmes).id,
        window=window,
        required=rng.random() < 0.1,
        fixed=fixed,
        **where,
    )


def _calendar(rng: random.Random, tiers: Any, units: Any) -> dict[str, Any]:
    day = START + timedelta(days=rng.randint(0, 11))
    closures: list[dict[str, Any]] = []
    if rng.random() < 0.4:
        closures.append({"from": day, "to": day, "tiers": (rng.choice(tiers).id,)})
    if rng.random() < 0.4:
        closures.append({"from": day, "to": day + timedelta(1), "units": (rng.choice(units).id,)})
    risk = {"from": START, "to": START + timedelta(days=rng.randint(1, 9)), "weight": 1}
    return {
        "closures": tuple(closures),
        "risk": (risk, {"from": START, "to": START + timedelta(2), "weight": 0.5}),
        "days_off": ({"from": day, "to": day},) if rng.random() < 0.3 else (),
        "workdays": rng.choice(
            [("mon", "tue", "wed", "thu", "fri")] * 3
            + [("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
        ),
    }


def _history(rng: random.Random, cadres: Any, modules: list[str]) -> Any:
    day = date(2024, 3, 1) - timedelta(days=rng.choice([10, 200, 400, 2500]))
    return builders.history(
        rng.choice(cadres).id,
        f"H{rng.randint(1, 3)}",
        day.isoformat(),
        rng.choice(modules),
        counts_for=rng.choice([None, (), ("q0",)]),
    )


def _absence(rng: random.Random, *tables: Any) -> dict[str, Any]:
    kinds = ("cadre", "lecturer", "room", "unit", "venue")
    which = rng.choice([0, 0, 1, 1, 2, 3, 4])
    day = START + timedelta(days=rng.randint(0, 10))
    return {
        "kind": kinds[which],
        "id": rng.choice(tables[which]).id,
        "from": day,
        "to": day + timedelta(days=rng.randint(0, 3)),
        "slot": rng.choice([None, "S", "C"]),
    }


def _objective(rng: random.Random) -> tuple[dict[str, float], ...]:
    usual = (
        {"shortfall": 1},
        {"repeat": 1, "priority": 1},
        {"cost": 0.01, "travel": 0.01},
        {"mismatch": 1, "peak_load": 1, "peak_month": 1, "risk": 1, "classes": 1},
    )
    if rng.random() < 0.5:
        return usual
    names = [
        *("shortfall", "priority", "repeat", "travel", "cost"),
        *("classes", "mismatch", "peak_load", "peak_month", "risk"),
    ]
    rng.shuffle(names)
    cut = sorted(rng.sample(range(1, 10), 2))
    parts = names[: cut[0]], names[cut[0] : cut[1]], names[cut[1] :]
    return tuple({name: rng.choice([1, 0.5, 2]) for name in part} for part in parts)


def with_baseline(scenario: Scenario, plan: Plan, seed: int) -> Scenario:
    """Return the scenario with a baseline to stay close to, sometimes frozen at its start."""
    rng = random.Random(seed)
    weights = {"class": rng.choice([10, 1]), "module": 2, "enrolment": rng.choice([1, 3])}
    rules = scenario.rules.model_copy(update={"moves": weights})
    levels = list(scenario.objective)
    levels.insert(1, {"moves": 1})
    fields = dict(scenario) | {
        "baseline": plan,
        "rules": dict(rules),
        "objective": tuple(levels),
        "freeze_before": rng.choice([None, None, START + timedelta(days=2)]),
    }
    return Scenario(**fields)


class Wanderer:
    """Walks through valid plans towards better ones; the checker decides what is valid."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.instance: Instance = derive(scenario)
        self.rng = random.Random(seed)

    def plans(self, steps: int) -> Iterator[tuple[Plan, list[float]]]:
        """Yield valid plans with their level values as the checker sees them."""
        current: Decisions = {}
        best: list[float] | None = None
        for step in range(steps):
            changed = self._changed(current, fresh=best is None)
            plan = to_plan(self.instance, changed)
            verdict = verify(self.scenario, plan)
            if verdict.violations:
                continue
            values = [float(level.value or 0) for level in verdict.levels]
            yield plan, values
            if best is None or values <= best or self.rng.random() < 0.02 + 0.1 * (step < 30):
                current, best = changed, values

    def _changed(self, current: Decisions, *, fresh: bool) -> Decisions:
        result = dict(current)
        if fresh:
            for cls in self.instance.classes:
                if cls.must_open:
                    result.update(self._random_class(cls.index))
            if self.rng.random() < 0.5:
                return result
        if not self.instance.classes:
            return result
        k = self.rng.randrange(len(self.instance.classes))
        action = self.rng.random()
        if k in result and action < 0.15:
            del result[k]
        elif k in result and action < 0.7:
            result[k] = self._other_members(k, result[k])
        else:
            result.pop(k, None)
            result.update(self._random_class(k))
        return result

    def _random_class(self, k: int) -> Decisions:
        instance, rng = self.instance, self.rng
        menus, rooms = menus_of_class(instance, k), instance.rooms(k)
        if not menus or not rooms:
            return {}
        menu = rng.choice(menus)
        starts = instance.starts(k, menu.days)
        if not starts:
            return {}
        frozen = instance.classes[k].frozen
        programme = instance.programmes[instance.classes[k].programme]
        fixed = instance.classes[k].lecturers if frozen is None else frozen.lecturers
        lecturers = {}
        for m in menu.modules:
            able = np.flatnonzero(programme.level[:, m] > 0).tolist()
            if not able:
                return {}
            lecturers[m] = fixed.get(m, rng.choice(able))
        decision = ClassDecision(
            start=rng.choice(starts),
            room=rng.choice(rooms),
            menu=menu,
            order=self._order(k, parts_of(instance, k, menu)),
            lecturers=lecturers,
            members=np.zeros(0, dtype=np.int64),
        )
        return {k: self._other_members(k, decision)}

    def _order(self, k: int, parts: list[Part]) -> tuple[Part, ...]:
        activities = self.instance.programmes[self.instance.classes[k].programme].activities
        position = {a.index: a.position for a in activities}
        rank = {"first": 0, "any": 1, "last": 2}
        shuffled = self.rng.sample(parts, len(parts))
        frozen = self.instance.classes[k].frozen
        if frozen is not None:
            places = {m: n for n, m in enumerate(frozen.modules)}
            shuffled.sort(key=lambda p: places.get(p.index, -1) if p.is_module else -1)
        return tuple(sorted(shuffled, key=lambda p: 1 if p.is_module else rank[position[p.index]]))

    def _other_members(self, k: int, decision: ClassDecision) -> ClassDecision:
        instance, rng = self.instance, self.rng
        cls = instance.classes[k]
        if cls.frozen is not None:
            return replace(decision, members=cls.frozen.members)
        able = np.flatnonzero(admissible(instance, k, decision.menu, decision.start, decision.room))
        members = set(decision.members.tolist()) & set(able.tolist())
        if len(members) and rng.random() < 0.6:
            members.symmetric_difference_update(
                rng.sample(able.tolist(), min(len(able), rng.randint(1, 2)))
            )
        else:
            most = min(instance.capacity(k, decision.room), len(able))
            least = min(instance.programmes[cls.programme].size_min, most)
            members = set(rng.sample(able.tolist(), rng.randint(least, most)))
        members |= set(cls.members.tolist())
        return replace(decision, members=np.array(sorted(members), dtype=np.int64))
