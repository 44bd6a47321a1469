"""The folder of documents: written whole or not at all, and never over what somebody edited."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from scheduler.errors import UsageError
from scheduler.outputs.folder import replace_folder

LIST = "documents.json"
SHOWN = 10


def keep(folder: Path, made: Mapping[str, bytes], replaces: Callable[[str], bool]) -> None:
    """Put documents into a folder; earlier ones of ours go where `replaces` says so of their path.

    Raises UsageError, with the folder as it was, where one that would be replaced was edited since
    it was made: numbers and names that an office wrote into it are not lost.
    """
    before = _written(folder)
    going = {path for path in before if path in made or replaces(path)}
    edited = sorted(path for path in going if _digest_at(folder / path) not in (None, before[path]))
    strange = sorted(path for path in made if path not in before and (folder / path).exists())
    if edited or strange:
        some = ", ".join([*edited, *strange][:SHOWN])
        raise UsageError(
            f"{folder}: these documents were edited since they were made, or are not ours: {some}; "
            "nothing was written; move them away or name another folder with --output"
        )
    files = dict(made)
    kept = {path: digest for path, digest in before.items() if path not in going}
    for folder_of_kind in {path.split("/")[0] for path in made}:
        files |= _others(folder, folder_of_kind, going | {*made})
    listed = kept | {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    files[LIST] = (json.dumps(dict(sorted(listed.items())), indent=1) + "\n").encode()
    replace_folder(folder, files, mark=LIST, what="a folder of documents")


def _others(folder: Path, top: str, going: set[str]) -> dict[str, bytes]:
    """Return what else lies below a folder that is written anew."""
    files = (path for path in sorted((folder / top).rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if name not in going}


def _written(folder: Path) -> dict[str, str]:
    """Return path and digest of what was put into the folder before."""
    try:
        listed = json.loads((folder / LIST).read_bytes())
        return {str(path): str(digest) for path, digest in listed.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError, OSError):
        raise UsageError(
            f"{folder / LIST}: is damaged, so it cannot be told which documents are yours; name "
            "another folder with --output"
        ) from None


def _digest_at(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
