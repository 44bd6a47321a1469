"""What the erasure of a person changed, or would change."""

from typing import Any

from models.base import Model


class ErasedFolder(Model):
    """A folder and the paths of its files that were changed or removed."""

    folder: str
    files: tuple[str, ...]


class Erasure(Model):
    """What was changed where; no pseudonym where the person was found nowhere.

    `remaining` are files in the folders that name the person still and are not ours to change;
    `record` is None where none was looked into. With `dry_run` nothing was written.
    """

    cadre: str
    pseudonym: str | None
    dry_run: bool
    record: str | None = None
    releases: int = 0
    marks: int = 0
    feeds: int = 0
    folders: tuple[ErasedFolder, ...] = ()
    remaining: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the erasure as `erase --json` prints it."""
        return self.model_dump(mode="json")
