"""Pushing to a real CalDAV server: complete, idempotent, incremental, resumable, discreet."""

import httpx
import icalendar
import keyring
import pytest
from keyring.credentials import SimpleCredential
from keyring.errors import NoKeyringError

from cli import run_safely
from scheduler.caldav import push_collections
from scheduler.caldav.credentials import checked_url
from scheduler.caldav.push import file_name
from scheduler.caldav.server import Server
from scheduler.errors import UsageError
from tests import builders
from tests.publishing import plans
from tests.publishing.radicale_server import PASSWORD, USER


@pytest.fixture
def published(tmp_path, monkeypatch, radicale):
    monkeypatch.chdir(tmp_path)

    def publish(held, url=None, **fields):
        plans.folder(tmp_path / "plan", held, plans.scenario(**fields))
        asked = ["publish", "plan", "--output", "public", "--who", "Lan", "--language", "en"]
        return run_safely([*asked, "--caldav", url or radicale.url])

    return publish


def events(radicale, lecturer):
    content = radicale.get(f"schedule-{lecturer}/")
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(one["uid"]): one for one in found}


def test_each_lecturer_has_a_collection_that_follows_the_releases(published, radicale, capsys):
    assert published(plans.FIRST) == 0
    said = capsys.readouterr().err
    assert "schedule-L1: 6 added, 0 changed, 0 removed, 0 as before" in said
    assert "schedule-L2: 3 added" in said
    assert PASSWORD not in said
    assert len(events(radicale, "L1")) == 6

    assert published(plans.FIRST) == 0  # idempotent
    said = capsys.readouterr().err
    assert "schedule-L1: 0 added, 0 changed, 0 removed, 6 as before" in said

    assert published(plans.SECOND) == 0  # incremental
    said = capsys.readouterr().err
    assert "schedule-L1: 0 added, 4 changed, 0 removed, 2 as before" in said
    assert "schedule-L2: 0 added, 3 changed, 0 removed, 0 as before" in said
    assert "schedule-L3: 1 added" in said
    mine = events(radicale, "L2")
    assert {uid[:2]: str(one["status"]) for uid, one in mine.items()} == {
        "K1": "CONFIRMED",
        "K2": "CANCELLED",
        "K3": "CANCELLED",
    }
    assert {int(one["sequence"]) for one in mine.values()} == {1}
    assert mine["K1.m.M2.1@qt.qt.example"].start.isoformat() == "2024-03-06T07:30:00+07:00"


def test_what_others_keep_in_the_collection_stays_and_what_they_broke_is_mended(
    published, radicale, capsys
):
    assert published(plans.FIRST) == 0
    home = f"{radicale.url}schedule-L2/"
    auth = httpx.BasicAuth(USER, PASSWORD)
    uid = "K1.m.M2.1@qt.qt.example"
    own = radicale.get("schedule-L2/" + file_name(uid))
    private = own.replace(uid.encode(), b"dentist@home.example")
    httpx.put(home + "x.ics", content=private, auth=auth).raise_for_status()
    moved = own.replace(b"T073000", b"T083000")
    httpx.put(home + file_name(uid), content=moved, auth=auth).raise_for_status()
    httpx.delete(home + file_name("K2.m.M2.1@qt.qt.example"), auth=auth).raise_for_status()
    capsys.readouterr()
    assert published(plans.FIRST) == 0
    assert "schedule-L2: 1 added, 1 changed, 0 removed, 1 as before" in capsys.readouterr().err
    found = events(radicale, "L2")
    assert len(found) == 4
    assert "dentist@home.example" in found
    assert found[uid].start.hour == 7


def test_events_before_the_term_are_removed_and_only_ours(published, radicale, capsys):
    assert published(plans.FIRST) == 0
    days = {"from": "2026-01-01", "to": "2026-12-31"}
    capsys.readouterr()
    later = {"term": days, "horizon": days, "classes": (builders.training_class("N1"),)}
    assert published([plans.held("N1", 105)], **later) == 0
    said = capsys.readouterr().err
    assert "schedule-L1: 2 added, 0 changed, 6 removed" in said
    assert {uid[:2] for uid in events(radicale, "L1")} == {"N1"}


def test_an_upload_that_broke_off_goes_on(published, radicale, capsys, monkeypatch):
    put, count = Server.put_new, []

    def falls_off(self, *given):
        count.append(given)
        if len(count) == 8:
            raise UsageError("the line is cut")
        put(self, *given)

    monkeypatch.setattr(Server, "put_new", falls_off)
    assert published(plans.FIRST) == 2
    assert "1 of 2 calendars are up to date, the release is kept" in capsys.readouterr().err
    monkeypatch.setattr(Server, "put_new", put)
    assert published(plans.FIRST) == 0
    said = capsys.readouterr().err
    assert "schedule-L1: 0 added, 0 changed, 0 removed, 6 as before" in said
    assert "schedule-L2: 2 added, 0 changed, 0 removed, 1 as before" in said


def test_a_change_between_look_and_write_is_not_overwritten_blindly(
    published, radicale, capsys, monkeypatch
):
    assert published(plans.FIRST) == 0
    over, raced = Server.put_over, []

    def race(self, old, content):
        if not raced:
            raced.append(old.href)
            other = old.content.replace(b"STATUS", b"PRIORITY:5\r\nSTATUS")
            auth = httpx.BasicAuth(USER, PASSWORD)
            httpx.put(old.href, content=other, auth=auth).raise_for_status()
        over(self, old, content)

    monkeypatch.setattr(Server, "put_over", race)
    capsys.readouterr()
    assert published(plans.SECOND) == 0
    assert raced
    assert "schedule-L1: 0 added, 4 changed" in capsys.readouterr().err
    assert all("priority" not in one for one in events(radicale, "L1").values())


def test_a_wrong_password_and_a_server_that_is_away(published, radicale, capsys, monkeypatch):
    monkeypatch.setenv("SCHEDULE_CALDAV_PASSWORD", "wrong")
    assert published(plans.FIRST) == 2
    said = capsys.readouterr().err
    assert "does not know this user and password (401)" in said
    assert "wrong" not in said
    assert published(plans.FIRST, "http://127.0.0.1:1/planner/") == 2
    assert "does not answer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://planner:geheim@dav.example/", "password in an address"),
        ("http://dav.example/planner/", "in the open"),
        ("dav.example/planner", "expected the address"),
        ("ftp://dav.example/planner", "expected the address"),
    ],
)
def test_addresses_that_are_refused(url, said):
    with pytest.raises(UsageError, match=said) as caught:
        checked_url(url)
    assert "geheim" not in str(caught.value)


def test_addresses_that_are_taken():
    assert checked_url("https://planner@dav.example/x") == "https://dav.example/x/"
    assert checked_url("http://[::1]:5232/planner/") == "http://[::1]:5232/planner/"


def test_the_keyring_gives_the_password(radicale, monkeypatch):
    monkeypatch.delenv("SCHEDULE_CALDAV_USER")
    monkeypatch.delenv("SCHEDULE_CALDAV_PASSWORD")
    asked = []

    def credential(service, user):
        asked.append((service, user))
        return SimpleCredential(USER, PASSWORD)

    monkeypatch.setattr(keyring, "get_credential", credential)
    assert push_collections(radicale.url, [], "@qt") == ()
    assert asked == [(f"http://127.0.0.1:{radicale.port}", None)]


def test_without_keyring_the_remedy_is_told(monkeypatch):
    monkeypatch.delenv("SCHEDULE_CALDAV_USER", raising=False)
    monkeypatch.delenv("SCHEDULE_CALDAV_PASSWORD", raising=False)

    def none(service, user):
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_credential", none)
    with pytest.raises(UsageError, match="set SCHEDULE_CALDAV_USER and SCHEDULE_CALDAV_PASSWORD"):
        push_collections("https://dav.example/", [], "@qt")
