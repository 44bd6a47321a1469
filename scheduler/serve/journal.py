"""The versions of a plan: what was changed in each, where one stands, what can be redone.

The first version is the plan as it was made; each further one is a folder beside it. The journal
is a file of the workspace, written whole before an answer is given.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from models.base import Id, Model
from scheduler.outputs.names import token
from scheduler.serve.opened import Stamp, digest_of, stamp_of
from scheduler.serve.workspace import DRAFTS, Place, Workspace, write_whole

MOST_DIGESTS = 1000


class Version(Model):
    """One state of the plan; `folder` is relative to the folder in which the plan lies.

    `said` tells the change in Vietnamese and English; `repaired` that others changed with it.
    """

    number: int
    folder: Id
    parent: int | None = None
    at: datetime
    edits: tuple[dict[str, Any], ...] = ()
    said: tuple[str, str] = ("", "")
    repaired: bool = False


class Journal(Model):
    """All versions; `serial` counts every step, back and forth too, and never falls."""

    format: Literal[1] = 1
    plan: Id
    digest: str
    serial: int = 0
    head: int = 1
    undone: tuple[int, ...] = ()
    latest: int = 1
    versions: tuple[Version, ...]

    @property
    def stamp(self) -> str:
        """What a page carries to say which state it shows."""
        return f"{self.digest}.{self.serial}"

    @property
    def current(self) -> Version:
        """The version one stands at."""
        return self.version(self.head)

    def version(self, number: int) -> Version:
        """Return a version by its number."""
        return next(one for one in self.versions if one.number == number)

    def added(self, version: Version) -> "Journal":
        """Return the journal with a new version, at which one stands; nothing is left to redo."""
        return self._step(
            head=version.number,
            undone=(),
            latest=max(self.latest, version.number),
            versions=(*self.versions, version),
        )

    def back(self) -> "Journal | None":
        """Return the journal one version earlier, None at the first."""
        parent = self.current.parent
        if parent is None:
            return None
        return self._step(head=parent, undone=(*self.undone, self.head))

    def forth(self) -> "Journal | None":
        """Return the journal with the version taken back last in force again, None without one."""
        if not self.undone:
            return None
        return self._step(head=self.undone[-1], undone=self.undone[:-1])

    def _step(self, **values: Any) -> "Journal":
        return self.model_copy(update={"serial": self.serial + 1, **values})


class Journals:
    """Reads and writes the journals of a workspace; whoever changes one holds the plan's lock."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._digests: dict[Path, tuple[Stamp, str]] = {}

    def read(self, place: Place) -> Journal:
        """Return the journal of a plan; a new one where the plan itself was made anew.

        Versions whose folders are gone are passed over.
        """
        digest = self._digest(place.path)
        known = self._known(place)
        if known is None or known.digest != digest:
            first = Version(number=1, folder=place.path.name, at=_now())
            latest = self._latest(place, known)
            return Journal(plan=place.name, digest=digest, latest=latest, versions=(first,))
        return self._standing(place, known)

    def write(self, place: Place, journal: Journal) -> None:
        """Keep the journal; it is on the disk when this returns."""
        write_whole(self._path(place), journal.model_dump_json(indent=1).encode())

    def folder(self, place: Place, version: Version) -> Path:
        """Return where a version lies."""
        return place.path.parent / version.folder

    def next_folder(self, place: Place, journal: Journal) -> tuple[int, str]:
        """Return number and relative folder of the next version."""
        number = journal.latest + 1
        return number, f"{place.path.name}{DRAFTS}/v{number}"

    def _digest(self, folder: Path) -> str:
        """Return the digest of a plan, worked out again only where its files have changed."""
        stamp = stamp_of(folder)
        known = self._digests.get(folder)
        if known is None or known[0] != stamp:
            if len(self._digests) >= MOST_DIGESTS:
                self._digests.clear()
            known = self._digests[folder] = (stamp, digest_of(folder))
        return known[1]

    def _path(self, place: Place) -> Path:
        return self._workspace.own("plans", f"{token(place.name)}.json")

    def _known(self, place: Place) -> Journal | None:
        try:
            raw = json.loads(self._path(place).read_bytes())
            journal = Journal.model_validate(raw)
        except (OSError, ValueError, ValidationError):
            return None
        return journal if journal.plan == place.name else None

    def _latest(self, place: Place, known: Journal | None) -> int:
        """Return the highest number in use, so that no draft is ever written over another."""
        drafts = place.path.parent / f"{place.path.name}{DRAFTS}"
        numbers = [1 if known is None else known.latest]
        if drafts.is_dir():
            names = (one.name for one in drafts.iterdir())
            numbers += [int(n[1:]) for n in names if n[:1] == "v" and n[1:].isdecimal()]
        return max(numbers)

    def _standing(self, place: Place, journal: Journal) -> Journal:
        step: Journal | None = journal
        while (
            step is not None and not (self.folder(place, step.current) / "scenario.json").exists()
        ):
            step = step.back()
        there = step or journal
        kept = there.undone if there is journal else ()
        return there.model_copy(update={"undone": kept})


def name_of(place: Place, version: Version) -> str:
    """Return the name under which the workspace lists the folder of a version."""
    return place.name.removesuffix(place.path.name) + version.folder.replace("/", ":")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
