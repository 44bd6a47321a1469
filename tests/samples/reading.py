"""How the tests read a sample: its CSV texts as rows, its scenario as YAML, worked out by hand."""

import csv
import io
from collections import Counter
from functools import cache

import yaml

from scheduler.samples import sample_files

Rows = list[dict[str, str]]


@cache
def texts(kind, seed=1, cadres=1.0, classes=1.0):
    return sample_files(kind, seed=seed, cadres=cadres, classes=classes)


@cache
def rows(kind, path, **size) -> Rows:
    return list(csv.DictReader(io.StringIO(texts(kind, **size)[path])))


@cache
def scenario(kind, **size):
    return yaml.safe_load(next(iter(texts(kind, **size).values())))


def table(kind, name, **size) -> Rows:
    return rows(kind, scenario(kind, **size)["tables"][name], **size)


@cache
def planned(kind, **size) -> Rows:
    """Return the cadres who are eligible and active on the last day of the horizon."""
    last = scenario(kind, **size)["horizon"]["to"].isoformat()
    return [
        cadre
        for cadre in table(kind, "cadres", **size)
        if cadre["eligible"] != "không"
        and (not cadre["active_from"] or cadre["active_from"] <= last)
        and (not cadre["active_to"] or cadre["active_to"] >= last)
    ]


def people_by_tier(kind, **size) -> Counter:
    return Counter(cadre["tier"] for cadre in planned(kind, **size))


def covered_before(kind, day) -> Counter:
    """Return the planned cadres per tier with a completed class of the term that counts."""
    first = scenario(kind)["term"]["from"].isoformat()
    who = {
        row["cadre"]
        for row in table(kind, "history")
        if row["counts_for"] != "-" and row["completed"] != "không" and first <= row["date"] < day
    }
    return Counter(cadre["tier"] for cadre in planned(kind) if cadre["id"] in who)


def number_of_classes(kind, **size) -> int:
    return sum(entry.get("repeat", 1) for entry in scenario(kind, **size)["classes"])
