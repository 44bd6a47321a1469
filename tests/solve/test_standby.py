"""Substitutes: free, qualified, within all limits even when all are called at once."""

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules import Rule
from scheduler.checker import verify
from scheduler.formulation.derive import derive
from scheduler.formulation.paper import from_plan
from scheduler.outputs.tables import result_json, standby_csv
from scheduler.outputs.write import write_folder
from scheduler.plan import Settings, make_plan
from scheduler.solve.standby import name_standby
from scheduler.terminal.narrator import Narrator
from tests.builders import (
    MONDAY,
    held,
    lecturer,
    module,
    plan,
    qualified,
    room,
    scenario,
    training_class,
    venue,
)

TEACHING = (Rule.H6, Rule.H7, Rule.H8)


def away(who, day, slot=None):
    return {"kind": "lecturer", "id": who, "from": day, "to": day, "slot": slot}


def named(chosen, *opened):
    """Return class, module -> standby, and the share."""
    instance = derive(chosen)
    rows, share = name_standby(instance, from_plan(instance, plan(chosen, *opened)))
    return {(row.class_id, row.module): row.standby for row in rows}, share


def three(**fields):
    people = (lecturer("L1"), lecturer("L2"), lecturer("L3", **fields))
    return scenario(lecturers=people, qualifications=tuple(qualified(one.id) for one in people))


def test_who_is_free_and_qualified_stands_by():
    found, share = named(three(), held())
    assert None not in found.values()
    assert found["K1", "M1"] != "L1"
    assert found["K1", "M2"] != "L2"
    assert (share.sessions, share.covered, share.share, share.proven) == (2, 2, 1.0, True)


def test_nobody_stands_by_for_oneself():
    one = scenario(lecturers=(lecturer("L1"),), qualifications=(qualified("L1"),))
    found, share = named(one, held(parts=(("M1", "L1"), ("M2", "L1"))))
    assert set(found.values()) == {None}
    assert share.share == 0


def test_who_teaches_in_the_slot_or_is_away_does_not_stand_by():
    both = scenario(classes=(training_class("K1"), training_class("K2")))
    rooms = (room("R1"), room("R2"))
    both = both.model_copy(update={"rooms": rooms})
    first = held("K1", parts=(("M1", "L1"), ("M2", "L1")), cadres=[1])
    second = held("K2", room_id="R2", parts=(("M1", "L2"), ("M2", "L2")), cadres=[2])
    found, _ = named(both, first, second)
    assert set(found.values()) == {None}
    day = MONDAY.isoformat()
    gone = scenario(unavailability=(away("L2", day, "S"),))
    found, _ = named(gone, held(parts=(("M1", "L1"), ("M2", "L1"))))
    assert found == {("K1", "M1"): None, ("K1", "M2"): "L2"}


@pytest.mark.parametrize("limit", ["max_per_day", "max_per_week", "max_sessions"])
def test_duties_count_with_own_sessions_against_each_limit(limit):
    taught = held(parts=(("M1", "L1"), ("M2", "L1")))

    def covered(most):
        people = (lecturer("L1"), lecturer("L2", **{limit: most}))
        return named(scenario(lecturers=people), taught)[1].covered

    assert [covered(most) for most in (0, 1, 2)] == [0, 1, 2]


def test_a_module_of_two_sessions_is_taken_whole_or_not_at_all():
    long = (module("M1", "a", sessions=2), module("M2", "b"))
    day = MONDAY.isoformat()
    busy = scenario(modules=long, unavailability=(away("L2", day, "C"),))
    found, _ = named(busy, held(parts=(("M1", "L1"), ("M2", "L1"))))
    assert found == {("K1", "M1"): None, ("K1", "M2"): "L2"}


def test_nobody_stands_by_in_two_venues_on_a_day():
    places = {
        "venues": (venue("V1"), venue("V2")),
        "rooms": (room("R1"), room("R2", venue="V2")),
        "classes": (training_class("K1"), training_class("K2")),
        "programmes": ({**scenario().programmes[0].model_dump(), "modules": ("M1",)},),
        "lecturers": (lecturer("L1"), lecturer("L2"), lecturer("L3")),
        "qualifications": (qualified("L3"), qualified("L1", "M1"), qualified("L2", "M1")),
        "unavailability": (),
    }
    split = scenario(**places)
    first = held("K1", parts=(("M1", "L1"),), cadres=[1])
    second = held("K2", room_id="R2", parts=(("M1", "L2"),), cadres=[2])
    _, share = named(split, first, second)
    assert share.covered == 1


def test_the_better_qualified_stands_by():
    people = (lecturer("L1"), lecturer("L2"), lecturer("L3"))
    skills = (qualified("L1"), qualified("L2", level=1), qualified("L3", level=3))
    chosen = scenario(lecturers=people, qualifications=skills)
    found, _ = named(chosen, held(parts=(("M1", "L1"), ("M2", "L1"))))
    assert set(found.values()) == {"L3"}


@settings(max_examples=25, deadline=None)
@given(
    per_day=st.lists(st.integers(0, 2), min_size=4, max_size=4),
    per_week=st.lists(st.integers(0, 4), min_size=4, max_size=4),
    gone=st.sets(st.tuples(st.sampled_from(["L3", "L4"]), st.integers(0, 1))),
    later=st.booleans(),
)
def test_even_if_all_are_called_at_once_no_rule_of_teaching_breaks(per_day, per_week, gone, later):
    people = tuple(
        lecturer(f"L{n + 1}", max_per_day=2 if n < 2 else per_day[n], max_per_week=per_week[n] + 2)
        for n in range(4)
    )
    chosen = scenario(
        lecturers=people,
        qualifications=tuple(qualified(one.id) for one in people),
        rooms=(room("R1"), room("R2")),
        classes=(training_class("K1"), training_class("K2")),
        unavailability=tuple(
            away(who, (MONDAY + timedelta(days=day)).isoformat()) for who, day in sorted(gone)
        ),
    )
    start = MONDAY + timedelta(days=1) if later else MONDAY
    paper = plan(
        chosen,
        held("K1", cadres=[1]),
        held("K2", start, room_id="R2", parts=(("M1", "L2"), ("M2", "L1")), cadres=[2]),
    )
    instance = derive(chosen)
    rows, share = name_standby(instance, from_plan(instance, paper))
    who = {(row.class_id, row.module): row.standby for row in rows if row.standby}
    swapped = tuple(
        row.model_copy(update={"lecturer": who.get((row.class_id, row.module), row.lecturer)})
        for row in paper.sessions
    )
    before = {v.rule for v in verify(chosen, paper).violations}
    after = verify(chosen, paper.model_copy(update={"sessions": swapped})).violations
    assert not [v for v in after if v.rule in TEACHING and v.rule not in before]
    assert share.covered == sum(row.standby is not None for row in rows)
    assert share.proven


def test_the_files_say_it_and_a_former_list_goes(tmp_path):
    asked = scenario(solve={"standby": True, "workers": 1, "time_limit": 20})
    source = tmp_path / "scenario.json"
    source.write_text(asked.model_dump_json(by_alias=True) + "\n", encoding="utf-8")
    folder = tmp_path / "plan"
    run = make_plan(source, Settings(output=folder), Narrator(quiet=True))
    assert run.result.run.standby is not None
    lines = (folder / "standby.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "class,seq,date,slot,module,lecturer,standby"
    assert len(lines) == 1 + run.result.run.standby.sessions
    said = json.loads((folder / "result.json").read_text(encoding="utf-8"))["run"]["standby"]
    assert said == run.result.run.standby.model_dump()
    assert "Sessions with a standby" in (folder / "index.html").read_text(encoding="utf-8")

    plain = run.result.model_copy(
        update={"run": run.result.run.model_copy(update={"standby": None})}
    )
    assert b"standby" not in result_json(plain)
    (folder / "note.txt").write_text("kept", encoding="utf-8")
    write_folder(folder, asked, run.plan, plain, ())
    assert not (folder / "standby.csv").exists()
    assert (folder / "note.txt").read_text(encoding="utf-8") == "kept"


def test_a_session_without_a_substitute_is_a_blank():
    found = scenario(lecturers=(lecturer("L1"),), qualifications=(qualified("L1"),))
    instance = derive(found)
    taught = held(parts=(("M1", "L1"), ("M2", "L1")))
    rows, _ = name_standby(instance, from_plan(instance, plan(found, taught)))
    assert standby_csv(rows).decode().splitlines()[1] == "K1,1,2024-03-04,S,M1,L1,"
