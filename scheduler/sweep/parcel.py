"""Files of a folder as one piece of bytes, to be sent between processes and machines."""

import io
import zipfile
from collections.abc import Mapping

SCENARIO, RESULT, ERROR = "scenario.json", "result.json", "error.txt"


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the files, path to content, as one compressed piece."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of a piece."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}
