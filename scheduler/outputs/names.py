"""Ids as file names and as parts of event ids: plain ASCII, safe everywhere, never two alike."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,58}[A-Za-z0-9_-])?")
_PLAIN_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,60}")
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)]
)


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a file name without extension for each id, distinct even where case is ignored.

    An id that is safe as it stands keeps its spelling. Of ids that differ in case only, those with
    a small letter get a mark, as does every id that is not safe; no plain id holds that mark.
    """
    distinct = sorted(set(ids))
    alike = Counter(one.lower() for one in distinct)
    names = {}
    for one in distinct:
        clash = alike[one.lower()] > 1 and one != one.upper()
        names[one] = one if _is_plain(one) and not clash else f"{_slug(one)}~{_mark(one)}"
    return names


def token(text: str) -> str:
    """Return the id itself where it is plain, else a mark made from it; never holds a dot or @."""
    return text if _PLAIN_TOKEN.fullmatch(text) else f"~{_mark(text)}"


def _is_plain(text: str) -> bool:
    return bool(_PLAIN_NAME.fullmatch(text)) and text.lower().split(".")[0] not in _DEVICES


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _slug(text: str) -> str:
    """Return what people can recognise of an id: letters and digits without marks."""
    bare = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^A-Za-z0-9]+", "-", bare.encode("ascii", "ignore").decode()).strip("-")[:40]
