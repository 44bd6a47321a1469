"""The record on SQLite and PostgreSQL: what it keeps, what it refuses, and that it only grows."""

import threading
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.record import (
    EventFacts,
    EventState,
    EventStatus,
    FeedToken,
    Mark,
    Release,
    Tenant,
)
from scheduler.errors import UsageError
from scheduler.record import ConflictError, open_record, release_folder
from scheduler.record.backup import export_record, import_record, record_faults

NOW = datetime(2024, 3, 1, 8, tzinfo=UTC)
TENANT = Tenant(id="qt", name="Tỉnh ủy mẫu", domain="qt.example")
FILES = {"scenario.json": '{"title": "Kế hoạch"}'.encode(), "classes.csv": b"class\n" * 99}


def release(number=1, previous="", **fields):
    defaults = {
        "tenant": "qt",
        "number": number,
        "at": NOW,
        "who": "Lan",
        "scenario": "qt-2024",
        "title": "Kế hoạch 2024",
        "language": "vi",
        "term_from": "2020-10-01",
        "term_to": "2025-10-31",
        "horizon_from": "2024-01-01",
        "horizon_to": "2024-12-31",
        "input_sha256": "1",
        "plan_sha256": f"plan {number}",
        "previous_sha256": previous,
    }
    return Release(**defaults | fields)


def state(uid="u1", number=1, sequence=0):
    facts = EventFacts(
        start="2024-03-04T07:30",
        end="2024-03-04T11:30",
        zone="Asia/Ho_Chi_Minh",
        class_id="K1",
        room="R1",
        summary="K1: Chuyên đề",
        location="Hội trường",
        description="x\ny",
    )
    return EventState(
        tenant="qt",
        uid=uid,
        release=number,
        at=NOW,
        sequence=sequence,
        status=EventStatus.CONFIRMED,
        content_sha256="c",
        facts=facts,
    )


def mark(**fields):
    defaults = {"tenant": "qt", "release": 1, "class_id": "K1", "cadre": "CB-1"}
    return Mark(**{**defaults, "completed": True, "who": "Hoa", "at": NOW, **fields})


@pytest.fixture
def record(place):
    return open_record(place, create=True)


@pytest.fixture
def filled(record):
    first = record.add_release(TENANT, release(), FILES, [state()])
    second = {**FILES, "classes.csv": b"other"}
    record.add_release(TENANT, release(2, first.sha256), second, [state(number=2, sequence=1)])
    return record


def test_what_was_kept_is_read_back(place, filled):
    again = open_record(place)
    assert again.tenants() == (TENANT,)
    assert [one.number for one in again.releases("qt")] == [1, 2]
    assert again.releases("qt") == filled.releases("qt")
    assert again.load_release("qt", 1) == FILES
    assert again.load_release("qt", 2)["classes.csv"] == b"other"
    assert again.event_log("qt") == (state(), state(number=2, sequence=1))
    assert again.event_log("qt", until=1) == (state(),)
    assert all(a.sha256 == b.previous_sha256 for a, b in pairwise(again.releases("qt")))
    with release_folder(again, "qt", 1) as folder:
        assert (folder / "classes.csv").read_bytes() == FILES["classes.csv"]
    assert not folder.exists()


def test_a_release_out_of_turn_is_refused_whole(filled):
    first, second = filled.releases("qt")
    for late in (release(2, first.sha256), release(3, first.sha256), release(4, second.sha256)):
        with pytest.raises(ConflictError, match="release 2 was published meanwhile by Lan"):
            filled.add_release(TENANT, late, {"new": b"new"}, [state("u9", late.number)])
    assert len(filled.releases("qt")) == 2
    assert len(filled.event_log("qt")) == 2
    filled.add_release(TENANT, release(3, second.sha256), {}, [])


def test_of_many_publishers_at_once_one_wins(place, record):
    ready, won, lost = threading.Barrier(5), [], []

    def publish(name):
        mine = open_record(place)
        ready.wait()
        try:
            mine.add_release(TENANT, release(who=name), FILES, [state()])
            won.append(name)
        except ConflictError as error:
            lost.append(str(error))

    threads = [threading.Thread(target=publish, args=(f"P{n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert len(lost) == 4
    assert all(f"published meanwhile by {won[0]}" in one for one in lost)
    assert [one.who for one in record.releases("qt")] == won
    assert record_faults(record) == ()


def test_opening_a_new_record_at_once_makes_it_once(place):
    ready, faults = threading.Barrier(4), []

    def enter():
        ready.wait()
        try:
            open_record(place, create=True)
        except Exception as error:  # a thread's fault must reach the test
            faults.append(error)

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE releases SET who = 'x'",
        "DELETE FROM release_files",
        "DELETE FROM event_states",
        "UPDATE contents SET packed = packed",
        "UPDATE about SET value = '9'",
    ],
)
def test_rows_cannot_be_changed_or_taken_away(filled, statement):
    with pytest.raises(DBAPIError, match="only grows"), filled.engine.begin() as connection:
        connection.execute(text(statement))


def test_marks_are_numbered_and_corrections_name_what_they_correct(filled):
    first = filled.add_marks([mark(), mark(cadre="CB-2", modules=("M1", "M2"))])
    assert [one.number for one in first] == [1, 2]
    (third,) = filled.add_marks([mark(completed=False, corrects=1, note="ốm")])
    assert filled.marks("qt") == (*first, third)
    assert filled.marks("qt", "K2") == ()
    for wrong in (
        mark(cadre="CB-9", corrects=1),
        mark(corrects=77),
        mark(class_id="K2", corrects=1),
    ):
        with pytest.raises(UsageError, match="cannot be corrected"):
            filled.add_marks([mark(cadre="CB-3"), wrong])
    assert len(filled.marks("qt")) == 3  # all or none


def test_a_renewed_token_takes_the_place_of_the_old(filled):
    token = FeedToken(tenant="qt", kind="lecturer", subject="L1", number=1, token="a", at=NOW)
    filled.add_tokens([token, token.model_copy(update={"subject": "L2", "token": "b"})])
    filled.add_tokens([token.model_copy(update={"number": 2, "token": "c"})])
    filled.add_tokens([token.model_copy(update={"number": 2, "token": "d"})])  # came too late
    assert {key: one.token for key, one in filled.tokens("qt").items()} == {
        ("lecturer", "L1"): "c",
        ("lecturer", "L2"): "b",
    }


def test_a_record_of_several_asks_for_whom(filled):
    other = Tenant(id="hn", name="Khác")
    assert filled.tenant() == TENANT
    filled.add_release(other, release(tenant="hn"), {}, [])
    assert filled.tenant("hn") == other
    for wanted in (None, "xx"):
        with pytest.raises(UsageError, match="hn, qt"):
            filled.tenant(wanted)


def test_a_backup_comes_back_the_same_on_the_other_database(filled, tmp_path, postgres):
    filled.add_marks([mark(), mark(completed=False, corrects=1)])
    file = tmp_path / "backup.gz"
    digest = export_record(filled, file)
    for place in (str(tmp_path / "copy.sqlite"), postgres.new_database()):
        copy = open_record(place, create=True)
        assert import_record(file, copy) == (digest, True)
        assert copy.releases("qt") == filled.releases("qt")
        assert copy.load_release("qt", 1) == FILES
        assert copy.marks("qt") == filled.marks("qt")
        assert import_record(file, copy) == (digest, False)
        export_record(copy, tmp_path / "again.gz")
        assert (tmp_path / "again.gz").read_bytes() == file.read_bytes()


def test_a_backup_into_a_used_record_is_refused(filled, tmp_path):
    export_record(filled, tmp_path / "backup.gz")
    filled.add_marks([mark()])
    with pytest.raises(UsageError, match="holds something already"):
        import_record(tmp_path / "backup.gz", filled)


def test_what_is_not_there_and_wrong_kinds_of_places(tmp_path):
    with pytest.raises(UsageError, match="no such record"):
        open_record(tmp_path / "none.sqlite")
    with pytest.raises(UsageError, match="is a folder"):
        open_record(tmp_path, create=True)
    with pytest.raises(UsageError, match="not known"):
        open_record("mysql://planner@localhost/record", create=True)


def test_a_server_that_is_away_or_wants_a_password_is_said_without_it():
    with pytest.raises(UsageError) as caught:
        open_record("postgresql://planner:geheim@127.0.0.1:1/record", create=True)
    assert "does not let us in" in str(caught.value)
    assert "geheim" not in str(caught.value)
