"""The moves of a repaired plan, people gathered by class and reason, and the substitutes."""

from collections import defaultdict
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from models.moves import Candidate, Move, MoveKind, OpenSession
from models.rules import Words
from models.scenario import Language
from scheduler.terminal.screen import grid
from scheduler.terminal.words import number, pick

SHOWN = 30
SUBSTITUTES = 4
PEOPLE = (MoveKind.CADRE_ADDED, MoveKind.CADRE_REMOVED)
KIND_WORDS: dict[MoveKind, Words] = {
    MoveKind.CLASS_DROPPED: Words("bỏ lớp", "class closed"),
    MoveKind.CLASS_OPENED: Words("mở thêm lớp", "class opened"),
    MoveKind.CLASS_MOVED: Words("đổi ngày, phòng", "class moved"),
    MoveKind.MODULE_MOVED: Words("đổi giảng viên, buổi", "module moved"),
    MoveKind.MODULE_SWAPPED: Words("đổi chuyên đề", "module swapped"),
    MoveKind.CADRE_ADDED: Words("thêm người", "people added"),
    MoveKind.CADRE_REMOVED: Words("bớt người", "people removed"),
}
TEXTS: dict[str, Words] = {
    "changes": Words("Thay đổi đầu vào", "What changed"),
    "moves": Words("Thay đổi so với kế hoạch cũ: {points} điểm", "Moves: {points} points"),
    "nothing": Words("Kế hoạch cũ vẫn giữ nguyên.", "The plan stays as it was."),
    "more": Words("... và {count} dòng nữa trong moves.csv", "... and {count} more in moves.csv"),
    "kind": Words("Thay đổi", "Change"),
    "class": Words("Lớp", "Class"),
    "what": Words("Nội dung", "What"),
    "reason": Words("Lý do", "Reason"),
    "people": Words("{count} người", "{count} people"),
    "sessions": Words(
        "Buổi mất giảng viên và người thay, xếp theo mức phù hợp",
        "Sessions that lost their lecturer, and substitutes by rank",
    ),
    "session": Words("Buổi", "Session"),
    "now": Words("Người dạy", "Given by"),
    "others": Words("Người khác", "Others"),
    "level": Words(
        "{lecturer} (mức {level}, {load} buổi)", "{lecturer} (level {level}, load {load})"
    ),
    "barred": Words("{lecturer}: {why}", "{lecturer}: {why}"),
}


def _say(key: str, language: Language, **values: str) -> str:
    return pick(TEXTS[key], language).format(**values)


def show_repair(
    console: Console,
    changes: tuple[str, ...],
    moves: tuple[Move, ...],
    sessions: tuple[OpenSession, ...],
    language: Language,
) -> None:
    """Print the edits, the moves with their reasons, and the substitutes."""
    if changes:
        console.print()
        console.print(_say("changes", language))
        for change in changes:
            console.print(f"  - {change}", soft_wrap=True)
    console.print()
    if not moves:
        console.print(_say("nothing", language))
    else:
        points = number(sum(move.points for move in moves), language)
        console.print(_say("moves", language, points=points))
        table = grid(*(_say(key, language) for key in ("kind", "class", "what", "reason")))
        rows = list(_rows(moves, language))
        for row in rows[:SHOWN]:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
        if len(rows) > SHOWN:
            console.print(_say("more", language, count=str(len(rows) - SHOWN)))
    if sessions:
        _show_sessions(console, sessions, language)


def _rows(moves: tuple[Move, ...], language: Language) -> Iterator[tuple[str, str, str, str]]:
    """Yield a line for each move; people of a class with the same reason share one."""
    people: dict[tuple[MoveKind, str, str], int] = defaultdict(int)
    for move in moves:
        if move.kind in PEOPLE:
            people[move.kind, move.class_id, move.reason] += 1
            continue
        what = " → ".join(part for part in (move.before, move.after) if part)
        what = f"{move.module}: {what}" if move.module else what
        yield pick(KIND_WORDS[move.kind], language), move.class_id, what, move.reason
    for (kind, name, reason), count in people.items():
        what = _say("people", language, count=number(count, language, 0))
        yield pick(KIND_WORDS[kind], language), name, what, reason


def _show_sessions(console: Console, sessions: tuple[OpenSession, ...], language: Language) -> None:
    console.print()
    console.print(_say("sessions", language))
    table = grid(*(_say(key, language) for key in ("class", "session", "now", "others")))
    for one in sessions:
        when = f"{one.module}, {one.date:%d/%m/%Y} {one.slot}"
        others = [_candidate(c, language) for c in one.candidates[:SUBSTITUTES]]
        given = one.before if one.before == one.now else f"{one.before} → {one.now or '-'}"
        cells = (one.class_id, when, given, "; ".join(others) or "-")
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def _candidate(candidate: Candidate, language: Language) -> str:
    if candidate.why:
        return _say("barred", language, lecturer=candidate.lecturer, why=candidate.why)
    level, load = str(candidate.level), str(candidate.load)
    return _say("level", language, lecturer=candidate.lecturer, level=level, load=load)
