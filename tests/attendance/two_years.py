"""Two years in a row: plan, publish, mark who came, plan the next year from the record.

    python -m tests.attendance.two_years scenarios/2024.yaml out/two-years [SECONDS [PLAN]]

prints the figures of docs/two-years.md. PLAN is a folder with the first year's plan, where one is
made already.
"""

import csv
import random
import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import yaml

import cli
from scheduler.load import load_plan, load_scenario

YEAR = timedelta(days=364)  # 52 weeks: weekdays stay what they are
ABSENT, SEED = 0.08, 2024
MOVED = 5


def schedule(*words):
    code = cli.run_safely([str(word) for word in words])
    assert code == 0, (code, words)


@dataclass
class TwoYears:
    """What the script has made, for the figures and for tests."""

    folder: Path
    first: Path
    second: Path
    record: Path
    came: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    missed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    moved: tuple[str, ...] = ()


def play(scenario: Path, folder: Path, seconds: float, plan: Path | None = None) -> TwoYears:
    folder.mkdir(parents=True, exist_ok=True)
    years = TwoYears(folder, folder / "first", folder / "second", folder / "record.sqlite")
    limits = ("--time-limit", seconds, "--quiet")
    if plan is not None:
        years.first = plan
    else:
        schedule(scenario, "--output", years.first, *limits)
    published = ("--record", years.record, "--who", "planner", "--output")
    schedule("publish", years.first, *published, folder / "published")
    mark(years)
    schedule("history", "--record", years.record, "--output", folder / "history.csv")
    following = next_year(scenario, years)
    schedule(following, "--output", years.second, *limits)
    schedule("verify", years.second)
    schedule("publish", years.second, *published, folder / "published")
    return years


def mark(years: TwoYears) -> None:
    """Write a sign-in list for each open class and read it; absences are seeded."""
    chance = random.Random(SEED)
    scenario = load_scenario(years.first / "scenario.json").scenario
    names = {cadre.id: cadre.name for cadre in scenario.cadres}
    attending = defaultdict(list)
    for row in sorted(load_plan(years.first).enrolments, key=lambda row: (row.class_id, row.cadre)):
        attending[row.class_id].append(row.cadre)
    for class_id, cadres in attending.items():
        path = years.folder / f"{class_id}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["Danh sách ký nhận", class_id])
            rows.writerow(["STT", "Mã", "Họ và tên", "Có mặt", "Ghi chú"])
            for number, cadre in enumerate(cadres, start=1):
                absent = chance.random() < ABSENT
                excused = absent and chance.random() < 0.5
                (years.missed if absent else years.came)[class_id].add(cadre)
                tick, note = "" if absent else "x", "có phép" if excused else ""
                rows.writerow([number, cadre, names[cadre], tick, note])
        schedule("attend", class_id, path, "--record", years.record, "--who", "school")


def next_year(scenario: Path, years: TwoYears) -> Path:
    """Write the next year's scenario: later dates, ids of its own, history from the record.

    A few who completed a class move to another unit, one of them to another tier.
    """
    text = yaml.safe_load(scenario.read_text(encoding="utf-8"))
    end = text["horizon"]["to"] + YEAR + timedelta(days=1)
    text = _later(text, keep=("term",))
    text["horizon"]["to"] = min(end, text["term"]["to"])
    text["name"] += "-next"
    text["calendar"]["extra_workdays"] = []
    for entry in text["classes"]:
        entry["id"] += "-next"
    tables = text["tables"]
    folder = years.folder / "scenario"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, path in tables.items():
        if name != "history":
            shutil.copy(scenario.parent / path, folder / f"{name}.csv")
            tables[name] = f"{name}.csv"
    tables["history"] = "record:../record.sqlite"
    years.moved = _move(folder / "cadres.csv", years)
    path = folder / "next.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def _later(value, keep=()):
    if isinstance(value, date):
        return value + YEAR
    if isinstance(value, dict):
        return {k: v if k in keep else _later(v) for k, v in value.items()}
    return [_later(one) for one in value] if isinstance(value, list) else value


def _move(table: Path, years: TwoYears) -> tuple[str, ...]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    units = sorted({row["unit"] for row in rows})
    tiers = list(dict.fromkeys(row["tier"] for row in rows))
    came = sorted(set().union(*years.came.values()))
    moved = tuple(came[:: max(1, len(came) // MOVED)][:MOVED])
    for row in rows:
        if row["id"] in moved:
            row["unit"] = units[(units.index(row["unit"]) + 1) % len(units)]
            row["cover_group"] = ""
            if row["id"] == moved[-1]:
                row["tier"] = tiers[(tiers.index(row["tier"]) + 1) % len(tiers)]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return moved


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def figures(years: TwoYears) -> list[str]:
    """Return what the page tells: marks, coverage of both years, people who are taught again."""
    lines = []
    came = {cadre for cadres in years.came.values() for cadre in cadres}
    missed = {cadre for cadres in years.missed.values() for cadre in cadres}
    lines.append(f"first year: {len(years.came)} classes, {len(came)} came, {len(missed)} did not")
    history = load_scenario(years.second / "scenario.json").scenario.history
    lines.append(f"history of the second year: {len(history)} rows")
    for name, folder in (("first", years.first), ("second", years.second)):
        for row in read(folder / "coverage.csv"):
            if not row["unit"]:
                lines.append(
                    f"{name} year, tier {row['tier']}: {row['population']} people, target "
                    f"{row['target']}, covered before {row['covered_before']}, after "
                    f"{row['covered_after']}"
                )
    enrolled = {row["cadre"] for row in read(years.second / "enrolments.csv")}
    lines.append(f"second year: {len(enrolled)} enrolled")
    lines.append(f"of those who came in the first year: {len(enrolled & came)}")
    lines.append(f"of those who did not come: {len(enrolled & missed)}")
    return lines


def persons(years: TwoYears) -> list[str]:
    """Return the cases to be checked by hand: what each had, and what the second plan says."""
    enrolled = {row["cadre"]: row for row in read(years.second / "enrolments.csv")}
    came = sorted({cadre for cadres in years.came.values() for cadre in cadres})
    missed = sorted({cadre for cadres in years.missed.values() for cadre in cadres})
    before = {cadre: [] for cadre in [*came, *missed, *enrolled]}
    for row in read(years.folder / "history.csv"):
        before.setdefault(row["cadre"], []).append(row)
    repeating = [c for c in enrolled if float(enrolled[c]["repeat_periods"]) > 0]
    picked = {
        "came, and stayed where they were": [c for c in came if c not in years.moved][:1],
        "came, then moved to another tier": list(years.moved[-1:]),
        "came, then moved to another unit": list(years.moved[:1]),
        "did not come and is called again": [c for c in missed if c in enrolled][:1],
        "hears something again": repeating[:1],
    }
    lines = []
    for what, cadres in picked.items():
        for cadre in cadres:
            lines.append(f"{cadre}: {what}")
            for row in before[cadre]:
                counts = row["counts_for"] or "every requirement"
                lines.append(f"  had {row['class']} {row['date']} {row['module']} for {counts}")
            now = enrolled.get(cadre)
            again = f", repeats {now['repeat_periods']} periods" if now else ""
            lines.append(f"  second year: {now['class'] if now else 'not enrolled'}{again}")
    return lines


def main() -> None:
    scenario, folder, *rest = sys.argv[1:]
    seconds = float(rest[0]) if rest else 60
    plan = Path(rest[1]) if len(rest) > 1 else None
    years = play(Path(scenario), Path(folder), seconds, plan)
    print("\n".join([*figures(years), *persons(years)]))


if __name__ == "__main__":
    main()
