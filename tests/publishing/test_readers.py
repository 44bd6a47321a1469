"""Two releases read back by programs of others: just the right events differ, none twice.

Release 2 moves K1 by a day, cancels K2 and gives M2 of K3 to L3 instead of L2.
"""

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject

from cli import run_safely
from tests.publishing import plans

ROOT = Path(__file__).parents[2]
ICAL_JS = Path(os.environ.get("SCHEDULE_TEST_ICAL_JS", ROOT / ".venv/node/node_modules/ical.js"))


def uid(class_id, module, part=1):
    return f"{class_id}.m.{module}.{part}@qt.qt.example"


def when(week, day, hour=7, minutes=30, length=240):
    start = datetime(2024, 3, 4, hour, minutes, tzinfo=UTC) - timedelta(hours=7)
    start += timedelta(weeks=week, days=day)
    return int(start.timestamp()), int((start + timedelta(minutes=length)).timestamp())


def sessions(class_id, week, day, status="CONFIRMED", sequence=0):
    """The three sessions of a class: M1 in the morning and afternoon, M2 the next morning."""
    return {
        uid(class_id, "M1", 1): (status, sequence, *when(week, day)),
        uid(class_id, "M1", 2): (status, sequence, *when(week, day, 13, 30, 210)),
        uid(class_id, "M2", 1): (status, sequence, *when(week, day + 1)),
    }


def only(module, found):
    return {one: facts for one, facts in found.items() if f".m.{module}." in one}


BEFORE = sessions("K1", 0, 0) | sessions("K2", 1, 0) | sessions("K3", 2, 0)
AFTER = (
    sessions("K1", 0, 1, sequence=1)
    | sessions("K2", 1, 0, "CANCELLED", 1)
    | sessions("K3", 2, 0)
    | {uid("K3", "M2"): ("CONFIRMED", 1, *when(2, 1))}
)
L1 = only("M1", AFTER)
L2 = only("M2", AFTER) | {uid("K3", "M2"): ("CANCELLED", 1, *when(2, 1))}
L3 = {uid("K3", "M2"): AFTER[uid("K3", "M2")]}


def as_told(events):
    """Events by id; an id that stands twice is a fault of its own."""
    found = {}
    for name, status, sequence, start, end in events:
        assert name not in found
        found[name] = (str(status), int(sequence), int(start), int(end))
    return found


def by_icalendar(content):
    return as_told(
        (
            str(one["uid"]),
            one["status"],
            one["sequence"],
            one.start.timestamp(),
            one.end.timestamp(),
        )
        for one in icalendar.Calendar.from_ical(content).walk("VEVENT")
    )


def by_vobject(content):
    return as_told(
        (
            one.uid.value,
            one.status.value,
            one.sequence.value,
            one.dtstart.value.timestamp(),
            one.dtend.value.timestamp(),
        )
        for one in vobject.readOne(content.decode()).vevent_list
    )


def by_ical_js(path):
    command = ["node", Path(__file__).with_name("read_ical.js"), ICAL_JS / "dist/ical.js", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return as_told(event[:5] for event in json.loads(done.stdout))


@pytest.fixture
def publish(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def publish(classes, *more):
        plans.folder(tmp_path / "plan", classes)
        asked = ["publish", "plan", "--output", "public", "--who", "Lan", *more]
        assert run_safely(asked) == 0
        return tmp_path / "public" / "ics"

    return publish


def test_icalendar_and_vobject_read_the_same_right_events(publish):
    ics = publish(plans.FIRST)
    first = (ics / "all.ics").read_bytes()
    assert by_icalendar(first) == by_vobject(first) == BEFORE
    ics = publish(plans.SECOND)
    for name, expected in {
        "all": AFTER,
        "changes-r2": {one: facts for one, facts in AFTER.items() if BEFORE[one] != facts},
        "classes/K1": {one: AFTER[one] for one in sessions("K1", 0, 0)},
        "classes/K2": {one: AFTER[one] for one in sessions("K2", 1, 0)},
        "lecturers/L1": L1,
        "lecturers/L2": L2,
        "lecturers/L3": L3,
        "rooms/R1": AFTER,
        "units/U1": sessions("K1", 0, 1, sequence=1)
        | {one: facts for one, facts in AFTER.items() if one.startswith("K2")},
    }.items():
        content = (ics / f"{name}.ics").read_bytes()
        assert by_icalendar(content) == by_vobject(content) == expected, name


def test_what_is_dropped_comes_back_under_its_id(publish):
    publish(plans.FIRST)
    publish(plans.SECOND)
    ics = publish(plans.FIRST)
    again = by_icalendar((ics / "all.ics").read_bytes())
    assert again == {
        one: (status, 0 if AFTER[one][1] == 0 else 2, start, end)
        for one, (status, _, start, end) in BEFORE.items()
    }
    mine = by_icalendar((ics / "lecturers/L3.ics").read_bytes())
    assert mine == {uid("K3", "M2"): ("CANCELLED", 2, *when(2, 1))}


def test_the_server_shows_the_same_right_events(publish, radicale):
    publish(plans.FIRST, "--caldav", radicale.url)
    assert by_icalendar(radicale.get("schedule-L2/")) == only("M2", BEFORE)
    publish(plans.SECOND, "--caldav", radicale.url)
    for lecturer, expected in {"L1": L1, "L2": L2, "L3": L3}.items():
        content = radicale.get(f"schedule-{lecturer}/")
        assert by_icalendar(content) == by_vobject(content) == expected


@pytest.mark.skipif(
    not (shutil.which("node") and (ICAL_JS / "dist/ical.js").is_file()),
    reason="node and ical.js are not here (npm install --prefix .venv/node ical.js)",
)
def test_ical_js_reads_the_same_right_events(publish):
    ics = publish(plans.FIRST)
    assert by_ical_js(ics / "all.ics") == BEFORE
    ics = publish(plans.SECOND)
    assert by_ical_js(ics / "all.ics") == AFTER
    assert by_ical_js(ics / "lecturers/L2.ics") == L2


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not here (apt-get install khal)")
def test_khal_that_imported_both_releases_shows_each_event_once(publish, tmp_path):
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[work]]\npath = {tmp_path}/work\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\ndefault_timezone = Asia/Ho_Chi_Minh\n"
        "dateformat = %d/%m/%Y\nlongdateformat = %d/%m/%Y\ntimeformat = %H:%M\n"
        "datetimeformat = %d/%m/%Y %H:%M\nlongdatetimeformat = %d/%m/%Y %H:%M\n"
    )
    (tmp_path / "work").mkdir()
    environment = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def khal(*command):
        done = subprocess.run(
            ["khal", "-c", config, *command], capture_output=True, text=True, env=environment
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def listed():
        shape = "{uid}|{start}|{end}|{status}"
        days = [date(2024, 3, 1).strftime("%d/%m/%Y"), "40d"]
        lines = khal("list", "--format", shape, "--day-format", "", *days).splitlines()
        return sorted(line.strip() for line in lines if line.strip())

    khal("import", "--batch", publish(plans.FIRST) / "all.ics")
    first = listed()
    assert len(first) == 9
    khal("import", "--batch", publish(plans.SECOND) / "changes-r2.ics")
    second = listed()
    assert len(second) == 9
    moved = [line for line in second if line.startswith("K1")]
    assert [line.split("|")[1] for line in moved] == [
        "05/03/2024 07:30",
        "05/03/2024 13:30",
        "06/03/2024 07:30",
    ]
    assert all(line.split("|")[3].strip() == "CANCELLED" for line in second if line[:2] == "K2")
    assert [line for line in second if line[:2] == "K3"] == [
        line for line in first if line[:2] == "K3"
    ]
