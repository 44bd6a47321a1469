"""What the server keeps in memory has an end, however long it is used."""

from datetime import UTC, datetime

import pytest

from scheduler.errors import ScheduleError
from scheduler.serve import journal
from scheduler.serve.journal import Journals
from scheduler.serve.opened import KEPT, Shelf
from scheduler.serve.workspace import PLAN_FILES, Place, Workspace


def broken_plans(folder, number):
    for n in range(number):
        place = folder / f"p{n}"
        place.mkdir()
        for name in PLAN_FILES:
            (place / name).write_text(f"{n}\n", encoding="utf-8")
        yield Place(place.name, place, folder)


def test_a_plan_that_cannot_be_read_leaves_no_lock(tmp_path):
    shelf = Shelf()
    for place in broken_plans(tmp_path, KEPT + 20):
        with pytest.raises(ScheduleError):
            shelf.open(place.path)
    assert len(shelf._reading) <= KEPT


def test_a_name_that_nobody_changes_has_no_lock(tmp_path):
    workspace = Workspace(tmp_path)
    with workspace.lock("one"), workspace.lock("two"):
        assert len(workspace._locks) == 2
    assert len(workspace._locks) == 0


def test_digests_of_plans_that_are_gone_are_not_kept_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "MOST_DIGESTS", 5)
    journals = Journals(Workspace(tmp_path))
    for place in broken_plans(tmp_path, 30):
        before = journals.read(place)
        assert journals.read(place).digest == before.digest
        assert before.versions[0].at <= datetime.now(UTC)
    assert len(journals._digests) <= 5
