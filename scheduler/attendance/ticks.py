"""The ticks and words by which people mark who was there, in Vietnamese and English."""

import re
from collections.abc import Sequence

from models.attendance import Presence
from scheduler.load.cells import is_blank
from scheduler.load.schema import normal_header

PRESENT, EXCUSED, ABSENT = Presence.COMPLETED, Presence.EXCUSED, Presence.ABSENT

WORDS: dict[str, Presence] = {
    **dict.fromkeys(
        ("x", "✓", "✔", "✅", "☑", "☒", "√", "+", "1", "co", "co mat", "du", "du hoc", "tham gia"),
        PRESENT,
    ),
    **dict.fromkeys(
        ("hoan thanh", "dat", "da hoc", "true", "yes", "y", "present", "completed"), PRESENT
    ),
    **dict.fromkeys(
        ("co phep", "phep", "p", "cp", "vp", "vcp", "vang co phep", "nghi phep", "nghi co phep"),
        EXCUSED,
    ),
    **dict.fromkeys(("excused", "absent excused", "absent, excused"), EXCUSED),
    **dict.fromkeys(
        ("vang", "vang mat", "khong", "khong phep", "k", "kp", "vkp", "vang khong phep", "nghi"),
        ABSENT,
    ),
    **dict.fromkeys(("0", "-", "–", "false", "no", "n", "absent", "chua hoc", "khong du"), ABSENT),
}
# What a tick in a column of this name says. `v` is no word: it may be a tick or `vắng`.
COLUMNS: dict[str, Presence] = {
    **dict.fromkeys(
        ("diem danh", "co mat", "hien dien", "tham du", "ky ten", "ky nhan", "chu ky"), PRESENT
    ),
    **dict.fromkeys(("trang thai", "ket qua", "hoan thanh", "tinh trang"), PRESENT),
    **dict.fromkeys(("attendance", "present", "signature", "status", "completed"), PRESENT),
    **dict.fromkeys(("vang", "vang mat", "vang khong phep", "khong phep", "absent"), ABSENT),
    **dict.fromkeys(("co phep", "vang co phep", "excused"), EXCUSED),
}
NOTES = {"ghi chu", "note", "notes", "ly do"}
SESSION = re.compile(
    r"(buoi|ngay|sang|chieu|toi|session|day)\s*(thu\s*)?\d.*|.*\d{1,2}[/.-]\d{1,2}.*|sang|chieu|toi"
)


def tick(cell: object) -> Presence | None:
    """Return what a cell says by itself, None where it says nothing that we know."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return WORDS.get(normal_header(cell).rstrip("."))


def is_session(header: object) -> bool:
    """Tell whether a column stands for one session or day: `Buổi 1`, `Sáng 27/5`, a date."""
    return bool(SESSION.fullmatch(normal_header(header)))


def judge(
    columns: Sequence[tuple[Presence, object]],
    sessions: Sequence[object],
    notes: Sequence[object],
) -> Presence | None:
    """Return what a row of ticks says, None where it contradicts itself or cannot be read.

    `columns` holds what a tick there would say and the cell. A blank cell is no tick. A list
    without any column for ticks names those who came. All sessions must be ticked.
    """
    said = set()
    for meaning, cell in columns:
        if is_blank(cell):
            continue
        found = tick(cell)
        if found is None:
            return None
        said.add(_of_column(meaning, found))
    if sessions:
        of_sessions = _of_sessions(sessions)
        if of_sessions is None:
            return None
        said.add(of_sessions)
    said |= {found for cell in notes if (found := tick(cell)) not in (None, PRESENT)}
    if not said:
        asks_presence = any(meaning is PRESENT for meaning, _ in columns)
        return ABSENT if asks_presence else PRESENT
    if said == {EXCUSED, ABSENT}:
        return EXCUSED
    return said.pop() if len(said) == 1 else None


def _of_column(meaning: Presence, found: Presence) -> Presence:
    """Return what a tick says in its column: a cross under `Vắng` is an absence."""
    if meaning is PRESENT:
        return found
    if found is PRESENT:
        return meaning
    return found if found is EXCUSED else PRESENT


def _of_sessions(cells: Sequence[object]) -> Presence | None:
    """Return the presence over all sessions; None where a cell cannot be read."""
    found = [ABSENT if is_blank(cell) else tick(cell) for cell in cells]
    if None in found:
        return None
    missed = {one for one in found if one is not PRESENT}
    if not missed:
        return PRESENT
    return EXCUSED if missed == {EXCUSED} else ABSENT
