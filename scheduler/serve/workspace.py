"""The workspace: folders with scenarios and plans, found by looking, never by joining names.

What a request names is looked up in the listing, so a name cannot lead out of the folders. A
name is the path from its folder with `:` for `/`; those of a second and further folder begin with
`2::`, `3::` and so on. Links that lead out of a folder are not followed.
"""

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

from scheduler.errors import UsageError

OWN = ".desk"
DEPTH, MOST = 6, 5000
PLAN_FILES = ("scenario.json", "classes.csv", "sessions.csv", "enrolments.csv")
DRAFTS = "-drafts"
SKIPPED = frozenset({"node_modules", "__pycache__", "ics", "published"})


@dataclass(frozen=True, order=True)
class Place:
    """A scenario file or plan folder under its name; `root` is the folder it was found below."""

    name: str
    path: Path
    root: Path

    @property
    def is_draft(self) -> bool:
        """Tell whether the desk made it as a version of another plan."""
        return self.path.parent.name.endswith(DRAFTS)


class Workspace:
    """The folders; new files go below the first."""

    def __init__(self, *folders: Path) -> None:
        self.roots = tuple(folder.resolve() for folder in folders)
        for root in self.roots:
            if not root.is_dir():
                raise UsageError(f"{root}: no such folder; name the folder of your scenarios")
            if _is_plan(root):
                raise UsageError(f"{root}: is a plan folder; name the folder in which it lies")
        self.root = self.roots[0]
        self._locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        self._guard = threading.Lock()

    def scenarios(self) -> tuple[Place, ...]:
        """Return the YAML files outside plan folders, by name."""
        return tuple(sorted(place for place in self._walk() if place.path.is_file()))

    def plans(self) -> tuple[Place, ...]:
        """Return the plan folders, drafts among them, by name."""
        return tuple(sorted(place for place in self._walk() if place.path.is_dir()))

    def scenario(self, name: str) -> Place | None:
        """Return the scenario file of a name."""
        place = self._find(name)
        return place if place is not None and place.path.is_file() else None

    def plan(self, name: str) -> Place | None:
        """Return the plan folder of a name."""
        place = self._find(name)
        return place if place is not None and place.path.is_dir() else None

    def files(self, place: Place) -> dict[str, Path]:
        """Return the files of a plan folder by their path in it; no links, nothing hidden."""
        found = {}
        for where, folders, names in os.walk(place.path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(where) / name
                if not name.startswith(".") and path.is_file() and not path.is_symlink():
                    found[path.relative_to(place.path).as_posix()] = path
        return found

    def own(self, *parts: str) -> Path:
        """Return a path of the application's own state; parts come from us, not from requests."""
        return self.root.joinpath(OWN, *parts)

    @contextlib.contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Let one thread at a time change what has this name."""
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            yield

    def _walk(self) -> Iterator[Place]:
        found = 0
        for number, root in enumerate(self.roots, start=1):
            prefix = _prefix(number)
            for path in _below(root, root, 0):
                relative = path.relative_to(root).parts
                if any(":" in part for part in relative):
                    continue  # could be mistaken for another
                found += 1
                if found > MOST:
                    return
                yield Place(prefix + ":".join(relative), path, root)

    def _find(self, name: str) -> Place | None:
        """Return what the listing would show under a name, looked up folder by folder."""
        for number, root in enumerate(self.roots, start=1):
            prefix = _prefix(number)
            parts = name.removeprefix(prefix).split(":") if name.startswith(prefix) else []
            path = _looked_up(root, parts) if 0 < len(parts) <= DEPTH + 1 else None
            if path is not None:
                return Place(name, path, root)
        return None


def _prefix(number: int) -> str:
    return "" if number == 1 else f"{number}::"


def _looked_up(root: Path, parts: list[str]) -> Path | None:
    folder = root
    for rank, part in enumerate(parts, start=1):
        found = next((entry for entry in _entries(folder, root) if entry.name == part), None)
        if found is None:
            return None
        path = Path(found.path)
        if rank == len(parts):
            return path if _is_listed(path) else None
        if not found.is_dir() or found.is_symlink() or _is_plan(path):
            return None
        folder = path
    return None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, on the disk when this returns; private to its owner."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some systems and drives cannot sync folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _below(folder: Path, root: Path, depth: int) -> Iterator[Path]:
    """Yield scenario files and plan folders; nothing inside a plan folder."""
    for entry in _entries(folder, root):
        path = Path(entry.path)
        if _is_listed(path):
            yield path
        elif entry.is_dir() and depth < DEPTH and not entry.is_symlink():
            yield from _below(path, root, depth + 1)


def _entries(folder: Path, root: Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, by name; nothing hidden, nothing that leads out of the root."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return []
    return [
        entry
        for entry in entries
        if not entry.name.startswith(".")
        and entry.name not in SKIPPED
        and _stays(Path(entry.path), root)
    ]


def _is_listed(path: Path) -> bool:
    if path.is_dir():
        return _is_plan(path)
    return path.suffix.lower() in (".yaml", ".yml")


def _is_plan(folder: Path) -> bool:
    return all((folder / name).is_file() for name in PLAN_FILES)


def _stays(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root) if path.is_symlink() else True
    except (OSError, RuntimeError):
        return False
