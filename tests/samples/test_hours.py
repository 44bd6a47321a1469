"""Lecturers' hours are short, yet enough for most classes: an argument by counting alone."""

from collections import defaultdict

import pytest

from tests.samples.reading import scenario, table


def tasks_of(counts):
    """Return for each module to be taught the tier and the modules that would do."""
    tasks = []
    for programme in scenario("province")["programmes"]:
        tier = programme["tiers"][0]
        for _ in range(counts[programme["id"]]):
            tasks += [(tier, (module,)) for module in programme["modules"]]
            for choice in programme.get("choose", []):
                tasks += [(tier, tuple(choice["from"]))] * choice["count"]
    return tasks


def qualified():
    """Return who may teach a module to a tier."""
    themes = {row["id"]: f"theme:{row['theme']}" for row in table("province", "modules")}
    who = defaultdict(set)
    for row in table("province", "qualifications"):
        for module, theme in themes.items():
            if row["module"] in (module, theme):
                for tier in [row["tier"]] if row["tier"] else "PDG":
                    who[tier, module].add(row["lecturer"])
    return who


def taught(counts):
    """Return how many of the modules can be taught within the hours of the year, at best."""
    hours = {row["id"]: int(row["max_sessions"]) for row in table("province", "lecturers")}
    who = qualified()
    tasks = tasks_of(counts)
    given = defaultdict(list)

    def place(index, tried):
        tier, modules = tasks[index]
        for lecturer in sorted(set().union(*(who[tier, module] for module in modules)) - tried):
            tried.add(lecturer)
            if len(given[lecturer]) < hours[lecturer]:
                given[lecturer].append(index)
                return True
            for other in list(given[lecturer]):
                if place(other, tried):
                    given[lecturer].remove(other)
                    given[lecturer].append(index)
                    return True
        return False

    return sum(place(index, set()) for index in range(len(tasks))), len(tasks)


def all_candidates():
    counts = defaultdict(int)
    for entry in scenario("province")["classes"]:
        counts[entry["programme"]] += entry.get("repeat", 1)
    return counts


def test_not_every_candidate_can_open():
    possible, wanted = taught(all_candidates())
    assert possible < wanted


def test_36_of_the_40_could_by_hours_alone():
    counts = all_candidates()
    counts["P-3N"] -= 1
    counts["D-CHUNG"] -= 1
    counts["D-DANG"] -= 1
    counts["G-2N"] -= 1
    assert sum(counts.values()) == 36
    possible, wanted = taught(counts)
    assert possible == wanted


def test_modules_of_the_programmes_have_two_lecturers():
    who = qualified()
    alone = {
        module
        for programme in scenario("province")["programmes"]
        for module in programme["modules"]
        if len(who[programme["tiers"][0], module]) < 2
    }
    assert alone == set()


@pytest.mark.parametrize(("kind", "count"), [("trường", 25), ("học viện", 10), ("kiêm chức", 25)])
def test_staff(kind, count):
    staff = [row for row in table("province", "lecturers") if row["kind"] == kind]
    assert len(staff) == count
    assert all(2 <= int(row["max_sessions"]) <= 20 for row in staff)
