"""A plan folder is replaced whole or not at all, whatever fails and whenever the run is killed."""

import contextlib
import errno
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from scheduler.errors import UsageError
from scheduler.outputs import folder as room
from scheduler.outputs.folder import check_folder, replace_folder

OLD = {"result.json": b"old", "ics/old.ics": b"old"}
NEW = {"result.json": b"new", "classes.csv": b"new", "ics/rooms/R1": b"new"}
KILLED = 9

posix = pytest.mark.skipif(os.name != "posix", reason="needs fork")


class Saboteur:
    """Acts once, before the n-th touch of the disk; audit hooks last, so there is one for all."""

    EVENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.chmod")

    def __init__(self):
        self.left = None
        self.act = None
        sys.addaudithook(self)

    def __call__(self, event, _):
        if self.left is None or event not in self.EVENTS:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            self.act()

    def arm(self, after, act):
        self.left, self.act = after, act

    def disarm(self):
        """Return whether the moment never came."""
        waiting = self.left is not None
        self.left = None
        return waiting


@pytest.fixture(scope="module")
def saboteur():
    one = Saboteur()
    yield one
    one.disarm()


@pytest.fixture(params=["one step", "two steps"])
def swap(request, monkeypatch):
    if request.param == "two steps":
        monkeypatch.setattr(room, "_exchange", lambda one, other: False)
    return request.param


@pytest.fixture
def no_sync(monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def content(place):
    return {
        str(path.relative_to(place)).replace(os.sep, "/"): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def left_over(place):
    return [path.name for path in place.parent.iterdir() if path != place]


def in_child(work):
    """Run the work in a child process that may be killed, and return its exit code."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_new_folder_and_its_parents_are_made(tmp_path):
    place = tmp_path / "out" / "plan"
    replace_folder(place, NEW)
    assert content(place) == NEW
    assert left_over(place) == []


def test_an_old_plan_goes_altogether(tmp_path, swap):
    place = tmp_path / "plan"
    replace_folder(place, OLD)
    replace_folder(place, NEW)
    assert content(place) == NEW
    assert left_over(place) == []


def test_an_empty_folder_is_filled(tmp_path):
    place = tmp_path / "plan"
    place.mkdir()
    replace_folder(place, NEW)
    assert content(place) == NEW


def test_notes_of_the_planner_stay(tmp_path, swap):
    place = tmp_path / "plan"
    replace_folder(place, OLD)
    (place / "notes.txt").write_text("signed")
    (place / "scans").mkdir()
    (place / "scans" / "one.pdf").write_bytes(b"pdf")
    place.chmod(0o750)
    replace_folder(place, NEW)
    assert content(place) == NEW | {"notes.txt": b"signed", "scans/one.pdf": b"pdf"}
    assert place.stat().st_mode & 0o777 == 0o750


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    real = tmp_path / "real" / "plan"
    replace_folder(real, OLD)
    link = tmp_path / "link"
    link.symlink_to(real, target_is_directory=True)
    replace_folder(link, NEW)
    assert link.is_symlink()
    assert content(real) == NEW


@pytest.mark.parametrize("write", [check_folder, lambda place: replace_folder(place, NEW)])
def test_a_folder_that_is_no_plan_is_refused(tmp_path, write):
    place = tmp_path / "documents"
    place.mkdir()
    (place / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(UsageError, match=r"documents: holds files but no result\.json"):
        write(place)
    assert content(place) == {"thesis.docx": b"years of work"}
    assert left_over(place) == []


@pytest.mark.parametrize("write", [check_folder, lambda place: replace_folder(place, NEW)])
def test_a_file_is_refused(tmp_path, write):
    place = tmp_path / "plan"
    place.write_bytes(b"a file")
    with pytest.raises(UsageError, match="is a file"):
        write(place)
    with pytest.raises(UsageError, match=r"plan"):
        write(place / "below")
    assert place.read_bytes() == b"a file"


@pytest.mark.parametrize("below", [".", "ics"])
def test_the_current_folder_is_refused(tmp_path, monkeypatch, below):
    place = tmp_path / "plan"
    replace_folder(place, OLD)
    monkeypatch.chdir(place / below)
    with pytest.raises(UsageError, match="is the current folder or holds it"):
        replace_folder(place, NEW)
    assert content(place) == OLD


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_no_permission_is_said_plainly(tmp_path):
    tmp_path.chmod(0o500)
    try:
        for write in (check_folder, lambda place: replace_folder(place, NEW)):
            with pytest.raises(UsageError, match="no permission to write"):
                write(tmp_path / "plan")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "no permission"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_failing_write_is_explained_and_changes_nothing(tmp_path, monkeypatch, number, words):
    place = tmp_path / "plan"
    replace_folder(place, OLD)

    def fail(path, data):
        with path.open("wb") as file:
            file.write(data[:1])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(UsageError, match=rf"plan: .*{words}.*; what was there before is untouched"):
        replace_folder(place, NEW)
    assert content(place) == OLD
    assert left_over(place) == []


def test_a_failing_sync_changes_nothing(tmp_path, monkeypatch):
    place = tmp_path / "plan"
    replace_folder(place, OLD)

    def fail(handle):
        raise OSError(errno.ENOSPC, "late")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UsageError, match="the disk is full"):
        replace_folder(place, NEW)
    assert content(place) == OLD
    assert left_over(place) == []


def test_a_failure_at_any_touch_of_the_disk_leaves_one_whole_folder(
    tmp_path, saboteur, swap, no_sync
):
    def fail():
        raise OSError(errno.ENOSPC, "No space left on device")

    for moment in range(500):
        place = tmp_path / str(moment) / "plan"
        replace_folder(place, OLD)
        saboteur.arm(moment, fail)
        complaint = None
        try:
            replace_folder(place, NEW)
        except UsageError as error:
            complaint = str(error)
        finished = saboteur.disarm()
        assert complaint is None or "the disk is full" in complaint
        assert content(place) == (NEW if complaint is None else OLD), moment
        replace_folder(place, NEW)
        assert content(place) == NEW
        assert left_over(place) == []
        if finished:
            assert moment > 15
            return
    pytest.fail("the writing never ended")


def test_an_interruption_at_any_moment_leaves_one_whole_folder(tmp_path, saboteur, swap, no_sync):
    def interrupt():
        raise KeyboardInterrupt

    for moment in range(0, 500, 3):
        place = tmp_path / str(moment) / "plan"
        replace_folder(place, OLD)
        saboteur.arm(moment, interrupt)
        with contextlib.suppress(KeyboardInterrupt):
            replace_folder(place, NEW)
        finished = saboteur.disarm()
        assert content(place) in (OLD, NEW), moment
        if finished:
            return
    pytest.fail("the writing never ended")


@posix
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_kill_at_any_moment_leaves_one_whole_folder(tmp_path, saboteur, swap, no_sync):
    for moment in range(500):
        place = tmp_path / str(moment) / "plan"
        replace_folder(place, OLD)

        def work(moment=moment, place=place):
            saboteur.arm(moment, lambda: os._exit(KILLED))
            replace_folder(place, NEW)

        code = in_child(work)
        if swap == "one step" or place.exists():
            assert content(place) in (OLD, NEW), moment
        else:
            assert content(room._aside(place)) == OLD
        replace_folder(place, NEW)
        assert content(place) == NEW
        assert left_over(place) == []
        if code == 0:
            assert moment > 15
            return
        assert code == KILLED
    pytest.fail("the writing never ended")


def test_an_old_folder_set_aside_comes_back_before_anything_else(tmp_path, monkeypatch):
    place = tmp_path / "plan"
    replace_folder(place, OLD)
    place.rename(room._aside(place))
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(UsageError):
        replace_folder(place, NEW)
    assert content(place) == OLD


@posix
def test_writers_take_turns(tmp_path, monkeypatch):
    place = tmp_path / "plan"
    replace_folder(place, OLD)
    with room._only_writer(tmp_path, place):
        waiting = threading.Thread(target=replace_folder, args=(place, NEW))
        waiting.start()
        time.sleep(0.2)
        assert content(place) == OLD
        monkeypatch.setattr(room, "LOCK_PATIENCE", 0)
        with pytest.raises(UsageError, match="another run is writing"):
            replace_folder(place, NEW)
    waiting.join(10)
    assert content(place) == NEW
