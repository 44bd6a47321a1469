"""A small checkout for the commands of the documentation: the province at a twentieth of its size.

`.venv/bin` leads to the interpreter of the tests, so that `make` finds all set up; `out/demo` holds
the plan of the tutorial, on which the how-to pages build.
"""

import csv
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SHARE = 20
CLASSES = ("P-01", "D-A", "D-HT", "G-A", "G-C")
SECONDS = 3
FILES = ("Makefile", "pyproject.toml", "requirements.lock", "mkdocs.yml")


def make_checkout(folder: Path) -> None:
    """Fill an empty folder."""
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    _make_environment(folder)
    scenarios = folder / "scenarios"
    shutil.copytree(ROOT / "scenarios", scenarios, ignore=shutil.ignore_patterns("term*"))
    _shrink_province(scenarios)
    _shrink_sweep(scenarios / "sweeps" / "demo-trade-offs.yaml")


def _make_environment(folder: Path) -> None:
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, words in {
        "schedule": f"{sys.executable} {ROOT}/cli.py",
        "python": sys.executable,
    }.items():
        script = f'#!/bin/sh\nPYTHONPATH={ROOT} exec {words} "$@"\n'
        (programs / name).write_text(script, encoding="utf-8")
        (programs / name).chmod(0o755)
    (programs / "activate").write_text(f'PATH="{programs}:$PATH"\n', encoding="utf-8")
    (folder / ".venv" / ".installed").write_text(f"{folder}\n", encoding="utf-8")


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _shrink_province(scenarios: Path) -> None:
    """Keep every twentieth cadre with his or her history, five kinds of classes, smaller ones."""
    path = scenarios / "2024.yaml"
    scenario = _read(path)
    cadres = _keep(scenarios / "data" / "cadres.csv", lambda number, row: number % SHARE == 0)
    known = {row["id"] for row in cadres}
    _keep(scenarios / "data" / "history.csv", lambda number, row: row["cadre"] in known)
    _keep(
        scenarios / "data" / "unavailability.csv",
        lambda number, row: row["kind"] != "cadre" or row["id"] in known,
    )
    scenario["classes"] = [entry for entry in scenario["classes"] if entry["id"] in CLASSES]
    for entry in scenario["classes"]:
        entry.pop("repeat", None)
    for programme in scenario["programmes"]:
        programme["size"] = {"min": 4, "max": 30}
    for tier in scenario["tiers"]:
        tier.pop("path")
        tier["target"] = {"share": 0.5}
    scenario["rules"]["max_absent"] = 0.5
    scenario["solve"]["time_limit"] = SECONDS
    _write(path, scenario)
    for what_if in scenarios.glob("whatif/*.yaml"):
        assert _read(what_if)["base"] == "../2024.yaml"


def _keep(path: Path, wanted: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        rows = [row for number, row in enumerate(reader) if wanted(number, row)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return rows


def _shrink_sweep(path: Path) -> None:
    """Keep the first two values of the first axis, one of every other, one seed."""
    sweep = _read(path)
    first, *others = sweep["grid"]
    sweep["grid"] = {
        first: sweep["grid"][first][:2],
        **{name: sweep["grid"][name][:1] for name in others},
    }
    sweep["seeds"] = sweep["seeds"][:1]
    sweep["solve"] = {"time_limit": 2}
    _write(path, sweep)


def plan_demo(folder: Path, environment: dict[str, str]) -> None:
    """Make the plan of the tutorial, my-demo and out/demo."""
    commands = "schedule init demo my-demo && schedule my-demo/demo.yaml --time-limit 3 --quiet"
    subprocess.run(["bash", "-ec", commands], cwd=folder, env=environment, check=True)
