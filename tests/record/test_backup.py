"""Backups that were tampered with, cut off or mixed up; records that were damaged."""

import gzip
import json
import random
import sqlite3

import pytest

from scheduler.errors import UsageError
from scheduler.record import open_record
from scheduler.record.backup import export_record, import_record, record_faults, rows_sha256
from tests.record.test_record import FILES, TENANT, mark, release, state


@pytest.fixture
def record(tmp_path):
    made = open_record(tmp_path / "record.sqlite", create=True)
    first = made.add_release(TENANT, release(), FILES, [state()])
    made.add_release(TENANT, release(2, first.sha256), FILES, [state(number=2, sequence=1)])
    made.add_marks([mark()])
    return made


@pytest.fixture
def backup(record, tmp_path):
    export_record(record, tmp_path / "backup.gz")
    return tmp_path / "backup.gz"


def empty(tmp_path):
    return open_record(tmp_path / "fresh.sqlite", create=True)


def rewritten(backup, change):
    """The backup with its rows changed and a digest that fits them again."""
    head, *lines = gzip.decompress(backup.read_bytes()).decode().splitlines()
    items = [json.loads(line) for line in lines]
    items = change(items)
    tables = {}
    for item in items:
        tables.setdefault(item["table"], []).append(item["row"])
    about = {**json.loads(head), "sha256": rows_sha256(tables)}
    text = "\n".join(map(json.dumps, [about, *items]))
    backup.write_bytes(gzip.compress(text.encode()))
    return backup


def test_any_flipped_byte_is_noticed(backup, tmp_path):
    whole = gzip.decompress(backup.read_bytes())
    for place in random.Random(1).sample(range(len(whole)), 60):
        broken = bytearray(whole)
        broken[place] ^= 1
        backup.write_bytes(gzip.compress(bytes(broken)))
        fresh = empty(tmp_path)
        try:
            import_record(backup, fresh)
        except UsageError:
            assert fresh.releases("qt") == ()
        else:  # a byte that says nothing, such as the case of a letter in an escape
            raise AssertionError(place)


def test_a_backup_that_was_cut_off_is_refused(backup, tmp_path):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError, match="damaged or no backup"):
        import_record(backup, empty(tmp_path))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda items: [
                {**item, "row": {**item["row"], "who": "Ai đó"}}
                if item["table"] == "releases"
                else item
                for item in items
            ],
            "release 1 of qt is not what it was",
        ),
        (
            lambda items: [
                item
                for item in items
                if (item["table"], item["row"].get("number")) != ("releases", 1)
            ],
            "release 2 of qt does not follow the one before",
        ),
        (
            lambda items: [item for item in items if item["table"] != "event_states"],
            "release 1 of qt is not what it was",
        ),
        (
            lambda items: [
                {**item, "row": {**item["row"], "content": "eA=="}}
                if item["table"] == "contents"
                else item
                for item in items
            ],
            "is not what it was",
        ),
    ],
)
def test_a_history_that_was_rewritten_is_refused(backup, tmp_path, change, said):
    fresh = empty(tmp_path)
    with pytest.raises(UsageError, match=said):
        import_record(rewritten(backup, change), fresh)
    assert fresh.releases("qt") == ()


def test_something_else_is_no_backup(tmp_path):
    (tmp_path / "letter").write_text("Kính gửi")
    with pytest.raises(UsageError, match="no backup"):
        import_record(tmp_path / "letter", empty(tmp_path))


def test_a_record_changed_behind_our_back_is_found(record, tmp_path):
    assert record_faults(record) == ()
    with sqlite3.connect(tmp_path / "record.sqlite") as database:
        database.execute("DROP TRIGGER releases_update")
        database.execute("UPDATE releases SET title = 'khác' WHERE number = 1")
    database.close()
    assert record_faults(record) == ("release 1 of qt is not what it was",)
    with pytest.raises(UsageError, match="is damaged"):
        export_record(record, tmp_path / "backup.gz")
    assert not (tmp_path / "backup.gz").exists()


def test_a_content_changed_behind_our_back_is_not_given_out(record, tmp_path):
    with sqlite3.connect(tmp_path / "record.sqlite") as database:
        database.execute("DROP TRIGGER contents_update")
        database.execute("UPDATE contents SET packed = x'00'")
    database.close()
    with pytest.raises(UsageError, match="is damaged; import a backup"):
        record.load_release("qt", 1)
