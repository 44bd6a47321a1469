"""Calendars: rules of the format, privacy, times, and events that keep their ids."""

import io
import itertools
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject
from dateutil.tz import tzical

from models.calendar import Calendar, DailySlot
from models.curriculum import Activity
from models.scenario import Organisation
from scheduler.outputs.calendars import CalendarWriter, calendar_files, size_warnings
from scheduler.outputs.events import uid_of
from scheduler.outputs.ical import Revision, clean
from scheduler.outputs.view import View
from scheduler.outputs.words import Words
from tests import builders
from tests.outputs.sample import make

GOLDEN = Path(__file__).parent / "golden" / "G-01.ics"
LONG = "Đường lối; chính sách, pháp luật \\ văn bản\nhướng dẫn \x0b" * 5 + "ễ" * 60


def calendars(scenario, plan, language="vi"):
    return dict(calendar_files(View(scenario, plan, language), Words(language)))


def of(sample, language="vi"):
    return calendars(sample.scenario, sample.plan, language)


def events(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def facts(content):
    """Start and end in UTC, by event id."""
    return {
        str(one["uid"]): (one.start.astimezone(UTC), one.end.astimezone(UTC))
        for one in events(content)
    }


def moved(plan, class_id, days):
    """The plan with one class on other days."""
    step = timedelta(days=days)
    return plan.model_copy(
        update={
            "classes": tuple(
                row.model_copy(update={"start": row.start + step, "end": row.end + step})
                if row.class_id == class_id
                else row
                for row in plan.classes
            ),
            "sessions": tuple(
                row.model_copy(update={"date": row.date + step})
                if row.class_id == class_id
                else row
                for row in plan.sessions
            ),
        }
    )


@pytest.fixture(scope="module")
def sample():
    return make()


@pytest.fixture(scope="module")
def files(sample):
    return of(sample)


def test_the_calendar_of_one_class_is_as_it_was(files):
    assert files["ics/classes/G-01.ics"].decode().replace("\r\n", "\n") == GOLDEN.read_text("utf-8")


def test_each_class_lecturer_and_room_in_use_has_a_file(sample, files):
    rows = sample.plan.sessions
    used = {row.room for row in sample.plan.classes if row.open}
    assert set(files) == {
        "ics/all.ics",
        *(f"ics/classes/{row.class_id}.ics" for row in rows),
        *(f"ics/lecturers/{row.lecturer}.ics" for row in rows if row.lecturer),
        *(f"ics/rooms/{room}.ics" for room in used),
    }
    assert "ics/classes/D-01.ics" not in files


def test_frame_of_every_file(files):
    for content in files.values():
        assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.replace(b"\r\n", b"").find(b"\n") == -1
        assert content.replace(b"\r\n", b"").find(b"\r") == -1
        for name in (b"VERSION:", b"PRODID:", b"NAME:", b"X-WR-CALNAME:", b"BEGIN:VTIMEZONE"):
            assert len(re.findall(rb"(?m)^" + name, content)) == 1
        assert b"\r\nX-WR-TIMEZONE:Asia/Ho_Chi_Minh\r\n" in content
        assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in content
        assert b"\r\nX-PUBLISHED-TTL:PT12H\r\n" in content
        for unwanted in (b"METHOD", b"VALARM", b"RRULE", b"RDATE", b"EXDATE", b"RECURRENCE"):
            assert unwanted not in content


def test_the_zone_stands_before_the_events_with_one_offset(files):
    for content in files.values():
        assert content.index(b"END:VTIMEZONE") < content.index(b"BEGIN:VEVENT")
        assert content.count(b"BEGIN:STANDARD") == 1
        assert b"DAYLIGHT" not in content
        assert re.findall(rb"TZOFFSET(?:FROM|TO):(\S+)", content) == [b"+0700"] * 2
        assert set(re.findall(rb"TZID[=:]([^:\r]+)", content)) == {b"Asia/Ho_Chi_Minh"}
        assert not re.search(rb"DT(?:START|END);TZID[^\r]*Z\r", content)


def test_every_event_says_what_a_draft_says(files):
    for content in files.values():
        for one in events(content):
            assert one["dtstamp"].to_ical() == b"20240101T000000Z"
            assert one["sequence"] == 0
            assert one["status"] == "TENTATIVE"
            assert one["transp"] == "OPAQUE"
            assert one["summary"]
            assert one["location"]
            assert len(one["description"]) < 8192
            assert one.end > one.start


def test_events_are_sorted_by_start_and_id(files):
    for content in files.values():
        order = [(one.start, str(one["uid"])) for one in events(content)]
        assert order == sorted(order)
        assert len({uid for _, uid in order}) == len(order)


def test_events_are_the_sessions(sample, files):
    whole = facts(files["ics/all.ics"])
    assert len(whole) == len(sample.plan.sessions)
    for kind in ("classes", "rooms"):
        parts = [facts(files[path]) for path in files if path.startswith(f"ics/{kind}/")]
        assert sum(map(len, parts)) == len(whole)
        assert {uid: when for part in parts for uid, when in part.items()} == whole
    for lecturer in sample.scenario.lecturers:
        taught = [row for row in sample.plan.sessions if row.lecturer == lecturer.id]
        content = files.get(f"ics/lecturers/{lecturer.id}.ics")
        assert len(facts(content) if content else {}) == len(taught)


def test_nobody_is_in_two_places(files):
    for path, content in files.items():
        if "/lecturers/" in path or "/rooms/" in path:
            spans = sorted(facts(content).values())
            assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


def test_half_past_seven_in_vietnam_is_half_past_midnight_utc(files):
    content = files["ics/classes/P-01.ics"]
    expected = datetime(2024, 1, 8, 0, 30, tzinfo=UTC)
    assert min(facts(content).values())[0] == expected
    foreign = content.replace(b"Asia/Ho_Chi_Minh", b"Only/Known-Here")
    first = vobject.readOne(foreign.decode()).vevent_list[0]
    assert first.dtstart.value.astimezone(UTC) == expected
    unzoned = re.sub(rb"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", b"", content, flags=re.DOTALL)
    assert min(facts(unzoned).values())[0] == expected


def test_another_reader_sees_the_same_times(files):
    for content in files.values():
        found = {
            one.uid.value: (one.dtstart.value.astimezone(UTC), one.dtend.value.astimezone(UTC))
            for one in vobject.readOne(content.decode()).vevent_list
        }
        assert found == facts(content)


def test_no_cadre_no_address_no_guest(sample, files):
    for path, content in files.items():
        text = content.replace(b"\r\n ", b"").decode()
        for one in sample.scenario.cadres:
            assert one.id not in text + path
            assert one.name not in text
        assert "@quang-tri.example" not in text
        for unwanted in ("ATTENDEE", "ORGANIZER", "mailto", "EMAIL", "TEL"):
            assert unwanted not in text


def test_only_lecturers_files_are_private(files):
    for path, content in files.items():
        private = [one.get("class") == "PRIVATE" for one in events(content)]
        assert all(private) if "/lecturers/" in path else not any(private)


def test_a_lecturer_reads_class_module_room_and_number(sample, files):
    path = next(path for path in files if "/lecturers/" in path)
    one = events(files[path])[0]
    course = View(sample.scenario, sample.plan, "vi").courses[str(one["summary"]).split(":")[0]]
    assert f"Số học viên: {course.size}" in one["description"]
    assert course.room.name in one["location"]
    tier, programme = one["categories"].cats
    assert (str(tier), str(programme)) == (course.tiers[0].name, course.programme.title)


def test_lines_fold_at_75_octets_between_characters():
    long = LONG.replace("\x0b", "")  # which the loader refuses
    scenario = builders.scenario(modules=(builders.module("M1", title=long), builders.module("M2")))
    content = calendars(scenario, builders.plan(scenario, builders.held()))["ics/all.ics"]
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    first = next(one for one in events(content) if ".M1." in one["uid"])
    wanted = unicodedata.normalize("NFC", long).strip()
    assert str(first["summary"]).removeprefix("K1: ").strip() == wanted
    other = vobject.readOne(content.decode()).vevent_list[0].summary.value
    assert other.removeprefix("K1: ").strip() == wanted


def test_texts_are_composed_and_free_of_control_characters():
    decomposed = unicodedata.normalize("NFD", "Hội trường") + "\x07\x9b\x7f\r\nA\tB\rC"
    assert clean(decomposed) == "Hội trường\nA\tB\nC"


def test_an_event_keeps_its_id_when_its_class_moves(sample):
    before = facts(of(sample)["ics/all.ics"])
    plan = moved(sample.plan, "P-01", 7)
    after = facts(calendars(sample.scenario, plan)["ics/all.ics"])
    assert set(before) == set(after)
    changed = {uid for uid in before if before[uid] != after[uid]}
    assert changed == {uid for uid in before if uid.startswith("P-01.")}


def test_modules_that_change_places_keep_their_ids():
    scenario = builders.scenario()
    plans = (
        builders.plan(scenario, builders.held(parts=parts))
        for parts in ((("M1", "L1"), ("M2", "L2")), (("M2", "L2"), ("M1", "L1")))
    )
    one, other = (facts(calendars(scenario, plan)["ics/all.ics"]) for plan in plans)
    assert set(one) == set(other)
    assert sorted(one.values()) == sorted(other.values())
    assert all(one[uid] != other[uid] for uid in one)


def test_parts_and_activities_are_numbered_within_themselves():
    activities = (
        Activity(kind="discussion", sessions=1),
        Activity(kind="discussion", sessions=2),
        Activity(kind="closing", sessions=1, position="last"),
    )
    scenario = builders.scenario(
        modules=(builders.module("M1", sessions=2), builders.module("M2", "b")),
        programmes=(builders.programme(activities=activities),),
    )
    parts = ["discussion", ("M1", "L1"), "discussion", "discussion", ("M2", "L2"), "closing"]
    plan = builders.plan(scenario, builders.held(parts=parts))
    lessons = View(scenario, plan, "en").lessons_of_class["K1"]
    assert [uid_of(scenario, one).split("@")[0] for one in lessons] == [
        *("K1.a.discussion.1", "K1.m.M1.1", "K1.m.M1.2", "K1.a.discussion.2"),
        *("K1.a.discussion.3", "K1.m.M2.1", "K1.a.closing.1"),
    ]


def test_ids_survive_titles_order_and_name_of_the_scenario(sample):
    ids = set(facts(of(sample)["ics/all.ics"]))
    scenario = sample.scenario.model_copy(
        update={
            "name": "another-question",
            "title": "Khác",
            "cadres": sample.scenario.cadres[::-1],
            "classes": sample.scenario.classes[::-1],
            "modules": tuple(
                one.model_copy(update={"title": one.title + "?"})
                for one in sample.scenario.modules[::-1]
            ),
        }
    )
    plan = sample.plan.model_copy(update={"sessions": sample.plan.sessions[::-1]})
    assert set(facts(calendars(scenario, plan)["ics/all.ics"])) == ids
    assert set(facts(calendars(scenario, plan, "en")["ics/all.ics"])) == ids


def test_ids_are_ascii_and_distinct_for_odd_ids():
    classes = tuple(builders.training_class(one) for one in ("Lớp 1", "A.m", "A"))
    scenario = builders.scenario(
        classes=classes,
        modules=(builders.module("m.M1"), builders.module("M1", "b")),
        programmes=(builders.programme(modules=("m.M1", "M1")),),
        organisation=Organisation(id="tỉnh", name="Tỉnh", domain="đảng.vn"),
    )
    plan = builders.plan(
        scenario,
        *(
            builders.held(one.id, builders.MONDAY + timedelta(weeks=week), parts=parts)
            for week, one in enumerate(classes)
            for parts in [(("m.M1", "L1"), ("M1", "L2"))]
        ),
    )
    ids = set(facts(calendars(scenario, plan)["ics/all.ics"]))
    assert len(ids) == 6
    assert all(re.fullmatch(r"[A-Za-z0-9_.~-]+@[A-Za-z0-9_.~-]+\.vn", uid) for uid in ids)


def test_without_organisation_the_name_stands_in():
    scenario = builders.scenario()
    ids = facts(calendars(scenario, builders.plan(scenario, builders.held()))["ics/all.ics"])
    assert set(ids) == {"K1.m.M1.1@small.invalid", "K1.m.M2.1@small.invalid"}


def test_other_status_stamp_and_sequence_come_from_the_revision(sample):
    view, words = View(sample.scenario, sample.plan, "vi"), Words("vi")
    stamp = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)
    writer = CalendarWriter(view, words, lambda uid: Revision(stamp, "CONFIRMED", 3))
    (one, *_) = events(writer.calendar("x", view.lessons))
    assert one["dtstamp"].to_ical() == b"20240203T040506Z"
    assert (one["status"], one["sequence"]) == ("CONFIRMED", 3)


def test_a_calendar_without_events_is_refused(sample):
    view, words = View(sample.scenario, sample.plan, "vi"), Words("vi")
    writer = CalendarWriter(view, words, lambda uid: Revision(datetime.now(UTC)))
    with pytest.raises(ValueError, match="without events"):
        writer.calendar("empty", [])


def test_a_plan_without_classes_has_no_calendars():
    scenario = builders.scenario()
    assert calendars(scenario, builders.plan(scenario)) == {}


def test_odd_class_ids_give_distinct_safe_files():
    classes = tuple(builders.training_class(one) for one in ("../x", "A/B", "Lớp 1", "a-1", "A-1"))
    scenario = builders.scenario(classes=classes)
    held = (
        builders.held(one.id, builders.MONDAY + timedelta(weeks=week))
        for week, one in enumerate(classes)
    )
    found = calendars(scenario, builders.plan(scenario, *held))
    paths = [path for path in found if "/classes/" in path]
    assert len({path.lower() for path in paths}) == 5
    assert all(re.fullmatch(r"ics/classes/[A-Za-z0-9~-]+\.ics", path) for path in paths)


def test_a_big_calendar_warns():
    files = {"ics/all.ics": b"x" * 1_000_001, "ics/rooms/R1.ics": b"x", "page.html": b"x" * 10**7}
    (warning,) = size_warnings(files, Words("en"))
    assert warning.startswith("ics/all.ics is larger than 1 MB")
    assert size_warnings(files, Words("vi"))[0].startswith("ics/all.ics lớn hơn 1 MB")


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [("2024-03-25", 8), ("2024-04-02", 7), ("2024-10-21", 7), ("2024-10-28", 8)],
)
def test_a_zone_with_summer_time_is_right_on_both_sides(day, utc_hour):
    slots = (DailySlot(id="S", name="Mattina", start="09:00", end="12:00"),)
    scenario = builders.scenario(timezone="Europe/Rome", calendar=Calendar(slots=slots))
    plan = builders.plan(scenario, builders.held(start=date.fromisoformat(day)))
    content = calendars(scenario, plan)["ics/all.ics"]
    assert b"BEGIN:DAYLIGHT" in content
    assert b"BEGIN:STANDARD" in content
    assert min(facts(content).values())[0].hour == utc_hour
    zone = re.search(rb"BEGIN:VTIMEZONE.*END:VTIMEZONE", content, re.DOTALL).group()
    known_from_file_alone = tzical(io.StringIO(zone.decode())).get()
    start = datetime.fromisoformat(day).replace(hour=9, tzinfo=known_from_file_alone)
    assert start.astimezone(UTC).hour == utc_hour


def test_utc_needs_no_zone():
    scenario = builders.scenario(timezone="UTC")
    content = calendars(scenario, builders.plan(scenario, builders.held()))["ics/all.ics"]
    assert b"VTIMEZONE" not in content
    assert b"DTSTART:20240304T073000Z" in content


def test_the_zone_does_not_depend_on_the_plan(sample, files):
    zone = re.compile(rb"BEGIN:VTIMEZONE.*END:VTIMEZONE", re.DOTALL)
    other = replace(sample, plan=moved(sample.plan, "G-01", 7))
    found = {zone.search(content).group() for content in (*files.values(), *of(other).values())}
    assert len(found) == 1
