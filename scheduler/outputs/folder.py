"""Replace a plan folder by a new one, whole or not at all, whatever moment the run is killed at."""

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from scheduler.errors import UsageError

MARK = "result.json"
MOVES = "moves.csv"  # ours too, though not every plan has moves
LOCK_PATIENCE = 60.0


def replace_folder(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    gone: frozenset[str] = frozenset(),
    mark: str = MARK,
    what: str = "a plan folder",
) -> None:
    """Make `folder` hold `files` (path inside it to content) and what others had put into it.

    Entries named in `gone` are ours too: they are not kept where `files` lacks them. Everything
    is written beside the folder and swapped in at the end. Raises UsageError with the folder as
    it was; so too where it holds files but not `mark`, which tells `what` it is.
    """
    target = Path(os.path.realpath(folder))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _only_writer(target.parent, folder):
            _recover(target)
            _refuse_foreign(target, folder, mark, what)
            _write_and_swap(target, files, gone)
    except OSError as error:
        raise UsageError(_sentence(folder, error)) from error


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder, each whole or not at all; what else lies there stays."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = {folder / f".{name}.new": content for name, content in files.items()}
        try:
            for path, content in fresh.items():
                path.write_bytes(content)
                _sync(path)
            for path, name in zip(fresh, files, strict=True):
                path.replace(folder / name)
        finally:
            for path in fresh:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(_sentence(folder, error)) from error


def check_folder(folder: Path, *, mark: str = MARK, what: str = "a plan folder") -> None:
    """Raise UsageError where a plan could not be written, before time is spent on making one."""
    target = Path(os.path.realpath(folder))
    try:
        _refuse_foreign(target, folder, mark, what)
        parent = next(place for place in target.parents if place.exists())
    except OSError as error:
        raise UsageError(_sentence(folder, error)) from error
    if not parent.is_dir():
        raise UsageError(f"{folder}: {parent} is a file; expected a folder")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise UsageError(f"{folder}: no permission to write in {parent}")


def _write_and_swap(target: Path, files: Mapping[str, bytes], gone: frozenset[str]) -> None:
    fresh = _fresh(target)
    try:
        fresh.mkdir()
        known = {path.split("/")[0] for path in files} | gone
        _keep_others(target, fresh, known)
        for path, content in files.items():
            _put(fresh / path, content)
        _sync_tree(fresh)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(_aside(target), ignore_errors=True)


def _fresh(target: Path) -> Path:
    """Return where the new folder grows; after the swap the old one lies there."""
    return target.with_name(f".{target.name}.schedule-new")


def _aside(target: Path) -> Path:
    """Return where the old folder waits on systems that cannot swap two folders at once."""
    return target.with_name(f".{target.name}.schedule-old")


def _recover(target: Path) -> None:
    """Undo what a killed run left: put an old folder back, drop an unfinished new one."""
    aside = _aside(target)
    if aside.is_dir() and not target.exists():
        aside.rename(target)
    for leftover in (aside, _fresh(target)):
        if leftover.exists():
            shutil.rmtree(leftover)


def _refuse_foreign(target: Path, folder: Path, mark: str, what: str) -> None:
    """Raise unless the target is absent, empty or a folder of ours that nobody stands in."""
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{folder}: is a file; expected a folder for the plan")
    if any(target.iterdir()) and not (target / mark).is_file():
        raise UsageError(
            f"{folder}: holds files but no {mark}, so it is not {what}; it is left as it "
            "is; choose another folder with --output"
        )
    if target in (Path.cwd(), *Path.cwd().parents):
        raise UsageError(
            f"{folder}: is the current folder or holds it and cannot be replaced; run "
            "from elsewhere or choose another folder with --output"
        )


def _keep_others(target: Path, fresh: Path, ours: set[str]) -> None:
    """Copy what others put beside our files: a planner's notes outlive the plan."""
    if not target.is_dir():
        return
    _narrow(fresh, target)
    for entry in sorted(target.iterdir()):
        if entry.name in ours:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, fresh / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, fresh / entry.name, follow_symlinks=False)


def _narrow(fresh: Path, target: Path) -> None:
    """Give the new folder the mode of the old one, but open it to nobody whom ours is closed to."""
    ours, former = (stat.S_IMODE(one.stat().st_mode) for one in (fresh, target))
    fresh.chmod(former & (ours | stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _sync_tree(root: Path) -> None:
    """Force everything below `root` to the disk: files first, so that their writing overlaps."""
    folders = []
    for where, _, names in os.walk(root):
        folders.append(where)
        for name in names:
            _sync(Path(where) / name)
    for where in folders:
        with contextlib.suppress(OSError):  # some network drives cannot sync folders
            _sync(Path(where))


def _sync(path: Path) -> None:
    if path.is_symlink() or (path.is_dir() and os.name == "nt"):
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target`, in one step where the system can."""
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        aside = _aside(target)
        target.rename(aside)
        try:
            fresh.rename(target)
        except BaseException:
            if not target.exists():
                aside.rename(target)
            raise
    with contextlib.suppress(OSError):
        _sync(target.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


@contextlib.contextmanager
def _only_writer(parent: Path, folder: Path) -> Iterator[None]:
    """Hold the lock of the parent folder, so that what looks left over is left over."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows has no lock on folders
        yield
        return
    handle = os.open(parent, os.O_RDONLY)
    try:
        patience = time.monotonic() + LOCK_PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > patience:
                    raise UsageError(f"{folder}: another run is writing here; try again") from None
                time.sleep(0.05)
            except OSError as error:
                if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL):
                    raise
                break  # some network drives know no locks
        yield
    finally:
        os.close(handle)


def _sentence(folder: Path, error: OSError) -> str:
    remedies = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your disk quota is used up",
        errno.EACCES: "no permission",
        errno.EPERM: "no permission",
        errno.EROFS: "the disk is read-only",
        errno.ENAMETOOLONG: "the name is too long",
    }
    why = remedies.get(error.errno or 0, error.strerror or str(error))
    return f"{folder}: the plan could not be written: {why}; what was there before is untouched"
