"""The samples have the sizes that they claim, and what is published about the province holds."""

from collections import Counter

import pytest

from tests.samples.reading import (
    covered_before,
    number_of_classes,
    people_by_tier,
    planned,
    scenario,
    table,
    texts,
)

PROVINCE = {"P": 413, "D": 2_660, "G": 7_000}
KINDS = ("province", "demo", "term", "organisers")


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        ("province", PROVINCE),
        ("term", PROVINCE),
        ("demo", {"P": 20, "D": 120, "G": 200}),
        ("organisers", {"P": 1_200, "D": 9_800, "G": 29_000}),
    ],
)
def test_the_planned_population_is_exact(kind, people):
    assert people_by_tier(kind) == people


def test_some_people_are_not_planned():
    assert len(table("province", "cadres")) > len(planned("province"))


@pytest.mark.parametrize(
    ("kind", "classes", "lecturers", "modules", "rooms", "units"),
    [
        ("demo", 5, 8, 12, 3, 6),
        ("province", 40, 60, 45, 13, 164),
        ("term", 200, 60, 45, 13, 164),
        ("organisers", 500, 200, 120, 60, 400),
    ],
)
def test_the_sizes_are_those_of_the_specification(kind, classes, lecturers, modules, rooms, units):
    assert number_of_classes(kind) == classes
    names = ("lecturers", "modules", "rooms", "units")
    assert [len(table(kind, name)) for name in names] == [lecturers, modules, rooms, units]


def test_candidate_classes_by_tier():
    tier_of = {p["id"]: p["tiers"][0] for p in scenario("province")["programmes"]}
    counts = Counter()
    for entry in scenario("province")["classes"]:
        counts[tier_of[entry["programme"]]] += entry.get("repeat", 1)
    assert counts == {"P": 5, "D": 14, "G": 21}


@pytest.mark.parametrize("day", ["2023-01-01", "2024-01-01"])
def test_published_coverage_at_the_end_of_2022_is_also_that_of_2023(day):
    assert covered_before("province", day) == {"P": 248, "D": 1_580, "G": 2_500}


def test_the_demo_is_covered_by_two_fifths():
    assert covered_before("demo", "2024-04-01") == {"P": 8, "D": 48, "G": 80}


def test_nobody_is_covered_when_the_term_begins():
    assert covered_before("term", "2020-10-01") == {}


def test_other_organisers_have_taught_two_fifths_of_the_people():
    others = Counter(
        row["cadre"] for row in table("province", "history") if row["counts_for"] == "-"
    )
    assert 0.35 <= len(others) / len(table("province", "cadres")) <= 0.42
    assert 4 <= sum(others.values()) / len(others) <= 6
    assert max(others.values()) <= 8


def test_the_large_history_has_its_size():
    assert len(table("organisers", "history")) == 150_000


def test_what_is_left_to_cover_this_year_is_worth_three_to_four_thousand_points():
    before = covered_before("province", "2024-01-01")
    left = 0
    for tier in scenario("province")["tiers"]:
        goal = tier["path"][2024]
        target = goal.get(
            "count", -(-int(goal.get("share", 0) * 100) * PROVINCE[tier["id"]] // 100)
        )
        left += tier["weight"] * (target - before[tier["id"]])
    assert 3_000 <= left <= 4_000


def test_units_are_districts_communes_and_bodies_on_the_map():
    units = table("province", "units")
    assert Counter(unit["id"][0] for unit in units) == {"H": 10, "X": 119, "T": 35}
    districts = {unit["id"] for unit in units if unit["id"].startswith("H")}
    assert {unit["parent"] for unit in units if unit["id"].startswith("X")} <= districts
    assert all(16.3 <= float(u["lat"]) <= 17.2 and 106.5 <= float(u["lon"]) <= 107.4 for u in units)


def test_venues_are_the_school_and_one_centre_per_district():
    venues = table("province", "venues")
    assert [venue["serves"] for venue in venues] == ["", *(f"H{n:02}" for n in range(1, 11))]
    rooms = table("province", "rooms")
    assert [int(r["capacity"]) for r in rooms if r["venue"] == "V00"] == [80, 100, 300]
    assert all(80 <= int(r["capacity"]) <= 120 for r in rooms if r["venue"] != "V00")


def test_everybody_gains_from_a_seat():
    assert all(float(cadre["priority"]) >= 1 for cadre in table("province", "cadres"))


def test_three_modules_are_renewed_and_their_former_editions_are_kept():
    topics = {row["id"]: row["topics"] for row in table("province", "modules")}
    for now, then in (("M01", "M18"), ("M04", "M19"), ("M17", "M20")):
        new, old = set(topics[now].split(";")), set(topics[then].split(";"))
        assert len(new & old) == 1
        assert all("@2024" in topic for topic in new - old)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_taught_before_its_edition(kind):
    topics = {row["id"]: row["topics"] for row in table(kind, "modules")}
    for row in table(kind, "history"):
        years = [int(part[:4]) for part in topics[row["module"]].split("@")[1:]]
        assert all(year <= int(row["date"][:4]) for year in years)


def test_the_what_ifs_stand_beside_the_scenario():
    budget = scenario("province")["rules"]["budget"]
    written = {path for path in texts("province") if path.startswith("whatif/")}
    assert written == {
        "whatif/budget-85.yaml",
        "whatif/lecturer-away.yaml",
        "whatif/target-100.yaml",
    }
    assert str(budget * 85 // 100) in texts("province")["whatif/budget-85.yaml"]
