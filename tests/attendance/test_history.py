"""History out of the record, and a scenario that takes its history from there."""

import csv
import io
import json
from datetime import date

import pytest

import cli
from models.attendance import Presence
from scheduler.attendance.history import Archive, as_csv, history_records, table
from scheduler.errors import InputError
from scheduler.load import load_scenario
from scheduler.load.recorded import record_place
from tests.attendance.office import GUEST, UNITS, people, world
from tests.builders import cadre, held, history, programme, training_class

HEAD = ("Mã", "Có mặt")
NEXT_MONDAY = date(2025, 3, 3)
NEXT = {"from": "2025-01-01", "to": "2025-10-31"}


def came(office, *numbers, **asked):
    rows = [(f"CB-000{n}", "x" if n in numbers else "vắng") for n in range(1, 6)]
    return office.attend(office.csv(HEAD, *rows), **asked)


def rows_of(office):
    return [(r.cadre, r.class_id, str(r.date), r.module) for r in Archive(office.record).history()]


def test_a_row_for_each_person_day_and_module(office):
    came(office, 1, 2)
    assert rows_of(office) == [
        (f"CB-000{n}", "K1", "2024-03-04", m) for n in (1, 2) for m in ("M1", "M2")
    ]


def test_a_correction_changes_history(office):
    came(office, 1)
    came(office, 2)
    assert {row[0] for row in rows_of(office)} == {"CB-0002"}


def test_what_the_scenario_knew_before_stays(office):
    before = (
        history("CB-0001", "OLD", "2022-05-04", "M9"),
        history("CB-0005", "OTHER", "2023-05-04", "M9", counts_for=()),
    )
    chosen = world(name="again", history=before)
    office.publish(chosen, held(cadres=range(1, 6)))
    came(office, 1)
    kept = Archive(office.record).history()
    assert set(before) <= set(kept)
    assert len(kept) == 4
    assert b"CB-0005,OTHER,2023-05-04,M9,true,-\r\n" in as_csv(
        ("cadre", "class", "date", "module", "completed", "counts_for"), history_records(kept)
    )


def test_days_without_modules_are_days_of_class(office):
    trip = programme("A", modules=("M1", "M2"), activities=({"kind": "field", "sessions": 2},))
    chosen = world(name="trip", programmes=(trip,))
    parts = (("M1", "L1"), ("M2", "L2"), "field", "field")
    office.publish(chosen, held(cadres=range(1, 6), parts=parts))
    came(office, 1)
    assert rows_of(office)[-1] == ("CB-0001", "K1", "2024-03-05", "field")


def test_programmes_say_what_history_counts_for(office):
    chosen = world(name="none", programmes=(programme(counts_for=()),))
    office.publish(chosen, held(cadres=range(1, 6)))
    came(office, 1)
    assert {row.counts_for for row in Archive(office.record).history()} == {()}


def write_next(office, chosen, reference="record:record.sqlite", **changes):
    """Write the scenario as a planner would, with its history in the record."""
    folder = office.folder
    raw = json.loads(chosen.model_dump_json(by_alias=True))
    named = {}
    for name in ("units", "cadres", "modules", "lecturers", "qualifications", "venues", "rooms"):
        rows = raw.pop(name)
        for row in rows:
            if name == "modules":
                row["topics"] = ";".join(row["topics"])
            if name == "venues":
                row["serves"] = ";".join(row["serves"])
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")
        named[name] = f"{name}.csv"
    for name in ("history", "unavailability", "distances", "baseline", "freeze_before"):
        raw.pop(name)
    raw["calendar"].pop("public_holidays")
    path = folder / "next.yaml"
    path.write_text(
        json.dumps(raw | {"tables": named | {"history": reference}} | changes), encoding="utf-8"
    )
    return path


def later(**fields):
    return world(name="next", horizon=NEXT, classes=(training_class("K2"),), **fields)


def test_next_year_reads_the_record(office):
    came(office, 1, 2, 3)
    loaded = load_scenario(write_next(office, later()))
    assert loaded.warnings == ()
    assert list(loaded.scenario.history) == list(Archive(office.record).history())


def test_history_hangs_on_the_cadre(office):
    came(office, 1, 2)
    moved = (cadre(1, name="Nguyễn Văn Hà", unit="U2"), *people()[1:])
    chosen = later(cadres=moved)
    assert [r.cadre for r in load_scenario(write_next(office, chosen)).scenario.history] == [
        *["CB-0001"] * 2,
        *["CB-0002"] * 2,
    ]
    office.publish(chosen, held("K2", start=NEXT_MONDAY, cadres=(3,)))
    stays = [(s.since, s.unit) for s in Archive(office.record).stays() if s.cadre == "CB-0001"]
    assert stays == [("2024-01-01", "U1"), ("2025-01-01", "U2")]
    assert len(Archive(office.record).stays()) == len(UNITS) + 2


def test_who_left_the_table_keeps_a_history(office):
    came(office, 1)
    chosen = later(cadres=(*people()[1:5], GUEST))
    office.publish(chosen, held("K2", start=NEXT_MONDAY, cadres=(3,)))
    assert {row[0] for row in rows_of(office)} == {"CB-0001"}


def test_the_period_planned_is_no_history(office):
    came(office, 1)
    path = write_next(
        office, world(name="replan", horizon={"from": "2024-03-04", "to": "2024-12-31"})
    )
    loaded = load_scenario(path)
    assert (loaded.scenario.history, loaded.warnings) == ((), ())


def test_requirements_that_are_gone_count_no_more(office):
    chosen = world(name="counted", programmes=(programme(counts_for=("refresher",)),))
    office.publish(chosen, held(cadres=range(1, 6)))
    came(office, 1)
    need = {"id": "other", "tiers": ("P",), "window": "term", "unit": "class", "min": 1}
    found = load_scenario(write_next(office, later(requirements=(need,)))).scenario.history
    assert {row.counts_for for row in found} == {()}


def test_the_same_record_gives_the_same_digest_and_another_another(office):
    path = write_next(office, later())
    empty = load_scenario(path).input_sha256
    assert load_scenario(path).input_sha256 == empty
    came(office, 1)
    assert load_scenario(path).input_sha256 != empty


def test_the_record_of_the_environment(office, monkeypatch):
    came(office, 1)
    monkeypatch.setenv("SCHEDULE_RECORD", office.record)
    assert len(load_scenario(write_next(office, later(), "record")).scenario.history) == 2


def test_a_record_that_is_not_there(office):
    path = write_next(office, later(), "record:nowhere.sqlite")
    with pytest.raises(InputError, match=r"tables\.history: .*no such record") as error:
        load_scenario(path)
    assert "không đọc được lịch sử" in error.value.text("vi")


def test_the_record_of_somebody_else(office):
    other = {"id": "strangers", "name": "Strangers", "domain": "strangers.example"}
    path = write_next(office, later(), organisation=other)
    with pytest.raises(InputError, match="has no organisation strangers"):
        load_scenario(path)


def test_files_that_begin_like_the_word_are_files(tmp_path):
    assert record_place("records.csv", tmp_path) is None
    assert record_place("data/record", tmp_path) is None
    assert record_place("record:a/b.sqlite", tmp_path) == str(tmp_path / "a" / "b.sqlite")
    assert record_place("record:postgresql://h/d", tmp_path) == "postgresql://h/d"


def run(capsys, *words):
    code = cli.run_safely([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_at_the_door(office, capsys):
    path = office.csv(HEAD, ("CB-0001", "x"), ("CB-9", "x"))
    code, out, err = run(capsys, "attend", "K1", path, "--record", office.record)
    assert (code, out) == (2, "")
    assert "CB-9" in err
    words = ("attend", "K1", path, "--record", office.record, "--partial", "--json")
    code, out, err = run(capsys, *words, "--who", "x")
    assert code == 0
    assert [mark["cadre"] for mark in json.loads(out)] == ["CB-0001"]
    assert "1 completed" in err
    target = office.folder / "out" / "history.csv"
    assert run(capsys, "history", "--record", office.record, "--output", target)[0] == 0
    assert target.read_bytes() == table(office.record, None)
    code, out, _ = run(
        capsys, "history", "--record", office.record, "--audit", "--cadre", "CB-0001"
    )
    assert out.splitlines()[1].split(",")[5:7] == ["CB-0001", "completed"]
    assert run(capsys, "history", "--record", office.record, "--audit", "--stays")[0] == 2


def test_the_table_is_one_that_the_loader_reads(office):
    came(office, 1, 2, others=Presence.ABSENT)
    path = write_next(office, later())
    from_record = load_scenario(path).scenario.history
    (office.folder / "h.csv").write_bytes(table(office.record, None))
    assert load_scenario(write_next(office, later(), "h.csv")).scenario.history == from_record
