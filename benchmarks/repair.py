"""Ten seeded disruptions of a published plan: moves of a repair against planning anew.

    python -m benchmarks.repair PLAN_FOLDER [--seed 1] [--count 10] [--limit 20] [--output DIR]

PLAN_FOLDER is a plan made by `schedule`. Every disruption is repaired, and planned from scratch
with the same edit and as many seconds as --limit says; the independent checker counts shortfall
and moves of both against the published plan. Writes repair.csv and a table in Markdown.
"""

import argparse
import csv
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from models.plan import Plan
from models.rules import Component
from models.scenario import Scenario
from scheduler.checker import verify
from scheduler.load import load_edited, load_plan, load_scenario
from scheduler.repairing import TIME_LIMIT
from scheduler.solve import solve
from scheduler.solve.repair import repair

Edit = dict[str, str]


@dataclass(frozen=True)
class Row:
    """One disruption: what it was, and shortfall, moves and seconds of both ways."""

    edit: str
    repair_shortfall: float
    repair_moves: float
    repair_cpu: float
    anew_shortfall: float
    anew_bound: float | None
    anew_moves: float


def disruptions(scenario: Scenario, plan: Plan, count: int, seed: int) -> Iterator[Edit]:
    """Yield `count` seeded edits, each of which hits something that the plan uses."""
    draw = random.Random(seed)
    kinds: list[Callable[[random.Random, Scenario, Plan], Edit]] = [
        _lecturer_ill,
        _room_lost,
        _class_cancelled,
        _unit_away,
        _lecturer_long,
    ]
    for number in range(count):
        yield kinds[number % len(kinds)](draw, scenario, plan)


def _lecturer_ill(draw: random.Random, scenario: Scenario, plan: Plan) -> Edit:
    lesson = draw.choice([row for row in plan.sessions if row.lecturer])
    monday = lesson.date - timedelta(days=lesson.date.weekday())
    span = {"from": monday.isoformat(), "to": (monday + timedelta(days=6)).isoformat()}
    return {"edit": "lecturer-unavailable", "lecturer": str(lesson.lecturer), **span}


def _lecturer_long(draw: random.Random, scenario: Scenario, plan: Plan) -> Edit:
    ill = _lecturer_ill(draw, scenario, plan)
    first = next(row.date for row in plan.sessions if row.lecturer == ill["lecturer"])
    last = min(first + timedelta(days=91), scenario.horizon.end)
    return {**ill, "from": first.isoformat(), "to": last.isoformat()}


def _room_lost(draw: random.Random, scenario: Scenario, plan: Plan) -> Edit:
    held = draw.choice([row for row in plan.classes if row.open])
    assert held.start is not None
    assert held.end is not None
    span = {"from": held.start.isoformat(), "to": held.end.isoformat()}
    return {"edit": "room-unavailable", "room": str(held.room), **span}


def _class_cancelled(draw: random.Random, scenario: Scenario, plan: Plan) -> Edit:
    needed = {item.id for item in scenario.classes if item.required or item.fixed.open}
    held = [row.class_id for row in plan.classes if row.open and row.class_id not in needed]
    return {"edit": "cancel-class", "class": draw.choice(held)}


def _unit_away(draw: random.Random, scenario: Scenario, plan: Plan) -> Edit:
    units = {cadre.id: cadre.unit for cadre in scenario.cadres}
    held = {row.class_id: row for row in plan.classes if row.open}
    one = draw.choice(plan.enrolments)
    start, end = held[one.class_id].start, held[one.class_id].end
    assert start is not None
    assert end is not None
    span = {"from": start.isoformat(), "to": end.isoformat()}
    return {"edit": "unit-unavailable", "unit": units[one.cadre], **span}


def measure(folder: Path, edit: Edit, limit: float) -> Row:
    """Repair and plan anew; both are judged by the checker against the published plan."""
    disrupted = load_edited(folder, [json.dumps(edit)]).scenario
    began = time.process_time()
    mended = repair(disrupted, deadline=time.monotonic() + TIME_LIMIT)
    cpu = time.process_time() - began
    aims = tuple(level for level in disrupted.objective if Component.MOVES not in level)
    fresh = disrupted.model_copy(
        update={"baseline": None, "freeze_before": None, "objective": aims}
    )
    anew = solve(fresh, deadline=time.monotonic() + limit)
    short, moves = _judged(disrupted, mended.plan)
    anew_short, anew_moves = _judged(disrupted, anew.plan)
    bound = anew.result.levels[0].bound if anew.result.levels else None
    return Row(_sentence(edit), short, moves, round(cpu, 1), anew_short, bound, anew_moves)


def _sentence(edit: Edit) -> str:
    values = [value for key, value in edit.items() if key != "edit"]
    return " ".join([edit["edit"], *values])


def _judged(scenario: Scenario, plan: Plan | None) -> tuple[float, float]:
    """Return shortfall and moves as the checker counts them; raises where a rule is broken."""
    if plan is None:
        return float("nan"), float("nan")
    verdict = verify(scenario, plan)
    if verdict.violations:
        raise AssertionError(verdict.violations[:3])
    return verdict.components[Component.SHORTFALL], verdict.components[Component.MOVES]


def table(rows: list[Row]) -> str:
    """Return the rows as a table in Markdown with the ratio of moves."""
    lines = [
        "| disruption | repair: shortfall | moves | CPU s | anew: shortfall (bound) | moves "
        "| ratio |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        ratio = row.anew_moves / max(1.0, row.repair_moves)
        bound = "-" if row.anew_bound is None else f"{row.anew_bound:g}"
        lines.append(
            f"| {row.edit} | {row.repair_shortfall:g} | {row.repair_moves:g} | {row.repair_cpu:g} "
            f"| {row.anew_shortfall:g} ({bound}) | {row.anew_moves:g} | {ratio:.0f} |"
        )
    mended = sum(row.repair_moves for row in rows)
    anew = sum(row.anew_moves for row in rows)
    ratio = anew / max(1.0, mended)
    lines.append(f"| all | | {mended:g} | | | {anew:g} | {ratio:.0f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the disruptions one after the other and write what came out after each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--limit", type=float, default=20.0)
    parser.add_argument("--output", type=Path, default=Path("out/repair-benchmark"))
    asked = parser.parse_args()
    scenario = load_scenario(asked.folder / "scenario.json").scenario
    plan = load_plan(asked.folder)
    asked.output.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    for edit in disruptions(scenario, plan, asked.count, asked.seed):
        rows.append(measure(asked.folder, edit, asked.limit))
        print(rows[-1], flush=True)
        with (asked.output / "repair.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(asdict(rows[0])))
            writer.writeheader()
            writer.writerows(asdict(row) for row in rows)
        (asked.output / "repair.md").write_text(table(rows), encoding="utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
