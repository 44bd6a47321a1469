"""Publishing through the command line: releases, refusals, and what the folder holds."""

import json
import re
import sqlite3
from datetime import UTC, datetime

import icalendar
import pytest

from cli import run_safely
from scheduler.publishing import Settings, publish_folder
from tests import builders
from tests.publishing import plans


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCHEDULE_RECORD", raising=False)
    return tmp_path


def publish(*more, who="Lan"):
    return run_safely(["publish", "plan", "--output", "public", "--who", who, *more])


def events(path):
    return {
        str(one["uid"]): one
        for one in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }


def test_a_plan_becomes_release_one_with_all_its_calendars(place, capsys):
    plans.folder(place / "plan")
    assert publish() == 0
    said = capsys.readouterr()
    assert said.out == "public\n"
    assert "Đã phát hành lần 1" in said.err
    names = {str(path.relative_to(place / "public")) for path in (place / "public").rglob("*.ics")}
    assert {name for name in names if not name.startswith("feeds/")} == {
        *("ics/all.ics", "ics/changes-r1.ics"),
        *("ics/classes/K1.ics", "ics/classes/K2.ics", "ics/classes/K3.ics"),
        *("ics/lecturers/L1.ics", "ics/lecturers/L2.ics", "ics/rooms/R1.ics"),
        *("ics/units/U1.ics", "ics/units/U2.ics"),
        *("changes/lecturers/L1.ics", "changes/lecturers/L2.ics"),
    }
    assert sum(name.startswith("feeds/") for name in names) == 9
    for event in events(place / "public/ics/all.ics").values():
        assert (event["status"], event["sequence"], event["transp"]) == ("CONFIRMED", 0, "OPAQUE")


def test_the_same_plan_makes_no_new_release_and_the_same_bytes(place, capsys):
    plans.folder(place / "plan")
    assert publish() == 0
    before = {path: path.read_bytes() for path in (place / "public").rglob("*") if path.is_file()}
    assert publish(who="Hoa") == 0
    assert "đã là lần phát hành 1" in capsys.readouterr().err
    after = {path: path.read_bytes() for path in (place / "public").rglob("*") if path.is_file()}
    assert before == after
    given = plans.scenario()
    longer = given.model_copy(update={"solve": given.solve.model_copy(update={"time_limit": 9})})
    plans.folder(place / "plan", of=longer)
    assert publish() == 0
    capsys.readouterr()
    assert run_safely(["releases", "--json"]) == 0
    assert [(one["number"], one["who"]) for one in json.loads(capsys.readouterr().out)] == [
        (1, "Lan")
    ]


def test_another_machine_zone_gives_the_same_calendars(place, monkeypatch):
    import time

    plans.folder(place / "plan")
    assert publish() == 0
    before = (place / "public/ics/all.ics").read_bytes()
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert publish() == 0
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert (place / "public/ics/all.ics").read_bytes() == before


def test_an_invalid_plan_is_refused_and_leaves_nothing(place, capsys):
    twice = (plans.held("K1", 0), plans.held("K2", 0))
    plans.folder(place / "plan", twice)
    assert publish() == 1
    said = capsys.readouterr()
    assert "H9" in said.out
    assert "Không phát hành" in said.err
    assert not (place / "public").exists()
    assert not (place / "record.sqlite").exists()


def test_without_organisation_nothing_is_published(place, capsys):
    plans.folder(place / "plan", of=plans.scenario(organisation=None))
    assert publish() == 2
    assert "organisation: missing" in capsys.readouterr().err
    assert not (place / "record.sqlite").exists()


def test_a_foreign_folder_is_left_alone_and_nothing_is_released(place, capsys):
    plans.folder(place / "plan")
    (place / "public").mkdir()
    (place / "public" / "letter.txt").write_text("mine")
    assert publish() == 2
    assert "release.json" in capsys.readouterr().err
    assert [path.name for path in (place / "public").iterdir()] == ["letter.txt"]
    assert not (place / "record.sqlite").exists()


def test_another_domain_is_refused(place, capsys):
    plans.folder(place / "plan")
    assert publish() == 0
    other = plans.ORGANISATION.model_copy(update={"domain": "other.example"})
    plans.folder(place / "plan", of=plans.scenario(organisation=other))
    assert publish() == 2
    assert "qt.example" in capsys.readouterr().err


def test_class_ids_of_another_period_are_refused_and_new_ones_accepted(place, capsys):
    plans.folder(place / "plan")
    assert publish() == 0
    later = {"horizon": {"from": "2025-01-01", "to": "2025-10-31"}, "name": "qt-2025"}
    plans.folder(place / "plan", [plans.held("K1", 53)], of=plans.scenario(**later))
    assert publish() == 2
    assert "K1-2025" in capsys.readouterr().err
    fresh = plans.scenario(**later, classes=(builders.training_class("K1-2025"),))
    plans.folder(place / "plan", [plans.held("K1-2025", 53)], of=fresh)
    assert publish() == 0
    shown = events(place / "public/ics/all.ics")
    assert len(shown) == 12  # those of 2024 stay, those of 2025 are added
    assert {str(one["status"]) for one in shown.values()} == {"CONFIRMED"}
    assert len(events(place / "public/ics/changes-r2.ics")) == 3


def test_a_later_term_forgets_the_events_before_it(place):
    plans.folder(place / "plan")
    assert publish() == 0
    days = {"from": "2026-01-01", "to": "2026-12-31"}
    later = plans.scenario(term=days, horizon=days, classes=(builders.training_class("N1"),))
    plans.folder(place / "plan", [plans.held("N1", 105)], of=later)
    assert publish() == 0
    assert {uid[:3] for uid in events(place / "public/ics/all.ics")} == {"N1."}


def test_no_cadre_and_no_address_in_any_file(place):
    plans.folder(place / "plan")
    assert publish("--personal", who="Lan") == 0
    plans.folder(place / "plan", plans.SECOND)
    assert publish("--personal", who="Lan") == 0
    found = list(plans.texts(place / "public"))
    assert len(found) > 30
    for path, text in found:
        assert not any(name in text for name in plans.NAMES), path
        assert "CB-0" not in text + path.name, path
        assert not re.search(r"mailto:|ATTENDEE|ORGANIZER|l1@qt\.example|METHOD", text), path
        assert "Lan" not in text, path


def test_reminders_only_when_asked_and_never_of_what_is_cancelled(place):
    plans.folder(place / "plan")
    assert publish() == 0
    assert b"VALARM" not in (place / "public/ics/all.ics").read_bytes()
    assert publish("--reminder", "1440", "--reminder", "60") == 0
    assert (place / "public/ics/all.ics").read_bytes().count(b"BEGIN:VALARM") == 18
    plans.folder(place / "plan", plans.SECOND)
    assert publish("--reminder", "60") == 0
    for event in events(place / "public/ics/all.ics").values():
        assert len(event.walk("VALARM")) == (event["status"] == "CONFIRMED")


def test_lists_of_changes_speak_both_languages(place):
    plans.folder(place / "plan")
    assert publish("--language", "en") == 0
    plans.folder(place / "plan", plans.SECOND)
    assert publish("--language", "en") == 0
    text = (place / "public/changes/lecturers/L2.txt").read_text(encoding="utf-8")
    assert text.startswith("Changes of your teaching: TS. Võ Đức Tâm\nRelease 2 of ")
    assert "Cancelled or no longer yours (2 sessions)" in text
    assert "Moved to another time (1 sessions)" in text
    assert "before: Tuesday, 05/03/2024, 07:30–11:30" in text
    assert "now: Wednesday, 06/03/2024, 07:30–11:30" in text
    page = (place / "public/changes/lecturers/L2.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "no longer yours" in page
    everybody = (place / "public/changes/all.txt").read_text(encoding="utf-8")
    assert "TS. Mai Yến" in everybody


def test_names_are_escaped_in_the_page(place):
    odd = plans.scenario()
    bad = odd.lecturers[0].model_copy(update={"name": "<script>x</script>"})
    plans.folder(place / "plan", of=odd.model_copy(update={"lecturers": (bad, *odd.lecturers[1:])}))
    assert publish() == 0
    page = (place / "public/changes/lecturers/L1.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_show_gives_the_plan_back_and_diff_names_what_differs(place, capsys):
    first = plans.folder(place / "plan")
    given = (first / "sessions.csv").read_bytes()
    assert publish() == 0
    plans.folder(place / "plan", plans.SECOND)
    assert publish() == 0
    capsys.readouterr()
    assert run_safely(["diff", "r1", "r2", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "K2: dropped, 0 people in, 2 out" in said
    assert "04/03/2024 07:30–11:30, Hội trường A, TS. Đỗ Thị Quý → 05/03/2024" in said
    assert run_safely(["diff", "1", "2", "--json"]) == 0
    kinds = [one["kind"] for one in json.loads(capsys.readouterr().out)["changes"]]
    assert sorted(kinds) == ["cancelled"] * 3 + ["changed"] + ["moved"] * 3
    assert run_safely(["diff", "1", "1"]) == 0
    assert "Không có khác biệt." in capsys.readouterr().out
    # a folder without result.json is no plan folder that could be replaced, so give a fresh one
    assert run_safely(["show", "1", "--output", "again"]) == 0
    assert (place / "again" / "sessions.csv").read_bytes() == given
    assert run_safely(["verify", "again"]) == 0
    assert run_safely(["show", "3"]) == 2
    assert "the last is 2" in capsys.readouterr().err


def test_a_feed_keeps_its_path_until_it_is_renewed(place, capsys):
    plans.folder(place / "plan")
    assert publish() == 0
    capsys.readouterr()
    assert run_safely(["feeds"]) == 0
    listed = capsys.readouterr().out
    paths = {tuple(line.split("\t")[:2]): line.split("\t")[2] for line in listed.splitlines()}
    path = paths["lecturer", "L2"]
    assert re.fullmatch(r"feeds/[0-9a-f]{32}\.ics", path)
    own = (place / "public/ics/lecturers/L2.ics").read_bytes()
    assert (place / "public" / path).read_bytes() == own
    plans.folder(place / "plan", plans.SECOND)
    assert publish() == 0
    assert (place / "public" / path).exists()
    assert path not in (place / "public/release.json").read_text(encoding="utf-8")
    capsys.readouterr()
    assert run_safely(["feeds", "--renew", "lecturer", "L2", "--published", "public"]) == 0
    fresh = capsys.readouterr().out.strip().split("\t")[2]
    assert fresh != path
    assert not (place / "public" / path).exists()
    assert (place / "public" / fresh).exists()
    assert run_safely(["feeds", "--renew", "lecturer", "L9", "--published", "public"]) == 2
    assert "there is no feed of lecturer L9" in capsys.readouterr().err


def test_the_clock_going_back_never_moves_a_release_back(tmp_path):
    settings = Settings(record=str(tmp_path / "r.sqlite"), who="Lan", output=tmp_path / "public")
    plans.folder(tmp_path / "plan")
    late, early = datetime(2024, 2, 2, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
    assert publish_folder(tmp_path / "plan", settings, now=late).release.at == late
    plans.folder(tmp_path / "plan", plans.SECOND)
    assert publish_folder(tmp_path / "plan", settings, now=early).release.at == late


def test_a_file_that_is_no_record_is_named(place, capsys):
    plans.folder(place / "plan")
    (place / "record.sqlite").write_text("this is a letter, and a rather long one at that " * 9)
    assert publish() == 2
    assert "is no record" in capsys.readouterr().err
    assert run_safely(["releases", "--record", "none.sqlite"]) == 2
    assert "no such record" in capsys.readouterr().err


def test_a_record_of_a_later_format_is_refused(place, capsys):
    plans.folder(place / "plan")
    assert publish() == 0
    with sqlite3.connect(place / "record.sqlite") as database:
        database.execute("DROP TRIGGER about_update")
        database.execute("UPDATE about SET value = '2'")
    database.close()
    assert run_safely(["releases"]) == 2
    assert "format 2" in capsys.readouterr().err
