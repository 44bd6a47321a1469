"""What is looked for in outputs: every byte, also of what is packed in archives."""

import io
import json
import unicodedata
import zipfile
from pathlib import Path

from scheduler.outputs.cards import fold


def contents(folder):
    """Every file below a folder by its path, members of archives as `file!member`."""
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    found = {}
    for path in paths:
        if path.is_file():
            name = path.relative_to(folder).as_posix() if path != folder else path.name
            found.update(unpacked(name, path.read_bytes()))
    return found


def unpacked(name, data):
    """A file as it is and, where it is an archive, each of its members."""
    found = {name: data}
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                found.update(unpacked(f"{name}!{member}", archive.read(member)))
    return found


def spellings(text):
    """How a text may stand in a file: in either normal form, without marks, small, in JSON."""
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    forms |= {fold(text), text.lower(), text.upper()}
    forms |= {json.dumps(form)[1:-1] for form in forms}
    return {form.encode() for form in forms} | {text.encode("utf-16-le")}


def holding(folder, texts):
    """Paths that hold one of the texts, with the text, in any of its spellings."""
    found = []
    for path, data in contents(folder).items():
        flat = data.replace(b"\r\n ", b"")  # iCalendar folds long lines
        for text in texts:
            if any(one in flat for one in spellings(text)):
                found.append((path, text))
    return found


def persons(scenario):
    """Ids and names of the cadres of a scenario."""
    return [one for cadre in scenario.cadres for one in (cadre.id, cadre.name)]


def mode(path: Path):
    return path.stat().st_mode & 0o777
